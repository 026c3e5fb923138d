"""What can be said of a goal: the verdicts, their words, and what a figure allows to be said of them.

A verdict is firm if it holds wherever the figure may lie. Where it spans only degrees of being behind, the mildest is
the verdict; where it spans more, the verdict is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from indicators.goals.standing import Reason
from indicators.model import Text


class Verdict(StrEnum):
    """What an assessment says of a goal, from best to worst, then those that give no light."""

    ACHIEVED = "achieved"
    ON_PACE = "on_pace"
    SLIGHTLY_BEHIND = "slightly_behind"
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"
    LOST = "lost"
    MISSED = "missed"
    OPEN = "open"
    NOT_BEGUN = "not_begun"
    STALE = "stale"
    BASELINE_ONLY = "baseline_only"
    NO_DATA = "no_data"

    @property
    def is_settled(self) -> bool:
        """Return whether the verdict is a firm light; the others are counted by themselves."""
        return self not in _WITHOUT_LIGHT


_WITHOUT_LIGHT = frozenset({Verdict.OPEN, Verdict.NOT_BEGUN, Verdict.STALE, Verdict.BASELINE_ONLY, Verdict.NO_DATA})
NEED_ATTENTION = tuple(Verdict)[tuple(Verdict).index(Verdict.ON_PACE) + 1 : tuple(Verdict).index(Verdict.OPEN)]
"""The verdicts of goals that are neither reached nor on pace, the mildest first."""
_DEGREES = (Verdict.SLIGHTLY_BEHIND, Verdict.BEHIND, Verdict.FAR_BEHIND)
WORDS: Mapping[Verdict, Text] = MappingProxyType(
    {
        Verdict.ACHIEVED: Text("完成", "achieved"),
        Verdict.ON_PACE: Text("按序时", "on pace"),
        Verdict.SLIGHTLY_BEHIND: Text("略慢", "slightly behind"),
        Verdict.BEHIND: Text("滞后", "behind"),
        Verdict.FAR_BEHIND: Text("严重滞后", "far behind"),
        Verdict.LOST: Text("失守", "lost"),
        Verdict.MISSED: Text("未完成", "missed"),
        Verdict.OPEN: Text("待核", "open"),
        Verdict.NOT_BEGUN: Text("未到期", "not begun"),
        Verdict.STALE: Text("数据陈旧", "stale"),
        Verdict.BASELINE_ONLY: Text("仅有基期", "baseline only"),
        Verdict.NO_DATA: Text("数据不足", "no data"),
    }
)
_BY_REASON: Mapping[Reason, Verdict] = MappingProxyType(
    {
        Reason.NOT_SET: Verdict.NOT_BEGUN,
        Reason.NOT_BEGUN: Verdict.NOT_BEGUN,
        Reason.STALE: Verdict.STALE,
        Reason.NO_EVIDENCE: Verdict.BASELINE_ONLY,
        Reason.ONLY_BASE: Verdict.BASELINE_ONLY,
    }
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, the method's own word for it, and the number that it was decided by (None where there is none)."""

    verdict: Verdict
    word: Text
    score: Decimal | None = None


UNDEFINED = Judgement(Verdict.NO_DATA, Text("不适用", "not available"))


def plain(verdict: Verdict, score: Decimal | None = None) -> Judgement:
    """Return a verdict in its own word."""
    return Judgement(verdict, WORDS[verdict], score)


def without_light(reason: Reason) -> Judgement:
    """Return the judgement of a goal that lacks something for a light."""
    return plain(_BY_REASON.get(reason, Verdict.NO_DATA))


def firm(printed: Judgement, possible: Iterable[Judgement]) -> Judgement:
    """Return what holds wherever the figure may lie; the number is that of the figure as printed."""
    judgements = {one.verdict: one for one in possible}
    if len(judgements) == 1 or printed.verdict is Verdict.NO_DATA:
        return printed
    if set(judgements) <= set(_DEGREES):
        mildest = min(judgements, key=_DEGREES.index)
        return Judgement(mildest, judgements[mildest].word, printed.score)
    return plain(Verdict.OPEN, printed.score)
