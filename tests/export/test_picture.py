"""The picture of an exhibit: one figure, whole, captioned, and the same each time."""

import re
from dataclasses import replace
from functools import cache
from html import unescape
from itertools import pairwise

import pytest

from dashboard.exhibits.exhibit import Bar, Bars, Exhibit, words
from dashboard.export.captioned import Captioned
from dashboard.export.columns import MM_OF_A_POINT
from dashboard.export.document import Document, as_asked, once_each
from dashboard.export.layout import SMALLEST_SIZE
from dashboard.export.paper.painter import Painter
from dashboard.export.picture.choices import CAPTIONS, SIZES, WIDTHS, Looks
from dashboard.export.picture.contents import beginning, members
from dashboard.export.picture.frame import in_documents, is_pictured, picture, room_of, too_tall
from dashboard.export.picture.marks import paragraph
from dashboard.export.picture.text import width, wrap
from dashboard.theme import LIGHTS
from indicators.language import Language, speaking
from tests.browser.boxes import exhibits
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


ALL = [*(Looks(size) for size in SIZES if size != "print"), *(Looks(width=width) for width in (*WIDTHS, "360px"))]
# A number that is cut, or that stands in another line than its unit; not the parts of days and of spans of years.
CUT = re.compile(r"(?<![\w.,/~:–—-])[\d,.]*\d\n(?:[\d,.%]|亿|万|家|个|元|项|人|件|位|年)")


@pytest.fixture(scope="module")
def drawings(everything):
    """Return a function: looks -> the pictures of all exhibits in them, each drawn once."""
    return cache(lambda looks: {name: picture(exhibit, looks) for name, exhibit in everything.items()})


@pytest.mark.parametrize("looks", ALL, ids=lambda looks: looks.width or looks.size)
def test_every_exhibit_of_every_page_is_drawn_in_every_size(drawings, looks):
    size = looks.measures
    for name, drawn in drawings(looks).items():
        assert drawn["width"] * drawn["scale"] == pytest.approx(size.pixels), name
        if size.shape:
            assert drawn["height"] / drawn["width"] == pytest.approx(size.shape, rel=0.01), name


@pytest.mark.parametrize("looks", ALL, ids=lambda looks: looks.width or looks.size)
def test_no_words_stand_outside_the_picture(drawings, looks):
    for name, drawn in drawings(looks).items():
        trace = drawn["figure"]["data"][-1]
        for x, y, text, side, letters in zip(
            trace["x"], trace["y"], trace["text"], trace["textposition"], trace["textfont"]["size"], strict=True
        ):
            wide = width(unescape(text), letters)
            left = x - {"middle right": 0, "middle center": wide / 2, "middle left": wide}[side]
            assert left >= -2, (name, text)
            assert left + wide <= drawn["width"] * 1.03, (name, text)
            assert letters / 2 <= y <= drawn["height"] - letters / 2, (name, text)


@pytest.mark.parametrize("looks", ALL, ids=lambda looks: looks.width or looks.size)
def test_no_number_of_a_picture_is_cut_nor_parted_from_its_unit(drawings, looks):
    """At any width: what has no room beside the rest stands below it."""
    for name, drawn in drawings(looks).items():
        trace = drawn["figure"]["data"][-1]
        font = trace["textfont"]
        looks_alike = [
            *zip(trace["x"], trace["textposition"], font["size"], font["color"], font["weight"], strict=True)
        ]
        for place, (before, after) in enumerate(pairwise(looks_alike)):
            down = trace["y"][place + 1] - trace["y"][place]
            if before == after and 0 < down < before[2] * 1.85:  # lines of one text
                text = "\n".join(map(unescape, trace["text"][place : place + 2]))
                assert not CUT.search(text), (name, text)


