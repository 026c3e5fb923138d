"""Every role at every address and every callback, with forged words and the right token: nothing moves that may not."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing

import pytest

from tests.dashboard.conftest import EVERYBODY, Visitor, open_office
from tests.dashboard.test_filing import FLIP, uploaded, workbook
from tests.dashboard.test_permissions import ALLOWED, answered
from tests.trust.test_fuzz import VALUES, body

KEPT = ("kept_row", "release", "release_sum", "upload", "account", "factor", "report")
OWN = {"/sign-in", "/sign-out", "/password", "/prove", "/second-factor", "/sessions", "/display-name"}
ANYBODYS = {"/export/<path:rest>", "/_dash-update-component"}
DENIED = {302, 400, 401, 403, 404, 405, 415}
FORMS = (
    {},
    {"roles": "administrator", "role": "administrator", "active": "yes", "name": "viewer", "password": "forged words"},
    {"digest": "0" * 64, "base": "1", "reason": "x", "why:观测值!D2": "x", "remark": "x", "explanations": "{}"},
    {"base": "9" * 30, "number": "-1", "digest": "\x00", "reason": "<script>", "answer": "[[[[", "code": "٣" * 6},
    {
        "next": "//elsewhere.example",
        "to": "javascript:1",
        "who": "administrator",
        "account": "administrator",
        "key": "x",
    },
)
TURNS = 3


@pytest.fixture(scope="module")
def staffed(settings, tmp_path_factory):
    """Return a dashboard with an account for every role and an upload that waits, and the file of its database."""
    folder = tmp_path_factory.mktemp("forged")
    app = open_office(settings, folder)
    uploaded(Visitor(app, "both"), workbook(FLIP))
    [database] = folder.rglob("*.sqlite3")
    return app, database


def kept(database):
    """Everything that a forger might change: figures, releases, uploads, accounts, second factors."""
    with closing(sqlite3.connect(database)) as connection:
        return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in KEPT}  # noqa: S608 - ours


def filled(path):
    """An address with what exists in its blanks, so that a refusal is one of the right and not of the name."""
    blanks = {"<int:number>": "1", "<name>": "viewer", "<path:rest>": "log/log.json", "<path:name>": "targets"}
    for blank, word in blanks.items():
        path = path.replace(blank, word)
    return path


def rules(app, method):
    return sorted({rule.rule for rule in app.server.url_map.iter_rules() if method in rule.methods})


def visitor(app, who):
    return Visitor(app, None if who == "nobody" else who)


def test_whatever_takes_a_post_is_in_a_table_of_who_may(app):
    """A new way to post is denied to this test until somebody says whose it is."""
    staff = {route.split()[1] for route in ALLOWED if route.startswith("POST")}
    assert set(rules(app, "POST")) == staff | OWN | ANYBODYS
    for method in ("PUT", "DELETE", "PATCH"):
        assert rules(app, method) == []


@pytest.mark.parametrize("who", EVERYBODY)
def test_forged_posts_are_refused_and_change_nothing(staffed, who):
    """Forms and JSON at every address whose right this role has not: a refusal, and everything as it was."""
    app, database = staffed
    client, before, found = visitor(app, who), kept(database), {}
    for route, allowed in ALLOWED.items():
        method, path = route.split()
        if method != "POST" or who in allowed:
            continue
        headers = {"X-CSRFToken": client.token}
        for form in FORMS:
            answer = client.client.post(filled(path), data=form, headers=headers)
            found[path, str(form)] = answer.status_code, "Traceback" in answer.text
        for value in VALUES:
            answer = client.client.post(filled(path), json=value, headers=headers)
            found[path, str(value)] = answer.status_code, "Traceback" in answer.text
    assert {key: seen for key, seen in found.items() if seen not in {(401, False), (403, False)}} == {}
    assert kept(database) == before


@pytest.mark.parametrize("who", EVERYBODY)
def test_doors_take_forged_words_without_a_fault(staffed, who):
    """Sign-in, password, second factor, sessions and exports: whatever is posted, no fault and no account changed."""
    app, database = staffed
    client, before, found = visitor(app, who), kept(database), {}
    for path in sorted(OWN | ANYBODYS):  # that which signs out comes last
        for number, form in enumerate((*FORMS, [[]])):
            if path == "/sign-in" and number > 1:
                break  # a place that fails too often is locked, as it should be
            given = {"data": form} if number < len(FORMS) else {"json": form}
            answer = client.client.post(
                filled(path),
                headers={"X-CSRFToken": client.token},
                environ_base={"REMOTE_ADDR": f"10.0.0.{number}"},
                **given,
            )
            found[path, number] = answer.status_code, "Traceback" in answer.text
    assert {key: seen for key, seen in found.items() if seen[0] >= 500 or seen[1]} == {}
    assert kept(database) == before


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_address_that_is_looked_at_changes_anything(staffed, who):
    """GET of every address, with what exists in its blanks and with forged words behind it."""
    app, database = staffed
    client, before, found = visitor(app, who), kept(database), {}
    for path in rules(app, "GET"):
        answer = client.client.get(filled(path), query_string=FORMS[3], buffered=True)
        found[path] = answer.status_code, b"Traceback" in answer.data
    assert {key: seen for key, seen in found.items() if seen[0] >= 500 or seen[1]} == {}
    assert kept(database) == before


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_callback_changes_anything_whoever_sends_whatever(staffed, who):
    """Each callback, in the background too, and each target of the browser's own: no fault, all as it was."""
    app, database = staffed
    client, before, found = visitor(app, who), kept(database), {}
    chance = random.Random(who)  # noqa: S311 - the same bodies each time
    for name, callback in app.callback_map.items():
        for _ in range(TURNS):
            sent = body(chance, {"name": name, **callback})
            answer = client.client.post("/_dash-update-component", json=sent, headers={"X-CSRFToken": client.token})
            found[name, str(sent)[:300]] = answer.status_code, "Traceback" in answer.text
    of_the_browser = set(app.callback_map) - set(answered(app))
    assert {key: seen for key, seen in found.items() if seen[0] >= 500 or seen[1]} == {}
    assert {seen[0] for (name, _), seen in found.items() if name in of_the_browser} <= DENIED
    assert kept(database) == before
