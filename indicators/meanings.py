"""What the words of the columns of figures mean, and how a figure is written in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from indicators.columnar import CHARTED
from indicators.model import Absence, Confidence, Qualifier, Status
from indicators.periods import Period

if TYPE_CHECKING:  # the table reads what this module says
    from indicators.table import Observation

MEANINGS: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {
        "indicator": str,
        "region": str,
        "industry": str,
        "period": Period.parse,
        "absence": lambda word: Absence(word) if word else None,
        "qualifier": Qualifier,
        "status": Status,
        "source": str,
        "confidence": Confidence,
        "role": CHARTED.__eq__,
    }
)
"""What a word of a coded column stands for; of the columns that are not here, for itself."""
_TEXTS: Mapping[str, Callable[[Observation], str]] = MappingProxyType(
    {
        "id": lambda one: one.id,
        "indicator": lambda one: one.key.indicator,
        "region": lambda one: one.key.region,
        "industry": lambda one: one.key.industry,
        "period": lambda one: str(one.period),
        "value": lambda one: "" if one.value is None else f"{one.value:f}",
        "absence": lambda one: one.absence.value if one.absence else "",
        "qualifier": lambda one: one.qualifier.value,
        "status": lambda one: one.status.value,
        "break": lambda one: one.break_reason,
        "source": lambda one: one.citation.source,
        "page": lambda one: one.citation.page,
        "quote": lambda one: one.citation.quote,
        "confidence": lambda one: one.citation.confidence.value,
        "role": lambda one: CHARTED if one.charted else "alternate",
        "note": lambda one: one.note,
    }
)


def texts_of(observations: Sequence[Observation]) -> dict[str, list[str]]:
    """Return the columns of some observations: the texts of each, in their order."""
    return {name: [text(one) for one in observations] for name, text in _TEXTS.items()}
