"""Accounts under attack: guesses in parallel, strangers who lock others out, sessions that outlive their end."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import pyotp
import pytest

from dashboard.cli.main import main
from dashboard.opening import open_desk
from indicators.accounts import Account, ChangedError, DeniedError, Permission, Place, Role
from indicators.desk import Desk, Policy, passwords
from indicators.desk.passwords import check
from indicators.problems import UsageError
from indicators.store import open_store
from tests.dashboard.conftest import PASSWORD, Visitor, open_office
from tests.desk.test_desk import Clock

HOME, OFFICE, STRANGER = Place("10.0.0.1"), Place("10.0.0.1", device="d1"), Place("10.6.6.6")


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path, new_database):
    """Return an empty store on each database."""
    with closing(open_store(new_database(request.param, "accounts"), tmp_path / "kept", "changzhou")) as opened:
        yield opened


@pytest.fixture
def clock():
    """Return a clock that a test sets."""
    return Clock()


def opened(store, clock, dataset, *roles, **policy):
    """Return a desk with an administrator and somebody called wang."""
    desk = Desk(store, Policy(**policy), clock)
    desk.found(lambda: dataset)
    desk.people.enter("test", Account("boss", frozenset({Role.ADMINISTRATOR})), PASSWORD)
    desk.people.enter("test", Account("wang", frozenset(roles or {Role.REVIEWER})), PASSWORD)
    return desk


def refusals(desk, *attempts):
    """Return what each attempt is answered, "in" where it succeeds."""

    def attempt(words):
        try:
            desk.signing.sign_in(*words)
        except UsageError as error:
            return str(error)[:5]
        return "in"

    with ThreadPoolExecutor(8) as guessers:
        return Counter(guessers.map(attempt, attempts))


def test_guesses_in_parallel_are_counted_before_they_are_looked_at(store, clock, dataset):
    """Of forty guesses at once five are looked at, for a known name as for one that nobody has."""
    desk = opened(store, clock, dataset)
    for name in ("wang", "nobody-here"):
        answers = refusals(desk, *((name, f"guess {number}", "", STRANGER) for number in range(40)))
        assert sorted(answers.values()) == [5, 35]
        assert len(answers) == 2


def test_a_name_that_nobody_has_costs_as_many_hashes_as_a_known_one_until_it_is_locked_and_after(
    store, clock, dataset, monkeypatch
):
    """Attempt by attempt the same sentence and the same work: neither answer nor time tells which names there are."""
    desk = opened(store, clock, dataset)
    hasher, looked = type(passwords.HASHER), []
    verify = hasher.verify
    monkeypatch.setattr(hasher, "verify", lambda own, *words: looked.append(words) or verify(own, *words))
    told: dict[str, list] = {}
    for name, place in (("wang", Place("10.7.0.1")), ("nobody-here", Place("10.7.0.2"))):
        for number in range(8):
            before = len(looked)
            with pytest.raises(UsageError) as refused:
                desk.signing.sign_in(name, f"guess {number}", "", place)
            told.setdefault(name, []).append((str(refused.value), len(looked) - before))
    assert told["wang"] == told["nobody-here"]
    assert [hashes for _, hashes in told["wang"]] == [1] * 5 + [0] * 3


def test_a_stranger_locks_nobody_out_of_their_own_place(store, clock, dataset):
    """Failures lock the name where they were made; it opens elsewhere, on its own device, and there after a while."""
    desk = opened(store, clock, dataset)
    refusals(desk, *(("wang", "wrong", "", STRANGER) for _ in range(20)))
    assert refusals(desk, ("wang", PASSWORD, "", STRANGER))["in"] == 0
    assert refusals(desk, ("wang", PASSWORD, "", HOME), ("wang", PASSWORD, "", OFFICE))["in"] == 2
    clock.goes_on(minutes=16)
    assert refusals(desk, ("wang", PASSWORD, "", STRANGER))["in"] == 1
    assert {"sign-in.failed", "sign-in.locked", "sign-in"} <= {line.action for line in desk.people.lines()}


def test_guesses_from_many_places_lock_all_but_known_devices(store, clock, dataset):
    """Twenty places with a guess each are as bad as one with twenty; who was in here before is let through."""
    desk = opened(store, clock, dataset)
    refusals(desk, *(("wang", "wrong", "", Place(f"10.1.1.{number}")) for number in range(25)))
    assert refusals(desk, ("wang", PASSWORD, "", HOME))["in"] == 0
    assert refusals(desk, ("wang", PASSWORD, "", OFFICE))["in"] == 1


def test_an_account_that_is_switched_off_stays_off_whoever_signs_in_meanwhile(store, clock, dataset):
    """A sign-in writes nothing of the account: neither a right nor a wrong password brings it back."""
    desk = opened(store, clock, dataset)
    boss, wang = desk.people.named("boss"), desk.people.named("wang")
    for words in (("wang", PASSWORD, "", OFFICE), ("wang", "wrong", "", OFFICE)):
        with ThreadPoolExecutor(4) as at_once:
            tries = [at_once.submit(refusals, desk, words) for _ in range(3)]
            at_once.submit(desk.people.change, boss, Account("wang", wang.roles, active=False)).result()
            [one.result() for one in tries]
        assert not desk.people._known("wang").account.active


def test_of_two_administrators_who_change_the_same_account_one_is_told(store, clock, dataset):
    """Each change is a write on the state that was read."""
    desk = opened(store, clock, dataset)
    read = store.credentials("wang")
    desk.people.renew("boss", "wang")
    with pytest.raises(ChangedError):
        desk.people._save(read.account, read.hash, "account.changed", "boss", read.account.stamp)


@pytest.mark.parametrize(
    "end",
    [
        lambda desk, boss, word: desk.signing.end(word),
        lambda desk, boss, word: desk.people.reset(boss, "wang"),
        lambda desk, boss, word: desk.people.change(boss, Account("wang", frozenset({Role.VIEWER}))),
        lambda desk, boss, word: desk.signing.close(boss, desk.signing.session(word)[1].key),
        lambda desk, boss, word: refusals(desk, *(("wang", "x", "", HOME) for _ in range(7))),
    ],
)
def test_a_session_ends_with_what_ends_it(store, clock, dataset, end):
    """Sign-out, reset, a change of roles, its end by an administrator, a lock of its place: the word opens nothing."""
    desk = opened(store, clock, dataset)
    boss, word = desk.people.named("boss"), desk.signing.begin(desk.people.named("wang"), HOME)
    assert desk.signing.session(word)[0].name == "wang"
    end(desk, boss, word)
    assert desk.signing.session(word) is None


def test_nobody_ends_the_sessions_of_others_but_an_administrator(store, clock, dataset):
    """One sees and ends one's own."""
    desk = opened(store, clock, dataset)
    boss, wang = desk.people.named("boss"), desk.people.named("wang")
    desk.signing.begin(boss, HOME)
    desk.signing.begin(wang, HOME)
    (mine,) = desk.signing.sessions(wang)
    other = next(session for session in desk.signing.sessions(boss) if session.name == "boss")
    with pytest.raises(DeniedError):
        desk.signing.close(wang, other.key)
    assert mine.name == "wang"


