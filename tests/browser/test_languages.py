"""A reader of English in a browser: pages fit, what is opened later is English too, Chinese is one click away."""

import pytest

from tests.browser.test_journey import OPEN, address


@pytest.mark.parametrize("width", [390, 1440])
def test_no_english_page_is_wider_than_its_window(page_at, width):
    page = page_at(width, locale="en-GB")
    for one in OPEN:
        page.goto(address(one))
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth") == width, one.name


def test_what_is_opened_on_an_english_page_is_english(page_at):
    page = page_at(locale="en-GB")
    page.goto("/goals")
    page.get_by_text("As a table").first.click()
    page.get_by_role("columnheader", name="Covered").first.wait_for()
    page.get_by_text("Why this verdict").first.wait_for(state="attached")


def test_the_way_to_the_other_language_keeps_the_page_and_is_kept_on_the_next(page_at):
    page = page_at(locale="en-GB")
    page.goto("/goals?plan=13fyp")
    page.get_by_role("link", name="中文").click()
    page.get_by_role("heading", name="目标进度", level=1).wait_for()
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert "plan=13fyp" in page.url
    page.get_by_role("link", name="总览").click()
    page.get_by_role("heading", name="总览", level=1).wait_for()
    page.goto("/regions")
    page.get_by_role("heading", name="辖市区", level=1).wait_for()


OVERLAPS = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap((chart) => {
  const texts = [...chart.querySelectorAll('.main-svg text')].filter((one) => one.textContent.trim());
  const boxes = texts.map((one) => [one.textContent, one.getBoundingClientRect()]);
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
  return boxes.flatMap(([name, box], index) =>
    boxes.slice(index + 1).filter(([, other]) => meet(box, other)).map(([other]) => name + ' | ' + other));
})"""


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_no_words_of_a_chart_lie_on_others_in_either_language(page_at, locale, width):
    page = page_at(width, locale=locale)
    for path in ("/regions", "/regions/jintan", "/regions/wujin", "/indicators/gdp", "/industries", "/parks"):
        page.goto(path)
        for place in page.locator(".plot[data-figure]").all():
            place.locator(".main-svg text").first.wait_for()
        assert page.evaluate(OVERLAPS) == [], path
