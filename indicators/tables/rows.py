"""A dataset as rows of text, as they stand in the tables, and back: what is stored and what changes are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from indicators.city import Release
from indicators.columnar import Codes, Words, single
from indicators.dataset import Correction, Dataset, read_only
from indicators.goals.targets import Target
from indicators.model import Text
from indicators.problems import Place
from indicators.table import MetricTable
from indicators.tables.cells import Cells, read_cell, write_cell
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
from indicators.tables.description import Column, Table
from indicators.tables.records import RECORDS, read_city, write_city
from indicators.tables.settings import CITY, PLANS, THEMES
from indicators.tables.snapshot import KEPT, FigureRows, Row, Rows, Snapshot, columns_of
from indicators.target_table import TargetTable, numbered

__all__ = ["KEPT", "Row", "Rows", "columns_of", "dataset_of", "read", "rows_of", "value_of", "written"]


def rows_of(dataset: Dataset) -> Rows:
    """Return everything that a dataset holds, but for its release and its corrections, as rows of text."""
    city = dataset.city
    themes = [{"id": name, "name": text.zh, "name_en": text.en} for name, text in city.themes.items()]
    cells: dict[str, Iterable[Cells]] = {CITY.name: [write_city(city)], THEMES.name: themes}
    values: dict[str, Iterable[Any]] = {
        PLANS.name: city.plans.values(),
        SOURCES.name: dataset.sources.values(),
        INDICATORS.name: dataset.indicators.values(),
        REGIONS.name: dataset.regions.values(),
        INDUSTRIES.name: dataset.industries.values(),
        TARGETS.name: dataset.targets,
        LEFT_OUT.name: dataset.left_out,
        CONFLICTS.name: dataset.conflicts,
    }
    cells |= {name: map(RECORDS[name].write, things) for name, things in values.items()}
    found: dict[str, Mapping[str, Row]] = {
        table.name: _by_id(written(table, one) for one in cells[table.name]) for table in KEPT if table.name in cells
    }
    found[OBSERVATIONS.name] = FigureRows(dataset.table.columns, dataset.table.order)
    return {table.name: found[table.name] for table in KEPT}


def written(table: Table, cells: Cells) -> Row:
    """Return the values of a row as the texts that stand in its table."""
    return {column.name: write_cell(column, cells[column.name]) for column in columns_of(table)}


def read(table: Table, row: Row) -> Cells:
    """Return the texts of a sound row as values. Texts that cannot be read become blank; `audit` is for checking."""
    return {column.name: read_cell(column, row.get(column.name, ""), Place(""))[0] for column in columns_of(table)}


def value_of(table: Table, row: Row) -> Any:  # noqa: ANN401 - whatever the table holds
    """Return a sound row as the value of the model that it stands for."""
    return RECORDS[table.name].read(read(table, row))


def dataset_of(rows: Rows | Snapshot, release: Release, corrections: Sequence[Correction] = ()) -> Dataset:
    """Return the dataset of sound rows; figures follow each other by theme, as in the files of a folder."""
    snapshot = rows if isinstance(rows, Snapshot) else Snapshot.of_rows(rows)

    def values(table: Table) -> list[Any]:
        return [RECORDS[table.name].read(cells) for cells in _cells(table, snapshot)]

    settings = next(iter(_cells(CITY, snapshot))) | {
        "release.number": release.number,
        "release.name": release.name.zh,
        "release.name_en": release.name.en,
        "release.date": release.date,
    }
    themes = {cells["id"]: Text(cells["name"], cells["name_en"]) for cells in _cells(THEMES, snapshot)}
    plans = {plan.id: plan for plan in values(PLANS)}
    named = {
        table.name: read_only({one.id: one for one in values(table)})
        for table in (SOURCES, INDICATORS, REGIONS, INDUSTRIES)
    }
    order = {name: position for position, name in enumerate(themes)}
    ranks = {name: order[one.theme] for name, one in named[INDICATORS.name].items()}
    return Dataset(
        city=read_city(settings, read_only(themes), read_only(plans)),
        table=MetricTable(snapshot.figures, ranks),
        targets=TargetTable(_Goals(snapshot.others[TARGETS.name])),
        left_out=tuple(values(LEFT_OUT)),
        conflicts=tuple(values(CONFLICTS)),
        corrections=tuple(corrections),
        sources=named[SOURCES.name],
        indicators=named[INDICATORS.name],
        regions=named[REGIONS.name],
        industries=named[INDUSTRIES.name],
    )


class _Goals:
    """Goals as columns of texts, of which values are made when they are asked for."""

    def __init__(self, texts: Any) -> None:  # noqa: ANN401 - an Arrow table
        self._columns = {column.name: (column, single(texts.column(column.name))) for column in columns_of(TARGETS)}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Goals) and all(
            texts.equals(other._columns[name][1])  # noqa: SLF001 - of its own kind
            for name, (_, texts) in self._columns.items()
        )

    __hash__ = None  # type: ignore[assignment]

    @property
    def ids(self) -> Any:  # noqa: ANN401 - an Arrow array
        return self._columns["id"][1]

    def coded(self, name: str, rows: Codes | None = None) -> tuple[Codes, Sequence[Any]]:
        column, texts = self._columns[name]
        encoded = (texts if rows is None else texts.take(pa.array(rows))).dictionary_encode()
        codes, meanings = numbered(_values(column, encoded.dictionary.to_pylist()))
        return codes[encoded.indices.to_numpy()], meanings

    def says(self, name: str) -> Codes:
        return np.asarray(pc.binary_length(self._columns[name][1])) > 0

    def at(self, rows: Sequence[int]) -> Iterable[Target]:
        texts = {name: [words[row] for row in rows] for name, words in self._words.items()}
        return [RECORDS[TARGETS.name].read(cells) for cells in _lines(TARGETS, texts)]

    @cached_property
    def _words(self) -> Mapping[str, Words]:
        return {name: Words(texts) for name, (_, texts) in self._columns.items()}


def _cells(table: Table, snapshot: Snapshot) -> Iterable[Cells]:
    """Yield the rows of a table as values."""
    return _lines(table, snapshot.texts(table.name))


def _lines(table: Table, texts: Mapping[str, Sequence[str]]) -> Iterable[Cells]:
    """Yield columns of texts as rows of values; a text that many rows share is read once."""
    columns = {column.name: _values(column, texts[column.name]) for column in columns_of(table)}
    for line in zip(*columns.values(), strict=True):
        yield dict(zip(columns, line, strict=True))


def _values(column: Column, texts: Sequence[str]) -> list[Any]:
    meaning = {text: read_cell(column, text, Place(""))[0] for text in dict.fromkeys(texts)}
    return [meaning[text] for text in texts]


def _by_id(rows: Iterable[Row]) -> dict[str, Row]:
    return {row["id"]: row for row in rows}
