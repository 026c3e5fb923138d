"""The commands of staff: check and publish a file, look at releases and bring them back, accounts, log, backups.

They ask the same desk as the pages and give the same answers. Whoever may use this machine's shell acts for the account
that is named.
"""

from __future__ import annotations

import argparse
import contextlib
import getpass
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.cli.problems import lines
from dashboard.settings import Settings
from indicators.accounts import Account, Role
from indicators.language import Count
from indicators.model import Text
from indicators.periods import Period
from indicators.problems import UsageError
from indicators.proposals.minutes import as_json, difference_as_json, judgement
from indicators.tables.interchange import json_text
from indicators.workbook.template import template, wide_template

if TYPE_CHECKING:  # opened by the application
    from indicators.desk import Desk
    from indicators.releases.release import ReleaseRecord

_REJECTED = Text("不能发布：{errors} 处须改正", "cannot be published: {errors} {errors:error|errors}")
_PUBLISHED = Text(
    "已发布 {name}（第 {number} 号版次）\n日志第 {line} 行，摘要 {hash}（请另存，日后可核对日志未被截断）",
    "Published {name} (release {number})\nline {line} of the log, digest {hash} (keep it to prove the log whole)",
)
_WHOLE = Text("日志与版次完整：{lines} 行", "the log is whole: {lines} {lines:line|lines}")
_ADDED = Text("已新建帐号 {name}，一次性密码 {password}", "added {name}, one-time password {password}")
_BACKED_UP = Text("已备份到 {path}", "backed up to {path}")
_LOST = Text("原始文件 {digest} 已缺失或损坏，不在备份中", "the original file {digest} is lost or damaged")
_RESTORED = Text("已从 {path} 恢复", "restored from {path}")
_WRITTEN = Text("已写入 {path}", "written to {path}")
_NO_FILE = Text("没有这个文件：{path}", "no such file: {path}")
_NO_PERIOD = Text("{value} 不是时期，请写 2025、2025H1 或 2025Q3", "{value} is no period")
_NO_ADMINISTRATOR = Text(
    "还没有管理员：下次启动 serve 时会建立 admin 并显示其一次性密码，或现在用 --role administrator 新建",
    "there is no administrator yet: `serve` makes one when it starts, or add one with --role administrator",
)
_NO_ROLE = Text("没有角色 {value}，可用：{known}", "no such role {value}: {known}")


def validate(desk: Desk, options: argparse.Namespace) -> int:
    """Print what a file would change and every problem in it; write nothing. Exit 1 where it would be rejected."""
    seen = desk.filing.check(*_file(options.file))
    if options.json:
        print(json_text(as_json(seen)))
    else:
        minutes = judgement(seen)
        _print_problems(minutes["problems"])
        print(minutes["introduction"])
    return 1 if seen.outcome == "rejected" else 0


def publish(desk: Desk, options: argparse.Namespace) -> int:
    """Publish a file for an account that holds both roles; `--explain` answers every place that asks why."""
    who = desk.people.named(options.by)
    upload = desk.filing.stage(who, *_file(options.file))
    problems = desk.filing.seen(upload)["problems"]
    blocking = [problem for problem in problems if problem["severity"] != "warning" and not problem["explain"]]
    if blocking:
        _print_problems(problems)
        print(str(_REJECTED).format(errors=Count(len(blocking))), file=sys.stderr)
        return 1
    explanations = {problem["where"]: options.explain for problem in problems if problem["explain"]}
    record = desk.filing.publish(
        who, upload.number, digest=upload.digest, base=upload.base, reason=options.reason, explanations=explanations
    )
    return _say_published(record)


def releases(desk: Desk, options: argparse.Namespace) -> int:
    """Print every release, latest first."""
    records = desk.shelf.records()
    if options.json:
        print(json_text([release_as_json(record) for record in records]))
        return 0
    for record in records:
        counts = f"+{record.added} ~{record.altered} -{record.removed}"
        parts = (record.number, record.release.name, f"{record.at:%Y-%m-%d %H:%M}", record.by, counts, record.reason)
        print(*parts, sep="\t")
    return 0


def release_as_json(record: ReleaseRecord) -> dict[str, Any]:
    """Return a release as plain values."""
    counts = {name: getattr(record, name) for name in ("added", "altered", "removed", "unchanged")}
    return {
        "number": record.number,
        "name": record.release.name.zh,
        "date": str(record.release.date),
        "at": record.at.isoformat(),
        "by": record.by,
        "reason": record.reason,
        "origin": record.origin.value,
        "restores": record.restores,
        **counts,
        "file": record.file,
        "file_name": record.file_name,
        "digest": record.preview,
        "line": record.line,
        "line_hash": record.line_hash,
    }


def diff(desk: Desk, options: argparse.Namespace) -> int:
    """Print what is different between two releases."""
    seen = desk.compare(options.old, options.new)
    minutes = difference_as_json(seen)
    if options.json:
        print(json_text(minutes))
        return 0
    for row in minutes["changes"]["rows"]:
        print(f"{row['table']}\t{row['name']}\t{row['period']}\t{row['old']}\t{row['new']}\t{row['unit']}")
    print(minutes["effects"]["sentence"])
    return 0


