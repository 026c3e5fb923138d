"""How do we stand? The goals of a plan held against the figures, the headline, and what changed in a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Protocol, TypeVar, overload

import numpy as np

from indicators.columnar import Codes
from indicators.dataset import Dataset
from indicators.goals.methods import Assessment, Verdict, assess
from indicators.goals.progress import is_set
from indicators.goals.targets import Target
from indicators.goals.verdicts import NEED_ATTENTION
from indicators.model import Citation, Indicator, Key
from indicators.periods import Period
from indicators.table import Observation
from indicators.views.counted import Lines

ALL_INDUSTRIES = "all"


class Judged(Protocol):
    """What has a verdict."""

    @property
    def target(self) -> Target:
        """Return the goal."""

    @property
    def verdict(self) -> Verdict:
        """Return the verdict."""

    @property
    def lag(self) -> Decimal | float | None:
        """Return how far the goal is behind its path."""


J = TypeVar("J", bound=Judged)
"""An assessment, or a goal as lists count it."""


@dataclass(frozen=True, slots=True)
class Headline:
    """One headline indicator of a region: its goal's assessment if it has one, and its yearly figures."""

    indicator: Indicator
    key: Key
    assessment: Assessment | None
    others: tuple[Assessment, ...]
    series: tuple[Observation, ...]

    @property
    def latest(self) -> Observation | None:
        """Return the last figure, or None."""
        return self.series[-1] if self.series else None

    @property
    def before(self) -> Observation | None:
        """Return the figure before the last, or None."""
        return self.series[-2] if len(self.series) > 1 else None


@lru_cache(maxsize=4)  # every link of a page asks
def latest_year(dataset: Dataset) -> Period:
    """Return the last year in which a headline indicator of the city has a figure; the plan's last if none has.

    It is a financial one where the last figure is of such a year.
    """
    keys = [Key(indicator, dataset.city.region, ALL_INDUSTRIES) for indicator in dataset.city.headline]
    known = [one.period for key in keys for one in dataset.table.series(key)]
    last = dataset.plans[dataset.city.default_plan].last
    return max(known, default=last or Period.of_year(1)).whole_year()


@lru_cache(maxsize=4)  # every filter of years asks, and looks through all that is stored
def years(dataset: Dataset) -> tuple[Period, ...]:
    """Return every year of which the city has a yearly figure, of the calendar or financial, latest first."""
    table = dataset.table
    known = table.tally("period", rows=table.columns.actual & table.fitting(region=dataset.city.region))
    return tuple(period for (period,) in reversed(known) if period.grain.is_yearly)


def goals(
    dataset: Dataset, on: Period, plan: str | None = None, region: str | None = None, industry: str | None = None
) -> tuple[Target, ...]:
    """Return the goals of a plan, a region and an industry that were set by a period; None leaves a side open.

    A goal of a year inside a plan belongs to that year, not to the plan.
    """
    return dataset.goals.at_rows(goal_rows(dataset, on, plan, region=region, industry=industry))


def goal_rows(dataset: Dataset, on: Period, plan: str | None = None, **words: str | None) -> Codes:
    """Return the rows of the goals of a plan that were set by a period and of which columns say this; None is any."""
    table = dataset.goals
    fits = table.fitting(**{name: word for name, word in words.items() if word is not None})
    fits &= dataset.set_by(on)
    if plan is not None:
        fits &= dataset.belonging_to(plan)
    leads = dataset.leads[fits]
    return leads[np.sort(np.unique(leads, return_index=True)[1])]


def listed(dataset: Dataset, targets: Iterable[Target], on: Period) -> tuple[Target, ...]:
    """Return the goals that were set by a period, in their order; of goals that are one, the one that leads them."""
    known = (one for one in targets if is_set(one, dataset.plan_of(one), on))
    return tuple({one.id: one for one in map(dataset.lead, known)}.values())


def assessment_of(dataset: Dataset, target: Target, on: Period, method: str = "pace") -> Assessment:
    """Return one goal held against the dataset as known on a period: of goals that are one, the first set."""
    lead = dataset.lead(target)
    indicator, plan = dataset.indicator(lead.key.indicator), dataset.plan_of(lead)
    return assess(lead, indicator, dataset.table, on, dataset.city.thresholds, method, plan)


def scoreboard(
    dataset: Dataset,
    on: Period,
    plan: str | None = None,
    region: str | None = None,
    industry: str | None = None,
    method: str = "pace",
) -> tuple[Assessment, ...]:
    """Return the goals of a plan, region and industry, each held against the figures known on a period."""
    return tuple(assessment_of(dataset, target, on, method) for target in goals(dataset, on, plan, region, industry))


def counts(judged: Sequence[Judged] | Lines) -> Mapping[Verdict, int]:
    """Return how many goals have each verdict, best first; verdicts that none has count 0."""
    counted = judged.tally() if isinstance(judged, Lines) else Counter(one.verdict for one in judged)
    return {verdict: counted[verdict] for verdict in Verdict}


