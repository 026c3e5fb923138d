"""What stands on a page can be seen and reached: by eye, by pointer, by key, at every width, in every scheme."""

import re

import pytest

from dashboard.theme import BLUE, GOAL
from tests.browser.test_journey import OPEN, WIDTHS, address

BOX = "card => { const b = card.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; }"
ON_TOP = """card => {
    const box = card.getBoundingClientRect();
    const points = [[box.left + 3, box.top + 3], [box.right - 3, box.top + 3], [box.left + 3, box.bottom - 3]];
    return points.every(([x, y]) => card.contains(document.elementFromPoint(x, y)));
}"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["/", "/goals", "/regions?on=2023", "/industries"])
def test_a_method_card_lies_whole_above_everything_and_escape_closes_it(page_at, path, width):
    sheet = page_at(width)
    sheet.goto(path)
    lights = sheet.locator("details.lit")
    assert lights.count() > 0
    for index in {0, lights.count() // 2, lights.count() - 1}:
        light = lights.nth(index)
        light.locator("summary").focus()
        sheet.keyboard.press("Enter")
        card = light.locator("div.method-card")
        card.wait_for()
        left, top, right, bottom = card.evaluate(BOX)
        assert left >= 0
        assert top >= 0
        assert right <= width
        assert bottom <= sheet.viewport_size["height"]
        assert card.evaluate(ON_TOP)
        sheet.keyboard.press("Escape")
        card.wait_for(state="hidden")
        assert light.locator("summary").evaluate("light => light === document.activeElement")


def test_a_method_card_peeks_out_under_the_pointer_and_stays_after_a_click(page_at):
    page = page_at()
    page.goto("/")
    light = page.locator("details.lit").first
    light.locator("summary").hover()
    light.locator("div.method-card").wait_for()
    page.mouse.move(5, 700)
    light.locator("div.method-card").wait_for(state="hidden")
    light.locator("summary").hover()
    light.locator("div.method-card").wait_for()
    light.locator("summary").click()
    page.mouse.move(5, 700)
    page.wait_for_timeout(500)
    assert light.locator("div.method-card").is_visible()
    page.mouse.click(5, 700)
    light.locator("div.method-card").wait_for(state="hidden")


@pytest.mark.parametrize("width", [390, 768, 1440, 1920])
def test_the_search_field_is_wide_enough_for_words_and_tab_goes_past_it(page_at, width):
    page = page_at(width)
    page.goto("/indicators")
    field = page.locator("input[type=search]")
    assert field.bounding_box()["width"] >= 180
    field.focus()
    page.evaluate("window.started = true")
    page.keyboard.press("Tab")
    page.wait_for_timeout(300)
    assert page.evaluate("window.started && location.search") == ""
    assert page.evaluate("document.activeElement.getAttribute('type')") != "search"


SHIFTS = """() => {
    window.shifts = 0;
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.shifts += shift.value;
    }).observe({ type: "layout-shift", buffered: true });
}"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("one", OPEN, ids=lambda one: one.name)
def test_nothing_moves_while_a_page_comes(page_at, one, width):
    page = page_at(width)
    page.add_init_script(f"({SHIFTS})()")
    page.goto(address(one))
    page.wait_for_load_state("networkidle")
    for index in range(page.locator(".plot").count()):
        page.locator(".plot").nth(index).locator(".main-svg").first.wait_for(state="attached")
    assert page.evaluate("window.shifts") < 0.05


def test_the_chart_library_comes_to_pages_with_a_chart_only_and_after_the_first_figures(page_at):
    for path, has_chart in (("/", False), ("/goals", False), ("/indicators/rd-intensity", True)):
        page = page_at()
        order = []
        page.on("request", lambda request, order=order: order.append(request.url))
        page.add_init_script("addEventListener('load', () => performance.mark('loaded'))")
        page.goto(path)
        page.wait_for_load_state("networkidle")
        if has_chart:
            page.locator(".plot .main-svg").first.wait_for(state="attached")
        assert any("plotly" in url for url in order) == has_chart == (page.locator(".plot").count() > 0), path
        if has_chart:
            begun = page.evaluate(
                "performance.getEntriesByType('resource').find((e) => /plotly/.test(e.name)).startTime"
            )
            assert begun >= page.evaluate("performance.getEntriesByName('loaded')[0].startTime")
            assert begun >= page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")


@pytest.mark.parametrize("one", OPEN, ids=lambda one: one.name)
@pytest.mark.parametrize("width", [390, 1440])
def test_every_bar_is_as_long_as_it_says(page_at, one, width):
    """A stroke's share of its track, measured, is the one that was set; whatever else is called as it is."""
    page = page_at(width)
    page.goto(address(one))
    page.wait_for_load_state()
    wrong = page.evaluate(
        "[...document.querySelectorAll('.stroke, .way > .done, .track > .done, .track > .path')]"
        "  .filter((bar) => bar.style.width.endsWith('%') && bar.parentElement.clientWidth)"
        "  .map((bar) => [bar.className, parseFloat(bar.style.width), 100 * bar.getBoundingClientRect().width"
        "    / bar.parentElement.clientWidth])"
        "  .filter(([, said, seen]) => Math.abs(said - seen) > 1)"
    )
    assert wrong == []


