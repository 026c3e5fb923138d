"""The reminder for an owner of indicators: what it owes, as a text to copy or to be sent by mail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from dashboard.exhibits import common
from dashboard.exhibits.exhibit import Exhibit, Field, Form, Link, Prose
from indicators.accounts import Account, Permission
from indicators.dataset import Dataset
from indicators.language import Count
from indicators.model import Key, Text
from indicators.problems import UnknownName
from indicators.views.coverage import series_owed
from indicators.views.scoreboard import latest_year
from indicators.words import wording

if TYPE_CHECKING:  # handed over by the application
    from indicators.desk import Desk

OWNER = "owner"
SUBJECT = Text("请补报{on}数据（{count} 项）", "Figures for {on} that are owed ({count})")
_NAME = Text("责任单位", "Owner")
_TITLE = Text("催报单：{owner}（{count} 项）", "Reminder: {owner} ({count})")
_SCOPE = Text(
    "复制后发出；项目与上面的表、填报模板相同", "To copy; the figures are those of the tables above and of the template"
)
_HEAD = Text(
    "{owner}：以下 {count} 项{on}数据由贵单位负责，尚未报送，请补报。",
    "{owner}: {count} {count:figure is|figures are} yours to report for {on} and not in yet. Please report them.",
)
_ELSEWHERE = Text(
    "{owner}：另有 {count} 项{on}数据是其他地区供对比的，不由贵单位统计，请从当地公布的数据中查填。",
    "{owner}: {count} more {count:figure|figures} for {on}, of other places: to be looked up in what those publish.",
)
_LINE = Text("{number}. {name}：{regions}", "{number}. {name}: {regions}")
_HOW = Text(
    "请在“数据报送”页下载已列好这些项的模板，填写后上传。",
    "The template that lists them is on the page Uploads: fill it in and upload it there.",
)
_OTHERS = Text("{owner}（{count}）", "{owner} ({count})")
_ADDRESS, _SEND = Text("邮件地址", "Mail address"), Text("发邮件", "Send by mail")
MAIL = "/due/mail"


@dataclass(frozen=True, slots=True)
class Reminder:
    """What an owner is told: what it owes, and how to report it."""

    owner: Text
    subject: str
    lines: tuple[str, ...]


def reminder(desk: Desk, owner: str) -> Reminder:
    """Return the reminder for an owner, by its Chinese name. Raises UnknownName where nothing of it is owed."""
    dataset = desk.dataset()
    by_owner = _owed(desk, dataset)
    if owner not in by_owner:
        raise UnknownName(_NAME, owner[:80], by_owner)
    keys, on = by_owner[owner], wording.period(latest_year(dataset))
    name = dataset.indicator(keys[0].indicator).owner
    ours = [key for key in keys if _is_ours(dataset, key.region)]
    others = [key for key in keys if key not in ours]
    lines: list[str] = []
    for head, some in ((_HEAD, ours), (_ELSEWHERE, others)):
        if some:
            lines += (str(head).format(owner=str(name), count=Count(len(some)), on=on), *_listed(dataset, some))
    subject = str(SUBJECT).format(owner=str(name), count=len(keys), on=on)
    return Reminder(name, subject, (*lines, str(_HOW)))


def _listed(dataset: Dataset, keys: Sequence[Key]) -> Iterator[str]:
    """A line for each indicator, with the regions whose figures are owed."""
    regions: dict[str, list[str]] = {}
    for key in keys:
        regions.setdefault(common.name(dataset, key), []).append(str(dataset.region(key.region).label))
    for number, (what, where) in enumerate(regions.items(), 1):
        yield str(_LINE).format(number=number, name=what, regions=wording.listed(where))


def _is_ours(dataset: Dataset, region: str | None) -> bool:
    """Whether a region is the city or lies in it: nobody here counts what others do."""
    while region is not None and region != dataset.city.region:
        region = dataset.region(region).parent
    return region is not None


def exhibits(desk: Desk, who: Account | None, params: Mapping[str, str]) -> list[Exhibit]:
    """Return the text for one owner, with the ways to the others, and the form that mails it where that may be.

    Raises UnknownName for an owner that owes nothing.
    """
    dataset = desk.dataset()
    by_owner = _owed(desk, dataset)
    if not by_owner:
        return []
    chosen = params.get(OWNER) or max(by_owner, key=lambda one: len(by_owner[one]))
    found = reminder(desk, chosen)
    others = tuple(
        Link(
            str(_OTHERS).format(owner=str(dataset.indicator(keys[0].indicator).owner), count=len(keys)),
            f"/due?{urlencode({OWNER: owner})}#reminder",
        )
        for owner, keys in by_owner.items()
        if owner != chosen
    )
    title = str(_TITLE).format(owner=str(found.owner), count=len(by_owner[chosen]))
    pins = ((OWNER, chosen),)
    result = [Exhibit("reminder", title, str(_SCOPE), Prose(found.lines), links=others, pins=pins)]
    if desk.policy.mails and desk.policy.allows(who, Permission.REVIEW):
        fields = (Field(OWNER, kind="hidden", value=chosen), Field("address", str(_ADDRESS), required=True))
        result.append(Exhibit("mail", str(_SEND), found.subject, Form(MAIL, str(_SEND), fields)))
    return result


def _owed(desk: Desk, dataset: Dataset) -> dict[str, list[Key]]:
    """What is owed for the latest year by each owner; what has no owner is nobody's to remind of."""
    found: dict[str, list[Key]] = {}
    for key in desk.answer(series_owed, latest_year(dataset)):
        owner = dataset.indicator(key.indicator).owner
        if owner.zh:
            found.setdefault(owner.zh, []).append(key)
    return found
