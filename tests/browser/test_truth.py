"""Whatever fails, figures of one state never stand under the name of another, and a reader is told what happened."""

import re
from contextlib import contextmanager

import pytest

STATE = """() => ({
    busy: document.getElementById("content").getAttribute("aria-busy"),
    search: location.search,
    path: location.pathname,
    filter: document.querySelector("form.filters [name=plan]")?.value,
    figures: [...document.querySelectorAll(".exhibit h2")].map((h) => h.textContent).find((text) => /五”/.test(text)),
    heading: document.querySelector("h1").textContent,
    here: document.querySelector(".menu-link.here")?.textContent,
    releases: [...new Set(document.querySelector(".site").textContent.match(/第\\d+版/g))],
})"""


def is_true(state):
    """Whether what a page says of itself is what it shows."""
    plan = "十三五" if "plan=13fyp" in state["search"] else "十四五"
    return (
        state["filter"] == ("13fyp" if plan == "十三五" else "14fyp")
        and plan in state["figures"]
        and {"/goals": "目标进度", "/": "总览"}[state["path"]] == state["heading"] == state["here"]
        and len(state["releases"]) == 1
    )


def settled(page):
    """What a page says and shows, once it waits for nothing."""
    page.locator("#content:not([aria-busy=true])").wait_for(timeout=15_000)
    return page.evaluate(STATE)


FAILURES = {
    "abort": lambda route: route.abort(),
    "offline": lambda route: route.abort("internetdisconnected"),
    "500": lambda route: route.fulfill(status=500, body="broken"),
    "502": lambda route: route.fulfill(status=502, content_type="text/html", body="<h1>Bad Gateway</h1>"),
}


@contextmanager
def failing(page, address, how):
    """Let what is asked of an address fail, in one way, as long as this lasts."""
    page.route(address, FAILURES[how])
    yield
    page.unroute(address)
    page.wait_for_timeout(100)
    page.troubles.clear()  # it was made to fail


@pytest.mark.parametrize("how", FAILURES)
def test_a_filter_that_gets_no_answer_goes_back_to_what_is_shown(page_at, how):
    page = page_at()
    page.goto("/goals")
    with failing(page, "**/goals?plan=13fyp", how):
        page.get_by_label("规划", exact=True).select_option("13fyp")
        page.locator("#strip").wait_for()
        state = settled(page)
    assert is_true(state)
    assert state["search"] == ""
    words = page.inner_text("#strip")
    assert "页面仍是原来的内容" in words
    assert how not in {"500", "502"} or how in words
    page.click("#strip >> text=重试")
    page.wait_for_url("**/goals?plan=13fyp")
    state = settled(page)
    assert is_true(state)
    assert page.locator("#strip").is_hidden()


def test_the_old_figures_are_dimmed_as_soon_as_others_are_asked_for(page_at):
    page = page_at()
    page.goto("/goals")
    waiting = []
    page.route("**/goals?plan=13fyp", lambda route: waiting.append(route))  # noqa: PLW0108 - playwright looks into it
    page.get_by_label("规划", exact=True).select_option("13fyp")
    page.locator("#content[aria-busy=true]").wait_for()
    page.wait_for_timeout(200)  # it takes an eighth of a second
    assert float(page.evaluate("getComputedStyle(document.getElementById('content')).opacity")) < 0.6
    assert page.evaluate("location.search") == ""  # it names what is shown
    waiting[0].continue_()
    page.wait_for_url("**/goals?plan=13fyp")
    assert is_true(settled(page))


def test_after_ten_seconds_without_an_answer_a_strip_says_so(page_at):
    page = page_at()
    page.clock.install()
    page.goto("/goals")
    page.route("**/goals?plan=13fyp", lambda route: None)  # never answered
    page.get_by_label("规划", exact=True).select_option("13fyp")
    page.clock.run_for(9_000)
    assert page.locator("#strip").is_hidden()
    page.clock.run_for(2_000)
    page.locator("#strip", has_text="等了 10 秒").wait_for()
    assert is_true(settled(page))
    page.troubles.clear()


