"""What is different between two states of the tables, on the screen: values, lights, ranks, charts before and after.

It shows the plain values that the command line prints, so that both say the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dashboard.charts.before_after import before_after
from dashboard.exhibits.exhibit import Cell, Exhibit, Light, Link, Plot, Prose, Stack, Table
from indicators.goals.methods import Verdict
from indicators.model import Text
from indicators.periods import Period
from indicators.problems import UsageError
from indicators.tables.sheets import titles
from indicators.words import wording

_VALUES = Text(
    "改变之处：新增 {added}，修改 {altered}，取消 {removed}，未变 {unchanged}",
    "What changes: {added} added, {altered} altered, {removed} removed, {unchanged} unchanged",
)
_VALUES_SCOPE = Text("按变动幅度由大到小", "The largest relative change first")
_COLUMNS = Text("项目|时期|原值|新值|变动|单位|改动之处", "What|Period|Old|New|Change|Unit|Columns changed")
_CELLS = Text("来自|单元格原文", "From|Text of the cell")
_FLIPS = Text("亮灯变化的目标 {count} 项", "{count} goals change their light")
_FLIP_COLUMNS = Text(
    "目标|要求|原判定|新判定|原数|新数", "Goal|Asks for|Verdict before|Verdict after|Value before|Value after"
)
_RANKS = Text("位次变化 {count} 处", "{count} ranks move")
_RANK_COLUMNS = Text("区域|指标|年份|原位次|新位次|共", "Region|Indicator|Year|Before|After|Of")
_CHARTS = Text("图形前后对照", "Charts before and after")
_CHARTS_SCOPE = Text("虚线为改动前，实线为改动后", "Dashed: before; solid: after")
_NO_EFFECT = Text("没有目标改变亮灯，没有位次变动。", "No verdict and no rank would change.")
_EFFECTS = Text("影响", "Effects")
_ADDED, _REMOVED = Text("新增", "Added"), Text("取消", "Removed")
_CHART = Text("{name}（{unit}）", "{name} ({unit})")
_CHART_COLUMNS = Text("指标|时期|改动前|改动后|单位", "Indicator|Period|Before|After|Unit")
_CHARTS_SHOWN = 6
_NO_MOMENT = Text("{value} 不是时间，请写作 2026-12-01 09:00", "{value} is no time: write 2026-12-01 09:00")
_BEIJING = dt.timezone(dt.timedelta(hours=8))


def moment(at: dt.datetime) -> str:
    """Return a moment as the clock on the wall of the office shows it: 2026-11-24 11:05."""
    return f"{at.astimezone(_BEIJING):%Y-%m-%d %H:%M}"


def moment_of(text: str) -> dt.datetime:
    """Return the moment that somebody wrote as `moment` writes it. Raises UsageError."""
    try:
        return dt.datetime.strptime(" ".join(text.replace("T", " ").split()), "%Y-%m-%d %H:%M").replace(tzinfo=_BEIJING)
    except ValueError:
        raise UsageError(str(_NO_MOMENT).format(value=text[:40])) from None


def exhibits(seen: Mapping[str, Any]) -> list[Exhibit]:
    """Return what would change, as exhibits: values, lights, ranks, and the series before and after."""
    effects = seen["effects"]
    found = [_values(seen["changes"])]
    if effects["flips"]:
        found.append(_flips(effects["flips"]))
    if effects["ranks"]:
        found.append(_ranks(effects["ranks"]))
    if not effects["flips"] and not effects["ranks"]:
        found.append(Exhibit("effects", str(_EFFECTS), "", Prose((str(_NO_EFFECT),))))
    if effects["series"]:
        found.append(_charts(effects["series"]))
    return found


def _values(changes: Mapping[str, Any]) -> Exhibit:
    has_cells = any(row.get("cell") for row in changes["rows"])
    rows = tuple(
        (
            one["name"],
            wording.period(Period.parse(one["period"])) if one["period"] else "",
            _number(one["old"]),
            _number(one["new"]),
            _relative(one["relative"]),
            one["unit"],
            _what(one),
            *((one.get("cell", ""), one.get("text", "")) if has_cells else ()),
        )
        for one in changes["rows"]
    )
    heads = (*str(_COLUMNS).split("|"), *(str(_CELLS).split("|") if has_cells else ()))
    counts = {name: changes[name] for name in ("added", "altered", "removed", "unchanged")}
    table = Table(heads, rows, frozenset({2, 3, 4}))
    return Exhibit("values", str(_VALUES).format(**counts), str(_VALUES_SCOPE), table)


def _flips(flips: Sequence[Mapping[str, Any]]) -> Exhibit:
    rows = tuple(
        (
            Link(one["name"], f"/indicators/{one['indicator']}?region={one['region']}"),
            one["goal"],
            _light(one["before"], one["before_word"]),
            _light(one["after"], one["after_word"]),
            one["before_value"],
            one["after_value"],
        )
        for one in flips
    )
    return Exhibit("flips", str(_FLIPS).format(count=len(rows)), "", Table(tuple(str(_FLIP_COLUMNS).split("|")), rows))


def _ranks(ranks: Sequence[Mapping[str, Any]]) -> Exhibit:
    rows = tuple(
        (
            one["region_name"],
            one["indicator_name"],
            wording.period(Period.parse(one["period"])),
            str(one["before"] or wording.ABSENT),
            str(one["after"] or wording.ABSENT),
            str(one["of"]),
        )
        for one in ranks
    )
    table = Table(tuple(str(_RANK_COLUMNS).split("|")), rows, frozenset({3, 4, 5}))
    return Exhibit("ranks", str(_RANKS).format(count=len(rows)), "", table)


def _charts(series: Sequence[Mapping[str, Any]]) -> Exhibit:
    drawn = [one for one in series if len({*_years(one["before"]), *_years(one["after"])}) > 1][:_CHARTS_SHOWN]
    plots = tuple(Plot(before_after(one), 220, str(_CHART).format(**one)) for one in drawn)
    rows = tuple(row for one in drawn for row in _before_after(one))
    table = Table(tuple(str(_CHART_COLUMNS).split("|")), rows, frozenset({2, 3}))
    return Exhibit("series", str(_CHARTS), str(_CHARTS_SCOPE), Stack(plots), table)


def _before_after(series: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """A row for each period of a series: its name, the period, the figure before and after, the unit."""
    before, after = ({point["period"]: point["value"] for point in series[side]} for side in ("before", "after"))
    return [
        (
            series["name"],
            wording.period(Period.parse(period)),
            _number(before.get(period)),
            _number(after.get(period)),
            series["unit"],
        )
        for period in sorted({*before, *after})
    ]


def _years(points: Sequence[Mapping[str, Any]]) -> list[str]:
    return [one["period"] for one in points]


def _light(verdict: str | None, word: str) -> Cell:
    return Light(Verdict(verdict), word) if verdict else wording.ABSENT


def _what(one: Mapping[str, Any]) -> str:
    """What is said otherwise of a row; a row that comes or goes says so."""
    if one["kind"] == "altered":
        return titles(one["table"], one["columns"])
    return str(_ADDED if one["kind"] == "added" else _REMOVED)


def _number(value: Decimal | int | None) -> str:
    return wording.ABSENT if value is None else wording.grouped(value)


def _relative(value: Decimal | int | None) -> str:
    return "" if value is None else wording.relative(Decimal(value))
