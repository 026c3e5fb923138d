"""Every figure of the site by its address: the page of a path, and its exhibits, each with its provenance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from dashboard import captions
from dashboard.exhibits.exhibit import Exhibit, Link, Prose
from dashboard.export.captioned import Captioned
from dashboard.kit.folding import Place
from dashboard.kit.sorting import Order
from dashboard.pages import PAGES, Page
from dashboard.query import Query, release_of
from indicators.accounts import Account
from indicators.dataset import Dataset
from indicators.goals.methods import METHODS
from indicators.model import Text
from indicators.problems import UnknownName
from indicators.words import wording

if TYPE_CHECKING:  # handed over by the application
    from indicators.desk import Desk

PUBLISHED = tuple(page for page in PAGES if not page.office)
_SITE = Text("{city}创新指标看板", "{city} innovation dashboard")
_PAGE, _EXHIBIT = Text("页面", "Page"), Text("图表", "Exhibit")
_NOTHING, _RESET = Text("没有符合条件的数据", "Nothing to show"), Text("恢复默认筛选", "Reset the filters")
_NOTHING_WORDS = Text(
    "所选条件下没有数据或目标。请放宽筛选条件，或恢复默认。",
    "There are no figures and no goals for these filters. Widen the filters, or reset them.",
)
_NEW, _BEGIN = (
    Text("还没有发布任何数据", "No figures have been published yet"),
    Text("登录，建立帐号", "Sign in, make accounts"),
)
_NEW_WORDS = Text(
    "用服务器启动时给出的管理员帐号登录，在“帐号”页建立填报人和审核人。填报人在“数据报送”页下载模板，填好后上传；"
    "审核人发布后，数据与图表就出现在这里。",
    "Sign in with the administrator account that the server named when it started, and make accounts for reporters "
    "and reviewers on the page Accounts. A reporter downloads the template on the page Uploads, fills it in and "
    "uploads it; once a reviewer has published it, figures and charts stand here.",
)
_EXPORT, _PART = "/export", "/part"
MORE_OF, VIEW, SORT = "more", "view", "sort"
OF_A_PAGE = frozenset({MORE_OF, VIEW, SORT})
"""What an address says of its page beside the query: how much of a list, which of several looks, in which order."""
_NAME = "<name>"
FEED, FOLLOW, FOLLOWED = "/feed.atom", "/follow", ("indicator", "region", "goal")
OEMBED = "/oembed"


def title(dataset: Dataset) -> str:
    """Return the name of the site."""
    return str(_SITE).format(city=dataset.city.name)


def nothing(dataset: Dataset) -> Exhibit:
    """Return what stands where a page has nothing to show, with the way on; of a new city, how its figures come in."""
    if len(dataset.table) or dataset.targets:
        words, ways = str(_NOTHING_WORDS), (Link(str(_RESET), "?"),)
        return Exhibit("nothing", str(_NOTHING), "", Prose((words,), is_for_reports=False), links=ways)
    ways = (Link(str(_BEGIN), "/sign-in?next=%2Faccounts"),)
    return Exhibit("nothing", str(_NEW), "", Prose((str(_NEW_WORDS),), is_for_reports=False), links=ways)


def page_at(path: str, pages: Sequence[Page] = PUBLISHED) -> tuple[Page, str]:
    """Return the page at a path, and the <name> in it (or empty). Raises UnknownName for what is none of `pages`."""
    for page in pages:
        stem = page.path.removesuffix(_NAME)
        name = path.removeprefix(stem)
        has_name = page.path.endswith(_NAME) and path.startswith(stem) and name and "/" not in name
        if path == page.path or has_name:
            return page, name if has_name else ""
    raise UnknownName(_PAGE, path[:80], (page.path for page in pages))


def exhibits(dataset: Dataset, page: Page, name: str, query: Query) -> tuple[Exhibit, ...]:
    """Return the exhibits of a page. Raises UnknownName where there is nothing of that name."""
    return tuple(page.exhibits(dataset, query, *((name,) if _NAME in page.path else ())))


def heading(dataset: Dataset, page: Page, name: str) -> str:
    """Return the title of a page, or of what it shows."""
    return page.title_of(dataset, name) if page.title_of else str(dataset.city.says(page.title))


def captioned(dataset: Dataset, page: Page, name: str, query: Query, host: str = "") -> tuple[Captioned, ...]:
    """Return the exhibits of a page with their provenance. Raises UnknownName as `exhibits` does."""
    release = dataset.city.release
    found = cache(lambda asked: exhibits(dataset, page, name, asked))
    return tuple(
        Captioned(
            exhibit=one,
            site=title(dataset),
            page=heading(dataset, page, name),
            release=str(release.name),
            released=str(release.date),
            on=wording.period(query.on),
            method=str(METHODS[query.method].name),
            path=address(dataset, page, name, query, one),
            host=host,
            subject=captions.subject(dataset, page, name, one.title),
            scope=scope,
        )
        for one, scope in zip(found(query), captions.scopes(dataset, page, query, found), strict=True)
    )


def of_staff(desk: Desk, who: Account | None, page: Page, name: str, params: Mapping[str, str]) -> tuple[Exhibit, ...]:
    """Return the exhibits of a page of staff for who asks. Raises DeniedError, UnknownName, BadQueryError."""
    if page.office is None:
        raise ValueError(f"{page.name} is no page of staff")
    return tuple(page.office(desk, who, name, params))


def captioned_of_staff(
    desk: Desk, who: Account | None, page: Page, name: str, params: Mapping[str, str], host: str = ""
) -> tuple[Captioned, ...]:
    """Return the figures of a page of staff with their provenance: the release, and the moment of now. Raises as above.

    An exhibit that is the same later names in its address what it is about; the others show the state of that day.
    """
    dataset = desk.dataset(release_of(params))
    release = dataset.city.release
    return tuple(
        Captioned(
            exhibit=one,
            site=title(dataset),
            page=heading(dataset, page, name),
            release=str(release.name),
            released=str(release.date),
            on="",
            method="",
            path=f"{page.path.replace(_NAME, name)}{_search(params, one)}#{one.id}",
            host=host,
            taken=desk.moment(desk.now()),
        )
        for one in of_staff(desk, who, page, name, params)
        if one.is_figure
    )


def beside(dataset: Dataset, page: Page, name: str, query: Query) -> tuple[Link | None, Link | None]:
    """Return the ways to the page before and to the one after of the same kind, with the same filters."""
    before, after = page.beside(dataset, name) if page.beside else (None, None)

    def way(other: str | None) -> Link | None:
        path = page.path.replace(_NAME, other or "") + query.search(dataset)
        return Link(heading(dataset, page, other), path) if other else None

    return way(before), way(after)


def pinned(dataset: Dataset, page: Page, name: str, query: Query) -> str:
    """Return the address at which a page shows these figures for good: path, filters and release."""
    return page.path.replace(_NAME, name) + _pinned(dataset, query)


def feed(page: Page, name: str = "") -> str:
    """Return the address of the feed that follows what a page is about, or everything."""
    return f"{FEED}?{urlencode({page.name: name})}" if name and page.name in FOLLOWED else FEED


def follow(page: Page, name: str = "") -> str:
    """Return the address at which what a page is about is followed by mail; empty where nothing of it can be."""
    if name and page.name in FOLLOWED:
        return f"{FOLLOW}?{urlencode({page.name: name})}"
    return FOLLOW if page.name == "goals" else ""


def chosen(found: Iterable[Captioned], exhibit: str) -> Captioned:
    """Return the exhibit of an id among those of a page. Raises UnknownName, telling which there are."""
    by_id = {one.exhibit.id: one for one in found}
    if exhibit not in by_id:
        raise UnknownName(_EXHIBIT, exhibit[:80], by_id)
    return by_id[exhibit]


def address(dataset: Dataset, page: Page, name: str, query: Query, one: Exhibit) -> str:
    """Return the permanent address of an exhibit: page, filters, release, look and place on the page."""
    return f"{page.path.replace(_NAME, name)}{_pinned(dataset, query, **_look(one))}#{one.id}"


def place(  # noqa: PLR0913 - what an address holds
    dataset: Dataset,
    page: Page,
    name: str,
    query: Query,
    one: Exhibit,
    *,
    seen: int = 0,
    by: Order | None = None,
) -> Place:
    """Return where an exhibit is handed out (as a workbook; other suffixes, other files) and where its parts are.

    `by` is an order that the address asks for; it is the exhibit's where it names it.
    """
    path = page.path.replace(_NAME, name)
    own = path.rstrip("/")
    order = by if by and by.exhibit == one.id else None
    sort = {SORT: str(order)} if order else {}
    search, looked = query.search(dataset), query.search(dataset, **_look(one))
    in_order = query.search(dataset, **_look(one), **sort)
    return Place(
        export=f"{_EXPORT}{own}/{one.id}.xlsx{_pinned(dataset, query)}",
        part=f"{_PART}{own}/{one.id}/{{what}}{search}{'&' if search else '?'}from={{start}}",
        page=f"{path}{in_order}{'&' if in_order else '?'}{MORE_OF}={one.id}:{{seen}}#{one.id}",
        seen=seen,
        look=path + looked,
        in_order=f"{path}{looked}{'&' if looked else '?'}{SORT}={{order}}#{one.id}",
        order=order,
    )


def _look(one: Exhibit) -> dict[str, str]:
    return {VIEW: one.tab.view} if one.tab else {}


def place_of_staff(page: Page, name: str, params: Mapping[str, str], one: Exhibit, *, seen: int = 0) -> Place:
    """Return where an exhibit of staff is handed out, if it is a figure, and where its parts are."""
    own = {key: value for key, value in params.items() if key != MORE_OF}
    path, search = page.path.replace(_NAME, name), _search(own, one)
    return Place(
        export=f"{_EXPORT}{path}/{one.id}.xlsx{search}" if one.is_figure else "",
        part=f"{_PART}{path}/{one.id}/{{what}}{search}{'&' if search else '?'}from={{start}}",
        page=f"{path}{search}{'&' if search else '?'}{MORE_OF}={one.id}:{{seen}}#{one.id}",
        seen=seen,
    )


def picture(one: Captioned) -> str:
    """Return the address of all that a browser needs to draw an exhibit, as a report shows it."""
    search = urlsplit(one.path)
    path = search.path.rstrip("/")
    return f"{_EXPORT}{path}/{search.fragment}.json?{search.query}&size=print&caption=none&foot=without"


def _search(params: Mapping[str, str], one: Exhibit) -> str:
    pairs = {**params, **dict(one.pins)}
    return f"?{urlencode(pairs)}" if pairs else ""


def _pinned(dataset: Dataset, query: Query, **look: str) -> str:
    return query.search(dataset, release=str(dataset.city.release.number), **look)
