"""A city's folder of tables, read into a Dataset and written back; the only place that knows the files."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from indicators.columnar import of_texts
from indicators.dataset import Dataset, read_only
from indicators.kinds.tables import ROWS_GONE
from indicators.model import Text
from indicators.problems import DataError, Place, Problem, nearest, ordered, problem
from indicators.table import MetricTable
from indicators.tables import documentation
from indicators.tables.columns import CONFLICTING, CONFLICTS, INDICATORS, OBSERVATIONS, TABLES
from indicators.tables.description import Column, Table, Type
from indicators.tables.folder import write_folder
from indicators.tables.reading import TableRead, read_csv
from indicators.tables.records import RECORDS, read_city
from indicators.tables.settings import CITY, PLANS, SETTINGS, THEMES

__all__ = ["load", "read_folder", "write_folder"]

_REFUSALS = {"no-file", "not-readable", "no-column", "row-length", "stray-quote"}


@dataclass(slots=True)
class _Folder:
    """What was read so far, by table, and every problem met."""

    tables: dict[str, TableRead] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def ids(self, table: str) -> set[str]:
        """The ids of a table, of rows that can be used or not, so that one mistake is told once."""
        return set(self.tables[table].texts["id"]) - {""} if table in self.tables else set()


def load(path: Path | str, *, with_rows_gone: bool = False) -> Dataset:
    """Return the dataset of a city's folder. Raises DataError with every problem where it cannot be used.

    Fewer rows than its descriptor says are no problem where the folder is to be described anew.
    """
    dataset, problems = read_folder(path)
    if dataset is None or any(one.is_error and not (with_rows_gone and one.kind == ROWS_GONE) for one in problems):
        raise DataError(problems)
    return dataset


def read_folder(path: Path | str) -> tuple[Dataset | None, tuple[Problem, ...]]:
    """Return what a city's folder holds, with everything in its files that a person has to repair.

    Rows with an error are left out of the dataset; there is none where city.toml cannot be read, and no other table is
    held against it then.
    """
    root, folder = Path(path), _Folder()
    _read_settings(root, folder)
    if any((one.file, one.column) == (CITY.path, "") for one in folder.problems):
        return None, ordered(folder.problems)
    for table in TABLES:
        _read_table(root, table, folder)
    for table in (*SETTINGS, *TABLES):
        _check_ids(folder.tables[table.name], folder)
        _check_references(folder.tables[table.name], folder)
    _check_themes(folder)
    _check_conflicts(folder)
    _check_rows(root, folder)
    return _dataset(folder), ordered(folder.problems)


def _read_table(root: Path, table: Table, folder: _Folder) -> None:
    rows = folder.tables[table.name] = TableRead(table)
    for path, name in _files(root, table, folder):
        folder.problems += read_csv(path, name, rows)
    folder.problems += rows.read()


def _files(root: Path, table: Table, folder: _Folder) -> list[tuple[Path, str]]:
    """The files of a table with their names in the folder: one, or those of the themes in their order."""
    if table is not OBSERVATIONS:
        return [(root / table.path, table.path)]
    themes = folder.tables[THEMES.name].texts["id"]
    found = sorted(
        root.glob(table.path),
        key=lambda file: (themes.index(file.stem) if file.stem in themes else len(themes), file.stem),
    )
    return [(file, file.relative_to(root).as_posix()) for file in found]


def _read_settings(root: Path, folder: _Folder) -> None:
    """Read city.toml: its settings as one row, its themes and plans as tables of their own."""
    place = Place(CITY.path)
    try:
        settings = tomllib.loads((root / CITY.path).read_text(encoding="utf-8"), parse_float=Decimal)
    except FileNotFoundError:
        folder.problems.append(problem("no-file", place))
        settings = {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        folder.problems.append(problem("not-readable", place, why=str(error)))
        settings = {}
    for table in (THEMES, PLANS):
        entries = settings.pop(table.name, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            why = Text(f"{table.name} 应写作 [[{table.name}]] 段", f"write {table.name} as [[{table.name}]] sections")
            folder.problems.append(problem("not-readable", place.at(table.name), str(entries)[:40], why=why))
            entries = []
        _take_settings(entries, table, folder, f"{table.name}.")
    _take_settings([_flat(settings)] if settings else [], CITY, folder)


def _take_settings(entries: Sequence[Mapping[str, Any]], table: Table, folder: _Folder, prefix: str = "") -> None:
    """Take settings as the rows of a table; their places name the setting, for a TOML file has no columns."""
    rows = folder.tables[table.name] = TableRead(table)
    for entry in entries:
        for name in set(entry) - set(table.names):
            place = Place(CITY.path).at(prefix + name)
            folder.problems.append(problem("unknown-column", place, name, expected=",".join(table.names)))
        rows.add([(CITY.path, 0)], {name: [_as_cell(value)] for name, value in entry.items()})
    folder.problems += rows.read()


def _flat(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings with those of a section named `section.setting`."""
    flat: dict[str, Any] = {}
    for name, value in settings.items():
        flat |= {f"{name}.{key}": inner for key, inner in value.items()} if isinstance(value, dict) else {name: value}
    return flat


