"""The published methods by which a standing is read as a verdict, and the one that the city uses by default.

METHODS is the whole list: to add a method is to add a row. Rules and thresholds are those of §2 and §3 of the
project's methods; the default compares the share of the way covered with the share expected by now (序时进度).

Facts come before every method. A goal that is met reads achieved, one that is due and not met reads missed, and
where a light lacks something there is none: the methods differ in how they see what is still open. A settled
goal keeps the method's number where it has one. Only pace knows "lost"; the others judge the way from here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from indicators.goals.arithmetic import power, rounded
from indicators.goals.progress import Reason, Standing, Thresholds, stand
from indicators.goals.targets import Plan, Side, Target
from indicators.goals.verdicts import UNDEFINED, WORDS, Judgement, Verdict, firm, plain, without_light
from indicators.model import Indicator, Status, Text
from indicators.periods import Period, years_between
from indicators.table import MetricTable

__all__ = [
    "METHODS",
    "WORDS",
    "Assessment",
    "Judgement",
    "Method",
    "Verdict",
    "assess",
    "compound_growth",
    "judged",
    "mean_change",
]

_MOST_CHANGES, _FEWEST_CHANGES = 5, 3
_GROWTHS_IN_MEMORY = 256  # several methods ask for the same of one goal, and it takes as long as all else they do


@dataclass(frozen=True, slots=True)
class Method:
    """A published way to read a standing: its name, the name of its number, its formula, and the judgement.

    `does_without` are the things that a light by this method may lack: its formula has no use for them.
    """

    id: str
    name: Text
    score: Text
    formula: Text
    judge: Callable[[Standing], Judgement]
    does_without: frozenset[Reason] = frozenset()


@dataclass(frozen=True, slots=True)
class Assessment:
    """A goal held against what happened: where it stands, and what a method says of that."""

    standing: Standing
    method: Method
    judgement: Judgement

    @property
    def target(self) -> Target:
        """Return the goal."""
        return self.standing.target

    @property
    def verdict(self) -> Verdict:
        """Return the verdict."""
        return self.judgement.verdict

    @property
    def lag(self) -> Decimal | None:
        """Return how far the goal is behind its path, in points, where it has one."""
        return self.standing.lag


def assess(  # noqa: PLR0913, PLR0917 - the goal, what it is of, the figures, as of when, and how
    target: Target,
    indicator: Indicator,
    table: MetricTable,
    on: Period,
    thresholds: Thresholds,
    method: str = "pace",
    plan: Plan | None = None,
) -> Assessment:
    """Return the goal of a plan held against the table as known on a period, read by one of METHODS.

    Raises KeyError where the method is unknown.
    """
    standing = stand(target, indicator, table, on, thresholds, plan)
    chosen = METHODS[method]
    return Assessment(standing, chosen, judged(standing, chosen))


def judged(standing: Standing, method: Method) -> Judgement:
    """What a method says of a standing, as far as the figure bears it out."""
    if standing.reason is not None and (standing.bar is None or standing.reason not in method.does_without):
        return without_light(standing.reason)
    printed = method.judge(standing)
    if standing.is_final and standing.value is not None and standing.value.status is Status.ESTIMATE:
        return plain(Verdict.OPEN, printed.score)
    possible = standing.possibilities()
    return printed if possible == (standing,) else firm(printed, map(method.judge, possible))


def _settled(standing: Standing, score: Decimal | None) -> Judgement | None:
    """The judgement that every method shares; None where the goal is open and there is something to judge."""
    if standing.is_met:
        return plain(Verdict.ACHIEVED, score)
    return plain(Verdict.MISSED, score) if standing.is_final else None


def _judge_pace(standing: Standing) -> Judgement:
    """序时进度: behind the straight path by so many percentage points. §2 of the methods."""
    lag = standing.lag
    settled = _settled(standing, lag)
    if settled:
        return settled
    if standing.was_met:
        return plain(Verdict.LOST, lag)
    return plain(_by_lag(standing, lag), lag) if lag is not None else plain(Verdict.NO_DATA)


def _by_lag(standing: Standing, lag: Decimal) -> Verdict:
    moved_away = standing.covered is not None and rounded(standing.covered) < 0
    if lag > standing.thresholds.far_behind or moved_away:
        return Verdict.FAR_BEHIND
    if lag >= standing.thresholds.behind:
        return Verdict.BEHIND
    return Verdict.SLIGHTLY_BEHIND if lag > 0 else Verdict.ON_PACE


@dataclass(frozen=True, slots=True)
class _Step:
    """One rung of a method's ladder: at or above `floor` the verdict and the method's word hold."""

    floor: Decimal
    verdict: Verdict
    word: Text


def _climb(score: Decimal, ladder: tuple[_Step, ...], below: tuple[Verdict, Text]) -> Judgement:
    for step in ladder:
        if rounded(score) >= step.floor:
            return Judgement(step.verdict, step.word, score)
    return Judgement(*below, score)


_COMPLETION = (
    _Step(Decimal(1), Verdict.ACHIEVED, Text("完成率 ≥100%", "100 % or more")),
    _Step(Decimal("0.90"), Verdict.SLIGHTLY_BEHIND, Text("完成率 ≥90%", "90 % or more")),
    _Step(Decimal("0.75"), Verdict.BEHIND, Text("完成率 ≥75%", "75 % or more")),
)
_GROWTH_RATIO = (
    _Step(Decimal("0.95"), Verdict.ON_PACE, Text("进展良好", "on track")),
    _Step(Decimal("0.60"), Verdict.SLIGHTLY_BEHIND, Text("进展一般", "moderate progress")),
    _Step(Decimal(0), Verdict.BEHIND, Text("进展有限", "limited progress")),
)
_UN_SHARE = (
    _Step(Decimal("0.95"), Verdict.ON_PACE, Text("可望完成", "on track")),
    _Step(Decimal("0.10"), Verdict.BEHIND, Text("有进展但不足", "progress, too slow")),
)


def _judge_completion(standing: Standing) -> Judgement:
    """目标完成率: y/g, or g/y where lower is better."""
    score = standing.completion
    return _settled(standing, score) or (
        UNDEFINED
        if score is None
        else _climb(score, _COMPLETION, (Verdict.FAR_BEHIND, Text("完成率 <75%", "below 75 %")))
    )


def _judge_growth_ratio(standing: Standing) -> Judgement:
    """Observed over required compound growth, as in the monitoring of the EU and of Open SDG."""
    score = _growth_ratio(standing)
    return _settled(standing, score) or (
        UNDEFINED
        if score is None
        else _climb(score, _GROWTH_RATIO, (Verdict.FAR_BEHIND, Text("背离目标", "moving away")))
    )


def _growth_ratio(standing: Standing) -> Decimal | None:
    """R = d · CAGR(y, y0) / |CAGR(g, y0)|, where d is the goal's direction; below zero all growth reads reversed."""
    base, due, observed = standing.base, standing.target.due, compound_growth(standing)
    if observed is None or base is None or due is None or standing.bar is None or standing.bar.side is Side.BOTH:
        return None
    goal = standing.bar.nearest(base.value)
    required = _growth(base.value, goal, years_between(base.period, due))
    if not required:
        return None
    upward = standing.bar.side is Side.UP
    return (observed if upward == (base.value > 0) else -observed) / abs(required)


