"""Signing in and out, passwords, and sessions that end."""

import datetime as dt
import re
import stat

import pytest

from dashboard.app import create_app
from dashboard.settings import Settings
from indicators.desk import passwords
from indicators.desk.policy import utc_now
from tests.dashboard.conftest import PASSWORD, Visitor
from tests.dashboard.test_app import asked


def is_in(visitor) -> bool:
    return '"id": "page-data"' in asked(visitor.client, "/data")


def test_the_first_start_makes_an_administrator_with_a_one_time_password(settings, tmp_path):
    app = create_app(Settings(data=settings.data, state=tmp_path))
    people = app.server.extensions["desk"].people
    lost, password = people.first_administrator(), people.first_administrator()  # until it is used each start gives one
    assert Visitor(app).post("/sign-in", name="admin", password=lost).status_code == 403
    visitor = Visitor(app)
    answer = visitor.post("/sign-in", name="admin", password=password)
    assert answer.location.startswith("/password")
    assert visitor.get("/accounts").location.startswith("/password")  # nothing else before a password of one's own
    answer = visitor.post("/password", password=password, new=PASSWORD, again=PASSWORD)
    assert answer.status_code == 302
    assert '"id": "page-accounts"' in asked(visitor.client, "/accounts")
    assert people.first_administrator() is None
    assert Visitor(app).post("/sign-in", name="admin", password=password).status_code == 403


def test_the_secret_is_kept_for_its_owner_only_and_stays_the_same(settings, tmp_path):
    one = create_app(Settings(data=settings.data, state=tmp_path)).server.secret_key
    secret = next(tmp_path.rglob("secret"))
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert create_app(Settings(data=settings.data, state=tmp_path)).server.secret_key == one
    assert len(one) == 32


@pytest.mark.parametrize(("name", "password"), [("both", "wrong"), ("nobody-here", "wrong"), ("", ""), ("both", "")])
def test_a_wrong_name_and_a_wrong_password_are_refused_in_the_same_words(office, name, password):
    answer = Visitor(office).post("/sign-in", name=name, password=password)
    assert answer.status_code == 403
    assert "帐号或密码不对" in answer.text


def test_signing_out_ends_the_session(office):
    visitor = Visitor(office, "both")
    assert is_in(visitor)
    visitor.post("/sign-out")
    assert not is_in(visitor)


@pytest.mark.parametrize(
    "way", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)"]
)
def test_a_sign_in_never_leads_to_another_site(office, way):
    answer = Visitor(office).post("/sign-in", name="both", password=PASSWORD, next=way)
    assert answer.location == "/"


def test_a_sign_in_leads_to_where_the_person_wanted_to_go(office):
    answer = Visitor(office).post("/sign-in", name="both", password=PASSWORD, next="/goals?on=2024")
    assert answer.location == "/goals?on=2024"


@pytest.mark.parametrize(("idle", "times"), [(3601, 1), (3000, 15)])
def test_a_session_ends_when_it_is_idle_and_when_it_is_old(fresh_office, idle, times):
    desk, passed = fresh_office.server.extensions["desk"], dt.timedelta()
    desk.signing._now = lambda: utc_now() + passed
    visitor = Visitor(fresh_office, "both")
    for _ in range(times):
        assert is_in(visitor)
        passed += dt.timedelta(seconds=idle)
    assert not is_in(visitor)


def test_a_change_of_password_ends_every_other_session(fresh_office):
    one, other = Visitor(fresh_office, "both"), Visitor(fresh_office, "both")
    answer = one.post("/password", password=PASSWORD, new="another long password", again="another long password")
    assert answer.status_code == 302
    assert is_in(one)
    assert not is_in(other)


def test_who_gives_themselves_a_role_stays_signed_in_and_has_it(fresh_office):
    administrator = Visitor(fresh_office, "administrator")
    fields = {"roles": ["administrator", "reviewer"], "active": "yes", "display": ""}
    assert administrator.post("/accounts/administrator", **fields).status_code == 200
    assert is_in(administrator)
    assert "reviewer" in fresh_office.server.extensions["desk"].people.named("administrator").roles


@pytest.mark.parametrize(
    ("new", "again", "told"),
    [
        ("short", "short", "至少"),
        ("a long enough one", "another one here", "不一致"),
        ("", "", "至少"),
        ("changzhou2026", "changzhou2026", "太常见"),
        (PASSWORD, PASSWORD, "不能与现在的密码相同"),
    ],
)
def test_a_bad_new_password_is_refused_with_a_sentence(office, new, again, told):
    answer = Visitor(office, "viewer").post("/password", password=PASSWORD, new=new, again=again)
    assert answer.status_code == 403
    assert told in answer.text


def test_every_form_names_the_length_that_is_asked_for(office):
    administrator = Visitor(office, "administrator")
    for page in ("/accounts", "/password"):
        assert f"至少 {passwords.LEAST} 个字符" in administrator.get(page).text


def test_a_switched_off_account_is_out_at_once(fresh_office):
    visitor = Visitor(fresh_office, "reporter")
    assert is_in(visitor)
    Visitor(fresh_office, "administrator").post("/accounts/reporter", roles="reporter", active="no")
    assert not is_in(visitor)


def test_a_name_in_the_door_is_text(office):
    answer = Visitor(office).post("/sign-in", name='"><script>alert(1)</script>', password="x")  # noqa: S106 - no password
    assert "<script>" not in answer.text


def test_the_door_loads_nothing_from_elsewhere(office):
    page = Visitor(office).get("/sign-in").text
    assert re.findall(r"(?:src|href|action)=\"(?:https?:)?//", page) == []


def test_cookies_are_not_for_scripts_and_not_for_other_sites(office):
    cookies = Visitor(office).client.get("/sign-in").headers.getlist("Set-Cookie")
    session = next(one for one in cookies if one.startswith("innovation_session"))
    assert "HttpOnly" in session
    assert all("SameSite=Lax" in one for one in cookies)


def test_an_account_of_unknown_region_or_role_is_refused(office):
    administrator = Visitor(office, "administrator")
    for wrong in (
        {"roles": "king"},
        {"roles": "reporter", "regions": "atlantis"},
        {"roles": "reporter", "themes": "x"},
    ):
        answer = administrator.post("/accounts", name="newcomer", password=PASSWORD, **wrong)
        assert answer.status_code in {400, 404}
    assert "newcomer" not in asked(administrator.client, "/accounts")


def test_an_administrator_gives_a_one_time_password_that_is_shown_once(fresh_office):
    administrator = Visitor(fresh_office, "administrator")
    told = administrator.post("/accounts/viewer/password").json["message"]
    password = re.search(r"：(\S+?)（", told)[1]
    assert Visitor(fresh_office).post("/sign-in", name="viewer", password=password).location.startswith("/password")
    assert password not in asked(administrator.client, "/log")
