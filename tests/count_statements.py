"""How many statements of each source stand as rows: `python -m tests.count_statements`."""

from pathlib import Path

from indicators.dataset import Dataset
from indicators.tables import curated

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT.parent / "shared" / "sources"
MAGAZINE, LATER = SOURCES / "changzhou-keji-2022-2.txt", SOURCES / "later-figures.csv"
MAGAZINE_SOURCE = "czkj-2022-2"


def without_white_space(text: str) -> str:
    """Return the text with all white space taken out: column breaks stand inside words."""
    return "".join(text.split())


def counts(dataset: Dataset) -> tuple[int, int, int]:
    """Return the rows of the magazine, the rows of later figures, and the statements left out."""
    cited = [one.citation for one in dataset.table.observations] + [one.citation for one in dataset.targets]
    magazine = sum(one.source == MAGAZINE_SOURCE for one in cited)
    return magazine, len(cited) - magazine, len(dataset.left_out)


if __name__ == "__main__":
    rows = counts(curated.load(ROOT / "data" / "changzhou"))
    print("magazine rows {}, later rows {}, left out with a reason {}".format(*rows))  # noqa: T201 - said to a person
