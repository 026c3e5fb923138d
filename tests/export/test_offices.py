"""Workbooks, documents and slides: whole, native, the same numbers as the screen, and text only text."""

import io
import re
from dataclasses import replace
from html import escape
from itertools import chain

import docx as docx_library
import openpyxl
import pptx as pptx_library
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from dashboard.exhibits.exhibit import Bar, Bars, Exhibit, Light, Plot, Table, words
from dashboard.export.captioned import Captioned
from dashboard.export.charts import charts, pattern
from dashboard.export.csv import csv
from dashboard.export.document import Document, Heading, Paragraph
from dashboard.export.docx import docx
from dashboard.export.docx.styles import FONTS
from dashboard.export.layout import laid
from dashboard.export.numbers import number
from dashboard.export.paper.html import html
from dashboard.export.picture.frame import picture
from dashboard.export.pptx import pptx
from dashboard.export.xlsx import xlsx
from indicators.goals.methods import Verdict
from tests.export import offices
from tests.export.conftest import HOSTILE

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000733000003e80806000000000000000000000049454e44ae426082"
)  # 1843 × 1000
PICK = ("overview-tally", "goals-lags", "regions-matrix", "regions-sum", "indicator-series", "region-trends")


def document(exhibits):
    return Document("标题", "副题", "看板", "2026-11-24", (Heading("一、总体"), Paragraph("一段文字。"), *exhibits))


def pictured(one):
    return PNG if one.pictured else None


def hostile(name):
    light = Light(Verdict.ACHIEVED, name, (name,), name)
    table = Table((name, "数"), ((name, "1"), (light, name)), frozenset({1}))
    exhibit = Exhibit("x", name, name, Bars((Bar(name, 0.5, name, light, name),)), table, name, name)
    return Captioned(exhibit, name, name, "2026年第1版", "2026-11-24", "2025年", "方法", "/x?release=1#x")


def safe(name):
    return "".join(letter for letter in name if letter >= " ")


