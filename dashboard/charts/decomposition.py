"""A goal and the goals that it is made of: each level one row on one scale, the figures drawn into the goals."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from dashboard.theme import BLUE, BLUE_SOFT, GOAL, GROUND, figure, plain
from indicators.dataset import Dataset
from indicators.model import Text
from indicators.views.industries import Part
from indicators.words import wording

_LABEL = Text("{name}<br>{amount}", "{name}<br>{amount}")
_HOVER = Text("{name}：目标 {amount}，{value}", "{name}: goal {amount}, {value}")
_GOAL, _VALUE = Text("目标", "goal"), Text("现值", "value")
_THICK, _THIN = 0.72, 0.12
_LARGE, _SMALL, _NARROW = 13, 10, Decimal("0.25")


def decomposition(dataset: Dataset, parts: Sequence[Part]) -> dict[str, Any]:
    """Return the nested goals as bars: a goal's parts lie under it, and what is inside one of them under that."""
    depth = max(part.depth for part in parts)
    names = [dataset.industry(part.assessment.target.key.industry).name.zh for part in parts]
    amounts = [wording.number(part.amount, part.assessment.standing.indicator) for part in parts]
    labels = [
        str(_LABEL).format(name=plain(name), amount=plain(amount)) for name, amount in zip(names, amounts, strict=True)
    ]
    hovers = [
        plain(str(_HOVER).format(name=name, amount=amount, value=_value(part)))
        for name, amount, part in zip(names, amounts, parts, strict=True)
    ]
    goals = {
        "type": "bar",
        "orientation": "h",
        "name": str(_GOAL),
        "ids": [plain(name) for name in names],
        "base": [float(part.start) for part in parts],
        "x": [float(part.amount) for part in parts],
        "y": [part.depth for part in parts],
        "width": _THICK,
        "meta": {"shown": amounts},
        "text": labels,
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "customdata": hovers,
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {"color": BLUE_SOFT, "line": {"color": GROUND, "width": 2}},
        "textfont": {"size": [_size(part, parts[0]) for part in parts], "color": "#1b2733"},
        "constraintext": "none",
    }
    ends = {
        "type": "scatter",
        "mode": "markers",
        "x": [float(part.start + part.amount) for part in parts],
        "y": [part.depth for part in parts],
        "hoverinfo": "skip",
        "marker": {"symbol": "line-ns-open", "size": 34, "color": GOAL, "line": {"width": 2, "color": GOAL}},
    }
    return figure(
        [goals, _actual(dataset, parts), ends],
        barmode="overlay",
        margin={"l": 12, "r": 16, "t": 8, "b": 34},
        xaxis={"rangemode": "tozero", "tickformat": ",", "zeroline": False, "nticks": 6},
        yaxis={"range": [depth + 0.5, -0.5], "showticklabels": False, "showgrid": False, "zeroline": False},
    )


def _actual(dataset: Dataset, parts: Sequence[Part]) -> dict[str, Any]:
    """The figures as thin bars at the foot of the goals that they are held against."""
    known = [part for part in parts if part.assessment.standing.value is not None]
    values = [part.assessment.standing.value for part in known if part.assessment.standing.value]
    return {
        "type": "bar",
        "orientation": "h",
        "name": str(_VALUE),
        "ids": [plain(dataset.industry(part.assessment.target.key.industry).name.zh) for part in known],
        "meta": {
            "values": [float(value.value) for value in values],
            "shown": [wording.number(value.value, parts[0].assessment.standing.indicator) for value in values],
        },
        "base": [float(part.start) for part in known],
        "x": [float(min(value.value, part.amount)) for value, part in zip(values, known, strict=True)],
        "y": [part.depth + _THICK / 2 - _THIN / 2 for part in known],
        "width": _THIN,
        "hoverinfo": "skip",
        "marker": {"color": BLUE},
    }


def _size(part: Part, whole: Part) -> int:
    """A smaller letter for a narrow part, so that its name stays inside it."""
    return _LARGE if part.amount > whole.amount * _NARROW else _SMALL


def _value(part: Part) -> str:
    value = part.assessment.standing.value
    if value is None:
        return wording.ABSENT
    return f"{wording.period(value.period)} {wording.reading(value, part.assessment.standing.indicator)}"
