"""A document becomes a file: PACKS says which suffix is written by whom. Progress is told, exhibit by exhibit."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.export.captioned import Captioned
from dashboard.export.document import Document
from dashboard.export.docx import docx
from dashboard.export.paper.html import html
from dashboard.export.paper.painter import Format, Painter, has_browser
from dashboard.export.paper.pdf import pdf
from dashboard.export.picture.choices import Looks
from dashboard.export.picture.frame import ALONE, in_documents, is_pictured, picture
from dashboard.export.pptx import pptx
from dashboard.export.xlsx import xlsx
from indicators.model import Text

Progress = Callable[[int, int], None]
EARLIEST = (1980, 1, 1, 0, 0, 0)  # of ZIP: the same pictures make the same file
_LIST = Text("图片清单.txt", "pictures.txt")


@dataclass(frozen=True, slots=True)
class Pack:
    """A kind of file that a report can become: what it is called, its media type, and how it is written."""

    name: Text
    media_type: str
    write: Callable[[Document, Painter, Progress], bytes]


class Pictures:
    """The pictures of a document, painted one by one as they are asked for; each is painted once."""

    def __init__(
        self, document: Document, painter: Painter, kind: Format, progress: Progress, looks: Looks | None = None
    ) -> None:
        """Count the pictures that will be needed; paint none yet. They look as in documents, or as is said."""
        self._painter, self._kind, self._progress, self._looks = painter, kind, progress, looks
        self._total = sum(map(is_pictured, document.exhibits))
        self._drawn: dict[int, bytes] = {}

    def __call__(self, one: Captioned) -> bytes | None:
        """Return the picture of an exhibit, None where its own text or table stands for it."""
        if not is_pictured(one):
            return None
        if id(one) not in self._drawn:
            self._progress(len(self._drawn), self._total)
            self._drawn[id(one)] = self._painter.paint(picture(one, self._looks or in_documents(one)), self._kind)
        return self._drawn[id(one)]


def _docx(document: Document, painter: Painter, progress: Progress) -> bytes:
    """A document with pictures; where there is no browser to paint them, tables stand for them."""
    if not has_browser():
        return docx(document, lambda _: None)
    return docx(document, Pictures(document, painter, "png", progress))


def _pdf(document: Document, painter: Painter, progress: Progress) -> bytes:
    return pdf(html(document, as_markup(Pictures(document, painter, "svg", progress))), document.date)


def as_markup(pictures: Callable[[Captioned], bytes | None]) -> Callable[[Captioned], str | None]:
    """Return SVG pictures as text that stands in HTML."""

    def drawn(one: Captioned) -> str | None:
        svg = pictures(one)
        return svg.decode() if svg else None

    return drawn


def _pictures(document: Document, painter: Painter, progress: Progress) -> bytes:
    """Every exhibit as a picture of its own, tables too, numbered in order, with a list of citations."""
    out = io.BytesIO()
    exhibits = _once(document)
    total = len(exhibits)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, one in enumerate(exhibits, 1):
            progress(number - 1, total)
            _put(archive, f"{number:02} {one.file_name}.png", painter.paint(picture(one, ALONE)))
        listed = "\n".join(f"{number:02} {one.citation}" for number, one in enumerate(exhibits, 1))
        _put(archive, str(_LIST), f"{listed}\n".encode("utf-8-sig"))
    return out.getvalue()


def _once(document: Document) -> tuple[Captioned, ...]:
    """The exhibits of a document, once each: also those that it shows as figure and as table."""
    return tuple({one.path: one for one in document.exhibits}.values())


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, EARLIEST), content, zipfile.ZIP_DEFLATED)


_OFFICE = "application/vnd.openxmlformats-officedocument."
PACKS: Mapping[str, Pack] = MappingProxyType(
    {
        "docx": Pack(Text("Word 文档", "Word document"), f"{_OFFICE}wordprocessingml.document", _docx),
        "pptx": Pack(
            Text("幻灯片", "slides"), f"{_OFFICE}presentationml.presentation", lambda document, *_: pptx(document)
        ),
        "pdf": Pack(Text("PDF", "PDF"), "application/pdf", _pdf),
        "xlsx": Pack(
            Text("工作簿", "workbook"), f"{_OFFICE}spreadsheetml.sheet", lambda document, *_: xlsx(_once(document))
        ),
        "zip": Pack(Text("图片包", "pictures"), "application/zip", _pictures),
    }
)
