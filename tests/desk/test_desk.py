"""The use cases at the desk, on a real SQLite and a real PostgreSQL: who may, what is refused, what stays as it was."""

import datetime as dt
from contextlib import closing
from dataclasses import replace

import pytest
from argon2 import Type, extract_parameters

from indicators.accounts import Account, DeniedError, Permission, Role, covers, may
from indicators.desk import Desk, Policy
from indicators.desk.shelf import one_moment
from indicators.problems import OutdatedError, UnknownName, UsageError
from indicators.releases.release import UploadState, in_force
from indicators.store import open_store
from indicators.tables import curated
from indicators.tables.folder import write_folder
from indicators.tables.rows import rows_of
from tests.dashboard.test_filing import FLIP, workbook
from tests.shipped import FIRMS

NOON = dt.datetime(2026, 11, 24, 4, tzinfo=dt.UTC)
PASSWORD = "a long enough password"  # noqa: S105 - of accounts that live as long as a test
GDP = ("地区生产总值", "常州市", 2025, 11300)


class Clock:
    """A clock that a test sets."""

    def __init__(self):
        self.now = NOON

    def __call__(self):
        """Return the time that was set."""
        return self.now

    def goes_on(self, **span):
        """Let time pass."""
        self.now += dt.timedelta(**span)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path, new_database):
    """Return an empty store on each database."""
    with closing(open_store(new_database(request.param, "desk"), tmp_path / "kept", "changzhou")) as opened:
        yield opened


def opened(store, clock, dataset, **policy):
    desk = Desk(store, Policy(**policy), clock)
    desk.found(lambda: dataset)
    return desk


def person(desk, name, *roles, **scope):
    desk.people.enter("test", Account(name, frozenset(roles), **scope), PASSWORD)
    return desk.people.named(name)


def explained(desk, upload):
    return {one["where"]: "核实" for one in desk.filing.seen(upload)["problems"] if one["explain"]}


def published(desk, who, *rows):
    upload = desk.filing.stage(who, workbook(*rows), "x.xlsx")
    named = {"digest": upload.digest, "base": upload.base}
    return desk.filing.publish(who, upload.number, **named, reason="年报", explanations=explained(desk, upload))


def test_the_folder_is_the_first_release_and_comes_back_the_same(store, clock, dataset, tmp_path):
    desk = opened(store, clock, dataset)
    assert desk.shelf.head() == 1
    assert rows_of(desk.dataset()) == rows_of(dataset)
    desk.found(lambda: pytest.fail("the folder is read at the first start only"))
    write_folder(desk.dataset(), tmp_path / "changzhou")
    with pytest.raises(UsageError, match="完全一致"):
        desk.bring_in(curated.load(tmp_path / "changzhou"), "test", "again")


def test_a_release_never_changes_and_a_restore_is_a_release(store, clock, dataset):
    desk = opened(store, clock, dataset)
    both = person(desk, "both", Role.REPORTER, Role.REVIEWER)
    first = rows_of(desk.dataset(1))
    record = published(desk, both, FLIP, GDP, ("地区生产总值", "常州市", 2020, "—"))
    assert (record.number, record.added, record.altered, record.removed) == (2, 1, 2, 0)
    assert rows_of(Desk(store).dataset(1)) == first
    key = dataset.key("hitech-firms")
    assert [(one.key, one.old, one.new) for one in desk.dataset().corrections if one.new is not None] == [
        (key, int(FIRMS), 7200)
    ]
    with pytest.raises(OutdatedError):
        desk.filing.restore(both, 1, base=1, reason="too late")
    again = desk.filing.restore(both, 1, base=2, reason="报错")
    assert again.restores == 1
    assert [list(of_table.items()) for of_table in rows_of(desk.dataset()).values()] == [
        list(of_table.items()) for of_table in first.values()
    ]
    with pytest.raises(UsageError, match="完全相同"):
        desk.filing.restore(both, 1, base=3, reason="again")
    with pytest.raises(UnknownName):
        desk.filing.restore(both, 99, base=3, reason="x")
    assert store.verify() == ()
    assert [one.number for one in desk.shelf.records()] == [3, 2, 1]


def test_what_needs_an_explanation_carries_it_into_the_note_of_its_figure(store, clock, dataset):
    desk = opened(store, clock, dataset)
    published(desk, person(desk, "both", Role.REPORTER, Role.REVIEWER), FLIP)
    (figure,) = [one for one in desk.dataset().table.of(dataset.key("hitech-firms")) if one.value == 7200]
    assert "核实" in figure.note
    assert desk.dataset().source(figure.citation.source).title == "数据报送：x.xlsx"


