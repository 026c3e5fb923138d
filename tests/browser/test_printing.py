"""What a browser prints of a page: sheets of A4 that can be read, and that say on each whose figures they are."""

import json
import re
import subprocess
import unicodedata

import pytest
from lxml import etree

from tests.browser.conftest import watched

PATHS = (
    "/",
    "/goals",
    "/regions",
    "/regions/jintan",
    "/indicators/gdp",
    "/indicators",
    "/industries",
    "/parks",
    "/sources",
    "/report",
)
PER_POINT, SMALLEST, A4 = 3, 7.5, (595, 842)
"""How many units of the reading are a point (rounded to whole ones), the smallest letter, and the sheet, in points."""
FOOT, FEWEST_LINES, MARGIN = 2, 4, 51
A_LINE = 12


@pytest.fixture(scope="module")
def printed(browser, site, tmp_path_factory):
    """Print a page once in a language and return its sheets: (width, height, {size of letter: words}, lines)."""
    done = {}

    def sheets(path, lang="zh"):
        if (path, lang) not in done:
            file = tmp_path_factory.mktemp("printed") / "page.pdf"
            with watched(browser, site, 1440, {"locale": lang}) as page:
                page.goto(path)
                for place in page.locator(".plot[data-figure]").all():
                    place.locator(".main-svg").first.wait_for()
                page.pdf(path=file, prefer_css_page_size=True)
            done[path, lang] = _read(file)
        return done[path, lang]

    return sheets


def _read(file):
    command = ["pdftohtml", "-xml", "-i", "-zoom", str(PER_POINT), "-stdout", str(file)]
    document = etree.fromstring(
        subprocess.run(command, capture_output=True, check=True).stdout, etree.XMLParser(recover=True)
    )
    sizes = {font.get("id"): int(font.get("size")) for font in document.iter("fontspec")}
    return [
        {
            "sheet": tuple(round(int(sheet.get(side)) / PER_POINT) for side in ("width", "height")),
            "words": [("".join(text.itertext()), sizes[text.get("font")]) for text in sheet.iter("text")],
            "first": _first_line([*sheet.iter("text")]),
            "lowest": max(int(text.get("top")) for text in sheet.iter("text") if not _is_foot(text, sheet)) / PER_POINT,
            "right": max(int(text.get("left")) + int(text.get("width")) for text in sheet.iter("text")) / PER_POINT,
        }
        for sheet in document.iter("page")
    ]


def _first_line(texts):
    """Return the highest line; digits begin a little higher than the letters beside them."""
    highest = min(int(text.get("top")) for text in texts)
    line = [text for text in texts if int(text.get("top")) < highest + 4 * PER_POINT]
    return "".join("".join(text.itertext()) for text in sorted(line, key=lambda text: int(text.get("left"))))


def _is_foot(text, sheet):
    return int(text.get("top")) > int(sheet.get("height")) - MARGIN * PER_POINT


def _text(sheet):
    """Return the words of a sheet."""
    return _plain("".join(words for words, _ in sheet["words"]))