def restore(desk: Desk, options: argparse.Namespace) -> int:
    """Bring the state of an older release back, as a release."""
    who = desk.people.named(options.by)
    return _say_published(desk.filing.restore(who, options.number, base=desk.shelf.head(), reason=options.reason))


def export_data(desk: Desk, options: argparse.Namespace) -> int:
    """Write a release as a folder of tables, such as data/<city>."""
    from indicators.tables import documentation
    from indicators.tables.folder import write_folder

    dataset = desk.dataset(options.release)
    write_folder(dataset, options.folder)
    documentation.describe(dataset, Path(options.folder))
    print(str(_WRITTEN).format(path=options.folder))
    return 0


def import_data(desk: Desk, options: argparse.Namespace) -> int:
    """Publish what a folder of tables says otherwise than the current release."""
    from indicators.tables import curated

    who = desk.people.named(options.by)
    return _say_published(desk.import_tables(who, curated.load(options.folder), options.reason))


def write_template(desk: Desk, options: argparse.Namespace) -> int:
    """Write the workbook to fill in."""
    write = wide_template if options.wide else template
    period = _period(options.period) if options.period else None
    content = write(desk.dataset(), region=options.region or None, theme=options.theme or None, period=period)
    Path(options.out).write_bytes(content)
    print(str(_WRITTEN).format(path=options.out))
    return 0


def accounts(desk: Desk, options: argparse.Namespace) -> int:
    """List accounts, add one, give somebody a one-time password or a display name."""
    if options.add:
        known = set(Role)
        for role in options.role:
            if role not in known:
                raise UsageError(str(_NO_ROLE).format(value=role, known=", ".join(Role)))
        roles = frozenset(Role(role) for role in options.role)
        regions, themes = frozenset(options.region), frozenset(options.theme)
        account = Account(options.add, roles, regions, themes, display=options.display)
        desk.people.enter(_operator(), account, password := _one_time())
        print(str(_ADDED).format(name=options.add, password=password))
        if not any(Role.ADMINISTRATOR in known.roles for known in desk.people.every()):
            print(_NO_ADMINISTRATOR, file=sys.stderr)
        return 0
    if options.reset:
        print(desk.people.renew(_operator(), options.reset))
        return 0
    if options.call:
        desk.people.call(_operator(), options.call, options.display)
        return 0
    for account in desk.people.every():
        lists = (",".join(sorted(names)) for names in (account.roles, account.regions, account.themes))
        print(account.name, *lists, "" if account.active else "off", account.display, sep="\t")
    return 0


def audit(desk: Desk, options: argparse.Namespace) -> int:
    """Verify the audit log (`verify`), or print it (`show`)."""
    if options.what == "show":
        for line in reversed(desk.people.lines()):
            detail = json_text(dict(line.detail))
            print(f"{line.number}\t{line.at.isoformat()}\t{line.by}\t{line.action}\t{line.subject}\t{detail}")
        return 0
    wrong = desk.people.faults()
    for fault in wrong:
        print(fault)
    if not wrong:
        last = desk.people.lines(most=1)
        print(str(_WHOLE).format(lines=Count(last[0].number if last else 0)))
    return 1 if wrong else 0


def backup(settings: Settings, options: argparse.Namespace) -> int:
    """Write everything that is kept into one file; exit 1 where something of it is lost or was altered."""
    from dashboard.home.marker import LAST_BACKUP
    from dashboard.opening import open_the_store
    from indicators.store import backup as write

    store = open_the_store(settings)
    missing = write(store, Path(options.file))
    print(str(_BACKED_UP).format(path=options.file))
    faults = [*(str(_LOST).format(digest=digest) for digest in missing), *map(str, store.verify())]
    if not faults:
        with contextlib.suppress(OSError):  # the disk that is saved from may be read-only
            (settings.shared_home() / LAST_BACKUP).touch()  # `/health` says how old it is
    return _complain(faults)


def restore_backup(settings: Settings, options: argparse.Namespace) -> int:
    """Bring back what a backup holds, into a state that holds nothing yet; exit 1 where it was wrong already."""
    from dashboard.home import marker
    from dashboard.opening import open_the_store
    from indicators.store import restore_backup as read

    faults = read(Path(options.file), open_the_store(settings))
    marker.forget(settings.home())
    print(str(_RESTORED).format(path=options.file))
    return _complain(list(map(str, faults)))


def _complain(faults: Sequence[str]) -> int:
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def _say_published(record: ReleaseRecord) -> int:
    words = {"name": record.release.name, "number": record.number, "line": record.line, "hash": record.line_hash}
    print(str(_PUBLISHED).format(**words))
    return 0


def _print_problems(problems: Sequence[Mapping[str, Any]]) -> None:
    for line in lines(problems):
        print(line)


def _file(path: str) -> tuple[bytes, str]:
    file = Path(path)
    if not file.is_file():
        raise UsageError(str(_NO_FILE).format(path=path))
    return file.read_bytes(), file.name


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError:
        raise UsageError(str(_NO_PERIOD).format(value=text)) from None


def _operator() -> str:
    return f"shell:{getpass.getuser()}"


def _one_time() -> str:
    import secrets

    return secrets.token_urlsafe(12)
