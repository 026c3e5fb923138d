"""Small marks that stand inside other components: lights, links, hints, sparklines."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from dash import dcc, html

from dashboard.exhibits.exhibit import Cell, Hint, Light, Link
from dashboard.exhibits.trend import Trend
from dashboard.theme import BLUE, GOAL, LIGHTS
from indicators.model import Text

_WIDTH, _HEIGHT, _PAD = 120, 34, 4
_SMALL_WIDTH, _SMALL_HEIGHT, _MARGIN = 64, 16, 2
_SAFE = " =:/'"  # what an address of an image may hold as it is
_UNIT = re.compile(r"(?P<name>.*\S\s?)(?P<unit>[（(][^（()）]+[)）])")
_DOT, _BROAD = " · ", "\u2e80"  # letters from here on are as wide as two of the others
_METHOD_CARD = Text("判定依据", "Why this verdict")


def mark(cell: Cell) -> Any:  # noqa: ANN401 - Dash calls this a component or a string
    """Return the component of one cell: a light, a link, a hint, or plain text."""
    if isinstance(cell, Light):
        return light(cell)
    if isinstance(cell, Link):
        if cell.href.startswith(("http://", "https://")):
            return html.A(cell.text, href=cell.href, className="link", rel="noopener noreferrer", target="_blank")
        if cell.is_file:
            return html.A(cell.text, href=cell.href, className="link")
        return dcc.Link(cell.text, href=cell.href, className="link for-staff" if cell.is_for_staff else "link")
    if isinstance(cell, Hint):
        spoken: dict[str, Any] = {"aria-label": cell.reason}
        look = f"axis of-{cell.axis}" if cell.axis else "hint"
        return html.Span(cell.text, title=cell.reason, className=look, tabIndex="0", **spoken)
    if isinstance(cell, Trend):
        return html.Span([_small_line(cell), html.Span(cell.text)], className="trend")
    return cell


def head(cell: Cell) -> Any:  # noqa: ANN401 - as `mark`
    """Return the component of the head of a column: its unit in brackets stays in one piece."""
    found = mark(cell)
    if isinstance(found, str):
        return _with_unit(found)
    if isinstance(found.children, str):
        found.children = _with_unit(found.children)
    return found


def in_pieces(words: str, most: int = 24) -> list[Any]:
    """Return words with dots between them: no line begins with a dot, and a part of `most` letters stays in one."""
    *parts, last = words.split(_DOT)
    looks = [(f"{part}{_DOT.rstrip()}", " ") for part in parts] + [(last, "")]
    return [one for part, blank in looks for one in (_piece(part, most), blank) if one]


def _piece(words: str, most: int) -> html.Span:
    return html.Span(words, className="piece" if letters(words) <= most else None)


def letters(words: str) -> int:
    """Return how many letters wide words are; those of Chinese count two."""
    return sum(2 if letter >= _BROAD else 1 for letter in words)


def _with_unit(words: str) -> Any:  # noqa: ANN401 - the content of a component
    found = _UNIT.fullmatch(words)
    return [found["name"], html.Span(found["unit"], className="unit")] if found else words


def _small_line(trend: Trend) -> html.Img | None:
    """The line beside a figure in a row of a table; None with fewer than two points."""
    if len(trend.points) < 2:  # noqa: PLR2004 - a line needs two points
        return None
    times, values = zip(*trend.points, strict=True)
    across = (_SMALL_WIDTH - 2 * _MARGIN) / (times[-1] - times[0])
    up = (_SMALL_HEIGHT - 2 * _MARGIN) / ((max(values) - min(values)) or 1)
    places = [
        f"{_MARGIN + (time - times[0]) * across:.0f} {_SMALL_HEIGHT - _MARGIN - (value - min(values)) * up:.0f}"
        for time, value in trend.points
    ]
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {_SMALL_WIDTH} {_SMALL_HEIGHT}'>"
        f"<path d='M{'L'.join(places)}' fill='none' stroke='{BLUE}' stroke-width='1.5'/></svg>"
    )
    return html.Img(src=f"data:image/svg+xml,{quote(svg, safe=_SAFE)}", alt=trend.spoken, className="small-spark")


def light(one: Light) -> html.Details | html.Span:
    """Return a light: shape, colour and word. One with a card opens on hover, focus, tap and Enter."""
    look = LIGHTS[one.verdict]
    silent: dict[str, Any] = {"aria-hidden": "true"}
    face: list[Any] = [html.Span(look.shape, className="shape", **silent), one.word]
    if not one.address:
        return html.Span(face, className=f"light {look.style}")
    way = html.A(str(_METHOD_CARD), href=one.address, className="part method-card")
    return html.Details([html.Summary(face, className=f"light {look.style}"), way], className="lit")


def card(one: Light) -> html.Div:
    """Return the method card behind a light: how a goal was judged, and by which sources."""
    lines = [html.Strong(str(_METHOD_CARD)), *(html.P(line) for line in one.card)]
    return html.Div([*lines, html.P(one.citation, className="cited")], className="method-card")


def sparkline(points: tuple[tuple[float, float], ...], goal: float | None, words: str) -> html.Img | None:
    """Return a small line of the last figures with the goal as a dashed level; None with fewer than two points."""
    if len(points) < 2:  # noqa: PLR2004 - a line needs two points
        return None
    values = [value for _, value in points] + ([goal] if goal is not None else [])
    low, high = min(values), max(values)
    first, last = points[0][0], points[-1][0]

    def place(time: float, value: float) -> tuple[float, float]:
        across = _PAD + (time - first) / (last - first) * (_WIDTH - 2 * _PAD)
        return across, _HEIGHT - _PAD - (value - low) / ((high - low) or 1) * (_HEIGHT - 2 * _PAD)

    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in points))
    end = place(*points[-1])
    level = place(first, goal)[1] if goal is not None else None
    dashes = (
        f'<path d="M0 {level:.1f}H{_WIDTH}" stroke="{GOAL}" stroke-width="1.2" stroke-dasharray="3 3"/>'
        if level is not None
        else ""
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" fill="none">{dashes}'
        f'<polyline points="{path}" stroke="{BLUE}" stroke-width="1.8" stroke-linejoin="round"/>'
        f'<circle cx="{end[0]:.1f}" cy="{end[1]:.1f}" r="2.6" fill="{BLUE}"/></svg>'
    )
    return html.Img(src=f"data:image/svg+xml,{quote(svg)}", alt=words, className="spark")
