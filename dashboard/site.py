"""A URL becomes a page: query, filters, exhibits, frame; or a page that says what is not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import addressing, contents
from dashboard.exhibits.exhibit import Form, Link
from dashboard.exhibits.figures import corrections
from dashboard.exhibits.figures.corrections import Since
from dashboard.filters import FILTERS, is_choice
from dashboard.kit import controls, finding, folding, forms, frame, handing_out, sorting, strip
from dashboard.pages import PAGES, Page
from dashboard.pages.staff import data, due
from dashboard.query import BadQueryError, Query, parse, release_of
from indicators.accounts import Account, Permission, may
from indicators.dataset import Dataset
from indicators.goals.methods import METHODS
from indicators.language import language
from indicators.model import Text
from indicators.problems import BeingCounted, UnknownName
from indicators.releases.release import Waiting
from indicators.words import wording

if TYPE_CHECKING:  # handed over by the application
    from indicators.desk import Desk

NOT_FOUND = Text("没有这个页面", "Page not found")
_NOT_FOUND_WORDS = Text(
    "网址有误，或页面已改名。请从下面的入口继续。", "The address is wrong, or the page was renamed. Go on from here:"
)
_UNREADABLE = Text("筛选条件无法识别", "The filters cannot be read")
_UNKNOWN = Text("没有这一项", "No such thing")
_COUNTING, _BROKEN = Text("正在统计", "Being counted"), Text("页面出错了", "Something went wrong")
_BROKEN_WORDS = Text(
    "这是程序的问题，不是您的操作有误；错误已记入服务器日志，请把网址转告管理员。",
    "This is a fault of the program, not of yours. It was logged; please tell your administrator the address.",
)
_RESET = Text("恢复默认筛选", "Reset the filters")
_FOOT = Text(
    "版次：{release} · 发布于 {date} · 数据截至 {on} · 评估方法：{method}",
    "{release} · published {date} · figures up to {on} · judged by {method}",
)
_OFFICE_FOOT = Text("现行版次：{release} · 发布于 {date}", "Current release: {release} · published {date}")
_PINNED = Text(
    "您看到的是 {release}（{date} 发布）的数据，不随新版次改变。",
    "You are looking at {release} (published {date}); it does not change with later releases.",
)
_CURRENT = Text("看现行版次", "Show the current release")
_DENIED, _PASSWORD = Text("没有权限", "No permission"), Text("修改密码", "Change the password")
_SIGN_IN, _SIGN_OUT = Text("登录", "Sign in"), Text("退出", "Sign out")
Pairs = tuple[tuple[str, str], ...]
NOTHING_WAITS = Waiting()
_MENU = Text("主导航", "Main menu")
_SKIP = Text("跳到正文", "Skip to content")
_MARK = Text("创", "I")
_OTHER_LANGUAGE = Text("English", "中文")  # each in its own words, for who cannot read the page
_TO_REVIEW, _RETURNED = Text("{count} 份待审核", "{count} to review"), Text("{count} 份被退回", "{count} sent back")
_AND = Text("，", ", ")


@dataclass(frozen=True, slots=True)
class Here:
    """Where a reader is: the path, whether the address names the release, and what waits there for who signed in.

    `other_language` is the address of the same page in the other language.
    """

    path: str
    is_pinned: bool = False
    other_language: str = ""
    waiting: Waiting = NOTHING_WAITS


def render(
    dataset: Dataset, page: Page, name: str, values: Pairs, *, since: Since | None = None, by_mail: bool = False
) -> Component:
    """Return the page for a URL: `name` is the <name> in its path (or empty), `values` the pairs after the path.

    `since` says that the URL names the release, and what was corrected since; `by_mail` that what the page is about is
    followed by mail too. Raises BadQueryError and UnknownName where the URL asks for what there is not.
    """
    here, params = page.path.replace("<name>", name), dict(values)
    query = parse(params, dataset)
    exhibits = contents.exhibits(dataset, page, name, query)
    heading = contents.heading(dataset, page, name)
    offered = [one for one in page.filters if is_choice(dataset, one, page.options, query)]
    chosen = [_control(dataset, page, query, one, here) for one in offered]
    if since:
        chosen.append(controls.fixed("release", str(dataset.city.release.number)))
    filters = controls.filters(chosen, _choices(dataset, page, query)) if chosen else []
    banner = _pinned(dataset, here + query.search(dataset)) if since else None
    words = frame.Words(
        page.name,
        heading,
        str(dataset.city.says(page.question)),
        _foot(dataset, query),
        banner,
        contents.beside(dataset, page, name, query),
        contents.feed(page, name),
        contents.pinned(dataset, page, name, query),
        str(page.verdict(dataset, query)) if page.verdict else "",
        tuple(map(dataset.city.says, page.help)),
        contents.follow(page, name) if by_mail else "",
    )
    if not exhibits:
        return frame.page(words, filters, [contents.nothing(dataset)])
    seen, by = folding.seen(params.get(contents.MORE_OF, "")), sorting.order(params.get(contents.SORT, ""))
    return frame.page(
        words,
        filters,
        exhibits,
        view=params.get(contents.VIEW, ""),
        place=lambda one: contents.place(dataset, page, name, query, one, seen=seen.get(one.id, 0), by=by),
        corrected=lambda one: corrections.later(dataset, since, one) if since else (),
    )


def office(desk: Desk, who: Account | None, page: Page, name: str, params: Mapping[str, str]) -> Component:
    """Return a page of staff for the person who asks. Raises DeniedError, UnknownName, BadQueryError."""
    dataset = desk.dataset()
    exhibits = contents.of_staff(desk, who, page, name, params) or (contents.nothing(dataset),)
    release = dataset.city.release
    foot = str(_OFFICE_FOOT).format(release=str(release.name), date=release.date)
    is_pinned = release_of(params) is not None and any("release" in dict(one.pins) for one in exhibits)
    banner = _pinned(desk.dataset(release_of(params)), page.path.replace("<name>", name)) if is_pinned else None
    words = frame.Words(
        page.name, contents.heading(dataset, page, name), str(page.question), foot, banner, help=page.help
    )
    seen = folding.seen(params.get(contents.MORE_OF, ""))
    return frame.page(
        words,
        [],
        exhibits,
        lit=False,
        place=lambda one: contents.place_of_staff(page, name, params, one, seen=seen.get(one.id, 0)),
    )


def refused(error: BadQueryError | UnknownName, here: str = "") -> Component:
    """Return the page for an address that names what does not exist."""
    if isinstance(error, BadQueryError):
        return frame.failure(str(_UNREADABLE), str(error.text), [Link(str(_RESET), here)] if here else [])
    return frame.failure(str(_UNKNOWN), str(error), [])


def being_counted(error: BeingCounted) -> Component:
    """Return the page for what is not counted yet; its answer tells the browser to ask again."""
    return frame.failure(str(_COUNTING), str(error), [])


def denied(sentence: str, here: str, *, signed_in: bool) -> Component:
    """Return the page for somebody who may not see what they asked for, with the way to sign in."""
    ways = [] if signed_in else [Link(str(_SIGN_IN), f"/sign-in?{urlencode({'next': urlsplit(here).path})}")]
    return frame.failure(str(_DENIED), sentence, ways)


def _pinned(dataset: Dataset, here: str) -> tuple[str, Link]:
    release = dataset.city.release
    words = str(_PINNED).format(release=str(release.name), date=release.date)
    return words, Link(str(_CURRENT), here)


def not_found(dataset: Dataset) -> Component:
    """Return the page for an address that no page has, with the way to every page of readers."""
    return frame.failure(
        str(NOT_FOUND),
        str(_NOT_FOUND_WORDS),
        [Link(str(dataset.city.says(one.title)), one.path) for one in PAGES if one.in_menu and not one.office],
    )


def broken() -> Component:
    """Return the page for a fault of ours: it says so, without a word of the machine's."""
    return frame.failure(str(_BROKEN), str(_BROKEN_WORDS), [])


