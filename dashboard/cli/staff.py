"""The commands of staff: check and publish a file, look at releases and bring them back, accounts, log, backups.

They ask the same desk as the pages and give the same answers. Whoever may use this machine's shell acts for the account
that is named.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.settings import Settings
from indicators.accounts import Account, Role
from indicators.model import Text
from indicators.periods import Period
from indicators.problems import UsageError
from indicators.proposals.minutes import as_json, difference_as_json, sentence
from indicators.tables.interchange import json_text
from indicators.workbook.template import template, wide_template

if TYPE_CHECKING:  # opened by the application
    from indicators.desk import Desk
    from indicators.releases.release import ReleaseRecord

_REJECTED = Text("不能发布：{errors} 处须改正", "cannot be published: {errors} errors")
_PUBLISHED = Text("已发布 {name}（第 {number} 号版次）", "published {name}")
_WHOLE = Text("日志与版次完整：{lines} 行", "the log is whole: {lines} lines")
_ADDED = Text("已新建帐号 {name}，一次性密码 {password}", "added {name}, one-time password {password}")
_BACKED_UP = Text("已备份到 {path}", "backed up to {path}")
_RESTORED = Text("已从 {path} 恢复", "restored from {path}")
_WRITTEN = Text("已写入 {path}", "written to {path}")
_NO_FILE = Text("没有这个文件：{path}", "no such file: {path}")
_NO_PERIOD = Text("{value} 不是时期，请写 2025、2025H1 或 2025Q3", "{value} is no period")
_NO_ROLE = Text("没有角色 {value}，可用：{known}", "no such role {value}: {known}")


def validate(desk: Desk, asked: argparse.Namespace) -> int:
    """Print what a file would change and every problem in it; write nothing. Exit 1 where it would be rejected."""
    seen = desk.filing.check(*_file(asked.file))
    told = as_json(seen)
    if asked.json:
        print(json_text(told))
    else:
        _print_problems(told["problems"])
        print(sentence(seen.difference))
    return 1 if seen.outcome == "rejected" else 0


def publish(desk: Desk, asked: argparse.Namespace) -> int:
    """Publish a file for an account that holds both roles; `--explain` answers every place that asks why."""
    who = desk.people.named(asked.by)
    upload = desk.filing.stage(who, *_file(asked.file))
    problems = desk.filing.seen(upload)["problems"]
    blocking = [one for one in problems if one["severity"] == "error" and not one["explain"]]
    if blocking:
        _print_problems(problems)
        print(str(_REJECTED).format(errors=len(blocking)), file=sys.stderr)
        return 1
    told = {one["where"]: asked.explain for one in problems if one["explain"]}
    record = desk.filing.publish(
        who, upload.number, digest=upload.digest, base=upload.base, reason=asked.reason, explanations=told
    )
    return _told(record)


def releases(desk: Desk, asked: argparse.Namespace) -> int:
    """Print every release, latest first."""
    records = desk.shelf.records()
    if asked.json:
        print(json_text([release_as_json(one) for one in records]))
        return 0
    for one in records:
        counts = f"+{one.added} ~{one.altered} -{one.removed}"
        print(f"{one.number}\t{one.release.name}\t{one.at:%Y-%m-%d %H:%M}\t{one.by}\t{counts}\t{one.reason}")
    return 0


def release_as_json(one: ReleaseRecord) -> dict[str, Any]:
    """Return a release as plain values."""
    counts = {name: getattr(one, name) for name in ("added", "altered", "removed", "unchanged")}
    return {
        "number": one.number,
        "name": one.release.name.zh,
        "date": str(one.release.date),
        "at": one.at.isoformat(),
        "by": one.by,
        "reason": one.reason,
        "origin": one.origin.value,
        "restores": one.restores,
        **counts,
        "file": one.file,
        "file_name": one.file_name,
        "digest": one.preview,
    }


def diff(desk: Desk, asked: argparse.Namespace) -> int:
    """Print what is different between two releases."""
    seen = desk.compare(asked.old, asked.new)
    told = difference_as_json(seen)
    if asked.json:
        print(json_text(told))
        return 0
    for one in told["changes"]["rows"]:
        print(f"{one['table']}\t{one['name']}\t{one['period']}\t{one['old']}\t{one['new']}\t{one['unit']}")
    print(told["effects"]["sentence"])
    return 0


def restore(desk: Desk, asked: argparse.Namespace) -> int:
    """Bring the state of an older release back, as a release."""
    who = desk.people.named(asked.by)
    return _told(desk.filing.restore(who, asked.number, base=desk.shelf.head(), reason=asked.reason))


def export_data(desk: Desk, asked: argparse.Namespace) -> int:
    """Write a release as a folder of tables, such as data/<city>."""
    from indicators.tables.folder import write_folder

    write_folder(desk.dataset(asked.release), asked.folder)
    print(str(_WRITTEN).format(path=asked.folder))
    return 0


def import_data(desk: Desk, asked: argparse.Namespace) -> int:
    """Publish what a folder of tables says otherwise than the current release."""
    from indicators.tables import curated

    return _told(desk.bring_in(curated.load(asked.folder), by=desk.people.named(asked.by).name, reason=asked.reason))


def write_template(desk: Desk, asked: argparse.Namespace) -> int:
    """Write the workbook to fill in."""
    write = wide_template if asked.wide else template
    period = _period(asked.period) if asked.period else None
    content = write(desk.dataset(), region=asked.region or None, theme=asked.theme or None, period=period)
    Path(asked.out).write_bytes(content)
    print(str(_WRITTEN).format(path=asked.out))
    return 0


def accounts(desk: Desk, asked: argparse.Namespace) -> int:
    """List accounts, add one, or give somebody a one-time password."""
    if asked.add:
        known = set(Role)
        for role in asked.role:
            if role not in known:
                raise UsageError(str(_NO_ROLE).format(value=role, known=", ".join(Role)))
        roles = frozenset(Role(role) for role in asked.role)
        account = Account(asked.add, roles, frozenset(asked.region), frozenset(asked.theme))
        desk.people.enter(_operator(), account, password := _one_time())
        print(str(_ADDED).format(name=asked.add, password=password))
        return 0
    if asked.reset:
        print(desk.people.renew(_operator(), asked.reset))
        return 0
    for one in desk.people.every():
        scope = [*sorted(one.regions), *sorted(one.themes)]
        print(f"{one.name}\t{','.join(sorted(one.roles))}\t{','.join(scope)}\t{'' if one.active else 'off'}")
    return 0


def audit(desk: Desk, asked: argparse.Namespace) -> int:
    """Verify the audit log (`verify`), or print it (`show`)."""
    if asked.what == "show":
        for line in reversed(desk.people.lines()):
            detail = json_text(dict(line.detail))
            print(f"{line.number}\t{line.at.isoformat()}\t{line.by}\t{line.action}\t{line.subject}\t{detail}")
        return 0
    wrong = desk.people.faults()
    for one in wrong:
        print(f"{one.zh} ({one.en})")
    if not wrong:
        last = desk.people.lines(most=1)
        print(str(_WHOLE).format(lines=last[0].number if last else 0))
    return 1 if wrong else 0


def backup(settings: Settings, asked: argparse.Namespace) -> int:
    """Write everything that is kept into one file."""
    from dashboard.app import open_the_store
    from indicators.store import backup as write

    write(open_the_store(settings), Path(asked.file))
    print(str(_BACKED_UP).format(path=asked.file))
    return 0


def restore_backup(settings: Settings, asked: argparse.Namespace) -> int:
    """Bring back what a backup holds, into a state that holds nothing yet."""
    from dashboard.app import open_the_store
    from indicators.store import restore_backup as read

    read(Path(asked.file), open_the_store(settings))
    print(str(_RESTORED).format(path=asked.file))
    return 0


def _told(record: ReleaseRecord) -> int:
    print(str(_PUBLISHED).format(name=record.release.name, number=record.number))
    return 0


def _print_problems(problems: Sequence[Mapping[str, Any]]) -> None:
    for one in problems:
        found = f" [{one['found']}]" if one["found"] else ""
        print(f"{one['severity']}: {one['where']}{found}: {one['message']}; {one['remedy']}")


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
