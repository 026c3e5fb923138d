"""The audit log held against itself, and the releases and rows held against the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, select

from indicators.model import Text
from indicators.store import log, matching
from indicators.store.files import Files
from indicators.store.snapshots.sums import LOGGED, Digest
from indicators.store.tables import KEPT_ROW, LOG_LINE, RELEASE
from indicators.store.texts import filled, unpacked

_ALTERED = Text(
    "审计日志第 {line} 行与其哈希不符，内容被改动过", "Line {line} of the audit log was altered: its hash differs"
)
_MISSING = Text("审计日志缺少第 {line} 行", "Line {line} of the audit log is missing")
_MISSING_MANY = Text("审计日志缺少第 {first} 至第 {line} 行", "Lines {first} to {line} of the audit log are missing")
_UNREADABLE = Text(
    "数据库中有内容的类型或格式不符（{reason}），被改动过或已损坏；请以备份恢复",
    "The database holds something of a wrong type or form ({reason}): it was altered or is damaged; restore a backup",
)
_DAMAGED = Text(
    "数据库文件已损坏（{reason}）；请以备份恢复", "The file of the database is damaged ({reason}); restore a backup"
)
_UNCHAINED = Text(
    "审计日志第 {line} 行没有接在上一行之后，有行被删除、插入或调换",
    "Line {line} of the audit log does not follow the line before: lines were removed, inserted or swapped",
)
_TAIL = Text(
    "审计日志应止于第 {line} 行，实际止于第 {last} 行，末尾被删改过",
    "The audit log should end with line {line} and ends with line {last}: its end was altered",
)
_RELEASE = Text(
    "第 {number} 版的登记与审计日志第 {line} 行不符，被改动过",
    "Release {number} is not as line {line} of the audit log tells: it was altered",
)
_GONE = Text(
    "审计日志第 {line} 行所记的第 {number} 版已不存在",
    "Release {number}, told by line {line} of the audit log, is not there",
)
_ROWS = Text(
    "第 {number} 版写入的数据与审计日志第 {line} 行的摘要不符，数据被改动过",
    "The rows that release {number} wrote are not as line {line} of the audit log tells: they were altered",
)
_AT_ONCE = 2000


def faults(connection: Connection, city: str) -> tuple[Text, ...]:
    """Return everything that is wrong, each a sentence that names the line of the log; nothing where all is whole."""
    published: dict[int, dict[str, Any]] = {}
    found: list[Text] = []
    try:
        for check in (_of_lines, _of_releases, _of_rows):
            found += check(connection, city, published)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        found.append(filled(_UNREADABLE, reason=error))
    return (*found, *_of_file(connection))


def everything(connection: Connection, city: str, files: Files) -> tuple[Text, ...]:
    """Return what is wrong with the log, the releases and their rows, and with accounts, uploads and original files."""
    found = list(faults(connection, city))
    try:
        found += matching.faults(connection, city, files)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        found.append(filled(_UNREADABLE, reason=error))
    return tuple(found)


def _of_lines(connection: Connection, city: str, published: dict[int, dict[str, Any]]) -> Iterator[Text]:
    """Yield what is wrong with the chain, and fill in what the log tells of each release."""
    number, previous = 0, log.NOTHING_BEFORE
    for row in _streamed(connection, select(LOG_LINE).where(LOG_LINE.c.city == city).order_by(LOG_LINE.c.number)):
        line = row._asdict()
        if line["number"] > number + 1:
            lost = _MISSING if line["number"] == number + 2 else _MISSING_MANY
            yield filled(lost, first=number + 1, line=line["number"] - 1)
        if line["previous"] != previous:
            yield filled(_UNCHAINED, line=line["number"])
        if log.hash_of(line) != line["hash"]:
            yield filled(_ALTERED, line=line["number"])
        elif line["action"] == log.Action.PUBLISHED:
            published[int(line["subject"])] = line | {"detail": unpacked(line["detail"])}
        number, previous = line["number"], line["hash"]
    head = log.head_of(connection, city)
    if (head.number, head.hash) != (number, previous) if head else number:
        yield filled(_TAIL, line=head.number if head else 0, last=number)


def _of_releases(connection: Connection, city: str, published: Mapping[int, Mapping[str, Any]]) -> Iterator[Text]:
    """Yield each release that the log tells otherwise, and each that it tells and that is not there."""
    known = set()
    for row in connection.execute(select(RELEASE).where(RELEASE.c.city == city).order_by(RELEASE.c.number)):
        release = row._asdict()
        known.add(release["number"])
        if not agree(release, published.get(release["number"])):
            yield filled(_RELEASE, number=release["number"], line=release["line"])
    for number in sorted(published.keys() - known):
        yield filled(_GONE, number=number, line=published[number]["number"])


def agree(release: Mapping[str, Any], line: Mapping[str, Any] | None) -> bool:
    """Return whether a release is what its line of the log, with the detail unpacked, tells of it."""
    if line is None:
        return False
    logged = {name: line["detail"].get(name) for name in LOGGED} | {"at": line["at"], "by": line["by"]}
    chained = (release["line"], release["line_hash"]) == (line["number"], line["hash"])
    return chained and all(release[name] == value for name, value in logged.items())


def _of_rows(connection: Connection, city: str, published: Mapping[int, Mapping[str, Any]]) -> Iterator[Text]:
    """Yield each release whose rows are not those that the log has the digests of."""
    column = KEPT_ROW.c
    key = (column.table_name, column.id)
    added = select(column.added_in, *key, column.position, column.cells).where(column.city == city)
    removed = select(column.removed_in, *key).where(column.city == city, column.removed_in.is_not(None))
    found_added = _digests(connection, added.order_by(column.added_in, *key))
    found_removed = _digests(connection, removed.order_by(column.removed_in, *key))
    nothing = Digest().hex()
    for number in sorted(published.keys() | found_added.keys() | found_removed.keys()):
        detail = published[number]["detail"] if number in published else {}
        found = found_added.get(number, nothing), found_removed.get(number, nothing)
        if found != (detail.get("rows_added"), detail.get("rows_removed")):
            yield filled(_ROWS, number=number, line=published[number]["number"] if number in published else 0)


def _of_file(connection: Connection) -> Iterator[Text]:
    """Yield what SQLite finds wrong with its file: an index, say, that has come apart from its table."""
    if connection.dialect.name == "sqlite":
        answer = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
        if answer != "ok":
            yield filled(_DAMAGED, reason=str(answer).replace("\n", " "))


def _digests(connection: Connection, query: Any) -> dict[int, str]:  # noqa: ANN401 - a query of rows
    """Return the digest of each release's rows; the first column names the release."""
    found = {}
    for number, rows in groupby(_streamed(connection, query), key=lambda row: row[0]):
        digest = Digest()
        for row in rows:
            digest.take(*row[1:])
        found[number] = digest.hex()
    return found


def _streamed(connection: Connection, query: Any) -> Iterator[Row[Any]]:  # noqa: ANN401
    """Yield the rows of a query without holding all of them in memory."""
    yield from connection.execute(query, execution_options={"yield_per": _AT_ONCE})