def test_a_code_is_asked_for_once_it_is_set_up_and_taken_once(store, clock, dataset):
    """A second factor: the right code once, no other, and no second use of the same."""
    desk = opened(store, clock, dataset, second_factor=True)
    wang = desk.people.named("wang")
    assert desk.signing.needs_factor(wang)
    secret, address = desk.signing.offer_factor(wang)
    assert secret in address
    with pytest.raises(UsageError, match="动态口令"):
        desk.signing.take_factor(wang, secret, "000000")
    desk.signing.take_factor(wang, secret, pyotp.TOTP(secret).at(clock.now))
    clock.goes_on(minutes=1)
    code = pyotp.TOTP(secret).at(clock.now)
    assert refusals(desk, ("wang", PASSWORD, "", HOME))["in"] == 0
    assert refusals(desk, ("wang", PASSWORD, code, HOME))["in"] == 1
    assert refusals(desk, ("wang", PASSWORD, code, HOME))["in"] == 0
    assert not desk.signing.needs_factor(wang)


def test_nobody_is_left_without_an_administrator(settings, tmp_path, monkeypatch, capsys):
    """A command that adds the first account says that there is no administrator; the next start makes one."""
    monkeypatch.setenv("INNOVATION_STATE", str(tmp_path))
    assert main(["accounts", "--add", "wang", "--role", "reporter"]) == 0
    assert "还没有管理员" in capsys.readouterr().err
    people = open_desk(replace(settings, state=tmp_path)).people
    assert people.first_administrator() is not None
    assert people.named("admin").roles == {Role.ADMINISTRATOR}
    assert main(["accounts", "--add", "li", "--role", "reporter"]) == 0
    assert "还没有管理员" not in capsys.readouterr().err


