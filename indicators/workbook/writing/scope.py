"""Which part of the published figures a template is about, and which figures are owed for a period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indicators.dataset import Dataset
from indicators.model import Key, Text
from indicators.periods import Period
from indicators.problems import UnknownName
from indicators.table import Observation
from indicators.views.coverage import series_owed


@dataclass(frozen=True, slots=True)
class Scope:
    """What a template is limited to; None is no limit."""

    region: str | None = None
    theme: str | None = None
    period: Period | None = None

    def checked(self, dataset: Dataset) -> Scope:
        """Return the scope itself. Raises UnknownName for a region or a theme that the dataset does not have."""
        if self.region is not None:
            dataset.region(self.region)
        if self.theme is not None and self.theme not in dataset.city.themes:
            raise UnknownName(Text("主题", "theme"), self.theme, dataset.city.themes)
        return self

    def holds(self, dataset: Dataset, key: Key) -> bool:
        """Return whether a series is of the region and the theme."""
        return self.region in {None, key.region} and self.theme in {None, dataset.indicators[key.indicator].theme}

    def keys(self, dataset: Dataset) -> Iterator[Key]:
        """Yield the series of the region and the theme, in the order of the dataset."""
        return (key for key in dataset.table.keys if self.holds(dataset, key))


def owed(dataset: Dataset, scope: Scope) -> tuple[Key, ...]:
    """Return the series within the limits that owe a figure for the period. No period, nothing owed."""
    if scope.period is None:
        return ()
    return tuple(key for key in series_owed(dataset, scope.period) if scope.holds(dataset, key))


def previous(dataset: Dataset, key: Key, period: Period) -> Observation | None:
    """Return the last figure of a series before a period; of a part of a year, of the same months."""
    earlier = [one for one in dataset.table.series(key, period.grain) if _is_before(one.period, period)]
    return earlier[-1] if earlier else None


def _is_before(one: Period, period: Period) -> bool:
    return one.same_months(period) and one.last < period.last
