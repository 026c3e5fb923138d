"""What the suite shows of some exhibits, of all of them: words on paper are large enough, inside, whole and apart."""

import pytest

from dashboard.reports.ready import READY
from indicators.language import Language
from tests.export.conftest import everything, staff
from tests.export.test_boxes import LEAST, wrong, wrong_of_a_list

__all__ = ["everything", "staff"]


@pytest.mark.parametrize("suffix", LEAST)
def test_words_of_every_exhibit_stand_well_on_paper(everything, tmp_path, suffix):
    assert wrong(list(everything.values()), suffix, tmp_path) == []


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", READY)
def test_words_of_every_ready_list_stand_well_on_paper(dataset, name, language, suffix, tmp_path):
    assert wrong_of_a_list(dataset, name, language, suffix, tmp_path) == []
