"""What a thing is called in a sheet: its name, where the name leads back to it alone, else its id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from indicators.language import Language, language
from indicators.tables.description import Column, Type
from indicators.tables.rows import Row, Rows
from indicators.tables.sheets import said
from indicators.workbook.writing.put import Value, number

Names = Mapping[str, Mapping[str, str]]
"""table -> id -> the text that stands for it in a sheet."""

_NAMED = {
    "themes": "name",
    "plans": "name",
    "regions": "name",
    "indicators": "name",
    "industries": "name",
    "sources": "title",
}
_OTHER_WORDS = ("id", "name", "title", "name_en", "short_name", "park_name")
_SEPARATOR = ";"
_SEPARATORS = frozenset(";；")
_YEAR_LENGTH = 4


def names_of(rows: Rows) -> Names:
    """Return what every thing of every vocabulary is called; no two things of one table are called the same."""
    is_english = language() is Language.ENGLISH
    columns = {table: f"{name}_en" if is_english and name == "name" else name for table, name in _NAMED.items()}
    return {table: _names(rows[table], column) for table, column in columns.items()}


def _names(rows: Mapping[str, Row], column: str) -> Mapping[str, str]:
    meant = Counter(word for row in rows.values() for word in _words(row))
    return {name: row[column] if _leads_back(row[column], meant) else name for name, row in rows.items()}


def _words(row: Row) -> set[str]:
    """Return everything that a thing is called."""
    aliases = row.get("aliases", "").split(_SEPARATOR)
    return {word.strip() for word in (*(row.get(column, "") for column in _OTHER_WORDS), *aliases)} - {""}


def _leads_back(name: str, meant: Counter[str]) -> bool:
    return bool(name) and name == name.strip() and meant[name] == 1 and not _SEPARATORS & set(name)


def cell_value(column: Column, text: str, names: Names) -> Value:
    """Return what a cell shows for the text of a row: names for ids, words for codes, numbers as numbers."""
    if not text:
        return None
    called = names.get(column.refers_to, {})
    match column.type:
        case Type.ID if column.refers_to:
            return called.get(text, text)
        case Type.LIST if column.refers_to:
            return _SEPARATOR.join(called.get(one, one) for one in text.split(_SEPARATOR))
        case Type.CHOICE | Type.YES_NO:
            return str(said(column.name, text))
        case Type.PERIOD:
            return int(text) if len(text) == _YEAR_LENGTH else text
        case Type.INTEGER | Type.NUMBER:
            return number(text)
        case _:
            return text
