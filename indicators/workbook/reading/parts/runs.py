"""Runs of rich text that are no plain letters: small figures become marks of notes, struck words are named so.

A parser joins the runs of a cell, and 11500 with a raised 1 behind it would be 115001.
"""

from __future__ import annotations

import io
import re
import zipfile

STRUCK = "\ue001"
"""Stands before the words of a cell that are struck through."""

_PARTS = re.compile(r"xl/(sharedStrings\.xml|worksheets/[^/]+\.xml)")
_RUN = re.compile(rb"<((?:\w+:)?)r>(?:(?!</?\1r>).)*</\1r>", re.DOTALL)  # a run holds no other: each is tried once
_SMALL = re.compile(rb"vertAlign[^>]*val=\"(?:super|sub)script\"")
_STRIKE = re.compile(rb"<(?:\w+:)?strike\s*(?:val=\"(?:1|true)\"\s*)?/>")
_TEXT = re.compile(rb"(<(?:\w+:)?t(?:\s[^>]*)?>)([^<]*)(</)")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def with_runs_marked(content: bytes) -> bytes:
    """Return a workbook whose small runs are marks of notes, and whose struck runs begin with STRUCK."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        changed = {
            name: after
            for name in packed.namelist()
            if _PARTS.fullmatch(name) and (after := _marked(before := packed.read(name))) != before
        }
        if not changed:
            return content
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
            for name in packed.namelist():
                written.writestr(name, changed.get(name) or packed.read(name))
    return out.getvalue()


def _marked(xml: bytes) -> bytes:
    if b"vertAlign" not in xml and b"strike" not in xml:
        return xml
    return _RUN.sub(lambda run: _run(run[0]), xml)


def _run(run: bytes) -> bytes:
    if _SMALL.search(run):
        run = _TEXT.sub(lambda text: text[1] + _small(text[2].decode()).encode() + text[3], run)
    if _STRIKE.search(run):
        run = _TEXT.sub(lambda text: text[1] + STRUCK.encode() + text[2] + text[3], run)
    return run


def _small(text: str) -> str:
    return text.translate(_RAISED)
