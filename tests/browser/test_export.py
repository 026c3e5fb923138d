"""A writer at work: an exhibit taken away in every form, a link that brings it back, a report made and cancelled."""

from __future__ import annotations

import io
import os
import re
import subprocess
import zipfile
from html import unescape

import docx
import openpyxl
import pptx
import pytest
from defusedxml import ElementTree

from tests.browser.conftest import COMMAND, serving, watched
from tests.conftest import ROOT
from tests.dashboard.test_filing import FLIP, workbook
from tests.shipped import COUNT

NO_CHROME = "/nowhere/chromium"
SVG = "{http://www.w3.org/2000/svg}"
CLIPBOARD = ["clipboard-read", "clipboard-write"]
SIZES = {"screen": 1920, "print": 1843, "slide": 2560, "phone": 1170}


def taken(page, act):
    """Press a button of the dialog and return the file that it gives."""
    with page.expect_download() as given:
        page.locator(f"#handing-out [data-do='{act}']").click()
    with open(given.value.path(), "rb") as file:  # noqa: PTH123 - playwright's own path
        return file.read()


def opened(page, path, exhibit):
    page.goto(path)
    page.locator(f"#{exhibit} a.hand-out").click()
    page.locator("#handing-out p.link", has_text="release=").wait_for()


def told(page, words):
    page.locator("#handing-out .answer", has_text=words).wait_for()


def words_of(svg):
    return unescape("".join(re.findall(r"<text[^>]*>(.*?)</text>", svg.decode(), re.DOTALL))).replace(" ", "")


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """Serve on a machine that has no Chrome for the server."""
    with serving(tmp_path_factory.mktemp("bare"), BROWSER_PATH=NO_CHROME) as address:
        yield address


def test_pictures_need_no_chrome_on_the_server_and_no_other_host(browser, bare):
    with watched(browser, bare, 1440, {"accept_downloads": True}) as page:
        opened(page, "/goals", "ways")
        title = page.locator("#ways h2").inner_text()
        for size, pixels in SIZES.items():
            png = taken(page, f"png:{size}")
            assert int.from_bytes(png[16:20], "big") == pytest.approx(pixels, abs=1), size
            assert b"pHYs" in png[:80]
        above = taken(page, "svg:screen")
        page.locator("[data-choice='caption']").select_option("below")
        below = taken(page, "svg:screen")
    for svg in (above, below):
        root = ElementTree.fromstring(svg)
        heard = [root.findtext(f"{SVG}{part}") for part in ("title", "desc")]
        assert heard[0].startswith(title)
        assert "的目标" in heard[1]
        assert title.replace(" ", "") in words_of(svg)
        for part in ("相差0.08个百分点", "数据来源", "2026年第1版", "release=1#ways", "图例", "●完成"):
            assert part in words_of(svg), part
    assert f"图　{title}".replace(" ", "") in words_of(below)
    assert above != below


def test_the_clipboard_takes_picture_table_citation_and_link(browser, bare):
    context = {"accept_downloads": True, "permissions": CLIPBOARD}
    with watched(browser, bare, 1440, context) as page:
        opened(page, "/regions", "sum")
        page.locator("[data-do='copy-picture']").click()
        told(page, "已复制图片")
        kinds = "async () => (await navigator.clipboard.read()).flatMap((item) => item.types)"
        assert page.evaluate(kinds) == ["image/png"]
        page.locator("[data-do='copy-table']").click()
        told(page, "已复制表格")
        assert set(page.evaluate(kinds)) == {"text/plain", "text/html"}
        text = page.evaluate("navigator.clipboard.readText()")
        assert text.splitlines()[0] == "区域\t数值（亿元）\t占全市（%）\t来源"
        assert "合计\t7,862.4\t100.7" in text
        page.locator("[data-do='copy-citation']").click()
        told(page, "已复制")
        assert "[DB/OL]. 2026年第1版" in page.evaluate("navigator.clipboard.readText()")
        page.locator("[data-do='copy-link']").click()
        page.wait_for_timeout(300)
        assert page.evaluate("navigator.clipboard.readText()") == f"{bare}/regions?release=1#sum"