def test_a_reporter_files_only_their_own_regions_and_themes(store, clock, dataset):
    desk = opened(store, clock, dataset)
    reporter = person(desk, "wujin", Role.REPORTER, regions=frozenset({"wujin"}), themes=frozenset({"economy"}))
    rows = (("地区生产总值", "武进区", 2025, 2600), GDP, ("高新技术企业数", "武进区", 2025, 1200))
    upload = desk.filing.stage(reporter, workbook(*rows), "x.xlsx")
    problems = desk.filing.seen(upload)["problems"]
    assert {one["where"].split("!")[1][1:] for one in problems if one["kind"] == "not-yours"} == {"3", "4"}
    with pytest.raises(UsageError, match="必须先改正"):
        desk.filing.submit(reporter, upload.number, explained(desk, upload))
    assert covers(reporter, "wujin", "economy")
    assert not covers(reporter, "wujin", "firms")


def test_what_waits_is_counted_for_who_has_to_do_it(store, clock, dataset):
    desk = opened(store, clock, dataset)
    reporter, reviewer = person(desk, "reporter", Role.REPORTER), person(desk, "reviewer", Role.REVIEWER)
    other = person(desk, "other", Role.REPORTER)

    def filed():
        upload = desk.filing.stage(reporter, workbook(FLIP), "x.xlsx")
        return desk.filing.submit(reporter, upload.number, explained(desk, upload))

    def counted():
        return [(desk.waiting(who).to_review, desk.waiting(who).returned) for who in (reporter, reviewer, other, None)]

    assert counted() == [(0, 0)] * 4
    first, second = filed(), filed()
    assert counted() == [(0, 0), (2, 0), (0, 0), (0, 0)]
    for upload in (first, second):
        clock.goes_on(minutes=5)
        desk.filing.send_back(reviewer, upload.number, "口径不对")
    assert counted() == [(0, 2), (0, 0), (0, 0), (0, 0)]
    clock.goes_on(minutes=5)
    filed()  # what is filed anew stands for one of those that came back
    assert counted() == [(0, 1), (1, 0), (0, 0), (0, 0)]


def test_a_release_is_in_force_until_a_restore_goes_behind_it(store, clock, dataset):
    desk = opened(store, clock, dataset)
    both = person(desk, "both", Role.REPORTER, Role.REVIEWER)
    published(desk, both, FLIP)
    published(desk, both, GDP)
    assert in_force(desk.shelf.records()) == {1, 2, 3}
    desk.filing.restore(both, 2, base=3, reason="报错")
    assert in_force(desk.shelf.records()) == {1, 2, 4}
    desk.filing.restore(both, 3, base=4, reason="没有错")
    assert in_force(desk.shelf.records()) == {1, 2, 3, 5}
    assert in_force(()) == frozenset()


def test_under_the_two_person_rule_nobody_publishes_their_own(store, clock, dataset):
    desk = opened(store, clock, dataset, two_person_rule=True)
    with pytest.raises(UsageError, match="两人制"):
        person(desk, "both", Role.REPORTER, Role.REVIEWER)
    reporter, reviewer = person(desk, "reporter", Role.REPORTER), person(desk, "reviewer", Role.REVIEWER)
    upload = desk.filing.stage(reporter, workbook(FLIP), "x.xlsx")
    named = {"digest": upload.digest, "base": upload.base, "reason": "年报"}
    with pytest.raises(DeniedError):
        desk.filing.publish(reporter, upload.number, **named)
    upload = desk.filing.submit(reporter, upload.number, explained(desk, upload), "请审")
    assert (upload.state, upload.remark) == (UploadState.SUBMITTED, "请审")
    assert desk.filing.publish(reviewer, upload.number, **named).by == "reviewer"
    assert desk.filing.upload(reporter, upload.number).release == 2


def test_an_upload_is_decided_once(store, clock, dataset):
    desk = opened(store, clock, dataset)
    both = person(desk, "both", Role.REPORTER, Role.REVIEWER)
    upload = desk.filing.stage(both, workbook(FLIP), "x.xlsx")
    desk.filing.withdraw(both, upload.number)
    for act in (
        lambda: desk.filing.withdraw(both, upload.number),
        lambda: desk.filing.submit(both, upload.number, explained(desk, upload)),
        lambda: desk.filing.send_back(both, upload.number, "x"),
        lambda: desk.filing.publish(both, upload.number, digest=upload.digest, base=1, reason="x"),
    ):
        with pytest.raises(UsageError, match="已撤回"):
            act()


