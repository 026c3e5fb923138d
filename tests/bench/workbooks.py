"""How long reading and checking a workbook takes beside a bare read of its cells, and how much memory."""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from openpyxl import Workbook

from indicators.tables.sheets import OBSERVATION_SHEET
from tests.bench import city, processes
from tests.bench.results import Figures

ROWS = (5_000, 100_000)
ROUNDS = 3
HEADS = {"indicator": "指标", "region": "区域", "industry": "产业", "period": "时期", "value": "数值"}
OPENPYXL = """
import sys, openpyxl
for sheet in openpyxl.load_workbook(sys.argv[1], read_only=True):
    for row in sheet.iter_rows(values_only=True): pass
"""
CALAMINE = """
import sys, python_calamine
book = python_calamine.CalamineWorkbook.from_path(sys.argv[1])
for name in book.sheet_names: book.get_sheet_by_name(name).to_python()
"""
NOTHING = "import openpyxl"


def measure(figures: Figures, scratch: Path) -> None:
    """Measure a workbook of each length, as it would come in for a city of 100 000 figures."""
    folder = city.write(scratch / "books" / "data" / "bench", city.SIZES[100_000])
    state = scratch / "books" / "state"
    own = {"INNOVATION_DATA": str(folder.parent), "INNOVATION_STATE": str(state)}
    subprocess.run(  # so that the release is there
        [processes.COMMAND, "releases"], check=True, env={**os.environ, **own}, stdout=subprocess.DEVNULL
    )
    for rows in ROWS:
        add = figures.of(rows)
        book = _book(folder, scratch / f"{rows}.xlsx", rows)
        for _ in range(ROUNDS):
            for who, program in (("openpyxl, bare", OPENPYXL), ("calamine, bare", CALAMINE), ("nothing", NOTHING)):
                seconds, _memory = _run([sys.executable, "-c", program, str(book)], {})
                add("workbook read", who, seconds, "s")
            seconds, memory = _run([processes.COMMAND, "validate", str(book)], own)
            add("workbook read", "ours, every check", seconds, "s")
            add("workbook read, memory", "ours, every check", memory, "MB")


def _run(command: list[str], own: dict[str, str]) -> tuple[float, float]:
    """Return the seconds of a whole process and the memory of the largest process of it so far."""
    start = time.perf_counter()
    with subprocess.Popen(command, env={**os.environ, **own}, stdout=subprocess.DEVNULL) as process:
        _pid, _status, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return time.perf_counter() - start, _megabytes(usage)


def _megabytes(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / 1024


def _book(folder: Path, file: Path, rows: int) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(OBSERVATION_SHEET.title)
    sheet.append(list(HEADS.values()))
    written = 0
    for path in sorted((folder / "observations").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as text:
            for row in csv.DictReader(text):
                if written < rows:
                    cells = [row[name] for name in HEADS]
                    sheet.append([*cells[:-2], int(cells[-2]), round(float(cells[-1]) * 1.01, 1)])
                    written += 1
    book.save(file)
    return file
