"""What is different between two states of the tables, on the screen: values, lights, ranks, charts before and after.

It shows the plain values that the command line prints, so that both say the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dashboard.charts.before_after import before_after
from dashboard.exhibits.exhibit import Cell, Exhibit, Light, Link, Plot, Prose, Stack, Table
from indicators.goals.methods import Verdict
from indicators.language import Count
from indicators.model import Text
from indicators.periods import Period
from indicators.proposals.sentences import verdict_in_words, wording_of
from indicators.tables.columns import TARGETS
from indicators.tables.sheets import titles
from indicators.words import wording

_VALUES = Text(
    "改变之处：新增 {added}，修改 {altered}，取消 {removed}，未变 {unchanged}",
    "What changes: {added} added, {altered} altered, {removed} removed, {unchanged:,} unchanged",
)
_VALUES_SCOPE = Text("按变动幅度由大到小", "The largest relative change first")
_COLUMNS = Text("项目|时期|原值|新值|变动|单位|改动之处", "What|Period|Old|New|Change|Unit|Columns changed")
_CELLS = Text("来自|单元格原文", "From|Text of the cell")
_GOALS = Text(
    "目标的变化：新增 {added}，修改 {altered}，取消 {removed}",
    "Goals that change: {added} added, {altered} altered, {removed} removed",
)
_GOALS_SCOPE = Text("目标不是实绩，单独列出", "Goals are no figures, and stand by themselves")
_GOAL_COLUMNS = Text("项目|目标|期限|原数|新数|单位|规划|改动之处", "What|Goal|Due|Old|New|Unit|Plan|Columns changed")
_FLIPS = Text("亮灯变化的目标 {count} 项", "{count} {count:goal changes its|goals change their} light")
_FLIP_COLUMNS = Text(
    "目标|要求|原判定|新判定|原数|新数", "Goal|Asks for|Verdict before|Verdict after|Value before|Value after"
)
_RANKS = Text("位次变化 {count} 处", "{count} {count:rank moves|ranks move}")
_RANK_COLUMNS = Text("区域|指标|年份|原位次|新位次|共", "Region|Indicator|Year|Before|After|Of")
_CHARTS = Text("图形前后对照", "Charts before and after")
_CHARTS_SCOPE = Text("虚线为改动前，实线为改动后", "Dashed: before; solid: after")
_CHARTS_BARE = Text("改动前与改动后", "Before and after")
_NO_EFFECT = Text("没有目标改变亮灯，没有位次变动。", "No verdict and no rank would change.")
_EFFECTS = Text("影响", "Effects")
_ADDED, _REMOVED = Text("新增", "Added"), Text("取消", "Removed")
_CHART = Text("{name}（{unit}）", "{name} ({unit})")
_REDRAWN = Text("{name}，{period}：{before} → {after}", "{name}, {period}: {before} → {after}")
_CHART_COLUMNS = Text("指标|时期|改动前|改动后|单位", "Indicator|Period|Before|After|Unit")
_CHARTS_SHOWN = 6


def exhibits(seen: Mapping[str, Any]) -> list[Exhibit]:
    """Return what would change, as exhibits: values, lights, ranks, and the series before and after."""
    effects = seen["effects"]
    found = _changes(seen["changes"])
    if effects["flips"]:
        found.append(_flips(effects["flips"]))
    if effects["ranks"]:
        found.append(_ranks(effects["ranks"]))
    if not effects["flips"] and not effects["ranks"]:
        found.append(Exhibit("effects", str(_EFFECTS), "", Prose((str(_NO_EFFECT),))))
    if effects["series"]:
        found.append(_charts(effects["series"]))
    return found


def _changes(changes: Mapping[str, Any]) -> list[Exhibit]:
    """What changes: the figures and names, and by themselves the goals, which are no figures."""
    goals = [row for row in changes["rows"] if row["table"] == TARGETS.name]
    others = [row for row in changes["rows"] if row["table"] != TARGETS.name]
    found = []
    if others or not goals:
        found.append(_values(others, changes["unchanged"]))
    if goals:
        found.append(_goals(goals))
    return found


def _values(changed: Sequence[Mapping[str, Any]], unchanged: int) -> Exhibit:
    rows = tuple(
        (
            wording_of(row, "name"),
            wording.period(Period.parse(row["period"])) if row["period"] else "",
            _number(row["old"]),
            _number(row["new"]),
            _change(row),
            wording_of(row, "unit"),
            _what(row),
        )
        for row in changed
    )
    table = _with_cells(_COLUMNS, changed, rows, frozenset({2, 3, 4}))
    title = str(_VALUES).format(**_counts(changed), unchanged=unchanged)
    return Exhibit("values", title, str(_VALUES_SCOPE), table)


def _goals(changed: Sequence[Mapping[str, Any]]) -> Exhibit:
    """The goals that change; minutes of earlier versions say neither what a goal asks for nor its plan."""
    rows = tuple(
        (
            wording_of(row, "name"),
            wording_of(row, "goal"),
            wording.period(Period.parse(row["period"])) if row["period"] else wording.ABSENT,
            _number(row["old"]),
            _number(row["new"]),
            wording_of(row, "unit"),
            wording_of(row, "plan"),
            _what(row),
        )
        for row in changed
    )
    table = _with_cells(_GOAL_COLUMNS, changed, rows, frozenset({3, 4}))
    return Exhibit("goals", str(_GOALS).format(**_counts(changed)), str(_GOALS_SCOPE), table)


def _counts(changed: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    return {kind: sum(row["kind"] == kind for row in changed) for kind in ("added", "altered", "removed")}


def _with_cells(
    heads: Text, changed: Sequence[Mapping[str, Any]], rows: tuple[tuple[str, ...], ...], numbers: frozenset[int]
) -> Table:
    """The table of changed rows; where they come from a file, each with its cell and what stands there."""
    if not any(row.get("cell") for row in changed):
        return Table(tuple(str(heads).split("|")), rows, numbers)
    cells = ((row.get("cell", ""), row.get("text", "")) for row in changed)
    joined = tuple((*row, *more) for row, more in zip(rows, cells, strict=True))
    return Table((*str(heads).split("|"), *str(_CELLS).split("|")), joined, numbers)


def _flips(flips: Sequence[Mapping[str, Any]]) -> Exhibit:
    rows = tuple(
        (
            Link(wording_of(one, "name"), f"/indicators/{one['indicator']}?region={one['region']}"),
            wording_of(one, "goal"),
            _light(one["before"]),
            _light(one["after"]),
            wording_of(one, "before_value"),
            wording_of(one, "after_value"),
        )
        for one in flips
    )
    return Exhibit(
        "flips", str(_FLIPS).format(count=Count(len(rows))), "", Table(tuple(str(_FLIP_COLUMNS).split("|")), rows)
    )


def _ranks(ranks: Sequence[Mapping[str, Any]]) -> Exhibit:
    rows = tuple(
        (
            wording_of(one, "region_name"),
            wording_of(one, "indicator_name"),
            wording.period(Period.parse(one["period"])),
            str(one["before"] or wording.ABSENT),
            str(one["after"] or wording.ABSENT),
            str(one["of"]),
        )
        for one in ranks
    )
    table = Table(tuple(str(_RANK_COLUMNS).split("|")), rows, frozenset({3, 4, 5}))
    return Exhibit("ranks", str(_RANKS).format(count=Count(len(rows))), "", table)


def _charts(series: Sequence[Mapping[str, Any]]) -> Exhibit:
    drawn = [one for one in series if len({*_years(one["before"]), *_years(one["after"])}) > 1][:_CHARTS_SHOWN]
    plots = tuple(Plot(before_after(one), 220, _titled(one)) for one in drawn)
    rows = tuple(row for one in drawn for row in _before_after(one))
    table = Table(tuple(str(_CHART_COLUMNS).split("|")), rows, frozenset({2, 3}))
    spoken = wording.apart(str(_REDRAWN).format(name=_titled(one), **_at_the_end(one)) for one in drawn)
    return Exhibit(
        "series", str(_CHARTS), str(_CHARTS_SCOPE), Stack(plots), table, alt=spoken, bare_scope=str(_CHARTS_BARE)
    )


def _at_the_end(series: Mapping[str, Any]) -> dict[str, str]:
    """The last period of a series, in words, and its figure before and after."""
    _, period, before, after, _ = _before_after(series)[-1]
    return {"period": period, "before": before, "after": after}


def _titled(series: Mapping[str, Any]) -> str:
    return str(_CHART).format(name=wording_of(series, "name"), unit=wording_of(series, "unit"))


def _before_after(series: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """A row for each period of a series: its name, the period, the figure before and after, the unit."""
    before, after = ({point["period"]: point["value"] for point in series[side]} for side in ("before", "after"))
    return [
        (
            wording_of(series, "name"),
            wording.period(Period.parse(period)),
            _number(before.get(period)),
            _number(after.get(period)),
            wording_of(series, "unit"),
        )
        for period in sorted({*before, *after})
    ]


def _years(points: Sequence[Mapping[str, Any]]) -> list[str]:
    return [one["period"] for one in points]


def _light(verdict: str | None) -> Cell:
    return Light(Verdict(verdict), wording.opening(verdict_in_words(verdict))) if verdict else wording.ABSENT


def _what(one: Mapping[str, Any]) -> str:
    """What is said otherwise of a row; a row that comes or goes says so."""
    if one["kind"] == "altered":
        return str(titles(one["table"], one["columns"]))
    return str(_ADDED if one["kind"] == "added" else _REMOVED)


def _number(value: Decimal | int | None) -> str:
    return wording.ABSENT if value is None else wording.grouped(value)


def _change(row: Mapping[str, Any]) -> str:
    """The change: of a share, a growth or a rank in points or places, else in per cent of the old value."""
    if row.get("moved"):
        return wording_of(row, "moved")
    return "" if row["relative"] is None else wording.relative(Decimal(row["relative"]))
