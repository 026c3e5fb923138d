"""A dataset as rows of text, as they stand in the tables, and back: what is stored and what changes are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from indicators.dataset import Correction, Dataset, Release, read_only
from indicators.model import Text
from indicators.problems import Place
from indicators.table import MetricTable
from indicators.tables.cells import Cells, read_cell, write_cell
from indicators.tables.columns import (
    CITY,
    CONFLICTS,
    INDICATORS,
    INDUSTRIES,
    LEFT_OUT,
    OBSERVATIONS,
    PLANS,
    REGIONS,
    SOURCES,
    TARGETS,
    THEMES,
)
from indicators.tables.description import Column, Table
from indicators.tables.records import RECORDS, read_city, write_city

Row = Mapping[str, str]
"""One row of a table: the text of every column by its name."""

Rows = Mapping[str, Mapping[str, Row]]
"""All rows of a release: table -> id -> row, each table in its order. KEPT names the tables."""

KEPT: tuple[Table, ...] = (
    CITY,
    THEMES,
    PLANS,
    SOURCES,
    INDICATORS,
    REGIONS,
    INDUSTRIES,
    TARGETS,
    OBSERVATIONS,
    LEFT_OUT,
    CONFLICTS,
)
_OF_THE_RELEASE = "release."


def columns_of(table: Table) -> tuple[Column, ...]:
    """Return the columns of a table that a row holds: all but what a release says of itself."""
    return tuple(column for column in table.columns if not column.name.startswith(_OF_THE_RELEASE))


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
        OBSERVATIONS.name: dataset.table.observations,
        LEFT_OUT.name: dataset.left_out,
        CONFLICTS.name: dataset.conflicts,
    }
    cells |= {name: map(RECORDS[name].write, things) for name, things in values.items()}
    return {table.name: _by_id(written(table, one) for one in cells[table.name]) for table in KEPT}


def written(table: Table, cells: Cells) -> Row:
    """Return the values of a row as the texts that stand in its table."""
    return {column.name: write_cell(column, cells[column.name]) for column in columns_of(table)}


def read(table: Table, row: Row) -> Cells:
    """Return the texts of a sound row as values. Texts that cannot be read become blank; `audit` is for checking."""
    return {column.name: read_cell(column, row.get(column.name, ""), Place(""))[0] for column in columns_of(table)}


def value_of(table: Table, row: Row) -> Any:  # noqa: ANN401 - whatever the table holds
    """Return a sound row as the value of the model that it stands for."""
    return RECORDS[table.name].read(read(table, row))


def dataset_of(rows: Rows, release: Release, corrections: Sequence[Correction] = ()) -> Dataset:
    """Return the dataset of sound rows; figures follow each other by theme, as in the files of a folder."""

    def values(table: Table) -> list[Any]:
        return [value_of(table, row) for row in rows[table.name].values()]

    settings = read(CITY, next(iter(rows[CITY.name].values()))) | {
        "release.number": release.number,
        "release.name": release.name.zh,
        "release.name_en": release.name.en,
        "release.date": release.date,
    }
    themes = {name: Text(row["name"], row["name_en"]) for name, row in rows[THEMES.name].items()}
    plans = {plan.id: plan for plan in values(PLANS)}
    named = {
        table.name: read_only({one.id: one for one in values(table)})
        for table in (SOURCES, INDICATORS, REGIONS, INDUSTRIES)
    }
    order = {name: position for position, name in enumerate(themes)}
    theme_of = {name: order[one.theme] for name, one in named[INDICATORS.name].items()}
    figures = sorted(values(OBSERVATIONS), key=lambda one: theme_of[one.key.indicator])
    return Dataset(
        city=read_city(settings, read_only(themes), read_only(plans)),
        table=MetricTable(figures),
        targets=tuple(values(TARGETS)),
        left_out=tuple(values(LEFT_OUT)),
        conflicts=tuple(values(CONFLICTS)),
        corrections=tuple(corrections),
        **named,
    )


def _by_id(rows: Iterable[Row]) -> dict[str, Row]:
    return {row["id"]: row for row in rows}
