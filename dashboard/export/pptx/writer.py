"""The writer of slides: title, sections, words, and one exhibit a slide with its sources in foot and notes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from typing import Any

import pptx as library
from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Mm, Pt

from dashboard.exhibits.exhibit import Cell, Light, Prose, Table
from dashboard.export import columns
from dashboard.export.captioned import Captioned
from dashboard.export.charts import charts, scope_over
from dashboard.export.document import Document, Enclosure, Heading, Paragraph, Part
from dashboard.export.docx.writer import settled
from dashboard.export.layout import SPREAD_OF_SLIDES, cell_text, held, table_of, texts, whole
from dashboard.export.picture.choices import WIDTHS
from dashboard.export.picture.frame import legend
from dashboard.export.picture.text import cut, width, wrap
from dashboard.export.pptx import charts as native
from dashboard.export.pptx.charts import FACE, SMALLEST
from dashboard.export.sheets import clean
from dashboard.theme import BLUE, INK, LIGHTS, MUTED
from indicators.model import Text
from indicators.words import wording

_ON = Text("（续 {number}）", " (continued {number})")
_WIDE, _TALL, _EDGE = Inches(13.333), Inches(7.5), Inches(0.5)
_TOP, _BOTTOM, _ROOM = Inches(1.3), Inches(7.4), Inches(5.3)
_HEAD = (_EDGE, Inches(0.08), _WIDE - 2 * _EDGE, Inches(0.24))
_POINTS_ACROSS = 888.0
_OPENING_SIZES = (36, 28, 22, 18)
_TITLE_SIZES, _LINE = (26, 22, 18, 15), SMALLEST * 1.35
_ROW_PAD, _BESIDE, _LEADING, _PARAGRAPH_POINTS = 6.0, 10, 1.5, 20  # Chinese faces stand high
_LINES_OF_TEXT, _PAD = 13, 26.0
_MOST_NAMES = 3  # columns that are repeated where a table goes on beside
_SAFE = 0.85  # another machine's faces may be wider and taller


def pptx(document: Document) -> bytes:
    """Return a document as .pptx, 16:9; charts and tables are native. The same document makes the same bytes."""
    made = library.Presentation()
    made.slide_width, made.slide_height = _WIDE, _TALL
    slides = _Slides(made, document.mark)
    slides.opening(document.title, "\n".join(document.head or (document.issuer, document.subtitle)))
    waiting: list[str] = []
    for part in (*_once(document.parts), None):
        if isinstance(part, Paragraph):
            waiting.append(part.text)
            continue
        if waiting:
            slides.prose(document.title, waiting)
            waiting = []
        if isinstance(part, Heading):
            slides.opening(part.text, "")
        elif isinstance(part, Enclosure):
            slides.opening(part.title, part.label)
        elif part is not None:
            slides.exhibit(part)
    properties = made.core_properties
    properties.title, properties.author, properties.last_modified_by = document.title, document.issuer, document.issuer
    properties.created = properties.modified = dt.datetime.fromisoformat(document.date).replace(tzinfo=dt.UTC)
    out = io.BytesIO()
    made.save(out)
    return settled(out.getvalue())


def _once(parts: Sequence[Part]) -> Iterator[Part]:
    """Parts as they are; where figure and table were asked for and no chart shows the figure, its table stands once."""
    before: Part | None = None
    for part in parts:
        follows = isinstance(part, Captioned) and isinstance(before, Captioned) and part.path == before.path
        if not (follows and isinstance(part, Captioned) and part.form == "table" and not charts(part.exhibit.content)):
            yield part
        before = part


class _Slides:
    """Adds slides to a presentation."""

    def __init__(self, made: Any, mark: str) -> None:  # noqa: ANN401 - the writer's own type
        self._made, self._mark = made, mark
        self._layout = made.slide_layouts[5]  # a title alone

    def opening(self, title: str, below: str) -> None:
        """Add a slide that opens a report or a chapter."""
        two_lines = 2 * _POINTS_ACROSS * _SAFE
        size = next((one for one in _OPENING_SIZES if width(title, one) < two_lines), _OPENING_SIZES[-1])
        slide = self._slide(title, top=Inches(2.6), size=size, side=PP_ALIGN.CENTER)
        if below:
            _write(slide, below, (_EDGE, Inches(4), _WIDE - 2 * _EDGE, Inches(1)), 18, MUTED, side=PP_ALIGN.CENTER)

    def prose(self, title: str, paragraphs: Sequence[str]) -> None:
        """Add paragraphs, on as many slides as they need."""
        lines: list[str] = []
        size = (_PARAGRAPH_POINTS, _POINTS_ACROSS, _LINES_OF_TEXT)
        for text in (part for paragraph in paragraphs for part in cut(paragraph, *size)):
            need = len(wrap(text, _PARAGRAPH_POINTS, _POINTS_ACROSS))
            have = sum(len(wrap(one, _PARAGRAPH_POINTS, _POINTS_ACROSS)) for one in lines)
            if lines and have + need > _LINES_OF_TEXT:
                self._text(title, lines)
                lines = []
            lines.append(text)
        self._text(title, lines)

    def exhibit(self, one: Captioned) -> None:
        """Add an exhibit: its charts, else its table on as many slides as it needs, else its words."""
        content = one.exhibit.content
        drawn = () if one.form == "table" else charts(content)
        table = table_of(one)
        if isinstance(content, Prose):
            self.prose(one.title, content.paragraphs)
        elif drawn:
            slides = [(part,) for part in native.slides_of(drawn[0])] if len(drawn) == 1 else [drawn]
            for number, shown in enumerate(slides):
                slide = self._framed(one, number, scope_over(one.exhibit))
                for chart, box in zip(shown, _grid(len(shown), _room(one)), strict=True):
                    native.add(slide, chart, _narrowed(box, one.width), one.alt)
        elif table is not None:
            for number, part in enumerate(_pages(table, _room(one))):
                _table(self._framed(one, number), part, one.alt)

    def _text(self, title: str, lines: Sequence[str]) -> None:
        slide = self._slide(title)
        _write(slide, "\n".join(lines), (_EDGE, _TOP, _WIDE - 2 * _EDGE, _ROOM), _PARAGRAPH_POINTS, INK)

    def _framed(self, one: Captioned, number: int = 0, scope: str = "") -> Any:  # noqa: ANN401
        """A slide with title, scope, foot and notes, its middle free."""
        slide = self._slide(one.title + (str(_ON).format(number=number) if number else ""))
        _write(slide, scope or one.bare_scope, (_EDGE, Inches(0.92), _WIDE - 2 * _EDGE, Inches(0.3)), 12, MUTED)
        tall = Pt(_LINE * len(_foot(one)))
        foot = _write(slide, "\n".join(_foot(one)), (_EDGE, _BOTTOM - tall, _WIDE - 2 * _EDGE, tall), SMALLEST, MUTED)
        for line in foot.paragraphs[-_lines(one.link) :] if one.link else ():
            for run in line.runs:
                run.hyperlink.address = one.link
        judged = [f"{name}{wording.COLON}{light.word}；{wording.apart(light.card)}" for name, light in one.cards]
        said = [str(text) for text in one.exhibit.words]
        notes = "\n".join([*said, one.citation, one.note, one.sources, *judged])
        slide.notes_slide.notes_text_frame.text = clean(notes)
        return slide

    def _slide(self, title: str, top: int = Inches(0.3), size: int | None = None, side: Any = None) -> Any:  # noqa: ANN401
        slide = self._made.slides.add_slide(self._layout)
        place = slide.shapes.title
        place.left, place.top, place.width, place.height = _EDGE, top, _WIDE - 2 * _EDGE, Inches(0.62)
        fits = next((one for one in _TITLE_SIZES if width(title, one) < _POINTS_ACROSS * _SAFE), _TITLE_SIZES[-1])
        place.text_frame.word_wrap = True
        place.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        _paragraph(place.text_frame.paragraphs[0], title, size or fits, INK, bold=True, side=side or PP_ALIGN.LEFT)
        if self._mark:
            _write(slide, self._mark, _HEAD, SMALLEST, MUTED, side=PP_ALIGN.RIGHT)
        return slide


def _foot(one: Captioned) -> list[str]:
    """The lines that stand at the foot of the slides of an exhibit; signs are explained where a chart has them."""
    signs = legend(one) if one.form != "table" and charts(one.exhibit.content) else ""
    lines = filter(None, (signs, one.note, one.sources, one.stamp, one.link))
    return [part for line in lines for part in wrap(line, SMALLEST, _POINTS_ACROSS * _SAFE)]


def _lines(address: str) -> int:
    """How many lines an address takes at the foot of a slide: one, unless its filters are long."""
    return len(wrap(address, SMALLEST, _POINTS_ACROSS * _SAFE))


def _room(one: Captioned) -> int:
    """How high the middle of a slide is, between scope and foot."""
    return int(_BOTTOM - Pt(_LINE * (len(_foot(one)) + 1)) - _TOP)


def _grid(count: int, room: int) -> list[tuple[int, int, int, int]]:
    """Boxes for so many charts: one whole, two beside each other, else three in a row."""
    columns = min(count, 2 if count in {2, 4} else 3)
    rows = -(-count // columns)
    across, down = (_WIDE - 2 * _EDGE) // columns, room // rows
    return [(_EDGE + (i % columns) * across, _TOP + (i // columns) * down, across, down) for i in range(count)]


def _narrowed(box: tuple[int, int, int, int], width: str) -> tuple[int, int, int, int]:
    """A box as wide as one of WIDTHS, in the middle of its place; no wider than that."""
    left, top, across, down = box
    wide = min(across, Mm(WIDTHS[width].millimetres)) if width else across
    return left + (across - wide) // 2, top, wide, down


def _write(
    slide: Any,  # noqa: ANN401
    text: str,
    box: tuple[int, int, int, int],
    size: float,
    colour: str,
    *,
    side: PP_ALIGN | None = None,
) -> Any:  # noqa: ANN401 - the frame of the words
    frame = slide.shapes.add_textbox(*map(Emu, box)).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for index, line in enumerate(text.split("\n")):
        kept = held(line, size, box[2] / Pt(1), spread=SPREAD_OF_SLIDES)
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        _paragraph(paragraph, kept, size, colour, side=side)
    return frame


def _paragraph(
    paragraph: Any,  # noqa: ANN401
    text: str,
    size: float,
    colour: str,
    *,
    bold: bool = False,
    side: PP_ALIGN | None = None,
) -> None:
    run = paragraph.add_run()
    run.text = clean(text)
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, FACE
    run.font.color.rgb = RGBColor.from_string(colour.removeprefix("#").upper())
    beside = etree.SubElement(run._r.get_or_add_rPr(), qn("a:ea"))  # noqa: SLF001 - python-pptx knows only the Latin face
    beside.set("typeface", FACE)
    paragraph._p.get_or_add_endParaRPr().set("sz", str(round(size * 100)))  # noqa: SLF001 - an empty cell is as high as this
    if side is not None:
        paragraph.alignment = side


def _pages(table: Table, room: int) -> list[Table]:
    """A table cut into slides: its columns where they do not stand side by side, its rows where they are too many."""
    return [page for part in _beside(table) for page in _below(part, room)]


def _beside(table: Table) -> list[Table]:
    """A table in as many parts as have room for their columns, each with the columns that tell its rows apart."""
    rows = texts(table)
    names = [*range(_naming(rows))]
    parts = [names]
    for column in range(len(names), len(table.columns)):
        chosen = [*parts[-1], column]
        fits = columns.fits([[row[one] for one in chosen] for row in rows], SMALLEST / _SAFE, _POINTS_ACROSS, _PAD)
        if fits or parts[-1] == names:
            parts[-1] = chosen
        else:
            parts.append([*names, column])
    return [_with(table, part) for part in parts]


def _naming(rows: Sequence[Sequence[str]]) -> int:
    """How many of the first columns tell rows apart, as few as do; no more than leave room for others."""
    for count in range(1, _MOST_NAMES):
        if len({tuple(row[:count]) for row in rows}) == len(rows):
            return count
    return min(_MOST_NAMES, len(rows[0]))


def _with(table: Table, chosen: Sequence[int]) -> Table:
    """A table with some of its columns."""
    rows = tuple(tuple(row[one] if one < len(row) else "" for one in chosen) for row in table.rows)
    right = frozenset(place for place, one in enumerate(chosen) if one in table.numeric)
    return Table(tuple(table.columns[one] for one in chosen), rows, right)


def _below(table: Table, high: int) -> list[Table]:
    widths = _widths(table)
    room = high / Pt(1) * _SAFE - _height([*table.columns], widths)
    pages: list[list[Any]] = [[]]
    used = 0.0
    for row in (part for whole_row in table.rows for part in _cut(whole_row, widths, room)):
        tall = _height([cell_text(cell) for cell in row], widths)
        if pages[-1] and used + tall > room:
            pages.append([])
            used = 0.0
        pages[-1].append(row)
        used += tall
    return [Table(table.columns, tuple(page), table.numeric) for page in pages]


def _cut(row: Sequence[Cell], widths: Sequence[float], room: float) -> list[tuple[Cell, ...]]:
    """A row in as many as it needs slides: what is longer than a slide goes on, what is not stands in the first."""
    most = max(int((room - _ROW_PAD) / (SMALLEST * _LEADING)), 1)
    parts = [cut(cell_text(cell), SMALLEST, _inside(wide), most) for cell, wide in zip(row, widths, strict=False)]
    count = max(map(len, parts), default=1)
    if count == 1:
        return [tuple(row)]
    whole_cells = [(cell,) if len(part) == 1 else part for cell, part in zip(row, parts, strict=True)]
    return [tuple(part[number] if number < len(part) else "" for part in whole_cells) for number in range(count)]


def _inside(wide: float) -> float:
    return (wide - _BESIDE) * _SAFE


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    lines = max(len(wrap(text, SMALLEST, _inside(wide))) for text, wide in zip(texts, widths, strict=False))
    return lines * SMALLEST * _LEADING + _ROW_PAD


def _widths(table: Table) -> list[float]:
    """Points for each column."""
    return columns.fitted(texts(table), SMALLEST / _SAFE, _POINTS_ACROSS, _PAD)


def _table(slide: Any, table: Table, alt: str) -> None:  # noqa: ANN401
    widths = _widths(table)
    rows = texts(table)
    box = (_EDGE, _TOP, _WIDE - 2 * _EDGE, Pt(sum(_height(row, widths) for row in rows)))
    frame = slide.shapes.add_table(len(rows), len(table.columns), *map(Emu, box))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(alt))  # noqa: SLF001 - no other door
    made = frame.table
    made.horz_banding = False
    for column, wide in zip(made.columns, widths, strict=True):
        column.width = Pt(wide)
    for index, row in enumerate(rows):
        made.rows[index].height = Pt(_height(row, widths))
        for column in range(len(table.columns)):
            cell = made.cell(index, column)
            cell.margin_top = cell.margin_bottom = Pt(2)
            cell.margin_left = cell.margin_right = Pt(5)
            given = table.rows[index - 1][column] if index and column < len(table.rows[index - 1]) else ""
            colour = LIGHTS[given.verdict].colour if isinstance(given, Light) else "#ffffff" if index == 0 else INK
            text = row[column] if column < len(row) else ""
            side = PP_ALIGN.RIGHT if column in table.numeric else PP_ALIGN.LEFT
            kept = held(whole(text), SMALLEST, widths[column] - _BESIDE, spread=SPREAD_OF_SLIDES)
            _paragraph(cell.text_frame.paragraphs[0], kept, SMALLEST, colour, bold=index == 0, side=side)
            if index == 0:
                cell.fill.solid()
                cell.fill.fore_color.rgb = RGBColor.from_string(BLUE.removeprefix("#").upper())
