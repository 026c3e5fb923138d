"""Lists that stay on the site: whose they are, who may run and change them, and what they become at each release."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace

import openpyxl
import pytest

from dashboard.exhibits.staff.report import _SUFFIXES
from dashboard.opening import open_desk, open_the_store
from dashboard.reports import issuing
from dashboard.reports.listing import HeadingItem, Listing, PageItem, write
from dashboard.reports.packs import PACKS
from dashboard.serving import care
from indicators.accounts import Account, Role
from indicators.desk import Desk
from indicators.language import Language
from indicators.problems import UsageError
from indicators.releases.reports import ISSUED, KEPT, REMOVED, KeptReport
from tests import mailserver
from tests.dashboard.conftest import Visitor, open_office
from tests.dashboard.test_app import asked

LIST = write(Listing("关于{period}研发投入的通报", (HeadingItem("一"), PageItem("/goals", ("lags",), ("table",)))))
HOME = "https://kpi.example"


def kept(visitor, text=LIST, **fields):
    """Keep a list as a visitor; return its number."""
    answer = visitor.post("/report/lists", text=text, **{"name": "研发月报", **fields})
    assert answer.status_code == 200, answer.text
    return int(json.loads(answer.text)["to"].removeprefix("/report?list="))


def error(answer):
    return answer.status_code, json.loads(answer.text)["error"]


def test_a_kept_list_is_seen_by_its_owner_and_by_whom_it_is_shared_with(office):
    owner, runner, editor, other = (Visitor(office, name) for name in ("reporter", "viewer", "reviewer", "both"))
    number = kept(owner, runners="viewer", editors="reviewer")
    for visitor, may_see in ((owner, True), (runner, True), (editor, True), (other, False)):
        assert ("研发月报" in asked(visitor.client, "/report")) == may_see
        assert ("没有名为" in asked(visitor.client, "/report", f"?list={number}")) != may_see
    assert "研发月报" not in asked(Visitor(office).client, "/report")
    assert "没有权限" in asked(Visitor(office).client, "/report", f"?list={number}")
    shared = kept(owner, name="给大家", runners="*")
    page = asked(runner.client, "/report", f"?list={shared}")
    assert "给大家" in page
    assert "经办人" in page  # a viewer reads nobody's name to sign in with
    assert '"reporter"' not in page


def test_an_editor_changes_the_list_and_not_with_whom_it_is_shared(office):
    owner, runner, editor = (Visitor(office, name) for name in ("reporter", "viewer", "reviewer"))
    number = kept(owner, runners="viewer", editors="reviewer", mail="a@b.example")
    again = {"place": "again", "number": str(number), "runners": "*", "editors": "", "mail": "c@d.example"}
    assert kept(editor, name="改名", suffix="xlsx", **again) == number
    report = office.server.extensions["desk"].reports.report(Account("reporter", frozenset()), number)
    assert (report.name, report.suffix, report.owner) == ("改名", "xlsx", "reporter")
    assert (report.runners, report.editors, report.mail) == ({"viewer"}, {"reviewer"}, "a@b.example")
    status, sentence = error(runner.post("/report/lists", name="x", text=LIST, **again))
    assert (status, "不能改动" in sentence) == (400, True)
    assert kept(runner, name="另存") != number


def test_a_list_is_removed_by_its_owner_or_who_minds_accounts_and_its_number_is_never_given_again(office):
    owner, editor, minder = (Visitor(office, name) for name in ("reporter", "reviewer", "administrator"))
    people = office.server.extensions["desk"].people
    before = next(line.number for line in people.lines())
    first, second = kept(owner, editors="reviewer"), kept(owner)
    assert error(editor.post(f"/report/lists/{first}/remove"))[0] == 400
    assert error(editor.post(f"/report/lists/{second}/remove"))[0] == 404
    assert owner.post(f"/report/lists/{first}/remove").status_code == 200
    assert minder.post(f"/report/lists/{second}/remove").status_code == 200
    assert error(owner.post(f"/report/lists/{second}/remove"))[0] == 404
    assert kept(owner) == second + 1
    actions = [line.action for line in people.lines() if line.number > before]
    assert (actions.count(KEPT), actions.count(REMOVED)) == (3, 2)


def test_nobody_without_an_account_keeps_or_takes_anything(office):
    number = kept(Visitor(office, "reporter"), name="众人可改", runners="*", editors="*")
    stranger = Visitor(office)
    assert error(stranger.post("/report/lists", name="x", text="not a list"))[0] == 403
    assert error(stranger.post(f"/report/lists/{number}/remove"))[0] == 403
    assert error(stranger.get(f"/report/lists/{number}/file"))[0] == 403
    answer = Visitor(office, "viewer").client.post("/report/lists", data={"name": "x", "text": LIST})
    assert answer.status_code == 400  # no token of a page


@pytest.mark.parametrize(
    ("fields", "status", "sentence"),
    [
        ({"name": "  "}, 400, "名称"),
        ({"name": "x" * 81}, 400, "80"),
        ({"text": ""}, 400, "清单是空的"),
        ({"text": "title: x"}, 400, "parts 是空的"),
        ({"text": "title: x\nparts:\n- page: /nowhere"}, 400, "/nowhere"),
        ({"suffix": "exe"}, 404, "exe"),
        ({"runners": "nobody-here"}, 404, "nobody-here"),
        ({"mail": "a@b.example\nBcc: c@d.example"}, 400, "name@example.org"),
        ({"place": "again", "number": "99"}, 404, "99"),
    ],
)
def test_what_cannot_be_kept_is_a_sentence_and_nothing_is_kept(office, fields, status, sentence):
    visitor, reports = Visitor(office, "reviewer"), office.server.extensions["desk"].reports
    before = reports.seen_by(Account("reviewer", frozenset()))
    answer = error(visitor.post("/report/lists", **{"name": "x", "text": LIST, **fields}))
    assert (answer[0], sentence in answer[1]) == (status, True), answer
    assert reports.seen_by(Account("reviewer", frozenset())) == before


def test_who_is_no_staff_does_not_learn_which_accounts_there_are(office):
    assert kept(Visitor(office, "viewer"), runners="nobody-here")


def test_an_account_keeps_fifty_lists_at_most(office):
    reports = office.server.extensions["desk"].reports
    who = Account("auditor", frozenset())
    for number in range(50):
        reports.keep(who, KeptReport(0, str(number), LIST))
    with pytest.raises(UsageError, match="50"):
        reports.keep(who, KeptReport(0, "51", LIST))


def test_every_kind_of_file_can_be_made_at_each_release():
    assert set(_SUFFIXES) == set(PACKS)


@pytest.fixture
def server():
    """Return a mail server."""
    with mailserver.running() as running:
        yield running


@pytest.fixture
def site(settings, server, dataset, tmp_path):
    """Return the settings, the store and the desk of a site that sends mails, at its first release."""
    own = replace(settings, state=tmp_path, address=HOME, smtp=server.address, smtp_from="kpi@office.example")
    store = open_the_store(own)
    desk = Desk(store)
    desk.bring_in(dataset, by="test", reason="first")
    for name, role in (("wang", Role.VIEWER), ("li", Role.VIEWER), ("boss", Role.ADMINISTRATOR)):
        desk.people.enter("test", Account(name, frozenset({role})), "a long enough password")
    return own, store, desk


def issue(own, store, desk):
    care.issue(own, store, desk, lambda: False)


def test_a_list_becomes_a_file_at_each_release_waits_on_the_page_and_is_mailed(site, server, later):
    """Not of the release at which it was kept; of the next one once, with the numbers of that release."""
    own, store, desk = site
    who = desk.people.named("wang")
    number = desk.reports.keep(who, KeptReport(0, "研发月报", LIST, suffix="xlsx", mail="wang@office.example")).number
    issue(own, store, desk)
    assert desk.reports.report(who, number).issued == 0
    desk.bring_in(later[0], by="test", reason="later")
    issue(own, store, desk)
    issue(own, store, open_desk(own))
    report = desk.reports.report(who, number)
    assert (report.release, report.issued, report.problem) == (2, 2, "")
    name, content = issuing.issued(own.shared_home(), report, 2)
    assert name == "关于2025年研发投入的通报.xlsx"
    cells = [str(cell.value) for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0] for cell in row]
    assert any(desk.dataset(2).city.release.name.zh in cell for cell in cells)
    (mail,) = server.mails
    assert mail["To"] == "wang@office.example"
    [enclosed] = mail.iter_attachments()
    assert (enclosed.get_filename(), enclosed.get_content()) == (name, content)
    assert f"{HOME}/report?list={number}" in mail.get_body().get_content()
    assert [line.detail["release"] for line in desk.people.lines() if line.action == ISSUED] == [2]


def test_a_file_that_a_list_became_by_itself_names_who_keeps_the_list_and_who_takes_it_stands_in_the_log(
    settings, tmp_path, later
):
    """Where a mark is asked for: nobody looks at that moment, and one file is for all who may run the list."""
    app = open_office(settings, tmp_path, watermark=True)
    own = replace(settings, state=tmp_path, watermark=True)
    desk, store = app.server.extensions["desk"], open_the_store(own)
    number = kept(Visitor(app, "reporter"), runners="viewer", suffix="xlsx")
    desk.bring_in(later[0], by="test", reason="later")
    issue(own, store, desk)
    answer = Visitor(app, "viewer").get(f"/report/lists/{number}/file")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0]
    cells = " ".join(str(cell.value) for row in sheet for cell in row)
    assert re.search(r"reporter · 研发月报 · \d{4}-\d\d-\d\d \d\d:\d\d", cells)
    assert "viewer" not in cells
    taken = [(line.by, line.subject) for line in desk.people.lines() if line.action == "exported"]
    assert taken == [("viewer", f"/report/lists/{number}/file")]


def test_a_list_that_can_no_longer_be_made_says_why_on_the_page_and_is_not_tried_for_ever(site, server, later):
    own, store, desk = site
    who = desk.people.named("wang")
    broken = LIST.replace("lags", "waz")
    number = desk.reports.keep(who, KeptReport(0, "旧清单", broken, suffix="xlsx", mail="a@b.example")).number
    desk.bring_in(later[0], by="test", reason="later")
    issue(own, store, desk)
    report = desk.reports.report(who, number)
    assert (report.release, report.issued) == (2, 0)
    assert "waz" in report.problem
    assert server.mails == []
    assert list(desk.reports.due()) == []


def test_a_list_of_somebody_whose_account_is_switched_off_is_made_no_more(site, later):
    own, store, desk = site
    who = desk.people.named("li")
    number = desk.reports.keep(who, KeptReport(0, "x", LIST, suffix="xlsx", runners=frozenset({"wang"}))).number
    desk.people.change(desk.people.named("boss"), replace(who, active=False))
    desk.bring_in(later[0], by="test", reason="later")
    issue(own, store, desk)
    assert "停用" in desk.reports.report(desk.people.named("wang"), number).problem


def test_a_mail_is_in_the_language_of_the_list(site, server, later):
    own, store, desk = site
    english = write(replace(Listing("Goals", (PageItem("/goals", ("lags",), ("table",)),)), language=Language.ENGLISH))
    report = KeptReport(0, "Goals", english, suffix="xlsx", mail="wang@office.example")
    desk.reports.keep(desk.people.named("wang"), report)
    desk.bring_in(later[0], by="test", reason="later")
    issue(own, store, desk)
    assert "The file is enclosed" in server.mails[0].get_body().get_content()


def test_who_may_run_a_list_takes_its_file_and_others_learn_nothing_of_it(office):
    owner, runner, other = (Visitor(office, name) for name in ("reporter", "viewer", "both"))
    number = kept(owner, runners="viewer", suffix="xlsx")
    home = office.server.extensions["reports_home"]
    report = office.server.extensions["desk"].reports.report(Account("viewer", frozenset()), number)
    assert error(runner.get(f"/report/lists/{number}/file"))[0] == 400
    datasets = office.server.extensions["desk"].dataset
    name, content = issuing.written(datasets, report, 1, HOME)
    issuing.put(home, report, 1, name, content)
    taken = runner.get(f"/report/lists/{number}/file?release=1")
    assert (taken.status_code, taken.data) == (200, content)
    assert error(other.get(f"/report/lists/{number}/file?release=1"))[0] == 404
    owner.post(f"/report/lists/{number}/remove")
    assert not (home / "issued" / str(number)).exists()