def compound_growth(standing: Standing) -> Decimal | None:
    """Return the compound growth a year since the base; None where values differ in sign or one is zero."""
    base, value = standing.base, standing.value
    if base is None or value is None:
        return None
    return _growth(base.value, value.value, years_between(base.period, value.period))


@lru_cache(maxsize=_GROWTHS_IN_MEMORY)
def _growth(start: Decimal, end: Decimal, years: Decimal) -> Decimal | None:
    """The compound growth a year as a share; None where no time passes, signs differ or one number is zero."""
    if years <= 0 or not start or not end or (start > 0) is not (end > 0):
        return None
    factor = power(end / start, 1 / years)
    return None if factor is None else factor - 1


def _judge_projection(standing: Standing) -> Judgement:
    """The share of the remaining way that the trend misses, as in the symbols of the German strategy."""
    settled = _settled(standing, None)
    if settled:
        return settled
    change, left = mean_change(standing), standing.years_left
    if change is None or left is None or standing.value is None or standing.bar is None:
        return UNDEFINED
    value = standing.value.value
    way, projected = standing.bar.nearest(value) - value, value + change * left
    miss = rounded(abs(way - change * left) / abs(way))
    if change * way <= 0:
        return Judgement(Verdict.FAR_BEHIND, Text("方向相反", "wrong direction"), miss)
    if miss < Decimal("0.05") or standing.bar.met_by(projected):
        return Judgement(Verdict.ON_PACE, Text("趋势可达", "will be met"), miss)
    if miss <= Decimal("0.20"):
        return Judgement(Verdict.SLIGHTLY_BEHIND, Text("略有偏差", "misses by 5 to 20 %"), miss)
    return Judgement(Verdict.BEHIND, Text("偏差较大", "misses by over 20 %"), miss)


