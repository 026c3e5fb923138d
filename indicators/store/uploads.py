"""Staged uploads and how they stand."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update

from indicators.model import Text
from indicators.problems import OutdatedError, UnknownName
from indicators.releases.changes import Change
from indicators.releases.release import Entry, Publication, Upload, UploadState
from indicators.store import log, reading
from indicators.store.tables import UPLOAD
from indicators.store.texts import moment, packed, sha256, stamp, unpacked

_UPLOAD = Text("上传", "upload")
_LARGE = ("changes", "preview")
_DECIDED = ("state", "remark", "reason", "due_at", "explanations", "decided_by", "decided_at")
_ACTIONS: Mapping[UploadState, log.Action] = {
    UploadState.STAGED: log.Action.STAGED,
    UploadState.SUBMITTED: log.Action.SUBMITTED,
    UploadState.SCHEDULED: log.Action.SCHEDULED,
    UploadState.SENT_BACK: log.Action.SENT_BACK,
    UploadState.WITHDRAWN: log.Action.WITHDRAWN,
}


def stage(connection: Connection, city: str, upload: Upload) -> Upload:
    """Keep an upload with its line in the log, and return it with its number."""
    last = connection.execute(select(func.max(UPLOAD.c.number)).where(UPLOAD.c.city == city)).scalar()
    numbered = dataclasses.replace(upload, number=(last or 0) + 1)
    values = _values(numbered)
    connection.execute(insert(UPLOAD).values(city=city, **values))
    detail: dict[str, object] = {
        name: values[name] for name in ("state", "file", "file_name", "base", "digest", "unchanged")
    }
    detail |= {"explanations": dict(numbered.explanations), "changes": len(numbered.changes)}
    detail |= {"changes_hash": sha256(values["changes"])}
    detail |= {"preview_hash": sha256(values["preview"])}
    log.append(connection, city, Entry(numbered.at, numbered.by, log.Action.STAGED, str(numbered.number), detail))
    return numbered


def find(connection: Connection, city: str, number: int) -> Upload:
    """Return a staged upload. Raises UnknownName."""
    row = connection.execute(select(UPLOAD).where(_is(city, number))).one_or_none()
    if row is None:
        raise _unknown(connection, city, number)
    return _upload(row._asdict())


def every(connection: Connection, city: str, about: str | None = None) -> tuple[Upload, ...]:
    """Return every upload, or an account's own and those that wait for a reviewer, latest first, without changes."""
    small = [column for column in UPLOAD.c if column.name not in _LARGE]
    query = select(*small).where(UPLOAD.c.city == city).order_by(UPLOAD.c.number.desc())
    if about is not None:
        query = query.where(or_(UPLOAD.c.by == about, UPLOAD.c.state == UploadState.SUBMITTED.value))
    return tuple(_upload({**row._asdict(), "changes": "[]", "preview": ""}) for row in connection.execute(query))


def scheduled(connection: Connection, city: str) -> tuple[Upload, ...]:
    """Return the uploads that are to be published by themselves, those that are due first at the head."""
    is_it = and_(UPLOAD.c.city == city, UPLOAD.c.state == UploadState.SCHEDULED.value)
    rows = connection.execute(select(UPLOAD).where(is_it).order_by(UPLOAD.c.due_at, UPLOAD.c.number))
    return tuple(_upload(row._asdict()) for row in rows)


def decide(connection: Connection, city: str, upload: Upload, before: UploadState, entry: Entry) -> Upload:
    """Write how an upload stands, if it still is in state `before`, and the line that says so; return it.

    `entry` says who decided and when. Raises OutdatedError where it is in another state by now, UnknownName, and
    ValueError for a state that only a release brings about.
    """
    if upload.state not in _ACTIONS:
        raise ValueError(f"nobody decides that an upload is {upload.state}")
    decided = dataclasses.replace(upload, decided_by=entry.by, decided_at=entry.at)
    values = _values(decided)
    written = {name: values[name] for name in _DECIDED}
    _set(connection, city, upload.number, before, written)
    detail: dict[str, object] = {"before": before.value}
    detail |= {name: values[name] for name in ("state", "remark", "reason", "due_at")}
    detail |= {"explanations": dict(upload.explanations)}
    line = dataclasses.replace(entry, action=_ACTIONS[upload.state], subject=str(upload.number), detail=detail)
    log.append(connection, city, line)
    return find(connection, city, upload.number)


def answer(connection: Connection, city: str, number: int, answers: Mapping[str, str], entry: Entry) -> None:
    """Write what was answered to the questions of an upload into the log, which is where it is remembered."""
    line = dataclasses.replace(
        entry, action=log.Action.ANSWERED, subject=str(number), detail={"answers": dict(answers)}
    )
    log.append(connection, city, line)


def answers(connection: Connection, city: str) -> dict[str, str]:
    """Return every answer that was given to a question about a layout, the last one of each."""
    return {
        name: word
        for detail in log.details(connection, city, log.Action.ANSWERED)
        for name, word in detail["answers"].items()
    }


def published(connection: Connection, city: str, publication: Publication, release: int) -> None:
    """Mark the upload of a publication as published. Raises OutdatedError where it was decided already, UnknownName."""
    written: dict[str, Any] = {
        "state": UploadState.PUBLISHED.value,
        "decided_by": publication.by,
        "decided_at": stamp(publication.at),
        "release": release,
    }
    if publication.explanations is not None:
        written["explanations"] = packed(dict(publication.explanations))
    _set(connection, city, publication.upload or 0, publication.upload_state, written)


def _set(connection: Connection, city: str, number: int, before: UploadState, values: Mapping[str, Any]) -> None:
    done = connection.execute(update(UPLOAD).where(_is(city, number), UPLOAD.c.state == before.value).values(**values))
    if done.rowcount:
        return
    if connection.execute(select(UPLOAD.c.number).where(_is(city, number))).one_or_none() is None:
        raise _unknown(connection, city, number)
    raise OutdatedError(reading.head(connection, city) or None)


def _is(city: str, number: int) -> ColumnElement[bool]:
    return and_(UPLOAD.c.city == city, UPLOAD.c.number == number)


def _unknown(connection: Connection, city: str, number: int) -> UnknownName:
    known = connection.execute(select(UPLOAD.c.number).where(UPLOAD.c.city == city).order_by(UPLOAD.c.number.desc()))
    return UnknownName(_UPLOAD, str(number), [str(number) for number in known.scalars()])


def _values(upload: Upload) -> dict[str, Any]:
    return {
        **{field.name: getattr(upload, field.name) for field in dataclasses.fields(upload)},
        "state": upload.state.value,
        "at": stamp(upload.at),
        "changes": packed(
            [[change.table, change.id, _plain(change.old), _plain(change.new)] for change in upload.changes]
        ),
        "explanations": packed(dict(upload.explanations)),
        "decided_at": _maybe(upload.decided_at, stamp),
        "due_at": _maybe(upload.due_at, stamp),
    }


def _plain(row: Mapping[str, str] | None) -> dict[str, str] | None:
    return None if row is None else dict(row)


def _upload(values: dict[str, Any]) -> Upload:
    del values["city"]
    return Upload(
        **values
        | {
            "state": UploadState(values["state"]),
            "at": moment(values["at"]),
            "changes": tuple(Change(*change) for change in unpacked(values["changes"])),
            "explanations": unpacked(values["explanations"]),
            "decided_at": _maybe(values["decided_at"], moment),
            "due_at": _maybe(values["due_at"], moment),
        }
    )


def _maybe(value: Any, write: Any) -> Any:  # noqa: ANN401 - a moment or its text
    return None if value is None else write(value)
