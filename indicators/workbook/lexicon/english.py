"""The words of English heads and titles, as `words` has the Chinese ones: of several words each, parted by commas."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from indicators.workbook.lexicon.words import Measure


def _listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(word.split()) for word in text.split(","))


def _each(listed: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({word: name for name, text in listed.items() for word in _listed(text)})


_SINCE = "cumulative, cumulated, accumulated, year-to-date, year to date, ytd, since january, cumulative total"
MEASURES: Mapping[str, str] = _each(
    {
        Measure.VALUE: "value, values, actual, actuals, amount, absolute value, achieved, current period, this year, "
        "level, " + _SINCE,
        Measure.GROWTH: "year-on-year, year on year, yoy, y-o-y, y/y, yoy growth, year-on-year growth, growth, "
        "growth rate, rate of growth, annual growth, year on year growth, growth on the year before, "
        "growth over last year, "
        "year-on-year change (%), yoy change (%), change (%), change on year (%), growth (yoy), cumulative growth",
        Measure.CHAIN: "month-on-month, month on month, mom, m/m, quarter-on-quarter, quarter on quarter, qoq, q/q",
        Measure.SHARE: "share, proportion, share of total, share of the total, % of total, "
        "share of the city, share of city",
        Measure.RANK: "rank, ranking, place in the ranking, position",
        Measure.GOAL: "target, targets, goal, goals, planned, plan, annual target, annual plan, target for the year",
        Measure.RATE: "completion rate, rate of completion, progress, % of target, share of target done, completion, "
        "share of the target",
        Measure.BEFORE: "last year, previous year, prior year, year before, the year before, year earlier, "
        "a year earlier, "
        "same period last year, previous period, prior period, same period of last year, baseline, base year",
        Measure.MONTH: "month only, this month, current month, the month alone, in the month, "
        "quarter only, this quarter, "
        "current quarter, month alone",
        Measure.CHANGE: "difference, net increase, absolute change, change in amount, percentage point change, "
        "change (percentage points), change in percentage points, change (pp)",
        Measure.EITHER: "change, year-on-year change, yoy change, change on year, change on the year before, increase, "
        "change over last year, +/- on last year, +/-, change from last year, change on last year, variation",
    }
)
"""What a word says of the figures that it stands over or behind."""

CUMULATIVE = frozenset((*_listed(_SINCE), "cumulative growth"))
"""What says that figures are those since the beginning of the year."""

AXES: Mapping[str, str] = _each(
    {
        "indicator": "indicator, indicators, item, items, measure, metric, name of indicator, indicator name",
        "region": "region, regions, district, districts, area, areas, county, counties, city, cities, "
        "borough, boroughs, "
        "district or county, place, districts and counties, locality, ward, wards, name",
        "period": "period, year, month, quarter, time, time period, reporting period",
        "industry": "industry, industries, sector, sectors",
        "unit": "unit, units, unit of measure, unit of measurement, units of measure",
        "skip": "no, no., serial no, serial no., source, sources, note, notes, remark, remarks, comment, comments, "
        "code, codes, owner, responsible department, department, contact, contact person, id, s/n",
    }
)
"""What a head says that its column lists."""

TOTALS = _listed(
    "total, totals, grand total, city total, whole city, citywide, subtotal, sub-total, average, mean, all districts"
)
"""Labels of a row that stand for the whole of what a table is about."""

PARTIAL_TOTALS = _listed("subtotal, sub-total, average, mean")
"""Of these the ones that are seldom the whole."""

FILLERS = _listed(
    "by, in, and, the, at, on, to, a, an, with, main, key, major, statistics, data, table, figures, figure, results, "
    "report, "
    "monthly report, statistical, economic, development, overview, summary, selected, calendar year, full year, "
    "whole year, for the year, performance, annex, appendix, municipal, number, numbers, as, situation, "
    "progress report, "
    "number of, bulletin, annual, yearly, breakdown, comparison, all, each, current, latest, end of"
)
"""Words that titles are filled up with."""

LINKS = _listed("of, for, from")
"""Words that only tie a name to what stands behind it: GDP of Wujin, GDP of private firms."""

NARROWING = _listed(
    "private, above-scale, above designated size, per capita, per head, per person, index, state-owned, "
    "foreign-funded, "
    "small and medium, per mu, per unit, weighted, gap, sample, excluding, except, without"
)
"""Words that make a part, a mean or a difference of whatever they stand beside."""

OVER = re.compile(
    r"(?:from|since|over|on|than|against|versus|vs|with) (?:the )?(?:year )?\d{4}|average annual|per year|cagr"
)
"""What a growth says that is on another time than the year before: change from 2020."""

PART_OF = re.compile(r"^(?:of which|of them|thereof|including)\b[:,]?")
"""What says that a row or column is a part of the one before it."""

UNIT_LINE = re.compile(
    r"units?(?: of measure(?:ment)?)?:|(?:measured )?in(?= (?:rmb |cny )?(?:\d|hundred|million|billion|ten|yuan))"
)
"""What stands before the unit of a table."""

FILING_LINE = re.compile(
    r"(?:date of filing|filing date|date of report|reporting date|printed on|prepared on|compiled on|updated on|"
    r"last updated|published on|date|printed|prepared|compiled|updated|issued on|issued)\b[: ]*"
)
"""What stands before a date that is no period of the figures."""

OFFICE_LINE = re.compile(
    r"(?:reporting unit|filed by|filled in by|prepared by|compiled by|contact|reported by|issued by)\b[:]"
)
"""What stands before the name of an office or a person."""

_POWERS = (
    ("hundred million", "亿"),
    ("100 million", "亿"),
    ("100m", "亿"),
    ("ten thousand", "万"),
    ("10 thousand", "万"),
    ("10000", "万"),
    ("billion", "十亿"),
    ("bn", "十亿"),
    ("million", "百万"),
    ("mn", "百万"),
    ("thousand", "千"),
    ("1000", "千"),
)
_BASES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("yuan", "rmb", "cny", "rmb yuan", "yuan rmb"), "元"),
        **dict.fromkeys(("us dollars", "us$", "usd", "dollars", "us dollar"), "美元"),
        **dict.fromkeys(("%", "percent", "per cent", "pct"), "%"),
        **dict.fromkeys(("percentage points", "percentage point", "pp", "pps", "% points"), "百分点"),
    }
)
_MONEY_BEFORE = re.compile(r"^(?:rmb|cny) ?(?=[\dhtmb])")


def _units_of(text: str, bases: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The units as the tables write them that an English one stands for; none where it is none.

    `bases` are the units of the tables by what they are called in English.
    """
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", text.strip(" :."))
    before = _MONEY_BEFORE.match(plain)
    plain = plain[before.end() :] + " yuan" if before and not plain.endswith("yuan") else plain
    if plain in bases:
        return bases[plain]
    return tuple(_scaled(plain, bases))


def _scaled(text: str, bases: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for word, power in _POWERS:
        if text.startswith(f"{word} "):
            base = text.removeprefix(f"{word} ").removeprefix("of ")
            yield from (f"{power}{one}" for one in bases.get(base, (_BASES.get(base, ""),)) if one)
            return
    if text in _BASES:
        yield _BASES[text]


def units_in(text: str, bases: Mapping[str, tuple[str, ...]], is_unit: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the units that a text names, as 100 million yuan, %; none where anything in it is no unit."""
    start = UNIT_LINE.match(text)
    bare = re.sub(r"(?<=\d),(?=\d{3})", "", text[start.end() if start else 0 :])
    parts = [part.strip() for part in re.split(r"[,;、]| and ", bare) if part.strip()]
    found = [_units_of(part, bases) or ((part,) if is_unit(part) else ()) for part in parts]
    return tuple(unit for units in found for unit in units) if all(found) else ()
