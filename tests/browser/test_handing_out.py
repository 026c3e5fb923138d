"""What is copied out of the dialog: tables with their three rules, and anything also where a site has no clipboard."""

import io
import re

import docx
import pptx
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from tests.browser.test_axe import GRAVE
from tests.browser.test_export import taken

WITHOUT = "Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined })"
PLACE = """() => {
  const place = Object.assign(document.createElement("div"), { id: "paste", contentEditable: "true" });
  document.querySelector("#handing-out").append(place);
  place.focus();
}"""


def opened(page, path, exhibit):
    page.goto(path)
    page.locator(f"#{exhibit} a.hand-out").click()
    page.locator("#handing-out p.link", has_text="release=").wait_for()


def told(page, words):
    """Wait until the dialog says something."""
    page.locator("#handing-out .answer", has_text=words).wait_for()


def pasted(page):
    """Return what a document gets of the clipboard, as markup."""
    page.evaluate(PLACE)
    page.keyboard.press("Control+V")
    found = page.locator("#paste").inner_html()
    page.evaluate("document.querySelector('#paste').remove()")
    return found


@pytest.mark.parametrize("has_clipboard", [True, False])
def test_a_pasted_table_has_three_rules_and_numbers_at_the_right(page_at, has_clipboard):
    page = page_at(permissions=["clipboard-read", "clipboard-write"])
    if not has_clipboard:
        page.add_init_script(WITHOUT)
    opened(page, "/regions", "sum")
    page.locator("[data-do='copy-table']").click()
    told(page, "已复制表格")
    table = pasted(page)
    assert "border-top" in table
    assert "1.5pt" in table
    assert "0.75pt" in table
    assert re.search(r'<td style="[^"]*text-align: ?right[^"]*">1,086.4<', table)
    assert not re.search(r'<td style="[^"]*text-align: ?right[^"]*">2020年', table)
    assert "数据来源" in table


@pytest.mark.parametrize("width", [390, 1440])
def test_who_reads_english_is_given_english_sentences_first_and_names_that_lie_on_nothing(page_at, width):
    page = page_at(width, locale="en-GB")
    opened(page, "/goals", "ways")
    words = page.locator("#handing-out p.words").inner_text()
    assert re.match(r"[A-Z].* .*\. [A-Z]", words)
    assert not re.search(r"[\u4e00-\u9fff]", words)
    for row in page.locator("#handing-out .row").all():
        name = row.locator("> b").evaluate(
            "name => { const r = new Range(); r.selectNodeContents(name); return r.getBoundingClientRect().right; }"
        )
        assert name <= row.locator("> div").bounding_box()["x"]
    page.get_by_role("button", name="In Chinese").click()
    assert page.locator("#handing-out p.words").get_attribute("lang") == "zh"


