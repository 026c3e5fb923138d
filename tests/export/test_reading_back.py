"""Every exhibit read back: its numbers, qualifiers, ranks and lights are those of the screen in every file."""

import io
import re
import subprocess
from csv import reader
from dataclasses import replace
from decimal import Decimal
from unicodedata import normalize

import docx as docx_library
import openpyxl
import pptx as pptx_library
import pytest
from lxml import etree
from lxml import html as markup_of

from dashboard.exhibits.exhibit import Light, Plot, Stack, words
from dashboard.export.csv import csv
from dashboard.export.docx import docx
from dashboard.export.layout import table_of
from dashboard.export.numbers import Number
from dashboard.export.paper.html import html
from dashboard.export.paper.painter import Painter
from dashboard.export.paper.pdf import pdf
from dashboard.export.picture.frame import picture
from dashboard.export.pptx import pptx
from dashboard.export.xlsx import xlsx
from dashboard.kit import blocks
from dashboard.kit.markup import markup
from dashboard.theme import LIGHTS
from tests.export.test_numbers import shown
from tests.export.test_offices import document

SIGNS = "".join({look.shape for look in LIGHTS.values()})
UNSEEN = re.compile(rf"[\s\u00a0\u200b\u2060'{SIGNS}]")
AMOUNT = re.compile(r"\d[\d,.]*")
QUALIFIED = re.compile(r"[^\d\s]{1,3} ?\d[\d,.]*")  # about, over, nearly: and the number
DRAWN = "http://www.w3.org/2000/svg"
SAMPLE, LONG = 4, 60


def bare(text):
    """Return a text without what only sets it: blanks, and the sign before the word of a light."""
    return UNSEEN.sub("", text)


def expected(one):
    """Return the rows of an exhibit as its table tells them, bare."""
    table = table_of(one)
    return [[bare(cell.word if isinstance(cell, Light) else words(cell)) for cell in row] for row in table.rows]


def on_screen(one):
    page = markup_of.fromstring(f"<div>{markup(blocks.content(table_of(one)))}</div>")
    for way in page.xpath(".//a[contains(@class, 'method-card')]"):
        way.drop_tree()  # it leads to the reckoning behind a light
    return [[cell.text_content() for cell in row] for row in page.xpath(".//tbody/tr")]


def in_workbook(one):
    sheet, table = openpyxl.load_workbook(io.BytesIO(xlsx([one]))).worksheets[0], table_of(one)
    rows = sheet.iter_rows(min_row=5, max_row=4 + len(table.rows), max_col=len(table.columns))
    return [[as_shown(cell) for cell in row] for row in rows]


def as_shown(cell):
    """Return a cell as a spreadsheet shows it: a number by its format."""
    if isinstance(cell.value, int | float):
        return shown(Number(Decimal(repr(cell.value)), cell.number_format))
    return cell.value or ""


def in_csv(one):
    return list(reader(io.StringIO(csv(one).decode("utf-8-sig"))))[1:]


def in_word(one):
    (table,) = docx_library.Document(io.BytesIO(docx(document([one]), lambda _: None))).tables
    return [[cell.text for cell in row.cells] for row in table.rows][1:]


def on_paper(one):
    rows = markup_of.fromstring(html(document([one]), lambda _: None)).xpath("//tbody/tr")
    return [[cell.text_content() for cell in row] for row in rows]


def said_on_screen(content):
    """Return what the screen writes of a figure: of a chart the words at its marks, of all else every text."""
    if isinstance(content, Stack):
        return [text for part in content.contents for text in said_on_screen(part)]
    if isinstance(content, Plot):
        written = [trace.get("text") or () for trace in content.figure["data"]]
        return [text for one in written for text in ([one] if isinstance(one, str) else one) if text]
    page = markup_of.fromstring(f"<div>{markup(blocks.content(content))}</div>")
    for way in page.xpath(".//a[contains(@class, 'method-card')]"):
        way.drop_tree()
    return [*page.itertext()]


def drawn_otherwise(one, painter):
    """Return the numbers and lights of an exhibit as the screen writes them that its SVG does not say."""
    drawing = etree.fromstring(painter.paint(picture(one), "svg"))
    text = bare("".join("".join(words_of.itertext()) for words_of in drawing.iter(f"{{{DRAWN}}}text")))
    said = said_on_screen(one.exhibit.content)
    numbers = {number for part in said for number in AMOUNT.findall(part.replace("<br>", ""))}
    lights = {bare(light.word) for _, light in one.lights}
    qualified = {bare(part) for part in said if QUALIFIED.fullmatch(part)}
    return {told for told in numbers | lights | qualified if told not in text}


def sample(everything):
    """Return every fourth of the exhibits that have a table."""
    return dict([(name, one) for name, one in everything.items() if table_of(one)][::SAMPLE])


READ = {"screen": on_screen, "xlsx": in_workbook, "csv": in_csv, "docx": in_word, "html": on_paper}


@pytest.mark.parametrize("suffix", READ)
def test_every_row_is_read_back_as_it_was_told(everything, suffix):
    """Of what has no table of its own, but terms with their meanings, screen and sheets have a look of their own."""
    wrong = {}
    for name, one in sample(everything).items():
        if one.table is None and suffix in {"screen", "xlsx", "csv"}:
            continue
        found = [[bare(text) for text in row] for row in READ[suffix](one)]
        if found != expected(one):
            wrong[name] = [pair for pair in zip(found, expected(one), strict=False) if pair[0] != pair[1]][:1]
    assert wrong == {}


def test_every_cell_is_on_the_slides_of_its_table(everything):
    wrong = {}
    for name, one in sample(everything).items():
        slides = pptx_library.Presentation(io.BytesIO(pptx(document([replace(one, form="table")])))).slides
        tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
        found = {bare(cell.text) for table in tables for cell in table.iter_cells()}
        # a quote longer than a slide goes on to the next: see the tests of slides
        missing = {cell for row in expected(one) for cell in row if len(cell) < LONG} - found
        wrong |= {name: missing} if missing else {}
    assert wrong == {}


def test_every_cell_is_among_the_words_of_the_pdf(everything, tmp_path):
    some = list(sample(everything).values())
    path = tmp_path / "read.pdf"
    path.write_bytes(pdf(html(document(some), lambda _: None), "2026-11-24"))
    told = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True, text=True).stdout
    text = bare(normalize("NFKC", told))  # a reader of PDF returns radicals for some characters
    missing = {
        one.exhibit.id: cell
        for one in some
        for row in expected(one)
        for cell in row
        if len(cell) < LONG and bare(normalize("NFKC", cell)) not in text
    }
    assert missing == {}


@pytest.mark.parametrize("name", ["overview-headline", "goals-ways", "regions-matrix", "indicator-series"])
def test_a_picture_says_the_numbers_and_the_lights_of_the_screen(everything, name):
    """Also the share that a bar stands for which is longer than its room; all exhibits in `make bench`."""
    with Painter() as painter:
        assert drawn_otherwise(everything[name], painter) == set()
