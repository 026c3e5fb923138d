"""What a case of the corpus is: a file, and exactly what has to be read from it and told of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook

HEADS = ("指标", "区域", "时期", "数值")
GDP_2025 = ("gdp", "changzhou", "all", "2025")
RD_2025 = ("rd", "changzhou", "all", "2025")


@dataclass(frozen=True)
class Case:
    """One file. `problems` are the kinds of all problems with their cells, `values` everything that is taken from it.

    A value is its text behind its qualifier, or the absence, as the file says them: "12", "about 12", "missing".
    """

    id: str
    make: Callable[[], bytes]
    problems: frozenset[tuple[str, str]] = frozenset()
    values: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    name: str = "x.xlsx"
    is_hostile: bool = False


def at_cells(*pairs: tuple[str, str]) -> frozenset[tuple[str, str]]:
    """Return the kinds of problems with the places that they name."""
    return frozenset(pairs)


def saved(book: Workbook) -> bytes:
    """Return a workbook as bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet(*rows: Sequence[Any], title: str = "观测值", change: Callable[[Any], object] | None = None) -> bytes:
    """Return a workbook of one sheet; `change` may do more to the sheet."""
    book = Workbook()
    page = book.active
    page.title = title
    for row in rows:
        page.append(list(row))
    if change is not None:
        change(page)
    return saved(book)


def table(rows: Iterable[Sequence[Any]], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """Return rows as a text file."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)