def test_without_a_clipboard_pictures_and_words_are_copied_by_selection(page_at):
    """On an intranet over plain http browsers give no clipboard to scripts."""
    page = page_at(permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script(WITHOUT)
    opened(page, "/regions", "sum")
    for act, said, held in (
        ("copy-picture", "已复制图片", "<img"),
        ("copy-citation", "已复制", "[DB/OL]"),
        ("copy-link", "已复制", "/regions?release=1#sum"),
        ("copy-words", "已复制", "地区生产总值"),
    ):
        page.locator(f"[data-do='{act}']").click()
        told(page, said)
        assert held in pasted(page), act
        assert page.locator(".to-copy").count() == 0


@pytest.mark.parametrize("has_clipboard", [True, False])
def test_a_text_on_the_page_is_copied_by_its_button(page_at, has_clipboard):
    page = page_at(permissions=["clipboard-read", "clipboard-write"])
    if not has_clipboard:
        page.add_init_script(WITHOUT)
    page.goto("/")
    prose = page.locator(".prose").first
    text = "\n".join(prose.locator("p").all_text_contents())
    prose.locator(".copy").click()
    prose.locator(".copy", has_text="已复制").wait_for()
    page.evaluate(PLACE.replace('document.querySelector("#handing-out")', "document.body"))
    page.keyboard.press("Control+V")
    assert page.locator("#paste").inner_text().strip() == text
    assert page.locator(".to-copy").count() == 0


def test_where_copying_is_refused_the_text_stays_selected(page_at):
    page = page_at()
    page.add_init_script(f"{WITHOUT}; document.execCommand = () => false")
    opened(page, "/regions", "sum")
    page.locator("[data-do='copy-citation']").click()
    told(page, "Ctrl+C")
    assert "[DB/OL]" in page.evaluate("window.getSelection().toString()")


CHOSEN = {"caption": "none", "foot": "without", "ground": "transparent", "width": "80mm", "form": "both"}


def choices(page):
    return page.locator("[data-choice]").evaluate_all(
        "all => Object.fromEntries(all.map((one) => [one.dataset.choice, one.value]))"
    )


def test_what_is_chosen_is_kept_for_next_time_and_is_in_what_is_taken_away(page_at):
    """A picture of 80 mm at 300 dpi with no ground, a document with figure and table, slides: all 80 mm wide."""
    page = page_at(accept_downloads=True)
    opened(page, "/regions", "sum")
    assert choices(page) == {"caption": "above", "foot": "with", "ground": "white", "width": "", "form": "usual"}
    for name, value in CHOSEN.items():
        page.locator(f"[data-choice='{name}']").select_option(value)
    opened(page, "/regions", "compare-gdp-district")
    assert choices(page) == CHOSEN
    drawn = Image.open(io.BytesIO(taken(page, "png:screen")))
    assert drawn.width == pytest.approx(945, abs=1)
    assert drawn.getpixel((0, 0))[3] == 0
    written = docx.Document(io.BytesIO(taken(page, "docx")))
    assert [round(shape.width.mm) for shape in written.inline_shapes] == [80]
    assert len(written.tables) == 1
    slides = pptx.Presentation(io.BytesIO(taken(page, "file:pptx"))).slides
    assert {round(shape.width.mm) for slide in slides for shape in slide.shapes if shape.has_chart} == {80}


def test_where_nothing_may_be_kept_the_dialog_works_and_stays_as_it_was_chosen(page_at):
    page = page_at()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get: () => { throw new Error('no'); } })")
    opened(page, "/regions", "sum")
    page.locator("[data-choice='width']").select_option("120mm")
    page.locator("[data-do='close']").click()
    page.locator("#sum a.hand-out").click()
    page.locator("#handing-out p.link", has_text="release=").wait_for()
    assert choices(page)["width"] == "120mm"


@pytest.mark.parametrize(("language", "label"), [("zh-CN", "底色"), ("en-GB", "Background")])
def test_choices_are_named_chosen_by_key_and_stumbled_over_by_nobody(page_at, language, label):
    page = page_at(locale=language, bypass_csp=True)
    opened(page, "/regions", "sum")
    page.get_by_label(label).focus()
    page.keyboard.press("ArrowDown")
    assert choices(page)["ground"] == "transparent"
    found = Axe().run(page, context="#handing-out").response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found if rule["impact"] in GRAVE] == []


def test_the_dialog_opens_at_once_and_is_filled_when_the_answer_comes(page_at):
    page, waiting = page_at(), []
    page.goto("/regions")
    page.route("**/export/**", lambda route: waiting.append(route))  # noqa: PLW0108 - playwright looks into it
    page.locator("#sum a.hand-out").click()
    dialog = page.get_by_role("dialog", name=page.inner_text("#sum h2"))
    dialog.get_by_text("正在取…").wait_for()
    ways = dialog.locator("[data-do]:visible:not([data-do=close])")
    assert ways.count() > 8
    assert ways.evaluate_all("all => all.every((way) => way.disabled)")
    assert dialog.locator(".row.text:visible").count() == 0
    waiting[0].continue_()
    page.locator("#handing-out p.link", has_text="release=").wait_for()
    assert page.locator("#handing-out .answer").text_content() == ""
    assert dialog.locator("[data-do='copy-table']").is_enabled()
