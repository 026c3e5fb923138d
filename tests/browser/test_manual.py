"""The pictures of the manual are of the pages as they are: `make manual` takes them, and this test says when it must.

A picture is out of date where it looks otherwise than its page, or where words that stand in it are gone from there.
"""

import io
import json
import os

import pytest
from PIL import Image, ImageChops

from dashboard.kit.helping import HEIGHT, WIDTH
from tests.browser.test_journey import OPEN, address
from tests.conftest import ROOT

FOLDER = ROOT / "dashboard" / "assets" / "manual"
WORDS = FOLDER / "words.json"
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
THUMBNAIL = (110, 70)
MOST_APART, FEWEST_ALIKE, LARGEST = 6, 0.8, 60_000  # of 255 on average; of the words; bytes
SEEN = """(height) => [...document.querySelectorAll("h1, h2, .menu-link, form.filters label")]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().bottom < height)
    .map((one) => one.textContent.trim())"""


def taken(page, path):
    """A picture of the top of a page, and the words by which a reader finds their way in it."""
    page.goto(path)
    page.wait_for_load_state("networkidle")
    for plot in page.locator(".plot[data-figure]").all():
        plot.locator(".main-svg").first.wait_for()
    page.evaluate("document.fonts.ready")
    shot = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    return shot, page.evaluate(SEEN, HEIGHT)


def apart(one, other):
    """How far two pictures are from one another on average, seen from afar."""
    small = [picture.convert("L").resize(THUMBNAIL, Image.Resampling.BOX) for picture in (one, other)]
    levels = ImageChops.difference(*small).histogram()
    return sum(level * count for level, count in enumerate(levels)) / (THUMBNAIL[0] * THUMBNAIL[1])


@pytest.mark.parametrize("language", LOCALES)
def test_each_page_has_its_picture_in_the_manual_as_it_looks_now(browser, site, language):
    known = json.loads(WORDS.read_text(encoding="utf-8")) if WORDS.exists() else {}
    old = {}
    with browser.new_context(
        base_url=site, viewport={"width": WIDTH, "height": HEIGHT}, locale=LOCALES[language]
    ) as session:
        page = session.new_page()
        for one in OPEN:
            name = f"{one.name}-{language}"
            shot, words = taken(page, address(one))
            path = FOLDER / f"{name}.webp"
            if os.environ.get("MANUAL") == "write":
                FOLDER.mkdir(exist_ok=True)
                shot.save(path, quality=50, method=6)
                known[name] = words
                continue
            if not path.exists():
                old[name] = "has no picture"
                continue
            with Image.open(path) as picture:
                distance, size = apart(shot, picture), picture.size
            alike = len({*words} & {*known[name]}) / len({*words} | {*known[name]})
            if distance > MOST_APART or alike < FEWEST_ALIKE or size != (WIDTH, HEIGHT):
                old[name] = (round(distance, 1), round(alike, 2))
    if os.environ.get("MANUAL") == "write":
        text = json.dumps(dict(sorted(known.items())), ensure_ascii=False, indent=1)
        WORDS.write_text(f"{text}\n", encoding="utf-8")
    assert old == {}, "run `make manual` and commit its pictures"


def test_a_picture_of_another_page_is_out_of_date():
    """The rule itself: pictures of two pages are farther apart than one may be from its page."""
    first, *others = [Image.open(FOLDER / f"{one.name}-zh.webp") for one in OPEN]
    assert all(apart(first, other) > MOST_APART for other in others)
    assert apart(first, first) == 0


@pytest.mark.parametrize("language", LOCALES)
def test_the_manual_shows_the_pictures_in_the_language_of_who_reads(page_at, language):
    page = page_at(390, locale=LOCALES[language])
    page.goto("/help")
    pictures = page.locator("img.look")
    assert pictures.count() == len(OPEN)
    for one in pictures.all():
        one.scroll_into_view_if_needed()
        page.wait_for_function("one => one.complete && one.naturalWidth > 0", arg=one.element_handle())
        assert f"-{language}.webp" in one.get_attribute("src")
        assert one.bounding_box()["width"] <= 390
    assert all((FOLDER / f"{page.name}-{language}.webp").stat().st_size < LARGEST for page in OPEN)
