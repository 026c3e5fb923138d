"""Encodings, wrong types, damaged and hostile files: none breaks anything, each gets a sentence."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterator

from openpyxl import Workbook

from tests.workbook.corpus.case import GDP_2025, HEADS, Case, at_cells, saved, sheet, table

ROW = ("地区生产总值", "常州市", 2025, 1)
GOOD = (HEADS, ROW)
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")
DELIMITERS = {"comma": ",", "tab": "\t", "semicolon": ";", "chinese comma": "，"}
SHEET, BOOK, STRINGS, RELS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "_rels/.rels"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
WRONG_TYPES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "file-empty"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "file-is-pdf"),
    "png": (b"\x89PNG\r\n\x1a\n" + b"0" * 64, "file-is-picture"),
    "jpeg": (b"\xff\xd8\xff\xe0" + b"0" * 64, "file-is-picture"),
    "gif": (b"GIF89a" + b"0" * 64, "file-is-picture"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "file-is-xls"),
    "locked workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64 + "EncryptedPackage".encode("utf-16-le"),
        "file-is-locked",
    ),
    "rtf": (b"{\\rtf1\\ansi ...}", "file-is-document"),
    "gzip": (b"\x1f\x8b\x08" + b"0" * 20, "file-is-packed"),
    "rar": (b"Rar!\x1a\x07\x00", "file-is-packed"),
    "7z": (b"7z\xbc\xaf\x27\x1c", "file-is-packed"),
    "program": (b"MZ\x90\x00" + b"\x00" * 64, "file-is-program"),
    "script": (b"#!/bin/sh\nrm -rf /\n", "file-is-program"),
    "web page": ("<html><table><tr><td>指标</td></tr></table></html>".encode(), "file-is-html"),
    "web page with a doctype": (b"<!DOCTYPE html><html></html>", "file-is-html"),
    "table of a web page": (b"<table><tr><td>1</td></tr></table>", "file-is-html"),
    "xml of 2003": (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas"></Workbook>', "file-is-xml"),
    "json": (b'{"rows": [1, 2]}', "file-is-json"),
    "json list": (b'[{"a": 1}]', "file-is-json"),
    "rubbish": (bytes(range(256)) * 8, "file-encoding"),
    "controls": (b"a,b\n\x01\x02,\x03\n", "file-is-binary"),
    "broken utf-16": (b"\xff\xfea", "file-encoding"),
    "only spaces": (b"   \n\n  ", "file-no-rows"),
}


def cases() -> Iterator[Case]:
    """Yield every encoding, every wrong type, every damage and every attack."""
    for encoding in ENCODINGS:
        for name, delimiter in DELIMITERS.items():
            make = _text(encoding, delimiter)
            yield Case(f"{encoding} {name}", make, at_cells(), {GDP_2025: "1"}, "x.csv")
    for name, (content, kind) in WRONG_TYPES.items():
        yield _bad(f"type {name}", lambda content=content: content, kind)
        if kind != "file-no-rows":
            yield _bad(f"type {name} called csv", lambda content=content: content, kind, "x.csv")
    yield Case("a workbook called csv", lambda: sheet(*GOOD), at_cells(), {GDP_2025: "1"}, "x.csv")
    yield Case("a text file called xlsx", lambda: table(GOOD), at_cells(), {GDP_2025: "1"}, "x.xlsx")
    yield Case("a file without a suffix", lambda: table(GOOD), at_cells(), {GDP_2025: "1"}, "x")
    for name, part in (("docx", "word/document.xml"), ("pptx", "ppt/presentation.xml")):
        yield _bad(f"type {name}", lambda part=part: _zip({part: b"<x/>"}), "file-is-document")
    yield _bad("type xlsb", lambda: _zip({"xl/workbook.bin": b"x"}), "file-is-xlsb")
    yield _bad("type ods", lambda: _zip({"content.xml": b"<x/>"}), "file-is-ods")
    yield _bad("type zip", lambda: _zip({"a.txt": b"x"}), "file-is-packed")
    yield _bad("an empty zip", lambda: _zip({}), "file-is-packed")
    yield from _damaged()
    yield from _hostile()
    yield from _huge()


def _text(encoding: str, delimiter: str) -> Callable[[], bytes]:
    return lambda: table(GOOD, encoding, delimiter)


def _bad(name: str, make: Callable[[], bytes], kind: str, called: str = "x.xlsx") -> Case:
    return Case(name, make, at_cells((kind, "文件")), {}, called, is_hostile=True)


def _zip(parts: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(sheet(*GOOD))) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def _shared(first: int = 0) -> dict[str, bytes]:
    """The parts of a workbook with its texts in a list of their own, as Excel writes them; the first may be wrong."""
    parts = _parts()
    texts = re.findall(rb"<is><t>(.*?)</t></is>", parts[SHEET])
    numbers = iter((first, *range(1, len(texts))))
    shared = re.sub(rb't="inlineStr"><is><t>.*?</t></is>', lambda _: b't="s"><v>%d</v>' % next(numbers), parts[SHEET])
    listed = b"".join(b"<si><t>%s</t></si>" % text for text in texts)
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind
    return parts | {
        SHEET: shared,
        STRINGS: b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</sst>' % listed,
        "[Content_Types].xml": parts["[Content_Types].xml"].replace(b"</Types>", override),
    }


def _changed(part: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = _shared()
    return _zip({**parts, part: change(parts[part])})


def _damaged() -> Iterator[Case]:
    for share in (0.1, 0.5, 0.9, 0.99):
        yield _bad(
            f"cut at {share:.0%}", lambda share=share: sheet(*GOOD)[: int(len(sheet(*GOOD)) * share)], "file-damaged"
        )

    def flipped() -> bytes:
        content = bytearray(sheet(*GOOD))
        name = content.index(SHEET.encode())
        content[name + len(SHEET) + 40] ^= 0xFF
        return bytes(content)

    yield _bad("a flipped byte", flipped, "file-damaged")
    yield _bad("a part without its end", lambda: _changed(SHEET, lambda xml: xml[: len(xml) // 2]), "file-damaged")
    yield _bad("a workbook part of rubbish", lambda: _changed(BOOK, lambda _: b"rubbish"), "file-damaged")
    without = {name: content for name, content in _parts().items() if name != SHEET}
    yield _bad("a sheet that is not there", lambda: _zip(without), "file-damaged")

    yield _bad("a text that is not there", lambda: _zip(_shared(99_999)), "file-damaged")
    yield Case("shared texts", lambda: _zip(_shared()), at_cells(), {GDP_2025: "1"})


def _cut(share: float) -> bytes:
    content = sheet(*GOOD)
    return content[: int(len(content) * share)]


def _hostile() -> Iterator[Case]:
    for part in (SHEET, BOOK, STRINGS, RELS, "xl/styles.xml", "[Content_Types].xml"):
        for name, hostile in (("laughs", LAUGHS), ("entity", OUTSIDE)):

            def make(part: str = part, hostile: str = hostile) -> bytes:
                return _changed(part, lambda xml: hostile.encode() + xml.split(b"?>", 1)[-1])

            yield _bad(f"{name} in {part}", make, "file-suspicious")
    hidden = OUTSIDE.encode("utf-16")
    yield _bad("entity in utf-16", lambda: _changed(SHEET, lambda _: hidden), "file-suspicious")
    far = b"<!--" + b"x" * 3_000_000 + b"-->" + OUTSIDE.encode()
    yield _bad("entity behind a long comment", lambda: _changed(SHEET, lambda _: far), "file-suspicious")
    yield _bad(
        "too many entries", lambda: _zip({**_parts(), **{f"x/{i}": b"" for i in range(2100)}}), "file-suspicious"
    )
    bomb = b"\x00" * 40_000_000
    yield _bad("a bomb", lambda: _zip({**_parts(), "xl/media/a.bin": bomb}), "file-suspicious")
    for outside in ("../../evil.xml", "/etc/evil.xml", "c:\\evil.xml", "xl/../../evil"):
        yield _bad(f"an entry at {outside}", lambda o=outside: _zip({**_parts(), o: b"x"}), "file-suspicious")
    yield _bad("two sheets of one name", _twice, "file-suspicious")
    yield _bad("names that differ by case only", lambda: _zip({**_parts(), SHEET.upper(): b"x"}), "file-suspicious")
    yield _bad("an encrypted entry", _encrypted, "file-suspicious")
    yield _bad("overlapping entries", _overlapping, "file-suspicious")
    strict = b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'
    yield _bad("strict", lambda: _changed(BOOK, lambda _: strict), "file-is-strict")


def _twice() -> bytes:
    out = io.BytesIO(sheet(*GOOD))
    with zipfile.ZipFile(out, "a") as packed:
        info = zipfile.ZipInfo("xl/worksheets/sheetX.xml")
        packed.writestr(info, b"<x/>")
    return out.getvalue().replace(b"xl/worksheets/sheetX.xml", SHEET.encode())


def _encrypted() -> bytes:
    content = bytearray(sheet(*GOOD))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def _overlapping() -> bytes:
    """Let the second entry of the directory begin where the first one does."""
    content = bytearray(_zip(_parts(), zipfile.ZIP_STORED))
    first = content.index(b"PK\x01\x02")
    second = content.index(b"PK\x01\x02", first + 4)
    content[second + 42 : second + 46] = struct.pack("<I", 5)
    return bytes(content)


def _huge() -> Iterator[Case]:
    def many_cells() -> bytes:
        lines = ((f"<c><v>{number * 7919 % 99991}</v></c>" for number in range(row, row + 100)) for row in range(6001))
        rows = "".join(f"<row>{''.join(line)}</row>" for line in lines).encode()
        return _changed(SHEET, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))

    yield _bad("too many cells", many_cells, "file-too-many-cells")

    def many_sheets() -> bytes:
        book = Workbook()
        for _ in range(110):
            book.create_sheet()
        return saved(book)

    yield _bad("too many sheets", many_sheets, "file-too-many-sheets")
    yield _bad("too many bytes", lambda: b"a,b\n" * 6_000_000, "file-too-large", "x.csv")

    def far_format() -> bytes:
        return sheet(*GOOD, change=lambda page: setattr(page["D1048576"], "number_format", "0.00"))

    taken = {GDP_2025: "1"}
    yield Case("a format in the last row", far_format, at_cells(), taken, is_hostile=True)

    def columns() -> bytes:
        return _changed(
            SHEET,
            lambda xml: xml.replace(
                b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="F1:G1048576"/></mergeCells>'
            ),
        )

    yield Case("merged columns", columns, at_cells(), taken, is_hostile=True)

    def lying() -> bytes:
        return _changed(SHEET, lambda xml: xml.replace(b'<dimension ref="A1:D2"', b'<dimension ref="A1:A1"'))

    yield Case("a sheet that lies about its size", lying, at_cells(), taken, is_hostile=True)
    deep = b"<a>" * 100_000
    yield _bad("xml too deep", lambda: _changed(SHEET, lambda xml: xml.replace(b"<sheetData>", deep)), "file-damaged")
