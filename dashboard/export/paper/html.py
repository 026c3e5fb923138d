"""A document as static HTML: for paper, and for a meeting room with no network. No script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from dashboard.exhibits.exhibit import Cell, Facts, Light, Link, Prose, Table, words
from dashboard.export.captioned import Captioned
from dashboard.export.columns import MM_OF_A_POINT, NUMBER, PAD, SMALLEST_SIZE, Plan
from dashboard.export.document import Document, Enclosure, Heading, Paragraph, once_each
from dashboard.export.layout import (
    KEPT,
    REMARK,
    Laid,
    hung,
    laid,
    opens_across,
    size_in_a_line,
    texts,
    whole,
)
from dashboard.export.watermark import at_head, layer
from dashboard.theme import BLUE, FONT, INK, LIGHTS, LINE, MUTED
from indicators.language import language
from indicators.model import Text

_FIGURE, _TABLE = (
    Text("图{number}　{title}", "Figure {number}. {title}"),
    Text("表{number}　{title}", "Table {number}. {title}"),
)
_SOURCES = Text("数据来源", "sources")
# A bookmark leads to where the first letter of its heading stands: a blank at the head of a picture, whose caption is
# below it, so that a reader who follows the bookmark sees the picture too.
_START = "<i> </i>"
# The caption is drawn from the head of its picture to below it: its like, unseen, keeps as many lines free there.
_ROOM = '<p class="caption room" aria-hidden="true">{caption}</p>'
_LETTERS = {9.0: "small", 8.0: "smaller", SMALLEST_SIZE: "smallest"}
_FOOT_SIZE = 9.0
_WORKBOOK = Text("数据表（XLSX）", "workbook")
_LOOK = f"""
* {{ box-sizing: border-box; }}
body {{ margin: 0 auto; max-width: 1000px; padding: 24px; color: {INK}; font: 15px/1.7 {FONT.replace('"', "'")}; }}
h1 {{ font-size: 28px; text-align: center; text-wrap: balance; margin: 12px 0 4px; }}
h2 {{ font-size: 20px; margin: 28px 0 8px; }}
.subtitle, .issuer {{ text-align: center; color: {MUTED}; margin: 0; }}
.letterhead {{ color: #c8102e; font-size: 34px; font-weight: 700; text-align: center; margin: 8px 0; }}
.letter-number {{ text-align: center; border-bottom: 2px solid #c8102e; padding-bottom: 10px; margin: 0 0 28px; }}
.addressee {{ margin: 14px 0 6px; text-wrap: pretty; }}
.enclosed {{ white-space: pre-wrap; text-indent: 2em; margin: 4px 0; }}
td {{ white-space: pre-line; }} .signed {{ text-align: right; margin: 4px 2em; break-before: avoid; }}
.label {{ font-weight: 700; margin: 0; }}
.enclosure {{ text-align: center; margin: 8px 0 12px; }}
.piece {{ white-space: nowrap; }}
p.words {{ text-indent: 2em; margin: 6px 0; text-align: justify; text-wrap: pretty; }}
figure {{ margin: 18px 0; }} figure svg {{ display: block; width: 100%; height: auto; margin: 0 auto; }}
.caption {{ font-size: inherit; font-weight: 600; text-align: center; margin: 6px 0; }}
.caption {{ word-break: keep-all; overflow-wrap: anywhere; }}
figure.picture {{ display: grid; }} figure.picture > svg {{ grid-area: 1 / 1; }}
figure.picture > figcaption {{ grid-area: 1 / 1 / 3 / 1; display: grid; }} .foot {{ grid-column: 1; }}
.room {{ grid-area: 2 / 1; visibility: hidden; }}
figure.picture .caption {{ display: flex; flex-direction: column; justify-content: space-between; margin-top: 0; }}
.caption i {{ white-space: pre; }}
.scope, .foot {{ color: {MUTED}; font-size: 12px; margin: 2px 0; overflow-wrap: anywhere; text-wrap: pretty; }}
.caption-above .scope {{ text-align: right; }} .foot a {{ color: {BLUE}; }}
table {{ border-collapse: collapse; width: 100%; font-size: 12px; line-height: 1.45; }}
table {{ border-top: 2px solid {INK}; border-bottom: 2px solid {INK}; }}
th {{ border-bottom: 1px solid {INK}; }}
th, td {{ padding: 4px 6px; text-align: left; text-wrap: pretty; vertical-align: top; }}
td:not(:has(b)) {{ text-wrap: balance; }}
td.number, th.number {{ text-align: right; }} thead {{ display: table-header-group; }} tr {{ break-inside: avoid; }}
tr:is(:nth-child(-n + {KEPT}), :nth-last-child(-n + {KEPT - 1})):not(:first-child) {{ break-before: avoid; }}
nav {{ border-bottom: 1px solid {LINE}; padding-bottom: 10px; }} nav a {{ margin-right: 16px; color: {BLUE}; }}
ol {{ padding-left: 24px; font-size: 13px; }} .scroll {{ overflow-x: auto; }}
.planned {{ table-layout: fixed; overflow-wrap: break-word; }}
@page {{ size: A4; margin: 25mm 27mm 22mm; font: 12px sans-serif; }}
@page :right {{ @bottom-right {{ content: counter(page); }} }}
@page :left {{ @bottom-left {{ content: counter(page); }} }}
@page across {{ size: A4 landscape; margin: 25mm 36mm 22mm; }}
@page compact {{ margin: 18mm 27mm; }}
@media print {{
  body {{ padding: 0; max-width: none; font-size: 14px; }} nav {{ display: none; }} .scroll {{ overflow: visible; }}
  figure.picture {{ break-inside: avoid; }} figure.picture svg {{ max-height: var(--room, 205mm); }}
  h2, h3, .caption-above {{ break-after: avoid; }} .foot {{ break-before: avoid; }} table {{ font-size: 10.5pt; }}
  body:has(> header.compact) {{ page: compact; font-size: 12px; line-height: 1.5; }}
  header.compact ~ figure {{ margin: 10px 0; }} header.compact ~ h2 {{ margin: 0; }}
  .opens {{ break-before: page; }} header.compact + .opens {{ break-before: auto; }}
  th, td {{ padding-block: 1.5pt; }} .across {{ page: across; }}
  table.small {{ font-size: 9pt; }} table.smaller {{ font-size: 8pt; }}
  table.smallest {{ font-size: {SMALLEST_SIZE}pt; }}
}}
"""
_LETTER = """
@page { margin: 37mm 26mm 35mm 28mm; font-size: 14pt; }
@page :right { @bottom-right { content: "— " counter(page) " —"; padding-right: 14pt; } }
@page :left { @bottom-left { content: "— " counter(page) " —"; padding-left: 14pt; } }
@page across { margin: 28mm 35mm 26mm 37mm; }
@media print { body { font: 16pt/29pt "Times New Roman", FangSong, FandolFang, "Noto Serif CJK SC", serif; }
  h2, h3, h4 { font: 700 16pt/29pt SimHei, "Noto Sans CJK SC", sans-serif; margin: 6pt 0 2pt; }
  h1 { font: 700 22pt/33pt "FZXiaoBiaoSong-B05S", "Noto Serif CJK SC", serif; }
  .letterhead { font-size: 34pt; line-height: 1.3; }
  h2.enclosure { font-size: 18pt; } table { line-height: 1.35; } .caption { font-size: 10.5pt; line-height: 16pt; }
  .scope, .foot { font-size: 9pt; line-height: 13pt; }
  html:lang(en) body { font-size: 12pt; line-height: 20pt; }
  html:lang(en) :is(h2, h3, h4):not(.caption, .enclosure), html:lang(en) .letter-number { font-size: 14pt; }
  html:lang(en) :is(h2, h3, h4):not(.caption, .enclosure) { line-height: 24pt; } }
"""
_LOOKS = {"body": "words", "addressee": "addressee", "enclosed": "enclosed", "signed": "signed", "remark": "foot"}
Drawn = Callable[[Captioned], str | None]


@dataclass(frozen=True, slots=True)
class Folder:
    """What a page that is a file stands among: the workbook of an exhibit, and where an address of the site leads to.

    What has no file there has no address. `nav` is markup that stands above all.
    """

    workbook: Callable[[Captioned], str] = lambda _: ""
    lead: Callable[[str], str] = lambda _: ""
    nav: str = ""


PAPER = Folder()


def html(document: Document, drawn: Drawn, folder: Folder = PAPER) -> str:
    """Return a document as one HTML page; `drawn` gives the SVG of an exhibit, None where its table stands for it."""
    document = once_each(document, lambda one: drawn(one) is not None)
    captions = _captions(document, drawn)
    lying = laid(document, lambda one: drawn(one) is not None)
    parts = "\n".join(_part(part, drawn, captions, folder) for part in lying)
    opening = _opening(document, lies=opens_across(document, lying))
    sources = "".join(f"<li>{escape(source)}</li>" for source in document.references)
    listed = f"<h2>{_SOURCES}</h2><ol>{sources}</ol>" if sources else ""
    look = _LOOK + (_LETTER if document.head else "") + at_head(document.mark)
    return (
        f'<!DOCTYPE html>\n<html lang="{language().tag}"><head><meta charset="utf-8">'
        f"<title>{escape(document.title)}</title>"
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{look}</style></head><body>'
        f"{folder.nav}{opening}\n{parts}\n{listed}{layer(document.mark)}</body></html>\n"
    )


def _opening(document: Document, *, lies: bool) -> str:
    """The title with what stands above it and below it; a compact report has its title on each page."""
    head = "".join(
        f'<p class="{look}">{escape(line)}</p>'
        for look, line in zip(("letterhead", "letter-number"), document.head, strict=False)
    )
    below = (("subtitle", document.subtitle), ("issuer", document.issuer)) if document.byline else ()
    lines = "".join(f'<p class="{look}">{escape(line)}</p>' for look, line in below)
    title = "" if document.is_compact else f"<h1>{escape(document.title)}</h1>"
    look = ' class="compact"' if document.is_compact else ' class="across"' if lies else ""
    return f"<header{look}>{head}{title}{lines}</header>"


def _captions(document: Document, drawn: Drawn) -> dict[int, str]:
    """The caption of each exhibit, a heading below the document's own; pictures and tables are counted apart."""
    counts = {"figure": 0, "table": 0}
    level = 2 + max((_level(part) for part in document.parts), default=0)
    captions = {}
    for one in document.exhibits:
        if isinstance(one.exhibit.content, Prose):
            continue  # it is running text
        kind = "figure" if drawn(one) else "table"
        counts[kind] += 1
        caption = str(_FIGURE if kind == "figure" else _TABLE).format(number=counts[kind], title=one.title)
        start = _START if kind == "figure" else ""
        room = _ROOM.format(caption=escape(caption)) if kind == "figure" else ""
        captions[id(one)] = f'<figcaption><h{level} class="caption">{start}<span>{escape(caption)}</span></h{level}>'
        captions[id(one)] += f"</figcaption>{room}"
    return captions


def _level(part: object) -> int:
    return part.level if isinstance(part, Heading) else int(isinstance(part, Enclosure))


def _part(one: Laid, drawn: Drawn, captions: dict[int, str], folder: Folder) -> str:
    part, lies = one.part, ' class="across"' if one.lies else ""
    if isinstance(part, Heading):
        looks = " ".join(filter(None, ("across" if one.lies else "", "opens" if part.opens_page else "")))
        look = f' class="{looks}"' if looks else ""
        return f"<h{part.level + 1}{look}>{escape(part.text)}</h{part.level + 1}>"
    if isinstance(part, Paragraph):
        return f'<p class="{_LOOKS[part.kind]}">{_in_pieces(part.text)}</p>'
    if isinstance(part, Enclosure):
        return (
            f'<div class="opens{" across" if one.lies else ""}"><p class="label">{escape(part.label)}</p>'
            f'<h2 class="enclosure">{escape(part.title)}</h2></div>'
        )
    exhibit = part.exhibit
    if isinstance(exhibit.content, Prose):
        return "".join(f'<p class="words">{_in_pieces(one)}</p>' for one in exhibit.content.paragraphs)
    caption = captions[id(part)]
    said = "".join(f'<p class="words">{_in_pieces(str(text))}</p>' for text in exhibit.words)
    book = folder.workbook(part)
    file = f'<p class="foot"><a href="{escape(book)}">{_WORKBOOK}</a></p>' if book else ""
    foot = "".join(f'<p class="foot">{_linked(line, part.link)}</p>' for line in part.foot)
    picture = drawn(part)
    if picture:
        look = (f"width:{part.width};" if part.width else "") + f"--room:{one.room:.0f}mm"
        named = picture.replace("<svg ", f'<svg style="{look}" role="img" aria-label="{escape(part.alt)}" ', 1)
        opened = f'<figure role="group" class="picture" id="{escape(exhibit.id)}">'
        return f"{said}{opened}{caption}{named}{foot}{file}</figure>"
    scope = f'<p class="scope">{_in_pieces(part.bare_scope)}</p>'
    facts = exhibit.content if isinstance(exhibit.content, Facts) else None
    body = _facts(facts, folder) if facts else _table(part.table, one.plan, folder)
    above = f'<div class="caption-above">{caption}{scope}</div>'
    opened = f'<figure role="group"{lies} id="{escape(exhibit.id)}">'
    return f'{said}{opened}{above}<div class="scroll">{body}</div>{foot}{file}</figure>'


def _in_pieces(text: str) -> str:
    """A running text, escaped, whose numbers stay in one line with their units."""
    return NUMBER.sub(lambda found: f'<span class="piece">{found[0]}</span>', escape(text, quote=False))


def _linked(line: str, address: str) -> str:
    """A line of the foot; the one that is the address leads there."""
    if line != address:
        return _in_pieces(line)
    text = escape(line)
    return f'<a href="{text}" style="font-size:{size_in_a_line(line, _FOOT_SIZE):.2f}pt">{text}</a>'


def _table(table: Table | None, plan: Plan | None, folder: Folder) -> str:
    if table is None or plan is None:
        return ""
    side = [' class="number"' if index in table.numeric else "" for index in range(len(table.columns))]
    head = "".join(f'<th scope="col"{side[i]}>{escape(name)}</th>' for i, name in enumerate(table.columns))
    hang = {
        i: hung(column, plan.size, (plan.widths[i] - PAD) / MM_OF_A_POINT)
        for i, (_, *column) in enumerate(zip(*texts(table), strict=True))
        if i in table.numeric
    }
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td{side[i]}{_moved(hang[i][number] if i in hang else 0.0)}>{_cell(cell, folder)}</td>"
            for i, cell in enumerate(row)
        )
        + "</tr>"
        for number, row in enumerate(table.rows)
    )
    shares = "".join(f'<col style="width:{100 * wide / sum(plan.widths):.2f}%">' for wide in plan.widths)
    look = f"planned {_LETTERS.get(plan.size, '')}".strip()
    return (
        f'<table class="{look}"><colgroup>{shares}</colgroup><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _moved(digits: float) -> str:
    return f' style="padding-right:calc(6px + {digits:g}ch)"' if digits else ""


def _facts(facts: Facts, folder: Folder) -> str:
    rows = "".join(
        f'<tr><th scope="row" class="piece">{escape(term)}</th><td>{_cell(cell, folder)}</td></tr>'
        for term, cell in facts.facts
    )
    return f"<table><tbody>{rows}</tbody></table>"


def _cell(cell: Cell, folder: Folder) -> str:
    if isinstance(cell, Light):
        look = LIGHTS[cell.verdict]
        word = REMARK.sub(lambda found: f'<span class="piece">{found[0]}</span>', escape(cell.word))
        return f'<b style="color:{look.colour}">{look.shape} {word}</b>'
    text = _in_pieces(whole(words(cell)))
    way = folder.lead(cell.href) if isinstance(cell, Link) else ""
    return f'<a href="{escape(way)}">{text}</a>' if way else text
