"""A clerk at work, in a real browser against the real server: from the template to a release, and back again."""

from __future__ import annotations

import os
import re
import subprocess

import pytest
from openpyxl import load_workbook

from dashboard.pages import PAGES
from dashboard.web.waiting import Line
from tests.browser.conftest import COMMAND, serving, watched
from tests.conftest import ROOT
from tests.dashboard.test_pages import NAMES
from tests.workbook.corpus.case import sheet

PASSWORD = "a long enough password"  # noqa: S105 - of an account that lives as long as the test
PLACE = "常州市"
ALTERED = {  # five values of the shipped city, and what the clerk writes instead
    ("高新技术企业数", PLACE, 2025): 7300,
    ("地区生产总值", PLACE, 2024): 10850,
    ("地区生产总值", PLACE, 2023): 10120,
    ("高新技术企业数", PLACE, 2024): 5450,
    ("地区生产总值", "溧阳市", 2023): 1560,
}
ADDED = ("地区生产总值", PLACE, 2026, 12000)
SEVEN = {  # the nine months of each district, and their growth
    "溧阳市": (1290.3, 6.1),
    "金坛区": (1054.2, 5.9),
    "武进区*": (1810.6, 5.7),
    "新北区": (1702.8, 6.3),
    "天宁区": (768.1, 5.2),
    "钟楼区": (706.4, 5.5),
    "常州经开区": (980, 5.6),
}
SHOWN = [page.path.replace("<name>", NAMES.get(page.name, "")) for page in PAGES if not page.office]


@pytest.fixture
def office(tmp_path):
    """Serve a dashboard with an account that holds both roles; give its address and the one-time password."""
    surroundings = {**os.environ, "INNOVATION_STATE": str(tmp_path)}
    add = [COMMAND, "accounts", "--add", "wang", "--role", "reporter", "--role", "reviewer"]
    done = subprocess.run(add, cwd=ROOT, env=surroundings, check=True, capture_output=True, text=True)
    with serving(tmp_path) as address:
        yield address, done.stdout.split()[-1]


def test_a_clerk_changes_five_values_and_adds_a_year_publishes_and_takes_it_back(browser, office, tmp_path):
    address, password = office
    with watched(browser, address, 1440, {"accept_downloads": True}) as page:
        sign_in(page, password)  # first: who may remind sees the way to what is owed
        before = {path: shown(page, path) for path in SHOWN}
        page.goto("/data")
        template, wrong, repaired = (tmp_path / f"{name}.xlsx" for name in ("template", "wrong", "repaired"))
        download(page, "#template button", template)
        fill_in(template, wrong)

        upload(page, wrong)
        assert "须改正 1 处" in page.inner_text("#problems h2")
        assert page.locator("#act button").count() == 0
        returned = tmp_path / "returned.xlsx"
        download(page, "text=下载标注好的文件", returned)
        repair(returned, repaired)

        upload(page, repaired)
        assert "须改正 0 处" in page.inner_text("#problems h2")
        assert "新增 1，修改 5" in page.inner_text("#values h2")
        page.emulate_media(media="print")
        assert page.locator("#problems").is_visible()
        assert not page.locator("#act").is_visible()  # a heading with nothing to fill in below it
        page.emulate_media(media="screen")
        assert "未完成" in page.inner_text("#flips")
        assert "完成" in page.inner_text("#flips")
        assert page.locator("#series .js-plotly-plot").count() >= 2
        for field in page.locator("#act textarea").all():
            field.fill("年报核定")
        page.click("text=发布为新版次")
        page.wait_for_url("**/releases?to=2")
        page.wait_for_selector("#values")

        assert "7,300" in shown(page, "/")
        assert "12,000" in shown(page, "/indicators/gdp")
        assert "年报核定" in page.inner_text("#corrections")
        assert "7,300" in shown(page, "/goals")
        assert all(shown(page, f"{path}?release=1") == before[path] for path in SHOWN)
        assert "不随新版次改变" in page.inner_text(".banner")

        page.goto("/releases?to=1")
        page.fill("#restore textarea", "演示后恢复")
        page.click("#restore button")
        page.wait_for_url("**/releases?to=3")
        page.wait_for_selector("#page-releases")
        assert "演示后恢复" in page.inner_text("#releases")
        for path in SHOWN:
            assert shown(page, path) == before[path], path


