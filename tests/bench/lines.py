"""What a run is held against: ratios of medians, each with the number that it may not pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

Name = tuple[str, str, str]
"""What was measured, of whom, in which unit."""

Medians = Mapping[Name, Mapping[int, float]]
Found = tuple[float, str] | None
"""What was reached, and of what where it is the worst of several."""

REAL, SMALL, MIDDLE, LARGE = 737, 5_000, 100_000, 1_000_000
"""Observations stored; the real one stands for the city whose tables come with the project."""

_GENERATED = (SMALL, MIDDLE, LARGE)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is to be reached: the sentence, the number, whether it is the least, and how it is worked out."""

    what: str
    number: float
    reached: Callable[[Medians], Found]
    is_least: bool = False


def compared(medians: Medians) -> tuple[list[str], list[list[str]]]:
    """Return the head and the rows of the table of what is to be reached and what was."""
    rows = []
    for line in LINES:
        found = line.reached(medians)
        bound = f"{'≥' if line.is_least else '≤'} {line.number:g}"
        if found is None:
            rows.append([line.what, bound, "not measured", ""])
            continue
        value, where = found
        is_kept = value >= line.number if line.is_least else value <= line.number
        rows.append([line.what, bound, f"{value:.3g}{f' ({where})' if where else ''}", "yes" if is_kept else "no"])
    return ["what", "line", "reached", "kept"], rows


def _value(medians: Medians, what: str, who: str, size: int) -> float | None:
    every = (found[size] for (name, by, _), found in medians.items() if (name, by) == (what, who) and size in found)
    return next(every, None)


Figure = tuple[str, str, int]


def _single(medians: Medians, figure: Figure) -> Found:
    value = _value(medians, *figure)
    return None if value is None else (value, "")


def _ratio(medians: Medians, over: Figure, under: Figure) -> Found:
    above, below = _value(medians, *over), _value(medians, *under)
    return None if above is None or not below else (above / below, "")


def _worst(medians: Medians, pairs: Mapping[str, tuple[Figure, Figure]]) -> Found:
    found = {name: _ratio(medians, *pair) for name, pair in pairs.items()}
    ratios = [(ratio[0], name) for name, ratio in found.items() if ratio is not None]
    return max(ratios, default=None)


def _pages(medians: Medians, timing: str) -> Found:
    names = {what for what, who, _ in medians if who == "ours" and what.startswith("page ") and what.endswith(timing)}
    return _worst(medians, {name: ((name, "ours", LARGE), (name, "ours", SMALL)) for name in sorted(names)})


def _warm(medians: Medians) -> Found:
    names = {what for what, who, _ in medians if who == "ours" and what.startswith("page ") and what.endswith("median")}
    pairs = {
        f"{name}, {size:,}": ((name, "ours", size), ("filter change: median", "callback", size))
        for name in sorted(names)
        for size in _GENERATED
    }
    return _worst(medians, pairs)


def _seen(medians: Medians, what: str, page: str, rival: str, of_rival: str = "") -> Found:
    pairs = {f"{size:,}": ((what, f"ours {page}", size), (of_rival or what, rival, size)) for size in _GENERATED}
    return _worst(medians, pairs)


def _real(medians: Medians, what: str) -> Found:
    return _ratio(medians, (what, "ours /", REAL), (what, "callback", SMALL))


def _bytes(medians: Medians, how: str, page: str) -> Found:
    values = {size: _value(medians, f"{how}: bytes", f"ours {page}", size) for size in (REAL, *_GENERATED)}
    return max(((value, f"{size:,}") for size, value in values.items() if value is not None), default=None)


_START, _MEMORY = "start to first answer", "the same, mapped files aside"
_PUBLISH, _BOOK = "publish of 10 changes until served", "workbook of 100,000 rows"

LINES = (
    Line("first call of a page, 1 000 000 stored against 5 000", 1.3, partial(_pages, timing=": first")),
    Line("warm call of a page, 1 000 000 stored against 5 000", 1.3, partial(_pages, timing=": median")),
    Line("warm page against a bare Dash callback with a prepared figure", 1.5, _warm),
    Line(
        "filter changes a second of 8 clients against the tutorial application, 100 000 stored",
        5,
        partial(
            _ratio,
            over=("filter change, 8 clients: rate", "ours", MIDDLE),
            under=("filter change, 8 clients: rate", "tutorial", MIDDLE),
        ),
        is_least=True,
    ),
    Line(
        "first content, cold, against a static page with plotly as plotly writes it",
        0.5,
        partial(_seen, what="cold: first content", page="/", rival="written"),
    ),
    Line(
        "the same, against a static page that shows a heading while plotly comes",
        0.5,
        partial(_seen, what="cold: first content", page="/", rival="static"),
    ),
    Line(
        "first chart (`/regions`: the first page has none), cold, against the static page",
        0.9,
        partial(_seen, what="cold: first chart", page="/regions", rival="static"),
    ),
    Line(
        "first chart, cold, the same, against the tutorial application",
        1,
        partial(_seen, what="cold: first chart", page="/regions", rival="tutorial"),
    ),
    Line(
        "reload against the tutorial application", 0.5, partial(_seen, what="reload: all", page="/", rival="tutorial")
    ),
    Line("the real city, cold, against the bare callback", 0.6, partial(_real, what="cold: all")),
    Line("the real city, reload, against the bare callback", 0.6, partial(_real, what="reload: all")),
    Line(
        "the real city, choice to redrawn page, against the bare callback",
        1.2,
        partial(_real, what="filter choice to redrawn page"),
    ),
    Line("first load of `/`, KB", 300, partial(_bytes, how="cold", page="/")),
    Line("reload of `/`, KB", 15, partial(_bytes, how="reload", page="/")),
    Line(
        "choice to redrawn page against the bare callback",
        1.3,
        partial(_seen, what="filter choice to redrawn page", page="/", rival="callback"),
    ),
    Line(
        "start to first answer, 1 000 000 stored against 5 000",
        1.5,
        partial(_ratio, over=(_START, "ours", LARGE), under=(_START, "ours", SMALL)),
    ),
    Line(
        "memory of all processes, mapped files aside, 1 000 000 against 5 000",
        1.3,
        partial(_ratio, over=(_MEMORY, "ours", LARGE), under=(_MEMORY, "ours", SMALL)),
    ),
    Line("the same, MB, 1 000 000 stored", 400, partial(_single, figure=(_MEMORY, "ours", LARGE))),
    Line(
        "publish of 10 changes, 1 000 000 stored against 5 000",
        2,
        partial(_ratio, over=(_PUBLISH, "ours", LARGE), under=(_PUBLISH, "ours", SMALL)),
    ),
    Line("the same, s, 1 000 000 stored", 3, partial(_single, figure=(_PUBLISH, "ours", LARGE))),
    Line(
        "reading and checking a workbook of 100 000 rows against openpyxl's bare read",
        1.3,
        partial(_ratio, over=(_BOOK, "ours, every check", MIDDLE), under=(_BOOK, "openpyxl, bare", MIDDLE)),
    ),
    Line("the same, memory, MB", 300, partial(_single, figure=(f"{_BOOK}, memory", "ours, every check", MIDDLE))),
)
