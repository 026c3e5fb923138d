"""From a file to a release over the web: every step, every refusal, and what readers see before and after."""

import io
import json
import re

import pytest
from lxml import html as markup
from openpyxl import Workbook, load_workbook

from tests.dashboard.conftest import Visitor, open_office
from tests.dashboard.test_app import asked
from tests.shipped import COUNT, FIRMS
from tests.workbook.corpus.case import sheet as sheet_of

_OF_NO_RELEASE = ("/releases", "/data", "/due", "/api")  # pages of what is now, and of how programs ask
FLIP = ("高新技术企业数", "常州市", 2025, 7200)


def workbook(*rows, heads=("指标", "区域", "时期", "数值")):
    book = Workbook()
    book.active.title = "观测值"
    for row in (heads, *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def uploaded(visitor, content, name="x.xlsx"):
    answer = visitor.post("/data/uploads", file=(name, content))
    assert answer.status_code == 200, answer.text
    return answer.json["to"]


def named(app, path):
    """The fields that the page of an upload posts with its publish button, without the explanations."""
    upload = app.server.extensions["desk"].filing._store.upload(int(path.rsplit("/", 1)[1]))
    return {"digest": upload.digest, "base": upload.base}


def published(app, visitor, content, **fields):
    path = uploaded(visitor, content)
    given = {**named(app, path), "reason": "年报", "why:观测值!D2": "核实", **fields}
    answer = visitor.post(f"{path}/publish", **given)
    assert answer.status_code == 200, answer.text
    return answer.json["to"]


def test_an_old_link_says_which_of_its_figures_were_corrected_since(fresh_office):
    visitor = Visitor(fresh_office, "both")
    published(fresh_office, visitor, workbook(FLIP))
    said = f"此后已更正：全市高新技术企业数（2025年）原为{COUNT} 家，更正为7,200 家（2026年第2版）。"
    for path in ("/indicators/hitech-firms?release=1", "/goals?release=1"):
        assert said in markup.document_fromstring(visitor.get(path).text).text_content(), path
    page = markup.document_fromstring(visitor.get("/goals?release=1").text)
    (ways,) = page.xpath("//section[@id='ways']//*[@class='corrected']")
    assert ways.text_content() == said, "it stands in the figure that it is about"
    quiet = ("/indicators/gdp?release=1", "/regions/jintan?release=1", "/parks?release=1", "/indicators/hitech-firms")
    for path in quiet:
        assert "此后已更正" not in visitor.get(path).text, path


def test_a_figure_goes_from_the_file_to_every_page_and_back_again(fresh_office):
    visitor = Visitor(fresh_office, "both")
    before = asked(visitor.client, "/")
    path = uploaded(visitor, workbook(FLIP))
    shown = asked(visitor.client, path)
    assert "将" in shown or "改变之处" in shown
    assert "未完成" in shown
    assert "7,200" in shown
    assert asked(visitor.client, "/") == before  # nothing is published by an upload
    assert published(fresh_office, visitor, workbook(FLIP)) == "/releases?to=2"
    assert "7,200" in asked(visitor.client, "/")
    assert "更正记录" in asked(visitor.client, "/indicators/hitech-firms")
    answer = visitor.post("/releases/1/restore", base=2, reason="报错了")
    assert answer.json["to"] == "/releases?to=3"
    now = asked(visitor.client, "/").replace("2026年第3版", "2026年第1版")
    assert now.replace("release=3", "release=1") == before  # exports name the release that they are of


def test_an_old_release_is_shown_through_the_whole_site(fresh_office):
    visitor = Visitor(fresh_office, "both")
    published(fresh_office, visitor, workbook(FLIP))
    old = asked(visitor.client, "/", "?release=1")
    assert COUNT in old
    assert "7,200" not in re.sub("更正为7,200 家", "", old)
    assert "您看到的是" in old
    links = re.findall(r'href(?:": "|=\\")([^"\\]*)', old)  # of components, and in what travels as HTML
    inside = [link for link in links if link.startswith("/") and not link.startswith(_OF_NO_RELEASE)]
    pinned = [link for link in inside if "release=1" in link]
    assert len(inside) - len(pinned) == 1  # the one way back to the current release
    assert "7,200" in asked(visitor.client, "/", "?release=2")
    assert "没有名为" in asked(visitor.client, "/", "?release=99")
    assert "不是版次的编号" in asked(visitor.client, "/goals", "?release=latest")


def test_the_interface_answers_for_an_old_release_too(fresh_office):
    visitor = Visitor(fresh_office, "both")
    published(fresh_office, visitor, workbook(FLIP))
    address = "/api/v1/observations?indicator=hitech-firms&region=changzhou&period=2025"
    now, then = (json.loads(visitor.get(address + more).text) for more in ("", "&release=1"))
    assert {row["value"] for row in now["rows"]} >= {7200}
    assert {row["value"] for row in then["rows"]} >= {int(FIRMS)}
    assert visitor.get(f"{address}&release=x").status_code == 400
    assert visitor.get(f"{address}&release=77").status_code == 400


def test_two_releases_are_compared(fresh_office):
    visitor = Visitor(fresh_office, "both")
    published(fresh_office, visitor, workbook(FLIP))
    shown = asked(visitor.client, "/releases", "?from=1&to=2")
    assert "从 2026年第1版 到 2026年第2版" in shown
    assert "7,200" in shown
    assert "不是版次的编号" in asked(visitor.client, "/releases", "?from=x")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"digest": "0" * 64}, "预览已不是这一份"),
        ({"base": "7"}, "预览已不是这一份"),
        ({"reason": "  "}, "理由"),
        ({"why:观测值!D2": " "}, "须说明理由"),
        ({"base": "one"}, "不是编号"),
    ],
)
def test_a_publish_that_names_not_what_was_seen_is_refused(office, changes, told):
    visitor = Visitor(office, "both")
    path = uploaded(visitor, workbook(FLIP))
    answer = visitor.post(
        f"{path}/publish", **{**named(office, path), "reason": "年报", "why:观测值!D2": "核实", **changes}
    )
    assert answer.status_code == 400
    assert told in answer.json["error"]


