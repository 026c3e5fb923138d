"""The frame of every page: title, question, filters, exhibits, legend of the lights, foot; and the page that failed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dash import dcc, html

from dashboard.exhibits.evidence import Sources
from dashboard.exhibits.exhibit import Content, Exhibit, Light, Link, Matrix, Stack, Tab, Table
from dashboard.kit import controls, finding, helping
from dashboard.kit.blocks import content, in_rows
from dashboard.kit.folding import MORE, Place, at_first, folded, more, ordered
from dashboard.kit.handing_out import opener
from dashboard.kit.marks import in_pieces, light, mark
from dashboard.kit.sorting import Order, Sorting, in_order, is_sortable
from indicators.goals.methods import WORDS, Verdict
from indicators.language import Count
from indicators.model import Text
from indicators.words import wording

_AS_TABLE = Text("看数据表", "As a table")
_TABLE_NOT_PRINTED = Text(
    "数据表（{count} 行）未印，见页脚所列网址",
    "The table of {count} {count:row|rows} is not printed: see the address in the foot",
)
_SOURCES, _COUNT = Text("数据来源：", "Sources: "), Text("{count} 个来源：", "{count} {count:source|sources}: ")
_ALL_SOURCES = Text("列出全部来源", "List all sources")
_NOTE = Text("注：", "Note: ")
_LEGEND = Text("红绿灯图例", "Key to the verdicts")
_LIGHT_AND_ARROW = Text(
    "灯示快慢；箭头只示升降，不分好坏", "Lights tell ahead or behind; arrows tell up or down, not good or bad"
)
_BACK = Text("返回总览", "Back to the overview")
_FOLLOW, _HOW_TO_FOLLOW = (
    Text("订阅更新", "Follow"),
    Text("用阅读器订阅：新版次与变灯（Atom）", "For feed readers: releases, and lights that change (Atom)"),
)
_BY_MAIL = Text("邮件订阅", "By mail")
_INTERFACE = Text("数据接口", "Data for programs")
UNPINNED, SOURCES = "unpinned", "sources"


def exhibit(one: Exhibit, place: Place, looks: html.Nav | None = None, corrected: Sequence[str] = ()) -> html.Section:
    """Return one captioned figure: title, unit and scope, content, note, sources, and the way to its table.

    `looks` are the ways to other looks at the same things; `corrected` says which of its figures were corrected since.
    """
    head = [html.H2(one.title, id=_heading(one.id)), html.P(one.scope, className="scope") if one.scope else None]
    foot: list[Any] = [
        html.P([str(_NOTE), one.note]) if one.note else None,
        _sources(one.sources, place) if one.sources else None,
    ]
    if one.table is not None and not one.is_tabular:
        words = str(_AS_TABLE)
        way = html.A(words, href=place.part.format(what="table", start=0), className="part")
        foot.append(html.Details([html.Summary(words), way], className="as-table"))
        foot.append(html.P(str(_TABLE_NOT_PRINTED).format(count=Count(len(one.table.rows))), className="on-paper"))
    label: dict[str, Any] = {"aria-label": one.alt or one.title}
    return html.Section(
        [
            looks,
            html.Header(
                [
                    html.Div(head),
                    html.Div(
                        [*(mark(link) for link in one.links), opener(place.export) if place.export else None],
                        className="links",
                    ),
                ]
            ),
            html.Div(list(map(html.P, corrected)), className="corrected", role="note") if corrected else None,
            html.Div(_contents(one.content, place, one.id), className="content"),
            html.Footer(foot),
        ],
        id=one.id,
        className=f"exhibit w{one.width}",
        **label,
    )


def _heading(exhibit: str) -> str:
    """The id of the heading of an exhibit, by which its tables are called."""
    return f"heading-of-{exhibit}"


def _sources(named: Sources | str, place: Place) -> html.P | html.Details:
    """The sources in one line; where there are several, their number and the way to all of them."""
    if not isinstance(named, Sources) or len(named.titles) <= 1:
        return html.P([str(_SOURCES), str(named)])
    line = html.Summary([html.B(str(_COUNT).format(count=Count(len(named.titles)))), html.Span(named.uncounted)])
    way = html.A(str(_ALL_SOURCES), href=place.part.format(what=SOURCES, start=0), className="part")
    return html.Details([line, way], className="sources")


def _contents(whole: Content, place: Place, exhibit: str) -> Any:  # noqa: ANN401 - one component, or several
    if not isinstance(whole, Stack):
        return listed(whole, place, "rows0", 0, place.seen, exhibit)
    parts = [html.Div(listed(one, place, f"rows{i}", 0, place.seen, exhibit)) for i, one in enumerate(whole.contents)]
    return html.Div(parts, className="stack")


def part(one: Exhibit, place: Place, what: str, start: int) -> list[Any] | None:
    """Return a part of an exhibit that is asked for later: its table, its sources, rows of a list; None for others.

    Of a list it holds the next members and the link to those after them.
    """
    if what == SOURCES and isinstance(one.sources, Sources):
        return [html.Ul([html.Li(title) for title in one.sources.titles])]
    contents = one.content.contents if isinstance(one.content, Stack) else (one.content,)
    found: dict[str, Content | None] = {"table": one.table, **{f"rows{i}": each for i, each in enumerate(contents)}}
    whole = found.get(what)
    is_put_in_order = start == 0 and what != "table"
    return listed(whole, place, what, start, 0 if is_put_in_order else MORE, one.id) if whole is not None else None


def listed(whole: Content, place: Place, what: str, start: int, count: int, exhibit: str = "") -> list[Any]:
    """Return the members of a list from one on, and the link to those after them; other content as it is.

    Rows are in the order that the place names for them, and their heads lead to other orders.
    """
    count = count or at_first(whole)
    by = place.order if place.order and place.order.what == what else None
    excerpt, total = folded(in_order(whole, by), start, count)
    if not place.in_order or not is_sortable(whole) or not isinstance(excerpt, Table | Matrix):
        return [content(excerpt, _heading(exhibit)), more(place, what, start + count, total)]

    def address(order: Order) -> tuple[str, str]:
        return place.in_order.format(order=order), ordered(place, order).part.format(what=what, start=0)

    rows = in_rows(excerpt, Sorting(by or Order(exhibit, what, -1), address), _heading(exhibit))
    return [rows, more(ordered(place, by) if by else place, what, start + count, total)]


def legend() -> html.Div:
    """Return the legend of the lights, printed wherever a light is."""
    return html.Div(
        [
            html.Span(str(_LEGEND)),
            *(light(Light(verdict, wording.opening(WORDS[verdict]))) for verdict in Verdict),
            html.Span(str(_LIGHT_AND_ARROW)),
        ],
        className="legend",
    )


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around the exhibits of a page: name, title, question, foot, and where it is pinned to a release.

    `address` leads to the same figures for good: it is printed at the foot of each sheet.
    `verdict` is the sentence that answers the question; empty where a page has none. `help` tells how it is read.
    """

    name: str
    title: str
    question: str
    foot: str
    banner: tuple[str, Link] | None = None
    neighbours: tuple[Link | None, Link | None] = (None, None)
    feed: str = ""
    address: str = ""
    verdict: str = ""
    help: tuple[Text, ...] = ()
    mails: str = ""


