"""The worst files that a clerk could send, each small and each bad in its own way, and who sends them."""

from __future__ import annotations

import http.client
import io
import itertools
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from openpyxl import Workbook

from tests.dashboard.conftest import PASSWORD
from tests.trust.servers import Server

SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_END = b"</sheetData>%s</worksheet>"
_BOUNDARY = "b"
_REGIONS = ("常州市", "溧阳市", "金坛区", "武进区", "新北区", "天宁区", "钟楼区")
_INDICATORS = ("地区生产总值", "高新技术企业数")


def _workbook(sheet: bytes, parts: Mapping[str, bytes] | None = None, end: bytes = b"") -> bytes:
    """A workbook with one sheet of our own words; noise keeps it within what a workbook may be compressed."""
    made, out = io.BytesIO(), io.BytesIO()
    Workbook().save(made)
    noise = b"<!--%s-->" % random.Random(len(sheet)).randbytes(len(sheet) // 300).hex().encode()  # noqa: S311
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = _HEAD + noise + sheet + _END % end if name == SHEET else old.read(name)
            new.writestr(name, (parts or {}).get(name, content))
        for name, content in (parts or {}).items():
            if name not in old.namelist():
                new.writestr(name, content)
    return out.getvalue()


def _rows(count: int, cells: Callable[[int], bytes], marks: bytes = b"") -> bytes:
    return b"".join(b'<row r="%d"%s>%s</row>' % (row, marks, cells(row)) for row in range(1, count + 1))


def _text(words: str) -> bytes:
    return f'<c t="inlineStr"><is><t>{words}</t></is></c>'.encode()


def _zeros() -> bytes:
    return _workbook(b"", {"xl/media/a.bin": b"\0" * 42_000_000})


def _long_text() -> bytes:
    """One text of the longest length, in a hundred thousand cells."""
    shared = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%s</t></si></sst>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    with zipfile.ZipFile(io.BytesIO(_workbook(b""))) as packed:
        types = packed.read("[Content_Types].xml").decode()
        relations = packed.read("xl/_rels/workbook.xml.rels").decode()
    texts = {
        TEXTS: shared % ("地区生产总值" * 5000).encode(),
        "[Content_Types].xml": types.replace(
            "</Types>", f'<Override PartName="/{TEXTS}" ContentType="{kind}"/></Types>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": re.sub(
            "</Relationships>",
            '<Relationship Id="rId99" Target="sharedStrings.xml" Type="http://schemas.openxmlformats.org/'
            'officeDocument/2006/relationships/sharedStrings"/></Relationships>',
            relations,
        ).encode(),
    }
    return _workbook(_rows(1000, lambda _: b'<c t="s"><v>0</v></c>' * 100), texts)


def _far_cells() -> bytes:
    """A cell in the last column of each of many rows: a parser passes thousands of millions of blank ones."""
    return _workbook(_rows(60_000, lambda row: b'<c r="XFD%d"><v>1</v></c>' % row))


def _blank_cells() -> bytes:
    return _workbook(_rows(10_000, lambda _: b"<c/>" * 500))


def _merges() -> bytes:
    """Thousands of merged ranges, one upon the other, each as high as the sheet."""
    ranges = b'<mergeCell ref="A1:B1048576"/>' * 5000
    rows = _rows(2, lambda _: b"<c><v>1</v></c>") + b'<row r="1048576"><c><v>1</v></c></row>'
    return _workbook(rows, end=b"<mergeCells>%s</mergeCells>" % ranges)


def _hidden_rows() -> bytes:
    return _workbook(_rows(50_000, lambda _: b"<c><v>1</v></c>", b' hidden="1"'))


def _open_runs() -> bytes:
    return _workbook(b"<row><c><is>" + b"<r>" * 400_000 + b"strike</is></c></row>")


def _deep() -> bytes:
    return _workbook(b"<a>" * 200_000)


def _figures() -> bytes:
    """As many figures as there is room for, each of them right."""
    places = itertools.product(_INDICATORS, _REGIONS, range(1950, 2024), range(1, 13))
    lines = (f"{name},{region},{year}-{month:02},{year}" for name, region, year, month in places)
    return ("指标,区域,时期,数值\n" + "\n".join(itertools.islice(lines, 49_000)) + "\n").encode()


def _unknown() -> bytes:
    """As many rows with names that nobody knows as are read within the time that there is."""
    lines = (f"某指标{number},某区{number},2025,{number}" for number in range(49_000))
    return ("指标,区域,时期,数值\n" + "\n".join(lines) + "\n").encode()


def _wide() -> bytes:
    """A table of many regions beside many periods whose heads all have to be understood."""
    heads = _text("区域") + b"".join(_text(f"{1000 + one}年地区生产总值（亿元）同比") for one in range(390))
    ones = b"<c><v>1</v></c>" * 390
    return _workbook(_rows(1501, lambda row: _text(f"区{row}") + ones if row > 1 else heads))


WORST: Mapping[str, Callable[[], bytes]] = {
    "zeros": _zeros,
    "long text": _long_text,
    "far cells": _far_cells,
    "blank cells": _blank_cells,
    "merges": _merges,
    "hidden rows": _hidden_rows,
    "open runs": _open_runs,
    "deep": _deep,
    "figures": _figures,
    "unknown": _unknown,
    "wide": _wide,
}
"""Each kind of bad file, by its name."""


class Clerk:
    """Somebody who is signed in over HTTP and sends files."""

    def __init__(self, server: Server) -> None:
        """Sign in."""
        self._server, self._cookies = server, {}
        self._ask("GET", "/sign-in")
        self._ask("POST", "/sign-in", urlencode({"name": "both", "password": PASSWORD, "csrf_token": self._token()}))
        self._ask("GET", "/")

    def _token(self) -> str:
        return self._cookies["csrf_token"]

    def _ask(self, method: str, path: str, body: str | bytes | None = None, kind: str = "") -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self._server.port, timeout=900)
        headers = {
            "Content-Type": kind or "application/x-www-form-urlencoded",
            "X-CSRFToken": self._cookies.get("csrf_token", ""),
        }
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, value = re.match(r"([^=]+)=([^;]*)", cookie).groups()
            self._cookies[name] = value
        connection.close()
        return answer.status, text

    def send(self, content: bytes) -> tuple[int, str]:
        """Upload a file; return the status and the words of the answer."""
        head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="x.xlsx"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{_BOUNDARY}--\r\n".encode()
        return self._ask("POST", "/data/uploads", body, f"multipart/form-data; boundary={_BOUNDARY}")

    def page(self, path: str) -> str:
        """Return what a page says."""
        return self._ask("GET", path)[1]
