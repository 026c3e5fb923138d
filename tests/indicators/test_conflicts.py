"""Contradictions of the sources are rows like all others: read, written, and held against the tables."""

from dataclasses import replace

from indicators.dataset import PrintedConflict
from indicators.model import ConflictKind, Text
from indicators.tables.curated import load, read_folder
from indicators.tables.folder import write_folder
from indicators.tables.rows import dataset_of, rows_of
from indicators.views import conflicts as views

SENTENCE = Text("两处所印不一致。", "Two pages disagree.")


def with_conflict(dataset, *rows: str):
    """Return the city with one contradiction, which joins these rows."""
    return replace(dataset, conflicts=(PrintedConflict("X1", ConflictKind.DONE_OR_PLANNED, rows, SENTENCE),))


def test_a_conflict_is_read_back_as_it_was_written(dataset, tmp_path):
    dataset = with_conflict(dataset, dataset.table.observations[0].id, dataset.targets[0].id)
    write_folder(dataset, tmp_path)
    assert load(tmp_path).conflicts == dataset.conflicts
    assert dataset_of(rows_of(dataset), dataset.city.release).conflicts == dataset.conflicts


def test_a_conflict_that_names_no_row_of_the_tables_is_told_with_its_cell(dataset, tmp_path):
    write_folder(with_conflict(dataset, dataset.targets[0].id, "o2042"), tmp_path)
    _, problems = read_folder(tmp_path)
    assert [(one.kind, one.file, one.column) for one in problems] == [("unknown-name", "conflicts.csv", "rows")]


def test_a_conflict_is_found_by_the_indicator_the_theme_and_the_region_of_one_of_its_statements(dataset):
    one, goal, outside = dataset.table.observations[0], dataset.targets[0], dataset.left_out[0]
    dataset = with_conflict(dataset, one.id, goal.id, outside.id)
    assert views.statements(dataset, dataset.conflicts[0]) == (one, goal, outside)
    assert views.printed(dataset) == dataset.conflicts
    for key in (one.key, goal.key):
        theme = dataset.indicator(key.indicator).theme
        assert views.printed(dataset, key.indicator, theme, key.region) == dataset.conflicts
    assert views.printed(dataset, one.key.indicator, region="suzhou") == ()
