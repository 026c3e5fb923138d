"""Numbers as they are printed in every language: thousands, decimals, shares, how exactly a figure is known."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from indicators.model import Indicator, Kind, Qualifier

ABSENT = "—"
HUNDRED = Decimal(100)
ZERO = Decimal(0)
_MOST_DECIMALS = 9


def digits(value: Decimal, decimals: int, *, padded: bool = False) -> str:
    """Return a number with thousands separators and at most (padded: exactly) so many decimals, halves rounded up."""
    text = f"{value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,f}"
    if not padded and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.removeprefix("-") if not Decimal(text.replace(",", "")) else text


def grouped(value: Decimal | int) -> str:
    """Return a number with all its digits and thousands separators."""
    return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"


def relative(value: Decimal) -> str:
    """Return a change as a share with its sign: +12.5%."""
    return f"{value * 100:+.1f}%"


def share(value: Decimal | None) -> str:
    """Return a share as %: 0.5714 becomes 57.1%."""
    return ABSENT if value is None else f"{digits(value * 100, 1)}%"


def number(
    value: Decimal,
    indicator: Indicator,
    beside: Decimal | None = None,
    qualifier: Qualifier = Qualifier.EXACT,
) -> str:
    """Return a value without its unit. Where rounding would hide on which side of `beside` it lies, more digits.

    A share that is a bound or about a value has no more digits than were printed: 约 6%, never 约 6.0%.
    """
    decimals = indicator.decimals
    padded = indicator.kind in {Kind.RATIO, Kind.GROWTH}
    if padded and qualifier is not Qualifier.EXACT:
        exponent = value.as_tuple().exponent
        decimals = min(decimals, max(-exponent, 0)) if isinstance(exponent, int) else decimals
    text = digits(value, decimals, padded=padded)
    while (
        beside is not None
        and value != beside
        and text == digits(beside, decimals, padded=padded)
        and decimals < _MOST_DECIMALS
    ):
        decimals += 1
        text = digits(value, decimals, padded=padded)
    return text


def shifted(text: str, shift: int) -> str:
    """Return a printed number as it stands in a unit that is so many powers of ten smaller: the same digits."""
    return exact(Decimal(text.replace(",", "")).scaleb(shift))


def exact(value: Decimal, least: int = 0) -> str:
    """Return a number with all its decimals."""
    exponent = value.normalize().as_tuple().exponent
    return digits(value, max(-exponent, 0) if isinstance(exponent, int) else least)
