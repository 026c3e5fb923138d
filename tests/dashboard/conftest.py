"""An office of its own: a dashboard with an account for every role, and clients that are signed in."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.app import create_app
from indicators.accounts import Account, Role
from indicators.goals.methods import Verdict
from indicators.table import MetricTable
from indicators.views import standings
from indicators.views.scoreboard import latest_year

PASSWORD = "a long enough password"  # noqa: S105 - of accounts that live as long as a test
EVERYBODY = {
    "nobody": None,
    "viewer": frozenset({Role.VIEWER}),
    "reporter": frozenset({Role.REPORTER}),
    "reviewer": frozenset({Role.REVIEWER}),
    "administrator": frozenset({Role.ADMINISTRATOR}),
    "auditor": frozenset({Role.AUDITOR}),
    "both": frozenset({Role.REPORTER, Role.REVIEWER}),
}


class Visitor:
    """A client of the server behind a dashboard that carries the token of its pages, as a browser does."""

    def __init__(self, app, name: str | None = None, password: str = PASSWORD) -> None:
        self.client = app.server.test_client()
        self.client.get("/sign-in")
        if name is not None:
            answer = self.post("/sign-in", name=name, password=password)
            assert answer.status_code == 302, answer.text

    @property
    def token(self) -> str:
        """Return what the page's posts carry."""
        return self.client.get_cookie("csrf_token").value

    def post(self, path, file=None, **fields):
        """Post a form, with a file as (name, content) if one is given."""
        if file is not None:
            name, content = file
            fields["file"] = (io.BytesIO(content), name)
        answer = self.client.post(
            path, data=fields, headers={"X-CSRFToken": self.token}, content_type="multipart/form-data"
        )
        self.client.get("/sign-in")  # the token of the session that may be a new one
        return answer

    def get(self, path):
        """Ask for an address."""
        return self.client.get(path)


def open_office(settings, folder, **changes):
    """Return a dashboard of its own state, with an account for every role."""
    app = create_app(replace(settings, state=folder, **changes))
    desk = app.server.extensions["desk"]
    for name, roles in EVERYBODY.items():
        if roles is not None and not ({Role.REPORTER, Role.REVIEWER} <= roles and changes.get("two_person_rule")):
            desk.people.enter("test", Account(name, roles), "the first password")
            desk.signing.change_password(name, "the first password", PASSWORD)
    return app


@pytest.fixture(scope="module")
def office(settings, tmp_path_factory):
    """Return a dashboard with an account for every role; the tests of one module share it."""
    return open_office(settings, tmp_path_factory.mktemp("office"))


@pytest.fixture
def fresh_office(settings, tmp_path):
    """Return a dashboard with an account for every role, for one test alone."""
    return open_office(settings, tmp_path)


@pytest.fixture
def visitor(office):
    """Return a function: the name of an account (or nobody) -> a client that is signed in as it."""
    return lambda name: Visitor(office, None if name == "nobody" else name)


@pytest.fixture(scope="module")
def later(dataset):
    """Return the city with a figure that another light follows from, and the goal that it is of."""
    on = latest_year(dataset)
    known = [one for one in standings.lines(dataset, on, "14fyp") if one.verdict is Verdict.MISSED]
    target = known[0].target
    figures = dataset.table.observations
    latest = dataset.table.latest(target.key, on)
    changed = [replace(one, value=one.value * Decimal(9)) if one.id == latest.id else one for one in figures]
    return replace(dataset, table=MetricTable(changed)), target