def _as_cell(value: object) -> str:
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)


def _check_ids(rows: TableRead, folder: _Folder) -> None:
    """An id names one row only; figures share one space of ids over all their files."""
    ids = rows.texts["id"]
    if len(set(ids)) == len(ids):
        return
    seen: dict[str, int] = {}
    for row, name in enumerate(ids):
        if name in seen:
            first = "{}:{}".format(*rows.places[seen[name]])
            folder.problems.append(problem("duplicate-id", rows.place(row, "id"), name, other=first))
        elif name:
            seen[name] = row


def _check_references(rows: TableRead, folder: _Folder) -> None:
    """A row can be used only if every name in it stands in the table that it refers to."""
    for column in rows.table.columns:
        if not column.refers_to:
            continue
        known = folder.ids(column.refers_to)
        names = {text: _names(rows, column, text) for text in set(rows.texts[column.name])}
        strange = {text for text, parts in names.items() if not known.issuperset(parts)}
        file = next(one.path for one in (*SETTINGS, *TABLES) if one.name == column.refers_to)
        for row, text in rows.refuse(column.name, strange):
            for name in names[text]:
                if name not in known:
                    words = {"table": file, "nearest": nearest(name, folder.tables[column.refers_to].texts["id"])}
                    folder.problems.append(problem("unknown-name", rows.place(row, column.name), name, **words))


def _names(rows: TableRead, column: Column, text: str) -> Sequence[str]:
    """The names that a cell tells: all of a list, the one of another cell, none of a blank."""
    value = rows.meaning(column, text)
    return value if column.type is Type.LIST else [value] if value else []


def _check_themes(folder: _Folder) -> None:
    """A figure stands in the file of the theme of its indicator."""
    indicators, figures = folder.tables[INDICATORS.name].texts, folder.tables[OBSERVATIONS.name]
    themes = dict(zip(indicators["id"], indicators["theme"], strict=True))
    stems = {file: Path(file).stem for file in {file for file, _ in figures.places}}
    for row, name in enumerate(figures.texts["indicator"]):
        theme = themes.get(name)
        if theme and stems[figures.places[row][0]] != theme:
            folder.problems.append(problem("wrong-theme", figures.place(row, "indicator"), name, theme=theme))


def _check_conflicts(folder: _Folder) -> None:
    """What contradicts each other stands in the tables: figures, goals, or statements that were left out."""
    known = {name for table in CONFLICTING for name in folder.ids(table.name)}
    files = "、".join(table.path for table in CONFLICTING)
    rows = folder.tables[CONFLICTS.name]
    for row, names in enumerate(rows.values(CONFLICTS.column("rows"))):
        for name in names:
            if name not in known:
                words = {"table": files, "nearest": nearest(name, sorted(known))}
                folder.problems.append(problem("unknown-name", rows.place(row, "rows"), name, **words))


def _check_rows(root: Path, folder: _Folder) -> None:
    """No file has lost rows since the folder was described; a file with lines that were refused is told already."""
    rows = Counter(file for table in folder.tables.values() for file, _ in table.places)
    refused = {found.file for found in folder.problems if found.kind in _REFUSALS}
    for file, described in documentation.described_rows(root).items():
        if rows[file] < described and file not in refused:
            folder.problems.append(problem(ROWS_GONE, Place(file), rows=rows[file], described=described, folder=root))


def _dataset(folder: _Folder) -> Dataset | None:
    """The values of all rows that can be used; None where the settings cannot."""
    settings = next(folder.tables[CITY.name].sound_rows(), None)
    if settings is None:
        return None
    themes = {cells["id"]: Text(cells["name"], cells["name_en"]) for cells in folder.tables[THEMES.name].sound_rows()}
    plans = {plan.id: plan for plan in _values(folder, "plans")}
    named: dict[str, Any] = {
        name: read_only({one.id: one for one in _values(folder, name)})
        for name in ("sources", "indicators", "regions", "industries")
    }
    return Dataset(
        city=read_city(settings, read_only(themes), read_only(plans)),
        table=MetricTable(of_texts(folder.tables[OBSERVATIONS.name].sound_texts())),
        targets=tuple(_values(folder, "targets")),
        left_out=tuple(_values(folder, "left-out")),
        conflicts=tuple(_values(folder, "conflicts")),
        **named,
    )


def _values(folder: _Folder, table: str) -> list[Any]:
    return [RECORDS[table].read(cells) for cells in folder.tables[table].sound_rows()]
