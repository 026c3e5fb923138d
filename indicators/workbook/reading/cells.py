"""The text of one cell as the tables hold it, by the column that it fills; what is wrong, and what was guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from indicators.model import Text
from indicators.problems import Place, Problem, problem
from indicators.tables.cells import FORMS, unsafe_kind
from indicators.tables.description import Column, Type
from indicators.tables.sheets import joined, said
from indicators.workbook.reading.grid import CellType, RawCell
from indicators.workbook.reading.names import Vocabulary, choice
from indicators.workbook.reading.numbers import NumberRead, is_scaled, plain, read_number
from indicators.workbook.reading.times import read_time

_SEPARATORS = re.compile(r"\s*[;；\n]\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LONGEST = 4000
_FOUND = 60


@dataclass(frozen=True, slots=True)
class CellRead:
    """The text for the table (empty for a blank or for what could not be read) and what a person should know."""

    text: str = ""
    problems: tuple[Problem, ...] = ()
    absence: str = ""
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What it takes to read a cell: the names that are known, and the units of the number in question."""

    vocabulary: Vocabulary
    unit: str = ""
    stated_unit: str = ""


def read(column: Column, cell: RawCell, place: Place, context: Context) -> CellRead:
    """Return what a cell says in a column."""
    refused = _UNREADABLE.get(cell.type)
    if refused:
        return _refused(refused, place, cell)
    if not cell.text.strip():
        return CellRead()
    return _READERS[column.type](column, cell, place, context)


def read_value(cell: RawCell, place: Place, context: Context) -> CellRead:
    """Return what a cell says as a number in the unit of its indicator, with absence and qualifier if it says them."""
    if cell.type is CellType.TEXT and not cell.text.strip():
        return CellRead()
    found: NumberRead = read_number(cell, context.unit, context.stated_unit)
    if found.kind:
        unit = context.vocabulary.unit_in_words(context.unit)
        words: dict[str, object] = {"stated": "", **found.words, "unit": unit}
        return CellRead(problems=(problem(found.kind, place, cell.text[:_FOUND], **words),))
    problems = tuple(_seen(cell, place, found))
    if found.guessed:
        unit = context.vocabulary.unit_in_words(context.unit)
        reading = Text(found.guessed, found.guessed.removesuffix(unit.zh) + unit.en)
        if found.qualifier:
            stated = said("qualifier", found.qualifier)
            reading = Text(f"{stated.zh} {reading}", f"{stated.en} {reading}")
        problems = (*problems, problem("read-as", place, cell.text[:_FOUND], read=reading))
    return CellRead(found.value, problems, found.absence, found.qualifier)


def _seen(cell: RawCell, place: Place, found: NumberRead) -> Iterator[Problem]:
    """What a reader of the sheet sees of a number, and its value does not say."""
    if found.mark:
        yield problem("mark", place, cell.text[:_FOUND], mark=found.mark)
    if cell.is_struck:
        yield problem("struck", place, cell.text[:_FOUND])
    if is_scaled(cell):
        yield problem("shown-scaled", place, cell.text[:_FOUND])


_UNREADABLE: Mapping[CellType, str] = MappingProxyType({CellType.ERROR: "cell-error", CellType.FORMULA: "cell-formula"})


def _refused(kind: str, place: Place, cell: RawCell, **words: object) -> CellRead:
    return CellRead(problems=(problem(kind, place, cell.text[:_FOUND], **words),))


def _read_as(text: str, reading: str | Text, place: Place, cell: RawCell) -> CellRead:
    return CellRead(text, (problem("read-as", place, cell.text[:_FOUND], read=reading),))


def _text(column: Column, cell: RawCell, place: Place, context: Context) -> CellRead:  # noqa: ARG001 - read alike
    if _CONTROL.search(cell.text):
        return _refused("cell-control", place, cell)
    if (unsafe := unsafe_kind(cell.text)) is not None:
        return _refused(unsafe, place, cell)
    if len(cell.text) > _LONGEST:
        return _refused("cell-too-long", place, cell, limit=_LONGEST)
    text = cell.text.strip()
    joined = re.sub(r"\s*\n\s*", " ", text)
    return CellRead(joined) if joined == text else _read_as(joined, joined[:_FOUND], place, cell)


