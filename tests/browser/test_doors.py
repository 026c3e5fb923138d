"""The pages beside the menu, interface, manual, doors and sessions, have its head, its menu and a way on."""

import os
import subprocess

import pytest

from tests.browser.conftest import COMMAND, serving, watched
from tests.browser.test_axe import troubles
from tests.browser.test_filing import sign_in
from tests.browser.test_journey import OPEN
from tests.conftest import ROOT

PATHS = ("/api", "/help", "/sign-in")
LOCALES = ("zh-CN", "en-GB")
MENU = {one.path for one in OPEN if one.in_menu}


def check(page, path, width):
    """Whatever a page is about: the menu, a heading, nothing beside the window, nothing that axe finds."""
    page.goto(path)
    page.wait_for_load_state("networkidle")
    menu = page.get_by_role("navigation").first.get_by_role("link")
    assert {one.get_attribute("href") for one in menu.all()} >= MENU
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") == width, path
    if width in {390, 1440}:
        assert troubles(page) == [], path


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_the_pages_beside_the_menu_have_the_menu_and_fit(page_at, width, locale):
    page = page_at(width, bypass_csp=True, locale=locale)
    for path in PATHS:
        check(page, path, width)
    page.goto("/api")
    page.get_by_role("navigation").first.get_by_role("link").nth(1).click()
    page.locator("#page-goals").wait_for()


@pytest.mark.parametrize("look", [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"contrast": "more"}])
def test_they_can_be_read_in_every_scheme(page_at, look):
    page = page_at(1440, bypass_csp=True, **look)
    for path in PATHS:
        check(page, path, 1440)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_interface_is_tried_by_keys_alone(page_at, locale):
    page = page_at(locale=locale)
    page.goto("/api")
    page.locator("select[name=resource]").focus()
    page.keyboard.press("ArrowDown")
    for _ in range(3):  # format, the first filter, …
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#api-answer", has_text='"rows"').wait_for()


def test_without_scripts_the_interface_still_leads_to_every_resource(page_at):
    page = page_at(java_script_enabled=False)
    page.goto("/api")
    addresses = [one.get_attribute("href") for one in page.locator("main li a").all()]
    assert "/api/v1/observations.csv" in addresses
    assert page.request.get(addresses[0]).json()["rows"]


def test_a_door_says_nothing_of_a_session_that_ended(page_at):
    """Who has not signed in has no session: coming back to the window asks nothing and says nothing."""
    page = page_at()
    page.goto("/sign-in")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.wait_for_load_state("networkidle")
    assert page.locator("#strip").is_hidden()


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Serve a dashboard with an account; give its address and the one-time password."""
    state = tmp_path_factory.mktemp("doors")
    add = [COMMAND, "accounts", "--add", "wang", "--role", "reporter", "--role", "reviewer"]
    surroundings = {**os.environ, "INNOVATION_STATE": str(state)}
    done = subprocess.run(add, cwd=ROOT, env=surroundings, check=True, capture_output=True, text=True)
    with serving(state, INNOVATION_VIEW="signed-in") as address:
        yield address, done.stdout.split()[-1]


def test_who_is_in_finds_the_menu_on_password_and_sessions_too_and_who_is_not_finds_no_release(browser, office):
    address, password = office
    with watched(browser, address, 1440, {"bypass_csp": True}) as page:
        page.goto("/sign-in")
        head = page.inner_text("header.top")
        assert "登录" in head
        assert "第1版" not in head
        assert "查找" not in head
        sign_in(page, password)
        for width in (390, 768, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            for path in ("/password", "/sessions", "/second-factor", "/display-name"):
                check(page, path, width)
