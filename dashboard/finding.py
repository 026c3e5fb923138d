"""What the one search of the site finds: pages, indicators, regions, parks, industries, goals and sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dashboard.exhibits import common
from dashboard.pages import PAGES
from indicators.dataset import Dataset
from indicators.language import Count
from indicators.model import Region, RegionKind, Text
from indicators.views import coverage
from indicators.views.finding import Thing, find, plain
from indicators.words import wording

MOST = 30
_FOUND_SINGLY = 5_000
_PAGE, _INDICATOR, _REGION = Text("页面", "Page"), Text("指标", "Indicator"), Text("区域", "Region")
_PARK, _INDUSTRY = Text("园区", "Park"), Text("产业", "Industry")
_GOAL, _SOURCE = Text("目标", "Goal"), Text("来源", "Source")
_GOALS_OF = Text("{count} 项目标", "{count} {count:goal|goals}")
_OF_A_REGION = Text("{region}的指标", "Indicator of {region}")


def things(dataset: Dataset) -> tuple[Thing, ...]:
    """Return everything that a release has to be found, in the order in which what fits equally well is listed."""
    makers = (_pages, _indicators, _regions, _industries, _goals, _sources)
    return tuple(one for make in makers for one in make(dataset))


def found(dataset: Dataset, everything: Sequence[Thing], text: str) -> list[Thing]:
    """Return what of everything in a release fits a text, the best first.

    Words that name a region beside an indicator lead to the indicator of that region: 武进 gdp.
    """
    return [*_of_regions(dataset, everything, text), *find(everything, text, MOST)][:MOST]


def _pages(dataset: Dataset) -> Iterator[Thing]:
    for page in PAGES:
        if page.in_menu and not page.office:
            title, question = (dataset.city.says(words) for words in (page.title, page.question))
            yield Thing(str(_PAGE), str(title), str(question), page.path, (title.zh, title.en, page.name))


def _indicators(dataset: Dataset) -> Iterator[Thing]:
    for one in dataset.indicators.values():
        theme = dataset.city.themes[one.theme]
        also = (one.name.zh, one.short_name, *one.aliases, one.name.en, one.id)
        yield Thing(
            str(_INDICATOR), str(one.name), f"{theme} · {wording.unit(one.unit)}", f"/indicators/{one.id}", also
        )


def _regions(dataset: Dataset) -> Iterator[Thing]:
    for one in dataset.inside:
        kind = _PARK if one.kind is RegionKind.PARK else _REGION
        also = (one.name.zh, one.short_name, one.park_name, *one.aliases, one.name.en, one.id)
        yield Thing(str(kind), str(one.name), str(one.park_label) or one.note, f"/regions/{one.id}", also)


def _industries(dataset: Dataset) -> Iterator[Thing]:
    for one in dataset.industries.values():
        above = str(dataset.industry(one.parent).name) if one.parent else ""
        also = (one.name.zh, *one.aliases, one.name.en, one.id)
        yield Thing(str(_INDUSTRY), str(one.name), above, f"/industries?industry={one.id}", also)


def _goals(dataset: Dataset) -> Iterator[Thing]:
    """Each goal; where there are too many for one search, the goals of each indicator together."""
    if len(dataset.goals) <= _FOUND_SINGLY:
        yield from _single_goals(dataset)
        return
    for (name,), count in dataset.goals.tally("indicator").items():
        one = dataset.indicator(name)
        also = (one.short_name, *one.aliases, one.name.zh, one.name.en, one.id)
        yield Thing(
            str(_GOAL), str(one.name), str(_GOALS_OF).format(count=Count(count)), f"/indicators/{name}#goals", also
        )


def _single_goals(dataset: Dataset) -> Iterator[Thing]:
    for one in dataset.targets:
        indicator = dataset.indicator(one.key.indicator)
        where = f"{common.place(dataset, one.key)} · {wording.due(one)} · {wording.goal(one, indicator)}"
        plan = dataset.plan(one.plan).name
        also = (dataset.region(one.key.region).short_name, indicator.short_name, *indicator.aliases, plan.zh, where)
        address = f"{common.page_of(dataset, one.key)}#goals"
        yield Thing(str(_GOAL), common.name(dataset, one.key), f"{where} · {plan}", address, also)


def _sources(dataset: Dataset) -> Iterator[Thing]:
    for place, one in enumerate(coverage.sources(dataset), start=1):
        source = one.source
        about = f"{source.publisher} {source.published}".strip()
        yield Thing(
            str(_SOURCE),
            source.title,
            about,
            f"/sources?view=sources&more=sources:{place}#sources",
            (source.publisher, source.id),
        )


def _of_regions(dataset: Dataset, everything: Sequence[Thing], text: str) -> Iterator[Thing]:
    """Indicators of a region that has figures of them, where one word names the region and others the indicator."""
    words = plain(text).split()
    for region in (one for one in dataset.inside if words[1:] and _is_named(one, words)):
        rest = " ".join(word for word in words if not _is_named(region, [word]))
        of_city = [one for one in everything if one.kind == str(_INDICATOR)]
        for one in find(of_city, rest, 3):
            key = dataset.key(one.address.rpartition("/")[2], region.id)
            if key in dataset.table:
                about = str(_OF_A_REGION).format(region=region.short_name)
                yield Thing(str(_INDICATOR), one.name, about, common.page_of(dataset, key))


def _is_named(region: Region, words: list[str]) -> bool:
    names = {plain(name) for name in (region.name.zh, region.short_name, *region.aliases, region.name.en, region.id)}
    return any(word in names for word in words)
