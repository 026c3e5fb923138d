"""What stands on a page can be seen and reached: by eye, by pointer, by key, at every width, in every scheme."""

import pytest

from dashboard.pages import PAGES
from tests.browser.test_journey import OPEN, WIDTHS, address

BOX = "card => { const b = card.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; }"
ON_TOP = """card => {
    const box = card.getBoundingClientRect();
    const points = [[box.left + 3, box.top + 3], [box.right - 3, box.top + 3], [box.left + 3, box.bottom - 3]];
    return points.every(([x, y]) => card.contains(document.elementFromPoint(x, y)));
}"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", ["overview", "goals", "regions"])
def test_a_method_card_lies_whole_above_everything_and_escape_closes_it(page_at, page, width):
    sheet = page_at(width)
    sheet.goto(address(next(one for one in PAGES if one.name == page)))
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
