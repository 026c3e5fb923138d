"""What people wrote, into a file, a form or an address, is shown as the words that it is: no page runs any of it."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.browser.conftest import serving
from tests.dashboard.conftest import PASSWORD, Visitor, open_office
from tests.dashboard.test_filing import FLIP, named, uploaded, workbook

RUNS = "<img src=x onerror=alert(1)>"
BREAKS_OUT = "\"'></script></title></textarea><svg onload=alert(1)>"
PAGES = (
    *("/", "/releases", "/releases?to=2", "/indicators/hitech-firms", "/report", "/data", "/due", "/accounts", "/log"),
    *("/data/uploads/1", "/data/uploads/2", "/search", "/api/v1/releases", "/feed.atom", "/wall"),
)
ASKED = (
    *("/goals?plan={}", "/goals?region={}", "/?on={}", "/?release={}", "/indicators?theme={}", "/indicators/{}"),
    *("/regions/{}", "/search?q={}", "/sign-in?next={}", "/wall?every={}", "/wall?exhibits={}", "/{}", "/#{}"),
    *("/report?list={}", "/data/uploads/{}", "/accounts?account={}", "/accounts?as={}", "/goals?lang={}", "/help/{}"),
)


@pytest.fixture(scope="module")
def written_on(browser, settings, tmp_path_factory):
    """Serve a dashboard into which staff wrote what would run if a page took it for its own; address, cookies."""
    state = tmp_path_factory.mktemp("written")
    office = open_office(settings, state)
    both, administrator = Visitor(office, "both"), Visitor(office, "administrator")
    roles = {"roles": ["reporter", "reviewer", "administrator"], "active": "yes"}
    assert administrator.post("/accounts/both", display=RUNS, **roles).status_code == 200
    both = Visitor(office, "both")
    path = uploaded(both, workbook(FLIP), f"{RUNS}.xlsx")
    why = {"reason": BREAKS_OUT, "why:观测值!D2": RUNS}
    assert both.post(f"{path}/publish", **named(office, path), **why).status_code == 200
    uploaded(both, workbook((RUNS, BREAKS_OUT, 2025, "javascript:alert(1)")), f"{RUNS}.csv.xlsx")
    with serving(state) as site, browser.new_context(base_url=site, locale="zh-CN") as session:
        page = session.new_page()
        page.goto("/sign-in")
        page.fill("[name=name]", "both")
        page.fill("[name=password]", PASSWORD)
        page.click("main button")
        page.wait_for_url("**/")
        yield site, session.storage_state()


def test_no_word_that_anybody_wrote_runs_on_any_page(browser, written_on):
    """Not even in a browser that minds no policy of the site: every page, as staff see it, and every filter."""
    site, cookies = written_on
    dialogs, shown = [], set()
    word = quote(BREAKS_OUT + RUNS, safe="")
    paths = (*PAGES, "/sign-in?next=javascript:alert(1)", *(path.format(word) for path in ASKED))
    with browser.new_context(base_url=site, storage_state=cookies, bypass_csp=True) as session:
        page = session.new_page()
        page.on("dialog", lambda dialog: (dialogs.append(page.url), dialog.dismiss()))
        page.set_content(BREAKS_OUT)
        assert dialogs.pop() == "about:blank"  # what runs is seen
        for path in paths:
            page.goto(path, wait_until="networkidle")
            if RUNS in (page.locator("body").text_content() or ""):
                shown.add(path)
    assert dialogs == []
    assert {"/releases", "/data", "/data/uploads/2", "/accounts", "/log"} <= shown
