"""Releases on the screen: who published what, when and why; any two compared; an older one brought back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard.exhibits.exhibit import Exhibit, Field, Form, Link, Prose, Stack, Table
from dashboard.exhibits.staff import differences
from dashboard.query import release_of
from indicators.accounts import Account, Permission
from indicators.model import Text
from indicators.proposals.minutes import difference_as_json
from indicators.proposals.sentences import sentence
from indicators.releases.release import Origin, ReleaseRecord
from indicators.words import wording

if TYPE_CHECKING:  # handed over by the application
    from indicators.desk import Desk
    from indicators.releases.release import LogLine

_TITLE = Text("版次", "Releases")
_SCOPE = Text(
    "每次发布是一个版次，发布后不再改变；点版次名看那一版的全站，点理由看改了什么",
    "A release never changes; its name opens it, its reason what it changed",
)
_COLUMNS = Text(
    "版次|时间|发布人|来由|理由|新增|修改|取消|未变|文件|日志行与摘要",
    "Release|At|By|Origin|Reason|Added|Altered|Removed|Unchanged|File|Line of the log and digest",
)
_ORIGINS: Mapping[Origin, Text] = {
    Origin.FOLDER: Text("数据文件夹", "Folder"),
    Origin.UPLOAD: Text("报送", "Upload"),
    Origin.RESTORE: Text("恢复到第 {restores} 版", "Restores release {restores}"),
}
_FILE = Text("{name}（{digest}）", "{name} ({digest})")
_LINE = Text("{line} · {hash}", "{line} · {hash}")
_COMPARE, _SHOW = Text("比较两个版次", "Compare two releases"), Text("比较", "Compare")
_FROM, _TO = Text("由", "From"), Text("到", "To")
_COMPARED = Text("从 {old} 到 {new}", "From {old} to {new}")
_SAME = Text("两个版次的内容完全相同。", "Both say the same.")
_RESTORE = Text("恢复到 {name}", "Restore {name}")
_RESTORE_SCOPE = Text(
    "恢复也是一次发布：现行版次留在记录里，随时可再恢复",
    "A restore is a release of its own: the current one stays on record and can be restored again",
)
_BACK, _BACK_TO = Text("取回", "Take back"), Text("恢复到这一版", "Restore this release")
_REASON = Text("理由（记入版次与日志）", "Reason (kept with the release and in the log)")
_AWAITED = Text("待另一名审核员确认", "Waiting for another reviewer")
_AWAITED_SCOPE = Text(
    "由申请人以外的审核员作同样的操作才会生效；点“恢复到”看会改变什么，写明理由后按下按钮",
    "It takes effect once another reviewer than who asked does the same; a restore leads to what it would change",
)
_AWAITED_COLUMNS = Text("申请|申请人|时间", "Asked for|By|At")
_IMPORT = Text("从数据文件夹导入（在服务器上再执行一次 import-data）", "Import of a folder (run import-data once more)")
_DIGEST_SHOWN = 12


def exhibits(desk: Desk, who: Account | None, name: str, params: Mapping[str, str]) -> Sequence[Exhibit]:  # noqa: ARG001
    """Return the list of releases up to the one that the URL names, or all, with two of them compared."""
    records = desk.shelf.records()
    head = records[0].number
    last = desk.shelf.record(release_of(params) or head).number
    back = release_of(params, "back")  # to what, from the current one
    new = back or release_of(params, "to") or last
    record = desk.shelf.record(new)
    old = head if back else release_of(params, "from") or record.follows or new
    may_restore = who is not None and Permission.RESTORE in who.permissions
    listed = [one for one in records if one.number <= last]
    asked = desk.awaited(who) if may_restore else ()
    found = [_awaited(desk, who, asked, {str(one.number): one for one in records})] if asked else []
    found.append(_listed(desk, who, listed, may_restore=may_restore))
    found.append(_chooser(records, old, new))
    if new != old:
        pins = (("from", str(old)), ("to", str(new)))
        found += [replace(one, pins=pins) for one in _compared(desk, desk.shelf.record(old), record)]
    if may_restore and new != head:
        found.append(_restore(record, head))
    return found


def _awaited(
    desk: Desk, who: Account | None, asked: Sequence[LogLine], records: Mapping[str, ReleaseRecord]
) -> Exhibit:
    """What waits for a second reviewer: each leads to what it would change, with its button below."""
    named = desk.people.namer(who)
    rows = tuple(
        (
            _way_to(line, records),
            named(line.by),
            desk.moment(line.at),
        )
        for line in asked
    )
    return Exhibit("awaited", str(_AWAITED), str(_AWAITED_SCOPE), Table(tuple(str(_AWAITED_COLUMNS).split("|")), rows))


def _way_to(asked: LogLine, records: Mapping[str, ReleaseRecord]) -> Link | str:
    """The way to what a restore would change; a folder is no release, and is brought in at the machine itself."""
    record = records.get(asked.subject)
    if record is None:
        return str(_IMPORT)
    return Link(str(_RESTORE).format(name=str(record.release.name)), f"/releases?back={record.number}#restore")


def _listed(desk: Desk, who: Account | None, records: Sequence[ReleaseRecord], *, may_restore: bool) -> Exhibit:
    """The list; for who may restore, each line but the first leads to what that would change."""
    named = desk.people.namer(who)
    rows = tuple(
        (
            Link(str(one.release.name), f"/?release={one.number}"),
            desk.moment(one.at),
            named(one.by),
            str(_ORIGINS[one.origin]).format(restores=one.restores),
            Link(one.reason, f"/releases?to={one.number}") if one.follows else one.reason,
            *(wording.grouped(count) for count in (one.added, one.altered, one.removed, one.unchanged)),
            str(_FILE).format(name=one.file_name, digest=one.file[:_DIGEST_SHOWN]) if one.file else "",
            str(_LINE).format(line=one.line, hash=one.line_hash[:_DIGEST_SHOWN]),
            *([_back_to(one, records[0])] if may_restore else ()),
        )
        for one in records
    )
    columns = (*str(_COLUMNS).split("|"), *([str(_BACK)] if may_restore else ()))
    table = Table(columns, rows, frozenset({5, 6, 7, 8}))
    return Exhibit("releases", str(_TITLE), str(_SCOPE), table, pins=(("release", str(records[0].number)),))


def _back_to(record: ReleaseRecord, latest: ReleaseRecord) -> Link | str:
    """The way to what a restore would change, with its button below."""
    return "" if record is latest else Link(str(_BACK_TO), f"/releases?back={record.number}#restore")


def _chooser(records: Sequence[ReleaseRecord], old: int, new: int) -> Exhibit:
    options = tuple((str(one.number), str(one.release.name)) for one in records)
    fields = (
        Field("from", str(_FROM), "choice", str(old), options),
        Field("to", str(_TO), "choice", str(new), options),
    )
    form = Form("/releases", str(_SHOW), fields, plain=True, method="get", tone="quiet")
    return Exhibit("compare", str(_COMPARE), "", form)


def _compared(desk: Desk, old: ReleaseRecord, new: ReleaseRecord) -> list[Exhibit]:
    seen = difference_as_json(desk.compare(old.number, new.number))
    title = str(_COMPARED).format(old=str(old.release.name), new=str(new.release.name))
    if not seen["changes"]["rows"]:
        return [Exhibit("compared", title, "", Prose((str(_SAME),)))]
    return [Exhibit("compared", title, "", Prose((sentence(seen),))), *differences.exhibits(seen)]


def _restore(record: ReleaseRecord, head: int) -> Exhibit:
    name = str(_RESTORE).format(name=str(record.release.name))
    fields = (Field("base", kind="hidden", value=str(head)), Field("reason", str(_REASON), "area", required=True))
    form = Form(f"/releases/{record.number}/restore", name, fields, tone="danger")
    return Exhibit("restore", name, str(_RESTORE_SCOPE), Stack((form,)))
