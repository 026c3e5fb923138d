"""A dataset as rows of text, as they stand in the tables, and back: what is stored and what changes are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from indicators.city import Release
from indicators.dataset import Correction, Dataset, Later, read_only
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
        targets=Later(lambda: values(TARGETS)),
        left_out=tuple(values(LEFT_OUT)),
        conflicts=tuple(values(CONFLICTS)),
        corrections=tuple(corrections),
        sources=named[SOURCES.name],
        indicators=named[INDICATORS.name],
        regions=named[REGIONS.name],
        industries=named[INDUSTRIES.name],
    )


def _cells(table: Table, snapshot: Snapshot) -> Iterable[Cells]:
    """Yield the rows of a table as values; a text that many rows share is read once."""
    texts = snapshot.texts(table.name)
    columns = {column.name: _values(column, texts[column.name]) for column in columns_of(table)}
    for line in zip(*columns.values(), strict=True):
        yield dict(zip(columns, line, strict=True))


def _values(column: Column, texts: Sequence[str]) -> list[Any]:
    meaning = {text: read_cell(column, text, Place(""))[0] for text in dict.fromkeys(texts)}
    return [meaning[text] for text in texts]


def _by_id(rows: Iterable[Row]) -> dict[str, Row]:
    return {row["id"]: row for row in rows}
