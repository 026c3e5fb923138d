"""Ready lists on paper, by LibreOffice and by Chromium: how many pages, and what stands on each."""

import re
import subprocess
from dataclasses import replace
from itertools import pairwise
from unicodedata import normalize

import pytest

from dashboard.exhibits.exhibit import Exhibit, Prose, Table
from dashboard.export.captioned import Captioned
from dashboard.export.document import Enclosure, Heading, Paragraph
from dashboard.export.paper.painter import Painter
from dashboard.export.picture.frame import is_pictured
from dashboard.reports.compose import compose, last_issue
from dashboard.reports.listing import HeadingItem, Listing, PageItem
from dashboard.reports.packs import PACKS
from dashboard.reports.ready import READY
from indicators.language import Language, speaking
from tests.export import offices
from tests.export.test_offices import document

MOST_PAGES_OF_A_BODY = 8


def on_paper(document, painter, suffix, folder):
    """Return where the PDF of a document is: as it is written, or a DOCX as LibreOffice prints it."""
    content = PACKS[suffix].write(document, painter, lambda *_: None)
    if suffix == "docx":
        return offices.as_pdf(content, suffix, folder)
    path = folder / "file.pdf"
    path.write_bytes(content)
    return path


@pytest.fixture(scope="module")
def papers(datasets, tmp_path_factory):
    """Return both lists of the second release as PDF, from DOCX (by LibreOffice) too: {(name, suffix): path}."""
    paths = {}
    with Painter() as painter:
        for name in ("monthly", "districts"):
            listing = READY[name].make(datasets())
            document = compose(listing, datasets(), "https://innovation.example", last_issue(listing, datasets))
            for suffix in ("docx", "pdf"):
                paths[name, suffix] = on_paper(document, painter, suffix, tmp_path_factory.mktemp(f"{name}-{suffix}"))
    return paths


@pytest.fixture(scope="module")
def printed(papers):
    """Return the words of each page of these papers, without white space."""
    return {key: ["".join(page.split()) for page in offices.as_pages(path)] for key, path in papers.items()}


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_the_body_of_a_bulletin_has_at_most_eight_pages_and_its_enclosures_follow(datasets, printed, suffix):
    document = compose(READY["monthly"].make(datasets()), datasets())
    signed = [part.text for part in document.parts if isinstance(part, Paragraph) and part.kind == "signed"]
    pages = printed["monthly", suffix]
    last = max(number for number, page in enumerate(pages, 1) if "".join(signed[-1].split()) in page)
    assert last <= MOST_PAGES_OF_A_BODY
    for part in (part for part in document.parts if isinstance(part, Enclosure)):
        starts = [number for number, page in enumerate(pages, 1) if page.startswith(part.label + part.title)]
        assert len(starts) == 1
        assert starts[0] > last
    assert all(len(page) > 40 for page in pages), "a page is empty"


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_each_district_stands_on_one_page_of_its_own(dataset, printed, suffix):
    pages = printed["districts", suffix]
    assert len(pages) == len(dataset.districts)
    for page, region in zip(pages, dataset.districts, strict=True):
        assert page.startswith(region.name.zh)


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_each_district_stands_on_one_page_of_its_own_in_english_too(dataset, suffix, tmp_path):
    with speaking(Language.ENGLISH), Painter() as painter:
        document = compose(READY["districts"].make(dataset), dataset)
        pages = offices.as_pages(on_paper(document, painter, suffix, tmp_path))
    assert [page.split("\n")[0].strip() for page in pages] == [region.name.en for region in dataset.districts]
    assert "Table 1. Main figures of" in pages[0]


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_no_page_of_a_bulletin_is_nearly_empty_or_ends_with_a_heading(datasets, papers, printed, suffix):
    """Where the page after it is no new beginning, a page is full to its last third; a last one holds some lines."""
    document = compose(READY["monthly"].make(datasets()), datasets())
    heads = ["".join(part.text.split()) for part in document.parts if isinstance(part, Heading)]
    begins = tuple(part.label for part in document.parts if isinstance(part, Enclosure))
    pages = printed["monthly", suffix]
    shares = offices.filled(papers["monthly", suffix])
    for number, (page, share) in enumerate(zip(pages, shares, strict=True)):
        is_last = number + 1 == len(pages) or pages[number + 1].startswith(begins)
        assert share > (0.2 if is_last else 0.6), number + 1
        text = page.removesuffix(f"—{number + 1}—")
        assert not text.endswith(tuple(heads)), number + 1


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_no_page_of_an_english_bulletin_is_nearly_empty(datasets, suffix, tmp_path):
    """Where the page after it stands as it does and is no new beginning; letters of English are 12 points high."""
    with speaking(Language.ENGLISH), Painter() as painter:
        listing = READY["monthly"].make(datasets())
        document = compose(listing, datasets(), "https://innovation.example", last_issue(listing, datasets))
        path = on_paper(document, painter, suffix, tmp_path)
    begins = tuple(part.label for part in document.parts if isinstance(part, Enclosure))
    pages = [page.strip() for page in offices.as_pages(path)]
    sizes = re.findall(r"Page +\d+ size: +(.*)", offices.told_of(path))
    assert len(pages) == len(sizes)
    for number, (page, after) in enumerate(pairwise(zip(pages, sizes, strict=True))):
        goes_on = page[1] == after[1] and not after[0].startswith(begins)
        assert not goes_on or offices.filled(path)[number] > 0.6, number + 1


