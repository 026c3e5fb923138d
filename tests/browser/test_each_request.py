"""On every page of readers each request may fail in turn: nothing then stands under the name of something else."""

import re

import pytest

from tests.browser.test_journey import OPEN, address
from tests.browser.test_truth import failing

WALL = "/wall?show=overview:tally,goals:ways,regions:map&every=20"
PAGES = (*map(address, OPEN), "/goals?view=lags", "/goals?view=methods", "/help", "/api", "/sign-in", WALL)
CHOICES = {"on": "2024", "words": "研发"}  # of the filters of a page the first of these is chosen
SEEN = """() => {
    const place = location.pathname + location.search;
    const words = (part) => {
        const copy = part.cloneNode(true);
        copy.querySelectorAll(".plot, details > :not(summary)").forEach((one) => one.remove());
        return copy.textContent;
    };
    const of = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
    const filters = document.querySelector("form.filters");
    return Object.fromEntries([
        ["heading", of("h1").map(words).join()],
        ["menu", of(".menu-link.here").map(words).join()],
        ["release", of(".site-name, .release-name, .page-foot").map(words).join()],
        ["filters", filters ? new URLSearchParams(new FormData(filters)).toString() : ""],
        ...of("main .exhibit[id]:not(#trying)").map((one) => [one.id, words(one)]),
    ].map(([name, text]) => [`${place} ${name}`, text]));
}"""
SCRIPTED = "document.documentElement.classList.contains('scripted') || !document.querySelector('form.filters')"
SHARED = re.compile(r"/assets/[^/]+$")  # files that every page has
SILENT = re.compile(
    r"\.(css|svg|webp)|/base\.js"
)  # without them a page looks plainer; the last is who would say so on the wall
PASSING = re.compile(r"(?<=\?)endId=.*")  # another each time
SORRY = "#strip:not([hidden]), .plot button, #trying [role=alert]"
QUIET = "() => !document.querySelector('#content[aria-busy=true]')"
LONELY = re.compile(r"Loading|正在取|加载中|请稍候")


def session(page, path):
    """A reader opens a page and chooses something on it; gives what is seen after each step."""
    page.goto(path)
    yield page.evaluate(SEEN)
    if not page.evaluate(SCRIPTED):  # page.js or what it stands on did not come: the form is sent by its button
        page.get_by_role("button", name="查看").wait_for()
        return
    for name, choice in CHOICES.items():
        control = page.locator(f"form.filters [name={name}]")
        if control.count():
            control.select_option(choice) if name == "on" else control.fill(choice)
            control.dispatch_event("change")
            page.wait_for_function(QUIET)
            yield page.evaluate(SEEN)
            return


def requests(page_at, path):
    """What an undisturbed session asks for after its document, each once, and what is seen in it under which name."""
    page, asked, known = page_at(), [], {}
    page.on("request", lambda request: asked.append(re.sub(r"^https?://[^/]+", "", request.url)))
    for seen in session(page, path):
        known |= seen
    page.wait_for_load_state("networkidle")
    return dict.fromkeys(PASSING.sub("", one) for one in asked if one.startswith("/") and one != path), known


def in_turn(path, asked):
    """Those of its requests that fail on a page: its own, and one of those that every page has."""
    shared = [one for one in asked if SHARED.match(one)]
    return [one for one in asked if one not in shared or shared.index(one) % len(PAGES) == PAGES.index(path)]


@pytest.mark.parametrize("path", PAGES)
def test_each_request_of_a_page_may_fail_and_nothing_stands_under_another_name(page_at, path):
    asked, known = requests(page_at, path)
    for one in in_turn(path, asked):
        page = page_at()
        with failing(page, lambda url, failed=one: failed in url, "abort"):
            for seen in session(page, path):
                assert {name: text for name, text in seen.items() if known.get(name) != text} == {}, one
            if not SILENT.search(one) and page.evaluate(SCRIPTED):
                page.locator(SORRY).first.wait_for()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_which_nothing_more_comes_is_read_and_says_nothing_of_loading(page_at, path):
    page = page_at()
    page.route("**/*", lambda route: route.continue_() if route.request.is_navigation_request() else route.abort())
    page.goto(path)
    words = page.inner_text("body")
    assert page.locator("main").first.is_visible()
    assert re.search(r"\d", words)
    assert not LONELY.search(words)
    page.troubles.clear()  # it was made to fail
