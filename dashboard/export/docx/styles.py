"""Page and styles of a document. FONTS is the one place where faces and their free fall-backs stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.run import Run

from dashboard.export.columns import ACROSS, UPRIGHT
from dashboard.export.layout import pieces
from indicators.language import Language, language
from indicators.model import Text

LATIN = "Times New Roman"
TEXT_WIDTH, TEXT_HEIGHT = round(UPRIGHT), round(ACROSS)
CELL_SIZE, TITLE_SIZE, SMALL_SIZE = 10.5, 22, 9.0
_TOP, _LEFT = 37, 28
_PAGE_WIDTH, _PAGE_HEIGHT = 210, 297
_FOOT, _FOOT_ACROSS = 25, 17
_MARGIN_COMPACT = 20
_NUMBER_SIZE = 14


@dataclass(frozen=True, slots=True)
class Font:
    """A face that official documents ask for, and the free faces that stand in for it."""

    face: str
    free: str


FONTS: Mapping[str, Font] = MappingProxyType(
    {
        "title": Font(str(Text("方正小标宋简体", "FZXiaoBiaoSong")), "Noto Serif CJK SC"),
        "heading": Font(str(Text("黑体", "SimHei")), "Noto Sans CJK SC"),
        "subheading": Font(str(Text("楷体_GB2312", "KaiTi")), "AR PL UKai CN"),
        "body": Font(str(Text("仿宋_GB2312", "FangSong")), "FandolFang"),
    }
)


@dataclass(frozen=True, slots=True)
class _Look:
    """A style: its font, size in points, and how its paragraphs stand."""

    font: str
    size: float
    align: Any = ALIGN.LEFT
    indent: bool = False
    bold: bool = False
    keeps: bool = False
    before: float = 0
    after: float = 0
    line: float | None = None
    colour: str = "000000"


BODY, CAPTION, SMALL, CELL, ISSUER = "Body Text", "Caption", "Exhibit Foot", "Exhibit Cell", "Issuer"
HEAD, NUMBER, ADDRESSEE, SIGNED, LABEL = "Letterhead", "Letter Number", "Addressee", "Signed", "Enclosure Label"
ENCLOSURE = "Enclosure Title"
_GREY, _RED = "5A6673", "C8102E"
_COMPACT = {"Body Text": (10.5, 15.5), "Heading 1": (18.0, 24.0), "Exhibit Cell": (9.0, 12.0)}
_ENGLISH = {  # letters of English are smaller in official papers than those of Chinese
    **dict.fromkeys((BODY, ADDRESSEE, SIGNED, "Heading 3"), (12.0, 20.0)),
    **dict.fromkeys((LABEL, NUMBER, "Heading 1", "Heading 2"), (14.0, 24.0)),
}
_LOOKS: Mapping[str, _Look] = MappingProxyType(
    {
        "Title": _Look("title", TITLE_SIZE, ALIGN.CENTER, after=8, line=33),
        ISSUER: _Look("subheading", 14, ALIGN.CENTER, after=14),
        HEAD: _Look("title", 34, ALIGN.CENTER, after=10, colour=_RED),
        NUMBER: _Look("body", 16, ALIGN.CENTER, after=24, line=29),
        ADDRESSEE: _Look("body", 16, ALIGN.JUSTIFY, line=29),
        SIGNED: _Look("body", 16, ALIGN.RIGHT, keeps=True, before=8, line=29),
        LABEL: _Look("heading", 16, keeps=True, after=6, line=29),
        ENCLOSURE: _Look("title", 18, ALIGN.CENTER, keeps=True, after=8, line=29),
        "Heading 1": _Look("heading", 16, keeps=True, before=10, after=4, line=29),
        "Heading 2": _Look("subheading", 16, keeps=True, before=8, after=4, line=29),
        "Heading 3": _Look("body", 16, keeps=True, bold=True, before=6, after=2, line=29),
        BODY: _Look("body", 16, ALIGN.JUSTIFY, indent=True, line=29),
        CAPTION: _Look("heading", 10.5, ALIGN.CENTER, before=6, after=4),
        SMALL: _Look("body", SMALL_SIZE, ALIGN.LEFT, colour=_GREY, line=13),
        CELL: _Look("body", CELL_SIZE, ALIGN.LEFT, before=1, after=2, line=14),
    }
)


def prepare(document: Any, *, is_compact: bool = False) -> None:  # noqa: ANN401 - the writer's own type
    """Set page, styles, fonts and page numbers of an empty document; a compact one has smaller letters."""
    section = document.sections[0]
    stand(section)
    if is_compact:
        section.top_margin = section.bottom_margin = Mm(_MARGIN_COMPACT)
    own = _COMPACT if is_compact else _ENGLISH if language() is Language.ENGLISH else {}
    known = {style.name for style in document.styles}
    for name, look in _LOOKS.items():
        style = document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        size, line = own.get(name, (look.size, look.line))
        _dress(style, replace(look, size=size, line=line))
    _outlined(document.styles[ENCLOSURE])
    _tight(document.styles[CELL])
    _ruled(document.styles[NUMBER])
    document.settings.odd_and_even_pages_header_footer = True
    for footer, side in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
        _page_number(footer.paragraphs[0], side)
    _in_chinese(document)
    _fall_backs(document)


def mark(document: Any, words: str) -> None:  # noqa: ANN401
    """Let words stand at the head of each page of a document, odd and even."""
    section = document.sections[0]
    for header in (section.header, section.even_page_header):
        line = header.paragraphs[0]
        line.style, line.alignment = document.styles[SMALL], ALIGN.RIGHT
        line.add_run(words)


def stand(section: Any) -> None:  # noqa: ANN401
    """Set the pages of a section upright."""
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(_PAGE_WIDTH), Mm(_PAGE_HEIGHT)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_PAGE_WIDTH - _LEFT - TEXT_WIDTH)
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_PAGE_HEIGHT - _TOP - TEXT_HEIGHT)
    section.footer_distance = Mm(_FOOT)


def lie(section: Any) -> None:  # noqa: ANN401
    """Lay the pages of a section on their side: the same page turned, so that its head lies at the binding."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_PAGE_HEIGHT), Mm(_PAGE_WIDTH)
    section.top_margin, section.bottom_margin = Mm(_LEFT), Mm(_PAGE_WIDTH - _LEFT - TEXT_WIDTH)
    section.right_margin, section.left_margin = Mm(_TOP), Mm(_PAGE_HEIGHT - _TOP - TEXT_HEIGHT)
    section.footer_distance = Mm(_FOOT_ACROSS)


