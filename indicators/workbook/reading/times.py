"""The period that a cell says, as it is written in the tables."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from indicators.periods import Period
from indicators.workbook.reading.grid import CellType, RawCell
from indicators.workbook.reading.numbers import plain

_FIRST, _LAST = 1949, 2100
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?P<year>\d{4})"


@dataclass(frozen=True, slots=True)
class TimeRead:
    """The period as text of the tables, empty where the cell says none; whether the form had to be guessed."""

    period: str = ""
    guessed: bool = False


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (_YEAR + r"(?:年|年度|年末|年底|年全年|全年)?", lambda m: m["year"]),
        (_YEAR + r"年?(?:\()?(?P<half>上|下)半年(?:\))?", lambda m: f"{m['year']}H{1 if m['half'] == '上' else 2}"),
        (_YEAR + r"年?[Hh](?P<half>[12])", lambda m: f"{m['year']}H{m['half']}"),
        (_YEAR + r"年?第?(?P<quarter>[一二三四1-4])季度?", lambda m: f"{m['year']}Q{_QUARTERS[m['quarter']]}"),
        (_YEAR + r"年?[Qq](?P<quarter>[1-4])", lambda m: f"{m['year']}Q{m['quarter']}"),
        (
            _YEAR + r"年?(?:前|1-)(?P<quarter>[一二三四1-4])个?季度",
            lambda m: _months(m["year"], 1, _QUARTERS[m["quarter"]] * 3),
        ),
        (
            _YEAR + r"(?:年|[-/.])(?P<first>\d{1,2})月?(?:-|\.\.|至|到|~)(?P<last>\d{1,2})月?份?",
            lambda m: _months(m["year"], int(m["first"]), int(m["last"])),
        ),
        (_YEAR + r"(?:年|[-/.])(?P<month>\d{1,2})月?份?", lambda m: f"{m['year']}-{int(m['month']):02}"),
        (_YEAR + r"年?(?:-|\.\.|至|到|~)(?P<last>\d{4})年?", lambda m: f"{m['year']}..{m['last']}"),
    )
)


def read_time(cell: RawCell) -> TimeRead:
    """Return the period of a cell; without one where it says none, or one outside 1949 to 2100."""
    if cell.type is CellType.DATE:
        return _of_date(cell)
    if cell.type not in {CellType.NUMBER, CellType.TEXT}:
        return TimeRead()
    text = re.sub(r"\s+", "", plain(cell.text)).replace("—", "-").replace("–", "-").replace("－", "-")
    text = re.sub(r"-{2,}", "-", text)
    if text.endswith(".0"):
        text = text.removesuffix(".0")
    for pattern, form in _FORMS:
        match = pattern.fullmatch(text)
        if match is not None:
            return _within(form(match), cell)
    return TimeRead()


def times_in(text: str) -> list[str]:
    """Return the periods that are named in a longer text, such as a title, in their order."""
    told = re.sub(r"\s+", "", plain(text))
    named = re.findall(r"\d{4}年(?:[上下]半年|第?[一二三四]季度|\d{1,2}(?:[-—–]\d{1,2})?月)?", told)
    return [one.period for name in named if (one := read_time(RawCell(CellType.TEXT, name))).period]


def _within(text: str, cell: RawCell) -> TimeRead:
    try:
        period = Period.parse(text)
    except ValueError:
        return TimeRead()
    if not _FIRST <= period.first_year <= period.year <= _LAST:
        return TimeRead()
    return TimeRead(str(period), guessed=str(period) != cell.text)


def _of_date(cell: RawCell) -> TimeRead:
    """A date stands for its year where the sheet shows the year only or it is the year's edge; else for its month."""
    day = dt.date.fromisoformat(cell.text[:10])
    shown = cell.format.lower().replace("\\", "").replace('"', "")
    if "d" not in shown and "m" not in shown and "y" in shown:
        return _within(f"{day.year}", cell)
    if "d" not in shown and "m" in shown:
        return _within(f"{day.year}-{day.month:02}", cell)
    if (day.month, day.day) in {(1, 1), (12, 31)}:
        return _within(f"{day.year}", cell)
    return TimeRead()


def _months(year: str, first: int, last: int) -> str:
    return f"{year}-{first:02}..{last:02}" if first < last else f"{year}-{first:02}" if first == last else ""