def test_what_has_errors_is_not_published_and_comes_back_marked(office):
    visitor = Visitor(office, "both")
    path = uploaded(visitor, workbook(("高新技术企业数", "常州市", 2025, "许多")), "错的.xlsx")
    assert "必须先改正" in visitor.post(f"{path}/publish", **named(office, path), reason="x").json["error"]
    answer = visitor.get(f"{path}/returned.xlsx")
    book = load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames[0] == "问题清单"
    assert book["观测值"]["D2"].comment is not None
    english = load_workbook(io.BytesIO(visitor.get(f"{path}/returned.xlsx?lang=en").data))
    assert re.search("[a-z]{3} [a-z]{3}", english["观测值"]["D2"].comment.text)
    assert "attachment" in answer.headers["Content-Disposition"]


def test_the_flow_of_two_people(fresh_office):
    reporter, reviewer = Visitor(fresh_office, "reporter"), Visitor(fresh_office, "reviewer")
    path = uploaded(reporter, workbook(FLIP))
    assert reporter.post(f"{path}/publish", **named(fresh_office, path), reason="x").status_code == 403
    assert reviewer.post(f"{path}/publish", **named(fresh_office, path), reason="x").status_code == 400  # not submitted
    assert reporter.post(f"{path}/submit", **{"why:观测值!D2": "核实", "remark": "请审"}).status_code == 200
    assert "待审核 1 份" in asked(reviewer.client, "/data")
    assert reviewer.post(f"{path}/send-back", reason="口径不对").status_code == 200
    assert "已退回" in asked(reporter.client, path)
    assert "口径不对" in asked(reporter.client, path)
    second = uploaded(reporter, workbook(FLIP))
    reporter.post(f"{second}/submit", **{"why:观测值!D2": "核实"})
    answer = reviewer.post(f"{second}/publish", **named(fresh_office, second), reason="同意")
    assert answer.json["to"] == "/releases?to=2"
    assert "已发布" in asked(reporter.client, second)


