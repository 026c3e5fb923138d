"""`audit(dataset)`: everything in a city's tables that a person should look at.

CHECKS is the whole list: to add a check is to write a function and to add it here.
"""

from __future__ import annotations

from indicators.checks import figures, goals, names, sums
from indicators.checks.sheets import Check, Sheets
from indicators.dataset import Dataset
from indicators.problems import Problem, ordered

CHECKS: tuple[Check, ...] = (
    names.known_names,
    names.no_circles,
    names.one_meaning,
    figures.value_or_absence,
    figures.no_duplicates,
    figures.one_charted,
    figures.quoted,
    figures.in_range,
    figures.unit_slips,
    figures.jumps,
    sums.districts_add_up,
    sums.branches_fit,
    goals.amounts,
    goals.bases,
    goals.periods,
    goals.parts,
    goals.sides,
)


def audit(dataset: Dataset) -> tuple[Problem, ...]:
    """Return what every check finds, each problem with the cell that it is in, in the order of the files."""
    sheets = Sheets(dataset)
    return ordered(found for check in CHECKS for found in check(sheets))