@pytest.mark.parametrize("name", ["monthly", "districts"])
def test_pages_of_a_pdf_are_numbered_right_on_odd_and_left_on_even_pages(papers, name):
    told = subprocess.run(
        ["pdftotext", "-bbox", str(papers[name, "pdf"]), "-"], capture_output=True, check=True, text=True
    )
    for number, page in enumerate(told.stdout.split("<page ")[1:], 1):
        wide = float(re.search(r'width="([\d.]+)"', page)[1])
        words = re.findall(r'xMin="([\d.]+)"[^>]*yMax="([\d.]+)">([^<]*)<', page)
        lowest = max(float(below) for _, below, _ in words)
        [(left, word)] = [(left, word) for left, below, word in words if float(below) > lowest - 1 and word.isdigit()]
        assert word == str(number)
        assert (float(left) > wide / 2) == bool(number % 2)


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_every_sentence_heading_and_caption_of_a_bulletin_is_in_both_files(datasets, papers, printed, suffix):
    """A reader of PDF takes the words of a line in the order of their places, or in that in which they were written."""
    document = compose(READY["monthly"].make(datasets()), datasets(), before=datasets(1))
    pages = printed["monthly", suffix]
    whole = "".join(page.removesuffix(f"—{number}—") for number, page in enumerate(pages, 1)) + offices.written(
        papers["monthly", suffix]
    )
    told = [part.text for part in document.parts if isinstance(part, Heading | Paragraph)]
    for one in document.exhibits:
        content = one.exhibit.content
        told += content.paragraphs if isinstance(content, Prose) else [one.title]
    for text in told:
        assert normalize("NFKC", offices.squeezed(text)) in normalize("NFKC", offices.squeezed(whole)), text


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_a_tall_figure_its_caption_and_its_sources_stand_on_one_page_with_its_heading(dataset, tmp_path, suffix):
    listing = Listing("长图", (HeadingItem("目标"), PageItem("/goals", ("ways",), ("figure",), "156mm")))
    document = compose(listing, dataset, "https://innovation.example")
    with Painter() as painter:
        path = on_paper(document, painter, suffix, tmp_path)
    pages = ["".join(page.split()) for page in offices.as_pages(path)]
    (one,) = document.exhibits
    found = [page for page in pages if "".join(one.title.split()) in page]
    assert len(found) == 1
    assert is_pictured(one)
    assert found[0].startswith("目标")
    assert one.link in found[0]
    assert "数据来源" in found[0]


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_no_page_holds_one_or_two_rows_of_a_table_alone(suffix, tmp_path):
    """Tables of 40 to 51 rows, each begun on a page of its own, below each one of five, which no page parts."""
    counts = [(f"{kind}{place}", count) for place in range(12) for kind, count in (("甲", 40 + place), ("乙", 5))]
    tables = [Table(("行", "值"), tuple((f"{name}行{row}。", "1") for row in range(count))) for name, count in counts]
    exhibits = [Exhibit(f"x{at}", "表", "", table, table, "") for at, table in enumerate(tables)]
    made = [Captioned(one, "表", "", "2026年第1版", "2026-11-24", "2025年", "方法", f"/x#{one.id}") for one in exhibits]
    parts = [part for at, one in enumerate(made) for part in ([one] if at % 2 else [Enclosure("附件", "表"), one])]
    with Painter() as painter:
        path = on_paper(replace(document(made), parts=tuple(parts)), painter, suffix, tmp_path)
    pages = ["".join(page.split()) for page in offices.as_pages(path)]
    for name, count in counts:
        rows = [found for page in pages if (found := len(re.findall(rf"{name}行\d+。", page)))]
        assert sum(rows) == count, name
        assert len(rows) == 1 if count == 5 else min(rows) > 2, (name, rows)


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_numbers_of_a_table_have_their_decimal_points_below_one_another(suffix, tmp_path):
    """Measured where they stand: a point is half as wide as a digit. What is written otherwise stays at the side."""
    numbers = ("65.2", "100", "1,112.85", "约 2,300", "0.5", "—", "超 60%（2024年）")
    table = Table(
        ("指标", "数值"),
        tuple((f"指标{letter}", one) for letter, one in zip("甲乙丙丁戊己庚", numbers, strict=True)),
        frozenset({1}),
    )
    exhibit = Exhibit("x", "对齐", "", table, table, "")
    one = Captioned(exhibit, "对齐", "", "2026年第1版", "2026-11-24", "2025年", "方法", "/x?release=1#x")
    with Painter() as painter:
        path = on_paper(document([one]), painter, suffix, tmp_path)
    told = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True, text=True).stdout
    places = {}
    for left, right, word in re.findall(r'xMin="([\d.]+)"[^>]*xMax="([\d.]+)"[^>]*>([\d,.]+)<', told):
        if word in {"65.2", "100", "1,112.85", "2,300", "0.5"}:
            decimals = len(word.partition(".")[2])
            digit = (float(right) - float(left)) / sum(1 if letter.isdigit() else 0.5 for letter in word)
            places[word] = float(right) - digit * (decimals + (0.5 if decimals else 0))
    assert len(places) == 5
    assert max(places.values()) - min(places.values()) < 1, places
