"""The help on a page is opened by ? or its button, holds the focus while it is open, and gives it back."""

import pytest

from tests.browser.test_axe import troubles

WITHIN = "document.getElementById('helping').contains(document.activeElement)"


@pytest.mark.parametrize("width", [390, 1440])
def test_a_key_opens_the_help_of_the_page_and_escape_gives_the_focus_back(page_at, width):
    page = page_at(width, bypass_csp=True)
    page.goto("/goals")
    button = page.get_by_role("button", name="本页说明")
    button.focus()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="说明：目标进度")
    dialog.wait_for()
    for _ in range(4):  # round and round within the dialog
        page.keyboard.press("Tab")
        assert page.evaluate(f"document.activeElement === document.body || {WITHIN}")
    box = dialog.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert troubles(page) == []
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert button.evaluate("button => button === document.activeElement")


def test_the_button_opens_the_help_and_the_help_leads_to_the_manual(page_at):
    page = page_at(locale="en-GB")
    page.goto("/")
    page.get_by_role("button", name="Help on this page").click()
    page.get_by_role("dialog", name="Help: Overview").get_by_role("link", name="Manual").click()
    page.get_by_role("heading", name="Manual", level=1).wait_for()
    page.get_by_role("link", name="Parks", exact=True).last.click()  # its picture is a link too
    page.get_by_role("heading", name="Parks", level=1).wait_for()
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Help: Parks").wait_for()


def test_a_question_mark_that_is_typed_is_typed_and_no_help(page_at):
    page = page_at()
    page.goto("/indicators")
    page.locator("input[name=words]").focus()
    page.keyboard.type("?")
    assert page.locator("input[name=words]").input_value() == "?"
    assert not page.locator("#helping").is_visible()


def test_without_scripts_the_button_leads_to_the_manual(page_at):
    page = page_at(java_script_enabled=False)
    page.goto("/goals")
    page.get_by_role("button", name="本页说明").click()
    assert page.inner_text("h1") == "使用说明"


@pytest.mark.parametrize("width", [320, 1440])
def test_the_manual_can_be_read_at_every_width(page_at, width):
    page = page_at(width, bypass_csp=True)
    page.goto("/help")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert troubles(page) == []
