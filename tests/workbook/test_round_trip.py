"""What is written is read back: a workbook holds everything that a dataset holds, and says nothing of its own."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from indicators.periods import Period
from indicators.proposals.preview import preview
from indicators.proposals.proposal import propose
from indicators.releases.changes import apply
from indicators.tables.columns import OBSERVATIONS, TARGETS
from indicators.tables.description import Type
from indicators.tables.rows import KEPT, rows_of
from indicators.workbook.reader import in_this_process, read
from indicators.workbook.template import template, wide_template
from tests.strategies import datasets

FILING = {"id": "filing-1", "title": "x.xlsx", "publisher": "p", "published": "", "url": "", "note": ""}
BY_LAW = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
TABLES = {table.name: table for table in KEPT}


def proposed(content, known, current):
    """What a file proposes to rows; names are those of a dataset."""
    reading = read(content, "x.xlsx", known, reader=in_this_process)
    proposal = propose(reading.draft, current, current, FILING)
    errors = {one.kind for one in (*reading.problems, *proposal.problems) if one.is_error}
    # Of a city without figures the wide form has none; a share of 0.004 % among others is asked after in any sheet.
    assert errors <= {"file-no-rows", "ask-fraction"}
    return proposal


def plain(rows):
    """The rows with numbers as numbers: 3.20 is 3.2."""
    return {
        table: {
            name: {
                column: Decimal(text) if text and TABLES[table].column(column).type is Type.NUMBER else text
                for column, text in row.items()
            }
            for name, row in of_table.items()
        }
        for table, of_table in rows.items()
    }


@BY_LAW
@given(datasets())
def test_everything_that_was_written_is_read_back(dataset):
    rows = rows_of(dataset)
    empty = {**rows, OBSERVATIONS.name: {}, TARGETS.name: {}}
    proposal = proposed(template(dataset), dataset, empty)
    assert plain(apply(proposal.all_changes, empty)) == plain(rows)
    assert proposal.filing is None


@BY_LAW
@given(datasets())
def test_a_template_that_comes_back_unchanged_changes_nothing(dataset):
    rows = rows_of(dataset)
    for write in (template, wide_template):
        proposal = proposed(write(dataset), dataset, rows)
        assert proposal.all_changes == ()


@pytest.mark.parametrize("write", [template, wide_template])
@pytest.mark.parametrize(
    "limits", [{}, {"period": Period.parse("2025")}, {"region": "wujin"}, {"theme": "rd"}], ids=str
)
def test_the_shipped_city_comes_back_unchanged(dataset, write, limits):
    reading = read(write(dataset, **limits), "x.xlsx", dataset)
    proposal = propose(reading.draft, rows_of(dataset), rows_of(dataset), FILING)
    seen = preview(proposal, reading.problems, dataset)
    assert seen.difference.lines == ()
    assert seen.outcome in {"accepted", "warned"}
    assert [one for one in seen.problems if one.is_error or one.needs_explanation] == []
    assert reading.draft.entries
