"""The writer: headings, words, figures with their captions below, tables with theirs above, sources at the end."""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import docx as library
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from dashboard.exhibits.exhibit import Prose, Table
from dashboard.export.captioned import Captioned
from dashboard.export.columns import ACROSS, MM_OF_A_POINT, UPRIGHT, Plan
from dashboard.export.document import Document, Enclosure, Heading, Paragraph, once_each
from dashboard.export.docx import tables
from dashboard.export.docx.styles import (
    ADDRESSEE,
    BODY,
    CAPTION,
    ENCLOSURE,
    HEAD,
    ISSUER,
    LABEL,
    NUMBER,
    SIGNED,
    SMALL,
    SMALL_SIZE,
    TEXT_WIDTH,
    TITLE_SIZE,
    field,
    lie,
    mark,
    prepare,
    say,
    stand,
)
from dashboard.export.layout import Laid, held, laid, opens_across, size_in_a_line, table_of
from dashboard.export.picture.text import width, wrap
from dashboard.export.sheets import clean
from indicators.language import language
from indicators.model import Text

_FIGURE, _TABLE = Text("图", "Figure"), Text("表", "Table")
_BEFORE_NUMBER, _AFTER_NUMBER = Text("", " "), Text("　", ". ")
_SOURCES = Text("数据来源", "sources")
_MM_OF_AN_INCH, _DPI = 25.4, 300
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_OWN = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/extended-properties"><Application>Innovation Dashboard</Application></Properties>'
)
_TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_STYLES = {"body": BODY, "addressee": ADDRESSEE, "enclosed": BODY, "signed": SIGNED, "remark": SMALL}
Pictures = Callable[[Captioned], bytes | None]


def docx(document: Document, pictures: Pictures) -> bytes:
    """Return a document as .docx; the same document and pictures make the same bytes.

    `pictures` gives the PNG of an exhibit at 300 dpi, or None where its own text or table stands for it.
    """
    document = once_each(document, lambda exhibit: pictures(exhibit) is not None)
    made = library.Document()
    prepare(made, is_compact=document.is_compact)
    if document.mark:
        mark(made, clean(document.mark))
    opening = zip((HEAD, NUMBER), document.head, strict=False)
    title = () if document.is_compact else (("Title", document.title), (ISSUER, document.byline))
    for style, text in (*opening, *title):
        if text:
            made.add_paragraph(balanced(clean(text)) if style == "Title" else clean(text), style=style)
    parts = laid(document, lambda exhibit: pictures(exhibit) is not None)
    writer = _Writer(made, pictures, lies=opens_across(document, parts))
    for one in parts:
        writer.write(one)
    writer.sources(document)
    properties = made.core_properties
    properties.title, properties.author, properties.last_modified_by = document.title, document.issuer, document.issuer
    properties.subject, properties.comments, properties.language = document.subtitle, "", language().tag
    properties.created = properties.modified = dt.datetime.fromisoformat(document.date).replace(tzinfo=dt.UTC)
    out = io.BytesIO()
    made.save(out)
    return settled(out.getvalue())


