"""How do we stand? The goals of a plan held against the figures, the headline, and what changed in a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Protocol, TypeVar

from indicators.dataset import Dataset
from indicators.goals.methods import Assessment, Verdict, assess
from indicators.goals.progress import is_set
from indicators.goals.targets import Target
from indicators.goals.verdicts import NEED_ATTENTION
from indicators.model import Citation, Indicator, Key
from indicators.periods import Period
from indicators.table import Observation

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
    def lag(self) -> Decimal | None:
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
    """Return the last year in which a headline indicator of the city has a figure; the plan's last if none has."""
    keys = [Key(indicator, dataset.city.region, ALL_INDUSTRIES) for indicator in dataset.city.headline]
    known = [one.period.year for key in keys for one in dataset.table.series(key)]
    last = dataset.plans[dataset.city.default_plan].last
    return Period.of_year(max(known, default=last.year if last else 1))


def years(dataset: Dataset) -> tuple[Period, ...]:
    """Return every calendar year in which a yearly figure of the city ends, latest first."""
    table = dataset.table
    known = table.tally("period", rows=table.columns.actual & table.fitting(region=dataset.city.region))
    ends = (period.year for (period,) in reversed(known) if period.grain.is_yearly)
    return tuple(map(Period.of_year, dict.fromkeys(ends)))


def goals(
    dataset: Dataset, on: Period, plan: str | None = None, region: str | None = None, industry: str | None = None
) -> tuple[Target, ...]:
    """Return the goals of a plan, a region and an industry that were set by a period; None leaves a side open.

    A goal of a year inside a plan belongs to that year, not to the plan.
    """
    wanted = (
        target
        for target in dataset.targets
        if (plan is None or dataset.plan_of(target).id == plan)
        and (region is None or target.key.region == region)
        and (industry is None or target.key.industry == industry)
    )
    return listed(dataset, wanted, on)


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


def counts(goals_with_verdicts: Iterable[Judged]) -> Mapping[Verdict, int]:
    """Return how many goals have each verdict, best first; verdicts that none has count 0."""
    counted = Counter(one.verdict for one in goals_with_verdicts)
    return {verdict: counted[verdict] for verdict in Verdict}


def attention(goals_with_verdicts: Iterable[J]) -> tuple[J, ...]:
    """Return the goals that are not reached and not on pace, the worst first."""
    late = [one for one in goals_with_verdicts if needs_attention(one.verdict)]
    return tuple(sorted(late, key=lambda one: urgency(one.verdict, one.lag)))


def important(goals_with_verdicts: Sequence[J], most: int) -> tuple[J, ...]:
    """Return the goals to tell first, so many at most: those that need attention, then the others with a light."""
    late = attention(goals_with_verdicts)
    others = [one for one in goals_with_verdicts if one.verdict.is_settled and not needs_attention(one.verdict)]
    rest = [one for one in goals_with_verdicts if not one.verdict.is_settled]
    return (*late, *others, *rest)[:most]


def needs_attention(verdict: Verdict) -> bool:
    """Return whether a goal of this verdict is neither reached nor on pace."""
    return verdict in NEED_ATTENTION


def urgency(verdict: Verdict, lag: Decimal | None) -> tuple[int, float]:
    """Return what goals that need attention are sorted by, the worst first."""
    return -NEED_ATTENTION.index(verdict), -float(lag) if lag is not None else 0.0


def readings(dataset: Dataset, assessment: Assessment) -> tuple[Observation, ...]:
    """Return the observations that the base and the value of an assessment were read from."""
    ends = (assessment.standing.base, assessment.standing.value)
    ids = [name for end in ends if end is not None for name in end.observations]
    return tuple(one for name in dict.fromkeys(ids) if (one := dataset.table.by_id(name)) is not None)


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
