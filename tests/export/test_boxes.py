"""Where words stand on paper: of a bulletin, and of some exhibits of each page, as PDF and by LibreOffice."""

import pytest

from dashboard.export.paper.painter import Painter
from dashboard.reports.packs import PACKS
from tests.export import offices
from tests.export.boxes import LEAST_POINTS, LEAST_POINTS_OF_SLIDES, faults
from tests.export.test_offices import document

LEAST = {"pdf": LEAST_POINTS, "docx": LEAST_POINTS, "pptx": LEAST_POINTS_OF_SLIDES}
SAMPLE = 8


@pytest.mark.parametrize("suffix", LEAST)
def test_words_on_paper_are_large_enough_inside_whole_and_apart(everything, tmp_path, suffix):
    some = list(everything.values())[::SAMPLE]
    assert wrong(some, suffix, tmp_path) == []


def wrong(exhibits, suffix, folder):
    """Return what is wrong with the pages of exhibits, in sentences."""
    with Painter() as painter:
        content = PACKS[suffix].write(document(exhibits), painter, lambda *_: None)
    path = folder / "file.pdf"
    if suffix == "pdf":
        path.write_bytes(content)
    return faults(path if suffix == "pdf" else offices.as_pdf(content, suffix, folder), LEAST[suffix])
