"""Pages are for everybody: measured on each page of readers, of staff and of a second city, in each language."""

import os
import subprocess
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook

from tests import riverton
from tests.browser.conftest import COMMAND, serving, watched
from tests.browser.test_axe import troubles
from tests.browser.test_filing import ADDED, PASSWORD, download, fill_in, sign_in, upload
from tests.browser.test_journey import OPEN, address
from tests.conftest import ROOT

WIDTHS = (1440, 768, 390, 320)
READERS = (
    *map(address, OPEN),
    "/goals?view=lags",
    "/goals?view=methods",
    "/indicators/gdp",
    "/help",
    "/api",
    "/sign-in",
)
STAFF = (
    *("/data", "/data/uploads/1", "/data/uploads/2", "/due", "/accounts", "/accounts?account=wang", "/log"),
    *("/releases?to=1", "/report", "/sessions", "/password", "/display-name", "/second-factor"),
)
OF_RIVERTON = ("/", "/goals", "/indicators", "/indicators/recycling", "/sources", "/report", "/releases", "/help")
WALKS = {
    "readers-zh": ("readers", "zh-CN", READERS),
    "readers-en": ("readers", "en-GB", READERS),
    "staff-zh": ("staff", "zh-CN", STAFF),
    "staff-en": ("staff", "en-GB", STAFF),
    "riverton-en": ("riverton", "en-GB", OF_RIVERTON),
}
IN_ONE_LANGUAGE = ("readers-zh", "staff-zh")
MEASURES = Path(__file__).with_name("measures.js")
ONCE, AT_EACH_WIDTH = (
    ("namelessTables", "silentCharts", "foreign", "headings"),
    ("smallTargets", "parted", "buried", "crooked"),
)
TWO_FRAMES = "() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"
ENHANCED = {"runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]}}


@pytest.fixture(scope="module")
def bureau(browser, tmp_path_factory):
    """Serve a dashboard to somebody who may do everything and filed a wrong and a right workbook: address, cookies."""
    state = tmp_path_factory.mktemp("bureau")
    roles = [word for role in ("reporter", "reviewer", "administrator") for word in ("--role", role)]
    surroundings = {**os.environ, "INNOVATION_STATE": str(state)}
    add = [COMMAND, "accounts", "--add", "wang", *roles]
    done = subprocess.run(add, cwd=ROOT, env=surroundings, check=True, capture_output=True, text=True)
    with serving(state) as site, browser.new_context(base_url=site, locale="zh-CN", accept_downloads=True) as session:
        page = session.new_page()
        sign_in(page, done.stdout.split()[-1])
        file(page, state)
        yield site, session.storage_state()


def file(page, state):
    """File a workbook with a word for a number, and one without."""
    template, wrong, right = (state / f"{name}.xlsx" for name in ("template", "wrong", "right"))
    download(page, "#template button", template)
    fill_in(template, wrong)
    upload(page, wrong)
    book = load_workbook(wrong)
    for cell in (cell for row in book["观测值"].iter_rows() for cell in row if cell.value == "一万二"):
        cell.value = ADDED[3]
    book.save(right)
    upload(page, right)


@pytest.fixture(scope="module")
def walked(request, browser):
    """Return a function: the name of a walk -> what is wrong on its pages, {rule: {path at width: faults}}."""

    @cache
    def walk(name):
        whose, locale, paths = WALKS[name]
        found = request.getfixturevalue({"readers": "site", "staff": "bureau", "riverton": "second_city"}[whose])
        site, cookies = found if whose == "staff" else (found, None)
        faults = defaultdict(dict)
        with browser.new_context(base_url=site, locale=locale, storage_state=cookies, bypass_csp=True) as session:
            page = session.new_page()
            page.add_init_script(path=MEASURES)
            for path in paths:
                for rule, width, wrong in measured(page, path, is_whole=name in IN_ONE_LANGUAGE):
                    if wrong:
                        faults[rule][f"{path} at {width}"] = wrong
        return faults

    return walk


@pytest.fixture(scope="module")
def second_city(tmp_path_factory):
    """Serve a city that has no Chinese, no districts and financial years."""
    folder = tmp_path_factory.mktemp("riverton")
    (folder / "state").mkdir()
    home = riverton.write(folder)
    with serving(folder / "state", INNOVATION_DATA=str(folder), INNOVATION_CITY=home.name) as site:
        yield site


def measured(page, path, *, is_whole):
    """What each rule finds on a page: (rule, width, faults); what no language changes only where all is looked at."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.goto(path)
    if path == "/report":
        page.locator("#dash main").wait_for()  # it is drawn by a script
    for rule in ONCE:
        yield rule, WIDTHS[0], page.evaluate(f"measures.{rule}()")
    if is_whole:
        yield from _unlike(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(TWO_FRAMES)
        if width == WIDTHS[0]:
            yield "high", width, page.evaluate("document.documentElement.scrollHeight > 3000")
        yield "wide", width, page.evaluate("width => document.documentElement.scrollWidth > width", width)
        for rule in AT_EACH_WIDTH:
            yield rule, width, page.evaluate(f"measures.{rule}()")
        if is_whole and width in {1440, 390}:
            page.keyboard.press("Tab")
            yield "unseenFocus", width, page.evaluate("measures.unseenFocus()")
            page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")


def _unlike(page):
    """What is drawn otherwise for who wants no motion, and for who wants more contrast."""
    page.emulate_media(reduced_motion="reduce", contrast="more")
    yield "moving", WIDTHS[0], page.evaluate("measures.moving()")
    faint = Axe().run(page, options=ENHANCED).response["violations"]
    yield "faint", WIDTHS[0], [node["html"][:120] for rule in faint for node in rule["nodes"]]
    page.emulate_media(reduced_motion="null", contrast="null")


@pytest.mark.parametrize("walk", WALKS)
def test_no_page_must_be_pushed_sideways_at_any_width(walked, walk):
    assert walked(walk)["wide"] == {}


@pytest.mark.parametrize("walk", WALKS)
def test_no_page_is_higher_than_three_screens_of_a_desk(walked, walk):
    assert walked(walk)["high"] == {}


@pytest.mark.parametrize("walk", WALKS)
def test_the_first_answer_of_a_page_is_within_three_screens(walked, walk):
    assert walked(walk)["buried"] == {}


@pytest.mark.parametrize("walk", WALKS)
def test_whatever_is_tapped_or_clicked_has_24_pixels(walked, walk):
    assert walked(walk)["smallTargets"] == {}


@pytest.mark.parametrize("walk", WALKS)
def test_no_date_number_or_unit_stands_in_two_lines(walked, walk):
    assert walked(walk)["parted"] == {}


@pytest.mark.parametrize("walk", WALKS)
def test_what_belongs_together_stands_in_one_line(walked, walk):
    assert walked(walk)["crooked"] == {}


@pytest.mark.parametrize("walk", WALKS)
def test_each_table_says_what_it_is_about_and_heads_its_columns_and_rows(walked, walk):
    assert walked(walk)["namelessTables"] == {}


@pytest.mark.parametrize("walk", WALKS)
def test_each_page_has_one_head_and_leaves_no_level_of_headings_out(walked, walk):
    assert walked(walk)["headings"] == {}


@pytest.mark.parametrize("walk", WALKS)
def test_each_chart_says_in_a_sentence_what_it_shows(walked, walk):
    assert walked(walk)["silentCharts"] == {}


@pytest.mark.parametrize("walk", WALKS)
def test_words_in_another_language_than_the_page_say_so(walked, walk):
    assert walked(walk)["foreign"] == {}


@pytest.mark.parametrize("walk", IN_ONE_LANGUAGE)
def test_nothing_moves_for_who_wants_no_motion(walked, walk):
    assert walked(walk)["moving"] == {}


@pytest.mark.parametrize("walk", IN_ONE_LANGUAGE)
def test_who_wants_more_contrast_gets_seven_to_one(walked, walk):
    assert walked(walk)["faint"] == {}


@pytest.mark.parametrize("walk", IN_ONE_LANGUAGE)
def test_what_has_the_focus_is_seen_and_lies_under_nothing(walked, walk):
    assert walked(walk)["unseenFocus"] == {}


@pytest.mark.parametrize(
    ("width", "look"), [(390, {}), (1440, {"color_scheme": "dark"}), (1440, {"forced_colors": "active"})]
)
def test_no_page_of_staff_has_a_grave_fault(browser, bureau, width, look):
    site, cookies = bureau
    size, found = {"width": width, "height": 900}, {}
    with browser.new_context(
        base_url=site, viewport=size, storage_state=cookies, locale="zh-CN", bypass_csp=True, **look
    ) as session:
        page = session.new_page()
        for path in STAFF:
            page.goto(path)
            page.wait_for_load_state("networkidle")
            if broken := troubles(page):
                found[path] = broken
    assert found == {}


def enter(page, way):
    """Go through the door to a page."""
    page.fill("[name=name]", "wang")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_url(f"**{way}")


def test_a_form_that_is_sent_after_its_session_ended_says_so_and_keeps_what_was_typed(browser, bureau):
    """The strip leads to the door, from where the same page is reached again; it stands beside the form."""
    with browser.new_context(base_url=bureau[0], locale="zh-CN") as session:
        page = session.new_page()
        page.goto("/sign-in?next=/accounts")
        enter(page, "/accounts")
        page.goto("/accounts?account=wang")
        form = page.locator("form[action='/accounts/wang']")
        form.locator("[name=display]").fill("王主任")
        session.clear_cookies(name="innovation_session")
        form.get_by_role("button").click()
        page.locator("#strip", has_text="登录已过期").wait_for()
        assert page.get_attribute("#strip a", "href") == "/sign-in?next=%2Faccounts%3Faccount%3Dwang"
        assert form.locator("[name=display]").input_value() == "王主任"


def test_who_saves_the_own_roles_goes_on_working(browser, bureau):
    with watched(browser, bureau[0], 1440, {}) as page:
        page.goto("/sign-in?next=/accounts")
        enter(page, "/accounts")
        page.goto("/accounts?account=wang")
        page.locator("form[action='/accounts/wang']").get_by_role("button").click()
        page.wait_for_url("**/accounts")
        for path in ("/accounts", "/data", "/log"):
            page.goto(path)
            page.locator(f"#page-{path[1:]} .exhibit").first.wait_for()
