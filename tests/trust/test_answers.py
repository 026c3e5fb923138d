"""What every answer carries, who is answered at all, what the log is told of it, and under which name a file leaves."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest
from werkzeug.http import parse_options_header

from dashboard.app import create_app
from dashboard.web.delivery import HEADERS
from indicators.accounts import Account, Role
from indicators.desk import Desk, Policy
from indicators.problems import UsageError
from indicators.store import open_store
from tests.dashboard.conftest import Visitor, office, open_office  # noqa: F401 - a fixture

OPEN_TO_ALL = ("/assets/", "/_dash-component-suites/", "/_favicon.ico", "/robots.txt", "/health", "/metrics")
DOORS = {"/sign-in", "/sign-out", "/password", "/prove", "/second-factor"}
MISSING = ("/not/there", "/assets/nothing.css", "/api/v1/nothing", "/export/x/y.zip", "/part/x", "/regions/nowhere")
BOOK = "指标,区域,时期,数值\n地区生产总值,常州市,2025,1\n".encode()


def addresses(app):
    """Every method and address that the server knows, with something in its blanks."""
    for rule in app.server.url_map.iter_rules():
        path = rule.rule
        for argument in rule.arguments:
            for kind in ("", "int:", "path:"):
                path = path.replace(f"<{kind}{argument}>", "1" if kind == "int:" else "x")
        for method in sorted(rule.methods - {"OPTIONS"}):
            yield method, path


@pytest.fixture(scope="module")
def closed(settings, tmp_path_factory):
    """Return an office where looking asks for sign-in, behind HTTPS."""
    app = open_office(settings, tmp_path_factory.mktemp("closed"), open_view=False)
    app.server.config["SESSION_COOKIE_SECURE"] = False
    return app


def test_what_no_list_opens_is_answered_to_nobody_who_is_not_in(closed):
    """Every address of the server with every method: sign-in is asked for, or it is refused; so is what comes new."""
    stranger, answered = Visitor(closed).client, {}
    for method, path in addresses(closed):
        if path.startswith(OPEN_TO_ALL) or path in DOORS:
            continue
        answer = stranger.open(path, method=method)
        is_door = answer.status_code == 302 and answer.location.startswith(("/sign-in", "/"))
        if not is_door and answer.status_code not in {401, 403, 405}:
            answered[method, path] = answer.status_code
    assert answered == {}


def test_every_answer_carries_every_header_whatever_it_is(closed):
    """Pages, files, refusals, what is not there, malformed posts: the same headers, and no name of a server."""
    visitor = Visitor(closed, "both")
    asked = [*addresses(closed), *(("GET", path) for path in MISSING), ("POST", "/data/uploads"), ("PUT", "/")]
    lacking = {}
    for method, path in asked:
        if path == "/sign-out":
            continue
        answer = visitor.client.open(path, method=method, buffered=True)
        wanted = {*HEADERS, "Content-Security-Policy"}
        if lost := wanted - set(answer.headers.keys()):
            lacking[method, path] = lost
        assert "Server" not in answer.headers
        if answer.mimetype == "application/json":
            assert answer.headers["Cache-Control"], path
    assert lacking == {}


def test_the_log_tells_what_was_refused_and_what_was_taken_away(office):  # noqa: F811
    """Whoever is in: the address that was asked for and from where; the same again at once is one line."""
    visitor, people = Visitor(office, "reporter"), office.server.extensions["desk"].people
    for _ in range(3):
        assert visitor.get("/log").status_code == 403
        assert visitor.get("/export/goals/ways.xlsx").status_code == 200
        assert visitor.post("/accounts", name="x").status_code == 403
    mine = [(line.action, line.subject) for line in people.lines() if line.by == "reporter"]
    for pair in (("refused", "/log"), ("refused", "/accounts"), ("exported", "/export/goals/ways.xlsx")):
        assert mine.count(pair) == 1
    assert Visitor(office, "auditor").get("/log").text.count("越权被拒") == 2


def test_a_stranger_who_takes_published_figures_leaves_no_line(office):  # noqa: F811
    """Published figures are for everybody; nobody can fill the log by asking for them."""
    people = office.server.extensions["desk"].people
    before = len(people.lines())
    stranger = Visitor(office)
    assert stranger.get("/export/goals/ways.csv").status_code == 200
    assert stranger.get("/log").status_code == 403
    assert len(people.lines()) == before


@pytest.mark.parametrize(
    ("name", "served"),
    [
        ("季报.csv", "季报.csv"),
        ("x.html", "x.html.bin"),
        ("x.csv.", "x.csv"),
        ("../../x.bat", "x.bat.bin"),
    ],
)
def test_a_kept_upload_leaves_under_no_name_that_runs(office, name, served):  # noqa: F811
    """Only tables keep their name; whatever else somebody sent is plain bytes to save, never shown in place."""
    visitor = Visitor(office, "both")
    to = visitor.post("/data/uploads", file=(name, BOOK)).json["to"]
    answer = visitor.get(f"{to}/original")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.mimetype == "application/octet-stream"
    assert parse_options_header(answer.headers["Content-Disposition"])[1]["filename"].endswith(served)


def test_kept_uploads_count_against_the_account_that_sent_them(dataset, tmp_path):
    """The same file counts once; what is full says so, for this account alone."""
    with closing(open_store(f"sqlite:///{tmp_path / 'x.sqlite3'}", tmp_path, "changzhou")) as store:
        desk = Desk(store, Policy(quota=len(BOOK) * 2))
        desk.found(lambda: dataset)
        wang, li = (Account(name, frozenset({Role.REPORTER})) for name in ("wang", "li"))
        for _ in range(2):
            desk.filing.stage(wang, BOOK, "a.csv")
        with pytest.raises(UsageError, match="MB"):
            desk.filing.stage(wang, BOOK + b"\n", "a.csv")
        desk.filing.stage(li, BOOK, "a.csv")


def test_links_of_files_begin_with_the_address_that_was_set(settings, tmp_path):
    """Whatever host a request names; without a setting the host that was asked."""
    own = replace(settings, state=tmp_path, address="https://kpi.example")
    client = create_app(own).server.test_client()
    found = client.get("/export/goals/ways.json", headers={"Host": "evil.example"}).json
    assert found["link"].startswith("https://kpi.example/")
    assert "evil.example" not in str(found)