def test_the_menu_says_on_every_page_what_waits_and_the_open_page_asks_again(fresh_office):
    reporter, reviewer = Visitor(fresh_office, "reporter"), Visitor(fresh_office, "reviewer")
    path = uploaded(reporter, workbook(FLIP))
    assert number_in_menu(reviewer) == number_in_menu(reporter) == ("", "")
    reporter.post(f"{path}/submit", **{"why:观测值!D2": "核实"})
    assert number_in_menu(reviewer) == ("1", "1 份待审核")
    assert reviewer.get("/_release").json["waiting"] == 1
    assert number_in_menu(reporter) == ("", "")
    reviewer.post(f"{path}/send-back", reason="口径不对")
    assert number_in_menu(reporter) == ("1", "1 份被退回")
    assert reporter.get("/_release").json["waiting_words"] == "1 份被退回"
    assert number_in_menu(Visitor(fresh_office)) is None


def number_in_menu(visitor):
    """The number beside 数据报送 in the menu and its words, or None where that is not in the menu."""
    found = re.search(r'数据报送<span([^>]*)class="count"([^>]*)>(\d*)</span>', visitor.get("/goals").text)
    if found is None:
        return None
    title = re.search(r'title="([^"]*)"', found[1] + found[2])
    return found[3], title[1] if title else ""


def test_each_earlier_release_leads_to_what_its_restore_would_change(fresh_office):
    both, viewer = Visitor(fresh_office, "both"), Visitor(fresh_office, "viewer")
    published(fresh_office, both, workbook(FLIP))
    assert 'href="/releases"' in viewer.get("/").text
    page = both.get("/releases").text
    (way,) = re.findall(r'href="(/releases\?[^"]*)#restore"', page)
    shown = asked(both.client, *way.replace("&amp;", "&").partition("?")[::2])
    assert "从 2026年第2版 到 2026年第1版" in both.get(way.replace("&amp;", "&")).text
    assert COUNT in shown
    assert "恢复到这一版" not in viewer.get("/releases").text


def test_what_was_taken_back_is_published_no_longer(fresh_office):
    both = Visitor(fresh_office, "both")
    published(fresh_office, both, workbook(FLIP))
    assert "这份报送已发布。" in both.get("/data/uploads/1").text
    assert ">已发布</td>" in both.get("/data").text
    both.post("/releases/1/restore", base=2, reason="报错了")
    assert "这份报送发布后已取回。" in both.get("/data/uploads/1").text
    assert ">发布后已取回</td>" in both.get("/data").text


def test_where_there_is_no_publish_button_a_sentence_says_why(fresh_office):
    reporter, reviewer = Visitor(fresh_office, "reporter"), Visitor(fresh_office, "reviewer")
    path = uploaded(reporter, workbook(FLIP))
    assert "由审核员发布" in reporter.get(path).text
    assert "填报人还没有提交" in reviewer.get(path).text


def test_under_the_two_person_rule_the_page_says_that_somebody_else_publishes(settings, tmp_path):
    reporter = Visitor(open_office(settings, tmp_path, two_person_rule=True), "reporter")
    assert "两人制已启用" in reporter.get(uploaded(reporter, workbook(FLIP))).text


def test_of_two_editors_the_second_is_told_and_offered_a_fresh_preview(fresh_office):
    one, other = Visitor(fresh_office, "both"), Visitor(fresh_office, "both")
    first, second = uploaded(one, workbook(FLIP)), uploaded(other, workbook(("地区生产总值", "常州市", 2025, 11300)))
    fields = {"reason": "年报", "why:观测值!D2": "核实"}
    assert one.post(f"{first}/publish", **named(fresh_office, first), **fields).status_code == 200
    answer = other.post(f"{second}/publish", **named(fresh_office, second), **fields)
    assert answer.status_code == 409
    assert "重新核对" in answer.json["error"]
    assert "11,300" not in asked(other.client, "/")
    assert "按现行版次重新核对" in asked(other.client, second)
    third = other.post(f"{second}/again").json["to"]
    assert other.post(f"{third}/publish", **named(fresh_office, third), **fields).status_code == 200


