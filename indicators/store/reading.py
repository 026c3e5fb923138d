"""What is read of releases: the list of them, and the figures that were corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, and_, select

from indicators.city import City, Release
from indicators.dataset import Correction
from indicators.model import Key, Text
from indicators.problems import UnknownName
from indicators.releases.release import Origin, ReleaseRecord
from indicators.store.tables import KEPT_ROW, RELEASE
from indicators.store.texts import moment, unpacked
from indicators.tables.columns import OBSERVATIONS
from indicators.tables.records import read_city
from indicators.tables.rows import Row, read
from indicators.tables.settings import CITY

_RELEASE = Text("版次", "release")
_STANDS = KEPT_ROW.c.removed_in.is_(None)


def head(connection: Connection, city: str) -> int:
    """Return the number of the current release, 0 where there is none."""
    query = select(RELEASE.c.number).where(RELEASE.c.city == city).order_by(RELEASE.c.number.desc()).limit(1)
    return connection.execute(query).scalar() or 0


def releases(connection: Connection, city: str, up_to: int | None = None) -> tuple[ReleaseRecord, ...]:
    """Return every release, latest first; only those up to a number where one is given."""
    query = select(RELEASE).where(RELEASE.c.city == city).order_by(RELEASE.c.number.desc())
    if up_to is not None:
        query = query.where(RELEASE.c.number <= up_to)
    rows, said = connection.execute(query).all(), _said(connection, city)
    return tuple(record(row._asdict(), city_of(_held(said, row.number))) for row in rows)


def _said(connection: Connection, city: str) -> Sequence[Any]:
    """Every row that ever held what the city says of itself; asked by the table, of whose rows there are few."""
    kept = KEPT_ROW.c
    query = select(kept.cells, kept.added_in, kept.removed_in)
    return connection.execute(query.where(kept.city == city, kept.table_name == CITY.name, kept.id == city)).all()


def _held(said: Iterable[Any], number: int) -> str | None:
    standing = (row for row in said if row.added_in <= number and (row.removed_in is None or row.removed_in > number))
    return next((row.cells for row in standing), None)


def settings(connection: Connection, city: str) -> str | None:
    """Return the row of the current release that holds what the city says of itself, None where there is none."""
    query = select(KEPT_ROW.c.cells).where(KEPT_ROW.c.city == city, KEPT_ROW.c.table_name == CITY.name, _STANDS)
    return connection.execute(query).scalar()


@lru_cache(maxsize=64)
def city_of(cells: str | None) -> City:
    """Return what a city says of itself by its row, but for its themes, its plans and its release."""
    row: dict[str, str] = unpacked(cells) if cells else {}
    return read_city({**dict.fromkeys(CITY.names), **read(CITY, row)}, {}, {})


def record(values: dict[str, Any], says: City) -> ReleaseRecord:
    """Return a row of the table of releases as the record that it stands for, by the clock of its city."""
    at = moment(values["at"]).astimezone(says.clock)
    name = Text(values["name_zh"], values["name_en"])
    same = ("by", "reason", "added", "altered", "removed", "unchanged")
    original = ("file", "file_name", "preview", "restores", "upload", "line", "line_hash")
    return ReleaseRecord(
        release=Release(values["number"], name, at.date()),
        follows=values["follows"] or None,
        origin=Origin(values["origin"]),
        at=at,
        **{name: values[name] for name in (*same, *original)},
    )


def corrections(connection: Connection, city: str, number: int, since: int = 1) -> tuple[Correction, ...]:
    """Return every figure that releases from one to another altered or took back, latest first. Raises UnknownName."""
    check(connection, city, number)
    old, new = KEPT_ROW.alias("old"), KEPT_ROW.alias("new")
    same = [old.c[name] == new.c[name] for name in ("city", "table_name", "id")]
    query = (
        select(old.c.removed_in, old.c.cells.label("old"), new.c.cells.label("new"))
        .select_from(old.outerjoin(new, and_(*same, new.c.added_in == old.c.removed_in)))
        .where(old.c.city == city, old.c.table_name == OBSERVATIONS.name, old.c.removed_in.between(since, number))
        .order_by(old.c.removed_in.desc(), old.c.position)
    )
    known = {one.number: one for one in releases(connection, city)}
    return tuple(
        correction
        for row in connection.execute(query)
        for correction in _corrected(known[row.removed_in], unpacked(row.old), unpacked(row.new) if row.new else None)
    )


def _corrected(by: ReleaseRecord, old: Row, new: Row | None) -> Iterator[Correction]:
    """Yield what became of a figure where that is not its old value; one that is moved elsewhere is taken back."""
    before = read(OBSERVATIONS, old)
    after = read(OBSERVATIONS, new) if new else {}
    figure = Key(before["indicator"], before["region"], before["industry"]), before["period"]
    stays = new and figure == (Key(after["indicator"], after["region"], after["industry"]), after["period"])
    value = after["value"] if stays else None
    if value != before["value"]:
        yield Correction(by.release, by.reason, *figure, before["value"], value)


def check(connection: Connection, city: str, number: int) -> None:
    """Pass where there is a release of this number. Raises UnknownName."""
    last = head(connection, city)
    if not 1 <= number <= last:
        raise UnknownName(_RELEASE, str(number), [str(one) for one in range(last, 0, -1)])
