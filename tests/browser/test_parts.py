"""Links between pages, and parts of pages that come when they are opened, by pointer and by keyboard."""

import re

import pytest


def test_a_link_in_a_part_leads_on_without_a_new_start_and_the_back_key_returns(page_at):
    page = page_at()
    page.goto("/goals")
    page.wait_for_selector("#ways")
    page.evaluate("window.started = true")
    page.locator("#ways .content a[data-page]").first.click()
    page.wait_for_selector("#page-indicator")
    assert page.evaluate("window.started")
    page.go_back()
    page.wait_for_selector("#page-goals")
    assert page.evaluate("window.started")


@pytest.mark.parametrize("width", [1440, 390])
def test_a_long_list_grows_by_the_keyboard_and_the_address_brings_it_back(page_at, width):
    page = page_at(width)
    page.goto("/sources?view=left-out")
    page.wait_for_selector("#left-out")
    rows = page.locator("#left-out tbody tr")
    before = rows.count()
    page.locator("#left-out a.more").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("count => document.querySelectorAll('#left-out tbody tr').length > count", arg=before)
    assert rows.count() == before + 50
    assert page.evaluate("document.activeElement.closest('#left-out tbody tr') !== null")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert "more=left-out" in page.url
    page.reload()
    page.wait_for_selector("#left-out")
    assert rows.count() == before + 50


def test_a_part_of_one_choice_is_gone_with_the_next(page_at):
    page = page_at()
    page.goto("/goals")
    page.click("#ways .as-table summary")
    table = page.locator("#ways .as-table table")
    table.wait_for()
    assert "十四五" in table.inner_text()
    page.get_by_label("规划", exact=True).select_option("13fyp")
    page.locator("#ways h2", has_text="十三五").wait_for()
    assert table.count() == 0
    page.click("#ways .as-table summary")
    table.wait_for()
    assert "十四五" not in table.inner_text()


def test_a_part_that_cannot_be_had_says_so_and_comes_once_it_can(page_at):
    page = page_at()
    page.goto("/goals")
    page.wait_for_selector("#ways")
    page.route("**/part/**", lambda route: route.abort())
    page.click("#ways .as-table summary")
    page.locator("#ways .as-table [role=alert]", has_text="没有取到，请点此重试").wait_for()
    page.unroute("**/part/**")
    page.click("#ways .as-table [role=alert]")
    page.locator("#ways .as-table table").wait_for()
    page.troubles[:] = [one for one in page.troubles if not re.search("failed: .*/part/", one)]


def test_a_card_comes_once_however_often_its_light_is_opened(page_at):
    page = page_at()
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/part/card/" in request.url else None)
    page.goto("/")
    light = page.locator("#headline details.lit summary").first
    light.focus()
    card = page.locator("#headline details.lit div.method-card").first
    for _ in range(2):
        page.keyboard.press("Enter")
        card.wait_for()
        assert "判定依据" in card.inner_text()
        page.keyboard.press("Escape")
        card.wait_for(state="hidden")
        light.focus()
    assert len(asked) == 1
