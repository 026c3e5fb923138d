"""What was corrected: published figures of an indicator that later releases altered or took back."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from dashboard.exhibits.evidence import Sources
from dashboard.exhibits.exhibit import Exhibit, Link, Table
from indicators.dataset import Correction, Dataset
from indicators.language import Count
from indicators.model import Indicator, Text
from indicators.words import phrases, wording

_TITLE = Text("更正记录", "Corrections")
_SCOPE = Text("发布后修改或取消过的数", "Figures that were altered or taken back after publication")
_COLUMNS = Text("版次|日期|区域|时期|原数|更正为|理由", "Release|Date|Region|Period|Was|Is|Why")
_LATER = Text(
    "此后已更正：{name}（{period}）原为{old}，更正为{new}（{release}）。",
    "Corrected since: {name} ({period}) was {old}, is {new} ({release}).",
)
_MORE = Text(
    "此后另有 {count} 处更正，见版次对照。", "{count} more {count:correction|corrections}: compare the releases."
)
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Since:
    """What was corrected from an older release up to a later one; for the older one, one later release says it all."""

    release: int
    corrections: tuple[Correction, ...] = field(default=(), compare=False)


def corrections(dataset: Dataset, indicator: str) -> Exhibit | None:
    """Return the corrections of an indicator, latest first; None where there was none."""
    described = dataset.indicator(indicator)
    rows = tuple(
        (
            Link(str(one.release.name), f"/releases?to={one.release.number}"),
            str(one.release.date),
            str(dataset.regions[one.key.region].label) if one.key.region in dataset.regions else one.key.region,
            wording.period(one.period),
            _value(one.old, described),
            _value(one.new, described),
            one.reason,
        )
        for one in dataset.corrections
        if one.key.indicator == indicator
    )
    if not rows:
        return None
    return Exhibit("corrections", str(_TITLE), str(_SCOPE), Table(tuple(str(_COLUMNS).split("|")), rows))


def later(dataset: Dataset, since: Since, exhibit: Exhibit) -> tuple[str, ...]:
    """Return a sentence for each figure behind an exhibit of an older release that was corrected since, latest first.

    Only the first few are named.
    """
    if not isinstance(exhibit.sources, Sources):
        return ()
    found = [
        str(_LATER).format(
            name=str(phrases.subject(dataset, one.key)),
            period=wording.period(one.period),
            old=_value(one.old, dataset.indicator(one.key.indicator)),
            new=_value(one.new, dataset.indicator(one.key.indicator)),
            release=str(one.release.name),
        )
        for one in since.corrections
        if one.key.indicator in dataset.indicators
        and one.key.region in dataset.regions
        and exhibit.sources.rest_on(one.key, one.period)
    ]
    more = [str(_MORE).format(count=Count(len(found) - _NAMED))] if len(found) > _NAMED else []
    return (*found[:_NAMED], *more)


def _value(value: Decimal | None, indicator: Indicator) -> str:
    return wording.ABSENT if value is None else wording.amount(value, indicator)
