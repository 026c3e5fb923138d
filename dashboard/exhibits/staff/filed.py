"""What was filed: the list that is searched, what waits for a reviewer, and the calendar of releases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from dashboard.exhibits.exhibit import Content, Exhibit, Field, Form, Link, Prose, Table
from indicators.model import Text
from indicators.releases.release import ReleaseRecord, Upload, UploadState, in_force

_FILED = Text("报送记录", "What was filed")
_FILED_SCOPE = Text("点编号看核对结果与将会产生的变化", "The number leads to what was found and what would change")
_QUEUE = Text("待审核 {count} 份", "{count} to review")
_COLUMNS = Text(
    "编号|文件|填报人|时间|基于|状态|版次|填报说明|审核意见", "Number|File|By|When|Base|State|Release|Note|Opinion"
)
_TAKEN_BACK = Text("发布后已取回", "Published and taken back")
_NONE = Text("还没有报送记录。", "Nothing was filed yet.")
_FIND, _FIND_LABEL = (
    Text("查找", "Find"),
    Text("编号、文件名、填报人、状态或说明", "Number, file, person, state or note"),
)
_FOUND = Text("报送记录中含“{text}”的 {count} 份", "{count} with “{text}”")
_CALENDAR, _CALENDAR_SCOPE = Text("发布日历", "To be published"), Text("到时自动发布，早者在前", "The next one first")
_CALENDAR_COLUMNS = Text("发布时间|编号|文件|填报人|批准|理由", "At|Number|File|By|Approved by|Reason")
_LONGEST_SEARCH = 80
Moments = Callable[[dt.datetime], str]
"""How a moment is shown: by the clock of the city."""


def searched(uploads: Sequence[Upload], records: Sequence[ReleaseRecord], shown: Moments, text: str) -> list[Exhibit]:
    """Return what was filed, all of it or what holds a text, below the place where that text is written."""
    if not uploads:
        return [listed("filed", str(_FILED), uploads, records, shown)]
    text = text.strip()[:_LONGEST_SEARCH]
    fields = (Field("find", str(_FIND_LABEL), value=text),)
    search = Exhibit("search-filed", str(_FIND), "", Form("/data", str(_FIND), fields, plain=True, method="get"))
    standing = in_force(records)
    found = [upload for upload in uploads if text.casefold() in _as_words(upload, records, standing)]
    title = str(_FOUND).format(text=text, count=len(found)) if text else str(_FILED)
    return [search, listed("filed", title, found, records, shown)]


def _as_words(upload: Upload, records: Sequence[ReleaseRecord], standing: frozenset[int]) -> str:
    words = (str(upload.number), upload.file_name, upload.by, state(upload, standing), *said(upload, records))
    return "\n".join(words).casefold()


def waiting(uploads: Sequence[Upload], records: Sequence[ReleaseRecord], shown: Moments) -> Exhibit:
    """Return what waits for a reviewer."""
    return listed("queue", str(_QUEUE).format(count=len(uploads)), uploads, records, shown)


def calendar(uploads: Iterable[Upload], shown: Moments) -> Exhibit:
    """Return what is published by itself, and when."""
    rows = tuple(
        (
            shown(one.due_at) if one.due_at else "",
            Link(str(one.number), f"/data/uploads/{one.number}"),
            one.file_name,
            one.by,
            one.decided_by,
            one.reason,
        )
        for one in sorted(uploads, key=lambda one: (str(one.due_at), one.number))
    )
    return Exhibit(
        "calendar", str(_CALENDAR), str(_CALENDAR_SCOPE), Table(tuple(str(_CALENDAR_COLUMNS).split("|")), rows)
    )


def said(upload: Upload, records: Sequence[ReleaseRecord]) -> tuple[str, str]:
    """Return what its reporter said of an upload, and what a reviewer did, at last with the release."""
    if upload.state is UploadState.SENT_BACK and not upload.reason:
        return "", upload.remark  # of before the two were kept apart
    release = next((record.reason for record in records if record.number == upload.release), "")
    return upload.remark, release or upload.reason


def listed(
    name: str, title: str, uploads: Iterable[Upload], records: Sequence[ReleaseRecord], shown: Moments
) -> Exhibit:
    """Return uploads as a table."""
    standing = in_force(records)
    rows = tuple(
        (
            Link(str(one.number), f"/data/uploads/{one.number}"),
            one.file_name,
            one.by,
            shown(one.at),
            str(one.base),
            state(one, standing),
            Link(str(one.release), f"/releases?to={one.release}") if one.release else "",
            *said(one, records),
        )
        for one in uploads
    )
    content: Content = (
        Table(tuple(str(_COLUMNS).split("|")), rows) if rows else Prose((str(_NONE),), is_for_reports=False)
    )
    return Exhibit(name, title, str(_FILED_SCOPE), content)


def state(upload: Upload, standing: frozenset[int]) -> str:
    """Return how an upload stands; what was published and taken back by a restore is published no longer."""
    if upload.release is not None and upload.release not in standing:
        return str(_TAKEN_BACK)
    return str(upload.state.words)
