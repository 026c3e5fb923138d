"""At which prices an amount is counted: at those of its time, or at the constant ones of a year that is no period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Prices(StrEnum):
    """The prices of an amount or of a growth."""

    CURRENT = "current"
    CONSTANT = "constant"


_YEAR = r"(?:(?:19|20)\d\d年?(?:度|的|为基期的?)?)"
_WORD = r"价格?(?![格值差位款税外目钱签指水监管调])"
_BASIS = {
    Prices.CONSTANT: (
        rf"{_YEAR}?(?:不变|可比|固定|定基){_WORD}|{_YEAR}(?:期|同期)?{_WORD}|扣除(?:价格|物价)因素(?:后|影响)?"
    ),
    Prices.CURRENT: rf"(?:当年|当期|现行|现|市场){_WORD}|名义(?=[^额]|$)",
}
_STATED = re.compile(
    "(?:按照?|以|用|依)?(?:"
    + "|".join(f"(?P<{prices.value}>{pattern})" for prices, pattern in _BASIS.items())
    + ")(?:为?(?:计算|计价|核算|口径|计))?"
)
_BEGINS = frozenset("按以用依不可固定扣当现市名12")


@dataclass(frozen=True, slots=True)
class PricesSpan:
    """Words that say at which prices something is counted: where they end, and the prices."""

    end: int
    prices: str


def may_say_prices(text: str) -> bool:
    """Return whether a text names prices at all: most do not."""
    return _STATED.search(text) is not None


def prices_at(text: str, at: int) -> PricesSpan | None:
    """Return the words for prices that begin at a place of a text (as the lexicon takes it apart), or None."""
    match = _STATED.match(text, at) if text[at] in _BEGINS else None
    return PricesSpan(match.end(), match.lastgroup) if match and match.lastgroup else None


def prices_in(text: str) -> str:
    """Return the prices that a definition names; empty where it names none, or both."""
    found = {match.lastgroup for match in _STATED.finditer(text)}
    return next(iter(found)) or "" if len(found) == 1 else ""