@overload
def attention(judged: Lines) -> Lines: ...
@overload
def attention(judged: Sequence[J]) -> Sequence[J]: ...
def attention(judged: Sequence[J] | Lines) -> Sequence[J] | Lines:
    """Return the goals that are not reached and not on pace, the worst first."""
    if isinstance(judged, Lines):
        return judged.urgent()
    late = [one for one in judged if needs_attention(one.verdict)]
    return tuple(sorted(late, key=lambda one: urgency(one.verdict, one.lag)))


@overload
def important(judged: Lines, most: int) -> Lines: ...
@overload
def important(judged: Sequence[J], most: int) -> Sequence[J]: ...
def important(judged: Sequence[J] | Lines, most: int) -> Sequence[J] | Lines:
    """Return the goals to tell first, so many at most: those that need attention, then the others with a light."""
    if isinstance(judged, Lines):
        return judged.by_importance()[:most]
    chosen = [*attention(judged)[:most]]
    for of in (_is_on_its_way, _is_open):
        chosen += islice((one for one in judged if of(one.verdict)), most - len(chosen))
    return tuple(chosen)


@overload
def of_series(judged: Lines, keys: Collection[Key]) -> Lines: ...
@overload
def of_series(judged: Sequence[J], keys: Collection[Key]) -> Sequence[J]: ...
def of_series(judged: Sequence[J] | Lines, keys: Collection[Key]) -> Sequence[J] | Lines:
    """Return the goals of some series, series by series."""
    if isinstance(judged, Lines):
        return judged.of_keys(keys)
    return [one for key in keys for one in judged if one.target.key == key]


def _is_on_its_way(verdict: Verdict) -> bool:
    return verdict.is_settled and not needs_attention(verdict)


def _is_open(verdict: Verdict) -> bool:
    return not verdict.is_settled


def needs_attention(verdict: Verdict) -> bool:
    """Return whether a goal of this verdict is neither reached nor on pace."""
    return verdict in NEED_ATTENTION


def urgency(verdict: Verdict, lag: Decimal | float | None) -> tuple[int, float]:
    """Return what goals that need attention are sorted by, the worst first."""
    return -NEED_ATTENTION.index(verdict), -float(lag) if lag is not None else 0.0


def readings(dataset: Dataset, assessment: Assessment) -> tuple[Observation, ...]:
    """Return the observations that the base and the value of an assessment were read from."""
    return tuple(dataset.table.by_ids(_read_from(assessment)).values())


def evidence(dataset: Dataset, assessments: Iterable[Assessment]) -> tuple[Target | Observation, ...]:
    """Return goals, each followed by the observations that it was held against."""
    read = [(one.target, _read_from(one)) for one in assessments]
    known = dataset.table.by_ids(name for _, names in read for name in names)
    found: list[Target | Observation] = []
    for goal, names in read:
        found += [goal, *(known[name] for name in names if name in known)]
    return tuple(found)


def _read_from(assessment: Assessment) -> tuple[str, ...]:
    """The ids of what the base and the value of an assessment were read from, once each."""
    ends = (assessment.standing.base, assessment.standing.value)
    return tuple(dict.fromkeys(name for end in ends if end is not None for name in end.observations))


def citations(dataset: Dataset, assessment: Assessment) -> tuple[Citation, ...]:
    """Return the citations of a goal and of every figure that it was held against."""
    return (assessment.target.citation, *(one.citation for one in readings(dataset, assessment)))


def headline(dataset: Dataset, on: Period, plan: str, region: str, method: str = "pace") -> tuple[Headline, ...]:
    """Return the city's headline indicators for a region, each with the goal that its card shows."""
    return tuple(
        headline_of(dataset, on, plan, Key(indicator, region, ALL_INDUSTRIES), method)
        for indicator in dataset.city.headline
    )


def headline_of(dataset: Dataset, on: Period, plan: str, key: Key, method: str = "pace") -> Headline:
    """Return one indicator of a region with the card's goal: of the plan, else due in its years; the last set."""
    chosen = dataset.plans[plan]
    of_key = listed(dataset, dataset.targets_of(key), on)
    own = [one for one in of_key if dataset.plan_of(one).id == plan and one.due is not None]
    inside = [
        one for one in of_key if one.due and chosen.first and chosen.last and chosen.first <= one.due <= chosen.last
    ]
    ordered = sorted(own or inside, key=_latest_set)
    assessments = [assessment_of(dataset, one, on, method) for one in ordered]
    series = tuple(one for one in dataset.table.series(key) if one.period <= on)
    return Headline(
        indicator=dataset.indicator(key.indicator),
        key=key,
        assessment=assessments[-1] if assessments else None,
        others=tuple(assessments[:-1]),
        series=series,
    )


def _latest_set(target: Target) -> tuple[Period, Period, str]:
    due = target.due or Period.of_year(0)
    return due, target.set_in or Period.of_year(0), target.id
