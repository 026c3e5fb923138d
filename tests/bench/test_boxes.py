"""Every exhibit at every size, measured: no text lies on another, none is too small or outside."""

import pytest

from tests.browser.boxes import LOOKS, exhibits, measuring
from tests.browser.conftest import browser

__all__ = ["browser"]


@pytest.mark.parametrize("looks", LOOKS, ids=lambda looks: looks.width or looks.size)
def test_no_text_of_any_picture_lies_on_another(request, dataset, looks):
    with measuring(request.getfixturevalue("browser")) as faults_of:
        wrong = {name: faults_of(exhibit, looks) for name, exhibit in exhibits(dataset).items()}
    assert {name: faults for name, faults in wrong.items() if faults} == {}
