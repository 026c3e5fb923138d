"""A list becomes a document: each address is asked for its exhibits, as a page would be."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from urllib.parse import parse_qsl, urlsplit

from dashboard import contents
from dashboard.export.captioned import Captioned
from dashboard.export.document import Document, Heading, Paragraph, Part
from dashboard.query import NAMES, BadQueryError, parse
from dashboard.reports.listing import HeadingItem, Item, Listing, PageItem, TextItem
from dashboard.reports.ready import READY
from dashboard.reports.repeats import without_repeats
from indicators.dataset import Dataset
from indicators.model import Text
from indicators.problems import UnknownName, UsageError

_WRONG = Text("清单中的 {page}：{why}", "{page}: {why}")
_ABSENT = Text("{page} 的图表 {name} 在这一版次没有数据，已略去", "{name} of {page} has no data in this release")
_EXHIBIT = Text("图表", "exhibit")
_SUBTITLE = Text("{release}（{date}发布）", "{release}, published {date}")
_MOST_EXHIBITS = 400
_TOO_MANY = Text("清单共 {count} 个图表，最多 400 个，请拆成几份", "{count} exhibits; at most 400: split the list")


def compose(listing: Listing, dataset: Dataset, host: str = "") -> Document:
    """Return the document of a list on one release. Raises UsageError that names the part which cannot be read.

    An exhibit that this release has no data for is passed over, and the maker is told; one that no such page has is an
    error. No sentence stands in it twice.
    """
    pages = cache(lambda address: found_at(address, dataset, host))  # a list may name a page many times
    parts = without_repeats(part for item in listing.items for part in _parts(item, pages))
    count = sum(isinstance(part, Captioned) for part in parts)
    if count > _MOST_EXHIBITS:
        raise UsageError(str(_TOO_MANY).format(count=count))
    release = dataset.city.release
    stamp = str(_SUBTITLE).format(release=release.name.zh, date=release.date)
    subtitle = f"{listing.subtitle} {stamp}" if listing.subtitle else stamp
    absent = _absent(listing, dataset, pages)
    return Document(listing.title, subtitle, contents.title(dataset), str(release.date), parts, absent)


def _parts(item: Item, pages: Callable[[str], tuple[Captioned, ...]]) -> list[Part]:
    if isinstance(item, HeadingItem):
        return [Heading(item.heading)]
    if isinstance(item, TextItem):
        return [Paragraph(line) for line in item.text.splitlines() if line.strip()]
    found = pages(item.page)
    if not item.exhibits:
        return list(found)
    by_id = {one.exhibit.id: one for one in found}
    return [by_id[name] for name in item.exhibits if name in by_id]


def _absent(listing: Listing, dataset: Dataset, pages: Callable[[str], tuple[Captioned, ...]]) -> tuple[str, ...]:
    """What a list names and this release has no data for. Raises UsageError for names that no such page has."""
    missed = []
    for item in (item for item in listing.items if isinstance(item, PageItem)):
        found = {one.exhibit.id for one in pages(item.page)}
        names = [name for name in item.exhibits if name not in found]
        known = _known(item, dataset, pages) | found if names else found
        for name in names:
            if name not in known:
                why = UnknownName(_EXHIBIT, name[:80], sorted(known))
                raise UsageError(str(_WRONG).format(page=item.page, why=why))
            missed.append(str(_ABSENT).format(page=item.page, name=name))
    return tuple(missed)


def _known(item: PageItem, dataset: Dataset, pages: Callable[[str], tuple[Captioned, ...]]) -> set[str]:
    """The exhibits that a page can have: unfiltered, for another of its things, or in a list that is ready."""
    page, name = contents.page_at(urlsplit(item.page).path)
    alike = {"region": dataset.city.districts, "indicator": dataset.city.headline}.get(page.name, ())
    addresses = [page.path.replace("<name>", other) for other in (alike if name else ("",))]
    listed = [one for ready in READY.values() for one in ready.make(dataset).items if isinstance(one, PageItem)]
    of_page = (one for one in listed if contents.page_at(urlsplit(one.page).path)[0] == page)
    names = {exhibit for one in of_page for exhibit in one.exhibits}
    return names | {one.exhibit.id for address in addresses for one in pages(address)}


def found_at(address: str, dataset: Dataset, host: str = "") -> tuple[Captioned, ...]:
    """Return the exhibits of a page by its address with filters. Raises UsageError where there is no such page."""
    parts = urlsplit(address)
    try:
        page, name = contents.page_at(parts.path)
        query = parse({key: value for key, value in parse_qsl(parts.query) if key in NAMES}, dataset)
        return contents.captioned(dataset, page, name, query, host)
    except BadQueryError as error:
        raise UsageError(str(_WRONG).format(page=address, why=error.text)) from error
    except UnknownName as error:
        raise UsageError(str(_WRONG).format(page=address, why=error)) from error
