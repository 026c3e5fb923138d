"""The command line: COMMANDS says what can be asked. Every answer is the one that the pages give."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.cli.commands import (
    BY,
    CITY,
    DATA,
    FILE,
    JSON,
    NAMES,
    NEW_CITY,
    REASON,
    RELEASE,
    Command,
    at_the_desk,
    at_the_store,
    settings,
)
from indicators.language import of_terminal, speaking
from indicators.model import Text
from indicators.problems import InnovationError, UnknownName, UsageError, ordered

if TYPE_CHECKING:  # imported by the command that needs them: a server starts without waiting for what it never asks
    from indicators.dataset import Dataset
    from indicators.desk import Desk
    from indicators.goals.methods import Assessment
    from indicators.periods import Period

_CLEAN = Text("没有发现问题", "No problems found")
_COUNTED = Text("{errors} 处错误，{warnings} 处提醒", "{errors} errors, {warnings} warnings")
_NOT_AUDITED = Text("以上错误修好后再作勾稽审核", "repair these first; then the audit follows")
_NO_YEAR = Text("{value} 不是年份，请写四位年份，如 2025", "{value} is no year: write four digits, as in 2025")
_NO_FOLDER = Text("没有这个文件夹：{path}", "no such folder: {path}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused with a sentence, 2 the words of the call are off."""
    parser = argparse.ArgumentParser(prog="innovation-dashboard", description=__doc__)
    parser.add_argument("--version", action="version", version=f"%(prog)s {version('innovation-dashboard')}")
    parts = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        part = parts.add_parser(command.name, help=command.about, description=command.about)
        for flags, words in command.options:
            part.add_argument(*flags, **words)
        part.set_defaults(run=command.run)
    options = parser.parse_args(arguments)
    try:
        with speaking(of_terminal(os.environ)):
            return int(options.run(options))
    except (InnovationError, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


def _serve(options: argparse.Namespace) -> int:
    from dashboard.serving.serve import serve

    serve(settings(options))
    return 0


def _work(options: argparse.Namespace) -> int:
    from dashboard.app import work

    work(settings(options))
    return 0


def _report(desk: Desk, options: argparse.Namespace) -> int:
    from dashboard.cli import reports as writing

    return writing.report(desk, options)


def _offline(desk: Desk, options: argparse.Namespace) -> int:
    from dashboard.cli import reports as writing

    return writing.offline(desk, options)


def _check(options: argparse.Namespace) -> int:
    """Print every problem of a folder with file, row, column and remedy."""
    from dashboard.cli.problems import lines
    from indicators.checks.audit import audit
    from indicators.proposals.minutes import problem_as_json
    from indicators.tables import curated

    dataset, problems = curated.read_folder(_existing(options.folder))
    unread = any(problem.is_error for problem in problems)
    found = ordered((*problems, *(audit(dataset) if dataset and not unread else ())))
    for line in lines(map(problem_as_json, found)):
        print(line)
    if unread:
        print(_NOT_AUDITED)  # what cannot be read would make the audit miss rows and tell wrong ones
    errors = sum(problem.is_error for problem in found)
    print(str(_COUNTED).format(errors=errors, warnings=len(found) - errors) if found else str(_CLEAN))
    return 1 if errors else 0


def _new_city(options: argparse.Namespace) -> int:
    from dashboard.cli.founding import new_city

    return new_city(options)


def _assess(desk: Desk, options: argparse.Namespace) -> int:
    """Print every goal of a release held against the figures known in a year."""
    from indicators.goals.methods import METHODS
    from indicators.tables.interchange import json_text
    from indicators.views.rows import ASSESSMENT, rows
    from indicators.views.scoreboard import latest_year, scoreboard

    dataset = desk.dataset(options.release)
    on = _year(options.as_of) if options.as_of else latest_year(dataset)
    if options.method not in METHODS:
        raise UnknownName(Text("评估方法", "method"), options.method, METHODS)
    if options.plan:
        dataset.plan(options.plan)
    assessments = scoreboard(dataset, on, options.plan or None, method=options.method)
    print(json_text(rows(ASSESSMENT, dataset, assessments)) if options.json else _as_lines(dataset, assessments))
    return 0


def _as_lines(dataset: Dataset, assessments: Sequence[Assessment]) -> str:
    from indicators.words import wording

    return "\n".join(
        "\t".join(
            (
                assessment.target.id,
                str(assessment.standing.indicator.name),
                str(dataset.region(assessment.target.key.region).name),
                wording.due(assessment.target),
                wording.to_reach(assessment),
                wording.reading(assessment.standing.value, assessment.standing.indicator),
                wording.remaining(assessment),
                str(assessment.judgement.word),
            )
        )
        for assessment in assessments
    )


def _describe(options: argparse.Namespace) -> int:
    """Write the descriptor of a city's folder, and where that is asked for the guide, from what the columns are."""
    from indicators.tables import curated, documentation

    folder = _existing(options.folder)
    if options.guide:
        Path(options.guide).write_text(documentation.guide(), encoding="utf-8")
    documentation.describe(curated.load(folder, with_rows_gone=True), folder)
    return 0


def _existing(path: str) -> Path:
    folder = Path(path)
    if not folder.is_dir():
        raise UsageError(str(_NO_FOLDER).format(path=folder))
    return folder


def _year(text: str) -> Period:
    from indicators.periods import Grain, Period

    if not text.isdecimal() or Period.parse(text).grain is not Grain.YEAR:
        raise UsageError(str(_NO_YEAR).format(value=text))
    return Period.parse(text)


_STAFF: tuple[Command, ...] = (
    Command(
        "template",
        "write the workbook to fill in",
        (
            DATA,
            CITY,
            (("out",), {"help": "the file to write, .xlsx"}),
            (("--region",), {"help": "only this region", "default": ""}),
            (("--theme",), {"help": "only this theme", "default": ""}),
            (("--period",), {"help": "only this period, with a row for each figure that is owed", "default": ""}),
            (("--wide",), {"help": "districts down, years across", "action": "store_true"}),
        ),
        at_the_desk("write_template", writes=False),
    ),
    Command(
        "validate",
        "tell every problem of a file and what it would change; writes nothing; exit 1 on errors",
        (DATA, CITY, FILE, JSON),
        at_the_desk("validate", writes=False),
    ),
    Command(
        "publish",
        "publish a file as the next release",
        (
            DATA,
            CITY,
            FILE,
            BY,
            REASON,
            (("--explain",), {"help": "the answer to every place that asks why", "default": ""}),
        ),
        at_the_desk("publish"),
    ),
    Command("releases", "list the releases, latest first", (DATA, CITY, JSON), at_the_desk("releases")),
    Command(
        "diff",
        "tell what is different between two releases",
        (
            DATA,
            CITY,
            (("old",), {"help": "number of a release", "type": int}),
            (("new",), {"help": "number of another", "type": int}),
            JSON,
        ),
        at_the_desk("diff"),
    ),
    Command(
        "restore",
        "bring the state of an older release back, as a release",
        (DATA, CITY, (("number",), {"help": "number of the release", "type": int}), BY, REASON),
        at_the_desk("restore"),
    ),
    Command(
        "export-data",
        "write a release as a folder of tables",
        (
            DATA,
            CITY,
            (("folder",), {"help": "the folder to write"}),
            RELEASE,
        ),
        at_the_desk("export_data"),
    ),
    Command(
        "import-data",
        "publish what a folder of tables says otherwise",
        (DATA, CITY, (("folder",), {"help": "a folder such as data/<city>"}), BY, REASON),
        at_the_desk("import_data"),
    ),
    Command(
        "accounts",
        "list the accounts, add one, or give a one-time password",
        (
            DATA,
            CITY,
            (("--add",), {"help": "name of a new account", "default": ""}),
            (("--role",), {"help": "viewer, reporter, reviewer or administrator; may be repeated", **NAMES}),
            (("--region",), {"help": "a region that a reporter fills in; all by default", **NAMES}),
            (("--theme",), {"help": "a theme that a reporter fills in; all by default", **NAMES}),
            (("--reset",), {"help": "name of an account that needs a new password", "default": ""}),
        ),
        at_the_desk("accounts"),
    ),
    Command(
        "audit",
        "verify the audit log: exit 1 where any line was altered; or show it",
        (DATA, CITY, (("what",), {"choices": ("verify", "show")})),
        at_the_desk("audit"),
    ),
    Command(
        "backup",
        "write everything that is kept into one file",
        (DATA, CITY, (("file",), {"help": "the file to write, .zip"})),
        at_the_store("backup"),
    ),
    Command(
        "restore-backup",
        "bring back what a backup holds, into an empty state",
        (DATA, CITY, (("file",), {"help": "the backup"})),
        at_the_store("restore_backup"),
    ),
)
_WRITERS: tuple[Command, ...] = (
    Command(
        "report",
        "make a report: .docx, .pptx, .pdf, .xlsx, .zip of pictures, or .yaml for the list itself",
        (
            DATA,
            CITY,
            (("list",), {"help": "a list (.yaml), or one that is ready: monthly, districts, goals, matrix"}),
            (("-o", "--out"), {"help": "the file to write", "required": True}),
            RELEASE,
        ),
        at_the_desk(_report, writes=False),
    ),
    Command(
        "offline",
        "write the site as a ZIP of static pages, for a room with no network",
        (DATA, CITY, (("out",), {"help": "the file to write, .zip"}), RELEASE),
        at_the_desk(_offline, writes=False),
    ),
    Command("work", "make packs for the dashboards that share INNOVATION_QUEUE", (DATA, CITY), _work),
)
COMMANDS: tuple[Command, ...] = (
    Command("serve", "start the dashboard (HOST, PORT)", (DATA, CITY), _serve),
    Command(
        "check",
        "audit a city's folder: every problem with file, row, column and remedy; exit 1 if any is an error",
        ((("folder",), {"help": "the folder to audit, such as data/<city>"}),),
        _check,
    ),
    Command(
        "new-city",
        "write the folder of a new city: asks at the terminal for what the flags leave open",
        NEW_CITY,
        _new_city,
    ),
    Command(
        "assess",
        "hold every goal against the figures known in a year",
        (
            DATA,
            CITY,
            (("--as-of",), {"help": "the year; by default the latest that has figures", "default": ""}),
            (("--method",), {"help": "by which method", "default": "pace"}),
            (("--plan",), {"help": "only the goals of this plan", "default": ""}),
            RELEASE,
            (("--json",), {"help": "as JSON, with every number and citation", "action": "store_true"}),
        ),
        at_the_desk(_assess, writes=False),
    ),
    Command(
        "describe-data",
        "write datapackage.json of a city's folder: its files, how many rows each has, what the columns are",
        (
            (("folder",), {"help": "the folder to describe, such as data/<city>"}),
            (
                ("--guide",),
                {"help": "a file to write the guide to the columns to, as data/README.md is", "default": ""},
            ),
        ),
        _describe,
    ),
    *_STAFF,
    *_WRITERS,
)


if __name__ == "__main__":
    sys.exit(main())
