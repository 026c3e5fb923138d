"""Sign-in for which an office's own provider vouches, over HTTP, and for which a trusted proxy does."""

import warnings
from urllib.parse import quote

import pytest
import requests

from dashboard.web.identity.vouching import PEER
from indicators.accounts import Account, Role
from tests.dashboard.conftest import Visitor, open_office

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of what the provider itself is made of
    import oidc_provider_mock

PROXY = "10.9.8.7"
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the provider is made of older parts


@pytest.fixture(scope="module")
def provider():
    """Run an OpenID provider that anybody can sign in to, and give its address."""
    with oidc_provider_mock.run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="module")
def vouched_office(settings, provider, tmp_path_factory):
    """Return a dashboard that asks the provider and believes a proxy."""
    changes = {"provider": provider, "provider_client": "dashboard", "provider_secret": "a secret"}
    folder = tmp_path_factory.mktemp("vouched")
    app = open_office(settings, folder, proxy=PROXY, user_header="X-Remote-User", second_factor=False, **changes)
    app.server.extensions["desk"].people.enter("test", Account("newcomer", frozenset({Role.REPORTER})), "never used it")
    return app


def signed_in(app, provider, name, way="/goals", **claims):
    """A client that went to the provider, signed in there under a name, and came back; and the last answer."""
    client = app.server.test_client()
    requests.put(f"{provider}/users/{quote(name)}", json={"preferred_username": name, **claims}, timeout=20)
    return client, came_back(client, f"/sign-in/provider?next={way}", name)


def came_back(client, start, name):
    there = client.get(start)
    assert there.status_code == 302
    back = requests.post(there.location, data={"sub": name}, allow_redirects=False, timeout=20)
    return client.get(back.headers["Location"])


def test_whom_the_provider_vouches_for_is_in_and_goes_on_to_where_they_wanted(vouched_office, provider):
    client, answer = signed_in(vouched_office, provider, "reporter")
    assert (answer.status_code, answer.location) == (302, "/goals")
    assert client.get("/data").status_code == 200
    assert vouched_office.server.extensions["desk"].people.lines(1)[0].action == "sign-in.vouched"


def test_the_door_offers_the_provider_only_where_one_is_set(vouched_office, office):
    assert "/sign-in/provider?next=" in Visitor(vouched_office).get("/sign-in").text
    assert "/sign-in/provider" not in Visitor(office).get("/sign-in").text
    assert Visitor(office).get("/sign-in/provider").status_code == 404


def test_a_one_time_password_that_was_never_used_keeps_nobody_out_whom_the_provider_knows(vouched_office, provider):
    client, _ = signed_in(vouched_office, provider, "newcomer")
    assert client.get("/data").status_code == 200


@pytest.mark.parametrize(("name", "claims"), [("stranger", {}), ("reporter", {"preferred_username": ""})])
def test_a_name_without_an_account_or_no_name_is_refused_with_a_sentence(vouched_office, provider, name, claims):
    client, answer = signed_in(vouched_office, provider, name, **claims)
    assert answer.status_code == 403
    assert "还没有在本看板开通" in answer.text or "没有给出帐号名" in answer.text
    assert client.get("/data").status_code == 403


def test_a_switched_off_account_is_out_although_the_provider_vouches(vouched_office, provider):
    desk = vouched_office.server.extensions["desk"]
    desk.people.enter("test", Account("leaver", frozenset({Role.REPORTER})), "the first password")
    desk.people.change(desk.people.named("administrator"), Account("leaver", frozenset({Role.REPORTER}), active=False))
    assert signed_in(vouched_office, provider, "leaver")[1].status_code == 403


def test_an_answer_that_was_not_asked_for_and_one_that_is_refused_let_nobody_in(vouched_office, provider):
    client = vouched_office.server.test_client()
    assert client.get("/sign-in/provider/back?code=forged&state=forged").status_code == 403
    there = client.get("/sign-in/provider")
    state = there.location.split("state=")[1].split("&")[0]
    assert client.get(f"/sign-in/provider/back?code=forged&state={state}").status_code == 403
    assert "没有成功" in client.get(f"/sign-in/provider/back?error=access_denied&state={state}").text
    assert client.get("/data").status_code == 403


def test_a_sign_in_at_the_provider_leads_to_no_other_site(vouched_office, provider):
    _, answer = signed_in(vouched_office, provider, "reporter", way="https://elsewhere.example/")
    assert answer.location == "/"


def test_before_a_grave_step_the_provider_is_asked_to_prove_the_same_person_anew(vouched_office, provider):
    client, _ = signed_in(vouched_office, provider, "administrator")
    there = client.get("/prove?next=/accounts")
    assert "prompt=login" in there.location
    requests.put(f"{provider}/users/reporter", json={"preferred_username": "reporter"}, timeout=20)
    back = requests.post(there.location, data={"sub": "reporter"}, allow_redirects=False, timeout=20)
    assert client.get(back.headers["Location"]).status_code == 403
    assert came_back(client, "/prove?next=/accounts", "administrator").location == "/accounts"


def test_a_provider_that_is_down_is_told_in_a_sentence_and_passwords_go_on(settings, tmp_path):
    app = open_office(settings, tmp_path, provider="http://127.0.0.1:9", provider_client="dashboard")
    answer = app.server.test_client().get("/sign-in/provider")
    assert (answer.status_code, "没有成功" in answer.text) == (403, True)
    assert Visitor(app, "reporter").get("/data").status_code == 200


@pytest.mark.parametrize(("peer", "status"), [(PROXY, 200), ("10.9.8.6", 403), ("", 403)])
def test_the_name_in_the_header_counts_only_from_the_trusted_proxy(vouched_office, peer, status):
    client = vouched_office.server.test_client()
    answer = client.get("/data", headers={"X-Remote-User": "reporter"}, environ_overrides={PEER: peer})
    assert answer.status_code == status


def test_another_name_of_the_proxy_is_another_session_and_an_unknown_one_is_nobody(vouched_office):
    client = vouched_office.server.test_client()

    def asked_by(name):
        return client.get("/accounts", headers={"X-Remote-User": name}, environ_overrides={PEER: PROXY}).text

    assert "newcomer" not in asked_by("reporter")
    assert "newcomer" in asked_by("administrator")
    fresh = vouched_office.server.test_client()
    unknown = fresh.get("/data", headers={"X-Remote-User": "stranger"}, environ_overrides={PEER: PROXY})
    assert unknown.status_code == 403