def test_of_two_choices_the_later_one_is_shown(page_at):
    page = page_at()
    page.goto("/goals")
    waiting = []
    page.route("**/goals?plan=13fyp", lambda route: waiting.append(route))  # noqa: PLW0108 - playwright looks into it
    page.get_by_label("规划", exact=True).select_option("13fyp")
    page.locator("#content[aria-busy=true]").wait_for()
    page.get_by_label("数据截至", exact=True).select_option("2024")
    page.wait_for_url("**on=2024*")
    assert is_true(settled(page))


def session(page):
    """A reader's way: pages, filters, a chart, back; after each step the page must be true. Gives each request."""
    page.goto("/")
    yield
    page.get_by_label("规划", exact=True).select_option("13fyp")
    yield
    page.click("nav >> text=目标进度")
    yield
    page.get_by_label("规划", exact=True).select_option(
        index=1 if page.get_by_label("规划", exact=True).input_value() == "13fyp" else 0
    )
    yield
    page.go_back()
    yield


def _requests(page_at):
    page = page_at()
    asked = []
    page.on("request", lambda request: asked.append(re.sub(r"^https?://[^/]+", "", request.url)))
    for _ in session(page):
        settled(page)
    page.wait_for_load_state("networkidle")
    return list(dict.fromkeys(address for address in asked if address.startswith("/")))


def test_each_request_of_a_session_may_fail_and_the_page_stays_true(page_at):
    for address in _requests(page_at):
        if address == "/":
            continue  # the first answer itself: the browser says that it did not come
        page = page_at()
        with failing(page, lambda url, failed=address: url.endswith(failed), "abort"):
            for _ in session(page):
                if page.evaluate("document.documentElement.classList.contains('scripted')"):
                    assert is_true(settled(page)), (address, settled(page))
                else:  # page.js or what it stands on did not come: the form is sent by its button
                    page.get_by_role("button", name="查看").wait_for()
                    break


SEEN = """() => {
    const place = location.pathname + location.search;
    const figures = (exhibit) => {
        const copy = exhibit.cloneNode(true);
        copy.querySelectorAll("details > :not(summary)").forEach((part) => part.remove());
        return copy.textContent;
    };
    const of = (selector) => [...document.querySelectorAll(selector)];
    const search = document.querySelector("#finding[open] input");
    const dialog = document.querySelector("#handing-out[open]");
    return [
        ...of("#content .exhibit[id]").map((one) => [`${place} #${one.id}`, figures(one)]),
        ...of(".as-table[open] table").map((one) => [`${place} table`, one.textContent]),
        ...of(".lit[open] > div.method-card").map((one) => [`${place} card`, one.textContent]),
        ...(search ? [[`found for ${search.value}`, document.getElementById("found").textContent]] : []),
        ...(dialog ? [...dialog.querySelectorAll(".row.text p, .title")].filter((one) => one.checkVisibility())
            .map((one) => [`${one.className} taken from ${dialog.dataset.of}`, one.textContent]) : []),
    ];
}"""
# Something that is open waits for what is behind it even before it has asked: its event comes a moment after the click.
NOTHING_WAITS = """() => !document.querySelector("[aria-busy=true], #handing-out.busy")
    && !document.querySelector("details[open] > a.part:not([role=alert])")
    && (!document.querySelector("#finding[open]")
        || document.getElementById("found").dataset.words === document.querySelector("#finding input").value)"""
# What is fetched before anybody asks may fail in silence, and would then come at once when it is asked for.
LOOKS_NOT_AHEAD = "Object.defineProperty(navigator.connection, 'saveData', { get: () => true })"
SORRY = "#strip:not([hidden]), .part[role=alert], #finding[open] [role=status], #handing-out[open] .answer:not(:empty)"


def opening(page):
    """A reader opens what is behind figures, chooses another plan and does so again.

    Gives pairs: what the reader does, and how the same is tried again.
    """
    yield from behind_figures(page)
    choice = page.get_by_label("规划", exact=True)
    yield lambda: choice.select_option("13fyp"), lambda: page.click("#strip >> text=重试")
    page.wait_for_url("**plan=13fyp")
    yield from behind_figures(page)


def behind_figures(page):
    """A table, a card, two searches one after the other, two exhibits that are taken away."""
    table, light = page.locator("#ways .as-table"), page.locator("#ways .lit").first
    yield lambda: table.locator("summary").click(), lambda: table.locator("[role=alert]").click()
    yield lambda: light.locator("summary").press("Enter"), lambda: light.locator("[role=alert]").click()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    for words in ("yanfa", "gxqy"):
        yield lambda words=words: page.fill("#finding input", words), lambda words=words: type_anew(page, words)
    page.keyboard.press("Escape")
    for opener in page.locator("a.hand-out").all()[:2]:
        yield (lambda opener=opener: take_away(page, opener),) * 2
    page.keyboard.press("Escape")