def test_three_officers_are_three_people(store, clock, dataset):
    """三员分立: no account holds two offices, nobody changes their own, the log is the auditor's alone."""
    desk = opened(store, clock, dataset, three_officers=True)
    boss = desk.people.named("boss")
    with pytest.raises(UsageError, match="不同的人"):
        desk.people.change(boss, Account("wang", frozenset({Role.REVIEWER, Role.AUDITOR})))
    desk.people.enter("test", Account("other", frozenset({Role.ADMINISTRATOR})), PASSWORD)
    with pytest.raises(UsageError, match="自己的角色"):
        desk.people.change(boss, Account("boss", frozenset({Role.ADMINISTRATOR, Role.REPORTER})))
    desk.people.enter("test", Account("zhao", frozenset({Role.AUDITOR})), PASSWORD)
    allowed = [
        name for name in ("boss", "wang", "zhao") if desk.policy.allows(desk.people.named(name), Permission.AUDIT_LOG)
    ]
    assert allowed == ["zhao"]


def test_under_three_officers_roles_are_given_by_two_administrators(store, clock, dataset):
    """What one gives another confirms, on the same state of the account; taking away and renaming need one alone."""
    desk = opened(store, clock, dataset, three_officers=True)
    desk.people.enter("test", Account("other", frozenset({Role.ADMINISTRATOR})), PASSWORD)
    boss, other = desk.people.named("boss"), desk.people.named("other")
    auditor, off = Account("wang", frozenset({Role.AUDITOR})), Account("wang", frozenset({Role.AUDITOR}), active=False)
    for _ in range(2):
        with pytest.raises(UsageError, match="另一名管理员"):
            desk.people.change(boss, auditor)
    with pytest.raises(UsageError, match="另一名管理员"):  # other roles are another request
        desk.people.change(other, Account("wang", frozenset({Role.REPORTER})))
    assert desk.people.named("wang").roles == {Role.REVIEWER}
    waiting = {(line.subject, line.by, *line.detail["roles"]) for line in desk.people.awaited(other)}
    assert waiting == {("wang", "boss", "auditor"), ("wang", "other", "reporter")}
    assert desk.people.change(other, auditor).roles == {Role.AUDITOR}
    assert not desk.people.change(boss, off).active
    with pytest.raises(UsageError, match="另一名管理员"):  # what was confirmed once is no leave for ever
        desk.people.change(other, auditor)
    fresh = Account("zhao", frozenset({Role.REVIEWER}))
    with pytest.raises(UsageError, match="另一名管理员"):
        desk.people.add(boss, fresh, PASSWORD)
    assert "zhao" not in {account.name for account in desk.people.every()}
    assert [(line.subject, line.by) for line in desk.people.awaited(other)][:1] == [("zhao", "boss")]
    assert desk.people.add(other, fresh, PASSWORD).roles == {Role.REVIEWER}
    assert "roles.asked" in {line.action for line in desk.people.lines()}
    assert "zhao" not in {line.subject for line in desk.people.awaited(boss)}


@pytest.mark.parametrize(
    "password",
    [
        "elevenchars",
        "wang",
        "1234567890ab",
        "qwertyuiop12",
        "Password1234",
        "changzhou2026!",
        "常州市科技局2026",
        "wangwang2026",
        "aaaaaaaaaaaaaa",
    ],
)
def test_passwords_that_others_try_first_are_refused(password):
    """Too short, a row of the keyboard, a common word, the city's or the person's name with digits."""
    with pytest.raises(UsageError):
        check("wang", password, ("changzhou", "常州市", "常州"))


def test_the_strict_profile_asks_for_three_kinds_of_characters():
    """等保: letters alone do not do."""
    with pytest.raises(UsageError, match="三种"):
        check("wang", "a long enough password".replace(" ", ""), (), strict=True)
    check("wang", "a Long enough password", (), strict=True)


