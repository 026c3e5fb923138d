"""Figures of one run, and how they are written down: a table of medians, a file for machines, a plot."""

from __future__ import annotations

import csv
import datetime as dt
import os
import platform
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import plotly.graph_objects as go

from tests.bench import lines
from tests.bench.lines import Medians, Name

FILE = "figures.csv"
Add = Callable[[str, str, float, str], None]
PLOTTED = (
    "page /goals: median",
    "start to first answer",
    "filter choice to redrawn page",
    "publish of 10 changes until served",
)


class Figures:
    """Every figure measured, by what, who, unit and size; a name may have several, of which the median counts."""

    def __init__(self) -> None:
        """Start with none."""
        self._all: dict[tuple[int, str], dict[Name, list[float]]] = {}

    def of(self, size: int, part: str) -> Add:
        """Return a function that notes down figures of one part of a run and prints them; older ones are forgotten."""
        mine = self._all[size, part] = defaultdict(list)

        def add(what: str, who: str, value: float, unit: str) -> None:
            mine[what, who, unit].append(value)
            print(f"{size:>9,}  {what:<52} {who:<18} {value:12.3f} {unit}", flush=True)

        return add

    def put(self, size: int, part: str, name: Name, value: float) -> None:
        """Note down a figure that was measured before."""
        self._all.setdefault((size, part), defaultdict(list))[name].append(value)

    @property
    def sizes(self) -> list[int]:
        """Return the sizes that were measured."""
        return sorted({size for size, _ in self._all})

    def medians(self) -> Medians:
        """Return the median of each name and size."""
        found: dict[Name, dict[int, float]] = defaultdict(dict)
        for size, _, name, median in self.lines():
            found[name][size] = median
        return found

    def lines(self) -> Iterator[tuple[int, str, Name, float]]:
        """Yield size, part, name and median of each figure."""
        for (size, part), measured in sorted(self._all.items()):
            for name, values in measured.items():
                yield size, part, name, statistics.median(values)


def read(folder: Path) -> Figures:
    """Return the figures of the runs before, as they were written."""
    figures, file = Figures(), folder / FILE
    if file.exists():
        with file.open(encoding="utf-8", newline="") as text:
            for row in csv.DictReader(text):
                name = row["what"], row["who"], row["unit"]
                figures.put(int(row["size"]), row["part"], name, float(row["median"]))
    return figures


def write(figures: Figures, folder: Path) -> None:
    """Write `figures.csv` and `README.md`."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / FILE).open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["size", "part", "what", "who", "unit", "median"])
        rows.writerows([size, part, *name, f"{value:.4g}"] for size, part, name, value in figures.lines())
    medians = figures.medians()
    (folder / "README.md").write_text(_page(medians, figures.sizes), encoding="utf-8")


def machine() -> str:
    """Return a sentence on what was measured on, and when."""
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {dt.datetime.now(dt.UTC):%Y-%m-%d}"


def _page(medians: Medians, sizes: list[int]) -> str:
    head = ["what", "who", "unit", *(f"{size:,}" for size in sizes)]
    rows = [
        [what, who, unit, *(f"{found[size]:.4g}" if size in found else "" for size in sizes)]
        for (what, who, unit), found in medians.items()
    ]
    return f"""# One run of `make bench`

Medians; {machine()}. The size of {sizes[0]:,} is the city of `data/`, the others are made by `tests/bench/city.py`.

## What it is to reach

{table(*lines.compared(medians))}

## Every figure, by observations stored

{table(head, rows)}
"""


def table(head: list[str], rows: list[list[str]]) -> str:
    """Return a table of Markdown."""
    return "\n".join([_row(head), _row(["---"] * len(head)), *map(_row, rows)])


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def plot(figures: Figures, folder: Path) -> None:
    """Write `sizes.svg`: what must not grow with what is stored, each measure in times of the smallest size."""
    traces = []
    for (what, who, _), found in figures.medians().items():
        if what in PLOTTED and len(found) > 1:
            sizes = sorted(found)
            ratios = [found[size] / found[sizes[0]] for size in sizes]
            traces.append(go.Scatter(x=sizes, y=ratios, name=f"{what} ({who})", mode="lines+markers"))
    if traces:
        layout = {"xaxis": {"type": "log", "title": "observations stored"}, "yaxis": {"title": "times the smallest"}}
        go.Figure(traces, layout | {"width": 1000, "height": 500}).write_image(folder / "sizes.svg")
