"""Parts of pages that the server wrote as HTML behave like the rest of the page."""


def test_a_link_in_a_part_leads_on_without_a_new_start_and_the_back_key_returns(page_at):
    page = page_at()
    page.goto("/goals")
    page.wait_for_selector("#ways")
    page.evaluate("window.started = true")
    page.locator("#ways a[data-page]").first.click()
    page.wait_for_selector("#page-indicator")
    assert page.evaluate("window.started")
    page.go_back()
    page.wait_for_selector("#page-goals")
    assert page.evaluate("window.started")
