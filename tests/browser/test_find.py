"""The one search: opened by a key, led by keys, and what was opened or starred is there the next time."""

import pytest


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_a_key_opens_the_search_and_keys_lead_to_a_page(page_at, key):
    page = page_at()
    page.goto("/")
    page.evaluate("window.started = true")
    page.keyboard.press(key)
    dialog = page.get_by_role("dialog", name="查找")
    dialog.wait_for()
    page.keyboard.type("gxqy")
    page.locator("#found[data-words=gxqy] [role=option]", has_text="高新技术企业数").first.wait_for()
    before = page.locator("#found [aria-selected=true]").get_attribute("id")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("#found [aria-selected=true]")
    assert chosen.get_attribute("id") != before
    assert page.locator("#find-words[role=combobox]").get_attribute("aria-activedescendant") == chosen.get_attribute(
        "id"
    )
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.locator("#page-indicator").wait_for()
    assert page.evaluate("window.started")
    assert not dialog.is_visible()
    page.keyboard.press(key)
    assert "最近看过" in page.locator("#found [role=option]").first.inner_text()
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")


def test_a_slash_that_is_typed_is_typed(page_at):
    page = page_at()
    page.goto("/indicators")
    page.locator("input[name=words]").focus()
    page.keyboard.type("/")
    assert page.locator("input[name=words]").input_value() == "/"
    assert not page.locator("#finding").is_visible()


def test_a_starred_page_is_found_first_the_next_time(page_at):
    page = page_at(390)
    page.goto("/regions/wujin?on=2023")
    star = page.get_by_role("button", name="收藏本页")
    star.click()
    assert star.get_attribute("aria-pressed") == "true"
    page.goto("/")
    page.get_by_role("button", name="查找").click()
    first = page.locator("#found [role=option]").first
    assert "武进区" in first.inner_text()
    first.click()
    page.wait_for_url("**/regions/wujin?on=2023")
    star.click()
    assert star.get_attribute("aria-pressed") == "false"


def test_what_is_not_found_is_said_and_what_cannot_be_asked_too(page_at):
    page = page_at()
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("qqqq")
    page.locator("#finding [role=status]", has_text="没有找到“qqqq”").wait_for()
    page.route("**/_find*", lambda route: route.abort())
    page.keyboard.type("y")
    page.locator("#finding [role=status]", has_text="没有连上服务器").wait_for()
    page.troubles[:] = [one for one in page.troubles if "/_find" not in one]