def _plain(text):
    """Return a text as characters of Unicode (a reader of PDF returns radicals), without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize("path", PATHS)
def test_no_letter_of_a_printed_page_is_smaller_than_a_reader_can_read(printed, path):
    small = [words for sheet in printed(path) for words, size in sheet["words"] if size < SMALLEST * PER_POINT - 0.5]
    assert small == []


@pytest.mark.parametrize("path", PATHS)
def test_a_printed_page_stands_on_a4_upright_or_on_its_side_and_nothing_is_cut(printed, path):
    for sheet in printed(path):
        assert sheet["sheet"] in {A4, A4[::-1]}
        assert sheet["right"] < sheet["sheet"][0]


@pytest.mark.parametrize("path", PATHS)
def test_each_sheet_names_release_day_and_the_address_of_the_same_figures_for_good(printed, path):
    for sheet in printed(path):
        text = _text(sheet)
        assert re.search(r"第\d+版", text)
        assert re.search(r"发布于\d{4}-\d{2}-\d{2}", text)
        assert re.search(rf"http://[\w.:]+{path}\?release=1", text) or path == "/report"


@pytest.mark.parametrize("path", PATHS)
def test_no_sheet_is_empty_and_none_holds_a_heading_alone(printed, path):
    for number, sheet in enumerate(printed(path), 1):
        assert len(sheet["words"]) - FOOT >= FEWEST_LINES, f"sheet {number} of {path}: {_text(sheet)}"


@pytest.mark.parametrize("path", PATHS)
def test_the_first_sheet_holds_more_than_what_a_page_opens_with(printed, path):
    """Where there are further sheets, the first is filled for more than a third: what follows may lie on its side."""
    first, *others = printed(path)
    assert not others or first["lowest"] > first["sheet"][1] / 3


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", ["/", "/goals", "/regions/jintan", "/industries"])
def test_the_key_to_the_verdicts_stands_whole_below_what_it_explains(printed, path, lang):
    *_, last = printed(path, lang)
    before, key, _ = _text(last).partition({"zh": "红绿灯图例", "en": "Keytotheverdicts"}[lang])
    assert key, f"the key begins on an earlier sheet, the last one holds {before}"
    assert len(before) > A_LINE


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_card_is_parted_between_two_sheets(printed, page_at, lang):
    """A further sheet of the overview begins with a card, an exhibit or the foot of one, never amid a card."""
    page = page_at(1440, locale=lang)
    page.goto("/")
    page.locator(".cards > * .unit").first.wait_for()
    places = ".cards > * > :first-child > :first-child, .exhibit h2, .exhibit > footer"
    beginnings = list(filter(None, map(_plain, page.locator(places).all_inner_texts())))
    for sheet in printed("/", lang)[1:]:
        first = _plain(sheet["first"])[:A_LINE]
        assert any(text.startswith(first) for text in beginnings), first


def test_a_wide_table_lies_on_its_side_and_the_sheets_without_one_stand(printed):
    assert printed("/regions")[0]["sheet"] == A4[::-1]
    assert {sheet["sheet"] for sheet in printed("/regions")} == {A4, A4[::-1]}
    assert {sheet["sheet"] for sheet in printed("/")} == {A4}


def test_a_quote_in_a_printed_table_is_wider_than_a_column_of_short_words(page_at):
    """The table of all figures of an indicator: its quotes are no ribbons, and no sheet is left to the end of one."""
    page = page_at(772)
    page.emulate_media(media="print")
    page.goto("/indicators/gdp")
    wide = page.evaluate(
        "[...document.querySelectorAll('tbody tr:has(td.long)')].map(row => [row.querySelector('td.long').offsetWidth,"
        " row.querySelector('td:not(.long)').offsetWidth])"
    )
    assert wide
    assert all(quote > 1.5 * short for quote, short in wide), wide


def test_paper_says_in_words_what_was_chosen_and_how_much_was_left_out(printed):
    text = "".join(_text(sheet) for sheet in printed("/goals"))
    assert "“十四五”规划" in text
    assert re.search(r"已印12项,共\d+项,其余", text)
    assert re.search(r"数据表\(\d+行\)未印", text)
    for of_the_screen in ("再看", "看数据表", "导出", "恢复默认"):
        assert of_the_screen not in text


def test_english_pages_are_printed_by_the_same_laws(printed):
    for path in ("/", "/goals", "/regions/jintan"):
        for sheet in printed(path, "en"):
            assert min(size for _, size in sheet["words"]) >= SMALLEST * PER_POINT - 0.5
            assert len(sheet["words"]) - FOOT >= FEWEST_LINES
    text = "".join(_text(sheet) for sheet in printed("/goals", "en"))
    assert re.search(r"12of\d+areprinted:seetheaddressinthefoot", text)


def test_charts_are_light_and_as_wide_as_the_sheet_on_paper_and_as_before_afterwards(page_at):
    page = page_at(1440, color_scheme="dark")
    page.goto("/indicators/gdp")
    chart = page.locator(".js-plotly-plot").first
    chart.locator(".main-svg").first.wait_for()
    page.wait_for_load_state("networkidle")
    look = (
        "() => { const svg = document.querySelector('.js-plotly-plot .main-svg');"
        " return [svg.clientWidth, getComputedStyle(svg.querySelector('text')).fill]; }"
    )
    before = page.evaluate(look)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    width, ink = page.evaluate(look)
    assert width <= page.evaluate("document.querySelector('.page').clientWidth") < before[0]
    assert ink != before[1]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    wanted = json.dumps(before, separators=(",", ":"))
    page.wait_for_function(f"wanted => JSON.stringify(({look})()) === wanted", arg=wanted)


def test_a_chart_that_fills_its_card_on_a_screen_is_whole_on_paper(page_at):
    page = page_at(1440)
    page.goto("/industries")
    charts = page.locator("[id^=parts-] .plot")
    for chart in charts.all():
        chart.locator(".main-svg").first.wait_for()
    higher = "all => all.map((one) => one.querySelector('.main-svg').clientHeight - one.clientHeight)"
    assert set(charts.evaluate_all(higher)) == {0}
    tall = charts.first.evaluate("one => one.clientHeight")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert charts.first.evaluate("one => one.clientHeight") < tall
    assert set(charts.evaluate_all(higher)) == {0}


UNDRAWN = "() => document.querySelectorAll('.plot[data-figure]:not(:has(.main-svg))').length"


def test_charts_that_the_screen_still_waits_for_are_drawn_on_paper(page_at):
    """Who prints before a chart came into sight gets it all the same: here the screen never gets to draw one."""
    page = page_at(1440)
    page.add_init_script("window.requestIdleCallback = () => 0")
    page.goto("/indicators/gdp")
    page.evaluate("() => window.site.plotly().then(() => null)")
    assert page.evaluate(UNDRAWN) == page.locator(".plot[data-figure]").count() > 0
    page.locator(".plot[data-figure]").first.evaluate(
        "(place) => { place.dataset.begun = 'yes'; }"
    )  # and waits its turn
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(UNDRAWN) == 0


def test_before_the_library_has_come_the_key_waits_for_it_and_the_menu_says_which_charts_are_missing(page_at):
    page = page_at(1440)
    page.add_init_script(
        "window.requestIdleCallback = () => 0;"
        " window.print = () => { dispatchEvent(new Event('beforeprint')); window.printed = true; }"
    )
    page.goto("/indicators/gdp")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    said = "(place) => getComputedStyle(place, '::after').content"
    assert "尚未画出" in page.locator(".plot[data-figure]").last.evaluate(said)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".plot[data-undrawn]").count() == 0
    page.keyboard.press("Control+p")
    page.wait_for_function("() => window.printed")
    assert page.evaluate(UNDRAWN) == 0
