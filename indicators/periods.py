"""Periods of the calendar: years, parts of years, several years together, and financial years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

_MONTHS = 12
_REMEMBERED = 4096  # texts of periods, of which even large tables have few
_APRIL = 3  # the month, counted from 0, in which a financial year begins
_PATTERN = re.compile(
    r"(?P<year>\d{4})"
    r"(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|\.\.(?P<last_year>\d{4})|/(?P<financial>\d{2})"
    r"|-(?P<month>\d{2})(?:\.\.(?P<last_month>\d{2}))?)?"
)


class Grain(StrEnum):
    """How long a period is. Series join figures of one grain only."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    MONTHS = "months"
    YEARS = "years"
    FINANCIAL = "financial"

    @property
    def is_yearly(self) -> bool:
        """Return whether figures of it make a yearly series: of calendar years or of financial ones."""
        return self in {Grain.YEAR, Grain.FINANCIAL}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A run of whole months within a year, of whole years, or a financial year from April to March.

    `last` and `first` count months from year 0.

    Ordered by its end; of two with one end the longer comes first. Whether a period is over by another is
    asked with `ends_by`: December 2025 is over by the end of 2025, though it stands behind 2025 in order.
    """

    last: int
    first: int

    def __post_init__(self) -> None:
        """Raise ValueError where the months are no period: none, or several years of which one is broken."""
        broken = self.first % _MONTHS != 0 or self.last % _MONTHS != _MONTHS - 1
        if (
            self.first > self.last
            or self.first < 0
            or (self.first_year != self.year and broken and not _is_financial(self.first, self.last))
        ):
            raise ValueError(f"months {self.first} to {self.last} are no period")

    @classmethod
    def of_year(cls, year: int) -> Period:
        """Return the calendar year."""
        return cls(last=year * _MONTHS + 11, first=year * _MONTHS)

    @classmethod
    def of_financial_year(cls, year: int) -> Period:
        """Return the financial year that ends in a calendar year."""
        return cls(last=(year - 1) * _MONTHS + _APRIL + 11, first=(year - 1) * _MONTHS + _APRIL)

    @classmethod
    @lru_cache(maxsize=_REMEMBERED)
    def parse(cls, text: str) -> Period:
        """Return the period written as 2025, 2025H1, 2025Q3, 2025-06, 2025-01..09, 2021..2025 or 2025/26.

        Raises ValueError with the allowed forms where the text is none of them.
        """
        match = _PATTERN.fullmatch(text.strip())
        bounds = _bounds(match) if match else None
        if bounds is None or not bounds[0] <= bounds[1]:
            raise ValueError(
                f"{text!r} is not a period: write 2025, 2025H1, 2025Q3, 2025-06, 2025-01..09, 2021..2025 or 2025/26"
            )
        return cls(last=bounds[1], first=bounds[0])

    @property
    def year(self) -> int:
        """Return the calendar year in which the period ends."""
        return self.last // _MONTHS

    @property
    def first_year(self) -> int:
        """Return the calendar year in which the period begins."""
        return self.first // _MONTHS

    @property
    def grain(self) -> Grain:
        """Return how long the period is."""
        return _grain(self.first, self.last)

    @property
    def end(self) -> Decimal:
        """Return the end as a point in time, in years: 2025 for the year 2025, 2024.5 for 2025H1."""
        return Decimal(self.last + 1) / _MONTHS - 1

    def previous(self) -> Period:
        """Return the period of the same length a year before."""
        return Period(last=self.last - _MONTHS, first=self.first - _MONTHS)

    def next(self) -> Period:
        """Return the period of the same length a year later."""
        return Period(last=self.last + _MONTHS, first=self.first + _MONTHS)

    def years(self) -> tuple[Period, ...]:
        """Return the calendar years that the period touches, in order."""
        return tuple(Period.of_year(year) for year in range(self.first_year, self.year + 1))

    def whole_year(self) -> Period:
        """Return the year in which the period ends: itself where it is a financial one, else of the calendar."""
        return self if self.grain is Grain.FINANCIAL else Period.of_year(self.year)

    def eve(self) -> Period:
        """Return the period that ends where this one begins: the year before, the half before, else the month."""
        whole = {Grain.YEAR: _MONTHS, Grain.YEARS: _MONTHS, Grain.FINANCIAL: _MONTHS, Grain.HALF: 6, Grain.QUARTER: 3}
        return Period(last=self.first - 1, first=self.first - whole.get(self.grain, 1))

    def ends_by(self, other: Period) -> bool:
        """Return whether the period is over when the other one is."""
        return self.last <= other.last

    def same_months(self, other: Period) -> bool:
        """Return whether both are the same months, of whichever year."""
        return self.last - self.first == other.last - other.first and (self.first - other.first) % _MONTHS == 0

    def contains(self, other: Period) -> bool:
        """Return whether the other period lies wholly inside this one."""
        return self.first <= other.first and other.last <= self.last

    def __str__(self) -> str:
        """Return the period as it is written in the tables; `parse` reads it back."""
        year, month = divmod(self.first, _MONTHS)
        last = self.last % _MONTHS
        forms = {
            Grain.YEAR: f"{year:04}",
            Grain.HALF: f"{year:04}H{month // 6 + 1}",
            Grain.QUARTER: f"{year:04}Q{month // 3 + 1}",
            Grain.MONTH: f"{year:04}-{month + 1:02}",
            Grain.MONTHS: f"{year:04}-{month + 1:02}..{last + 1:02}",
            Grain.YEARS: f"{year:04}..{self.year:04}",
            Grain.FINANCIAL: f"{year:04}/{self.year % 100:02}",
        }
        return forms[self.grain]


def years_between(start: Period, end: Period) -> Decimal:
    """Return the time from the end of one period to the end of the other, in years; negative if it lies before."""
    return Decimal(end.last - start.last) / _MONTHS


def _is_financial(first: int, last: int) -> bool:
    return first % _MONTHS == _APRIL and last - first == _MONTHS - 1


@lru_cache(maxsize=4096)
def _grain(first: int, last: int) -> Grain:
    """How long the months from the first to the last are: asked of every figure of every series."""
    months = last - first + 1
    if _is_financial(first, last):
        return Grain.FINANCIAL
    if first // _MONTHS != last // _MONTHS:
        return Grain.YEARS
    if months == 1:
        return Grain.MONTH
    aligned = (first % _MONTHS) % months == 0
    by_length = {12: Grain.YEAR, 6: Grain.HALF, 3: Grain.QUARTER}
    return by_length.get(months, Grain.MONTHS) if aligned else Grain.MONTHS


def _bounds(match: re.Match[str]) -> tuple[int, int] | None:
    """Return the first and the last month of a matched text; None where a month does not exist."""
    year = int(match["year"]) * _MONTHS
    if match["half"]:
        first = year + (int(match["half"]) - 1) * 6
        return first, first + 5
    if match["quarter"]:
        first = year + (int(match["quarter"]) - 1) * 3
        return first, first + 2
    if match["financial"]:
        follows = int(match["financial"]) == (int(match["year"]) + 1) % 100
        return (year + _APRIL, year + _APRIL + _MONTHS - 1) if follows else None
    if match["last_year"]:
        return year, int(match["last_year"]) * _MONTHS + 11
    if match["month"]:
        month, last = int(match["month"]), int(match["last_month"] or match["month"])
        exists = 1 <= month <= _MONTHS and 1 <= last <= _MONTHS
        return (year + month - 1, year + last - 1) if exists else None
    return year, year + 11
