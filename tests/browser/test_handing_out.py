"""What is copied out of the dialog: tables with their three rules, and anything also where a site has no clipboard."""

import re

import pytest

WITHOUT = "Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined })"
PLACE = """() => {
  const place = Object.assign(document.createElement("div"), { id: "paste", contentEditable: "true" });
  document.querySelector("#handing-out").append(place);
  place.focus();
}"""


def opened(page, path, exhibit):
    page.goto(path)
    page.locator(f"#{exhibit} a.hand-out").click()
    page.locator("#handing-out p.citation", has_text="[DB/OL]").wait_for()


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


def test_where_copying_is_refused_the_text_stays_selected(page_at):
    page = page_at()
    page.add_init_script(f"{WITHOUT}; document.execCommand = () => false")
    opened(page, "/regions", "sum")
    page.locator("[data-do='copy-citation']").click()
    told(page, "Ctrl+C")
    assert "[DB/OL]" in page.evaluate("window.getSelection().toString()")


def test_how_a_picture_is_captioned_is_kept_for_next_time(page_at):
    page = page_at()
    opened(page, "/regions", "sum")
    page.locator("[data-do='caption:none']").click()
    opened(page, "/goals", "ways")
    assert page.locator("[data-do='caption:none']").get_attribute("aria-pressed") == "true"
