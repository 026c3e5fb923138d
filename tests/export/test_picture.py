"""The picture of an exhibit: one figure, whole, captioned, and the same each time."""

import re
from dataclasses import replace
from html import unescape

import pytest

from dashboard.exhibits.exhibit import Bar, Bars, Exhibit
from dashboard.export.captioned import Captioned, words
from dashboard.export.paper.painter import Painter
from dashboard.export.picture.frame import CAPTIONS, SIZES, picture
from dashboard.export.picture.marks import paragraph
from dashboard.export.picture.text import width, wrap
from tests.export.conftest import HOSTILE

_SVG_TEXT = re.compile(r"<text[^>]*>(.*?)</text>", re.DOTALL)


def texts(drawn):
    """The words of a picture, in order, as the figure holds them."""
    return drawn["figure"]["data"][-1]["text"]


def whole(drawn):
    return "".join(texts(drawn)).replace(" ", "")


def named(name):
    exhibit = Exhibit("x", name, name, Bars((Bar(name, 0.5, name, note=name),)), sources=name, note=name)
    return Captioned(exhibit, "看板", "页", "2026年第1版", "2026-01-01", "2025年", "序时进度", "/x?release=1#x")


@pytest.mark.parametrize("size", SIZES)
def test_every_exhibit_of_every_page_is_drawn_in_every_size(everything, size):
    for name, one in everything.items():
        drawn = picture(one, size)
        assert drawn["width"] * drawn["scale"] == pytest.approx(SIZES[size].pixels), name
        if SIZES[size].shape:
            assert drawn["height"] / drawn["width"] == pytest.approx(SIZES[size].shape, rel=0.01), name


@pytest.mark.parametrize("size", SIZES)
def test_no_words_stand_outside_the_picture(everything, size):
    for name, one in everything.items():
        drawn = picture(one, size)
        trace = drawn["figure"]["data"][-1]
        for x, y, text, side, letters in zip(
            trace["x"], trace["y"], trace["text"], trace["textposition"], trace["textfont"]["size"], strict=True
        ):
            wide = width(unescape(text), letters)
            left = x - {"middle right": 0, "middle center": wide / 2, "middle left": wide}[side]
            assert left >= -2, (name, text)
            assert left + wide <= drawn["width"] * 1.03, (name, text)
            assert letters / 2 <= y <= drawn["height"] - letters / 2, (name, text)


def test_a_picture_holds_title_scope_sources_release_and_address(everything):
    for name, one in everything.items():
        told = whole(picture(one))
        for part in (one.title, one.exhibit.scope, one.sources, one.note, one.stamp, one.link):
            escaped = part.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            assert escaped.replace(" ", "") in told, (name, part)


def test_a_legend_tells_every_light_of_the_picture_and_no_other(everything):
    drawn = whole(picture(everything["overview-changes"]))
    assert "图例：●完成　◎按序时　△略慢　▲滞后　◆未完成　○数据不足；" in drawn
    assert "图例" not in whole(picture(everything["regions-map"]))


def test_the_caption_stands_above_or_below_or_is_left_to_the_document(everything):
    one = everything["goals-ways"]
    above, below, none = (texts(picture(one, "print", caption)) for caption in CAPTIONS)
    assert above[0].startswith(one.title[:10])
    assert any(text.startswith("图　" + one.title[:8]) for text in below[5:])
    assert not any(one.title[:12] in text for text in none)


def test_the_words_of_a_table_are_all_in_its_picture(everything):
    one = everything["regions-sum"]
    told = whole(picture(one))
    for row in one.table.rows:
        for cell in row:
            assert words(cell).replace(" ", "") in told


@pytest.mark.parametrize("name", HOSTILE)
def test_names_from_the_tables_stay_text(name):
    drawn = picture(named(name))
    told = " ".join(texts(drawn))
    assert "<a" not in told
    assert "<b" not in told


def test_the_same_exhibit_makes_the_same_figure(everything):
    one = everything["goals-ways"]
    assert picture(one) == picture(replace(one))


def test_lines_fit_and_lose_nothing():
    text = "常州市2025年全社会研发投入占GDP比重为3.62%，距目标（3.70%）还差0.08个百分点；见https://example.org/a?b=c"
    lines = wrap(text, 13, 120)
    assert "".join(lines) == text
    assert all(width(line, 13) <= 120 + 13 for line in lines)
    assert not any(line[0] in "，。；）" for line in lines)
    assert paragraph(text, 120, 13).height == len(lines) * 13 * 1.5


def test_the_server_draws_what_the_browser_draws_and_keeps_text_as_text(everything):
    one = everything["goals-ways"]
    with Painter() as painter:
        drawn = painter.paint(picture(one), "svg").decode()
        png = painter.paint(picture(one, "print"), "png")
    told = "".join(_SVG_TEXT.findall(drawn))
    assert "地区生产总值" in told
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[16:20], "big") == 1843
    assert b"pHYs" in png[:60]
