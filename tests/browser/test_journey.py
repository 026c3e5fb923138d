"""A reader's way through the site, in a real browser, at the width of a desk and of a telephone."""

import re

import pytest

from dashboard.pages import PAGES
from indicators.accounts import Permission
from tests.dashboard.test_pages import NAMES
from tests.shipped import SHARE

WIDTHS = (1440, 390)


def address(page):
    return page.path.replace("<name>", NAMES.get(page.name, ""))


OPEN = [page for page in PAGES if Permission.VIEW in page.needs]  # what anybody is shown


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("one", OPEN, ids=lambda one: one.name)
def test_every_page_opens_with_real_numbers_and_nothing_sticks_out(page_at, one, width):
    page = page_at(width)
    page.goto(address(one))
    page.wait_for_selector(f"#page-{one.name} .exhibit")
    page.wait_for_load_state("networkidle")
    assert re.search(r"\d", page.inner_text("main"))
    assert page.evaluate("document.documentElement.scrollWidth") == width
    graphs = page.locator(".plot")
    for index in range(graphs.count()):
        drawn = graphs.nth(index).locator(".main-svg .trace, .main-svg .points, .main-svg .bars").first
        drawn.wait_for(state="attached")
    assert page.query_selector_all(".modebar") == []


def test_a_filter_writes_the_url_and_the_url_brings_the_page_back(page_at):
    page = page_at()
    page.goto("/goals")
    page.wait_for_selector("#ways")
    page.get_by_label("规划", exact=True).select_option(label="“十三五”规划")
    page.wait_for_url("**/goals?plan=13fyp")
    page.locator("#ways h2", has_text="十三五").wait_for()
    heading = page.inner_text("#ways h2")
    page.goto(page.url)
    page.wait_for_selector("#ways")
    assert page.inner_text("#ways h2") == heading
    page.go_back()


def test_the_back_key_leads_to_the_page_before(page_at):
    page = page_at()
    page.goto("/")
    page.wait_for_selector("#headline")
    page.click("text=目标进度")
    page.wait_for_selector("#page-goals")
    page.go_back()
    page.wait_for_selector("#page-overview")


def test_a_light_opens_its_method_card_on_a_tap_and_closes_on_escape(page_at):
    page = page_at(390)
    page.goto("/")
    page.wait_for_selector("#headline details.lit")
    page.click("#headline details.lit summary >> nth=1")
    card = page.locator("#headline details.lit[open] .method-card")
    for words in ("序时进度", "基期", "需达到"):
        card.filter(has_text=words).wait_for()  # a card may come from the server when it is opened
    page.keyboard.press("Escape")
    page.locator("#headline details.lit[open]").wait_for(state="detached")


def test_an_exhibit_is_seen_as_a_table(page_at):
    page = page_at()
    page.goto("/indicators/rd-intensity")
    page.wait_for_selector("#series")
    page.click("#series .as-table summary")
    table = page.inner_text("#series .as-table table")
    assert "数值（%）" in table
    assert SHARE in table


def test_words_typed_into_the_catalogue_find_indicators(page_at):
    page = page_at()
    page.goto("/indicators")
    page.wait_for_selector("#theme-economy")
    page.fill("input[type=search]", "瞪羚")
    page.press("input[type=search]", "Enter")
    page.wait_for_url("**/indicators?words=*")
    page.locator("#theme-economy").wait_for(state="detached")
    assert "瞪羚" in page.inner_text("main")


def test_an_unknown_address_offers_the_way_back(page_at):
    page = page_at()
    page.goto("/indicators/nothing")
    page.wait_for_selector("#page-failure")
    assert page.troubles == [f"answered 404: {page.url}"]
    page.troubles.clear()
    page.click("text=返回总览")
    page.wait_for_selector("#page-overview")


def test_every_place_in_the_menu_can_be_reached_by_the_keyboard(page_at):
    page = page_at()
    page.goto("/")
    page.wait_for_selector("#headline")
    reached = set()
    for _ in range(20):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.getAttribute('href')"))
    assert {one.path for one in OPEN if one.in_menu} <= reached


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_text_is_readable_in_dark_and_in_light(page_at, scheme):
    page = page_at(1440, color_scheme=scheme)
    page.goto("/")
    page.wait_for_selector("#headline .figure")
    ink, ground = page.evaluate(
        "[getComputedStyle(document.querySelector('.figure')).color,"
        " getComputedStyle(document.querySelector('.exhibit')).backgroundColor]"
    )
    lightness = [sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in (ink, ground)]
    assert abs(lightness[0] - lightness[1]) > 400
