"""Decimal arithmetic that neither trips over a last digit nor raises for an odd figure."""

from decimal import Decimal, DecimalException

NUMBERS_AGREE_WITHIN = Decimal("1e-9")
_TOO_LARGE_TO_ROUND = 18  # 1e18 with nine decimals fills the 28 digits of the default context


def rounded(value: Decimal) -> Decimal:
    """Return the value rounded to 1e-9, so that what lies on a threshold compares as on it.

    A value of 1e18 or more has no digits left to round and comes back as it is.
    """
    return value if value.adjusted() >= _TOO_LARGE_TO_ROUND else value.quantize(NUMBERS_AGREE_WITHIN)


def slack(number: Decimal) -> Decimal:
    """Return by how much another number may differ and still agree: 1e-9 of the number, so in any unit alike."""
    return abs(number) * NUMBERS_AGREE_WITHIN


def power(base: Decimal, exponent: Decimal) -> Decimal | None:
    """Return the power; None where it is no real number or beyond reckoning."""
    try:
        result = base**exponent
    except DecimalException:
        return None
    return result if result.is_finite() else None
