"""What waits for a second person is shown where that person acts, and one press does what was asked."""

import html
import re
from dataclasses import replace

import pytest
from lxml import html as markup

from indicators.accounts import Account, Role
from indicators.problems import UsageError
from tests.dashboard.conftest import PASSWORD, Visitor, open_office
from tests.dashboard.test_filing import FLIP, named, uploaded, workbook


def entered(office, name, *roles):
    """Return a visitor signed in under an account of its own."""
    desk = office.server.extensions["desk"]
    desk.people.enter("test", Account(name, frozenset(roles)), "the first password")
    desk.signing.change_password(name, "the first password", PASSWORD)
    return Visitor(office, name)


def test_roles_that_wait_for_a_second_administrator_are_listed_and_fill_in_the_form(settings, tmp_path):
    """Under three officers the other administrator sees what was asked, opens it and saves it as it stands."""
    office = open_office(settings, tmp_path, three_officers=True)
    first, second = Visitor(office, "administrator"), entered(office, "chen", Role.ADMINISTRATOR)
    asked = {"roles": "auditor", "regions": "wujin", "active": "yes", "display": ""}
    assert first.post("/accounts/viewer", **asked).status_code == 400
    page = second.get("/accounts").text
    assert "待另一名管理员确认" in page
    way = html.unescape(re.search(r'href="(/accounts\?account=viewer&amp;as=\d+#account)"', page)[1])
    form = markup.fromstring(second.get(way).text).xpath("//form[@action='/accounts/viewer']")[0]
    chosen = {name: form.xpath(f".//select[@name='{name}']/option[@selected]/@value") for name in ("roles", "regions")}
    assert chosen == {"roles": ["auditor"], "regions": ["wujin"]}
    assert second.post("/accounts/viewer", **asked).status_code == 200
    assert office.server.extensions["desk"].people.named("viewer").roles == {Role.AUDITOR}
    assert "待另一名管理员确认" not in second.get("/accounts").text


def test_a_new_account_that_waits_fills_in_the_form_of_a_new_one(settings, tmp_path):
    office = open_office(settings, tmp_path, three_officers=True)
    first, second = Visitor(office, "administrator"), entered(office, "chen", Role.ADMINISTRATOR)
    first.post("/accounts", name="zhao", password=PASSWORD, roles="reporter", themes="economy")
    way = html.unescape(
        re.search(r'href="(/accounts\?account=zhao&amp;as=\d+)#new-account"', second.get("/accounts").text)[1]
    )
    form = markup.fromstring(second.get(way).text).xpath("//form[@action='/accounts']")[0]
    assert form.xpath(".//input[@name='name']/@value") == ["zhao"]
    assert form.xpath(".//select[@name='roles']/option[@selected]/@value") == ["reporter"]


def test_a_restore_that_waits_for_a_second_reviewer_is_listed_with_the_way_to_it(settings, tmp_path):
    """Under the two-person rule the other reviewer finds what one asked for; readers see nothing of it."""
    office = open_office(settings, tmp_path, two_person_rule=True)
    reporter, reviewer = Visitor(office, "reporter"), Visitor(office, "reviewer")
    other = entered(office, "chen", Role.REVIEWER)
    path = uploaded(reporter, workbook(FLIP))
    why = {"why:观测值!D2": "核实"}
    assert reporter.post(f"{path}/submit", **why).status_code == 200
    assert reviewer.post(f"{path}/publish", **named(office, path), reason="年报").status_code == 200
    assert "待另一名审核员确认" not in other.get("/releases").text
    assert reviewer.post("/releases/1/restore", base=2, reason="报错了").status_code == 400
    assert "待另一名审核员确认" in (page := other.get("/releases").text)
    assert 'href="/releases?back=1#restore"' in page.partition('id="releases"')[0]
    desk, city = office.server.extensions["desk"], office.server.extensions["desk"].dataset()
    more = {**city.sources, "more": replace(next(iter(city.sources.values())), id="more")}
    with pytest.raises(UsageError, match="另一名审核员"):
        desk.bring_in(replace(city, sources=more), "reviewer", "补一个来源")
    assert "从数据文件夹导入" in other.get("/releases").text
    assert "待另一名审核员确认" not in reporter.get("/releases").text
    assert other.post("/releases/1/restore", base=2, reason="报错了").status_code == 200
    assert "待另一名审核员确认" not in other.get("/releases").text
