"""A table as CSV that spreadsheets open right: byte order mark, the words as shown, no cell that acts as a formula."""

from __future__ import annotations

import csv as standard
import io
import re
from collections.abc import Iterable, Sequence

from dashboard.exhibits.exhibit import words
from dashboard.export.captioned import Captioned

MARK = "\ufeff"
_ACTS = re.compile(r"[=+\-@\t\r]")
_PLAIN_NUMBER = re.compile(r"[+-]?[\d,.]+%?")


def csv(one: Captioned) -> bytes:
    """Return the table of an exhibit as shown, UTF-8; empty but for its title where it has none."""
    table = one.table
    return lines([table.columns, *(tuple(map(words, row)) for row in table.rows)] if table else [(one.title,)])


def lines(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV."""
    out = io.StringIO()
    out.write(MARK)
    standard.writer(out).writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: an apostrophe goes before what would act as one."""
    return f"'{text}" if _ACTS.match(text) and not _PLAIN_NUMBER.fullmatch(text) else text
