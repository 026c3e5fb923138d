"""Lists of reports that accounts keep, and up to which release each was run by itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, and_, case, func, insert, or_, select, update

from indicators.model import Text
from indicators.problems import UnknownName
from indicators.releases.reports import KeptReport
from indicators.store.tables import REPORT
from indicators.store.texts import packed, stamp, unpacked

_LIST = Text("留存的清单", "Kept list")
_PLAIN = ("name", "text", "owner", "suffix", "mail", "release", "issued", "problem")
_NAMES = ("runners", "editors")


def keep(connection: Connection, city: str, report: KeptReport) -> KeptReport:
    """Write a list, a new one with the next number, and return it. Raises UnknownName where it was removed."""
    values: dict[str, Any] = {name: getattr(report, name) for name in _PLAIN}
    values |= {name: packed(sorted(getattr(report, name))) for name in _NAMES}
    if report.number:
        of_runs: dict[str, Any] = {
            name: REPORT.c[name] for name in ("issued", "problem")
        }  # which may come to pass this moment
        of_runs["release"] = case((REPORT.c.release > report.release, REPORT.c.release), else_=report.release)
        kept = update(REPORT).where(_is(city, report.number)).values(**values | of_runs)
        if not connection.execute(kept).rowcount:
            raise UnknownName(_LIST, str(report.number), ())
        return report
    last = connection.execute(select(func.max(REPORT.c.number)).where(REPORT.c.city == city)).scalar()
    number = (last or 0) + 1
    connection.execute(insert(REPORT).values(city=city, number=number, removed=False, **values))
    return replace(report, number=number)


def remove(connection: Connection, city: str, number: int) -> None:
    """Remove a list: its words are forgotten, its number is never given again. Raises UnknownName."""
    blank = {"text": "", "mail": "", "suffix": "", "removed": True}
    if not connection.execute(update(REPORT).where(_is(city, number)).values(**blank)).rowcount:
        raise UnknownName(_LIST, str(number), ())


def every(connection: Connection, city: str) -> tuple[KeptReport, ...]:
    """Return all lists, by number."""
    query = select(REPORT).where(REPORT.c.city == city, REPORT.c.removed.is_(False)).order_by(REPORT.c.number)
    return tuple(map(_report, connection.execute(query)))


def find(connection: Connection, city: str, number: int) -> KeptReport:
    """Return a list. Raises UnknownName."""
    row = connection.execute(select(REPORT).where(_is(city, number))).one_or_none()
    if row is None:
        raise UnknownName(_LIST, str(number), ())
    return _report(row)


def behind(connection: Connection, city: str, release: int, tried: dt.datetime) -> tuple[KeptReport, ...]:
    """Return the lists that run by themselves and were not run on a release, but for those tried after a moment."""
    query = select(REPORT).where(
        REPORT.c.city == city,
        REPORT.c.removed.is_(False),
        REPORT.c.suffix != "",
        REPORT.c.release < release,
        _is_free(tried),
    )
    return tuple(map(_report, connection.execute(query.order_by(REPORT.c.release, REPORT.c.number))))


def claim(connection: Connection, city: str, report: KeptReport, now: dt.datetime, tried: dt.datetime) -> bool:
    """Return whether the next release is this caller's to run a list on."""
    is_it = and_(_is_at_its_release(city, report), _is_free(tried))
    return bool(connection.execute(update(REPORT).where(is_it).values(tried_at=stamp(now))).rowcount)


def ran(connection: Connection, city: str, report: KeptReport, problem: str) -> None:
    """Write that a list was run on the release after its own: it became a file, or there was a problem."""
    number = report.release + 1
    values = {"release": number, "issued": report.issued if problem else number, "problem": problem, "tried_at": None}
    connection.execute(update(REPORT).where(_is_at_its_release(city, report)).values(**values))


def _is(city: str, number: int) -> Any:  # noqa: ANN401 - a condition
    return and_(REPORT.c.city == city, REPORT.c.number == number, REPORT.c.removed.is_(False))


def _is_at_its_release(city: str, report: KeptReport) -> Any:  # noqa: ANN401 - a condition
    return and_(_is(city, report.number), REPORT.c.release == report.release)


def _is_free(tried: dt.datetime) -> Any:  # noqa: ANN401 - a condition
    return or_(REPORT.c.tried_at.is_(None), REPORT.c.tried_at < stamp(tried))


def _report(row: Row[Any]) -> KeptReport:
    values: dict[str, Any] = {name: getattr(row, name) for name in ("number", *_PLAIN)}
    return KeptReport(**values | {name: frozenset(unpacked(getattr(row, name))) for name in _NAMES})
