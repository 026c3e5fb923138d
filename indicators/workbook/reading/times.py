"""The periods that people write: one grammar for cells, heads, titles and the names of sheets."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from indicators.periods import Grain, Period
from indicators.workbook.lexicon.months import DAY, ENGLISH, FINANCIAL, TO_DAY, Months, month_of
from indicators.workbook.reading.grid import CellType, RawCell
from indicators.workbook.reading.numbers import plain

_FIRST, _LAST = 1949, 2100
_LEAP, _MONTHS = 2024, 12
_DASHES = re.compile(r"[\u2010-\u2015\uff0d~\uff5e]|\.\.|至|到(?![期位])")
_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_NUMERALS |= {"十一": 11, "十二": 12}
_N = r"(?:\d{1,2}|十[一二]|[一二三四五六七八九十])"
_Q = r"[一二两三四1-4]"


def _number(text: str) -> int:
    return _NUMERALS.get(text) or int(text)


def _quarter(text: str) -> Months:
    return _number(text) * 3 - 2, _number(text) * 3


_PARTS: tuple[tuple[str, Callable[[re.Match[str]], Months]], ...] = (
    (r"全年", lambda _: (1, 12)),
    (r"(?P<half>上|下|前)半年度?", lambda m: (7, 12) if m["half"] == "下" else (1, 6)),
    (r"[Hh](?P<half>[12])(?!\d)", lambda m: (1, 6) if m["half"] == "1" else (7, 12)),
    (rf"(?:前|头|1-|一-|1季度-|一季度-|第一-|第一季度-)第?(?P<n>{_Q})个?季度?", lambda m: (1, _number(m["n"]) * 3)),
    (rf"第?(?P<n>{_Q})季度?", lambda m: _quarter(m["n"])),
    (r"[Qq](?P<n>[1-4])(?!\d)", lambda m: _quarter(m["n"])),
    (rf"(?:前|头)(?P<n>{_N})个?月份?", lambda m: (1, _number(m["n"]))),
    (rf"(?P<a>{_N})月?份?-(?P<b>{_N})月份?(?:累计)?", lambda m: (_number(m["a"]), _number(m["b"]))),
    (rf"(?:截至|截止|截止到|截-|-)(?P<n>{_N})月份?(?:底|末)?", lambda m: (1, _number(m["n"]))),
    (rf"(?P<n>{_N})月份?(?!\d|底|末|上旬|中旬|下旬|初)", lambda m: (_number(m["n"]), _number(m["n"]))),
)
_YEAR = r"(?<!\d)(?P<year>\d{4})"
_OF_YEAR = tuple(
    (re.compile(rf"{_YEAR}(?:年度?)?[ ,]*\(?(?:{pattern})\)?", re.IGNORECASE), months)
    for pattern, months in (*_PARTS, *ENGLISH)
)
_WITH_LETTERS = tuple((re.compile(pattern), months) for pattern, months in _PARTS)
_ENGLISH = tuple((re.compile(pattern, re.IGNORECASE), months) for pattern, months in (*ENGLISH, *_PARTS))
_YEAR_BEHIND = re.compile(r"(?: of)?[ ,(]*(?P<year>\d{4})(?!\d|[-/.]\d)")
_DAY_ABROAD, _TO_DAY_ABROAD, _FINANCIAL = (re.compile(one, re.IGNORECASE) for one in (DAY, TO_DAY, FINANCIAL))
_UNTIL = re.compile(
    rf"(?:截至|截止|截止到|截-){_YEAR}年(?:(?P<n>{_N})月份?|第?(?P<quarter>{_Q})季度?|(?P<half>上半年))(?:底|末)"
)
_TO_DAY = rf"(?P<n>{_N})(?:月|[-/.])(?P<day>\d{{1,2}})(?:日|号)?(?!\d)"
_UNTIL_DAY = re.compile(rf"(?:截至|截止|截止到|截-)(?:{_YEAR}(?:年|[-/.]))?{_TO_DAY}")
_FROM_NEW_YEAR = re.compile(rf"{_YEAR}年1月1日-(?:(?P=year)年)?{_TO_DAY}")
_YEAR_IN_WORDS = re.compile("[一二][\u3007\u25cb零Oo0一二三四五六七八九]{3}(?=年)")
_DIGITS = str.maketrans("\u3007\u25cb零Oo一二三四五六七八九", "00000123456789")
_SPAN = re.compile(rf"{_YEAR}年?-(?P<last>\d{{4}})年?(?!\d)")
_SHORT_SPAN = re.compile(rf"{_YEAR}(?P<mark>[-/])(?P<last>\d{{2}})(?:财年|年度)?(?!\d|月|-|/|\.)")
_NUMERIC = re.compile(rf"{_YEAR}(?:年|[-/.])(?P<a>\d{{1,2}})月?(?:-(?P<b>\d{{1,2}}))?月?份?(?!\d|日|底|末|-|/|\.\d)")
_DAY = re.compile(rf"{_YEAR}(?:年\d{{1,2}}月\d{{1,2}}(?:日|号)?|(?P<sep>[-/.])\d{{1,2}}(?P=sep)\d{{1,2}})(?![\d月])")
_PLAIN = re.compile(rf"{_YEAR}(?:年度|年末|年底|年全年|全年|年)?(?!\d)")
_BETWEEN_WORDS = re.compile(
    r"(?<=[A-Za-z%])\s+(?=[A-Za-z\d])|(?<=\d)\s+(?=[A-Za-z])|(?<=[A-Za-z]\d)\s+(?=\d)|(?<=\d)\s+(?=(?:19|20)\d\d(?!\d))"
    r"|(?<=(?<!\d)(?:19|20)\d\d)\s+(?=\d)|(?<=[.,:;)])\s+(?=[A-Za-z]{2})"
)
"""The blanks that part words and numbers of a text in Latin letters."""
_BEGINS_A_WORD = frozenset("abcdefijmnostuyABCDEFIJMNOSTUYhHqQ0123456789")
_BEGINS = frozenset("0123456789全上下前头第截hHqQ-一二两三四五六七八九十")
_BROKEN = re.compile(
    rf"截|[上中下]旬|半年|季|旬|{_N}月|[第]?\d+周|[Qq]\d|[Hh]\d"
    r"|(?<![a-z])(?:quarter|half|month|week|fiscal|financial year|fy\b|year to date|as of|as at"
    r"|mid\b|early|late\b|end(?:ed|ing)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TimeRead:
    """The period as text of the tables, empty where the cell says none; whether the form had to be guessed."""

    period: str = ""
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A period in a longer text: where it ends, what it is, or the months where its year is said elsewhere.

    Without either it is a day, or looks like a part of a year that nobody understands.
    """

    end: int
    period: str = ""
    months: Months | None = None
    is_day: bool = False