def shell(
    dataset: Dataset,
    who: Account | None,
    inside: Any,  # noqa: ANN401
    here: Here,
    *,
    open_view: bool,
    notice: Text | None = None,
) -> Component:
    """Return the frame around all pages: the bar with the menu, who is signed in, and the page's place.

    `notice` is what every reader has to know first.
    """
    name = contents.title(dataset)
    number = dataset.city.release.number
    may_view = may(who, Permission.VIEW, open_view=open_view)
    links = [
        _menu_link(page, str(dataset.city.says(page.title)), here, number)
        for page in PAGES
        if page.in_menu and page.has_subject(dataset) and any(may(who, one, open_view=open_view) for one in page.needs)
    ]
    spoken: dict[str, Any] = {"aria-label": str(_MENU)}
    home = dcc.Link(
        [html.Span(str(_MARK), className="logo"), html.Span(name)],
        href=addressing.whole("/", number, pinned=here.is_pinned),
        className="brand",
    )
    return html.Div(
        [
            html.A(str(_SKIP), href="#content", className="skip"),
            html.Header(
                [
                    home,
                    html.Nav(links, **spoken),
                    finding.opener() if may_view else None,
                    html.Div(_desk_of(who, dataset, here, may_view=may_view), className="desk"),
                ],
                className="top",
            ),
            html.Div(str(notice), className="banner", role="alert") if notice else None,
            strip.strip(),
            html.Div(inside, id="content"),
            strip.spoken(),
            handing_out.dialog(),
            finding.dialog(),
        ],
        className=f"site rise-{dataset.city.rise_colour}" + (" staffed" if _may_remind(who) else ""),
    )


