"""Accounts, uploads and original files held against what the audit log tells of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, select

from indicators.model import Text
from indicators.problems import StoreError, UnknownName
from indicators.store import log
from indicators.store.files import Files
from indicators.store.tables import ACCOUNT, LOG_LINE, RELEASE, UPLOAD
from indicators.store.texts import filled, printed, sha256, unpacked

ROW = "row"
"""Under this word a line about an account tells the hash of the row that it left."""

_ACCOUNT = Text(
    "帐号 {name} 与审计日志所记不符，被改动过", "The account {name} is not as the audit log tells: it was altered"
)
_NO_ACCOUNT = Text("审计日志所记的帐号 {name} 已不存在", "The account {name}, told by the audit log, is not there")
_UPLOAD = Text(
    "第 {number} 号报送与审计日志所记不符，被改动过", "Upload {number} is not as the audit log tells: it was altered"
)
_NO_UPLOAD = Text("审计日志所记的第 {number} 号报送已不存在", "Upload {number}, told by the audit log, is not there")
_FILE = Text("原始文件 {digest} 已缺失或被改动", "The original file {digest} is missing or was altered")
_STATES = frozenset(
    action.value for action in (log.Action.SUBMITTED, log.Action.SCHEDULED, log.Action.SENT_BACK, log.Action.WITHDRAWN)
)


_UNDECIDED: Mapping[str, Any] = {
    "remark": "",
    "reason": "",
    "explanations": {},
    "due_at": None,
    "decided_by": "",
    "decided_at": None,
    "release": None,
}
_HASHES = {"changes_hash": "changes", "preview_hash": "preview"}
_SAME = ("by", "at", "state", "file", "file_name", "base", "digest", "unchanged", *_UNDECIDED)
_TOLD = (*zip(_SAME, _SAME, strict=True), *_HASHES.items())
"""What lines of the log tell of an upload, and the column that holds it."""


def _read(name: str, value: Any) -> Any:  # noqa: ANN401 - a column
    """A column of an upload in the form in which the log tells of it."""
    if name in _HASHES:
        return sha256(value)
    if name == "explanations":
        with suppress(ValueError):  # what is no JSON any more is as it is: not what was told
            return unpacked(value)
    return value


def row_hash(values: Mapping[str, Any]) -> str:
    """Return the hash of a row of accounts as it is stored, without the city.

    A row that has no display name hashes as it did before there were any, so that older lines of the log hold.
    """
    left_out = {"city"} if values.get("display") else {"city", "display"}
    return sha256(printed(sorted((name, value) for name, value in values.items() if name not in left_out)))


def faults(connection: Connection, city: str, files: Files) -> Iterator[Text]:
    """Yield each account, upload and original file that is not as the log tells, and each that is gone."""
    line = LOG_LINE.c
    query = select(line.action, line.subject, line.detail, line.by, line.at).where(line.city == city)
    accounts: dict[str, str | None] = {}
    uploads: dict[str, dict[str, Any]] = {}
    for action, subject, text, by, at in connection.execute(query.order_by(line.number)):
        detail = unpacked(text)
        if action.startswith("account.") and ("roles" in detail or ROW in detail):
            accounts[subject] = detail.get(ROW)
        elif action == log.Action.STAGED:
            uploads[subject] = {**_UNDECIDED, **detail, "by": by, "at": at}
        elif action in _STATES:
            decided = {name: detail.get(name) for name in ("state", "remark", "explanations", "due_at")}
            decided["reason"] = detail.get("reason", "")  # older lines tell none
            uploads.setdefault(subject, {}).update(decided, decided_by=by, decided_at=at)
        elif action == log.Action.PUBLISHED and detail.get("upload") is not None:
            released = {"state": "published", "release": int(subject), "decided_by": by, "decided_at": at}
            if "explanations" in detail:
                released["explanations"] = detail["explanations"]
            uploads.setdefault(str(detail["upload"]), {}).update(released)
    yield from _of_accounts(connection, city, accounts)
    yield from _of_uploads(connection, city, uploads)
    yield from _of_files(connection, city, files)


def _of_accounts(connection: Connection, city: str, logged: Mapping[str, str | None]) -> Iterator[Text]:
    """Yield accounts that differ; a line of an older program tells no hash and is believed."""
    found = set()
    for row in connection.execute(select(ACCOUNT).where(ACCOUNT.c.city == city)):
        found.add(row.name)
        if row.name not in logged or logged[row.name] not in {None, row_hash(row._asdict())}:
            yield filled(_ACCOUNT, name=row.name)
    for name in sorted(logged.keys() - found):
        yield filled(_NO_ACCOUNT, name=name)


def _of_uploads(connection: Connection, city: str, logged: Mapping[str, Mapping[str, Any]]) -> Iterator[Text]:
    found = set()
    for row in connection.execute(select(UPLOAD).where(UPLOAD.c.city == city).order_by(UPLOAD.c.number)):
        upload, line = row._asdict(), logged.get(str(row.number), {})
        found.add(str(row.number))
        if not line or any(_read(name, upload[column]) != line[name] for name, column in _TOLD if name in line):
            yield filled(_UPLOAD, number=row.number)
    for number in sorted(logged.keys() - found, key=int):
        yield filled(_NO_UPLOAD, number=number)


def _of_files(connection: Connection, city: str, files: Files) -> Iterator[Text]:
    named = [select(table.c.file).where(table.c.city == city, table.c.file != "") for table in (RELEASE, UPLOAD)]
    for digest in sorted({digest for query in named for digest in connection.execute(query).scalars()}):
        try:
            files.read(digest)
        except (StoreError, UnknownName):
            yield filled(_FILE, digest=digest)