def cells_of(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_every_exhibit_of_every_page_is_written_in_every_format(everything, books, decks):
    for name, one in everything.items():
        assert openpyxl.load_workbook(io.BytesIO(books(name))).sheetnames[-1] == "来源与查询", name
        assert docx_library.Document(io.BytesIO(docx(document([one]), pictured))).paragraphs, name
        assert len(pptx_library.Presentation(io.BytesIO(decks(name))).slides) >= 3, name
        assert csv(one).startswith(b"\xef\xbb\xbf"), name
        assert one.title in html(document([one]), lambda _: None).replace("&amp;", "&") or not one.table, name


def test_a_workbook_has_the_numbers_of_the_table_as_numbers(everything, books):
    for name, one in everything.items():
        if one.table is None:
            continue
        sheet = openpyxl.load_workbook(io.BytesIO(books(name))).worksheets[0]
        for index, row in enumerate(one.table.rows):
            for column, cell in enumerate(row):
                kept = sheet.cell(5 + index, 1 + column)
                found = number(words(cell)) if column in one.table.numeric else None
                if found:
                    assert kept.value == pytest.approx(float(found.value)), (name, kept.coordinate)
                    assert kept.number_format == found.format
                elif words(cell) and not isinstance(cell, Light):
                    assert kept.value == words(cell), (name, kept.coordinate)


def test_workbook_slide_and_screen_have_the_same_numbers_in_their_charts(everything, books, decks):
    drawn = 0
    for name, one in everything.items():
        expected = [
            tuple(value for _, value in series.points if value is not None)
            for chart in charts(one.exhibit.content)
            for series in chart.series
        ]
        for content, folder in ((books(name), "xl/charts/chart"), (decks(name), "ppt/charts/chart")):
            found = [
                values
                for part in offices.parts(content, folder)
                if part.tag.endswith("chartSpace")
                for values in offices.chart_values(part).values()
            ]
            if folder.startswith("ppt"):  # a workbook keeps the values in its cells
                assert [len(values) for values in found] == [len(values) for values in expected], name
                assert [*chain(*found)] == pytest.approx([*chain(*expected)]), name
            else:
                assert len(found) == len(expected), name
        numbers = {cell.value for cell in cells_of(books(name)) if isinstance(cell.value, int | float)}
        for values in expected:
            drawn += len(values)
            assert all(any(value == pytest.approx(kept) for kept in numbers) for value in values), name
    assert drawn > 100


def test_labels_of_native_charts_show_the_decimals_of_the_screen_and_keep_the_value(everything, decks):
    checked = 0
    for name, one in everything.items():
        drawn = [series for chart in charts(one.exhibit.content) for series in chart.series]
        shown = [
            [offices.as_shown(value, told) for (_, value), told in pairs if value is not None]
            for pairs in (zip(series.points, series.patterns, strict=True) for series in drawn)
        ]
        slides = [part for part in offices.parts(decks(name), "ppt/charts/chart") if part.tag.endswith("chartSpace")]
        assert [labels for part in slides for labels in offices.chart_labels(part)] == shown, name
        checked += sum(map(len, shown))
        for part in slides:
            for axis in part.iter(f"{offices.CHART}valAx"):
                assert axis.find(f"{offices.CHART}numFmt").get("formatCode") in {"#,##0", "General", "0"}, name
    assert checked > 100


def test_what_the_screen_writes_beside_a_mark_is_what_a_native_chart_writes(everything):
    for name in ("indicator-series", "region-trends", "industries-series"):
        for trace in everything[name].exhibit.content.figure["data"]:
            if "name" not in trace or not trace.get("text"):
                continue
            for value, told, words_there in zip(trace["y"], trace["meta"]["shown"], trace["text"], strict=True):
                if value is not None:
                    assert offices.as_shown(value, pattern(value, told)) == told, name
                    assert not words_there or told in words_there.replace("／", " "), name


@pytest.mark.parametrize(
    ("value", "shown", "written"),
    [
        (25.5924, "26%", "26"),
        (2239.58, "2,239.6 亿元", "2,239.6"),
        (3.0, "3.00", "3.00"),
        (-20.59, "落后 20.6 个百分点", "-20.6"),
        (70.3235, "还差 1,009 家 70.3", "70.3"),
        (165723, "16.57 万元", "165,723"),
        (0.125, "", "0.13"),
        (5, "", "5"),
    ],
)
def test_a_value_has_the_decimals_of_the_words_that_tell_it(value, shown, written):
    assert offices.as_shown(value, pattern(value, shown)) == written


def test_the_data_of_charts_in_workbooks_have_those_decimals_and_labels_follow_them(everything):
    for name in ("indicator-series", "sources-trust", "goals-lags", "regions-compare-gdp-district", "region-trends"):
        content = xlsx([everything[name]])
        formats = {
            (round(cell.value, 9), cell.number_format)
            for cell in cells_of(content)
            if isinstance(cell.value, int | float)
        }
        for chart in charts(everything[name].exhibit.content):
            for series in chart.series:
                for (_, value), one in zip(series.points, series.patterns, strict=True):
                    assert value is None or (round(value, 9), one) in formats, (name, series.name, value)
        for part in offices.parts(content, "xl/charts/chart"):
            for labels in part.iter(f"{offices.CHART}dLbls"):
                assert labels.find(f"{offices.CHART}numFmt") is None  # so that each label follows its cell
                assert labels.find(f"{offices.CHART}showVal").get("val") == "1"


def test_the_picture_has_the_numbers_of_the_table(everything):
    """Value, share of the way and what is left stand in picture and table as the same digits."""
    for name, columns in (("goals-ways", (5, 7, 10)), ("regions-sum", (1, 2)), ("overview-headline", (1, 3, 7))):
        one = everything[name]
        told = "".join(picture(one)["figure"]["data"][-1]["text"]).replace(" ", "")
        for row in one.table.rows:
            digits = [
                match for column in columns for match in re.findall(r"[\d,.]+", words(row[column]).partition("（")[0])
            ]
            assert all(digit in told for digit in digits), (name, digits)


@pytest.mark.parametrize("name", HOSTILE)
def test_names_from_the_tables_stay_text_in_every_format(name):
    one = hostile(name)
    for cell in cells_of(xlsx([one])):
        assert cell.data_type != "f"
        assert cell.hyperlink is None
    assert any(cell.value == safe(name) for cell in cells_of(xlsx([one])))
    written = docx_library.Document(io.BytesIO(docx(document([one]), lambda _: None)))
    assert any(safe(name) in cell.text for table in written.tables for row in table.rows for cell in row.cells)
    assert not list(written.element.body.iter(qn("w:hyperlink")))
    instructions = [field.get(qn("w:instr")) for field in written.element.body.iter(qn("w:fldSimple"))]
    assert instructions == ["SEQ 表 \\* ARABIC"]
    slides = pptx_library.Presentation(io.BytesIO(pptx(document([one])))).slides
    assert any(
        safe(name) in shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame
    )
    lines = csv(one).decode("utf-8-sig").splitlines()
    assert not any(line.startswith(("=", '"=', "@")) for line in lines)
    page = html(document([one]), lambda _: None)
    assert '<a href="javascript' not in page
    assert "<b> %" not in page


def test_the_same_exhibits_make_the_same_bytes(everything):
    some = [everything[name] for name in PICK]
    again = [replace(one) for one in some]
    assert xlsx(some) == xlsx(again)
    assert pptx(document(some)) == pptx(document(again))
    assert docx(document(some), pictured) == docx(document(again), pictured)


def test_a_document_is_set_as_an_official_report():
    written = docx_library.Document(io.BytesIO(docx(document([]), pictured)))
    section = written.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    height = section.page_height - section.top_margin - section.bottom_margin
    assert (round(width / Mm(1)), round(height / Mm(1))) == (156, 225)
    body = written.styles["Body Text"].element.rPr.rFonts
    assert body.get(qn("w:eastAsia")) == FONTS["body"].face == "仿宋_GB2312"
    told = docx(document([]), pictured)
    fonts = offices.parts(told, "fontTable")[0]
    assert {one.free for one in FONTS.values()} <= {name.get(qn("w:val")) for name in fonts.iter(qn("w:altName"))}


def test_captions_stand_above_tables_and_below_pictures_and_are_counted(everything):
    some = [everything[name] for name in ("overview-tally", "regions-sum", "goals-lags", "overview-changes")]
    body = docx_library.Document(io.BytesIO(docx(document(some), pictured))).element.body
    order = []
    for part in body:
        text = "".join(one.text for one in part.iter(qn("w:t")))
        if part.tag == qn("w:tbl"):
            order.append("table")
        elif next(part.iter(qn("pic:pic")), None) is not None:
            order.append("picture")
        elif text[:1] in "图表" and "　" in text[:4]:
            order.append(text[:2])
    assert order == ["picture", "图1", "表1", "table", "picture", "图2", "表2", "table"]


def test_tables_of_documents_are_real_with_three_rules_and_their_head_on_every_page(everything):
    written = docx_library.Document(io.BytesIO(docx(document([everything["regions-sum"]]), pictured)))
    table = written.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == list(everything["regions-sum"].table.columns)
    rules = table._tbl.tblPr.find(qn("w:tblBorders"))
    assert [rule.tag for rule in rules] == [qn("w:top"), qn("w:bottom")]
    assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in table.rows)
    assert table.rows[0].cells[0]._tc.tcPr.find(f"{qn('w:tcBorders')}/{qn('w:bottom')}") is not None


