"""A city's folder of tables, read into a Dataset and written back; the only place that knows the files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from indicators.dataset import Dataset, read_only
from indicators.model import Text
from indicators.problems import DataError, Place, Problem, nearest, ordered, problem
from indicators.table import MetricTable
from indicators.tables.cells import Cells, read_cell
from indicators.tables.columns import (
    CITY,
    CONFLICTING,
    CONFLICTS,
    OBSERVATIONS,
    PLANS,
    SETTINGS,
    TABLES,
    THEMES,
)
from indicators.tables.description import Column, Table, Type
from indicators.tables.folder import write_folder
from indicators.tables.records import RECORDS, read_city

__all__ = ["load", "read_folder", "write_folder"]


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a file, read. `sound` says whether a value can be made of it."""

    place: Place
    cells: Cells
    sound: bool


@dataclass(slots=True)
class _Folder:
    """What was read so far: rows by table, and every problem met."""

    rows: dict[str, list[_Row]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def ids(self, table: str) -> dict[str, int]:
        """The ids of a table with the line of each, sound or not, so that one mistake is told once."""
        return {row.cells["id"]: row.place.row for row in self.rows.get(table, ()) if row.cells["id"]}


def load(path: Path | str) -> Dataset:
    """Return the dataset of a city's folder. Raises DataError with every problem where it cannot be used."""
    dataset, problems = read_folder(path)
    if dataset is None or any(one.is_error for one in problems):
        raise DataError(problems)
    return dataset


def read_folder(path: Path | str) -> tuple[Dataset | None, tuple[Problem, ...]]:
    """Return what a city's folder holds, with everything in its files that a person has to repair.

    Rows with an error are left out of the dataset; there is none where city.toml cannot be read.
    """
    root, folder = Path(path), _Folder()
    _read_settings(root, folder)
    for table in TABLES:
        folder.rows[table.name] = [row for file in _files(root, table, folder) for row in _rows(file, table, folder)]
    _check_ids(folder)
    for table in (*SETTINGS, *TABLES):
        folder.rows[table.name] = [_referring(row, table, folder) for row in folder.rows[table.name]]
    _check_themes(folder)
    _check_conflicts(folder)
    return _dataset(folder), ordered(folder.problems)


def _files(root: Path, table: Table, folder: _Folder) -> list[tuple[Path, str]]:
    """The files of a table with their names in the folder: one, or those of the themes in their order."""
    if table is not OBSERVATIONS:
        return [(root / table.path, table.path)]
    themes = list(folder.ids("themes"))
    found = sorted(
        root.glob(table.path),
        key=lambda file: (themes.index(file.stem) if file.stem in themes else len(themes), file.stem),
    )
    return [(file, file.relative_to(root).as_posix()) for file in found]


def _rows(file: tuple[Path, str], table: Table, folder: _Folder) -> Iterator[_Row]:
    """The rows of one CSV file; whatever is wrong with it goes to the folder's problems."""
    path, name = file
    lines = _lines(path, Place(name), len(table.columns), folder)
    if not lines:
        return
    head = [cell for cell in lines[0] if cell is not None]
    folder.problems += _head_problems(head, table, Place(name, 1))
    if set(table.names) - set(head):
        return
    for number, line in enumerate(lines[1:], start=2):
        place = Place(name, number)
        filled = [cell for cell in line if cell is not None]
        if len(filled) != len(head):
            folder.problems.append(
                problem("row-length", place, ",".join(filled)[:40], cells=len(filled), expected=len(head))
            )
        elif any("\n" in cell for cell in filled):
            folder.problems.append(problem("line-break", place, next(cell for cell in filled if "\n" in cell)[:40]))
        else:
            yield _row(dict(zip(head, filled, strict=True)), table.columns, place, folder)


def _lines(path: Path, place: Place, width: int, folder: _Folder) -> list[list[str | None]]:
    """The cells of every line, the head among them; a line that is too short is filled with None."""
    room = width + 2
    try:
        frame = pd.read_csv(
            path,
            header=None,
            names=list(range(room)),
            index_col=False,
            dtype=str,
            keep_default_na=False,
            na_filter=False,
            skip_blank_lines=False,
            engine="python",
            encoding="utf-8-sig",
            on_bad_lines=lambda cells: cells[:room],
        )
    except FileNotFoundError:
        folder.problems.append(problem("no-file", place))
        return []
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError, OSError) as error:
        folder.problems.append(problem("not-readable", place, why=str(error)))
        return []
    return [[cell if isinstance(cell, str) else None for cell in line] for line in frame.to_numpy().tolist()]


def _head_problems(head: list[str], table: Table, place: Place) -> Iterator[Problem]:
    expected = ",".join(table.names)
    for name in table.names:
        if name not in head:
            yield problem("no-column", place.at(name), column=name, expected=expected)
    for name in head:
        if name not in table.names:
            yield problem("unknown-column", place.at(name), name, expected=expected)
    if set(head) == set(table.names) and head != list(table.names):
        yield problem("column-order", place, ",".join(head), expected=expected)


