"""From base to goal, one goal a row: where the value stands between them, with the numbers in their own units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.charts.labels import with_narrow
from dashboard.theme import GOAL, LIGHTS, LINE, MUTED, figure, plain
from indicators.dataset import ALL_INDUSTRIES, Dataset
from indicators.goals.methods import Assessment
from indicators.model import Text
from indicators.words import phrases, wording

_LEFT, _RIGHT = -12, 142
_CLIPPED = 130
_NEAR_AN_END = (25, 75)
_ABOVE, _ABOVE_BOTH = 0.36, 0.7
_COVERED = Text("完成进度（%）", "Share of the way covered, %")


def dumbbell(dataset: Dataset, goals: Sequence[Assessment]) -> dict[str, Any]:
    """Return the chart of goals that have a share of the way covered: a line from base to goal, a mark at the value."""
    rows = list(range(len(goals)))
    shares = [_share(one) for one in goals]
    names = [_name(dataset, one) for one in goals]
    values = [plain(wording.reading(one.standing.value, one.standing.indicator)) + _beyond(one) for one in goals]
    ends = [plain(wording.to_reach(one)) for one in goals]
    scatter = {"type": "scatter", "hoverinfo": "skip", "cliponaxis": False}
    lines = {"x": [x for share in shares for x in (0, share, None)], "y": [y for row in rows for y in (row, row, None)]}
    marks = {
        "size": 14,
        "symbol": [LIGHTS[one.verdict].symbol for one in goals],
        "color": [LIGHTS[one.verdict].colour for one in goals],
        "line": {"width": 2, "color": [LIGHTS[one.verdict].colour for one in goals]},
    }
    drawn = figure(
        [
            {**scatter, **lines, "mode": "lines", "line": {"color": LINE, "width": 8}},
            {**scatter, "mode": "markers", "x": [100] * len(rows), "y": rows, "marker": _tick()},
            {
                **scatter,
                "name": str(_COVERED),
                "ids": names,
                "meta": {
                    "goal": 100,
                    "values": [float((one.standing.covered or 0) * 100) for one in goals],
                    "verdicts": [one.verdict for one in goals],
                    "shown": [wording.share(one.standing.covered) for one in goals],
                },
                "mode": "markers+text",
                "x": shares,
                "y": rows,
                "marker": marks,
                "text": values,
                "textposition": [_side(share) for share in shares],
            },
        ],
        margin={"l": 16, "r": 16, "t": 20, "b": 36},
        xaxis={"range": [_LEFT, _RIGHT], "tickvals": [0, 25, 50, 75, 100, 125], "ticksuffix": "%", "zeroline": False},
        yaxis={"range": [len(rows) - 0.3, -0.9], "showticklabels": False, "showgrid": False, "zeroline": False},
        annotations=_labels(names, ends, _ABOVE),
    )
    return with_narrow(drawn, {}, {"annotations": _labels(names, ends, _ABOVE_BOTH)})


def _labels(names: Sequence[str], ends: Sequence[str], above: float) -> list[dict[str, Any]]:
    """The name of each goal so high above its line, and what is to be reached just above it, at the right."""
    called = [_label(_LEFT if above > _ABOVE else 0, row - above, name, "left") for row, name in enumerate(names)]
    return [*called, *(_label(_RIGHT, row - _ABOVE, end, "right", GOAL) for row, end in enumerate(ends))]


def _share(one: Assessment) -> float:
    return float(max(min((one.standing.covered or 0) * 100, _CLIPPED), 0))


def _side(share: float) -> str:
    """Where the number stands below its mark, so that it stays inside however narrow the chart is."""
    return "bottom left" if share > _NEAR_AN_END[1] else "bottom right" if share < _NEAR_AN_END[0] else "bottom center"


def _beyond(one: Assessment) -> str:
    """What stands beside a mark that would lie beyond the chart: that it does, and where."""
    covered = one.standing.covered
    return f" ≫ {wording.share(covered)}" if covered is not None and covered * 100 > _CLIPPED else ""


def _name(dataset: Dataset, one: Assessment) -> str:
    key = one.target.key
    industry = "" if key.industry == ALL_INDUSTRIES else dataset.industry(key.industry).name.zh
    region, of = dataset.region(key.region).label, one.standing.indicator.label
    english = phrases.named(dataset, key).en if industry else of.en or of.zh
    name = Text(f"{region.zh} {industry}{of.zh}", f"{english}, {region.en or region.zh}")
    return plain(f"{name}{wording.aside(wording.due(one.target))}")


def _tick() -> dict[str, Any]:
    return {"symbol": "line-ns-open", "size": 11, "color": GOAL, "line": {"width": 3, "color": GOAL}}


def _label(across: float, row: float, text: str, side: str, colour: str = MUTED) -> dict[str, Any]:
    return {
        "x": across,
        "y": row,
        "text": text,
        "showarrow": False,
        "xanchor": side,
        "font": {"size": 12, "color": colour},
    }