def balanced(title: str) -> str:
    """Return a title in lines of like lengths where it needs several, so that no few letters stand alone below."""
    room = TEXT_WIDTH / MM_OF_A_POINT
    lines = -(-width(title, TITLE_SIZE) // room)
    return "\n".join(wrap(title, TITLE_SIZE, width(title, TITLE_SIZE) / lines + TITLE_SIZE)) if lines > 1 else title


def settled(package: bytes, *, is_inside: bool = False) -> bytes:
    """Return an office file whose parts, and the workbooks inside it, tell no time of writing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename.endswith(".xlsx"):
                content = settled(content, is_inside=True)
            elif is_inside and info.filename == "docProps/core.xml":
                content = _TIME.sub(b"2000-01-01T00:00:00Z", content)  # the whole tells its own
            elif info.filename == "docProps/app.xml":
                content = _OWN
            new.writestr(zipfile.ZipInfo(info.filename, _EARLIEST), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


class _Writer:
    """Writes parts one after the other and counts figures and tables."""

    def __init__(self, made: Any, pictures: Pictures, *, lies: bool) -> None:  # noqa: ANN401 - the writer's own type
        self._made, self._pictures = made, pictures
        self._figures = self._tables = 0
        self._lies = lies
        if lies:
            lie(made.sections[0])

    def write(self, one: Laid) -> None:
        """Write one part."""
        part = one.part
        if isinstance(part, Heading):
            self._turn(lies=one.lies)
            heading = self._made.add_heading(clean(part.text), level=min(part.level, 3))
            heading.paragraph_format.page_break_before = part.opens_page or None
        elif isinstance(part, Paragraph):
            self._say([part.text], _STYLES[part.kind])
        elif isinstance(part, Enclosure):
            self._turn(lies=one.lies)
            label = self._made.add_paragraph(clean(part.label), style=LABEL)
            label.paragraph_format.page_break_before = True
            self._made.add_paragraph(clean(part.title), style=ENCLOSURE)
        else:
            self._exhibit(part, one)

    def sources(self, document: Document) -> None:
        """Write the list of sources at the end."""
        if document.references:
            self._turn(lies=False)
            self._made.add_heading(str(_SOURCES), level=1)
        for number, source in enumerate(document.references, 1):
            self._paragraph(f"[{number}] {source}", SMALL)

    def _exhibit(self, one: Captioned, as_laid: Laid) -> None:
        self._say([str(said) for said in one.exhibit.words])
        picture = self._pictures(one)
        table = table_of(one)
        if picture:
            self._figure(one, picture, as_laid.room)
        elif isinstance(one.exhibit.content, Prose):
            self._say(one.exhibit.content.paragraphs)
        elif table is not None and as_laid.plan is not None:
            self._table(one, table, as_laid.plan)

    def _turn(self, *, lies: bool) -> None:
        """Begin a page that lies as asked, where this one does not."""
        if lies != self._lies:
            self._lies = lies
            (lie if lies else stand)(_section(self._made))

    def _say(self, texts: Sequence[str], style: str = BODY) -> None:
        if texts:
            self._turn(lies=False)
        for text in texts:
            self._paragraph(text, style)

    def _paragraph(self, text: str, style: str) -> Any:  # noqa: ANN401
        paragraph = self._made.add_paragraph(style=style)
        say(paragraph, self._held(text, style))
        return paragraph

    def _held(self, text: str, style: str) -> str:
        """A text of a style whose numbers stay with their units."""
        look = self._made.styles[style]
        indent = look.paragraph_format.first_line_indent
        room = (ACROSS if self._lies else UPRIGHT) / MM_OF_A_POINT
        return held(clean(text), look.font.size.pt, room, indent.pt if indent else 0.0)

    def _figure(self, one: Captioned, picture: bytes, room: float) -> None:
        self._figures += 1
        self._turn(lies=False)
        across, down = struct.unpack(">II", picture[16:24])
        wide = min(across / _DPI * _MM_OF_AN_INCH, TEXT_WIDTH)
        wide = min(wide, room * across / down)
        paragraph = self._made.add_paragraph(style=CAPTION)
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(io.BytesIO(picture), width=Mm(wide))
        inline = shape._inline  # noqa: SLF001 - python-docx has no words for pictures
        inline.docPr.set("descr", clean(one.alt))
        inline.docPr.set("name", clean(one.title))
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")  # left out, three millimetres of it go into the margin
        caption = self._caption(str(_FIGURE), self._figures, one.title)
        caption.paragraph_format.keep_with_next = True
        self._foot(one)

    def _table(self, one: Captioned, table: Table, plan: Plan) -> None:
        self._tables += 1
        self._turn(lies=plan.is_across)
        caption = self._caption(str(_TABLE), self._tables, one.title)
        caption.paragraph_format.keep_with_next = True
        if one.bare_scope:
            scope = self._paragraph(one.bare_scope, SMALL)
            scope.alignment, scope.paragraph_format.keep_with_next = ALIGN.RIGHT, True
        tables.add(self._made, table, plan)
        self._foot(one)

    def _foot(self, one: Captioned) -> None:
        """Write the lines under a figure or table, each with the next; the address leads there."""
        for line in one.foot:
            paragraph = self._made.add_paragraph(style=SMALL)
            paragraph.paragraph_format.keep_with_next = line != one.foot[-1]
            if line != one.link:
                say(paragraph, self._held(line, SMALL))
            else:
                run = paragraph.add_run(clean(line))
                _lead(paragraph, run, line)
                run.font.size = Pt(size_in_a_line(line, SMALL_SIZE))

    def _caption(self, kind: str, number: int, title: str) -> Any:  # noqa: ANN401
        paragraph = self._made.add_paragraph(style=CAPTION)
        paragraph.add_run(f"{kind}{_BEFORE_NUMBER}")
        field(paragraph, f"SEQ {kind} \\* ARABIC", str(number))
        say(paragraph, f"{_AFTER_NUMBER}{self._held(title, CAPTION)}")
        return paragraph


def _lead(paragraph: Any, run: Any, address: str) -> None:  # noqa: ANN401
    """Let words of a paragraph lead to an address."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run._r.addprevious(link)  # noqa: SLF001 - python-docx reads links, and writes none
    link.append(run._r)  # noqa: SLF001
    run.font.underline = True


def _section(made: Any) -> Any:  # noqa: ANN401
    """A new section, whose pages are numbered on. The one before ends at its last words, not at an empty line."""
    section = made.add_section(WD_SECTION.NEW_PAGE)
    *_, last, empty, _ = made.element.body
    if last.tag == qn("w:p"):
        last.get_or_add_pPr().append(empty.pPr.sectPr)
        made.element.body.remove(empty)
    return section
