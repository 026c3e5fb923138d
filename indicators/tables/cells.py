"""The text of one cell, read as what its column says it is, and written back as the same text.

FORMS is the whole list of types: how each is read, how it is written, and what is wrong with a text that is none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from indicators.periods import Period
from indicators.problems import Place, Problem, problem
from indicators.tables.description import Column, Type

_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
_INTEGER = re.compile(r"-?(0|[1-9]\d*)")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_URL = re.compile(r"https?://[^\s\"'<>\\^`{|}]{3,1000}")
_MARKUP = re.compile(r"<[a-zA-Z/!?]")
_DIRECTION = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SEPARATOR = ";"

Cells = dict[str, Any]
"""One row, read: the value of each column by its name. A blank is "" for text, () for lists, else None."""


@dataclass(frozen=True, slots=True)
class Form:
    """How one type of cell is read and written. `read` raises ValueError; `kind` is then the problem."""

    read: Callable[[str], Any]
    write: Callable[[Any], str]
    kind: str
    blank: Any = None


def read_cell(column: Column, text: str, place: Place) -> tuple[Any, tuple[Problem, ...]]:
    """Return the value of a cell and what is wrong with it; the type's blank where it cannot be read."""
    form = FORMS[column.type]
    stripped = text.strip()
    untidy = (problem("spaces", place, text),) if stripped != text else ()
    if not stripped:
        needed = (problem("required", place, about=column.about),) if column.required else ()
        return form.blank, (*untidy, *needed)
    if column.allowed and stripped not in column.allowed:
        words = "、".join(column.allowed)
        return form.blank, (*untidy, problem("not-allowed", place, text, expected=words))
    try:
        value = form.read(stripped)
    except ValueError:
        return form.blank, (*untidy, problem(form.kind, place, text))
    if (unsafe := unsafe_kind(stripped)) is not None:
        return form.blank, (*untidy, problem(unsafe, place, text))
    written = form.write(value)
    if written != stripped:
        untidy = (*untidy, problem("not-canonical", place, text, expected=written))
    return value, untidy


def unsafe_kind(text: str) -> str | None:
    """Return the kind of problem of a text that would not be read as it stands; None for a plain one.

    Markup is shown as text everywhere, and marks of direction make a text look like another: neither belongs in a cell.
    """
    if text.isprintable() and "<" not in text:
        return None
    return "markup" if _MARKUP.search(text) else "direction-marks" if _DIRECTION.search(text) else None


def write_cell(column: Column, value: Any) -> str:  # noqa: ANN401 - a cell holds whatever its type says
    """Return the text of a value; `read_cell` gives the value back."""
    return "" if value is None else FORMS[column.type].write(value)


def _matching(pattern: re.Pattern[str], make: Callable[[str], Any]) -> Callable[[str], Any]:
    def read(text: str) -> object:
        if not pattern.fullmatch(text):
            raise ValueError(text)
        return make(text)

    return read


def _read_list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(_SEPARATOR) if part.strip())


def _read_milestones(text: str) -> tuple[tuple[Period, Decimal], ...]:
    pairs = [part.partition(":") for part in text.split(_SEPARATOR)]
    number = FORMS[Type.NUMBER].read
    return tuple((Period.parse(period), number(value)) for period, _, value in pairs)


def _write_milestones(milestones: tuple[tuple[Period, Decimal], ...]) -> str:
    return _SEPARATOR.join(f"{period}:{value:f}" for period, value in milestones)


def _read_release_name(text: str) -> str:
    """A name that no two releases have: it says which of all they are, or which of which year."""
    if "{number}" not in text and not ("{year}" in text and "{ordinal}" in text):
        raise ValueError(text)
    return text


def _read_zone(text: str) -> str:
    """The name of a time zone that is known here."""
    try:
        return ZoneInfo(text).key
    except (OSError, ZoneInfoNotFoundError):
        raise ValueError(text) from None


FORMS: Mapping[Type, Form] = MappingProxyType(
    {
        Type.TEXT: Form(str, str, "required", ""),
        Type.URL: Form(_matching(_URL, str), str, "not-a-url", ""),
        Type.ID: Form(_matching(_ID, str), str, "not-an-id"),
        Type.CHOICE: Form(str, str, "not-allowed"),
        Type.INTEGER: Form(_matching(_INTEGER, int), str, "not-an-integer"),
        Type.NUMBER: Form(_matching(_NUMBER, Decimal), "{:f}".format, "not-a-number"),
        Type.PERIOD: Form(Period.parse, str, "not-a-period"),
        Type.DATE: Form(dt.date.fromisoformat, dt.date.isoformat, "not-a-date"),
        Type.YES_NO: Form("yes".__eq__, lambda yes: "yes" if yes else "no", "not-allowed"),
        Type.LIST: Form(_read_list, _SEPARATOR.join, "required", ()),
        Type.MILESTONES: Form(_read_milestones, _write_milestones, "not-milestones", ()),
        Type.ZONE: Form(_read_zone, str, "not-a-zone", ""),
        Type.RELEASE_NAME: Form(_read_release_name, str, "not-a-release-name", ""),
    }
)
