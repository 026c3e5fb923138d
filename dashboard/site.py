"""A URL becomes a page: query, filters, exhibits, frame; or a page that says what is not there."""

from __future__ import annotations

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.exhibits.exhibit import Exhibit, Link, Prose
from dashboard.filters import FILTERS
from dashboard.kit import frame
from dashboard.pages import PAGES, Page
from dashboard.query import BadQueryError, Query, parse
from indicators import wording
from indicators.dataset import Dataset
from indicators.methods import METHODS
from indicators.model import Text
from indicators.problems import UnknownName

NOT_FOUND = Text("没有这个页面", "page not found")
_NOT_FOUND_WORDS = Text(
    "网址有误，或页面已改名。请从下面的入口继续。", "The address is wrong, or the page was renamed."
)
_UNREADABLE = Text("筛选条件无法识别", "the filters cannot be read")
_UNKNOWN = Text("没有这一项", "no such thing")
_NOTHING = Text("没有符合条件的数据", "nothing to show")
_NOTHING_WORDS = Text(
    "所选条件下没有数据或目标。请放宽筛选条件，或恢复默认。", "No figures and no goals for these filters."
)
_BROKEN = Text("页面出错了", "the page failed")
_BROKEN_WORDS = Text(
    "这是程序的问题，不是您的操作有误；错误已记入服务器日志，请把网址转告管理员。", "A fault of ours; it was logged."
)
_RESET = Text("恢复默认筛选", "reset the filters")
_FOOT = Text("版次：{release} · 发布于 {date} · 数据截至 {on} · 评估方法：{method}", "release, date, as of, method")
_SITE = Text("创新指标看板", "innovation dashboard")
_MENU = Text("主导航", "main menu")
_SKIP = Text("跳到正文", "skip to content")
_MARK = Text("创", "I")


def render(dataset: Dataset, page: Page, name: str, values: tuple[tuple[str, str], ...]) -> Component:
    """Return the page for a URL: `name` is the <name> in its path (or empty), `values` the pairs after the path."""
    here = page.path.replace("<name>", name)
    try:
        query = parse(dict(values), dataset)
        arguments = (name,) if "<name>" in page.path else ()
        exhibits = page.exhibits(dataset, query, *arguments)
    except BadQueryError as error:
        return frame.failure(str(_UNREADABLE), str(error.text), [Link(str(_RESET), here)])
    except UnknownName as error:
        return frame.failure(str(_UNKNOWN), str(error), [])
    if not exhibits:
        exhibits = [_nothing()]
    heading = page.title_of(dataset, name) if page.title_of else str(page.title)
    controls = [_control(dataset, page, query, one) for one in page.filters]
    shown = {one: str(getattr(query, one)) if getattr(query, one) else None for one in page.filters}
    return frame.page(page.name, heading, str(page.question), controls, shown, exhibits, _foot(dataset, query))


def not_found() -> Component:
    """Return the page for an address that no page has, with the way to every page."""
    return frame.failure(
        str(NOT_FOUND), str(_NOT_FOUND_WORDS), [Link(str(one.title), one.path) for one in PAGES if one.in_menu]
    )


def broken() -> Component:
    """Return the page for a fault of ours: it says so, without a word of the machine's."""
    return frame.failure(str(_BROKEN), str(_BROKEN_WORDS), [])


def title(dataset: Dataset) -> str:
    """Return the name of the site."""
    return f"{dataset.city.name.zh}{_SITE}"


def shell(dataset: Dataset, contents: Component) -> Component:
    """Return the frame around all pages: the bar with the menu, the page's place, and the state of the URL."""
    name = title(dataset)
    links = [
        dcc.Link(str(page.title), href=page.path, className="menu-link", id={"type": "menu", "path": page.path})
        for page in PAGES
        if page.in_menu
    ]
    spoken: dict[str, Any] = {"aria-label": str(_MENU)}
    return html.Div(
        [
            html.A(str(_SKIP), href="#content", className="skip"),
            html.Header(
                [
                    dcc.Link([html.Span(str(_MARK), className="logo"), html.Span(name)], href="/", className="brand"),
                    html.Nav(links, **spoken),
                    html.Span(dataset.city.release.name.zh, className="release"),
                ],
                className="top",
            ),
            html.Div(contents, id="content"),
        ],
        className=f"site rise-{dataset.city.rise_colour}",
    )


def _control(dataset: Dataset, page: Page, query: Query, name: str) -> Component:
    one = FILTERS[name]
    value = getattr(query, name)
    find = page.options.get(name, one.options)
    if find is None:
        return frame.typed(name, str(one.label), value or "", str(one.open_word))
    options = find(dataset)
    return frame.choice(name, str(one.label), options, str(value) if value else None, str(one.open_word))


def _foot(dataset: Dataset, query: Query) -> str:
    release = dataset.city.release
    return str(_FOOT).format(
        release=release.name.zh, date=release.date, on=wording.period(query.on), method=METHODS[query.method].name.zh
    )


def _nothing() -> Exhibit:
    return Exhibit("nothing", str(_NOTHING), "", Prose((str(_NOTHING_WORDS),)), links=(Link(str(_RESET), "?"),))
