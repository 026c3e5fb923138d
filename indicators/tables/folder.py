"""A Dataset as the files of a city's folder, in the one form that `curated` reads back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from indicators.columnar import Codes
from indicators.dataset import Dataset
from indicators.tables.cells import Cells, write_cell
from indicators.tables.columns import (
    CONFLICTS,
    INDICATORS,
    INDUSTRIES,
    LEFT_OUT,
    OBSERVATIONS,
    REGIONS,
    SOURCES,
    TARGETS,
)
from indicators.tables.description import Column, Table, Type
from indicators.tables.records import RECORDS, write_city
from indicators.tables.settings import CITY, PLANS, THEMES

_BARE = {Type.INTEGER, Type.NUMBER, Type.DATE}


def write_folder(dataset: Dataset, path: Path | str) -> None:
    """Write the files of a city's folder; what `read_folder` gives of them is the dataset again."""
    for name, text in files(dataset).items():
        file = Path(path) / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8"))


def files(dataset: Dataset) -> dict[str, str]:
    """Return the text of every file of the folder, by its path in it."""
    rows: dict[Table, Iterable[Any]] = {
        SOURCES: dataset.sources.values(),
        INDICATORS: dataset.indicators.values(),
        REGIONS: dataset.regions.values(),
        INDUSTRIES: dataset.industries.values(),
        TARGETS: dataset.targets,
        LEFT_OUT: dataset.left_out,
        CONFLICTS: dataset.conflicts,
    }
    texts = {CITY.path: _city_text(dataset)}
    texts |= {table.path: csv_text(table, values) for table, values in rows.items()}
    for theme, rows_of_theme in by_theme(dataset).items():
        texts[OBSERVATIONS.path.replace("*", theme)] = _csv(OBSERVATIONS, _figures(dataset, rows_of_theme))
    return texts


def by_theme(dataset: Dataset) -> dict[str, Codes]:
    """Return for each theme the rows of its figures, in the order of the theme's file."""
    columns, order = dataset.table.columns, dataset.table.order
    themes = list(dataset.city.themes)
    of_word = np.array([themes.index(dataset.indicator(word).theme) for word in columns.words("indicator")], np.int64)
    theme = of_word[columns.codes("indicator")][order]
    return {name: order[theme == place] for place, name in enumerate(themes) if (theme == place).any()}


def csv_text(table: Table, values: Iterable[Any]) -> str:
    """Return the values as the CSV text of their table, head included."""
    cells = (RECORDS[table.name].write(value) for value in values)
    return _csv(table, ([write_cell(column, each[column.name]) for column in table.columns] for each in cells))


def _figures(dataset: Dataset, rows: Codes) -> Iterator[tuple[str, ...]]:
    """Yield the texts of figures, row by row."""
    return zip(*(dataset.table.columns.texts(name, rows) for name in OBSERVATIONS.names), strict=True)


def _csv(table: Table, rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.names)
    writer.writerows(rows)
    return out.getvalue()


def _city_text(dataset: Dataset) -> str:
    """The text of city.toml: settings, sections, themes and plans, each setting under what it means."""
    city = dataset.city
    cells = write_city(city)
    top = [column for column in CITY.columns if "." not in column.name]
    parts = ["\n".join(line for column in top for line in _setting(column, cells))]
    for section in dict.fromkeys(column.name.partition(".")[0] for column in CITY.columns if "." in column.name):
        inside = [column for column in CITY.columns if column.name.startswith(f"{section}.")]
        lines = [line for column in inside for line in _setting(column, cells)]
        parts.append("\n".join([f"[{section}]", *lines]))
    parts += [_entry(THEMES, {"id": name, "name": text.zh, "name_en": text.en}) for name, text in city.themes.items()]
    parts += [_entry(PLANS, RECORDS["plans"].write(plan)) for plan in city.plans.values()]
    return "\n\n".join(parts) + "\n"


def _setting(column: Column, cells: Mapping[str, Any]) -> list[str]:
    name = column.name.rpartition(".")[2]
    if cells[column.name] is None and column.type in _BARE:
        return []  # a number that is not set has no way to be written
    return [f"# {column.about.zh} / {column.about.en}", f"{name} = {_toml(column, cells[column.name])}"]


def _entry(table: Table, cells: Cells) -> str:
    lines = [
        f"{column.name} = {_toml(column, cells[column.name])}"
        for column in table.columns
        if cells[column.name] is not None
    ]
    return "\n".join([f"[[{table.name}]]", *lines])


def _toml(column: Column, value: Any) -> str:  # noqa: ANN401 - a cell holds whatever its type says
    if column.type is Type.LIST:
        return "[\n" + "".join(f"    {json.dumps(part)},\n" for part in value) + "]"
    text = write_cell(column, value)
    return text if column.type in _BARE else json.dumps(text, ensure_ascii=False)
