"""A list becomes a document: each address is asked for its exhibits, as a page would be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from urllib.parse import parse_qsl, urlsplit

from dashboard import contents
from dashboard.export.captioned import Captioned
from dashboard.export.document import Document, Enclosure, Heading, Paragraph, Part, as_asked
from dashboard.export.picture.frame import too_tall
from dashboard.query import NAMES, BadQueryError, default, parse
from dashboard.reports import letters
from dashboard.reports.letters import numbered
from dashboard.reports.listing import (
    EnclosureItem,
    HeadingItem,
    Item,
    Letter,
    Listing,
    PageItem,
    SectionItem,
    TextItem,
)
from dashboard.reports.ready import READY
from dashboard.reports.repeats import without_repeats
from dashboard.reports.sections import SECTIONS, Moment
from indicators.dataset import Dataset
from indicators.goals.methods import METHODS
from indicators.model import Text
from indicators.problems import UnknownName, UsageError
from indicators.words import wording

_WRONG = Text("清单中的 {page}：{why}", "{page}: {why}")
_ABSENT = Text("{page} 的图表 {name} 在这一版次没有数据，已略去", "{name} of {page} has no data in this release")
_NO_SECTION = Text("“{name}”在这一版次没有内容，已略去", "{name} has nothing to say of this release")
_EMPTY = Text("“{heading}”下面没有内容，没有印出；请填写，或从清单移除", "nothing stands below {heading}: left out")
_EXHIBIT, _SECTION = Text("图表", "exhibit"), Text("内容", "section")
_MOST_EXHIBITS = 400
_TOO_MANY = Text("清单共 {count} 个图表，最多 400 个，请拆成几份", "{count} exhibits; at most 400: split the list")
_FILLED = re.compile(r"\{(period|issue|city)\}")
Pages = Callable[[str], tuple[Captioned, ...]]


def compose(listing: Listing, dataset: Dataset, host: str = "", before: Dataset | None = None) -> Document:
    """Return the document of a list on one release. Raises UsageError that names the part which cannot be read.

    `before` is the release of the last issue. An exhibit that this release has no data for is passed over, and so is a
    heading with nothing below it; the maker is told. One that no such page has is an error. No sentence stands twice.
    """
    listing = _filled(listing, dataset)
    pages = cache(lambda address: found_at(address, dataset, host))  # a list may name a page many times
    moment = Moment(dataset, before, default(dataset))
    parts = without_repeats(part for item in listing.items for part in _parts(item, pages, moment, listing))
    parts, empty = _without_empty_headings(parts)
    count = sum(isinstance(part, Captioned) for part in parts)
    if count > _MOST_EXHIBITS:
        raise UsageError(str(_TOO_MANY).format(count=count))
    release, stamp = dataset.city.release, moment.stamp
    subtitle = f"{listing.subtitle} {stamp}" if listing.subtitle else stamp
    absent = (*_absent(listing, dataset, pages), *_silent(listing, moment), *empty, *_too_tall(parts))
    if listing.is_numbered:
        parts = numbered(parts)
    issuer, head = contents.title(dataset), tuple[str, ...]()
    parts = letters.labelled(parts)
    if listing.letter is not None:
        parts, head, issuer = letters.written(listing.letter, parts, dataset)
    return Document(listing.title, subtitle, issuer, str(release.date), parts, absent, head, listing.is_compact)


def last_issue(listing: Listing, datasets: Callable[[int | None], Dataset]) -> Dataset | None:
    """Return the release that a list compares itself with: the one it names, or that before its own; None without."""
    if listing.letter is None:
        return None
    number = listing.letter.since or datasets(listing.release).city.release.number - 1
    return datasets(number) if number > 0 else None


def _filled(listing: Listing, dataset: Dataset) -> Listing:
    """A list with what is said on each run filled into its words: the period, the issue, the city."""
    letter = listing.letter or Letter()
    known = {
        "period": letters.period(letter, default(dataset).on),
        "issue": str(letter.issue or dataset.city.release.number),
        "city": str(dataset.city.name),
    }

    def fill(words: str) -> str:
        return _FILLED.sub(lambda found: known[found[1]], words)

    def of(item: Item) -> Item:
        if isinstance(item, HeadingItem):
            return replace(item, heading=fill(item.heading))
        if isinstance(item, EnclosureItem):
            return EnclosureItem(fill(item.enclosure))
        return TextItem(fill(item.text)) if isinstance(item, TextItem) else item

    signed = replace(letter, number=fill(letter.number or dataset.city.bulletin_says("number")))
    return replace(
        listing,
        title=fill(listing.title),
        subtitle=fill(listing.subtitle),
        items=tuple(of(item) for item in listing.items),
        letter=signed if listing.letter else None,
    )


def _parts(item: Item, pages: Pages, moment: Moment, listing: Listing) -> list[Part]:
    if isinstance(item, HeadingItem):
        opens = listing.is_compact and item.level == 1
        heading = Heading(item.heading, item.level, opens)
        remark = Paragraph(f"{listing.title}　{moment.stamp}", "remark")
        return [heading, remark] if opens else [heading]
    if isinstance(item, TextItem):
        return [Paragraph(line) for line in item.text.splitlines() if line.strip()]
    if isinstance(item, EnclosureItem):
        return [Enclosure("", item.enclosure)]
    if isinstance(item, SectionItem):
        return list(_section(item, moment))
    found = pages(item.page)
    by_id = {one.exhibit.id: one for one in found}
    chosen = [by_id[name] for name in item.exhibits if name in by_id] if item.exhibits else found
    return [replace(part, width=item.width) for exhibit in chosen for part in as_asked(exhibit, item.show)]


def _section(item: SectionItem, moment: Moment) -> Iterator[Captioned]:
    """The exhibits of a section, with their provenance. Raises UsageError where there is no such section."""
    dataset, query = moment.dataset, moment.query
    if item.section not in SECTIONS:
        raise UsageError(str(UnknownName(_SECTION, item.section[:80], SECTIONS)))
    try:
        found = SECTIONS[item.section].make(replace(moment, region=item.region))
    except UnknownName as error:
        raise UsageError(str(_WRONG).format(page=item.section, why=error)) from error
    release = dataset.city.release
    for one in found:
        yield Captioned(
            exhibit=one,
            site=contents.title(dataset),
            page=str(SECTIONS[item.section].name),
            release=str(release.name),
            released=str(release.date),
            on=wording.period(query.on),
            method=str(METHODS[query.method].name),
            path=f"/report/{item.section}/{item.region}#{one.id}",
            is_stamped=False,
        )


def _silent(listing: Listing, moment: Moment) -> tuple[str, ...]:
    """The sections that have nothing to say, except that nothing was corrected."""
    items = [item for item in listing.items if isinstance(item, SectionItem) and item.section != "corrected"]
    names = [str(SECTIONS[item.section].name) for item in items if not list(_section(item, moment))]
    return tuple(str(_NO_SECTION).format(name=name) for name in names)


def _too_tall(parts: Sequence[Part]) -> Iterator[str]:
    """A sentence on each figure that was asked for, and for which its table stands in documents."""
    problems = (too_tall(part) for part in parts if isinstance(part, Captioned))
    return filter(None, dict.fromkeys(problems))


def _without_empty_headings(parts: Sequence[Part]) -> tuple[tuple[Part, ...], list[str]]:
    """Parts without the headings below which nothing stands, and a sentence on each of those."""
    left: list[Part] = []
    empty: list[str] = []
    for part in reversed(parts):
        below = left[-1] if left else None
        is_filled = below.level > part.level if isinstance(below, Heading) and isinstance(part, Heading) else False
        ends = below is None or isinstance(below, Enclosure | Heading)
        if isinstance(part, Heading) and ends and not is_filled:
            empty.append(str(_EMPTY).format(heading=part.text))
        else:
            left.append(part)
    return tuple(reversed(left)), empty[::-1]


def _absent(listing: Listing, dataset: Dataset, pages: Pages) -> tuple[str, ...]:
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


def _known(item: PageItem, dataset: Dataset, pages: Pages) -> set[str]:
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