@pytest.mark.parametrize("one", OPEN, ids=lambda one: one.name)
def test_no_number_of_a_bullet_is_parted_from_its_unit_on_a_phone(page_at, one):
    page = page_at(390)
    page.goto(address(one))
    page.wait_for_load_state()
    assert (
        page.evaluate(
            "[...document.querySelectorAll('.ends > *')]"
            "  .filter((end) => end.offsetHeight > 26).map((end) => end.textContent)"
        )
        == []
    )


def test_bars_and_ticks_are_seen_in_forced_colours(page_at):
    page = page_at(forced_colors="active")
    page.goto("/goals")
    colours = page.evaluate(
        "['.track', '.track .done', '.track .path', '.goal-tick'].map("
        "  (one) => getComputedStyle(document.querySelector(one)).backgroundColor)"
    )
    assert len({colours[0], colours[1], colours[2]}) >= 2
    assert colours[0] not in colours[1:]


def luminance(colour):
    parts = [int(one) / 255 for one in re.findall(r"\d+", colour)[:3]]
    light = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_and_lines_of_charts_are_seen_in_every_scheme(page_at, scheme):
    page = page_at(color_scheme=scheme)
    page.goto("/indicators/rd-intensity")
    page.locator("#series .main-svg .points").first.wait_for(state="attached")
    ground = page.evaluate("getComputedStyle(document.querySelector('.exhibit')).backgroundColor")
    words = page.locator("#series .main-svg text").evaluate_all("all => all.map((one) => getComputedStyle(one).fill)")
    lines = page.locator("#series .js-line").evaluate_all("all => all.map((one) => getComputedStyle(one).stroke)")
    assert words
    assert lines
    assert min(contrast(colour, ground) for colour in words) >= 4.5
    assert min(contrast(colour, ground) for colour in lines) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_small_lines_and_words_on_bars_are_seen_in_every_scheme(page_at, scheme):
    page = page_at(color_scheme=scheme)
    page.goto("/")
    spark = page.locator(".spark").first
    ground = spark.evaluate("one => getComputedStyle(one.closest('.exhibit')).backgroundColor")
    brighter = re.search(r"brightness\((.+)\)", spark.evaluate("one => getComputedStyle(one).filter"))
    times = float(brighter[1]) if brighter else 1
    for colour in (BLUE, GOAL):
        drawn = [min(255, round(times * part)) for part in bytes.fromhex(colour.removeprefix("#"))]
        assert contrast(f"rgb({drawn[0]}, {drawn[1]}, {drawn[2]})", ground) >= 3
    page.goto("/goals")
    beyond = page.locator(".track .done + .beyond")
    assert beyond.count()
    pairs = beyond.evaluate_all(
        "all => all.map((one) => [one, one.previousSibling].map((own, i) => "
        "getComputedStyle(own)[i ? 'backgroundColor' : 'color']))"
    )
    assert min(contrast(*pair) for pair in pairs) >= 4.5


def test_what_has_the_focus_is_seen_also_where_it_is_empty_and_required(page_at):
    page = page_at()
    page.goto("/sign-in")
    page.keyboard.press("Tab")
    for _ in range(3):
        outline = page.evaluate("getComputedStyle(document.activeElement).outline")
        assert "2px" in outline, outline
        page.keyboard.press("Tab")


def test_the_space_key_opens_the_dialog_of_an_exhibit_which_has_a_name(page_at):
    page = page_at()
    page.goto("/goals")
    page.locator("a.hand-out").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("dialog", name="导出").wait_for()
    page.keyboard.press("Escape")


def test_after_a_filter_the_change_is_said_and_the_focus_stays(page_at):
    page = page_at()
    page.goto("/goals")
    choice = page.get_by_label("规划", exact=True)
    choice.focus()
    choice.select_option("13fyp")
    page.wait_for_url("**/goals?plan=13fyp")
    page.locator("#spoken", has_text="已更新").wait_for(state="attached")
    assert page.evaluate("document.activeElement.name") == "plan"


def test_a_filter_keeps_the_place_on_the_page_and_asks_nothing_twice(page_at):
    page = page_at()
    page.goto("/goals")
    page.locator("#other-plans").scroll_into_view_if_needed()
    top = page.locator("#other-plans").bounding_box()["y"]
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    choice = page.get_by_label("评估方法", exact=True)
    for method in ("completion", "pace", "completion"):
        choice.select_option(method)
        page.locator("#content[aria-busy=false]").wait_for()
        page.wait_for_function(f"() => document.querySelector('[name=method]').value === '{method}'")
    assert abs(page.locator("#other-plans").bounding_box()["y"] - top) < 900
    assert len([url for url in asked if "/goals" in url]) <= 2
