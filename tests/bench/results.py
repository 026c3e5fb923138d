"""Figures of one run, and how they are written down: a table of medians, a file for machines, a plot."""

from __future__ import annotations

import csv
import os
import platform
import statistics
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import plotly.graph_objects as go

Add = Callable[[str, str, float, str], None]
Name = tuple[str, str, str]  # what, who, unit
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
        self._all: dict[Name, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))

    def of(self, size: int) -> Add:
        """Return a function that notes down figures of one size and prints them."""

        def add(what: str, who: str, value: float, unit: str) -> None:
            self._all[what, who, unit][size].append(value)
            print(f"{size:>9,}  {what:<52} {who:<14} {value:12.3f} {unit}", flush=True)

        return add

    @property
    def sizes(self) -> list[int]:
        """Return the sizes that were measured."""
        return sorted({size for by_size in self._all.values() for size in by_size})

    def medians(self) -> dict[Name, dict[int, float]]:
        """Return the median of each name and size."""
        return {
            name: {size: statistics.median(values) for size, values in by_size.items()}
            for name, by_size in self._all.items()
        }


def write(figures: Figures, folder: Path) -> None:
    """Write `figures.csv`, `README.md` and `sizes.svg`."""
    folder.mkdir(parents=True, exist_ok=True)
    medians = figures.medians()
    with (folder / "figures.csv").open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["what", "who", "unit", "size", "median"])
        rows.writerows(
            [*name, size, f"{value:.4g}"] for name, found in medians.items() for size, value in found.items()
        )
    (folder / "README.md").write_text(_table(medians, figures.sizes), encoding="utf-8")
    _plot(medians, folder / "sizes.svg")


def _table(medians: dict[Name, dict[int, float]], sizes: list[int]) -> str:
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    head = ["what", "who", "unit", *(f"{size:,}" for size in sizes)]
    lines = [f"# One run of `make bench`\n\nMedians; {machine}; observations stored:\n", _row(head)]
    lines.append(_row(["---"] * 3 + ["---:"] * len(sizes)))
    for (what, who, unit), found in medians.items():
        lines.append(_row([what, who, unit, *(f"{found[size]:.4g}" if size in found else "" for size in sizes)]))
    return "\n".join(lines) + "\n"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _plot(medians: dict[Name, dict[int, float]], file: Path) -> None:
    """Draw what must not grow with what is stored: each measure against its value at the smallest size."""
    traces = []
    for (what, who, _), found in medians.items():
        if what in PLOTTED and len(found) > 1:
            sizes = sorted(found)
            ratios = [found[size] / found[sizes[0]] for size in sizes]
            traces.append(go.Scatter(x=sizes, y=ratios, name=f"{what} ({who})", mode="lines+markers"))
    if traces:
        layout = {"xaxis": {"type": "log", "title": "observations stored"}, "yaxis": {"title": "times the smallest"}}
        go.Figure(traces, layout | {"width": 1000, "height": 500}).write_image(file)
