"""The comments that stand at the cells of a sheet: the old ones, which Excel calls notes, and threads of answers."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator

from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.xml.functions import fromstring

from indicators.model import Text
from indicators.workbook.reading.grid import Position

OURS = Text("数据核对", "Data check")
"""The author of the comments that tell a problem."""

TITLE = Text(f"【{OURS.zh}】", f"[{OURS.en}]")
"""The first line of what we say in a comment: some office programs forget who wrote it."""

MOST_COMMENTS, _LONGEST, _LARGEST_PART = 2000, 400, 4 * 1024 * 1024
_OLD, _THREADS = "/comments", "/threadedComment"
_STAND_IN = "tc="  # the author of an old comment that stands in for a thread


def comments_of(packed: zipfile.ZipFile, sheet: str) -> dict[Position, str]:
    """Return the words of the comments of a sheet, by its path in the workbook; of a thread all of its answers.

    What we have added to a file that went back is none of theirs.
    """
    folder, name = posixpath.split(sheet)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in packed.namelist():
        return {}
    found: dict[Position, list[str]] = {}
    for one in fromstring(packed.read(relations)):
        kind, target = one.get("Type", ""), one.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        if kind.endswith((_OLD, _THREADS)) and path in packed.namelist():
            for cell, text in _read(packed, path):
                found.setdefault(cell, []).append(text)
    return {cell: "\n".join(dict.fromkeys(texts))[:_LONGEST] for cell, texts in found.items()}


def without_ours(text: str) -> str:
    """Return what a comment says before what we have added, in whichever language."""
    return text.partition(TITLE.zh)[0].partition(TITLE.en)[0]


def _read(packed: zipfile.ZipFile, path: str) -> Iterator[tuple[Position, str]]:
    if packed.getinfo(path).file_size > _LARGEST_PART:
        return
    root = fromstring(packed.read(path))
    authors = ["".join(one.itertext()) for one in root.iter() if _is(one, "author")]
    listed = [one for one in root.iter() if _is(one, "comment") or _is(one, "threadedComment")]
    for one in listed[:MOST_COMMENTS]:
        author = one.get("authorId", "")
        is_stand_in = author.isdecimal() and int(author) < len(authors) and authors[int(author)].startswith(_STAND_IN)
        text = "".join("".join(part.itertext()) for part in one if _is(part, "text")).strip()
        theirs = without_ours(text).strip()
        if theirs and not is_stand_in:
            yield coordinate_to_tuple(one.get("ref", "A1")), theirs


def _is(element: object, name: str) -> bool:
    tag = getattr(element, "tag", "")
    return isinstance(tag, str) and tag.rpartition("}")[2] == name
