"""The list of a report in a real browser: edited, put in order, addressed as a letter, kept and opened again."""

from __future__ import annotations

import os
import subprocess

import pytest

from dashboard.reports.listing import HeadingItem, Letter, PageItem, read
from tests.browser.conftest import COMMAND, serving, watched
from tests.browser.test_filing import sign_in
from tests.conftest import ROOT


@pytest.fixture
def office(tmp_path):
    """Serve a dashboard with an account; give its address and the one-time password."""
    surroundings = {**os.environ, "INNOVATION_STATE": str(tmp_path)}
    add = [COMMAND, "accounts", "--add", "wang", "--role", "reporter"]
    done = subprocess.run(add, cwd=ROOT, env=surroundings, check=True, capture_output=True, text=True)
    with serving(tmp_path) as address:
        yield address, done.stdout.split()[-1]


def saved(page):
    """Return the list as its file holds it."""
    with page.expect_download() as given:
        page.locator("#dash #report-keep").click()
    with open(given.value.path(), encoding="utf-8") as file:  # noqa: PTH123 - playwright's own path
        return read(file.read())


def test_a_list_is_edited_put_in_order_addressed_kept_and_opened_again(browser, office):
    """Rows go up and down by keys and by dragging, each with its words, level, figures and their width."""
    address, password = office
    with watched(browser, address, 1440, {"accept_downloads": True}) as page:
        sign_in(page, password)
        page.goto("/report")
        rows = page.locator("#dash #report-rows li")
        for words in ("甲", "乙", "丙"):
            page.locator("#dash #report-words").fill(words)
            page.locator("#dash #report-add-heading").click()
            rows.filter(has_text=words).wait_for()
        rows.nth(0).get_by_label("编辑").focus()
        page.keyboard.press("Alt+ArrowDown")
        rows.nth(1).filter(has_text="甲").wait_for()
        page.wait_for_function("() => document.activeElement.closest('#dash .rows li:nth-child(2)')")
        rows.nth(2).drag_to(rows.nth(0))
        rows.nth(0).filter(has_text="丙").wait_for()

        rows.nth(0).get_by_label("编辑").click()
        page.locator("#report-editor textarea").fill("丙之下")
        page.locator("#report-level").select_option("2")
        page.locator("#report-editor button").click()
        rows.nth(0).filter(has_text="丙之下").wait_for()
        page.locator("#report-editor textarea").wait_for(state="detached")

        page.locator("#dash #report-address").fill("/goals")
        page.locator("#dash #report-address").press("Enter")
        page.locator("#dash #report-names option[value=lags]").wait_for(state="attached")
        page.locator("#dash #report-names").select_option("lags")
        page.locator("#dash #report-add").click()
        rows.nth(3).get_by_label("编辑").click()
        page.locator("#report-width").select_option("120mm")
        page.locator("#report-show").select_option(["figure", "table"])
        page.locator("#report-editor button").click()
        page.locator("#report-editor textarea").wait_for(state="detached")

        page.locator("#dash .letter-fields summary").click()
        page.get_by_label("发文机关").fill("某市科技局")
        page.get_by_label("发文机关").press("Enter")
        page.wait_for_function("() => document.querySelector('#dash #report-looks input').checked")
        made = saved(page)
        assert made.items == (
            HeadingItem("丙之下", 2),
            HeadingItem("乙"),
            HeadingItem("甲"),
            PageItem("/goals", ("lags",), ("figure", "table"), "120mm"),
        )
        assert made.letter == Letter("某市科技局")

        page.locator("#keep input[name=name]").fill("每月一份")
        page.locator("#keep select[name=suffix]").select_option("docx")
        page.locator("#keep button").first.click()
        page.wait_for_url("**/report?list=1")
        rows.nth(3).wait_for()
        assert page.locator("#dash #report-title").input_value() == made.title
        assert page.get_by_label("发文机关").input_value() == "某市科技局"
        assert saved(page) == made
        page.get_by_text("每月一份", exact=True).first.wait_for()
        page.get_by_role("button", name="删除“每月一份”").click()
        page.wait_for_url("**/report")
