"""The problems that an uploaded file can have before its tables are looked at: to add a kind is to add a row."""

from __future__ import annotations

from indicators.kinds.kind import Kind, Severity
from indicators.model import Text

_E, _W = Severity.ERROR, Severity.WARNING

UPLOAD_KINDS: tuple[Kind, ...] = (
    Kind(
        "file-empty",
        _E,
        Text("文件是空的", "the file is empty"),
        Text("请重新保存后再上传", "save it again, then upload it"),
    ),
)
