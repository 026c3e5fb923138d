"""How long it takes from a publish of ten changed figures until the running server shows the new release."""

from __future__ import annotations

import csv
import datetime as dt
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from dashboard.opening import open_the_store
from dashboard.settings import Settings
from indicators.releases.changes import Change
from indicators.releases.release import Origin, Publication
from indicators.tables.columns import OBSERVATIONS

CHANGED = 10
ASKED = "/api/v1/observations?indicator={indicator}&region={region}&industry={industry}&period={period}"


def until_served(address: str, data: Path, state: Path, rounds: int) -> Iterator[float]:
    """Yield for each round the seconds from the call of the store until the server answers with the new figure."""
    with closing(open_the_store(Settings(data=data, state=state))) as store:
        rows = _first_rows(data)
        for turn in range(1, rounds + 1):
            altered = [row | {"value": f"{float(row['value']) + turn / 10:.1f}"} for row in rows]
            changes = tuple(
                Change(OBSERVATIONS.name, old["id"], old, new) for old, new in zip(rows, altered, strict=True)
            )
            start = time.perf_counter()
            store.publish(
                Publication(
                    follows=store.head(),
                    origin=Origin.UPLOAD,
                    by="bench",
                    reason="bench",
                    at=dt.datetime.now(dt.UTC).replace(microsecond=0),
                    changes=changes,
                    unchanged=0,
                )
            )
            while altered[-1]["value"] not in _served(address, altered[-1]):
                time.sleep(0.01)
            yield time.perf_counter() - start
            rows = altered


def _first_rows(data: Path) -> list[dict[str, str]]:
    file = next(iter(sorted(next(data.iterdir()).glob("observations/*.csv"))))
    with file.open(encoding="utf-8", newline="") as text:
        return [row for row, _ in zip(csv.DictReader(text), range(CHANGED), strict=False)]


def _served(address: str, row: dict[str, str]) -> str:
    with urllib.request.urlopen(address + ASKED.format(**row), timeout=600) as answer:  # noqa: S310 - our own
        return str(answer.read().decode())
