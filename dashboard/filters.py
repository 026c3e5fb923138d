"""The filters that pages can have: their label, their options from the dataset, and the word for no choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from indicators.dataset import Dataset
from indicators.goals.methods import METHODS
from indicators.model import Text
from indicators.views.scoreboard import years
from indicators.words import wording

Options = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: `open_word` stands for no choice, empty where one must stand; without options it is typed.

    One that `has_steps` also leads to the choice before and after.
    """

    label: Text
    options: Callable[[Dataset], Options] | None
    open_word: Text = Text("", "")
    has_steps: bool = False


def plans(dataset: Dataset) -> Options:
    """Return the plans that have goals."""
    used = dataset.goals.words("plan")
    return [(plan.id, str(plan.name)) for plan in dataset.plans.values() if plan.id in used]


def as_of_years(dataset: Dataset) -> Options:
    """Return the years that have figures, latest first."""
    return [(str(one), wording.period(one)) for one in years(dataset)]


def regions(dataset: Dataset) -> Options:
    """Return the city, its districts and its parks; peers and the province are compared, not chosen."""
    city = dataset.region(dataset.city.region)
    return [(region.id, str(region.name)) for region in (city, *dataset.inside)]


def industries(dataset: Dataset) -> Options:
    """Return the industries that have figures or goals."""
    used = {*dataset.table.columns.words("industry"), *dataset.goals.words("industry")}
    return [(one.id, str(one.name)) for one in dataset.industries.values() if one.id in used]


def indicators(dataset: Dataset) -> Options:
    """Return all indicators, in the order of the catalogue."""
    return [(one.id, str(one.name)) for one in dataset.indicators.values()]


def themes(dataset: Dataset) -> Options:
    """Return the themes of the catalogue."""
    return [(name, str(text)) for name, text in dataset.city.themes.items()]


def methods(dataset: Dataset) -> Options:  # noqa: ARG001 - every filter is asked alike
    """Return the methods by which a verdict can be read."""
    return [(method.id, wording.opening(method.name)) for method in METHODS.values()]


FILTERS: Mapping[str, Filter] = MappingProxyType(
    {
        "plan": Filter(Text("规划", "Plan"), plans),
        "on": Filter(Text("数据截至", "As of"), as_of_years, has_steps=True),
        "region": Filter(Text("区域", "Region"), regions, Text("全部区域", "All regions")),
        "industry": Filter(Text("产业", "Industry"), industries, Text("全部产业", "All industries")),
        "indicator": Filter(Text("指标", "Indicator"), indicators, Text("默认指标", "Chosen by the page")),
        "theme": Filter(Text("主题", "Theme"), themes, Text("全部主题", "All themes")),
        "words": Filter(Text("查找", "Search"), None, Text("名称、口径、责任单位", "Name, definition, owner")),
        "method": Filter(Text("评估方法", "Method"), methods),
        "year": Filter(
            Text("晾晒表年份", "Year of the table"), as_of_years, Text("各格最近一年", "Latest year of each cell")
        ),
    }
)


def is_choice(dataset: Dataset, name: str, options: Mapping[str, Callable[[Dataset], Options]], query: object) -> bool:
    """Return whether a filter has something to choose from: a city without districts needs no choice of regions.

    `options` are those by which a page replaces a filter's own.
    """
    find = options.get(name, FILTERS[name].options)
    return find is None or getattr(query, name) is not None or len(find(dataset)) > 1
