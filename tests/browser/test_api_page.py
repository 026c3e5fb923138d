"""The interface for programs is tried on a page of ours, and what it prints for pandas and for R runs as it stands."""

import subprocess

import pytest

from tests.browser.test_axe import troubles


@pytest.mark.parametrize("width", [390, 1440])
def test_an_answer_is_had_on_the_page_and_another_question_leaves_none_of_it(page_at, width):
    page = page_at(width, bypass_csp=True)
    page.goto("/goals")
    page.get_by_role("link", name="数据接口").click()
    page.locator("select[name=resource]").select_option("/observations")
    page.locator("input[name=indicator]").fill("rd-intensity")
    page.get_by_role("button", name="取数").click()
    page.locator("#api-answer", has_text='"rows"').wait_for()
    assert page.inner_text("#api-address").endswith("/api/v1/observations?indicator=rd-intensity")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert troubles(page) == []
    page.locator("input[name=indicator]").fill("gdp")
    assert page.locator("#api-answer").text_content() == ""
    page.locator("select[name=kind]").select_option("CSV")
    page.route("**/api/v1/observations.csv*", lambda route: route.abort())
    page.get_by_role("button", name="取数").click()
    page.get_by_text("没有连上服务器").wait_for()
    page.troubles.clear()  # it was made to fail


def test_what_is_printed_for_pandas_and_for_r_runs_and_reads_the_same_rows(page_at):
    page = page_at(locale="en-GB")
    page.goto("/api")
    page.get_by_label("Resource").select_option("/indicators")
    names = {}
    exec(page.inner_text("#api-pandas"), names)  # noqa: S102 - it is what a reader would run
    assert len(names["rows"]) > 100
    assert "id" in names["rows"].columns
    script = f"{page.inner_text('#api-r')}; cat(nrow(rows), names(rows))"
    done = subprocess.run(["Rscript", "--vanilla", "-e", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(len(names["rows"])), *names["rows"].columns]