def test_files_hold_the_figure_with_no_chrome_on_the_server(browser, bare):
    with watched(browser, bare, 1440, {"accept_downloads": True}) as page:
        opened(page, "/regions", "compare-gdp-district")
        book = openpyxl.load_workbook(io.BytesIO(taken(page, "file:xlsx")))
        values = {row[3].value for row in book.worksheets[0].iter_rows(min_row=5, max_row=10)}
        assert {2239.6, 2118.7, 1557.2, 1302.9, 983.3, 942.3} <= values
        assert "2,239.6" in taken(page, "file:csv").decode("utf-8-sig")
        with zipfile.ZipFile(io.BytesIO(taken(page, "file:zip"))) as archive:
            assert archive.namelist() == ["原始数据.csv", "列说明.txt"]
            assert "2239.58" in archive.read("原始数据.csv").decode("utf-8-sig")
        written = docx.Document(io.BytesIO(taken(page, "docx")))
        assert len(written.inline_shapes) == 1
        assert round(written.inline_shapes[0].width.mm) == 156
        slides = pptx.Presentation(io.BytesIO(taken(page, "file:pptx"))).slides
        charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
        drawn = {round(value, 1) for value in charts[0].plots[0].series[0].values}
        assert {2239.6, 2118.7, 1557.2, 1302.9, 983.3, 942.3} <= drawn


def test_a_link_brings_the_old_figure_back_after_a_publish_byte_for_byte(browser, tmp_path):
    surroundings = {**os.environ, "INNOVATION_STATE": str(tmp_path)}

    def command(*words):
        subprocess.run([COMMAND, *words], cwd=ROOT, env=surroundings, check=True, capture_output=True, text=True)

    command("accounts", "--add", "wang", "--role", "reporter", "--role", "reviewer")
    path = "/indicators/hitech-firms"
    with serving(tmp_path) as address, watched(browser, address, 1440, {"accept_downloads": True}) as page:
        opened(page, path, "series")
        link = page.inner_text("#handing-out p.link")
        before = taken(page, "svg:screen")
        assert COUNT in words_of(before)
        file = tmp_path / "flip.xlsx"
        file.write_bytes(workbook(FLIP))
        command("publish", str(file), "--by", "wang", "--reason", "年报", "--explain", "核实")

        opened(page, link, "series")
        assert "您看到的是 2026年第1版" in page.inner_text(".banner")
        assert taken(page, "svg:screen") == before
        assert page.inner_text("#handing-out p.link") == link

        opened(page, path, "series")
        assert page.locator(".banner").count() == 0
        after = taken(page, "svg:screen")
        assert "7,200" in words_of(after)
        assert "release=2#series" in words_of(after)


def test_a_report_is_put_together_previewed_made_and_cancelled(browser, site):
    with watched(browser, site, 1440, {"accept_downloads": True}) as page:
        page.goto("/report")
        page.locator("#report-ready").select_option(label="晾晒表")
        page.locator("#report-rows li", has_text="/regions").wait_for()
        page.locator("#report-words").fill("以下各表由看板生成。")
        page.locator("#report-add-text").click()
        page.locator("#report-rows li", has_text="以下各表").get_by_label("上移").click()
        page.locator("#report-rows li").first.get_by_text("以下各表").wait_for()
        with page.expect_download() as kept:
            page.locator("#report-keep").click()
        with open(kept.value.path(), encoding="utf-8") as file:  # noqa: PTH123 - playwright's own path
            assert "- page: /regions" in file.read()

        page.locator("#report-look").click()
        page.locator("#report-preview img").first.wait_for()
        assert "以下各表由看板生成。" in page.inner_text("#report-preview")

        page.locator("#report-make").click()
        page.locator("#report-done", has_text="张图").wait_for()
        page.locator("#report-stop").click()
        page.locator("#report-make:enabled").wait_for()
        assert page.locator("#report-done a").count() == 0

        page.locator("#report-file").select_option(label="图片包")
        page.locator("#report-make").click()
        page.locator("#report-done a").wait_for(timeout=300_000)  # a pack comes after the other tests
        with page.expect_download() as made:
            page.locator("#report-done a").click()
        with zipfile.ZipFile(made.value.path()) as archive:
            assert any("晾晒表" in name and name.endswith(".png") for name in archive.namelist())