def test_wide_tables_lie_on_their_side_with_their_heading_and_pages_are_numbered_on(everything, tmp_path):
    wide, small = everything["indicator-citations"], everything["regions-sum"]
    parts = (Heading("一、总体"), Paragraph("一段文字。"), Heading("二、出处"), wide, Heading("三、合计"), small)
    content = docx(Document("标题", "副题", "看板", "2026-11-24", parts), pictured)
    written = docx_library.Document(io.BytesIO(content))
    lie = [section.orientation == WD_ORIENT.LANDSCAPE for section in written.sections]
    assert lie == [False, True, False]
    for section in written.sections:
        room = round((section.page_width - section.left_margin - section.right_margin) / Mm(1))
        assert room == (225 if section.orientation == WD_ORIENT.LANDSCAPE else 156)
        assert section.footer_distance < section.bottom_margin
        assert section._sectPr.find(qn("w:pgNumType")) is None
    assert [section.footer.is_linked_to_previous for section in written.sections] == [False, True, True]
    pages = offices.as_pages(offices.as_pdf(content, "docx", tmp_path))
    for count, page in enumerate(pages, 1):
        lines = ["".join(line.split()) for line in page.splitlines() if line.strip()]
        assert lines[-1] == f"—{count}—"
        assert len(lines) > 1
    opening = next("".join(page.split()) for page in pages if "二、出处" in page)
    assert opening.startswith(f"二、出处表1{''.join(wide.title.split())}")
    assert "一段文字" not in opening


