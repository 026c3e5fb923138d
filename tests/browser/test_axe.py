"""Nothing that a screen reader, a keyboard or weak eyes would stumble over: axe on every page, in every look."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_journey import OPEN, address
from tests.conftest import ROOT

GRAVE = {"critical", "serious", "moderate"}
LOOKS = {
    "light-1440": (1440, {}),
    "light-390": (390, {}),
    "dark-1440": (1440, {"color_scheme": "dark"}),
    "dark-390": (390, {"color_scheme": "dark"}),
    "forced-1440": (1440, {"forced_colors": "active"}),
    "forced-390": (390, {"forced_colors": "active"}),
    "large-720": (720, {"device_scale_factor": 2}),  # what a window of 1440 shows at 200 %
}


def troubles(page):
    """What axe finds that matters: rule, and the first elements that break it."""
    found = Axe().run(page).response["violations"]
    return [
        (rule["id"], rule["impact"], len(rule["nodes"]), rule["nodes"][0]["html"][:160])
        for rule in found
        if rule["impact"] in GRAVE
    ]


def printed(readme, look):
    """How many faults a README says that each page has in a look, by the page's address."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in readme.splitlines() if line[:1] == "|"]
    heads = next(row for row in rows if look in row)
    table = rows[rows.index(heads) + 2 :][: len(OPEN)]
    return {re.search("`(.+)`", row[0])[1]: int(row[heads.index(look)]) for row in table}


@pytest.mark.parametrize("look", LOOKS)
def test_no_page_has_a_grave_fault(browser, site, look):
    width, context = LOOKS[look]
    found = {}
    with browser.new_context(
        base_url=site, viewport={"width": width, "height": 900}, bypass_csp=True, **context
    ) as session:
        page = session.new_page()
        for one in OPEN:
            page.goto(address(one))
            page.wait_for_load_state("networkidle")
            if broken := troubles(page):
                found[one.name] = broken
    assert found == {}
    counts = {one.path: sum(rule[2] for rule in found.get(one.name, ())) for one in OPEN}
    for readme in ("README.md", "README.zh-CN.md"):
        assert printed((ROOT / readme).read_text(encoding="utf-8"), look) == counts, readme
