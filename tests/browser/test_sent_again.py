"""What was typed before a session ended is sent as it stands once its reader signed in again, in another tab."""

import re

import pytest

from tests.browser.conftest import watched
from tests.browser.test_everyone import bureau, enter  # noqa: F401 - a fixture
from tests.browser.test_truth import FAILURES

PLACES = {  # the page, its form, the field and what is typed into it, where it leads
    "accounts": ("/accounts?account=wang", "form[action='/accounts/wang']", "[name=display]", "王主任", "**/accounts"),
    "report": ("/report", "#dash #keep form[action='/report/lists']", "[name=name]", "每月一份", "**/report?list=*"),
    "upload": ("/data/uploads/2", "#act form[action$='/publish']", "textarea", "年报核定", "**/releases?to=2"),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_form_is_sent_again_after_signing_in_and_nothing_typed_is_lost(browser, bureau, place):  # noqa: F811
    path, selector, field, words, there = PLACES[place]
    site, _ = bureau
    with watched(browser, site, 1440, {}) as page:
        page.goto(f"/sign-in?next={path.partition('?')[0]}")
        enter(page, path.partition("?")[0])
        page.goto(path)
        if place == "report":
            page.locator("#dash #report-words").fill("一、进度")
            page.locator("#dash #report-add-heading").click()
            page.locator("#dash #report-rows li").wait_for()
        form = page.locator(selector)
        fields = form.locator(field)
        fields.first.wait_for()
        for one in fields.all():
            one.fill(words)
        page.context.clear_cookies()
        form.get_by_role("button").first.click()
        page.locator("#strip", has_text="登录已过期").wait_for()
        page.troubles[:] = [one for one in page.troubles if not re.match("answered 40[01]", one)]
        with page.expect_popup() as opened:
            page.click("#strip a")
        door = opened.value
        enter(door, path)
        door.close()
        page.bring_to_front()
        assert [one.input_value() for one in fields.all()] == [words] * fields.count()
        form.get_by_role("button").first.click()
        page.wait_for_url(there)
        assert page.locator("#strip").is_hidden()


@pytest.mark.parametrize("how", ["offline", "502", "ended"])
def test_a_file_that_did_not_come_through_is_sent_again_by_one_button(browser, bureau, tmp_path, how):  # noqa: F811
    site, file = bureau[0], tmp_path / f"{how}.csv"
    file.write_text("指标,区域,时期,数值\n", encoding="utf-8")
    with watched(browser, site, 390, {}) as page:
        page.goto("/sign-in?next=/data")
        enter(page, "/data")
        if how == "ended":
            page.context.clear_cookies()
        else:
            page.route("**/data/uploads?ticket=*", FAILURES[how])
        with page.expect_file_chooser() as chooser:
            page.click(".drop")
        chooser.value.set_files(file)
        again = page.get_by_role("button", name=f"重试：{file.name}")
        again.wait_for()
        assert page.inner_text(".drop .answer")
        assert page.evaluate("location.pathname") == "/data"
        if how == "ended":
            page.locator("#strip", has_text="登录已过期").wait_for()
            with page.expect_popup() as opened:
                page.click("#strip a")
            enter(opened.value, "/data")
            opened.value.close()
        page.unroute_all()
        page.troubles.clear()  # it was made to fail
        again.click()
        page.wait_for_url("**/data/uploads/*")
        assert file.name in page.inner_text("main")
