"""Parts of a year in English: January–September, the first three quarters, H1, year to date September."""

from __future__ import annotations

import re
from collections.abc import Callable

Months = tuple[int, int]
_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_M = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_COUNTED = {word: at for at, word in enumerate(_NUMBERS, start=1)}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_C = rf"(?:{'|'.join(_NUMBERS)}|\d{{1,2}})"
_O = f"(?:{'|'.join(_ORDINALS)})"
_TO = r"(?: ?- ?| to | through | until )"
_UNTIL = (
    r"(?:(?:as of|as at|up to|until|through|to|by|year to date|year-to-date|ytd|cumulative to)[:, ]*(?:the )?"
    r"(?:end(?: of|-)? ?)?|(?:the )?end(?:-| of )(?:the )?)"
)


def month_of(name: str) -> int:
    """Return the number of a month by its name or by the beginning of it."""
    return _NAMES.index(name[:3].lower()) + 1


def _counted(text: str) -> int:
    return _COUNTED.get(text.lower()) or int(text)


def _quarter(number: int) -> Months:
    return number * 3 - 2, number * 3


ENGLISH: tuple[tuple[str, Callable[[re.Match[str]], Months]], ...] = (
    (rf"(?P<ea>{_M}){_TO}(?:end-?)?(?P<eb>{_M})", lambda m: (month_of(m["ea"]), month_of(m["eb"]))),
    (rf"{_UNTIL}(?P<until>{_M})", lambda m: (1, month_of(m["until"]))),
    (rf"(?:the )?first (?P<nq>{_C}) quarters?", lambda m: (1, _counted(m["nq"]) * 3)),
    (rf"(?:the )?(?:first )?(?P<nm>{_C}) months", lambda m: (1, _counted(m["nm"]))),
    (r"(?:the )?(?P<eh>first|second) half(?: of the year)?|(?P<nh>[12])h\b", lambda m: _half(m["eh"] or m["nh"])),
    (r"q1-q?(?P<qq>[2-4])", lambda m: (1, int(m["qq"]) * 3)),
    (rf"(?:the )?(?P<oq>{_O}) quarter", lambda m: _quarter(_ORDINALS[m["oq"].lower()])),
    (r"quarter (?P<cq>[1-4])|(?P<dq>[1-4])q\b", lambda m: _quarter(int(m["cq"] or m["dq"]))),
    (rf"(?P<em>{_M})(?! ?\d{{1,2}}(?!\d))", lambda m: (month_of(m["em"]),) * 2),
)
"""The wordings, and the months that a match of each stands for."""

DAY = (
    rf"(?:{_M} ?\d{{1,2}}(?:st|nd|rd|th)?,? ?(?P<y1>\d{{4}})|\d{{1,2}}(?:st|nd|rd|th)? ?{_M},? ?(?P<y2>\d{{4}}))(?!\d)"
)
"""A day: 30 September 2025, September 30, 2025."""
TO_DAY = (
    rf"(?:as of|as at|up to|until|through) (?:(?P<m1>{_M}) ?(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)? ?(?P<m2>{_M})),? ?(?P<ty>\d{{4}})(?!\d)"
)
"""What ends on a day: as of 30 September 2025."""
FINANCIAL = r"(?:fy|fiscal year|financial year) ?(?P<fy>\d{4})[-/](?:20)?(?P<fz>\d{2})(?!\d)"


def _half(text: str) -> Months:
    return (1, 6) if text.lower() in {"first", "1"} else (7, 12)