def read_time(cell: RawCell) -> TimeRead:
    """Return the period of a cell; without one where it says none, or one outside 1949 to 2100."""
    if cell.type is CellType.DATE:
        return _of_date(cell)
    if cell.type is CellType.NUMBER:
        return _of_number(cell)
    if cell.type is not CellType.TEXT:
        return TimeRead()
    return _of_text(cell.text)


@lru_cache(maxsize=4096)
def _of_text(text: str) -> TimeRead:
    canonical = "" if "/" in text else _checked(text.strip())
    if canonical:
        return TimeRead(canonical, guessed=canonical != text)
    words = written(text).removesuffix(".0")
    found = time_at(words, 0) if words else None
    if found is None or found.end != len(words) or not found.period:
        return TimeRead()
    return TimeRead(found.period, guessed=found.period != text)


def of_year(year: int, months: Months) -> str:
    """Return the period of some months of a year; empty where there are no such months."""
    first, last = months
    return _checked(f"{year:04}-{first:02}..{last:02}" if first != last else f"{year:04}-{first:02}")


def since_january(period: str) -> str:
    """Return the months since January that end as a month or quarter does; other periods as they are."""
    stated = Period.parse(period)
    if stated.grain not in {Grain.MONTH, Grain.QUARTER}:
        return period
    return of_year(stated.year, (1, stated.last % 12 + 1))


def written(text: str) -> str:
    """Return a text as the grammar reads it: plain letters, no spaces, one kind of dash, 二〇二五年 in digits."""
    words = _DASHES.sub("-", _YEAR_IN_WORDS.sub(lambda year: year[0].translate(_DIGITS), plain(text)))
    return re.sub(r"-{2,}", "-", re.sub(r"\s+", "", _BETWEEN_WORDS.sub("\0", words)).replace("\0", " "))


def until_day(text: str) -> str:
    """Return the months up to a day within one (截至2025年9月15日), empty where a text names no such day."""
    match = _UNTIL_DAY.search(written(text))
    if match is None or not match["year"] or _until_day(match):
        return ""
    return of_year(int(match["year"]), (1, _number(match["n"])))


def looks_broken(text: str) -> bool:
    """Return whether words that nothing explains may be a part of a year."""
    return _BROKEN.search(text) is not None


def time_at(text: str, at: int) -> TimeSpan | None:
    """Return the longest period that begins at a place of a text (as `written` gives it), or None."""
    abroad = _abroad(text, at)
    if abroad is not None:
        return abroad
    if at >= len(text) or text[at] not in _BEGINS:
        return None
    to_day = _UNTIL_DAY.match(text, at) or _FROM_NEW_YEAR.match(text, at)
    if to_day:
        return _until_day(to_day)
    until = _UNTIL.match(text, at)
    if until:
        quarters = _number(until["quarter"]) * 3 if until["quarter"] else 0
        last = _number(until["n"]) if until["n"] else quarters or 6
        return _span(until.end(), of_year(int(until["year"]), (1, last)))
    if text[at : at + 4].isdigit():
        return _from_year(text, at)
    return _from_part(text, at)