def _dress(style: Any, look: _Look) -> None:  # noqa: ANN401
    font, shape = style.font, style.paragraph_format
    font.size, font.bold, font.italic, font.name = Pt(look.size), look.bold, False, LATIN
    font.color.rgb = RGBColor.from_string(look.colour)
    faces = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(faces.attrib):
        if "heme" in name:  # a theme would decide before the face that is named
            del faces.attrib[name]
    faces.set(qn("w:eastAsia"), FONTS[look.font].face)
    faces.set(qn("w:hAnsi"), LATIN)
    shape.alignment, shape.keep_with_next = look.align, look.keeps
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.first_line_indent = Pt(2 * look.size) if look.indent else None
    if look.line:
        shape.line_spacing = Pt(look.line)
    for rule in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(rule)


def field(paragraph: Any, instruction: str, shown: str) -> None:  # noqa: ANN401
    """Add a real field to a paragraph: Word counts it anew, `shown` stands until then."""
    run = paragraph.add_run(shown)
    simple = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{instruction}"/>')
    run._r.addprevious(simple)  # noqa: SLF001 - python-docx has no fields
    simple.append(run._r)  # noqa: SLF001


def say(paragraph: Any, text: str) -> list[Any]:  # noqa: ANN401
    """Add a text to a paragraph and return its runs. Numbers that are joined to their units stand in runs of their own.

    LibreOffice ends a line of Chinese at the joint; where the language is another it does not.
    """
    runs = []
    for piece, is_joined in pieces(text):
        run = paragraph.add_run(piece)
        runs.append(run)
        if is_joined:
            spoken = parse_xml(f'<w:lang {nsdecls("w")} w:eastAsia="en-US"/>')
            run._r.get_or_add_rPr().append(spoken)  # noqa: SLF001 - python-docx has no languages
    return runs


def _page_number(paragraph: Any, side: Any) -> None:  # noqa: ANN401
    """Number the pages at their outer side, one letter from the edge: odd ones right, even ones left."""
    paragraph.alignment = side
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Pt(_NUMBER_SIZE)
    paragraph.add_run("— ")
    field(paragraph, "PAGE", "1")
    paragraph.add_run(" —")
    for run in paragraph._p.iter(qn("w:r")):  # noqa: SLF001 - those in fields too
        Run(run, paragraph).font.size = Pt(_NUMBER_SIZE)


def _in_chinese(document: Any) -> None:  # noqa: ANN401
    """Say that the words are Chinese: punctuation and the breaks of lines follow from it."""
    for spoken in (
        *document.styles.element.iter(qn("w:lang")),
        *document.settings.element.iter(qn("w:themeFontLang")),
    ):
        spoken.set(qn("w:eastAsia"), "zh-CN")


def _outlined(style: Any) -> None:  # noqa: ANN401
    """Let a style be a heading of the first level for who goes through the outline."""
    style.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="0"/>'))


def _tight(style: Any) -> None:  # noqa: ANN401
    """Set digits beside letters without the room that programs add there: columns are planned without it."""
    shape = style.element.get_or_add_pPr()
    for name in ("autoSpaceDE", "autoSpaceDN"):
        rule = parse_xml(f'<w:{name} {nsdecls("w")} w:val="0"/>')
        shape.insert_element_before(rule, "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _ruled(style: Any) -> None:  # noqa: ANN401
    """Draw the red rule of a letter under the paragraphs of a style."""
    rule = f'<w:bottom w:val="single" w:sz="18" w:space="6" w:color="{_RED}"/>'
    borders = parse_xml(f"<w:pBdr {nsdecls('w')}>{rule}</w:pBdr>")
    style.element.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _fall_backs(document: Any) -> None:  # noqa: ANN401
    """Name the free faces beside those that the styles ask for, where a machine has none of them."""
    part = next(rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/fontTable"))
    fonts = "".join(
        f'<w:font w:name="{one.face}"><w:altName w:val="{one.free}"/><w:charset w:val="86"/></w:font>'
        for one in FONTS.values()
    )
    part._blob = part.blob.replace(b"</w:fonts>", fonts.encode() + b"</w:fonts>")  # noqa: SLF001 - a part without a door
