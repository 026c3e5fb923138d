"""What an uploaded file is, by its content and not by its name, and whether it is safe to hand to a parser."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from indicators.model import Text

LARGEST_FILE = 20 * 1024 * 1024
_MOST_ENTRIES = 2000
_LARGEST_UNPACKED = 64 * 1024 * 1024
_LARGEST_RATIO = 200
_RATIO_COUNTS_FROM = 1024 * 1024
_PIECE, _LONGEST_WORD = 1 << 20, 32
_DEEPEST = 5000  # a sheet nests a dozen deep; a parser keeps all that is open
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK = "xl/workbook.xml"
_DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_STRICT = b"purl.oclc.org/ooxml"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class RefusedError(Exception):
    """A file that is not taken; `kind` names the problem, `words` fill its sentence."""

    def __init__(self, kind: str, **words: object) -> None:
        """Keep the kind of the problem and its words."""
        super().__init__(kind)
        self.kind, self.words = kind, words


@dataclass(frozen=True, slots=True)
class _Signature:
    """A sort of file that people upload by mistake: how it begins, and the problem that tells it."""

    begins: tuple[bytes, ...]
    kind: str


_SIGNATURES = (
    _Signature((b"%PDF",), "file-is-pdf"),
    _Signature((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM6", b"RIFF", b"II*\x00", b"MM\x00*"), "file-is-picture"),
    _Signature((b"{\\rtf",), "file-is-document"),
    _Signature((b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ"), "file-is-packed"),
    _Signature((b"MZ", b"\x7fELF", b"#!"), "file-is-program"),
)
_IN_ZIPS = (
    ("word/document.xml", "file-is-document"),
    ("ppt/presentation.xml", "file-is-document"),
    ("xl/workbook.bin", "file-is-xlsb"),
    ("content.xml", "file-is-ods"),
)


def sort_of(content: bytes) -> str:
    """Return `xlsx` or `csv`. Raises RefusedError for anything else, and for a workbook that is not safe to parse."""
    if not content:
        raise RefusedError("file-empty")
    if len(content) > LARGEST_FILE:
        raise RefusedError("file-too-large", limit=LARGEST_FILE // 1024 // 1024)
    if content.startswith(_OLE):
        raise RefusedError("file-is-locked" if _ENCRYPTED in content else "file-is-xls")
    for one in _SIGNATURES:
        if content.startswith(one.begins):
            raise RefusedError(one.kind)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        _check_zip(content)
        return "xlsx"
    _check_text(content)
    return "csv"


def has_macros(content: bytes) -> bool:
    """Return whether a checked workbook carries macros."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return any(name.endswith("vbaProject.bin") for name in packed.namelist())


def _check_text(content: bytes) -> None:
    head = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        raise RefusedError("file-is-html")
    if head.startswith((b"<?xml", b"<workbook", b"<")):
        raise RefusedError("file-is-xml")
    if head.startswith((b"{", b"[")) and b'"' in head:
        raise RefusedError("file-is-json")


def _check_zip(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            _check_entries(entries, len(content))
            names = {one.filename for one in entries}
            _check_names(names)
            for one in entries:
                _check_part(packed, one)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error) as error:
        raise RefusedError("file-damaged", why=Text("压缩包读不完整", "the archive is broken")) from error


def _check_entries(entries: list[zipfile.ZipInfo], size: int) -> None:
    names = [one.filename for one in entries]
    for test, why in _ENTRY_TESTS:
        if test(entries):
            raise RefusedError("file-suspicious", why=why)
    if len({name.lower() for name in names}) != len(names):
        raise RefusedError("file-suspicious", why=Text("部件重名", "duplicate entries"))
    ends = sorted((one.header_offset, one.header_offset + 30 + one.compress_size) for one in entries)
    if any(end > start for (_, end), (start, _) in pairwise(ends)) or (ends and ends[-1][1] > size):
        raise RefusedError("file-suspicious", why=Text("部件互相重叠", "overlapping entries"))


def _outside(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name


_ENTRY_TESTS: tuple[tuple[Callable[[list[zipfile.ZipInfo]], bool], Text], ...] = (
    (lambda entries: len(entries) > _MOST_ENTRIES, Text("部件过多", "too many entries")),
    (lambda entries: any(one.flag_bits & 1 for one in entries), Text("部件加了密", "encrypted entries")),
    (
        lambda entries: sum(one.file_size for one in entries) > _LARGEST_UNPACKED,
        Text("解压后过大", "too large when unpacked"),
    ),
    (
        lambda entries: any(
            one.file_size > _RATIO_COUNTS_FROM and one.file_size > _LARGEST_RATIO * max(one.compress_size, 1)
            for one in entries
        ),
        Text("压缩率不合常理", "compressed beyond reason"),
    ),
    (
        lambda entries: any(_outside(one.filename) for one in entries),
        Text("部件指向文件之外", "entries outside the file"),
    ),
)


def _check_names(names: set[str]) -> None:
    if _WORKBOOK in names:
        return
    for part, kind in _IN_ZIPS:
        if part in names:
            raise RefusedError(kind)
    raise RefusedError("file-is-packed")


def _check_part(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Read a part to its end, so that its checksum is proven, and look for what no spreadsheet needs in its XML."""
    is_xml = entry.filename.endswith((".xml", ".rels", ".vml"))
    unpacked, tail, depth = 0, b"", 0
    with packed.open(entry) as part:
        while piece := part.read(_PIECE):
            unpacked += len(piece)
            if unpacked > min(_LARGEST_UNPACKED, entry.file_size):
                raise RefusedError("file-suspicious", why=Text("部件比所写的大", "larger than it says"))
            plain = tail + piece.replace(b"\x00", b"")  # so that UTF-16 and UTF-32 are seen through
            if is_xml and _DOCTYPE.search(plain):
                raise RefusedError("file-suspicious", why="DOCTYPE")
            depth += _opened(plain[len(tail) :])
            if is_xml and depth > _DEEPEST:
                raise RefusedError("file-damaged", why=Text("嵌套太深", "nested too deep"))
            if entry.filename == _WORKBOOK and _STRICT in plain:
                raise RefusedError("file-is-strict")
            tail = plain[-_LONGEST_WORD:]  # a word may be cut between two pieces


def _opened(xml: bytes) -> int:
    """Return about how many elements a piece of XML opens and does not close."""
    return xml.count(b"<") - 2 * xml.count(b"</") - sum(map(xml.count, (b"/>", b"<!", b"<?")))
