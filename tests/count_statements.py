"""How many statements of each source stand as rows, list by list: `python -m tests.count_statements`."""

import csv
from dataclasses import dataclass
from pathlib import Path

from indicators.dataset import Dataset
from indicators.tables import curated

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT.parent / "shared" / "sources"
MAGAZINE = SOURCES / "changzhou-keji-2022-2.txt"
LISTS = (SOURCES / "later-figures.csv", SOURCES / "later-figures-2.csv")
MAGAZINE_SOURCE = "czkj-2022-2"


def without_white_space(text: str) -> str:
    """Return the text with all white space taken out: column breaks stand inside words."""
    return "".join(text.split())


@dataclass(frozen=True)
class Count:
    """Of the statements that a list gives: rows, left out with a reason, neither."""

    placed: frozenset[str]
    left_out: frozenset[str]
    lost: frozenset[str]


def given(path: Path) -> dict[str, str]:
    """Return the quotes that a list gives, by the id of each."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["quote"] for row in csv.DictReader(file)}


def rows_of(dataset: Dataset) -> dict[str, str]:
    """Return the quote of every row of the tables, by its id."""
    return {one.id: one.citation.quote for one in (*dataset.table.observations, *dataset.targets)}


def count(dataset: Dataset, path: Path) -> Count:
    """Return where the statements of a list stand."""
    listed, placed = given(path).keys(), rows_of(dataset).keys()
    left_out = {one.id for one in dataset.left_out if one.reason}
    return Count(frozenset(listed & placed), frozenset(listed & left_out), frozenset(listed - placed - left_out))


def of_magazine(dataset: Dataset) -> int:
    """Return how many rows cite the magazine."""
    cited = [one.citation for one in (*dataset.table.observations, *dataset.targets)]
    return sum(one.source == MAGAZINE_SOURCE for one in cited)


def report(dataset: Dataset) -> list[str]:
    """Return what the script says, a line for each source."""
    lines = [f"{MAGAZINE.name}: {of_magazine(dataset)} rows"]
    for path in LISTS:
        found = count(dataset, path)
        lines.append(f"{path.name}: {len(found.placed)} placed, {len(found.left_out)} left out, {len(found.lost)} lost")
    return [*lines, f"left out with a reason, of all sources: {len(dataset.left_out)}"]


if __name__ == "__main__":
    print(*report(curated.load(ROOT / "data" / "changzhou")), sep="\n")  # noqa: T201 - said to a person