def test_the_template_comes_back_without_a_change(office):
    visitor = Visitor(office, "reporter")
    template = visitor.get("/data/template.xlsx?region=wujin&form=long")
    assert template.status_code == 200
    path = uploaded(visitor, template.data, "填报模板.xlsx")
    assert "与现行版次完全一致" in asked(visitor.client, path)
    assert visitor.get("/data/template.xlsx?region=atlantis").status_code == 404
    assert visitor.get("/data/template.xlsx?period=someday").status_code == 400


def test_a_file_that_is_too_large_is_refused_with_a_sentence(office):
    visitor = Visitor(office, "both")
    answer = visitor.client.post(
        "/data/uploads",
        data=b"x" * (22 * 1024 * 1024),
        content_type="multipart/form-data; boundary=x",
        headers={"X-CSRFToken": visitor.token},
    )
    assert answer.status_code == 413
    assert "20 MB" in answer.json["error"]


def test_text_from_cells_stays_text_on_the_page(office):
    visitor = Visitor(office, "both")
    hostile = "<img src=x onerror=alert(1)>"
    path = uploaded(
        visitor, workbook((hostile, "=cmd|' /C calc'!A0", 2025, "[x](javascript:alert(1))")), f"{hostile}.xlsx"
    )
    told = json.loads(asked(visitor.client, path))
    kinds = set()

    def walk(node):
        if isinstance(node, dict):
            kinds.add(node.get("type"))
            for part in node.values():
                walk(part)
        elif isinstance(node, list):
            for part in node:
                walk(part)

    walk(told)
    assert not kinds & {"Markdown", "DangerouslySetInnerHTML", "Iframe", "Script"}
    assert "alert" in json.dumps(told)  # shown as what it is


def test_a_post_without_a_file_is_told(office):
    answer = Visitor(office, "both").post("/data/uploads")
    assert answer.status_code == 400
    assert "没有收到文件" in answer.json["error"]


def test_a_fault_of_ours_is_one_sentence_and_changes_nothing(fresh_office, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("ours")

    monkeypatch.setattr("indicators.desk.filing.propose", broken)
    answer = Visitor(fresh_office, "both").post("/data/uploads", file=("x.xlsx", workbook(FLIP)))
    assert answer.status_code == 500
    assert "未作任何改动" in answer.json["error"]
    assert "ZeroDivision" not in answer.text


def test_the_log_on_the_screen_tells_what_was_done_in_words(fresh_office):
    visitor = Visitor(fresh_office, "both")
    published(fresh_office, visitor, workbook(FLIP))
    shown = asked(visitor.client, "/log")
    assert "理由：年报；文件：x.xlsx；新增：0；修改：1" in shown
    assert "状态：待提交" in shown
    assert "角色：填报员、审核员" in shown
    assert "changes_hash" not in shown
    assert '"id": "page-log"' in asked(visitor.client, "/log", "?before=99999999999999999999999")


def test_goals_of_a_sheet_stand_apart_in_the_preview_and_come_and_go_with_their_release(fresh_office):
    visitor = Visitor(fresh_office, "both")
    rows = (("武进区", 1700, 1460),)
    content = sheet_of(("2026年各辖市区高新技术企业数",), ("地区", "2026年目标（家）", "2025年实绩（家）"), *rows)
    path = uploaded(visitor, content)
    shown = asked(visitor.client, path)
    assert "目标的变化：新增 1，修改 0，取消 0" in shown
    assert "达到 1,700 家" in shown
    assert "2026年度工作" in shown
    desk = fresh_office.server.extensions["desk"]
    explained = {f"why:{one['where']}": "核实" for one in desk.filing.seen(desk.filing._store.upload(1))["problems"]}
    answer = visitor.post(f"{path}/publish", **named(fresh_office, path), reason="分解", **explained)
    assert answer.status_code == 200, answer.text
    of_release = {
        number: [goal for goal in desk.dataset(number).targets if goal.citation.source.startswith("filing")]
        for number in (1, 2)
    }
    assert [len(found) for found in of_release.values()] == [0, 1]
    (goal,) = of_release[2]
    assert (goal.key.region, str(goal.due), str(goal.amount)) == ("wujin", "2026", "1700")
    assert "B3" in goal.citation.quote
    assert visitor.post("/releases/1/restore", base=2, reason="报错了").status_code == 200
    assert goal.id not in {target.id for target in desk.dataset(3).targets}