def type_anew(page, words):
    """Clear the field of the search, and type the same words into it."""
    page.fill("#finding input", "")
    page.fill("#finding input", words)


def take_away(page, opener):
    """Open the dialog by which an exhibit is taken away, and note on it which one it was opened for."""
    page.keyboard.press("Escape")
    page.evaluate("of => { document.getElementById('handing-out').dataset.of = of; }", opener.get_attribute("href"))
    opener.click()


def seen(page):
    """What stands under which name, once the page waits for nothing."""
    page.wait_for_function(NOTHING_WAITS)
    return dict(page.evaluate(SEEN))


@contextmanager
def failing_once(page, how):
    """Let each address that a page asks for fail the first time, and be answered from then on. Gives those that did."""
    failed = []

    def answer(route):
        if route.request.url in failed:
            route.fallback()
        else:
            failed.append(route.request.url)
            FAILURES[how](route)

    for address in ("**/part/**", "**/_find*", "**/export/**", "**/goals?*"):
        page.route(address, answer)
    yield failed
    page.unroute_all()
    page.troubles.clear()  # it was made to fail


@pytest.mark.parametrize("how", ["offline", "502"])
def test_each_thing_that_is_opened_may_fail_and_nothing_stands_under_another_name(page_at, how):
    """What stands under a name is what an undisturbed session shows under it, or a sentence says that nothing came."""
    page, known = page_at(), {}
    page.goto("/goals")
    for act, _ in opening(page):
        act()
        known |= seen(page)
    page = page_at()
    page.add_init_script(LOOKS_NOT_AHEAD)
    page.goto("/goals")
    with failing_once(page, how) as failed:
        for act, again in opening(page):
            before = len(failed)
            act()
            state = seen(page)
            assert len(failed) == before or page.locator(SORRY).count()
            assert {name: text for name, text in state.items() if text and known[name] != text} == {}
            again()
            assert {name: text for name, text in seen(page).items() if known[name] != text} == {}
    assert len(failed) == 11  # 4 of either plan, 2 searches, the plan itself


def test_without_scripts_a_page_is_read_and_filtered(page_at):
    page = page_at(java_script_enabled=False)
    page.goto("/goals")
    page.get_by_label("规划", exact=True).select_option("13fyp")
    page.click("text=查看")
    assert "plan=13fyp" in page.url
    assert "十三五" in page.inner_text("#ways h2")


def test_a_chart_whose_script_fails_says_so_and_is_drawn_on_demand(page_at):
    page = page_at()
    with failing(page, "**/*plotly*", "abort"):
        page.goto("/indicators/rd-intensity")
        page.locator("#series .plot", has_text="没有加载成功").wait_for()
    page.click("#series .plot button")
    page.locator("#series .main-svg .points").first.wait_for(state="attached")


def test_a_session_that_is_over_is_said_in_place(page_at):
    page = page_at()
    page.goto("/")
    page.route("**/_release", lambda route: route.fulfill(status=401, json={"error": "请先登录"}))
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.locator("#strip", has_text="登录已过期").wait_for()
    assert page.get_attribute("#strip a", "href").startswith("/sign-in?next=%2F")
    page.troubles.clear()


def test_a_newer_release_is_announced_and_the_page_stays_one_release(page_at):
    page = page_at()
    page.goto("/goals")
    page.route("**/_release", lambda route: route.fulfill(json={"release": 2, "who": ""}))
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.locator("#strip", has_text="新版次已发布").wait_for()
    assert is_true(settled(page))
    page.get_by_label("规划", exact=True).select_option("13fyp")
    page.wait_for_url("**/goals?plan=13fyp")
    assert is_true(settled(page))
    with page.expect_navigation():
        page.click("#strip >> text=刷新")


def test_a_page_of_dashs_stands_once_and_is_alive_when_dash_has_come(page_at):
    page = page_at()
    page.goto("/report")
    page.locator("#dash main").wait_for()
    assert page.locator("main").count() == 1
    assert page.locator("#report-ready").is_visible()