def test_a_file_that_is_no_workbook_is_told_in_place_and_a_wrong_sign_in_too(browser, office, tmp_path):
    address, password = office
    with watched(browser, address, 390, {}) as page:
        page.goto("/sign-in")
        page.fill("[name=name]", "wang")
        page.fill("[name=password]", "wrong")
        page.click("main button")
        assert "帐号或密码不对" in page.inner_text(".said")
        page.troubles.remove(f"answered 403: {address}/sign-in")
        sign_in(page, password)
        picture = tmp_path / "figures.xlsx"
        picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 100)
        with Line(tmp_path / "changzhou").place():  # another file is being read
            page.goto("/data")
            with page.expect_file_chooser() as chooser:
                page.click(".drop")
            chooser.value.set_files(picture)
            page.wait_for_selector(".drop .answer:has-text('前面还有 1 份，轮到时自动读取')")
        page.wait_for_url("**/data/uploads/*", timeout=60_000)
        page.wait_for_selector("#page-upload #problems")
        assert "这是图片" in page.inner_text("#problems")
        assert "请按上面所列改正" in page.inner_text("#act")
        for path in ("/data/uploads/1", "/data", "/due", "/releases", "/log"):
            page.goto(path)
            page.wait_for_selector("main.page .exhibit")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_the_usual_table_asks_one_question_is_published_right_and_is_known_the_second_time(
    browser, office, tmp_path, dataset
):
    """Absolute figures beside growth: a title, a line of units, 其中, a starred name, footnotes."""
    address, password = office
    first, again = tmp_path / "first.xlsx", tmp_path / "again.xlsx"
    first.write_bytes(of_nine_months(8312.4, 0))
    again.write_bytes(of_nine_months(8313.1, 0.1))  # another edition of the same layout
    with watched(browser, address, 1440, {}) as page:
        sign_in(page, password)
        upload(page, first)
        assert "请回答 1 个问题" in page.inner_text("#questions h2")
        page.select_option("#questions select", "wujin")
        page.click("#questions button")
        page.wait_for_url("**/data/uploads/2")
        page.wait_for_selector("#values")
        assert page.locator("#questions").count() == 0
        for field in page.locator("#act textarea").all():
            field.fill("月报")
        page.click("text=发布为新版次")
        page.wait_for_url("**/releases?to=2")
        assert nine_months(page, address, "gdp", dataset.city) == {8312.4, *(value for value, _ in SEVEN.values())}
        assert nine_months(page, address, "gdp-growth", dataset.city) == {
            5.6,
            *(growth for _, growth in SEVEN.values()),
        }

        upload(page, again)
        assert page.locator("#questions").count() == 0
        assert "修改 8" in page.inner_text("#values h2")


def of_nine_months(whole, more):
    rows = [(name, round(value + more, 1), growth) for name, (value, growth) in SEVEN.items()]
    return sheet(
        ("2025年1—9月各辖市区地区生产总值",),
        ("单位：亿元、%",),
        ("地区", "绝对值", "同比增长"),
        ("全市", whole, 5.6),
        (f"其中：{rows[0][0]}", *rows[0][1:]),
        *((f"\u3000{name}", *rest) for name, *rest in rows[1:]),
        ("注：*武进区不含常州经开区。",),
        ("数据来源：市统计局。",),
        title="Sheet1",
    )


def nine_months(page, address, indicator, city):
    """The nine months of the city and its districts; of other cities some are known already."""
    answer = page.request.get(f"{address}/api/v1/observations?indicator={indicator}&period=2025-01..09")
    return {float(row["value"]) for row in answer.json()["rows"] if row["region"] in {city.region, *city.districts}}


def sign_in(page, password):
    page.goto("/sign-in?next=/data")
    page.fill("[name=name]", "wang")
    page.fill("[name=password]", password)
    page.click("main button")
    page.wait_for_url("**/password*")
    page.fill("[name=password]", password)
    page.fill("[name=new]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    page.click("main button")
    page.wait_for_url("**/data")


def shown(page, path):
    """The words of a page as a reader sees them: without its bar, the names of releases, and what was corrected."""
    page.goto(path)
    page.wait_for_selector("main.page .exhibit")
    for plot in page.locator(".plot").all():
        plot.locator(".main-svg").first.wait_for(state="attached")
    page.eval_on_selector_all(".exhibit .corrected", "notes => notes.forEach((note) => note.remove())")
    texts = page.locator("main.page .exhibit:not(#corrections)").all_inner_texts()
    return re.sub(r"2026年第\d+版", "", "\n".join(texts))


def download(page, button, path):
    with page.expect_download() as started:
        page.click(button)
    started.value.save_as(path)


def upload(page, path):
    page.goto("/data")
    with page.expect_file_chooser() as chooser:
        page.click(".drop")
    chooser.value.set_files(path)
    page.wait_for_url("**/data/uploads/*", timeout=60_000)
    page.wait_for_selector("#page-upload #problems")


def columns(sheet):
    return {cell.value: cell.column for cell in sheet[1]}


def fill_in(template, path):
    """Change five values, add a year, and get one cell wrong."""
    book = load_workbook(template)
    sheet = book["观测值"]
    at = columns(sheet)
    found = set()
    for row in range(2, sheet.max_row + 1):
        key = tuple(sheet.cell(row, at[name]).value for name in ("指标", "区域", "时期"))
        if key in ALTERED and sheet.cell(row, at["采用"]).value == "采用":
            sheet.cell(row, at["数值"]).value = ALTERED[key]
            found.add(key)
    assert found == set(ALTERED)
    last = max(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, at["指标"]).value) + 1
    for name, value in zip(("指标", "区域", "时期", "数值"), (*ADDED[:3], "一万二"), strict=True):
        sheet.cell(last, at[name]).value = value
    book.save(path)


def repair(returned, path):
    """Put the wrong cell right in the file that came back, at the place that its list of problems names."""
    book = load_workbook(returned)
    assert book.sheetnames[0] == "问题清单"
    sheet = book["观测值"]
    at = columns(sheet)
    wrong = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, at["数值"]).value == "一万二"]
    assert len(wrong) == 1
    assert "一个数" in sheet.cell(wrong[0], at["数值"]).comment.text
    sheet.cell(wrong[0], at["数值"]).value = ADDED[3]
    book.save(path)