def test_a_table_that_a_narrow_picture_has_no_room_for_stands_row_by_row_with_the_heads_beside(everything):
    one = everything["goals-other-plans"]
    wide, narrow = (whole(picture(one, Looks(width=width))) for width in ("960px", "80mm"))
    head = one.table.columns[0] + "："
    assert head not in wide
    assert narrow.count(head) == len(one.table.rows)
    for row in one.table.rows:
        for cell in row:
            assert words(cell).replace(" ", "") in narrow


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
    above, below, none = (texts(picture(one, Looks("print", caption=caption))) for caption in CAPTIONS)
    assert above[0].startswith(one.title[:10])
    assert any(text.startswith("图　" + one.title[:8]) for text in below[5:])
    assert not any(one.title[:12] in text for text in none)


@pytest.mark.parametrize("caption", CAPTIONS)
def test_caption_and_foot_are_chosen_apart_and_the_legend_stays(everything, caption):
    """Note, sources, release and address are left out where no foot is wanted; what the signs mean is not."""
    one = everything["overview-changes"]
    told = {foot: whole(picture(one, Looks(caption=caption, foot=foot))) for foot in ("with", "without")}
    for part in (one.sources, one.stamp, one.link):
        assert part.replace(" ", "") in told["with"]
        assert part.replace(" ", "") not in told["without"]
    assert all("图例" in words for words in told.values())


def test_what_lies_behind_a_transparent_picture_is_seen_beside_its_marks(everything):
    """Paper and white boxes let it through; tracks, shades and bars stay."""
    figures = {
        ground: picture(everything["overview-headline"], Looks(ground=ground))["figure"]
        for ground in ("white", "transparent")
    }
    grounds = {
        name: [
            figure["layout"]["paper_bgcolor"],
            *(shape["fillcolor"] for shape in figure["layout"]["shapes"] if "fillcolor" in shape),
        ]
        for name, figure in figures.items()
    }
    assert "#ffffff" in grounds["white"]
    assert "#ffffff" not in grounds["transparent"]
    cleared = ["rgba(0,0,0,0)" if ground == "#ffffff" else ground for ground in grounds["white"]]
    assert grounds["transparent"] == cleared


ON_PAPER = [(Looks(width=width), 7.5, float(width.removesuffix("mm"))) for width in WIDTHS]


@pytest.mark.parametrize(
    ("looks", "least", "millimetres"),
    [*ON_PAPER, (Looks("slide"), 12, 40 / 3 * 25.4), (Looks(width="360px"), 7.5, 360 / 96 * 25.4)],
    ids=lambda value: str(getattr(value, "width", "")),
)
def test_no_letter_of_a_picture_is_too_small_to_read(drawings, looks, least, millimetres):
    """7.5 pt at any width on paper, 12 pt on a slide; a narrower picture is laid out anew, never made smaller."""
    for name, drawn in drawings(looks).items():
        points = millimetres / 25.4 * 72 / drawn["width"]
        assert min(letters(drawn["figure"])) * points >= least - 1e-9, name


def letters(figure):
    """The sizes of all letters of a figure: of words, of labels, under axes."""
    for trace in figure["data"]:
        if "text" in trace:
            size = trace.get("textfont", {}).get("size", 13)
            yield from size if isinstance(size, list) else [size]
    yield from (one.get("font", {}).get("size", 13) for one in figure["layout"]["annotations"])
    axes = (one for name, one in figure["layout"].items() if name.startswith(("xaxis", "yaxis")))
    yield from (one["tickfont"]["size"] for one in axes if one.get("visible", True) and one.get("showticklabels", True))


@pytest.mark.parametrize("width", ["80mm", "156mm"])
def test_no_word_of_english_is_broken_that_stands_whole_on_the_screen(dataset, width):
    """Neither the title of a card beside its light, nor what comes after a number, nor the names of rows.

    Signs, words and numbers of counted verdicts and of the key to them stay together.
    """

    def drawn(one, looks):
        return set(re.findall(r"[A-Za-z]{3,}", " ".join(texts(picture(one, looks)))))

    with speaking(Language.ENGLISH):
        every = exhibits(dataset).items()
        broken = {name: drawn(one, Looks(width=width)) - drawn(one, Looks()) for name, one in every}
        parted = {name: signs_alone(picture(one, Looks(width=width))) for name, one in every}
    assert {name: words for name, words in broken.items() if words} == {}
    assert {name: words for name, words in parted.items() if words} == {}


