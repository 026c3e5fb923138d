"""The command line: COMMANDS says what can be asked. Every answer is the one that the pages give."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from dashboard.cli import acts
from dashboard.cli.commands import (
    BY,
    CITY,
    DATA,
    FILE,
    JSON,
    NEW_CITY,
    REASON,
    RELEASE,
    ROLE,
    Command,
    Option,
    at_the_desk,
    at_the_store,
    flag,
    methods,
    number,
    path,
    ready_lists,
    word,
    words,
)
from dashboard.cli.helping import parser
from dashboard.cli.problems import sentence
from indicators.language import of_terminal, speaking
from indicators.model import Text
from indicators.problems import InnovationError

_SHELLS = ("bash", "zsh", "tcsh")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused with a sentence, 2 the words of the call are off."""
    with speaking(of_terminal(os.environ)):
        options = parser(COMMANDS).parse_args(arguments)
        try:
            return int(options.run(options))
        except (InnovationError, ValueError, OSError) as error:
            print(sentence(error), file=sys.stderr)
            return 1


_STAFF: tuple[Command, ...] = (
    Command(
        "template",
        Text("生成待填的工作簿", "write the workbook to fill in"),
        (
            DATA,
            CITY,
            path("out", Text("要写的文件，.xlsx", "the file to write, .xlsx")),
            word("--region", Text("只要这个区域", "only this region")),
            word("--theme", Text("只要这个主题", "only this theme")),
            word(
                "--period",
                Text("只要这个时期，每个应报数据一行", "only this period, with a row for each figure that is owed"),
            ),
            flag("--wide", Text("横表：区域为行、年份为列", "regions down, years across")),
        ),
        at_the_desk("write_template", writes=False),
        "out.xlsx --region wujin --period 2025",
    ),
    Command(
        "validate",
        Text(
            "列出文件的全部问题和将会产生的变化；不写入；有错误时退出码为 1",
            "tell every problem of a file and what it would change; writes nothing; exit 1 on errors",
        ),
        (DATA, CITY, FILE, JSON),
        at_the_desk("validate", writes=False),
        "out.xlsx --json",
    ),
    Command(
        "publish",
        Text("把文件发布为下一个版次", "publish a file as the next release"),
        (
            DATA,
            CITY,
            FILE,
            BY,
            REASON,
            word("--explain", Text("对所有须说明之处的说明", "the answer to every place that asks why")),
        ),
        at_the_desk("publish"),
        "out.xlsx --by wang --reason annual",
    ),
    Command(
        "releases",
        Text("列出各版次，最新在前", "list the releases, latest first"),
        (DATA, CITY, JSON),
        at_the_desk("releases"),
        "--json",
    ),
    Command(
        "diff",
        Text("列出两个版次之间的差别", "tell what is different between two releases"),
        (
            DATA,
            CITY,
            number("old", Text("一个版次的编号", "number of a release")),
            number("new", Text("另一个", "number of another")),
            JSON,
        ),
        at_the_desk("diff"),
        "1 2",
    ),
    Command(
        "restore",
        Text("以新版次恢复旧版次的状态", "bring the state of an older release back, as a release"),
        (DATA, CITY, number("number", Text("版次编号", "number of the release")), BY, REASON),
        at_the_desk("restore"),
        "1 --by wang --reason mistaken",
    ),
    Command(
        "export-data",
        Text("把一个版次写成数据文件夹", "write a release as a folder of tables"),
        (DATA, CITY, path("folder", Text("要写的文件夹", "the folder to write"), "directory"), RELEASE),
        at_the_desk("export_data"),
        "edited --release 1",
    ),
    Command(
        "import-data",
        Text("发布数据文件夹与现行版次的不同之处", "publish what a folder of tables says otherwise"),
        (
            DATA,
            CITY,
            path("folder", Text("data/<城市> 那样的文件夹", "a folder such as data/<city>"), "directory"),
            BY,
            REASON,
        ),
        at_the_desk("import_data"),
        "edited --by wang --reason revised",
    ),
    Command(
        "accounts",
        Text(
            "列出帐号、新增帐号、给出一次性口令或显示姓名",
            "list the accounts, add one, give a one-time password or a name",
        ),
        (
            DATA,
            CITY,
            word("--add", Text("新帐号名", "name of a new account")),
            ROLE,
            words("--region", Text("填报员所填的区域，默认全部", "a region that a reporter fills in; all by default")),
            words("--theme", Text("填报员所填的主题，默认全部", "a theme that a reporter fills in; all by default")),
            word("--reset", Text("需要新口令的帐号名", "name of an account that needs a new password")),
            word(
                "--call",
                Text("用 --display 改显示姓名的帐号", "name of an account that gets the display name of --display"),
            ),
            word(
                "--display",
                Text("人人可见的显示姓名，不能是帐号", "what everybody may read; never a name that signs in"),
            ),
        ),
        at_the_desk("accounts"),
        "--add wang --role reporter --role reviewer",
    ),
    Command(
        "audit",
        Text(
            "校验审计日志，任何一行被改动时退出码为 1；或列出日志",
            "verify the audit log: exit 1 where any line was altered; or show it",
        ),
        (
            DATA,
            CITY,
            Option(
                ("what",),
                Text("verify 校验，show 列出", "verify, or show"),
                {"choices": ("verify", "show")},
            ),
        ),
        at_the_desk("audit"),
        "verify",
    ),
    Command(
        "backup",
        Text("把留存的一切写入一个文件", "write everything that is kept into one file"),
        (DATA, CITY, path("file", Text("要写的文件，.zip", "the file to write, .zip"))),
        at_the_store("backup"),
        "all.zip",
    ),
    Command(
        "restore-backup",
        Text("把备份恢复到空的状态文件夹", "bring back what a backup holds, into an empty state"),
        (DATA, CITY, path("file", Text("备份文件", "the backup"))),
        at_the_store("restore_backup"),
        "all.zip",
    ),
)
_WRITERS: tuple[Command, ...] = (
    Command(
        "report",
        Text(
            "生成报告：.docx、.pptx、.pdf、.xlsx、图片 .zip，或清单本身 .yaml",
            "make a report: .docx, .pptx, .pdf, .xlsx, .zip of pictures, or .yaml for the list itself",
        ),
        (
            DATA,
            CITY,
            Option(
                ("list",),
                Text(
                    "清单（.yaml），或现成清单：monthly、districts、goals、matrix",
                    "a list (.yaml), or one that is ready: monthly, districts, goals, matrix",
                ),
                offers=ready_lists,
            ),
            Option(("-o", "--out"), Text("要写的文件", "the file to write"), {"required": True}, completes="file"),
            RELEASE,
        ),
        at_the_desk(acts.report, writes=False),
        "monthly -o monthly.docx",
    ),
    Command(
        "offline",
        Text(
            "把网站写成静态页面压缩包，供没有网络的会议室用",
            "write the site as a ZIP of static pages, for a room with no network",
        ),
        (DATA, CITY, path("out", Text("要写的文件，.zip", "the file to write, .zip")), RELEASE),
        at_the_desk(acts.offline, writes=False),
        "site.zip",
    ),
    Command(
        "work",
        Text("为共用 INNOVATION_QUEUE 的各看板生成报告", "make packs for the dashboards that share INNOVATION_QUEUE"),
        (DATA, CITY),
        acts.work,
        "--city changzhou",
    ),
)
COMMANDS: tuple[Command, ...] = (
    Command(
        "serve",
        Text("启动看板（HOST、PORT）", "start the dashboard (HOST, PORT)"),
        (DATA, CITY),
        acts.serve,
        "--city changzhou",
    ),
    Command(
        "check",
        Text(
            "审核城市文件夹，逐条给出文件、行、列和改法；有错误时退出码为 1",
            "audit a city's folder: every problem with file, row, column and remedy; exit 1 if any is an error",
        ),
        (
            path(
                "folder",
                Text("要审核的文件夹，如 data/<城市>", "the folder to audit, such as data/<city>"),
                "directory",
            ),
        ),
        acts.check,
        "data/changzhou",
    ),
    Command(
        "new-city",
        Text(
            "写出新城市的文件夹；参数没有给出的在终端上询问",
            "write the folder of a new city: asks at the terminal for what the flags leave open",
        ),
        NEW_CITY,
        acts.new_city,
        'data/riverton --language en --name Riverton --indicator "Recycling rate; %; ratio; higher"',
    ),
    Command(
        "assess",
        Text("以某年已知的数据评估每项目标", "hold every goal against the figures known in a year"),
        (
            DATA,
            CITY,
            word("--as-of", Text("年份，默认为有数据的最近一年", "the year; by default the latest that has figures")),
            word("--method", Text("评估方法", "by which method"), methods, default="pace"),
            word("--plan", Text("只要这个规划的目标", "only the goals of this plan")),
            RELEASE,
            flag("--json", Text("以 JSON 输出，含全部数字与出处", "as JSON, with every number and citation")),
        ),
        at_the_desk(acts.assess, writes=False),
        "--as-of 2025 --plan 14fyp --json",
    ),
    Command(
        "describe-data",
        Text(
            "写出城市文件夹的 datapackage.json：有哪些文件、各多少行、各列是什么",
            "write datapackage.json of a city's folder: its files, how many rows each has, what the columns are",
        ),
        (
            path(
                "folder",
                Text("要描述的文件夹，如 data/<城市>", "the folder to describe, such as data/<city>"),
                "directory",
            ),
            path(
                "--guide",
                Text(
                    "列说明另写入的文件，如 data/README.md",
                    "a file to write the guide to the columns to, as data/README.md is",
                ),
                default="",
            ),
        ),
        acts.describe,
        "data/changzhou",
    ),
    Command(
        "completion",
        Text("写出命令行补全脚本", "write what makes a shell complete commands, options and choices"),
        (Option(("shell",), Text("哪种 shell", "the shell"), {"choices": _SHELLS}),),
        acts.completion,
        "bash",
    ),
    *_STAFF,
    *_WRITERS,
)


if __name__ == "__main__":
    sys.exit(main())
