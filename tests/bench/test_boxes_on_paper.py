"""What the suite shows of some exhibits, of all of them: words on paper are large enough, inside, whole and apart."""

import pytest

from tests.export.conftest import everything, staff
from tests.export.test_boxes import LEAST, wrong

__all__ = ["everything", "staff"]


@pytest.mark.parametrize("suffix", LEAST)
def test_words_of_every_exhibit_stand_well_on_paper(everything, tmp_path, suffix):
    assert wrong(list(everything.values()), suffix, tmp_path) == []
