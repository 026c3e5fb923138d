"""Who may do what: every page, every route and every callback is asked for as every role, and denied by default."""

import json

import pytest

from dashboard.pages import PAGES
from dashboard.web.actions import ROUTES
from tests.dashboard.conftest import EVERYBODY, Visitor, open_office
from tests.dashboard.test_app import asked

UPLOADERS = {"reporter", "both"}
REVIEWERS = {"reviewer", "both"}
ALLOWED = {
    "GET /data/template.xlsx": UPLOADERS,
    "POST /data/uploads": UPLOADERS,
    "GET /data/uploads/waiting/<ticket>": UPLOADERS,
    "POST /data/uploads/<int:number>/again": UPLOADERS,
    "POST /data/uploads/<int:number>/answer": UPLOADERS,
    "POST /data/uploads/<int:number>/submit": UPLOADERS,
    "POST /data/uploads/<int:number>/withdraw": UPLOADERS,
    "POST /data/uploads/<int:number>/send-back": REVIEWERS,
    "POST /data/uploads/<int:number>/publish": REVIEWERS,
    "POST /data/uploads/<int:number>/unschedule": REVIEWERS,
    "POST /due/mail": REVIEWERS,
    "GET /data/uploads/<int:number>/returned.xlsx": UPLOADERS | REVIEWERS,
    "GET /data/uploads/<int:number>/original": UPLOADERS | REVIEWERS,
    "POST /releases/<int:number>/restore": REVIEWERS,
    "POST /accounts": {"administrator"},
    "POST /accounts/<name>": {"administrator"},
    "POST /accounts/<name>/password": {"administrator"},
    "POST /report/lists": set(EVERYBODY) - {"nobody"},
    "POST /report/lists/<int:number>/remove": set(EVERYBODY) - {"nobody"},
    "GET /report/lists/<int:number>/file": set(EVERYBODY) - {"nobody"},
}
SHOWN = {
    "data": UPLOADERS | REVIEWERS,
    "upload": UPLOADERS | REVIEWERS,
    "due": UPLOADERS | REVIEWERS,
    "releases": set(EVERYBODY),
    "report": set(EVERYBODY),
    "accounts": {"administrator"},
    "log": {"reviewer", "administrator", "both", "auditor"},
}


def test_every_route_and_every_page_of_staff_is_in_these_tables():
    assert {f"{route.method} {route.path}" for route in ROUTES} == set(ALLOWED)
    assert {page.name for page in PAGES if page.office} == set(SHOWN)


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("route", ALLOWED)
def test_a_route_answers_who_may_and_denies_everybody_else(visitor, who, route):
    method, path = route.split()
    path = path.replace("<int:number>", "999999").replace("<name>", "nobody-of-this-name")
    client = visitor(who)
    answer = client.get(path) if method == "GET" else client.post(path)
    if who in ALLOWED[route]:
        assert answer.status_code in {200, 400, 404}, answer.text  # let in, and told that there is no such thing
    else:
        assert answer.status_code == 403, answer.text
        assert "身份" in json.loads(answer.text)["error"]


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("page", SHOWN)
def test_a_page_of_staff_is_shown_to_who_may_see_it(visitor, office, who, page):
    client = visitor(who)
    if page == "upload":
        uploader = visitor("both")
        path = json.loads(uploader.post("/data/uploads", file=("x.csv", "指标,区域".encode())).text)["to"]
        allowed = {"both", "reviewer"}  # one's own, or any for a reviewer
    else:
        path, allowed = next(one.path for one in PAGES if one.name == page), SHOWN[page]
    answer = asked(client.client, path)
    assert (f'"id": "page-{page}"' in answer) == (who in allowed)
    assert ("没有权限" in answer) == (who not in allowed)


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize(
    "address", ["due/due", "data/filed", "releases/releases", "log/log", "log/verified", "accounts/accounts"]
)
def test_a_figure_of_staff_is_handed_out_to_who_may_see_its_page(visitor, who, address):
    page, client = address.split("/")[0], visitor(who)
    for suffix in ("json", "xlsx", "csv", "docx", "pptx"):
        answer = client.get(f"/export/{address}.{suffix}")
        if who in SHOWN[page]:
            assert answer.status_code == 200 or (page, answer.status_code) == ("data", 404), answer.text
        else:
            assert answer.status_code == 403
            assert "身份" in json.loads(answer.text)["error"]


def answered(app):
    return [name for name, one in app.callback_map.items() if "callback" in one]


def test_the_callbacks_that_the_server_answers_show_pages_or_put_a_report_together(office):
    """Neither changes anything that is kept; whoever may look may do both."""
    others = [name for name in answered(office) if not name.startswith(".._pages_content")]
    assert [name for name in others if not name.strip(".").startswith("report-")] == []


def test_behind_sign_in_no_callback_is_answered(settings, tmp_path):
    app = open_office(settings, tmp_path, open_view=False)
    stranger = Visitor(app).client
    for name in answered(app):
        request = {"output": name, "outputs": [], "inputs": [], "changedPropIds": [], "state": []}
        assert stranger.post("/_dash-update-component", json=request).status_code == 401, name
    assert stranger.get("/export/goals/ways.xlsx").status_code == 302
    assert stranger.get("/report/files/x").status_code == 302


@pytest.mark.parametrize("path", ["/_dash-layout", "/_dash-dependencies", "/api/v1/", "/api/v1/targets.csv"])
def test_behind_sign_in_programs_are_answered_401(settings, tmp_path, path):
    app = open_office(settings, tmp_path, open_view=False)
    assert Visitor(app).get(path).status_code == 401
    assert Visitor(app, "viewer").get(path).status_code == 200


def test_behind_sign_in_every_page_leads_to_the_door_and_back(settings, tmp_path):
    app = open_office(settings, tmp_path, open_view=False)
    stranger = Visitor(app)
    for page in PAGES:
        path = page.path.replace("<name>", "x")
        answer = stranger.get(f"{path}?on=2024")
        assert answer.status_code == 302, path
        assert answer.location.startswith("/sign-in?next=")
    viewer = Visitor(app, "viewer")
    assert '"id": "page-goals"' in asked(viewer.client, "/goals")


def test_a_post_without_the_token_of_the_page_is_refused(office):
    client = Visitor(office, "both").client
    answer = client.post("/data/uploads", data={})
    assert answer.status_code == 400
    assert "刷新" in json.loads(answer.text)["error"]


def test_a_post_from_another_site_is_refused_even_with_the_token(office):
    visitor = Visitor(office, "both")
    headers = {"X-CSRFToken": visitor.token, "Sec-Fetch-Site": "cross-site"}
    assert visitor.client.post("/data/uploads", data={}, headers=headers).status_code == 400
    assert visitor.client.post("/sign-out", headers=headers).status_code == 400


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_way_to_what_is_owed_is_shown_to_who_may_go_it(visitor, who):
    page = visitor(who).get("/goals").text
    assert ("for-staff" in page, " staffed" in page) == (True, who in SHOWN["due"])
