"""Every figure of the site as it leaves the house, and what hostile names look like."""

import pytest

from dashboard import contents
from dashboard.pages import PAGES
from dashboard.query import parse

NAMES = {"region": "xinbei", "indicator": "rd-intensity"}
HOSTILE = ('<a href="javascript:alert(1)">x</a>', "=cmd|' /C calc'!A0", "{{7*7}} & <b> %{y}", "\x0b控制\x1f字符")


@pytest.fixture(scope="session")
def everything(dataset):
    """Return every exhibit of every page of published figures: {"goals-ways": Captioned, …}."""
    return {
        f"{page.name}-{one.exhibit.id}": one
        for page in PAGES
        if not page.office
        for one in contents.captioned(
            dataset, page, NAMES.get(page.name, ""), parse({}, dataset), "https://innovation.example"
        )
    }
