"""What a figure is of, where and when, for whoever meets it away from its page: in a report, or as a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from dashboard.exhibits.exhibit import Exhibit, words
from dashboard.filters import FILTERS
from dashboard.pages import Page
from dashboard.query import Query, default
from indicators.dataset import Dataset
from indicators.model import Text
from indicators.words import wording

_OF_REGION = Text("{name}", "{name}: ")
_OF_INDICATOR = Text("{name}：", "{name}: ")
_UNTIL = Text("截至{period}", "as of {period}")
_HAS_YEAR = re.compile(rf"\d{{4}}{Text('年', '').zh}")
_PERIOD = "on"
Exhibits = Callable[[Query], Sequence[Exhibit]]


def subject(dataset: Dataset, page: Page, name: str, title: str) -> str:
    """Return what stands before a title so that it names the thing of its page; empty where it does so itself."""
    if page.name == "region":
        region = dataset.region(name)
        is_named = str(region.label) in title or str(region.name) in title
        return "" if is_named else str(_OF_REGION).format(name=str(region.name))
    if page.name == "indicator":
        indicator = dataset.indicator(name)
        is_named = str(indicator.label) in title or str(indicator.name) in title
        return "" if is_named else str(_OF_INDICATOR).format(name=str(indicator.name))
    return ""


def scopes(dataset: Dataset, page: Page, query: Query, exhibits: Exhibits) -> list[tuple[str, ...]]:
    """Return for each exhibit of a page by what it was chosen: place, industry, plan, method, …, and its period.

    A filter is named only where the exhibit would be another without it: no figure of the city is called a district's.
    """
    shown, usual = exhibits(query), default(dataset)
    found: list[list[str]] = [[] for _ in shown]
    for name in sorted(page.filters, key=_PERIOD.__eq__):
        is_usual = getattr(query, name) == getattr(usual, name)
        if is_usual and name != _PERIOD:
            continue
        label = _label(dataset, query, name)
        without = () if is_usual else exhibits(replace(query, **{name: getattr(usual, name)}))
        others = {exhibit.id: _read(exhibit) for exhibit in without}
        for labels, exhibit in zip(found, shown, strict=True):
            is_said = label in exhibit.title or (name == _PERIOD and _HAS_YEAR.search(exhibit.title))
            if not is_said and (is_usual or others.get(exhibit.id) != _read(exhibit)):
                labels.append(label)
    return [tuple(labels) for labels in found]


def _label(dataset: Dataset, query: Query, name: str) -> str:
    if name == _PERIOD:
        return str(_UNTIL).format(period=wording.period(query.on))
    value, options = str(getattr(query, name)), FILTERS[name].options
    return dict(options(dataset)).get(value, value) if options else value


def _read(exhibit: Exhibit) -> object:
    """What a reader sees of an exhibit, without the addresses behind it."""
    if exhibit.table is None:
        return exhibit.title, exhibit.scope, exhibit.content
    rows = [tuple(map(words, row)) for row in exhibit.table.rows]
    return exhibit.title, exhibit.scope, exhibit.table.columns, rows
