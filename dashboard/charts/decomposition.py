"""A goal and the goals that it is made of: each level one row on one scale, the figures drawn into the goals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.charts.labels import Texts, in_two_widths
from dashboard.charts.letters import broken_at
from dashboard.charts.letters import width as text_width
from dashboard.charts.marks import counted
from dashboard.theme import BLUE, BLUE_SOFT, GOAL, GROUND, INK, figure, plain
from indicators.dataset import Dataset
from indicators.model import Text
from indicators.views.industries import Part
from indicators.words import wording

_HOVER = Text("{name}：目标 {amount}，{value}", "{name}: goal {amount}, {value}")
_GOAL, _VALUE = Text("目标", "Goal"), Text("现值", "Value")
_THICK, _THIN, _BETWEEN = 0.7, 0.1, 0.03
_LETTERS, _PAD, _LINES = (13, 11), 6.0, 3  # pixels; lines of a name at most
_MARGIN = {"l": 12, "r": 16, "t": 8, "b": 34}


def decomposition(dataset: Dataset, parts: Sequence[Part]) -> dict[str, Any]:
    """Return the nested goals as bars: a goal's parts lie under it, and what is inside one of them under that."""
    depth = max(part.depth for part in parts)
    names = [str(dataset.industry(part.assessment.target.key.industry).name) for part in parts]
    indicator = parts[0].assessment.standing.indicator
    amounts = [wording.number(part.amount, indicator) for part in parts]
    hovers = [
        plain(str(_HOVER).format(name=name, amount=amount, value=_value(part)))
        for name, amount, part in zip(names, amounts, parts, strict=True)
    ]
    goals = {
        "type": "bar",
        "orientation": "h",
        "name": str(_GOAL),
        "ids": [plain(name) for name in names],
        "base": [counted(part.start, indicator) for part in parts],
        "x": [counted(part.amount, indicator) for part in parts],
        "y": [part.depth for part in parts],
        "width": _THICK,
        "meta": {"shown": amounts},
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "customdata": hovers,
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {"color": BLUE_SOFT, "line": {"color": GROUND, "width": 2}},
        "constraintext": "none",
    }
    ends = {
        "type": "scatter",
        "mode": "markers",
        "x": [counted(part.start + part.amount, indicator) for part in parts],
        "y": [part.depth for part in parts],
        "hoverinfo": "skip",
        "marker": {"symbol": "line-ns-open", "size": 34, "color": GOAL, "line": {"width": 2, "color": GOAL}},
    }
    whole = counted(max(part.start + part.amount for part in parts), indicator)

    def texts(width: float) -> Texts:
        scale = (width - _MARGIN["l"] - _MARGIN["r"]) / whole
        found = [
            _label(name, amount, counted(part.amount, indicator) * scale)
            for name, amount, part in zip(names, amounts, parts, strict=True)
        ]
        return {
            0: {"text": [text for text, _ in found], "textfont": {"color": INK, "size": [size for _, size in found]}}
        }

    drawn = figure(
        [goals, _actual(dataset, parts), ends],
        barmode="overlay",
        margin=_MARGIN,
        xaxis={"range": [0, whole], "tickformat": ",", "zeroline": False, "nticks": 6},
        yaxis={"range": [depth + 0.5, -0.5], "showticklabels": False, "showgrid": False, "zeroline": False},
    )
    return in_two_widths(drawn, texts)


def _actual(dataset: Dataset, parts: Sequence[Part]) -> dict[str, Any]:
    """The figures as thin bars under the goals that they are held against, where they cross no words."""
    known = [part for part in parts if part.assessment.standing.value is not None]
    indicator = parts[0].assessment.standing.indicator
    values = [part.assessment.standing.value for part in known if part.assessment.standing.value]
    return {
        "type": "bar",
        "orientation": "h",
        "name": str(_VALUE),
        "ids": [plain(str(dataset.industry(part.assessment.target.key.industry).name)) for part in known],
        "meta": {
            "values": [counted(value.value, indicator) for value in values],
            "shown": [wording.number(value.value, indicator) for value in values],
        },
        "base": [counted(part.start, indicator) for part in known],
        "x": [counted(min(value.value, part.amount), indicator) for value, part in zip(values, known, strict=True)],
        "y": [part.depth + _THICK / 2 + _BETWEEN + _THIN / 2 for part in known],
        "width": _THIN,
        "hoverinfo": "skip",
        "marker": {"color": BLUE},
    }


def _label(name: str, amount: str, room: float) -> tuple[str, int]:
    """The words inside a part and the size of their letters: name over number, the name in three lines at most.

    A part that has no room for its name stays empty: hover and table tell it.
    """
    ways = [([name, amount], size) for size in _LETTERS]
    names = broken_at(name, room - _PAD, _LETTERS[-1]).split("<br>")
    ways += [([*names, amount], _LETTERS[-1])] if len(names) <= _LINES else []
    fitting = ((lines, size) for lines, size in ways if max(text_width(line, size) for line in lines) <= room - _PAD)
    lines, size = next(fitting, ([], _LETTERS[-1]))
    return "<br>".join(map(plain, lines)), size


def _value(part: Part) -> str:
    value = part.assessment.standing.value
    if value is None:
        return wording.ABSENT
    return f"{wording.period(value.period)} {wording.reading(value, part.assessment.standing.indicator)}"
