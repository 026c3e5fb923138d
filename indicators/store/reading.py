"""What is read of releases: the list of them, and the figures that were corrected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, and_, select

from indicators.city import Release
from indicators.dataset import Correction
from indicators.model import Key, Text
from indicators.problems import UnknownName
from indicators.releases.release import Origin, ReleaseRecord
from indicators.store.tables import KEPT_ROW, RELEASE
from indicators.store.texts import moment, unpacked
from indicators.tables.columns import OBSERVATIONS
from indicators.tables.rows import Row, read

_RELEASE = Text("版次", "release")


def head(connection: Connection, city: str) -> int:
    """Return the number of the current release, 0 where there is none."""
    query = select(RELEASE.c.number).where(RELEASE.c.city == city).order_by(RELEASE.c.number.desc()).limit(1)
    return connection.execute(query).scalar() or 0


def releases(connection: Connection, city: str, up_to: int | None = None) -> tuple[ReleaseRecord, ...]:
    """Return every release, latest first; only those up to a number where one is given."""
    query = select(RELEASE).where(RELEASE.c.city == city).order_by(RELEASE.c.number.desc())
    if up_to is not None:
        query = query.where(RELEASE.c.number <= up_to)
    return tuple(record(row._asdict()) for row in connection.execute(query))


def record(values: dict[str, Any]) -> ReleaseRecord:
    """Return a row of the table of releases as the record that it stands for."""
    at = moment(values["at"])
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
