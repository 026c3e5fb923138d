"""The frame of every page: title, question, filters, exhibits, legend of the lights, foot; and the page that failed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dash import dcc, html

from dashboard.exhibits.exhibit import Content, Exhibit, Light, Link, Stack
from dashboard.kit.blocks import content
from dashboard.kit.folding import MORE, Place, at_first, folded, more
from dashboard.kit.handing_out import opener
from dashboard.kit.marks import light, mark
from indicators.goals.methods import WORDS, Verdict
from indicators.model import Text

_AS_TABLE = Text("看数据表", "as a table")
_SOURCES = Text("数据来源：", "Sources: ")
_NOTE = Text("注：", "Note: ")
_LEGEND = Text("红绿灯图例", "legend of the lights")
_LIGHT_AND_ARROW = Text("灯示快慢，箭头示升降（红升绿降）", "lights tell ahead or behind; arrows tell up or down")
_BACK = Text("返回总览", "back to the overview")
UNPINNED = "unpinned"
_FILTERS, _APPLY = Text("筛选", "filters"), Text("查看", "show")
_RESET = Text("恢复默认", "reset")


def exhibit(one: Exhibit, place: Place) -> html.Section:
    """Return one captioned figure: title, unit and scope, content, note, sources, and the way to its table."""
    head = [html.H2(one.title), html.P(one.scope, className="scope") if one.scope else None]
    foot: list[Any] = [
        html.P([str(_NOTE), one.note]) if one.note else None,
        html.P([str(_SOURCES), str(one.sources)]) if one.sources else None,
    ]
    if one.table is not None and not one.is_tabular:
        words = str(_AS_TABLE)
        way = html.A(words, href=place.part.format(what="table", start=0), className="part")
        foot.append(html.Details([html.Summary(words), way], className="as-table"))
    label: dict[str, Any] = {"aria-label": one.alt or one.title}
    return html.Section(
        [
            html.Header(
                [
                    html.Div(head),
                    html.Div(
                        [*(mark(link) for link in one.links), opener(place.export) if place.export else None],
                        className="links",
                    ),
                ]
            ),
            html.Div(_contents(one.content, place), className="content"),
            html.Footer(foot),
        ],
        id=one.id,
        className=f"exhibit w{one.width}",
        **label,
    )


def _contents(whole: Content, place: Place) -> Any:  # noqa: ANN401 - one component, or several
    if not isinstance(whole, Stack):
        return listed(whole, place, "rows0", 0, place.seen)
    parts = [html.Div(listed(one, place, f"rows{i}", 0, place.seen)) for i, one in enumerate(whole.contents)]
    return html.Div(parts, className="stack")


def part(one: Exhibit, place: Place, what: str, start: int) -> list[Any] | None:
    """Return a part of an exhibit that is asked for later: its `table`, or `rows` of a list; None for what it has not.

    Of a list it holds the next members and the link to those after them.
    """
    contents = one.content.contents if isinstance(one.content, Stack) else (one.content,)
    found: dict[str, Content | None] = {"table": one.table, **{f"rows{i}": each for i, each in enumerate(contents)}}
    whole = found.get(what)
    return listed(whole, place, what, start, MORE) if whole is not None else None


def listed(whole: Content, place: Place, what: str, start: int, count: int) -> list[Any]:
    """Return the members of a list from one on, and the link to those after them; other content as it is."""
    count = count if start else max(count, at_first(whole))
    excerpt, total = folded(whole, start, count)
    return [content(excerpt), more(place, what, start + count, total)]


def legend() -> html.Div:
    """Return the legend of the lights, printed wherever a light is."""
    return html.Div(
        [
            html.Span(str(_LEGEND)),
            *(light(Light(verdict, str(WORDS[verdict]))) for verdict in Verdict),
            html.Span(str(_LIGHT_AND_ARROW)),
        ],
        className="legend",
    )


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around the exhibits of a page: name, title, question, foot, and where it is pinned to a release."""

    name: str
    title: str
    question: str
    foot: str
    banner: tuple[str, Link] | None = None


def page(
    words: Words,
    filters: Sequence[Any],
    exhibits: Sequence[Exhibit],
    *,
    lit: bool = True,
    place: Callable[[Exhibit], Place] = lambda _: Place("", "", ""),
) -> html.Main:
    """Return a whole page from its parts; `lit` says whether lights may stand on it, so that their legend does.

    `place` says where an exhibit is handed out, and where its parts are.
    """
    return html.Main(
        [
            _banner(*words.banner) if words.banner else None,
            html.Div([html.H1(words.title), html.P(words.question)], className="page-head"),
            _filters(filters) if filters else None,
            html.Div([exhibit(one, place(one)) for one in exhibits], className="grid"),
            legend() if lit else None,
            html.Footer(words.foot, className="page-foot"),
        ],
        id=f"page-{words.name}",
        className="page",
    )


def _banner(text: str, way: Link) -> html.Div:
    return html.Div([text, dcc.Link(way.text, href=way.href, className=UNPINNED)], className="banner", role="status")


def _filters(controls: Sequence[Any]) -> html.Form:
    """The filters as a form, which a browser sends by itself where no script runs."""
    spoken: dict[str, Any] = {"aria-label": str(_FILTERS)}
    return html.Form(
        [
            *controls,
            html.Button(str(_APPLY), type="submit", className="apply quiet"),
            dcc.Link(str(_RESET), href="?", className="reset"),
        ],
        method="get",
        className="filters",
        autoComplete="off",
        **spoken,
    )


def choice(name: str, label: str, options: Sequence[tuple[str, str]], value: str | None, open_word: str) -> html.Div:
    """Return one filter: a labelled choice; `open_word` stands for no choice, empty where one must stand."""
    listed = [*([("", open_word)] if open_word else []), *options]
    choices = [html.Option(words, value=key, selected=key == (value or "")) for key, words in listed]
    return _named(name, label, html.Select(choices, name=name, id=f"filter-{name}"))


def typed(name: str, label: str, value: str, hint: str) -> html.Div:
    """Return one filter into which words are typed."""
    field = dcc.Input(name=name, id=f"filter-{name}", value=value, placeholder=hint, type="search", autoComplete="off")
    return _named(name, label, field)


def _named(name: str, label: str, control: Any) -> html.Div:  # noqa: ANN401 - a choice or a field
    return html.Div([html.Label(label, htmlFor=f"filter-{name}"), control], className="filter")


def fixed(name: str, value: str) -> dcc.Input:
    """Return what the filters of a page send along unchanged."""
    return dcc.Input(type="hidden", name=name, value=value)


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
