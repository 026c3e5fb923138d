"""Thousands of sheets as offices make them, read one after the other: how many right, asked, wrong without a word."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from indicators.tables.curated import load
from tests.workbook.office.sheets import sheets
from tests.workbook.office.verdict import verdict

DATA = Path(__file__).parents[2] / "data" / "changzhou"


def main(count: int = 3000, seed: int = 1) -> int:
    """Print the counts, and the first sheets that were read wrongly; 1 where there is one."""
    dataset = load(DATA)
    counted: Counter[tuple[bool, str]] = Counter()
    wrong = []
    for made in sheets(seed, count):
        found = verdict(made, dataset)
        counted[made.is_clear, found] += 1
        wrong += [made] if found == "wrong" else []
    for (is_clear, found), number in sorted(counted.items()):
        print(f"{'clear' if is_clear else 'trap'} {found}: {number}")
    for made in wrong[:5]:
        print(made.kind, *made.rows, sep="\n  ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
