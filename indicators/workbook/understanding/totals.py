"""What a table adds up to: whether it lists all parts of a whole, and the sum of each of its columns."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from indicators.workbook.lexicon.labels import label_of
from indicators.workbook.reading.grid import CellType
from indicators.workbook.understanding.table import Table


def lists_all(table: Table) -> bool:
    """Return whether a table lists every region that counts in the whole that it is about."""
    columns = [column for column, dimension in table.columns.labels.items() if dimension == "region"]
    texts = {table.block.grid.text(row, column) for row in table.block.body for column in columns}
    listed = {region for text in texts for region in label_of(text, table.lexicon).regions}
    joined = table.vocabulary.facts["comprises"]
    listed |= {part for region in listed for part in joined.get(region, ())}
    return set(table.vocabulary.facts["parts"].get(table.whole(), ())) <= listed


def sums(table: Table, columns: Iterable[int]) -> dict[int, Decimal]:
    """Return the sum of each column without its totals."""
    added = dict.fromkeys(columns, Decimal(0))
    for row in table.block.body:
        cells = table.block.grid.row(row)
        labels = [label_of(cells[column].text, table.lexicon) for column in table.columns.labels if column in cells]
        if any(label.is_total and not label.regions for label in labels):
            continue
        for column in added:
            cell = cells.get(column)
            if cell is not None and cell.type is CellType.NUMBER:
                added[column] += Decimal(cell.text)
    return added
