"""Periods: how they are written, ordered and measured."""

from decimal import Decimal

import pytest

from indicators.periods import Grain, Period, years_between
from tests.builders import period


@pytest.mark.parametrize(
    ("text", "grain", "months"),
    [
        ("2025", Grain.YEAR, 12),
        ("2025H1", Grain.HALF, 6),
        ("2025H2", Grain.HALF, 6),
        ("2025Q3", Grain.QUARTER, 3),
        ("2025-06", Grain.MONTH, 1),
        ("2025-01..09", Grain.MONTHS, 9),
        ("2025-02..04", Grain.MONTHS, 3),
        ("2021..2025", Grain.YEARS, 60),
        ("2015/16", Grain.FINANCIAL, 12),
        ("1999/00", Grain.FINANCIAL, 12),
    ],
)
def test_every_form_is_read_and_written_alike(text, grain, months):
    read = Period.parse(text)
    assert (str(read), read.grain, read.last - read.first + 1) == (text, grain, months)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [("2025-01..12", "2025"), ("2025-01..06", "2025H1"), ("2025-07..09", "2025Q3"), ("2025..2025", "2025"),
     ("2025-03..03", "2025-03"), (" 2025 ", "2025")],
)  # fmt: skip
def test_one_period_written_in_two_ways_is_one_period(text, canonical):
    assert Period.parse(text) == Period.parse(canonical)
    assert str(Period.parse(text)) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "",
        "25",
        "2025H3",
        "2025Q5",
        "2025-00",
        "2025-13",
        "2025-09..01",
        "2025..2021",
        "2025-01..13",
        "2025年",
        "2015/17",
    ],
)
def test_what_is_no_period_is_refused_with_the_forms_that_are(text):
    with pytest.raises(ValueError, match=r"write 2025, 2025H1"):
        Period.parse(text)


@pytest.mark.parametrize(("last", "first"), [(5, 6), (-1, -12), (2021 * 12 + 2, 2020 * 12 + 5)])
def test_months_that_are_no_period_cannot_be_made_into_one(last, first):
    with pytest.raises(ValueError, match="are no period"):
        Period(last=last, first=first)


def test_periods_are_ordered_by_their_end():
    texts = ["2024", "2025-01", "2025Q1", "2025H1", "2025-01..09", "2021..2025", "2025", "2025-12"]
    assert [str(one) for one in sorted(map(period, reversed(texts)))] == texts


def test_a_part_of_the_year_that_ends_with_it_is_over_by_its_end():
    assert period("2025Q4").ends_by(period(2025))
    assert period(2025).ends_by(period("2021..2025"))
    assert not period(2025).ends_by(period("2025-01..11"))


@pytest.mark.parametrize(
    ("text", "eve"),
    [("2025", "2024"), ("2021..2025", "2020"), ("2025H1", "2024H2"), ("2025Q2", "2025Q1"), ("2025-01", "2024-12"),
     ("2025-03..09", "2025-02")],
)  # fmt: skip
def test_the_eve_ends_where_the_period_begins(text, eve):
    assert str(period(text).eve()) == eve
    assert period(text).eve().last + 1 == period(text).first


def test_the_same_months_a_year_before():
    assert str(period("2025-01..09").previous()) == "2024-01..09"
    assert period("2025-01..09").same_months(period("2020-01..09"))
    assert not period("2025-01..09").same_months(period("2025-01..08"))
    assert not period("2025Q1").same_months(period("2025Q2"))


def test_a_plan_touches_its_years_and_contains_their_parts():
    plan = period("2021..2025")
    assert [one.year for one in plan.years()] == [2021, 2022, 2023, 2024, 2025]
    assert plan.contains(period("2023Q2"))
    assert not plan.contains(period(2020))
    assert (plan.first_year, plan.year) == (2021, 2025)


def test_distance_and_end_are_told_in_years():
    assert years_between(period(2020), period(2025)) == 5
    assert years_between(period(2025), period("2024H1")) == Decimal("-1.5")
    assert period(2025).end == 2025
    assert period("2025H1").end == Decimal("2024.5")
