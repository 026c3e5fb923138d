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
from tests.bench import processes
from tests.bench.results import Add

ROUNDS = 3
CHANGED = 5_000
"""How many rows of a workbook say something new: about as many as are taken at once."""

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
PANDAS = """
import glob, sys, pandas
pandas.concat(pandas.read_csv(path, dtype=str) for path in glob.glob(sys.argv[1] + "/observations/*.csv"))
"""
NOTHING = "import openpyxl"


def measure(add: Add, folder: Path, rows: int) -> None:
    """Measure a workbook of some rows, as it would come in for the city of a folder."""
    own = {"INNOVATION_DATA": str(folder / "data"), "INNOVATION_STATE": str(folder / "state")}
    environment = {**os.environ, **own}
    subprocess.run([processes.COMMAND, "releases"], check=True, env=environment, stdout=subprocess.DEVNULL)
    book, what = _book(folder / "data" / "bench", folder / f"{rows}.xlsx", rows), f"workbook of {rows:,} rows"
    for _ in range(ROUNDS):
        for who, program in (("openpyxl, bare", OPENPYXL), ("calamine, bare", CALAMINE), ("nothing", NOTHING)):
            seconds, _memory = _run([sys.executable, "-c", program, str(book)], {}, is_sound=True)
            add(what, who, seconds, "s")
        seconds, memory = _run([processes.COMMAND, "validate", str(book)], own, is_sound=True)
        add(what, "ours, every check", seconds, "s")
        add(f"{what}, memory", "ours, every check", memory, "MB")


def check_folder(add: Add, folder: Path) -> None:
    """Measure the audit of a folder of tables beside a bare read of its figures by pandas."""
    data = folder / "data" / "bench"
    for _ in range(ROUNDS):
        seconds, _memory = _run([sys.executable, "-c", PANDAS, str(data)], {}, is_sound=True)
        add("check of the folder", "pandas, bare", seconds, "s")
        seconds, memory = _run([processes.COMMAND, "check", str(data)], {})
        add("check of the folder", "ours, every check", seconds, "s")
        add("check of the folder, memory", "ours, every check", memory, "MB")


def _run(command: list[str], own: dict[str, str], *, is_sound: bool = False) -> tuple[float, float]:
    """Return the seconds of a whole process and the memory of the largest process of it so far.

    Where it must find everything sound, RuntimeError says that it did not: a file refused at once is no fast reading.
    """
    start = time.perf_counter()
    with subprocess.Popen(command, env={**os.environ, **own}, stdout=subprocess.DEVNULL) as process:
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if is_sound and process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return time.perf_counter() - start, _megabytes(usage)


def _megabytes(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / 1024


def _value(row: dict[str, str], written: int) -> float:
    value = float(row["value"])
    return round(value * 1.01, 1) if written < CHANGED else value


def _book(folder: Path, file: Path, rows: int) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(OBSERVATION_SHEET.title))
    sheet.append(list(HEADS.values()))
    written = 0
    for path in sorted((folder / "observations").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as text:
            for row in csv.DictReader(text):
                if written < rows:
                    cells = [row[name] for name in HEADS]
                    sheet.append([*cells[:-2], int(cells[-2]), _value(row, written)])
                    written += 1
    book.save(file)
    return file