def test_an_upload_of_somebody_else_is_not_shown(store, clock, dataset):
    desk = opened(store, clock, dataset)
    one, other = person(desk, "one", Role.REPORTER), person(desk, "other", Role.REPORTER)
    content = workbook(FLIP)
    upload = desk.filing.stage(one, content, "x.xlsx")
    for act in (desk.filing.upload, desk.filing.original, desk.filing.returned, desk.filing.withdraw):
        with pytest.raises(DeniedError):
            act(other, upload.number)
    assert desk.filing.uploads(other) == ()
    assert desk.filing.original(one, upload.number) == content


def test_every_use_case_is_denied_to_who_may_not(store, clock, dataset):
    desk = opened(store, clock, dataset, open_view=False)
    nobody, viewer = None, person(desk, "viewer", Role.VIEWER)
    acts = (
        lambda who: desk.filing.stage(who, b"", "x"),
        lambda who: desk.filing.again(who, 1),
        lambda who: desk.filing.submit(who, 1, {}),
        lambda who: desk.filing.withdraw(who, 1),
        lambda who: desk.filing.send_back(who, 1, "x"),
        lambda who: desk.filing.publish(who, 1, digest="", base=1, reason="x"),
        lambda who: desk.filing.restore(who, 1, base=1, reason="x"),
        lambda who: desk.filing.upload(who, 1),
        desk.filing.uploads,
        lambda who: desk.filing.original(who, 1),
        lambda who: desk.filing.returned(who, 1),
        lambda who: desk.filing.template(who, region=None, theme=None, period=None),
        desk.people.accounts,
        lambda who: desk.people.add(who, Account("x", frozenset({Role.VIEWER})), PASSWORD),
        lambda who: desk.people.change(who, Account("viewer", frozenset({Role.ADMINISTRATOR}))),
        lambda who: desk.people.reset(who, "viewer"),
        desk.people.log,
        desk.people.verify,
    )
    for who in (nobody, viewer):
        for act in acts:
            with pytest.raises(DeniedError):
                act(who)
    assert not may(nobody, Permission.VIEW, open_view=False)
    assert may(viewer, Permission.VIEW, open_view=False)
    off = Account("off", frozenset(Role), active=False)
    assert not any(may(off, one, open_view=False) for one in Permission)


def test_only_hashes_of_passwords_are_kept(store, clock, dataset):
    desk = opened(store, clock, dataset)
    person(desk, "viewer", Role.VIEWER)
    assert store.credentials("viewer").hash.startswith("$argon2id$")
    assert all(PASSWORD not in str(line) for line in desk.people.lines())


def test_a_hash_costs_whoever_guesses_what_the_field_asks_for(full_hasher):
    """RFC 9106 and OWASP's password storage: Argon2id, 64 MiB, three passes."""
    parameters = extract_parameters(full_hasher.hash(PASSWORD))
    assert parameters.type is Type.ID
    assert parameters.memory_cost >= 64 * 1024
    assert parameters.time_cost >= 3


def test_one_administrator_always_remains(store, clock, dataset):
    desk = opened(store, clock, dataset)
    admin = person(desk, "admin", Role.ADMINISTRATOR)
    for changed in (Account("admin", frozenset({Role.VIEWER})), Account("admin", frozenset(Role), active=False)):
        with pytest.raises(UsageError, match="管理员"):
            desk.people.change(admin, changed)
    person(desk, "second", Role.ADMINISTRATOR)
    assert desk.people.change(admin, Account("admin", frozenset({Role.VIEWER}))).stamp == 2


@pytest.mark.parametrize("name", ["", "x", "a b", "<script>", "x" * 41, "名"])
def test_a_name_is_made_of_letters_and_not_too_short_or_long(tmp_path, clock, dataset, name):
    with closing(open_store(f"sqlite:///{tmp_path / 'x.sqlite3'}", tmp_path, "changzhou")) as store:
        desk = Desk(store, Policy(), clock)
        with pytest.raises(UsageError, match="帐号须为"):
            person(desk, name, Role.VIEWER)


def test_within_one_moment_a_release_of_another_process_is_not_seen_and_an_own_one_is(store, clock, dataset):
    mine, other = opened(store, clock, dataset), Desk(store, Policy(), clock)
    fewer = [replace(dataset, targets=dataset.targets[:-count]) for count in (1, 2)]
    with one_moment():
        assert mine.shelf.current() == 1
        with one_moment():
            other.bring_in(fewer[0], "other", "a goal fewer")
        assert mine.shelf.current() == 1
        mine.bring_in(fewer[1], "mine", "two goals fewer")
        assert mine.shelf.current() == 3
    assert mine.shelf.current() == 3
