"""A page is read without searching: one look at the same things at a time, whole numbers, ways to what is next."""

import re

import pytest

from tests.browser.test_journey import OPEN, address
from tests.shipped import SHARE

HIGHEST = 3000
HEIGHT = "document.documentElement.scrollHeight"


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_no_page_is_higher_than_three_screens_of_a_desk(page_at, locale):
    page, heights = page_at(1440, locale=locale), {}
    for path in (*map(address, OPEN), "/indicators/gdp", "/help"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        heights[path] = page.evaluate(HEIGHT)
    assert {path: height for path, height in heights.items() if height > HIGHEST} == {}


UNITS_IN_PIECES = """[...document.querySelectorAll("thead th")].flatMap((head) => {
  const [words] = head.innerText.match(/[（(][^（()）]+[)）](?=\\s*$)/) ?? [];
  if (!words) return [];
  const texts = document.createTreeWalker(head, NodeFilter.SHOW_TEXT), unit = document.createRange();
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const place = text.data.lastIndexOf(words);
    if (place >= 0) { unit.setStart(text, place); unit.setEnd(text, place + words.length); }
  }
  const tops = new Set([...unit.getClientRects()].map((box) => Math.round(box.top)));
  return tops.size === 1 ? [] : [head.innerText];
})"""
GAPS = """[...document.querySelectorAll(".matrix tbody tr, .plain:not(:has(td.long)) tbody tr")].flatMap((row) => {
  const boxes = [...row.cells].filter((cell) => !cell.querySelector("details")).map((cell) => {
    const words = document.createRange();
    words.selectNodeContents(cell);
    return words.getBoundingClientRect();
  }).filter((box) => box.width);
  return boxes.slice(1).map((box, place) => Math.round(box.left - boxes[place].right));
})"""


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.parametrize("path", ["/regions", "/goals", "/regions/wujin", "/industries", "/indicators/gdp"])
def test_units_of_heads_stay_in_one_piece_and_columns_apart(page_at, path, locale):
    for width in (1440, 768, 390):
        page = page_at(width, locale=locale)
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate(UNITS_IN_PIECES) == [], width
        if width == 1440:
            assert min(page.evaluate(GAPS), default=24) >= 24


def test_a_chart_that_stands_alone_in_its_row_takes_the_width_of_the_page(page_at):
    page = page_at()
    page.goto("/parks")
    widths = page.locator("main > .grid > .exhibit").evaluate_all("all => all.map((one) => one.offsetWidth)")
    assert set(widths) == {page.locator("main > .grid").evaluate("grid => grid.offsetWidth")}


def test_goals_are_listed_once_and_each_look_has_an_address_that_a_filter_keeps(page_at):
    page = page_at()
    page.goto("/goals")
    assert [page.locator(f"#{name}").count() for name in ("ways", "lags", "methods")] == [1, 0, 0]
    looks = page.get_by_role("navigation", name="看法")
    assert looks.locator("a").all_inner_texts() == ["进度", "快慢", "换方法"]
    looks.get_by_role("link", name="快慢").focus()
    page.keyboard.press("Enter")
    page.locator("#lags").wait_for()
    assert "view=lags" in page.url
    assert page.locator("#ways").count() == 0
    assert page.evaluate("document.activeElement.textContent") == "快慢"
    page.get_by_label("评估方法", exact=True).select_option("completion")
    page.wait_for_url("**method=completion**")
    page.locator("#content[aria-busy=false]").wait_for()
    assert page.locator("#lags").count() == 1
    page.reload()
    page.locator("#lags").wait_for()
    page.go_back()
    page.wait_for_url(re.compile(r"view=lags$"))


@pytest.mark.parametrize("name", ["lags", "methods"])
def test_an_old_link_to_what_is_now_a_look_opens_it(page_at, name):
    page = page_at()
    page.goto(f"/goals?plan=14fyp#{name}")
    page.locator(f"#{name}").wait_for()
    assert f"view={name}" in page.url


def test_several_sources_are_one_line_that_opens_to_all_of_them(page_at):
    page = page_at(390)
    page.goto("/goals")
    sources = page.locator("#ways .sources")
    assert re.match(r"\d+ 个来源：", sources.inner_text())
    assert sources.bounding_box()["height"] < 40
    sources.locator("summary").click()
    sources.locator("li").first.wait_for()
    assert sources.locator("li").count() == int(re.match(r"\d+", sources.inner_text())[0])


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.parametrize("path", ["/regions", "/regions/wujin", "/goals", "/indicators", "/parks", "/sources"])
def test_the_second_column_of_every_table_is_seen_beside_the_first_on_a_phone(page_at, path, locale):
    page = page_at(390, locale=locale)
    page.goto(path)
    frames = page.locator(".scroll:has(tbody tr > :nth-child(2))")
    assert frames.count() > 0
    for frame in frames.all():
        first, whole = frame.evaluate(
            "frame => [frame.querySelector('tbody tr').firstElementChild, frame].map((one) => one.clientWidth)"
        )
        assert first <= 0.55 * whole, frame.evaluate("frame => frame.closest('.exhibit').id")


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_a_matrix_of_sixteen_years_is_seen_with_its_latest_year_on_a_desk(page_at, locale):
    page = page_at(1440, locale=locale)
    page.goto("/sources")
    room, needed = page.locator("#coverage .scroll").evaluate("frame => [frame.clientWidth, frame.scrollWidth]")
    assert needed <= room


@pytest.mark.parametrize("path", ["/regions/wujin", "/goals", "/indicators", "/sources"])
def test_a_wide_table_keeps_its_first_column_on_a_phone_and_its_numbers_whole(page_at, path):
    page = page_at(390)
    page.goto(path)
    frames = page.locator(".scroll:has(table.plain)")
    assert frames.count() > 0
    for index in range(frames.count()):
        frame = frames.nth(index)
        frame.evaluate("frame => { frame.scrollLeft = frame.scrollWidth; }")
        left, right, edge = frame.evaluate(
            "frame => { const cell = frame.querySelector('tbody tr').firstElementChild.getBoundingClientRect();"
            " const box = frame.getBoundingClientRect(); return [cell.left - box.left, cell.right, box.right]; }"
        )
        assert abs(left) <= 1
        assert right < edge
        cut = frame.evaluate(
            "frame => [...frame.querySelectorAll('td.number')].filter((cell) => cell.getClientRects().length"
            " && getComputedStyle(cell).whiteSpace !== 'nowrap').length"
        )
        assert cut == 0
        assert max(frame.locator("tr").evaluate_all("rows => rows.map((row) => row.offsetHeight)")) < 100


def test_filters_are_a_sheet_on_a_phone_that_says_what_is_chosen(page_at):
    page = page_at(390)
    page.goto("/goals?plan=13fyp")
    form, line = page.locator("form.filters"), page.locator(".sheet summary")
    assert "“十三五”规划" in line.inner_text()
    assert not form.is_visible()
    line.focus()
    page.keyboard.press("Enter")
    form.wait_for()
    assert form.bounding_box()["y"] + form.bounding_box()["height"] == 844
    page.keyboard.press("Escape")
    form.wait_for(state="hidden")
    line.click()
    page.get_by_label("规划", exact=True).select_option("14fyp")
    page.locator(".sheet summary", has_text="十四五").wait_for()
    assert not form.is_visible()


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_every_entry_of_the_menu_is_seen_whole(page_at, width):
    page = page_at(width)
    page.goto("/")
    for box in (link.bounding_box() for link in page.locator(".menu-link").all()):
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["height"] >= 24


def test_filters_stay_in_sight_and_step_from_year_to_year(page_at):
    page = page_at()
    page.goto("/goals?on=2024")
    page.mouse.wheel(0, 1200)
    page.wait_for_function("scrollY > 600")
    form = page.locator("form.filters").bounding_box()
    assert 0 <= form["y"] < 120
    assert form["height"] < 60  # all five in one line
    page.get_by_role("link", name="2023年").click()
    page.wait_for_url("**/goals?on=2023")
    page.wait_for_function("document.querySelector('[name=on]').value === '2023'")
    assert page.evaluate("document.activeElement.title") == "2022年"
    page.get_by_role("link", name="2024年").click()
    page.wait_for_url("**/goals?on=2024")


def test_a_district_leads_to_the_next_one_with_the_same_filters(page_at):
    page = page_at()
    page.goto("/regions/liyang?on=2023")
    beside = page.get_by_role("navigation", name="前后")
    assert beside.locator("a").count() == 1  # the first has none before it
    beside.get_by_role("link", name="金坛").click()
    page.wait_for_url("**/regions/jintan?on=2023")
    assert page.get_by_role("navigation", name="前后").locator("a").count() == 2


def test_arrows_have_no_colour_of_a_light(page_at):
    page = page_at()
    page.goto("/")
    colours = page.locator(".moved.rise, .moved.fall").evaluate_all("all => all.map((e) => getComputedStyle(e).color)")
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert set(colours) == {ink}


def test_a_row_of_the_catalogue_has_line_value_and_light_and_a_rail_leads_to_each_theme(page_at):
    page = page_at()
    page.goto("/indicators")
    row = page.locator("tbody tr", has_text="全社会研发经费支出占GDP比重").first
    page.get_by_role("navigation", name="看法").get_by_role("link", name=re.compile("研发")).first.click()
    row.wait_for()
    assert f"{SHARE}%" in row.inner_text()
    assert row.locator("img.small-spark").bounding_box()["width"] > 40
    assert row.locator("details.lit").count() == 1


def test_the_room_of_a_wide_screen_is_used(page_at):
    page = page_at(1920)
    page.goto("/")
    assert page.locator("main").bounding_box()["width"] > 1700


@pytest.mark.parametrize("width", [390, 1440])
def test_the_overview_opens_with_the_verdict_before_anything_else(page_at, width):
    page = page_at(width)
    page.goto("/")
    verdict, head = page.locator("main > .verdict").bounding_box(), page.locator(".page-head").bounding_box()
    following = page.locator(".exhibit").first.bounding_box()
    assert head["y"] + head["height"] <= verdict["y"] < verdict["y"] + verdict["height"] <= following["y"] < 844
    words = page.inner_text(".verdict")
    assert words.count("。") == 1
    assert "相差1009家" in words  # by how much
    counted = dict(re.findall(r"(已完成|达到序时进度|滞后|未完成)(\d+)项", words))
    assert list(counted.values()) == page.locator(".tally-words b").all_inner_texts()


MASK = "frame => getComputedStyle(frame).maskImage"


def test_a_table_that_goes_on_beside_its_frame_fades_there_until_its_end_is_seen(page_at):
    page = page_at(390)
    page.goto("/goals")
    frame = page.locator("#dark .scroll")
    assert re.search(r"transparent|rgba\(0, 0, 0, 0\)", frame.evaluate(MASK))
    frame.evaluate("frame => frame.scrollTo({ left: frame.scrollWidth, behavior: 'instant' })")
    page.wait_for_function(
        f"frame => !/transparent|rgba\\(0, 0, 0, 0\\)/.test(({MASK})(frame))", arg=frame.element_handle()
    )
    page.set_viewport_size({"width": 1920, "height": 900})
    page.reload()
    assert frame.evaluate(MASK) == "none"


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_a_goal_is_named_in_the_whole_width_of_a_phone(page_at, locale):
    page = page_at(390, locale=locale)
    for path, names in (
        ("/goals", ".bullet-name"),
        ("/goals?view=lags", "#lags .bar-name"),
        ("/", "#attention .bar-name"),
    ):
        page.goto(path)
        shares = page.locator(names).evaluate_all(
            "all => all.map((one) => one.offsetWidth / one.parentElement.offsetWidth)"
        )
        assert min(shares) > 0.95, path


HOLES = """cards => cards.map((card) => {
  const content = card.querySelector(".content"), room = content.getBoundingClientRect().bottom;
  const drawn = [...content.children].map((one) => one.querySelector(".main-svg") ?? one);
  return Math.round(room - Math.max(...drawn.map((one) => one.getBoundingClientRect().bottom)));
})"""


@pytest.mark.parametrize("width", [1440, 1920])
def test_a_card_beside_a_long_one_keeps_its_own_height(page_at, width):
    page = page_at(width)
    for path in ("/regions", "/industries", "/indicators/gdp", "/sources"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        for place in page.locator(".plot[data-figure]").all():
            place.locator(".main-svg").first.wait_for()
        assert max(page.locator("main .grid > .exhibit").evaluate_all(HOLES)) <= 50, path
