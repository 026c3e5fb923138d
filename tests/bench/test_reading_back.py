"""What the suite reads back of some exhibits, of all of them: screen, workbook, documents, slides, pictures, paper."""

import pytest

from dashboard.export.paper.painter import Painter
from tests.export import test_reading_back as suite
from tests.export.conftest import everything, staff

__all__ = ["everything", "staff"]


@pytest.fixture(autouse=True)
def whole(monkeypatch):
    """Take every exhibit, not every fourth."""
    monkeypatch.setattr(suite, "SAMPLE", 1)


@pytest.mark.parametrize("suffix", suite.READ)
def test_every_row_of_every_exhibit_is_read_back(everything, suffix):
    suite.test_every_row_is_read_back_as_it_was_told(everything, suffix)


def test_every_cell_of_every_exhibit_is_on_its_slides_and_in_the_pdf(everything, tmp_path):
    suite.test_every_cell_is_on_the_slides_of_its_table(everything)
    suite.test_every_cell_is_among_the_words_of_the_pdf(everything, tmp_path)


def test_every_picture_says_the_numbers_and_the_lights_of_the_screen(everything):
    pictured = {name: one for name, one in everything.items() if one.pictured}
    with Painter() as painter:
        wrong = {name: missing for name, one in pictured.items() if (missing := suite.drawn_otherwise(one, painter))}
    assert wrong == {}
