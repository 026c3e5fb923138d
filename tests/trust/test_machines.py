"""Two machines behind nginx on one PostgreSQL are one dashboard, and one of them may die."""

from __future__ import annotations

import threading
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from dashboard.opening import open_the_store
from dashboard.settings import Settings
from indicators.accounts import Account, Role
from indicators.desk import Desk, Policy
from indicators.tables import curated
from tests import postgres
from tests.dashboard.test_filing import FLIP, workbook
from tests.trust import proxies
from tests.trust.servers import Server, started, wait_until

NAME, PASSWORD = "wang", "a long enough password"
READERS = 4


@dataclass(frozen=True)
class Office:
    """Two machines, the site in front of them, the same without TLS, its certificate, and the settings of both."""

    machines: tuple[Server, Server]
    address: str
    plain: str
    certificate: Path
    settings: Settings

    def reader(self):
        """Return a client that knows the certificate of the site."""
        session = requests.Session()
        session.trust_env, session.verify = False, str(self.certificate)
        return session

    def posted(self, session, path, to="", **given):
        """Post with the token of the page: to the site, or to one machine as nginx would hand it on."""
        headers = {"X-CSRFToken": session.cookies["csrf_token"], "Referer": f"{self.address}/"}
        if to:  # what nginx says of itself and the client
            cookies = "; ".join(f"{name}={value}" for name, value in session.cookies.items())
            host = self.address.removeprefix("https://")
            headers |= {"Cookie": cookies, "X-Forwarded-Proto": "https", "X-Forwarded-Host": host}
        sender = requests if to else session
        answer = sender.post(
            f"{to or self.address}{path}", headers=headers, allow_redirects=False, timeout=120, **given
        )
        session.get(f"{self.address}/sign-in", timeout=120)  # the token of a session that may be a new one
        return answer


@pytest.fixture(scope="module")
def office(tmp_path_factory, postgresql):
    """Start two machines on an empty database, and nginx in front of them."""
    folder = tmp_path_factory.mktemp("machines")
    settings = Settings(
        state=folder / "third", shared=folder / "all", database=postgres.new_database(postgresql), processes=1
    )
    surroundings = {
        "INNOVATION_DATABASE_URL": settings.database,
        "INNOVATION_SHARED": str(settings.shared),
        "INNOVATION_PROCESSES": "1",
        "INNOVATION_PROXY": "127.0.0.1",
        "INNOVATION_HTTPS": "yes",
    }
    with closing(open_the_store(settings)) as store:
        desk = Desk(store, Policy())
        desk.found(lambda: curated.load(settings.folder()))
        desk.people.enter("test", Account(NAME, frozenset({Role.REPORTER, Role.REVIEWER})), "the first password")
        desk.signing.change_password(NAME, "the first password", PASSWORD)
    with ExitStack() as stack:
        machines = [stack.enter_context(started(folder / name, **surroundings)) for name in ("one", "two")]
        for machine in machines:
            wait_until(lambda machine=machine: machine.status("/") == 200)
        site = stack.enter_context(proxies.running(folder, [machine.port for machine in machines]))
        yield Office(tuple(machines), *site, settings)


@pytest.fixture
def signed_in(office):
    """Return a client that signed in through the site, whichever machine took the password."""
    session = office.reader()
    session.get(f"{office.address}/sign-in", timeout=120)
    assert office.posted(session, "/sign-in", data={"name": NAME, "password": PASSWORD}).status_code == 302
    return session


def test_a_reader_without_tls_is_led_to_it(office):
    """Plain HTTP answers with the same address under HTTPS, and every answer there asks browsers to stay."""
    answer = office.reader().get(f"{office.plain}/goals?on=2025", allow_redirects=False, timeout=60)
    assert (answer.status_code, answer.headers["Location"]) == (301, f"https://{proxies.HOST}/goals?on=2025")
    secure = office.reader().get(f"{office.address}/goals", timeout=60)
    assert "max-age" in secure.headers["Strict-Transport-Security"]
    assert all(cookie.secure for cookie in secure.cookies)


def test_what_never_changes_is_kept_in_front_and_nothing_else_is(office, signed_in):
    """A pinned answer for anybody and a file of the site come from the site itself the second time."""
    pinned, style = "/api/v1/targets?release=1", office.reader().get(office.address, timeout=60).text
    asset = style.split('rel="stylesheet" href="')[1].split('"')[0]
    for path in (pinned, asset):
        answers = [office.reader().get(f"{office.address}{path}", timeout=60) for _ in range(2)]
        assert [answer.headers["X-Cache"] for answer in answers] == ["MISS", "HIT"], path
        assert answers[0].content == answers[1].content
    for path in ("/", "/api/v1/targets", "/goals?release=1"):
        answers = [office.reader().get(f"{office.address}{path}", timeout=60) for _ in range(2)]
        assert "HIT" not in {answer.headers["X-Cache"] for answer in answers}, path
    assert signed_in.get(f"{office.address}{pinned}", timeout=60).headers["X-Cache"] == "BYPASS"
    assert "private" in signed_in.get(f"{office.address}{pinned}", timeout=60).headers["Cache-Control"]


def test_a_session_upload_and_release_of_one_machine_are_those_of_the_other(office, signed_in):
    """Filed on one machine, published on the other, read on both with the next request."""
    one, two = (f"http://127.0.0.1:{machine.port}" for machine in office.machines)
    files = {"file": ("x.xlsx", workbook(FLIP))}
    path = office.posted(signed_in, "/data/uploads", to=one, files=files).json()["to"]
    with closing(open_the_store(office.settings)) as store:
        upload = store.upload(int(path.rsplit("/", 1)[1]))
    given = {"digest": upload.digest, "base": upload.base, "reason": "年报", "why:观测值!D2": "核实"}
    answer = office.posted(signed_in, f"{path}/publish", to=two, data=given)
    assert answer.status_code == 200, answer.text
    for machine in office.machines:
        rows = machine.get("/api/v1/observations?indicator=hitech-firms&period=2025")[1:]
        assert '"7200"' in rows[1] or "7200" in rows[1]
        assert '"release":2' in machine.get("/health")[2].replace(" ", "")
    for machine in office.machines:
        wait_until(lambda machine=machine: machine.status("/") == 200)  # its goals are counted
    original = signed_in.get(f"{office.address}{path}/original", timeout=60)
    assert original.content == files["file"][1]


def test_a_machine_that_dies_under_load_fails_nothing_but_what_it_was_answering(office):
    """Readers go on being answered by the other machine; at most what was in flight at the moment is lost."""
    stop, lost, answered = threading.Event(), [], []

    def read():
        reader = office.reader()
        while not stop.is_set():
            try:
                answer = reader.get(f"{office.address}/regions/wujin", timeout=60)
                (answered if answer.status_code == 200 else lost).append(answer.status_code)
            except requests.RequestException as error:
                lost.append(str(error))

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    wait_until(lambda: len(answered) > 4 * READERS)
    dead = office.machines[0]
    for process in (dead.process, *dead.children(), *dead.children("care"), *dead.children("packs")):
        process.kill()
    before = len(answered)
    wait_until(lambda: len(answered) > before + 8 * READERS)
    stop.set()
    for reader in readers:
        reader.join(120)
    assert len(lost) <= READERS, lost
    dead.process.wait(60)
