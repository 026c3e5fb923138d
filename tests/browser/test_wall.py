"""A wall shows chosen exhibits one after the other, large, dark, without a menu, and no old release for long."""

WALL = "/wall?show=overview:tally,goals:ways,regions:map&every=20"


INSIDE = """exhibit => [...exhibit.querySelectorAll('.spark, .figure, .light')].every((part) => {
    const [own, room] = [part.getBoundingClientRect(), part.closest('.headline, .exhibit').getBoundingClientRect()];
    return own.left >= room.left && own.right <= room.right + 1;
})"""


def at(page, index):
    page.wait_for_function(f"() => document.getElementById('wall').dataset.at === '{index}'")


def test_a_wall_turns_by_itself_and_by_arrow_keys_and_pauses(page_at):
    page = page_at(1920)
    page.clock.install()
    page.goto(WALL)
    at(page, 0)
    page.clock.run_for(21_000)
    at(page, 1)
    page.keyboard.press("ArrowRight")
    at(page, 2)
    page.keyboard.press("ArrowRight")
    at(page, 0)
    page.keyboard.press("ArrowLeft")
    at(page, 2)
    page.keyboard.press("Space")
    page.clock.run_for(60_000)
    assert page.evaluate("document.getElementById('wall').dataset.at") == "2"


def test_a_wall_has_no_menu_is_dark_and_fills_the_screen_with_one_exhibit(page_at):
    page = page_at(1920)
    page.goto(WALL)
    at(page, 0)
    assert page.locator("nav, header.top").count() == 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 24, 31)"
    for index in range(3):
        page.keyboard.press("ArrowRight") if index else None
        at(page, index)
        seen = page.locator(".slide.here > .exhibit")
        box = seen.bounding_box()
        assert page.locator(".slide.here").count() == 1
        assert box["width"] > 900 or box["height"] > 900
        assert box["x"] + box["width"] <= 1920
        assert box["y"] + box["height"] <= 1080
        assert seen.evaluate(INSIDE)
    assert page.evaluate("[...document.querySelectorAll('.on-paper')].every((one) => !one.offsetHeight)")
    assert "2026年第1版" in page.locator(".release-name").inner_text()
    assert page.locator(".clock").inner_text()


def test_where_no_motion_is_wanted_only_keys_turn_a_wall(page_at):
    page = page_at(1440, reduced_motion="reduce")
    page.clock.install()
    page.goto(WALL)
    at(page, 0)
    page.clock.run_for(90_000)
    assert page.evaluate("document.getElementById('wall').dataset.at") == "0"
    page.keyboard.press("ArrowRight")
    at(page, 1)


def test_a_new_release_takes_the_place_of_the_old_one_without_a_new_start(page_at, site):
    page = page_at()
    page.clock.install()
    page.goto(WALL)
    at(page, 0)
    page.evaluate("window.started = true")
    later = (
        page.request.get(WALL)
        .text()
        .replace("2026年第1版", "2026年第2版")
        .replace('data-release="1"', 'data-release="2"')
    )
    page.route("**/_release", lambda route: route.fulfill(json={"release": 2, "who": ""}))
    page.route("**/wall*", lambda route: route.fulfill(body=later, content_type="text/html"))
    page.keyboard.press("ArrowRight")
    page.clock.run_for(61_000)
    page.locator(".release-name", has_text="第2版").wait_for()
    assert page.evaluate("window.started")
    assert page.evaluate("document.documentElement.dataset.release") == "2"


def test_a_wall_in_a_hand_is_laid_out_for_its_width_and_read_by_scrolling(page_at):
    page = page_at(390)
    page.goto(WALL)
    page.locator(".slide.here h2").wait_for()
    page.wait_for_function("document.querySelector('.slide.here > .exhibit').style.transform")
    lean, width = page.evaluate(
        "() => { const one = document.querySelector('.slide.here > .exhibit'), box = one.getBoundingClientRect();"
        " return [box.width / one.offsetWidth, box.width]; }"
    )
    assert round(lean, 2) == 1
    assert width <= 390
    assert page.evaluate("document.documentElement.scrollWidth") == 390
