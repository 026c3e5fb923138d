"""A text taken apart into what it names: names of the tables, periods, measures, units, and what nothing explains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from indicators.tables.columns import INDICATORS, INDUSTRIES, REGIONS
from indicators.workbook.lexicon import english, words
from indicators.workbook.lexicon.months import Months
from indicators.workbook.lexicon.prices import prices_at
from indicators.workbook.lexicon.senses import (
    Piece,
    Sense,
    is_whole,
    joined_pieces,
    piece_of_time,
    qualified,
    starts_word,
)
from indicators.workbook.lexicon.settled import status_at
from indicators.workbook.reading import times
from indicators.workbook.reading.marks import unmarked
from indicators.workbook.reading.names import Vocabulary, tidy
from indicators.workbook.reading.numbers import EQUAL_UNITS, unit_parts

NAMED: Mapping[Sense, str] = {
    Sense.REGION: REGIONS.name,
    Sense.INDICATOR: INDICATORS.name,
    Sense.INDUSTRY: INDUSTRIES.name,
}
_SEPARATORS = frozenset("、,;:|/\\·—-_“”\"'《》<>&+*%.。!?=~…#")
_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[、.](?!\d)|\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)(?=.)|\d{1,2}\))"
)
_OF_WHICH = re.compile(r"^(?:其中|#|-|—|·)+[:,、]?")
_UNIT_LINE = re.compile(r"(?:计量|数据|数值|金额|货币|计价)?单位(?:[:：;]|均?为|(?=[十百千万亿]+元))")
_LOOKS_LIKE_A_UNIT = re.compile("[元%‰]|[万亿]$")
_CURRENCY = re.compile("人民币|rmb|cny")
_UNIT_SEPARATORS = re.compile(r"[、,;/和及]|\s")
_OFFICE_LINE = re.compile(rf"^(?:{'|'.join(words.OFFICES)})[:：(]?")
_FILING_LINE = re.compile(rf"(?:{'|'.join(words.FILING)})[:：]?")
_FILING_LETTERS = frozenset(word[0] for word in words.FILING)
_PARTS = re.compile(r"[,;、]")
_BESIDE = frozenset({Sense.UNIT, Sense.PERIOD, Sense.PART, Sense.DAY, Sense.STATUS, Sense.MEASURE, Sense.PRICES})
_LONGEST = 400


@dataclass(frozen=True)
class Lexicon:
    """Everything that a text may name: the names of the tables, and the words of heads and titles."""

    vocabulary: Vocabulary

    @cached_property
    def _known(self) -> Mapping[str, tuple[Sense, str]]:
        known: dict[str, tuple[Sense, str]] = {}
        for sense, table in NAMED.items():
            book = self.vocabulary.books[table]
            for name, owner in (*book.exact.items(), *book.aliases.items(), *self._of_several_words(table)):
                if len(name) > 1 and owner != "all":
                    known.setdefault(name, (sense, owner))
        for name in (*words.TOTALS, *english.TOTALS):
            known[compact(name)] = (Sense.TOTAL, name)
        measures = {**words.MEASURES, **english.MEASURES}
        for sense, listed in ((Sense.MEASURE, measures), (Sense.AXIS, {**words.AXES, **english.AXES})):
            for name, value in listed.items():
                known.setdefault(compact(name), (sense, value))
        for name in (*words.FILLERS, *words.DEFINITIONS, *english.FILLERS, *english.LINKS, *self.vocabulary.themes):
            known.setdefault(compact(name), (Sense.FILLER, name))
        return known

    def _of_several_words(self, table: str) -> Iterator[tuple[str, str]]:
        """The names of a table with blanks between their words, which books leave out."""
        for _, names, more in self.vocabulary.facts["names"][table]:
            for name in filter(None, (*names, *more)):
                found = self.vocabulary.find(table, name).id
                if " " in compact(name) and found:
                    yield compact(name), found

    @cached_property
    def _english_units(self) -> Mapping[str, tuple[str, ...]]:
        """The units of the tables by what they are called in English; words that name an axis are none."""
        found: dict[str, tuple[str, ...]] = {}
        for indicator, name in sorted(self.vocabulary.facts["english units"].items()):
            plain, symbol = compact(name).replace(",", ""), self.vocabulary.units[indicator]
            if plain not in english.AXES and symbol not in found.get(plain, ()):
                found[plain] = (*found.get(plain, ()), symbol)
        return found

    @cached_property
    def _lengths(self) -> Mapping[str, tuple[int, ...]]:
        lengths: dict[str, set[int]] = {}
        for name in self._known:
            lengths.setdefault(name[0], set()).add(len(name))
        return {letter: tuple(sorted(found, reverse=True)) for letter, found in lengths.items()}

    @cached_property
    def _bases(self) -> frozenset[str]:
        listed = (
            *self.vocabulary.units.values(),
            *_COMMON_UNITS,
            *(unit for same in EQUAL_UNITS for unit in same),
            *map(tidy, self.vocabulary.facts["english units"].values()),
        )
        return frozenset(unit_parts(unit)[1] for unit in listed)

    @cached_property
    def labels(self) -> dict[str, Any]:
        """Return what was found of texts before, for those who take them apart."""
        return {}

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """Return a text taken apart."""
        plain = compact(text[:_LONGEST])
        units = self.units_in(plain)
        if units:
            return (Piece(Sense.UNIT, "、".join(units), plain),)
        return tuple(joined_pieces(qualified(list(self._pieces(plain)))))

    @staticmethod
    def is_part(text: str) -> bool:
        """Return whether a label says that it is a part of the one before it."""
        plain = compact(text)
        numbering = _NUMBERING.match(plain)
        bare = plain[numbering.end() if numbering else 0 :]
        return bare.startswith(words.PART_OF) or english.PART_OF.match(bare) is not None

    def is_unit(self, text: str) -> bool:
        """Return whether a word is a unit of measure."""
        return bool(text) and (unit_parts(text)[1] in self._bases or text in {"亿", "万"})

    def units_in(self, text: str) -> tuple[str, ...]:
        """Return the units that a list of them names, as 亿元、%; none where anything in it is no unit."""
        abroad = self._units_abroad(text)
        if abroad:
            return abroad
        text = _CURRENCY.sub("", text)
        listed = [part for part in _UNIT_SEPARATORS.split(text.strip(":：")) if part]
        if self.is_unit(text):
            return (text,)
        return tuple(listed) if listed and all(map(self.is_unit, listed)) else ()

    def stated_units(self, text: str) -> tuple[str, ...]:
        """Return the units that a cell of units names, as the tables write them where it says them in English."""
        return self._units_abroad(compact(text)) or tuple(filter(None, [text.strip()]))

    def _units_abroad(self, text: str) -> tuple[str, ...]:
        return english.units_in(text, self._english_units, self.is_unit) if re.search("[a-z]", text) else ()

    def _pieces(self, text: str) -> Iterator[Piece]:
        office = _OFFICE_LINE.match(text) or english.OFFICE_LINE.match(text)
        if office:
            yield Piece(Sense.FILLER, "", text)
            return
        numbering = _NUMBERING.match(text)
        at = numbering.end() if numbering else 0
        of_which = _OF_WHICH.match(text[at:]) or english.PART_OF.match(text[at:])
        at += of_which.end() if of_which and at + of_which.end() < len(text) else 0
        while at < len(text):
            if text[at] == "(" and not status_at(text, at):
                inside, at = self._bracket(text, at)
                yield from inside
            else:
                piece, at = self._at(text, at)
                if piece.text not in english.LINKS:
                    yield piece

    def _at(self, text: str, at: int) -> tuple[Piece, int]:
        letter = text[at]
        filing = _FILING_LINE.match(text, at) if letter in _FILING_LETTERS else None
        filing = filing or (english.FILING_LINE.match(text, at) if starts_word(text, at) else None)
        if filing:
            day = times.time_at(text, filing.end())
            if day:
                return Piece(Sense.DAY, "", text[at : day.end]), day.end
        unit = _UNIT_LINE.match(text, at) if letter in "计数金单货" else None
        if unit:
            return self._unit_line(text, at, unit.end())
        in_words = english.UNIT_LINE.match(text, at) if starts_word(text, at) else None
        if in_words:
            end = next((place for place in range(in_words.end(), len(text)) if text[place] in ")];"), len(text))
            units = self._units_abroad(text[in_words.end() : end])
            if units:
                return Piece(Sense.UNIT, "、".join(units), text[at:end]), end
        name = self._name(text, at)
        status = status_at(text, at)
        if status is not None and (name is None or status.end >= at + len(name.text)):
            return Piece(Sense.STATUS, status.status, text[at : status.end]), status.end
        prices = prices_at(text, at)
        if prices is not None and (name is None or prices.end >= at + len(name.text)):
            return Piece(Sense.PRICES, prices.prices, text[at : prices.end]), prices.end
        time = times.time_at(text, at)
        if time is not None and (name is None or time.end >= at + len(name.text)):
            return piece_of_time(text[at : time.end], time), time.end
        if name is not None:
            return name, at + len(name.text)
        return self._letter(text, at), at + 1

    @staticmethod
    def _letter(text: str, at: int) -> Piece:
        if text[at] == "%" and at and text[at + 1 : at + 2] in {"", ")"}:  # 完成%
            return Piece(Sense.UNIT, "%", "%")
        is_separator = text[at] in _SEPARATORS or text[at] in ")[]【】"
        return Piece(Sense.SEPARATOR if is_separator else Sense.REST, "", text[at])

    def _unit_line(self, text: str, at: int, start: int) -> tuple[Piece, int]:
        end = start
        while end < len(text) and text[end] not in ")]】。":
            end += 1
        found, _, more = text[start:end].strip("(").partition("(")
        end = start + len(found) if more and self.units_in(found) else end
        units = self.units_in(found) or self._run_together(found)
        if units or _LOOKS_LIKE_A_UNIT.search(found):  # a unit that nobody understands fits nothing
            return Piece(Sense.UNIT, "、".join(units) or found, text[at:end]), end
        return Piece(Sense.FILLER, "", text[at:end]), end

    def _run_together(self, text: str) -> tuple[str, ...]:
        """The units that follow each other with nothing between them, as 万元% where a blank stood; else none."""
        for end in range(len(text) - 1, 0, -1):
            more = self.units_in(text[end:]) or self._run_together(text[end:])
            if more and self.is_unit(text[:end]):
                return (text[:end], *more)
        return ()

    def _name(self, text: str, at: int) -> Piece | None:
        for length in self._lengths.get(text[at], ()):
            word = text[at : at + length]
            known = self._known.get(word)
            if known is not None and len(word) == length and is_whole(text, at, at + length):
                return Piece(known[0], known[1], word)
        return None

    def _bracket(self, text: str, at: int) -> tuple[tuple[Piece, ...], int]:
        end, depth = at + 1, 1
        while end < len(text) and depth:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        inside = text[at + 1 : end - 1] if depth == 0 else text[at + 1 : end]
        return self._inside(inside, text[at:end]), end

    def _inside(self, inside: str, whole: str) -> tuple[Piece, ...]:
        """What a bracket says: a unit, a scope, how something was counted, a measure, a period, or the name again.

        It may say several of them one after the other, as （2025年1-9月，亿元，快报数）.
        """

        def said(sense: Sense, value: str, months: Months | None = None) -> Piece:
            return Piece(sense, value, whole, in_brackets=True, months=months)

        units = self.units_in(_UNIT_LINE.sub("", inside))
        if units:
            return (said(Sense.UNIT, "、".join(units)),)
        if inside.startswith(words.SCOPES) and prices_at(inside, 0) is None:
            others = [part for part in _PARTS.split(inside) if not self.units_in(part)]
            stated = [unit for part in _PARTS.split(inside) for unit in self.units_in(part)]
            scope = said(Sense.SCOPE, "、".join(others) if stated else inside)
            return (scope, said(Sense.UNIT, "、".join(stated))) if stated else (scope,)
        parts = [piece for part in _PARTS.split(inside) for piece in self._part(part)]
        found = dict.fromkeys((one.sense, one.value, one.months) for one in parts)
        if not found:
            return (said(Sense.FILLER, ""),)
        senses = {sense for sense, _, _ in found}
        if senses <= _BESIDE or (len(found) == 1 and Sense.REST not in senses):
            return tuple(said(*one) for one in found)
        settled = (Piece(sense, value, "", in_brackets=True) for sense, value, _ in found if sense is Sense.STATUS)
        return (said(Sense.REST, inside), *settled)

    def _part(self, text: str) -> Iterator[Piece]:
        """What one of the parts of a bracket says, without what says nothing."""
        units = self.units_in(_UNIT_LINE.sub("", text))
        if units:
            yield Piece(Sense.UNIT, "、".join(units), text)
            return
        yield from (one for one in self._pieces(text) if one.sense not in {Sense.FILLER, Sense.SEPARATOR})


@lru_cache(maxsize=8192)
def compact(text: str) -> str:
    """Return a text as it is taken apart: without marks of notes, spaces and capitals."""
    return times.written(unmarked(text)[0]).casefold()


_COMMON_UNITS = (
    "元",
    "美元",
    "人",
    "户",
    "件",
    "项",
    "亩",
    "吨",
    "平方米",
    "公顷",
    "%",
    "‰",
    "位",
    "名",
    "天",
    "度",
    "千瓦时",
    "件/万人",
    "辆",
    "台",
)
