"""How long it takes from a publish of ten changed figures until the running server shows the new release."""

from __future__ import annotations

import csv
import datetime as dt
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from dashboard.opening import open_the_store
from dashboard.settings import Settings
from indicators.releases.changes import Change
from indicators.releases.release import Origin, Publication
from indicators.store import SqlStore
from indicators.tables.columns import OBSERVATIONS

CHANGED = 10
_ASKED = "/api/v1/observations?indicator={indicator}&region={region}&industry={industry}&period={period}"

_Row = dict[str, str]


def until_served(address: str, data: Path, state: Path, rounds: int) -> Iterator[float]:
    """Yield for each round the seconds from the call of the store until the server answers with the new figure."""
    with closing(open_the_store(Settings(data=data, state=state))) as store:
        rows = first_rows(data)
        for turn in range(1, rounds + 1):
            now = altered(rows, turn)
            start = time.perf_counter()
            publish(store, changes(rows, now))
            while now[-1]["value"] not in _served(f"{address}{address_of(now[-1])}"):
                time.sleep(0.01)
            yield time.perf_counter() - start
            rows = now


def publish(store: SqlStore, changed: tuple[Change, ...]) -> None:
    """Publish changes on the newest release."""
    store.publish(
        Publication(
            follows=store.head(),
            origin=Origin.UPLOAD,
            by="bench",
            reason="bench",
            at=dt.datetime.now(dt.UTC).replace(microsecond=0),
            changes=changed,
            unchanged=0,
        )
    )


def altered(rows: Sequence[_Row], turn: int) -> list[_Row]:
    """Return rows with another value each."""
    return [row | {"value": f"{float(row['value']) + turn / 10:.1f}"} for row in rows]


def changes(before: Sequence[_Row], after: Sequence[_Row]) -> tuple[Change, ...]:
    """Return what is changed between rows."""
    return tuple(Change(OBSERVATIONS.name, old["id"], old, new) for old, new in zip(before, after, strict=True))


def address_of(row: _Row) -> str:
    """Return where the interface tells the figure of a row."""
    return _ASKED.format(**row)


def first_rows(data: Path) -> list[_Row]:
    """Return the first figures of the tables of a folder."""
    file = next(iter(sorted(next(data.iterdir()).glob("observations/*.csv"))))
    with file.open(encoding="utf-8", newline="") as text:
        return [row for row, _ in zip(csv.DictReader(text), range(CHANGED), strict=False)]


def _served(address: str) -> str:
    with urllib.request.urlopen(address, timeout=600) as answer:  # noqa: S310 - our own
        return str(answer.read().decode())