def test_a_grave_step_asks_for_the_password_again_and_the_own_role_change_keeps_one_in(settings, tmp_path):
    """After a quarter of an hour an administrator is led to the door first; who changes their own roles stays in."""
    app = open_office(settings, tmp_path)
    desk, passed = app.server.extensions["desk"], dt.timedelta()
    now = desk.now
    desk.signing._now = lambda: now() + passed
    visitor = Visitor(app, "administrator")
    assert visitor.post("/accounts/viewer", roles="viewer", active="yes").json == {"to": "/accounts"}
    passed = dt.timedelta(minutes=16)
    answer = visitor.post("/accounts/viewer", roles="reporter", active="yes")
    assert (answer.status_code, answer.json["to"][:6]) == (403, "/prove")
    assert desk.people.named("viewer").roles == {Role.VIEWER}
    assert visitor.post("/prove", password="wrong").status_code == 403  # noqa: S106 - of nobody
    assert visitor.post("/prove", password=PASSWORD).status_code == 302
    answer = visitor.client.post(
        "/accounts/administrator",
        data={"roles": ["administrator", "reporter"], "active": "yes"},
        headers={"X-CSRFToken": visitor.token},
    )
    assert answer.json == {"to": "/accounts"}
    assert visitor.get("/sessions").status_code == 200


def test_looking_at_the_door_tries_nothing(settings, tmp_path):
    """HEAD of a door is no attempt."""
    app = open_office(settings, tmp_path)
    before = len(app.server.extensions["desk"].people.lines())
    assert app.server.test_client().head("/sign-in").status_code == 200
    assert len(app.server.extensions["desk"].people.lines()) == before


def test_only_who_may_publish_imports_a_folder(store, clock, dataset):
    """A command asks for the same permission as a page."""
    desk = opened(store, clock, dataset)
    desk.people.enter("test", Account("zhao", frozenset({Role.REPORTER})), PASSWORD)
    changed = replace(dataset, targets=dataset.targets[:-1])
    for who in (desk.people.named("zhao"), None):
        with pytest.raises(DeniedError):
            desk.import_tables(who, changed, "r")
    assert desk.shelf.head() == 1
    assert desk.import_tables(desk.people.named("wang"), changed, "r").number == 2


def test_under_the_two_person_rule_nobody_restores_or_imports_alone(store, clock, dataset):
    """What one reviewer asks for another confirms; asking twice oneself does nothing."""
    desk = opened(store, clock, dataset, two_person_rule=True)
    desk.people.enter("test", Account("li", frozenset({Role.REVIEWER})), PASSWORD)
    wang, li = desk.people.named("wang"), desk.people.named("li")
    changed = replace(
        dataset, sources={**dataset.sources, "more": replace(next(iter(dataset.sources.values())), id="more")}
    )
    for _ in range(2):
        with pytest.raises(UsageError, match="另一名审核员"):
            desk.bring_in(changed, by="wang", reason="r")
    assert [(line.action, line.by) for line in desk.awaited(li)] == [("import.asked", "wang")]
    assert desk.bring_in(changed, by="li", reason="r").number == 2
    for _ in range(2):
        with pytest.raises(UsageError, match="另一名审核员"):
            desk.filing.restore(wang, 1, base=2, reason="r")
    assert desk.shelf.head() == 2
    assert [(line.subject, line.by) for line in desk.awaited(li)] == [("1", "wang")]
    assert desk.filing.restore(li, 1, base=2, reason="r").number == 3
    assert desk.awaited(li) == ()


@pytest.mark.parametrize("code", ["", "٣" * 6, "常常常常常常", "\x00", "9" * 400])
@pytest.mark.parametrize("is_offered", [True, False])
def test_no_code_is_right_by_its_letters_or_where_no_secret_was_offered(store, clock, code, is_offered):
    """Whatever is typed as a code is refused in a sentence, before a secret was ever shown too."""
    desk, account = Desk(store, Policy(), clock), Account("li", frozenset({Role.REVIEWER}))
    secret = desk.signing.offer_factor(account)[0] if is_offered else ""
    with pytest.raises(UsageError, match="动态口令"):
        desk.signing.take_factor(account, secret, code)
    assert not desk.signing.has_factor(account)
