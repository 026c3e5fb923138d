"""Rows as JSON and as CSV, each number digit for digit as it is stored: no float comes in between."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

_BYTE_ORDER_MARK = "\ufeff"  # without it, Excel reads Chinese as the letters of another encoding
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def json_text(value: object) -> str:
    """Return a value as JSON: mappings, sequences, text, numbers, truth and None; Chinese as it is written.

    Raises TypeError for anything else, floats among them.
    """
    if isinstance(value, Decimal):
        return f"{value:f}"
    if value is None or isinstance(value, str | bool | int):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json_text(str(name))}: {json_text(part)}" for name, part in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(json_text, value)) + "]"
    raise TypeError(f"{type(value).__name__} cannot be written as JSON here")


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Return rows under a head as CSV that Excel opens right: byte order mark, CRLF, no cell that acts as a formula.

    Numbers stay numbers; lists are joined by ";"; truth is true or false; None is blank.
    """
    out = io.StringIO()
    out.write(_BYTE_ORDER_MARK)
    csv.writer(out).writerow(columns)
    return out.getvalue() + csv_lines(columns, rows)


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Return rows as lines of such a CSV, without mark and head."""
    out = io.StringIO()
    csv.writer(out).writerows([_cell(row[name]) for name in columns] for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = ";".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text
