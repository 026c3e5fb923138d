"""Contents of exhibits as components: RENDERERS says which function draws which kind of content."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from dash import dcc, html
from plotly.io.json import to_json_plotly

from dashboard.exhibits.exhibit import (
    Bar,
    Bars,
    Builder,
    Bullet,
    Bullets,
    Card,
    Cards,
    Cell,
    Drop,
    Facts,
    Form,
    Hint,
    Link,
    Matrix,
    MatrixCell,
    Node,
    Plot,
    Prose,
    Table,
    Tally,
    Tile,
    Tiles,
    Tree,
)
from dashboard.kit import builder, forms
from dashboard.kit.marks import head as face_of
from dashboard.kit.marks import in_pieces, letters, light, mark, sparkline
from dashboard.kit.sorting import Sorting
from dashboard.theme import GRAPH_CONFIG, LIGHTS, RISES
from dashboard.theme import Light as Look
from indicators.model import Text
from indicators.words import wording

_NOTHING = Text("没有可列的内容", "Nothing to list")
_COPY = Text("复制", "Copy")
_EDGE = 1.15
_LONG, _WHOLE, _DIGIT = 36, 28, re.compile(r"\d")
LIST: Mapping[str, Any] = MappingProxyType({"data-list": ""})  # where further members of a list are put


def content(value: object, about: str = "") -> Any:  # noqa: ANN401 - any Dash component
    """Return the component that draws a content; the heading whose id is `about` names its rows. Raises KeyError."""
    return in_rows(value, about=about) if isinstance(value, Table | Matrix) else RENDERERS[type(value)](value)


def _percent(share: float) -> str:
    return f"{share * 100:.2f}%"


def _plot(plot: Plot) -> html.Div:
    """The place of a chart, as high as the chart will be; charts.js draws it there."""
    figure: dict[str, Any] = {"data-figure": to_json_plotly({**plot.figure, "config": GRAPH_CONFIG})}
    place = html.Div(className="plot", style={"height": plot.height}, **figure)
    return html.Div([html.H3(plot.title), place]) if plot.title else place


def _cards(cards: Cards) -> html.Div:
    drawn = html.Div([_card(card) for card in cards.cards], className="cards", **LIST)
    words = str(RISES[cards.rises].words)
    return html.Div([drawn, html.P(words, className="rises")]) if words else drawn


def _card(card: Card) -> html.Article:
    rise = {None: "", True: " rise", False: " fall"}[card.rising]
    head = [mark(card.title), light(card.light) if card.light else None]
    figure = [html.Span(card.value, className="figure"), html.Span(card.unit, className="unit")]
    return html.Article(
        [
            html.Div(head, className="card-head"),
            html.Div(
                [
                    html.Div(
                        [html.Div(figure), html.Div([card.when, html.Span(card.change, className=f"moved{rise}")])]
                    ),
                    sparkline(card.trend, card.goal_level, card.spoken),
                ],
                className="card-body",
            ),
            _way(card.covered, card.expected, card.light.verdict) if card.light else None,
            html.Div(card.goal, className="card-goal"),
            html.Ul([html.Li(line) for line in card.lines], className="card-lines"),
        ],
        className="headline",
    )


def _way(covered: float | None, expected: float | None, verdict: Any) -> html.Div:  # noqa: ANN401 - a verdict or None
    """The way from base to goal: what is covered, and a tick where the path is by now."""
    style = LIGHTS[verdict].style if verdict else "dark"
    parts: list[html.Span | None] = []
    if covered is not None:
        parts.append(html.Span(className=f"done {style}", style={"width": _percent(min(max(covered, 0), 1))}))
        parts.append(_beyond(covered, 1))
    if expected is not None:
        parts.append(html.Span(className="path", style={"left": _percent(min(max(expected, 0), 1))}))
    return html.Div(parts, className="way")


def _beyond(covered: float, edge: float) -> html.Span | None:
    """The open end of a bar that would be longer than its track, with the share that it stands for; else None."""
    if covered <= edge:
        return None
    return html.Span(f"≫ {wording.share(Decimal(covered))}", className="beyond")


def _tally(tally: Tally) -> html.Div:
    bar = [_counted(LIGHTS[one.verdict], count) for one, count in tally.parts if count]
    words = [html.Li([light(one), html.B(str(count))]) for one, count in tally.parts if count]
    counts = wording.listed(f"{one.word} {count}" for one, count in tally.parts if count)
    label: dict[str, Any] = {"role": "img", "aria-label": counts}
    drawn = [html.Div(bar, className="tally-bar", **label), html.Ul(words, className="tally-words")]
    return html.Div(drawn, className="tally")


def _counted(look: Look, count: int) -> html.Span:
    """A part of the bar of counts, as long as its count, filled as its verdict is, with the sign beside the number."""
    text = html.Span(f"{look.shape} {count}")
    return html.Span(text, className=f"part {look.style} {look.hatch}", style={"flexGrow": count})


def _bullets(bullets: Bullets) -> html.Div:
    return html.Div([_bullet(one) for one in bullets.bullets], className="bullets", **LIST)


def _bullet(one: Bullet) -> html.Div:
    style = LIGHTS[one.light.verdict].style
    track: list[html.Span | None] = [html.Span(className="goal-tick", style={"left": _percent(1 / _EDGE)})]
    if one.covered is not None:
        length = min(max(one.covered, 0), _EDGE) / _EDGE
        track.append(html.Span(className=f"done {style}", style={"width": _percent(length)}))
        track.append(_beyond(one.covered, _EDGE))
    if one.expected is not None:
        track.append(html.Span(className="path", style={"left": _percent(min(max(one.expected, 0), 1) / _EDGE)}))
    return html.Div(
        [
            html.Div([mark(one.title), html.Span(in_pieces(one.place), className="place")], className="bullet-name"),
            html.Div(
                [
                    html.Div(track, className="track"),
                    html.Div(
                        [
                            html.Span(one.start),
                            html.Span(one.actual, className="actual"),
                            html.Span(one.end, className="end"),
                        ],
                        className="ends",
                    ),
                ],
                className="bullet-way",
            ),
            html.Div([light(one.light), html.Span(one.remark, className="remark")], className="bullet-light"),
        ],
        className="bullet",
    )


def _bars(bars: Bars) -> html.Div:
    lit = any(one.light for one in bars.bars)
    return html.Div([_bar(one, bars.zero) for one in bars.bars], className="bars" if lit else "bars unlit", **LIST)


def _bar(one: Bar, zero: float) -> html.Div:
    room = 1 - zero if one.length >= 0 else zero
    length = abs(one.length) * room
    start = zero if one.length >= 0 else zero - length
    style = LIGHTS[one.light.verdict].style if one.light else "plain"
    track = [html.Span(className=f"stroke {style}", style={"left": _percent(start), "width": _percent(length)})]
    if zero:
        track.append(html.Span(className="zero", style={"left": _percent(zero)}))
    if one.tick is not None:
        track.append(html.Span(className="goal-tick", style={"left": _percent(zero + one.tick * (1 - zero))}))
    tail = [html.Span(one.label, className="bar-label"), light(one.light) if one.light else None]
    name = [mark(one.title), html.Span(in_pieces(one.note), className="place") if one.note else None]
    return html.Div(
        [
            html.Div(name, className="bar-name"),
            html.Div(track, className="bar-track"),
            html.Div(tail, className="bar-tail"),
        ],
        className="bar strong" if one.strong else "bar",
    )


def in_rows(rows: Table | Matrix, sorting: Sorting | None = None, about: str = "") -> html.Div:
    """Return rows whose heads sort them where they can be sorted, named by the heading whose id is `about`."""
    if not rows.rows:
        return html.Div(html.P(str(_NOTHING), className="scope"))
    return table(rows, sorting, about) if isinstance(rows, Table) else _matrix(rows, sorting, about)


def _scrolling(parts: Sequence[Any], style: str, about: str) -> html.Div:
    """A table in the frame inside which it scrolls: both are called what the heading above them says."""
    named: dict[str, Any] = {"aria-labelledby": about} if about else {}
    own = {} if isinstance(parts[0], html.Caption) else named
    return html.Div(html.Table(parts, className=style, **own), className="scroll", tabIndex="0", role="group", **named)


def _matrix(matrix: Matrix, sorting: Sorting | None = None, about: str = "") -> html.Div:
    names = (matrix.corner, *matrix.columns)
    if sorting:
        heads = [sorting.head(place, one, is_numeric=place > 0) for place, one in enumerate(names)]
    else:
        heads = [html.Th(face_of(one), scope="col") for one in names]
    head = html.Thead(html.Tr(heads))
    body = [
        html.Tr([html.Th(mark(name), scope="row"), *(_matrix_cell(cell) for cell in cells)])
        for name, cells in matrix.rows
    ]
    return _scrolling([head, html.Tbody(body, **LIST)], "matrix", about)


def _matrix_cell(cell: MatrixCell) -> html.Td:
    figure = (
        dcc.Link(cell.value, href=cell.href, className="value")
        if cell.href
        else html.Span(cell.value, className="value")
    )
    beside = [html.Span(cell.rank, className="rank"), html.Span(cell.moved, className="moved")] if cell.rank else []
    style = {"--shade": f"{cell.shade:.2f}"} if cell.shade is not None else {}
    return html.Td(
        [figure, html.Div(beside, className="beside") if beside else None, light(cell.light) if cell.light else None],
        title=cell.reason or None,
        className=_ground(cell),
        style=style,
    )


def _ground(cell: MatrixCell) -> str:
    """The class of a cell: grey where the figure is old, shaded by rank, blank where there is none."""
    if cell.is_stale:
        return "stale"
    return "shaded" if cell.shade is not None else "blank" if cell.reason else ""


def _tiles(tiles: Tiles) -> html.Div:
    return html.Div([_tile(one) for one in tiles.tiles], className="tiles", **LIST)


def _tile(one: Tile) -> html.Div:
    style = {"gridRow": str(one.row), "gridColumn": str(one.column), "--shade": f"{one.shade or 0:.2f}"}
    return html.Div(
        [
            mark(one.title),
            html.Span(one.value, className="figure"),
            html.Span(one.note, className="place"),
            light(one.light) if one.light else None,
        ],
        className="tile shaded" if one.shade is not None else "tile",
        style=style,
    )


def _tree(tree: Tree) -> html.Div:
    return html.Div([_node(root) for root in tree.roots], className="tree")


def _node(node: Node) -> html.Div:
    share = html.Span(className="node-share", style={"width": _percent(min(node.share, 1))}) if node.share else None
    return html.Div(
        [
            html.Div(
                [
                    html.Div([mark(node.title), light(node.light) if node.light else None], className="node-head"),
                    html.Ul([html.Li(figure) for figure in node.figures], className="node-figures"),
                    share,
                ],
                className="node-box",
            ),
            html.Div([_node(child) for child in node.children], className="node-children") if node.children else None,
        ],
        className="node",
    )


def _prose(prose: Prose) -> html.Div:
    paragraphs = [html.P(paragraph) for paragraph in prose.paragraphs]
    if not prose.is_for_reports:
        return html.Div(paragraphs, className="words")
    copy = html.Button(str(_COPY), type="button", className="copy quiet")
    return html.Div([*paragraphs, copy], className="prose")


def _facts(facts: Facts) -> html.Dl:
    return html.Dl(
        [part for term, cell in facts.facts for part in (html.Dt(term), html.Dd(mark(cell)))], className="facts"
    )


def table(value: Table, sorting: Sorting | None = None, about: str = "") -> html.Div:
    """Return a table with a head that stays in sight; wide tables scroll inside their own frame."""
    side = ["number" if index in value.numeric else "" for index in range(len(value.columns))]
    if sorting:
        heads = [
            sorting.head(i, name, is_numeric=i in value.numeric, style=side[i]) for i, name in enumerate(value.columns)
        ]
    else:
        heads = [html.Th(face_of(name), scope="col", className=side[i]) for i, name in enumerate(value.columns)]
    head = html.Thead(html.Tr(heads))
    caption = [html.Caption(value.caption)] if value.caption else []
    rows = [html.Tr([_table_cell(i, cell, _style(cell, side[i])) for i, cell in enumerate(row)]) for row in value.rows]
    return _scrolling([*caption, head, html.Tbody(rows, **LIST)], "plain", about)


def _table_cell(place: int, cell: Cell, style: str) -> html.Th | html.Td:
    """A cell of a table; the first of a row is its head, as who hears the table is told which row it is."""
    return html.Td(mark(cell), className=style) if place else html.Th(mark(cell), scope="row", className=style)


def _style(cell: Cell, side: str) -> str:
    """The class of a cell: beside its side, long where it holds a sentence, which is given room; whole where a date."""
    words = cell if isinstance(cell, str) else cell.text if isinstance(cell, Link | Hint) else ""
    if len(words) > _LONG:
        return f"{side} long".strip()
    is_short = letters(words) <= _WHOLE
    return side or ("whole" if is_short and _DIGIT.search(words) else "")  # a number or a date stands in one line


RENDERERS: Mapping[type, Callable[[Any], Any]] = MappingProxyType(
    {
        Plot: _plot,
        Cards: _cards,
        Tally: _tally,
        Bullets: _bullets,
        Bars: _bars,
        Matrix: _matrix,
        Tiles: _tiles,
        Tree: _tree,
        Prose: _prose,
        Facts: _facts,
        Table: table,
        Form: forms.form,
        Drop: forms.drop,
        Builder: builder.builder,
    }
)
