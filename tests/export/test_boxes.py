"""Where words stand on paper: of a bulletin, and of some exhibits of each page, as PDF and by LibreOffice."""

import pytest

from dashboard.export.layout import held
from dashboard.export.paper.painter import Painter
from dashboard.reports.compose import compose
from dashboard.reports.packs import PACKS
from dashboard.reports.ready import READY
from indicators.language import Language, speaking
from tests.export import offices
from tests.export.boxes import LEAST_POINTS, LEAST_POINTS_OF_SLIDES, faults, found_in
from tests.export.conftest import HOST
from tests.export.test_offices import document

LEAST = {"pdf": LEAST_POINTS, "docx": LEAST_POINTS, "pptx": LEAST_POINTS_OF_SLIDES}
SAMPLE = 8


@pytest.mark.parametrize("suffix", LEAST)
def test_words_on_paper_are_large_enough_inside_whole_and_apart(everything, tmp_path, suffix):
    """Some exhibits, and the one whose caption is longest."""
    some = [*list(everything.values())[::SAMPLE], max(everything.values(), key=lambda one: len(one.title))]
    assert wrong(some, suffix, tmp_path) == []


def test_words_of_an_english_paper_of_a_page_a_district_stand_well(dataset, tmp_path):
    assert wrong_of_a_list(dataset, "districts", Language.ENGLISH, "pdf", tmp_path) == []


def test_a_fault_that_is_planted_is_found():
    """Two running lines that part a number, small letters, words on one another and beyond the edge, a letter alone."""
    words = (
        ("一二三四五六七八九十一二三四五六七八九", 10, 390, 10), ("2025年10000", 400, 500, 10),
        ("亿元的目标", 10, 110, 30), ("小字", 10, 20, 60),
        ("叠上", 10, 50, 90), ("叠下", 12, 52, 92), ("出界了", 570, 630, 120),
    )  # fmt: skip
    texts = [
        f'<word xMin="{left}" xMax="{right}" yMin="{top}" yMax="{top + 14}">{text}</word>'
        for text, left, right, top in words
    ]
    line = '<line xMin="10" xMax="{}">{}</line>'
    block = "".join((line.format(500, "".join(texts[:2])), line.format(400, "".join(texts[2:]))))
    cell = line.format(200, '<word xMin="10" xMax="99" yMin="300" yMax="314">市地方金融监管</word>')
    cell += line.format(20, '<word xMin="10" xMax="24" yMin="330" yMax="344">局</word>')
    page = f'<page width="600" height="800"><block>{block}</block><block>{cell}</block></page>'
    told = f'<html xmlns="http://www.w3.org/1999/xhtml">{page}</html>'
    found = found_in(told.encode(), LEAST_POINTS)
    assert [one for one in found if "is broken" in one] == [
        "1: 一二三四五六七八九十一二三四五六七八九 2025年10000|亿元的目标 is broken"
    ]
    assert any("小字 is 5.00 pt" in one for one in found)
    assert any("lies on" in one for one in found)
    assert "1: 出界了 is outside" in found
    assert "1: 市地方金融监管|局 ends with a letter alone" in found


def wrong_of_a_list(dataset, name, language, suffix, folder):
    """Return what is wrong with the pages of a list that is ready, in sentences."""
    with speaking(language):
        return faults_of(compose(READY[name].make(dataset), dataset, HOST), suffix, folder)


def wrong(exhibits, suffix, folder):
    """Return what is wrong with the pages of exhibits, in sentences."""
    return faults_of(document(exhibits), suffix, folder)


def faults_of(paper, suffix, folder):
    """Return what is wrong with the pages of a document, in sentences."""
    with Painter() as painter:
        content = PACKS[suffix].write(paper, painter, lambda *_: None)
    path = folder / "file.pdf"
    if suffix == "pdf":
        path.write_bytes(content)
    printed = path if suffix == "pdf" else offices.as_pdf(content, suffix, folder)
    return faults(printed, LEAST[suffix])


def test_only_numbers_where_a_line_may_end_are_joined_to_their_units():
    """By a sign of no width, and nothing else of the text is another: what is copied mostly holds none."""
    text = "全市工业规模总量突破1,101.1亿元，比上年增长12家，" * 4
    joined = held(text, 16, 442, 32)
    assert joined.replace("\u2060", "") == text
    assert 0 < joined.count("1,101.1\u2060亿\u2060元") < 4
    assert "\u2060" not in held(text[:20], 16, 442, 32)
    assert held("81.3 billion yuan", 16, 442) == "81.3\u00a0billion yuan"