def _menu_link(page: Page, title: str, here: Here, number: int) -> html.A:
    is_here = here.path == page.path or (page.path != "/" and here.path.startswith(f"{page.path}/"))
    marks: dict[str, Any] = {"aria-current": "page"} if is_here else {}
    if not page.has_callbacks:  # it can stand in the document that is open
        marks["data-page"] = ""
    style = "menu-link here" if is_here else "menu-link"
    words: list[Any] = [title, *(_count(here.waiting) if page is data.PAGE else ())]
    return html.A(words, href=addressing.whole(page.path, number, pinned=here.is_pinned), className=style, **marks)


def _count(waiting: Waiting) -> list[html.Span]:
    """The number of what waits; it stands empty where nothing does, and is written anew while the page is open."""
    return [html.Span(str(waiting.count or ""), title=waiting_in_words(waiting), className="count")]


def waiting_in_words(waiting: Waiting) -> str:
    """Return what waits for a person in words; empty where nothing does."""
    counted = ((_TO_REVIEW, waiting.to_review), (_RETURNED, waiting.returned))
    return str(_AND).join(str(words).format(count=count) for words, count in counted if count)


def _may_remind(who: Account | None) -> bool:
    """Whether the way to what is owed is shown: to who is signed in and may see it."""
    return who is not None and any(may(who, one, open_view=False) for one in due.PAGE.needs)


def _desk_of(who: Account | None, dataset: Dataset, here: Here, *, may_view: bool) -> list[Component | None]:
    release = dcc.Link(str(dataset.city.release.name), href="/releases", className="release") if may_view else None
    other = html.A(str(_OTHER_LANGUAGE), href=here.other_language, className="language", lang=language().other.tag)
    if who is None:
        return [release, other, html.A(str(_SIGN_IN), href="/sign-in")]
    password = html.A(who.display or who.name, href="/password", title=str(_PASSWORD))
    return [release, other, password, forms.form(Form("/sign-out", str(_SIGN_OUT), tone="link"))]


def _control(dataset: Dataset, page: Page, query: Query, name: str, here: str) -> Component:
    one = FILTERS[name]
    value = getattr(query, name)
    find = page.options.get(name, one.options)
    if find is None:
        return controls.typed(name, str(one.label), value or "", str(one.open_word))
    options = find(dataset)
    chosen = str(value) if value else None
    beside = _steps(dataset, query, options, name, here) if one.has_steps else None
    return controls.choice(name, str(one.label), options, chosen, str(one.open_word), beside)


def _steps(
    dataset: Dataset, query: Query, options: Sequence[tuple[str, str]], name: str, here: str
) -> tuple[Link | None, Link | None]:
    """The ways to the choice before and to the one after; options stand with the latest first."""
    keys = [key for key, _ in options]
    value = str(getattr(query, name))
    place = keys.index(value) if value in keys else None

    def way(index: int | None) -> Link | None:
        if index is None or not 0 <= index < len(options):
            return None
        key, words = options[index]
        return Link(words, here + query.search(dataset, **{name: key}))

    return (way(place + 1), way(place - 1)) if place is not None else (None, None)


def _choices(dataset: Dataset, page: Page, query: Query) -> list[str]:
    """What is chosen by the filters of a page, in words; what is left open is not said."""
    found = []
    for name in page.filters:
        value, find = getattr(query, name), page.options.get(name, FILTERS[name].options)
        if value:
            found.append(dict(find(dataset)).get(str(value), str(value)) if find else str(value))
    return found


def _foot(dataset: Dataset, query: Query) -> str:
    release = dataset.city.release
    return str(_FOOT).format(
        release=str(release.name),
        date=release.date,
        on=wording.period(query.on),
        method=str(METHODS[query.method].name),
    )
