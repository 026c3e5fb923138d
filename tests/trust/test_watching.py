"""What a watcher sees: lines of the log, counts for machines, a server's own log that holds no secret."""

from __future__ import annotations

import json
import logging
import re

import pyotp
import pytest

from dashboard.serving import logs
from indicators.accounts import Place
from indicators.desk import passwords
from indicators.problems import UsageError
from tests.dashboard.conftest import PASSWORD, Visitor, office, open_office  # noqa: F401 - a fixture

WRONG = "not the right password"


def test_a_name_that_nobody_has_is_answered_as_one_that_somebody_has(office, monkeypatch):  # noqa: F811
    """The same sentence, and the same work: one hash is looked at, whatever is wrong with name or password."""
    signing = office.server.extensions["desk"].signing
    verify, looked, answers = type(passwords.HASHER).verify, [], {}

    def counting(hasher, hashed, password):
        looked.append(hashed)
        return verify(hasher, hashed, password)

    monkeypatch.setattr(type(passwords.HASHER), "verify", counting)
    for name in ("nobody-at-all", "reporter", "", "x" * 500, "nobody-at-all", "又一个人"):
        before = len(looked)
        try:
            signing.sign_in(name, WRONG, place=Place("10.9.9.9"))
        except UsageError as error:
            answers.setdefault((str(error), len(looked) - before), []).append(name)
    assert len(answers) == 1, answers
    assert next(iter(answers))[1] == 1


def test_the_log_holds_addresses_sign_outs_and_names_that_nobody_has(office):  # noqa: F811
    """Who came in and went, and who tried in vain, each with the address that it came from."""
    visitor = Visitor(office, "viewer")
    visitor.post("/sign-out")
    Visitor(office).post("/sign-in", name="nobody-here", password=WRONG)
    lines = office.server.extensions["desk"].people.lines()  # latest first
    found = {(line.action, line.by): line.detail.get("address") for line in reversed(lines)}
    for key in (("sign-in", "viewer"), ("sign-out", "viewer"), ("sign-in.failed", "nobody-here")):
        assert found[key] == "127.0.0.1", key


def test_what_a_server_writes_down_holds_no_secret(settings, tmp_path, caplog):
    """Passwords, one-time passwords, second factors and words of sessions are in no line of it, nor of the log."""
    caplog.set_level(logging.DEBUG)
    app = open_office(settings, tmp_path)
    boss, own = Visitor(app, "administrator"), "ein-anderes-geheimnis-2026"
    once = re.search(r"密码：(\S+)（", boss.post("/accounts/viewer/password").json["message"])[1]
    viewer = Visitor(app)
    for words in ({"name": "viewer", "password": WRONG}, {"name": "viewer", "password": once}):
        viewer.post("/sign-in", **words)
    viewer.post("/password", password=once, new=own, again=own)
    secret = pyotp.random_base32()
    viewer.post("/second-factor", secret=secret, code="123456", password=own)
    viewer.get(f"/?password={own}")
    session = [cookie.value for cookie in viewer.client._cookies.values()]
    told = caplog.text + "".join(map(str, app.server.extensions["desk"].people.lines()))
    for word in (PASSWORD, WRONG, once, own, secret, *filter(lambda value: len(value) > 8, session)):
        assert word not in told


def test_a_line_for_a_collector_is_one_object_whatever_it_tells():
    """Line ends, quotes and the trace of an error stay inside of it."""
    with pytest.raises(KeyError) as caught:
        {}["gdp"]
    trace = (caught.type, caught.value, caught.tb)
    record = logging.LogRecord("dashboard.web", logging.ERROR, "x.py", 1, '第 %d 行\n"甲"', (7,), trace)
    line = logs.JsonLines().format(record)
    assert "\n" not in line
    found = json.loads(line)
    assert list(found) == ["time", "level", "process", "logger", "message", "error", "trace"]
    assert (found["level"], found["message"], found["error"]) == ("error", '第 7 行\n"甲"', "KeyError")
    assert found["time"].endswith("+00:00")
    assert found["trace"].startswith("Traceback")


def test_machines_read_how_the_dashboard_is(client):
    """Health as JSON, and the same with what was answered in the text of Prometheus: numbers only, no name."""
    client.get("/not/there")
    health, metrics = client.get("/health").json, client.get("/metrics").text
    assert {"ok", "release", "digest", "log_head", "queue", "disk_free", "last_backup_age"} <= health.keys()
    assert 'innovation_answers_total{status="404"}' in metrics
    assert "innovation_answer_seconds_bucket" in metrics
    assert f"innovation_release {float(health['release'])}" in metrics
    for line in metrics.splitlines():
        assert line.startswith("#") or re.fullmatch(r'[a-z_]+(\{[a-z]+="[^"]*"\})? [0-9.e+-]+|.*\+Inf.*', line), line
