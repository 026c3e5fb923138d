"""Tables are put in another order by pointer and by key; their heads stay in sight and say how they are sorted."""

import re

import pytest


def test_a_click_sorts_by_value_and_the_address_brings_the_order_back(page_at):
    page = page_at()
    page.goto("/regions?on=2023")
    page.evaluate("window.started = true")
    head = page.locator("#content thead th[aria-sort]:has(a[data-sort])").nth(1)
    identity = head.locator("a[data-sort]").get_attribute("id")
    page.locator(f"#{identity}").click()
    page.wait_for_function("id => document.getElementById(id).closest('th').ariaSort === 'descending'", arg=identity)
    column = 1 + page.locator(f"#{identity}").evaluate("link => link.closest('th').cellIndex")
    rows = page.locator(f"table:has(#{identity}) tbody tr > :nth-child({column})")
    texts = rows.all_inner_texts()
    found = [float(one[0].replace(",", "")) for text in texts if (one := re.search(r"\d[\d,]*(?:\.\d+)?", text))]
    assert found == sorted(found, reverse=True)
    assert all(re.search(r"\d", text) for text in texts[: len(found)])  # what has no figure is last
    assert page.evaluate("window.started")
    assert "sort=" in page.url
    page.reload()
    assert rows.all_inner_texts() == texts


def test_a_table_that_was_opened_is_sorted_by_keys_and_keeps_the_focus(page_at):
    page = page_at()
    page.goto("/goals")
    page.click("#ways .as-table summary")
    sorter = page.locator("#sort-ways-table-8")
    sorter.wait_for()
    cells = page.locator("#ways .as-table td:nth-child(9)")
    for key, state in (("Enter", "descending"), ("Space", "ascending")):
        sorter.focus()
        page.keyboard.press(key)
        page.locator(f"#ways .as-table th[aria-sort={state}]").wait_for()
        assert page.evaluate("document.activeElement.id") == "sort-ways-table-8"
        shares = [float(text.rstrip("%")) for text in cells.all_inner_texts() if "%" in text]
        assert shares == sorted(shares, reverse=state == "descending")
    assert "sort=" not in page.url  # the page itself is as it was
    assert page.locator("#ways .as-table").get_attribute("open") is not None


def test_an_order_that_does_not_come_leaves_the_rows_and_says_so(page_at):
    page = page_at()
    page.goto("/sources?view=left-out")
    before = page.locator("#left-out tbody").inner_text()
    page.route("**/part/**", lambda route: route.abort())
    sorter = page.locator("#sort-left-out-rows0-0")
    sorter.click()
    page.locator("#strip", has_text="没有完成").wait_for()
    assert page.locator("#left-out tbody").inner_text() == before
    assert page.locator("#left-out th[aria-sort=ascending], #left-out th[aria-sort=descending]").count() == 0
    page.unroute("**/part/**")
    page.click("#strip >> text=重试")
    page.locator("#left-out th[aria-sort=ascending]").wait_for()
    page.troubles[:] = [one for one in page.troubles if "/part/" not in one]


def test_without_scripts_a_head_leads_to_the_sorted_page(page_at):
    page = page_at(java_script_enabled=False)
    page.goto("/sources?view=left-out")
    page.click("#sort-left-out-rows0-0")
    assert page.locator("#left-out th[aria-sort=ascending]").count() == 1


@pytest.mark.parametrize("width", [390, 1440])
def test_the_head_of_a_long_table_stays_in_sight(page_at, width):
    page = page_at(width)
    page.goto("/sources?view=left-out&more=left-out:62")
    row = page.locator("#left-out tbody tr").nth(40)
    row.scroll_into_view_if_needed()
    head, line = page.locator("#left-out thead th").first.bounding_box(), row.bounding_box()
    assert 0 <= head["y"] < line["y"] < page.viewport_size["height"]
    assert head["y"] + head["height"] <= line["y"] + 1


@pytest.mark.parametrize("width", [390, 1440])
def test_figures_of_a_column_end_at_one_edge_with_their_head(page_at, width):
    page = page_at(width)
    page.goto("/goals")
    page.click("#ways .as-table summary")
    page.locator("#ways .as-table table").wait_for()
    edges = page.evaluate(
        """() => [...document.querySelectorAll("#ways .as-table tbody tr")].map((row) => [...row.cells]
            .filter((cell) => cell.classList.contains("number")).map((cell) => {
                const range = document.createRange();
                range.selectNodeContents(cell);
                return Math.round(range.getBoundingClientRect().right);
            }))"""
    )
    assert len({tuple(row) for row in edges}) == 1