def test_a_page_that_is_turned_leaves_no_empty_line_behind(everything):
    wide = everything["indicator-citations"]
    body = docx_library.Document(io.BytesIO(docx(document([wide, everything["goals-lags"]]), pictured))).element.body
    breaks = list(body.iter(qn("w:sectPr")))
    assert len(breaks) == 3
    assert all("".join(part.getparent().getparent().itertext()) for part in breaks[:-1])


def test_a_short_table_stays_on_its_side_beside_a_wide_one_and_a_long_one_does_not(everything):
    def lie(*names):
        laid_out = laid(document([everything[name] for name in names]), lambda one: one.pictured)
        return [one.lies for one in laid_out if one.plan]

    short, long = "parks-park-liyang-hitech", "sources-left-out"
    assert lie(short) == [False]
    assert lie("indicator-citations", short) == [True, True]
    assert lie("indicator-citations", long) == [True, False]
    assert lie("indicator-citations", "goals-lags", short) == [True, False]


def test_pictures_of_documents_have_words_for_who_cannot_see_them(everything):
    some = [everything[name] for name in ("goals-ways", "goals-lags", "indicator-series")]
    body = docx_library.Document(io.BytesIO(docx(document(some), pictured))).element.body
    assert [part.get("descr") for part in body.iter(qn("wp:docPr"))] == [one.alt for one in some]
    assert some[0].exhibit.words[0].zh in some[0].alt  # the finding in a sentence
    slides = pptx_library.Presentation(io.BytesIO(pptx(document(some[1:])))).slides
    charts_there = [shape for slide in slides for shape in slide.shapes if shape.has_chart]
    assert {one._element.nvGraphicFramePr.cNvPr.get("descr") for one in charts_there} == {one.alt for one in some[1:]}
    page = html(document(some), lambda _: "<svg >")
    assert all(f'aria-label="{escape(one.alt)}"' in page for one in some)


def test_notes_of_slides_tell_citation_and_method(everything):
    one = everything["goals-ways"]
    slides = pptx_library.Presentation(io.BytesIO(pptx(document([one])))).slides
    notes = slides[-1].notes_slide.notes_text_frame.text
    assert one.citation in notes
    assert "完成进度＝" in notes


def test_figures_that_are_lines_or_bars_are_native_on_slides(everything, decks):
    for name, one in everything.items():
        if isinstance(one.exhibit.content, Plot | Bars):
            slides = pptx_library.Presentation(io.BytesIO(decks(name))).slides
            assert any(shape.has_chart for slide in slides for shape in slide.shapes), name


@pytest.mark.parametrize("suffix", ["xlsx", "docx", "pptx"])
def test_libreoffice_opens_them_with_every_title(everything, tmp_path, suffix):
    some = [everything[name] for name in PICK]
    written = {"xlsx": lambda: xlsx(some), "pptx": lambda: pptx(document(some))}
    content = written.get(suffix, lambda: docx(document(some), lambda _: None))()
    told = offices.as_text(offices.as_pdf(content, suffix, tmp_path))
    for one in some:
        assert "".join(one.title.split()) in told, one.title
    assert "release=1" in told


def test_charts_one_under_the_other_keep_their_names(staff):
    one = staff["upload3-series"]
    names = [plot.title for plot in one.exhibit.content.contents]
    assert names == ["常州市 地区生产总值（亿元）", "常州市 高新技术企业数（家）"]
    assert set(names) <= set(picture(one)["figure"]["data"][-1]["text"])
    assert [chart.title for chart in charts(one.exhibit.content)] == names
    assert [series.name for series in charts(one.exhibit.content)[0].series] == ["改动前", "改动后"]