def _row(texts: Mapping[str, str], columns: Iterable[Column], place: Place, folder: _Folder) -> _Row:
    cells: Cells = {}
    found: list[Problem] = []
    for column in columns:
        cells[column.name], problems = read_cell(column, texts.get(column.name, ""), place.at(column.name))
        found += problems
    folder.problems += found
    return _Row(place, cells, not any(one.is_error for one in found))


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
        folder.rows[table.name] = [_setting(entry, table, folder, f"{table.name}.") for entry in entries]
    folder.rows[CITY.name] = [_setting(_flat(settings), CITY, folder)] if settings else []


def _setting(values: Mapping[str, Any], table: Table, folder: _Folder, prefix: str = "") -> _Row:
    """One row of settings; its place names the setting, for a TOML file has no columns."""
    place = Place(CITY.path)
    for name in set(values) - set(table.names):
        folder.problems.append(problem("unknown-column", place.at(prefix + name), name, expected=",".join(table.names)))
    texts = {name: _as_cell(value) for name, value in values.items()}
    return _row(texts, table.columns, place, folder)


def _flat(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings with those of a section named `section.setting`."""
    flat: dict[str, Any] = {}
    for name, value in settings.items():
        flat |= {f"{name}.{key}": inner for key, inner in value.items()} if isinstance(value, dict) else {name: value}
    return flat


def _as_cell(value: object) -> str:
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)


def _check_ids(folder: _Folder) -> None:
    """An id names one row only; figures share one space of ids over all their files."""
    for rows in folder.rows.values():
        seen: dict[str, Place] = {}
        for row in rows:
            name = row.cells["id"]
            if name in seen:
                first = f"{seen[name].file}:{seen[name].row}"
                folder.problems.append(problem("duplicate-id", row.place.at("id"), name, other=first))
            elif name:
                seen[name] = row.place


def _referring(row: _Row, table: Table, folder: _Folder) -> _Row:
    """The row, sound only if every name in it stands in the table that it refers to."""
    sound = row.sound
    for column in table.columns:
        if not column.refers_to:
            continue
        known = folder.ids(column.refers_to)
        value = row.cells[column.name]
        for name in value if column.type is Type.LIST else [value] if value else []:
            if name not in known:
                file = next(one.path for one in (*SETTINGS, *TABLES) if one.name == column.refers_to)
                words = {"table": file, "nearest": nearest(name, known)}
                folder.problems.append(problem("unknown-name", row.place.at(column.name), name, **words))
                sound = False
    return _Row(row.place, row.cells, sound)


def _check_themes(folder: _Folder) -> None:
    """A figure stands in the file of the theme of its indicator."""
    themes = {row.cells["id"]: row.cells["theme"] for row in folder.rows["indicators"]}
    for row in folder.rows["observations"]:
        theme = themes.get(row.cells["indicator"])
        if theme and Path(row.place.file).stem != theme:
            folder.problems.append(
                problem("wrong-theme", row.place.at("indicator"), row.cells["indicator"], theme=theme)
            )


def _check_conflicts(folder: _Folder) -> None:
    """What contradicts each other stands in the tables: figures, goals, or statements that were left out."""
    known = {name for table in CONFLICTING for name in folder.ids(table.name)}
    files = "、".join(table.path for table in CONFLICTING)
    for row in folder.rows[CONFLICTS.name]:
        for name in row.cells["rows"]:
            if name not in known:
                words = {"table": files, "nearest": nearest(name, known)}
                folder.problems.append(problem("unknown-name", row.place.at("rows"), name, **words))


def _dataset(folder: _Folder) -> Dataset | None:
    """The values of all sound rows; None where the settings are not."""
    if not any(row.sound for row in folder.rows[CITY.name]):
        return None
    themes = {row.cells["id"]: Text(row.cells["name"], row.cells["name_en"]) for row in _sound(folder, "themes")}
    plans = {plan.id: plan for plan in _values(folder, "plans")}
    named: dict[str, Any] = {
        name: read_only({one.id: one for one in _values(folder, name)})
        for name in ("sources", "indicators", "regions", "industries")
    }
    return Dataset(
        city=read_city(folder.rows[CITY.name][0].cells, read_only(themes), read_only(plans)),
        table=MetricTable(_values(folder, "observations")),
        targets=tuple(_values(folder, "targets")),
        left_out=tuple(_values(folder, "left-out")),
        conflicts=tuple(_values(folder, "conflicts")),
        **named,
    )


def _sound(folder: _Folder, table: str) -> Iterator[_Row]:
    return (row for row in folder.rows[table] if row.sound)


def _values(folder: _Folder, table: str) -> list[Any]:
    return [RECORDS[table].read(row.cells) for row in _sound(folder, table)]
