"""Documents as an office sends them: language, properties, pages, captions with their figures, live addresses."""

import io
from dataclasses import replace
from html import escape

import docx as docx_library
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.oxml.ns import qn

from dashboard.exhibits.exhibit import Table
from dashboard.export.docx import docx
from dashboard.export.paper.html import html
from dashboard.export.picture.frame import IN_DOCUMENTS, picture
from dashboard.export.pptx import pptx
from indicators.model import Text
from tests.export import offices
from tests.export.test_offices import document, hostile, pictured

WIDE = Table(tuple(f"第{number}项指标的名称" for number in range(12)), (("一二三四五六七八九十",) * 12,))


def test_a_document_is_chinese_and_names_its_issuer_not_the_library():
    content = docx(document([]), pictured)
    languages = [one.get(qn("w:eastAsia")) for one in offices.parts(content, "styles")[0].iter(qn("w:lang"))]
    assert languages
    assert set(languages) == {"zh-CN"}
    properties = docx_library.Document(io.BytesIO(content)).core_properties
    assert (properties.author, properties.subject, properties.language) == ("看板", "副题", "zh-CN")
    assert "python-docx" not in properties.comments


def test_pages_are_numbered_right_on_odd_and_left_on_even_pages():
    written = docx_library.Document(io.BytesIO(docx(document([]), pictured)))
    section = written.sections[0]
    assert written.settings.odd_and_even_pages_header_footer
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (WD_PARAGRAPH_ALIGNMENT.RIGHT, WD_PARAGRAPH_ALIGNMENT.LEFT)


def test_figure_caption_and_sources_stand_in_this_order_and_never_part(everything):
    one = everything["goals-lags"]
    paragraphs = docx_library.Document(io.BytesIO(docx(document([one]), pictured))).paragraphs
    at = next(i for i, part in enumerate(paragraphs) if next(part._p.iter(qn("pic:pic")), None) is not None)
    figure, caption, *foot = paragraphs[at : at + 2 + len(one.foot)]
    assert caption.text.endswith(one.title)
    assert [*map(offices.squeezed, (part.text for part in foot))] == [*map(offices.squeezed, one.foot)]
    assert all(part.paragraph_format.keep_with_next for part in (figure, caption, *foot[:-1]))
    inline = next(figure._p.iter(qn("wp:inline")))
    assert [inline.get(side) for side in ("distL", "distR")] == ["0", "0"]
    drawn = "".join(picture(one, IN_DOCUMENTS)["figure"]["data"][-1]["text"])
    assert one.stamp not in drawn


def test_a_table_keeps_its_head_with_its_first_row_and_its_last_row_with_its_sources(everything):
    table = docx_library.Document(io.BytesIO(docx(document([everything["regions-sum"]]), pictured))).tables[0]
    for row in (table.rows[0], table.rows[-1]):
        assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells)


def test_an_address_on_paper_is_whole_and_live_or_not_there(everything):
    one = everything["regions-sum"]
    written = docx_library.Document(io.BytesIO(docx(document([one]), pictured)))
    links = [link for part in written.paragraphs for link in part.hyperlinks]
    assert [(link.text, link.url) for link in links] == [(one.link, one.link)]
    nowhere = replace(one, host="")
    assert not nowhere.link
    assert nowhere.path not in nowhere.citation
    for content in (docx(document([nowhere]), pictured), pptx(document([nowhere]))):
        texts = ["".join(part.itertext()) for part in offices.parts(content, "document.xml")]
        texts += ["".join(part.itertext()) for part in offices.parts(content, "slides/")]
        assert not any(nowhere.path in text for text in texts)
    assert f'<a href="{escape(one.link)}" ' in html(document([one]), lambda _: None)


def test_a_caption_of_many_lines_lies_over_no_picture():
    """What the caption needs below the picture is kept free by its like, which nobody sees."""
    one = hostile("很长的图题" * 20)
    page = html(document([one]), lambda _: "<svg >")
    assert f'<p class="caption room" aria-hidden="true">图1　{one.title}</p>' in page


def test_no_file_says_that_a_program_wrote_it_which_did_not(everything):
    one = everything["goals-lags"]
    for content in (docx(document([one]), pictured), pptx(document([one]))):
        (own,) = offices.parts(content, "docProps/app.xml")
        assert "Microsoft" not in "".join(own.itertext())


def test_a_title_stands_on_the_page_of_a_table_that_lies_not_alone_before_it(everything):
    """On paper too; where words of the exhibit stand upright before the table, so does the title."""
    silent = replace(everything["sources-conflicts"].exhibit, words=(), content=WIDE)
    spoken = replace(silent, words=(Text("一句。", "One."),))
    for exhibit, lies in ((silent, True), (spoken, False)):
        one = replace(everything["sources-conflicts"], exhibit=exhibit)
        paper = replace(document([]), parts=(one,))
        (section, *_) = docx_library.Document(io.BytesIO(docx(paper, lambda _: None))).sections
        assert (section.page_width > section.page_height) == lies
        assert ('<header class="across">' in html(paper, lambda _: None)) == lies
