"""What became of a sheet: read right, asked or refused, or wrong without a word."""

from __future__ import annotations

import re
from decimal import Decimal

from indicators.dataset import Dataset
from indicators.tables.columns import TARGETS
from indicators.workbook.reader import in_this_process, read
from tests.workbook.office.sheets import Office

_GOALS = re.compile("目标|计划|任务|规划")


def verdict(made: Office, dataset: Dataset) -> str:
    """Return `right`, `partly` (nothing wrong, something left out), `asked` or `wrong`."""
    reading = read(made.content, "x.xlsx", dataset, reader=in_this_process)
    if any(found.is_error or found.needs_explanation for found in reading.problems):
        return "asked"
    truth = {key: number for key, number in made.truth.items() if isinstance(key, tuple)}
    taken = {}
    for entry in reading.draft.entries:
        if entry.table == TARGETS.name:
            continue
        key = entry.given["indicator"], entry.given["region"], entry.given["period"]
        taken[key] = " ".join(filter(None, (entry.given["value"], entry.given.get("status", ""))))
    if not _GOALS.search(str(made.rows) + made.title) and any(
        entry.table == TARGETS.name for entry in reading.draft.entries
    ):
        return "wrong"
    factors = (1, 10_000) if "*scaled*" in made.truth else (1,)
    if any(key not in truth or not _same(number, truth[key], factors) for key, number in taken.items()):
        return "wrong"
    return "right" if set(taken) == set(truth) else "partly"


def _same(number: str, other: str, factors: tuple[int, ...]) -> bool:
    (value, *status), (true, *stated) = number.split(), other.split()
    return Decimal(true) in {Decimal(value) * factor for factor in factors} and status == stated