def _abroad(text: str, at: int) -> TimeSpan | None:
    """The period that begins at a word of English, with the year behind it: Jan-Sep 2025, first half of 2025."""
    if at >= len(text) or text[at] not in _BEGINS_A_WORD or (at and text[at - 1].isascii() and text[at - 1].isalnum()):
        return None
    to_day, day, financial = (one.match(text, at) for one in (_TO_DAY_ABROAD, _DAY_ABROAD, _FINANCIAL))
    if to_day:
        return _until_day_abroad(to_day)
    if day:
        return TimeSpan(day.end(), is_day=True)
    if financial:
        return _span(financial.end(), _checked(f"{financial['fy']}/{financial['fz']}"))
    for pattern, months in _ENGLISH:
        match = pattern.match(text, at)
        year = _YEAR_BEHIND.match(text, match.end()) if match else None
        if match and year and _checked(year["year"]):
            return _span(year.end(), of_year(int(year["year"]), months(match)))
    if text[at].isdigit() and text[at + 1 : at + 2].isdigit():
        return None
    for pattern, months in _ENGLISH[: len(ENGLISH)]:
        match = pattern.match(text, at)
        if match and match[0].lower() != "may":
            return TimeSpan(match.end(), months=months(match))
    return None


def _until_day_abroad(match: re.Match[str]) -> TimeSpan | None:
    """The months since January up to a day that is the last of its month."""
    year, month, day = int(match["ty"]), month_of(match["m1"] or match["m2"]), int(match["d1"] or match["d2"])
    is_last = day == calendar.monthrange(year, month)[1]
    return _span(match.end(), of_year(year, (1, month))) if is_last else None


def _until_day(match: re.Match[str]) -> TimeSpan | None:
    """The months since January where the day is the last of its month; no period of ours ends on another day."""
    months = 1, _number(match["n"])
    year = int(match["year"] or _LEAP)
    if not 1 <= months[1] <= _MONTHS or int(match["day"]) != calendar.monthrange(year, months[1])[1]:
        return None
    return _span(match.end(), of_year(year, months)) if match["year"] else TimeSpan(match.end(), months=months)


def _from_year(text: str, at: int) -> TimeSpan | None:
    day = _DAY.match(text, at)
    if day:
        return TimeSpan(day.end(), is_day=True)
    short = _SHORT_SPAN.match(text, at)
    if short and int(short["last"]) == (int(short["year"]) + 1) % 100:
        is_month = int(short["last"]) <= 12  # noqa: PLR2004 - months of a year
        if is_month and short["mark"] == "/":
            return None
        if not is_month:
            return _span(short.end(), _checked(f"{short['year']}/{short['last']}"))
    span = _SPAN.match(text, at)
    if span:
        return _span(span.end(), _checked(f"{span['year']}..{span['last']}"))
    for pattern, months in _OF_YEAR:
        match = pattern.match(text, at)
        if match:
            return _span(match.end(), of_year(int(match["year"]), months(match)))
    numeric = _NUMERIC.match(text, at)
    if numeric:
        first = int(numeric["a"])
        return _span(numeric.end(), of_year(int(numeric["year"]), (first, int(numeric["b"] or first))))
    year = _PLAIN.match(text, at)
    return _span(year.end(), _checked(year["year"])) if year else None


def _from_part(text: str, at: int) -> TimeSpan | None:
    if at and (text[at - 1].isdigit() or (text[at - 1].isascii() and text[at - 1].isalpha())):
        return None
    for pattern, months in _WITH_LETTERS:
        match = pattern.match(text, at)
        if match:
            return TimeSpan(match.end(), months=months(match))
    return None


def _span(end: int, period: str) -> TimeSpan | None:
    return TimeSpan(end, period) if period else None


def _checked(text: str) -> str:
    """The period as it stands in the tables; empty where there is none such, or one nobody has figures of."""
    try:
        period = Period.parse(text)
    except ValueError:
        return ""
    return str(period) if _FIRST <= period.first_year <= period.year <= _LAST else ""


def _of_number(cell: RawCell) -> TimeRead:
    """A whole number is a year; one of two decimals is a month only where the sheet shows both of them."""
    text = cell.text.removesuffix(".0")
    if "." in text and cell.format == "0.00":
        year, _, month = text.partition(".")
        text = f"{year}-{month.ljust(2, '0')}"
    period = _checked(text)
    return TimeRead(period, guessed=period != cell.text) if period else TimeRead()


def _of_date(cell: RawCell) -> TimeRead:
    """A date stands for its year where the sheet shows the year only or it is the year's edge; else for its month."""
    day = dt.date.fromisoformat(cell.text[:10])
    pattern = cell.format.lower().replace("\\", "").replace('"', "")
    is_year = "d" not in pattern and "m" not in pattern and "y" in pattern
    is_edge = ("d" in pattern or "m" not in pattern) and (day.month, day.day) in {(1, 1), (12, 31)}
    if is_year or is_edge:
        period = _checked(f"{day.year}")
    elif "d" not in pattern and "m" in pattern:
        period = _checked(f"{day.year}-{day.month:02}")
    else:
        return TimeRead()
    return TimeRead(period, guessed=period != cell.text)
