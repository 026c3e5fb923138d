"""Everything in a city's tables that a person should look at.

CHECKS is the whole list: to add a check is to write a function and to add it here.
"""

from __future__ import annotations

from indicators.checks import figures, goals, names, sums
from indicators.checks.sheets import Check, Places, Sheets
from indicators.dataset import Dataset
from indicators.problems import Problem, ordered

__all__ = ["CHECKS", "Places", "audit"]

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
    goals.in_range,
    goals.bases,
    goals.periods,
    goals.parts,
    goals.sides,
)


def audit(dataset: Dataset, places: Places | None = None) -> tuple[Problem, ...]:
    """Return what every check finds, each problem with the cell that it is in, in the order of the files.

    `places` says where a row stands; by default that is its line in the city's folder.
    """
    sheets = Sheets(dataset, places)
    return ordered(found for check in CHECKS for found in check(sheets))