def _url(column: Column, cell: RawCell, place: Place, context: Context) -> CellRead:  # noqa: ARG001 - read alike
    try:
        return CellRead(FORMS[Type.URL].read(cell.text.strip()))
    except ValueError:
        return _refused("not-a-url", place, cell)


def _id(column: Column, cell: RawCell, place: Place, context: Context) -> CellRead:
    if not column.refers_to:
        return _own_id(column, cell, place)
    found = context.vocabulary.find(column.refers_to, cell.text)
    if not found.id:
        near = context.vocabulary.nearest(column.refers_to, cell.text)
        return _refused("name-unknown", place, cell, what=column.about, nearest=near)
    name = context.vocabulary.titles(column.refers_to, found.id)
    return _read_as(found.id, name, place, cell) if found.is_alias else CellRead(found.id)


def _own_id(column: Column, cell: RawCell, place: Place) -> CellRead:
    text = plain(cell.text)
    try:
        return CellRead(FORMS[column.type].read(text))
    except ValueError:
        return _refused("not-an-id", place, cell)


def _choice(column: Column, cell: RawCell, place: Place, context: Context) -> CellRead:  # noqa: ARG001 - read alike
    word = choice(column.name, column.allowed, cell.text)
    if word:
        return CellRead(word)
    words = joined(said(column.name, one) for one in column.allowed or ("yes", "no"))
    return _refused("not-allowed", place, cell, expected=words)


def _integer(column: Column, cell: RawCell, place: Place, context: Context) -> CellRead:  # noqa: ARG001 - read alike
    text = plain(cell.text).removesuffix(".0")
    try:
        return CellRead(str(FORMS[Type.INTEGER].read(text)))
    except ValueError:
        return _refused("not-an-integer", place, cell)


def _number(column: Column, cell: RawCell, place: Place, context: Context) -> CellRead:  # noqa: ARG001 - read alike
    found = read_value(cell, place, context)
    if found.absence:
        return CellRead("", found.problems)
    return CellRead(found.text, found.problems, "", found.qualifier)


def _period(column: Column, cell: RawCell, place: Place, context: Context) -> CellRead:  # noqa: ARG001 - read alike
    found = read_time(cell)
    if not found.period:
        return _refused("time-unknown", place, cell)
    return _read_as(found.period, found.period, place, cell) if found.guessed else CellRead(found.period)


def _date(column: Column, cell: RawCell, place: Place, context: Context) -> CellRead:  # noqa: ARG001 - read alike
    try:
        return CellRead(str(FORMS[Type.DATE].read(cell.text[:10])))
    except ValueError:
        return _refused("not-a-date", place, cell)


def _list(column: Column, cell: RawCell, place: Place, context: Context) -> CellRead:
    parts = [part for part in _SEPARATORS.split(cell.text.strip()) if part]
    if not column.refers_to:
        return _text(column, RawCell(CellType.TEXT, ";".join(parts)), place, context)
    found = [context.vocabulary.find(column.refers_to, part) for part in parts]
    for part, one in zip(parts, found, strict=True):
        if not one.id:
            near = context.vocabulary.nearest(column.refers_to, part)
            return _refused("name-unknown", place, RawCell(cell.type, part), what=column.about, nearest=near)
    return CellRead(";".join(one.id for one in found))


def _milestones(column: Column, cell: RawCell, place: Place, context: Context) -> CellRead:  # noqa: ARG001 - read alike
    form = FORMS[Type.MILESTONES]
    try:
        return CellRead(form.write(form.read(";".join(_SEPARATORS.split(plain(cell.text))))))
    except ValueError:
        return _refused("not-milestones", place, cell)


_READERS: Mapping[Type, Callable[[Column, RawCell, Place, Context], CellRead]] = MappingProxyType(
    {
        Type.TEXT: _text,
        Type.URL: _url,
        Type.ID: _id,
        Type.CHOICE: _choice,
        Type.YES_NO: _choice,
        Type.INTEGER: _integer,
        Type.NUMBER: _number,
        Type.PERIOD: _period,
        Type.DATE: _date,
        Type.LIST: _list,
        Type.MILESTONES: _milestones,
    }
)
