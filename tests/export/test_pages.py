"""Ready lists on paper, by LibreOffice and by Chromium: how many pages, and what stands on each."""

import pytest

from dashboard.export.document import Enclosure, Paragraph
from dashboard.export.paper.painter import Painter
from dashboard.reports.compose import compose
from dashboard.reports.packs import PACKS
from dashboard.reports.ready import READY
from tests.export import offices

MOST_PAGES_OF_A_BODY = 8


@pytest.fixture(scope="module")
def printed(dataset, tmp_path_factory):
    """Return the pages of both lists as DOCX (by LibreOffice) and PDF: {(name, suffix): pages}."""
    pages = {}
    with Painter() as painter:
        for name in ("monthly", "districts"):
            document = compose(READY[name].make(dataset), dataset)
            for suffix in ("docx", "pdf"):
                folder = tmp_path_factory.mktemp(f"{name}-{suffix}")
                content = PACKS[suffix].write(document, painter, lambda *_: None)
                path = folder / "file.pdf"
                if suffix == "docx":
                    path = offices.as_pdf(content, suffix, folder)
                else:
                    path.write_bytes(content)
                pages[name, suffix] = ["".join(page.split()) for page in offices.as_pages(path)]
    return pages


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_the_body_of_a_bulletin_has_at_most_eight_pages_and_its_enclosures_follow(dataset, printed, suffix):
    document = compose(READY["monthly"].make(dataset), dataset)
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