def page(  # noqa: PLR0913 - what a page is put together of
    words: Words,
    filters: Sequence[Any],
    exhibits: Sequence[Exhibit],
    *,
    view: str = "",
    lit: bool = True,
    place: Callable[[Exhibit], Place] = lambda _: Place("", "", ""),
    corrected: Callable[[Exhibit], Sequence[str]] = lambda _: (),
) -> html.Main:
    """Return a whole page from its parts; `lit` says whether lights may stand on it, so that their legend does.

    `place` says where an exhibit is handed out, and where its parts are; `view` which of several looks is seen;
    `corrected` what was corrected of an exhibit since.
    """
    before, after = words.neighbours
    address: dict[str, Any] = {"data-address": words.address}
    return html.Main(
        [
            _banner(*words.banner) if words.banner else None,
            html.Div(
                [
                    html.H1(words.title),
                    html.Span([finding.star(), helping.opener()], className="page-keys"),
                    html.P(words.question),
                    controls.neighbours(before, after) if before or after else None,
                ],
                className="page-head",
            ),
            html.P(words.verdict, className="verdict") if words.verdict else None,
            *filters,
            html.Div(_seen(exhibits, place, view, corrected), className="grid"),
            legend() if lit else None,
            html.Footer(
                [html.Span(in_pieces(words.foot, most=2 * len(words.foot))), *_ways(words.feed, words.mails)],
                className="page-foot",
                **address,
            ),
            helping.dialog(words.title, words.help),
        ],
        id=f"page-{words.name}",
        className="page",
    )


def _ways(feed: str, mails: str) -> list[html.A]:
    """The ways at the foot of a page: to its feed and its mails where it has them, to the manual, to the interface."""
    followed = [html.A(str(_FOLLOW), href=feed, className="follow", title=str(_HOW_TO_FOLLOW))] if feed else []
    others = (*([(_BY_MAIL, mails)] if mails else ()), (helping.TITLE, helping.MANUAL), (_INTERFACE, "/api"))
    return [*followed, *(html.A(str(words), href=address, className="follow") for words, address in others)]


def _seen(
    exhibits: Sequence[Exhibit],
    place: Callable[[Exhibit], Place],
    view: str,
    corrected: Callable[[Exhibit], Sequence[str]],
) -> list[Any]:
    """The exhibits of a page; of several looks at the same things those of the one that is asked for, or the first."""
    held: dict[Tab, list[Exhibit]] = {}
    for one in exhibits:
        if one.tab:
            held.setdefault(one.tab, []).append(one)
    chosen = next((tab for tab in held if tab.view == view), next(iter(held), None))
    ways = [(Link(tab.text, place(those[0]).look), [one.id for one in those]) for tab, those in held.items()]
    looks = controls.looks(ways, place(held[chosen][0]).look) if chosen and ways[1:] else None
    seen = [one for one in exhibits if one.tab in {None, chosen}]
    is_first = [bool(chosen) and one is held[chosen][0] for one in seen] if chosen else [False] * len(seen)
    return [
        exhibit(one, place(one), looks if first else None, corrected(one))
        for one, first in zip(seen, is_first, strict=True)
    ]


def _banner(text: str, way: Link) -> html.Div:
    return html.Div([text, dcc.Link(way.text, href=way.href, className=UNPINNED)], className="banner", role="status")


def failure(title: str, words: str, ways: Sequence[Link]) -> html.Main:
    """Return a page that says what is not there and offers the way back."""
    links = ways if any(way.href == "/" for way in ways) else [*ways, Link(str(_BACK), "/")]
    return html.Main(
        [
            html.Div([html.H1(title), html.P(words)], className="page-head"),
            html.Ul([html.Li(mark(link)) for link in links]),
        ],
        className="page failure",
        id="page-failure",
    )