@pytest.mark.parametrize("width", ["80mm", "120mm", "156mm"])
def test_the_sign_of_a_verdict_stays_with_its_word_and_its_number(drawings, width):
    parted = {name: signs_alone(drawn) for name, drawn in drawings(Looks(width=width)).items()}
    assert {name: words for name, words in parted.items() if words} == {}


def signs_alone(drawn):
    """Return the lines of several words that end with the sign of a verdict, whose word then stands below it."""
    signs = {look.shape for look in LIGHTS.values()}
    lines = [unescape(text).strip() for text in texts(drawn)]
    return [line for line in lines if len(line) > 1 and line[-1] in signs]


def test_counted_verdicts_stand_whole_in_a_narrow_picture():
    """Where the words of a line have no room, the last goes below with its sign and its number."""
    text = "　".join(f"● Missed behind {count}" for count in (3, 12, 7))
    for room in range(130, 300, 10):
        lines = wrap(text, 12, room)
        assert "　".join(lines) == text


def test_a_long_list_on_a_slide_says_how_many_more_there_are(everything):
    one = everything["industries-tree"]
    every = members(one.exhibit.content)
    told = whole(picture(one, Looks("slide")))
    rest = int(re.search(r"另有(\d+)项", told)[1])
    assert 0 < rest < every
    first = beginning(one.exhibit.content, every - rest)
    assert members(first) == every - rest
    assert first.roots[0].title == one.exhibit.content.roots[0].title
    assert "另有" not in whole(picture(one, Looks("print")))


@pytest.mark.parametrize("width", ["80mm", "156mm"])
def test_no_picture_is_made_smaller_so_that_it_stands_on_its_page(everything, width):
    """Its table stands for one that is higher than the page, also where a figure was asked for, and its maker is told.

    Then it is named at which widths the figure stands, where there are any.
    """
    said = {}
    for name, one in everything.items():
        asked = replace(one, form="figure", width=width)
        assert bool(too_tall(asked)) == (asked.pictured and not is_pictured(asked)), name
        said[name] = too_tall(asked)
        if is_pictured(asked):
            drawn = picture(asked, in_documents(asked))
            a_pixel = int(width.removesuffix("mm")) / drawn["width"]
            smaller = min(room_of(asked, below_heading=True) / (drawn["height"] * a_pixel), 1)
            assert 11 * a_pixel * smaller / MM_OF_A_POINT >= SMALLEST_SIZE, name
    assert said["goals-ways"].endswith("以表代图；可以排下的宽度：156 毫米") == (width == "80mm")
    assert "以表代图" in said["industries-tree"]
    assert "可以排下" not in said["industries-tree"]


def test_a_table_that_stands_for_its_figure_stands_once_with_the_words(everything):
    one = replace(everything["industries-tree"], width="80mm")
    document = Document("标题", "", "部门", "2026-01-01", tuple(as_asked(one, ("words", "figure", "table"))))
    (left,) = once_each(document, is_pictured).parts
    assert left.exhibit.words == one.exhibit.words
    assert len(once_each(document, lambda part: part.form == "figure").parts) == 2
    both = tuple(as_asked(everything["goals-lags"], ("figure", "table")))
    assert once_each(replace(document, parts=both), is_pictured).parts == both


@pytest.mark.parametrize("room", [50, 60, 90, 150])
def test_no_number_is_broken_nor_parted_from_its_unit(room):
    amounts = ("1,557.2 亿元", "超 30,000 家", "0.08 个百分点", "2024年", "1/13", "-3.5%", "约 60")
    for text in ("，目标".join(amounts), "较上年提高" + "，".join(amounts)):
        lines = wrap(text, 12, room)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        for amount in amounts:
            number = re.search(r"[-\d,./]+", amount)[0]
            kept = amount if width(amount, 12) <= room else number
            assert any(kept in line for line in lines), (kept, lines)


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
        png = painter.paint(picture(one, Looks("print")), "png")
    told = "".join(_SVG_TEXT.findall(drawn))
    assert "地区生产总值" in told
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[16:20], "big") == 1843
    assert b"pHYs" in png[:60]
