"""The pieces that a text is taken apart into, and what they are beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from indicators.workbook.lexicon import words
from indicators.workbook.lexicon.months import Months
from indicators.workbook.reading import times

_MONEY = re.compile("[十百千万亿]*[美欧日]?元|[十百千]*[万亿]")
_ALPHANUMERIC = re.compile(r"[a-z0-9]")


class Sense(StrEnum):
    """What a piece of a text is."""

    INDICATOR = "indicator"
    REGION = "region"
    INDUSTRY = "industry"
    PERIOD = "period"
    PART = "part"  # months whose year stands elsewhere
    DAY = "day"
    MEASURE = "measure"
    STATUS = "status"
    PRICES = "prices"
    UNIT = "unit"
    AXIS = "axis"
    TOTAL = "total"
    SCOPE = "scope"
    FILLER = "filler"
    SEPARATOR = "separator"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: what it is, the id or word that it stands for, its letters, and whether it is in brackets."""

    sense: Sense
    value: str
    text: str
    in_brackets: bool = False
    months: Months | None = None


def joined_pieces(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces, with letters that nothing explains joined to words."""
    waiting = ""
    for one in pieces:
        if one.sense is Sense.REST and not one.in_brackets:
            waiting += one.text
            continue
        waiting = waiting.strip()
        if waiting:
            is_unit = _MONEY.fullmatch(waiting) and one.sense is not Sense.INDICATOR
            yield Piece(Sense.UNIT if is_unit else Sense.REST, waiting, waiting)
            waiting = ""
        yield one
    waiting = waiting.strip()
    if waiting:
        yield Piece(Sense.UNIT if _MONEY.fullmatch(waiting) else Sense.REST, waiting, waiting)


def qualified(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, with words that make a part of the name beside them (重点高新技术企业) unexplained."""
    for at, piece in enumerate(pieces):
        before = pieces[at - 1].sense if at else None
        after = pieces[at + 1].sense if at + 1 < len(pieces) else None
        is_each = at > 0 and pieces[at - 1].text in words.EACH  # 各园区规上工业总产值
        is_part = (piece.text in words.QUALIFIERS and after is Sense.INDICATOR and not is_each) or (
            piece.text in words.PLACES_OF and before is Sense.REGION
        )
        is_part = is_part or (piece.text in words.COUNTED and before is Sense.INDICATOR)
        yield replace(piece, sense=Sense.REST, value="") if is_part else piece


def starts_word(text: str, at: int) -> bool:
    """Return whether a word of Latin letters begins at a place."""
    return text[at].isascii() and text[at].isalpha() and not (at and _ALPHANUMERIC.match(text[at - 1]))


def is_whole(text: str, start: int, end: int) -> bool:
    """Return whether a word of Latin letters does not stand in a longer one; a year may stand behind (GDP2025年)."""
    before, after = text[start - 1 : start], text[end : end + 1]
    span = times.time_at(text, end) if after.isdigit() else None
    if span is not None and span.period:
        after = ""
    starts = _ALPHANUMERIC.match(text[start]) and _ALPHANUMERIC.match(before)
    ends = _ALPHANUMERIC.match(text[end - 1]) and _ALPHANUMERIC.match(after)
    return not (starts or ends)


def piece_of_time(text: str, span: times.TimeSpan) -> Piece:
    """Return the piece of a period, of months or of a day."""
    if span.is_day:
        return Piece(Sense.DAY, "", text)
    if span.months is not None:
        return Piece(Sense.PART, "", text, months=span.months)
    return Piece(Sense.PERIOD, span.period, text)
