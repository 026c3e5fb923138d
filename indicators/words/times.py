"""Periods as each language writes them; the child that reads files loads no more of this room than this."""

from __future__ import annotations

from indicators.model import Text
from indicators.periods import Grain, Period

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_QUARTERS = ("first", "second", "third", "fourth")


def both(value: Period) -> Text:
    """Return a period in both languages: 2025年1—9月 is January–September 2025."""
    return Text(in_chinese(value), in_english(value))


def in_chinese(value: Period) -> str:
    """Return the period in Chinese: 2024年, 2023年上半年, 2017年1—9月, 2016—2020年."""
    forms = {
        Grain.YEAR: f"{value.year}年",
        Grain.HALF: f"{value.year}年{'上' if value.first % 12 == 0 else '下'}半年",
        Grain.QUARTER: f"{value.year}年{'一二三四'[value.first % 12 // 3]}季度",
        Grain.MONTH: f"{value.year}年{value.last % 12 + 1}月",
        Grain.MONTHS: f"{value.year}年{value.first % 12 + 1}—{value.last % 12 + 1}月",
        Grain.YEARS: f"{value.first_year}—{value.year}年",
        Grain.FINANCIAL: f"{value}财年",
    }
    return forms[value.grain]


def in_english(value: Period) -> str:
    """Return a period: the first half of 2023, January–September 2017, 2016–2020."""
    first, last = _MONTHS[value.first % 12], _MONTHS[value.last % 12]
    forms = {
        Grain.YEAR: f"{value.year}",
        Grain.HALF: f"the {'first' if value.first % 12 == 0 else 'second'} half of {value.year}",
        Grain.QUARTER: f"the {_QUARTERS[value.first % 12 // 3]} quarter of {value.year}",
        Grain.MONTH: f"{last} {value.year}",
        Grain.MONTHS: f"{first}–{last} {value.year}",
        Grain.YEARS: f"{value.first_year}–{value.year}",
        Grain.FINANCIAL: str(value),
    }
    return forms[value.grain]