def mean_change(standing: Standing) -> Decimal | None:
    """Return the mean of the last three to five yearly changes; None where fewer follow year upon year."""
    run = [*standing.history[-1:]]
    for earlier in reversed(standing.history[:-1]):
        if years_between(earlier.period, run[0].period) != 1 or len(run) > _MOST_CHANGES:
            break
        run.insert(0, earlier)
    changes = len(run) - 1
    return (run[-1].value - run[0].value) / changes if changes >= _FEWEST_CHANGES else None


def _judge_un_share(standing: Standing) -> Judgement:
    """The share of the way from base to goal that the compound trend will have covered when the goal is due."""
    share = _un_share(standing)
    return _settled(standing, share) or (
        UNDEFINED
        if share is None
        else _climb(share, _UN_SHARE, (Verdict.FAR_BEHIND, Text("停滞或倒退", "stagnating or moving away")))
    )


def _un_share(standing: Standing) -> Decimal | None:
    """The share of the way at ŷ = y · (1 + CAGR)^(T − t); None where the base already meets the goal."""
    growth, due = compound_growth(standing), standing.target.due
    base, value, reach = standing.base, standing.value, standing.bar
    if growth is None or due is None or base is None or value is None or reach is None:
        return None
    if reach.side is Side.BOTH:
        return None
    factor = power(1 + growth, max(years_between(value.period, due), Decimal(0)))
    return None if factor is None else reach.share(base.value, value.value * factor)


METHODS: Mapping[str, Method] = MappingProxyType(
    {
        method.id: method
        for method in (
            Method(
                "pace",
                Text("序时进度", "pace"),
                Text("滞后（百分点）", "lag in percentage points"),
                Text(
                    "滞后＝(序时进度－完成进度)×100；完成进度＝(现值－基期值)÷(目标值－基期值)",
                    "lag = (share expected − share covered) × 100",
                ),
                _judge_pace,
            ),
            Method(
                "completion",
                Text("目标完成率", "completion"),
                Text("完成率", "completion"),
                Text("完成率＝现值÷目标值（越低越好的指标取倒数）", "value over goal, inverted where lower is better"),
                _judge_completion,
                frozenset({Reason.NO_BASE, Reason.ONLY_BASE, Reason.NO_DUE, Reason.UNDEFINED}),
            ),
            Method(
                "growth-ratio",
                Text("增速比", "growth ratio"),
                Text("增速比", "growth ratio"),
                Text("增速比＝实际年均增速÷所需年均增速（欧盟、Open SDG）", "observed over required compound growth"),
                _judge_growth_ratio,
            ),
            Method(
                "projection",
                Text("趋势推算", "projection"),
                Text("缺口份额", "share missed"),
                Text(
                    "缺口份额＝|目标值－推算值|÷|目标值－现值|，推算值＝现值＋近3至5年年均变化×剩余年数",
                    "share missed = |goal − projected| ÷ |goal − value|; the mean yearly change goes on",
                ),
                _judge_projection,
                frozenset({Reason.NO_BASE}),
            ),
            Method(
                "un-share",
                Text("到期份额", "UN share"),
                Text("到期份额", "share by the due year"),
                Text("到期份额＝(按年均增速推到期的值－基期值)÷(目标值－基期值)", "share of the way covered when due"),
                _judge_un_share,
            ),
        )
    }
)
