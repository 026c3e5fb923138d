"""Every figure of the site by its address: the page of a path, and its exhibits, each with its provenance."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from dashboard.exhibits.exhibit import Exhibit
from dashboard.export.captioned import Captioned
from dashboard.pages import PAGES, Page
from dashboard.query import Query
from indicators import wording
from indicators.dataset import Dataset
from indicators.methods import METHODS
from indicators.model import Text
from indicators.problems import UnknownName

_SITE = Text("创新指标看板", "innovation dashboard")
_PAGE, _EXHIBIT = Text("页面", "page"), Text("图表", "exhibit")
_EXPORT = "/export"
_NAME = "<name>"


def title(dataset: Dataset) -> str:
    """Return the name of the site."""
    return f"{dataset.city.name.zh}{_SITE}"


def page_at(path: str) -> tuple[Page, str]:
    """Return the page of published figures at a path, and the <name> in it (or empty). Raises UnknownName."""
    for page in PAGES:
        stem = page.path.removesuffix(_NAME)
        name = path.removeprefix(stem)
        has_name = page.path.endswith(_NAME) and path.startswith(stem) and name and "/" not in name
        if not page.office and (path == page.path or has_name):
            return page, name if has_name else ""
    raise UnknownName(_PAGE, path[:80], (page.path for page in PAGES if not page.office))


def exhibits(dataset: Dataset, page: Page, name: str, query: Query) -> tuple[Exhibit, ...]:
    """Return the exhibits of a page. Raises UnknownName where there is nothing of that name."""
    return tuple(page.exhibits(dataset, query, *((name,) if _NAME in page.path else ())))


def heading(dataset: Dataset, page: Page, name: str) -> str:
    """Return the title of a page, or of what it shows."""
    return page.title_of(dataset, name) if page.title_of else str(page.title)


def captioned(dataset: Dataset, page: Page, name: str, query: Query, host: str = "") -> tuple[Captioned, ...]:
    """Return the exhibits of a page with their provenance. Raises UnknownName as `exhibits` does."""
    release = dataset.city.release
    return tuple(
        Captioned(
            exhibit=one,
            site=title(dataset),
            page=heading(dataset, page, name),
            release=release.name.zh,
            released=str(release.date),
            on=wording.period(query.on),
            method=METHODS[query.method].name.zh,
            path=address(dataset, page, name, query, one.id),
            host=host,
        )
        for one in exhibits(dataset, page, name, query)
    )


def chosen(found: Iterable[Captioned], exhibit: str) -> Captioned:
    """Return the exhibit of an id among those of a page. Raises UnknownName, telling which there are."""
    by_id = {one.exhibit.id: one for one in found}
    if exhibit not in by_id:
        raise UnknownName(_EXHIBIT, exhibit[:80], by_id)
    return by_id[exhibit]


def address(dataset: Dataset, page: Page, name: str, query: Query, exhibit: str) -> str:
    """Return the permanent address of an exhibit: page, filters, release and place on the page."""
    return f"{page.path.replace(_NAME, name)}{_pinned(dataset, query)}#{exhibit}"


def export(dataset: Dataset, page: Page, name: str, query: Query, exhibit: str) -> str:
    """Return the address at which an exhibit is handed out as a workbook; other suffixes give other files."""
    path = page.path.replace(_NAME, name).rstrip("/")
    return f"{_EXPORT}{path}/{exhibit}.xlsx{_pinned(dataset, query)}"


def picture(one: Captioned) -> str:
    """Return the address of all that a browser needs to draw an exhibit, as a report shows it."""
    search = urlsplit(one.path)
    path = search.path.rstrip("/")
    return f"{_EXPORT}{path}/{search.fragment}.json?{search.query}&size=print&caption=none"


def _pinned(dataset: Dataset, query: Query) -> str:
    search = query.search(dataset)
    return f"{search}{'&' if search else '?'}release={dataset.city.release.number}"
