"""The calendar of releases, on a real SQLite and a real PostgreSQL: nothing before its time, and then once."""

import datetime as dt
from contextlib import closing
from dataclasses import replace

import pytest

from indicators.accounts import DeniedError, Role
from indicators.desk import Desk
from indicators.problems import OutdatedError, UsageError
from indicators.releases.release import UploadState
from indicators.store import open_store
from tests.dashboard.test_filing import FLIP, workbook
from tests.desk.test_desk import GDP, clock, explained, opened, person, published  # noqa: F401 - a fixture

HOUR = dt.timedelta(hours=1)
BOTH = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def store(request, tmp_path, new_database):
    """Return an empty store: SQLite, where a test does not name another database."""
    address = new_database(getattr(request, "param", "sqlite"), "desk")
    with closing(open_store(address, tmp_path / "kept", "changzhou")) as found:
        yield found


@pytest.fixture
def desk(store, clock, dataset):  # noqa: F811 - the fixture
    """Return a desk with a reporter and a reviewer."""
    found = opened(store, clock, dataset)
    person(found, "reporter", Role.REPORTER)
    person(found, "reviewer", Role.REVIEWER)
    return found


def scheduled(desk, *rows, due=HOUR):
    """An upload that was submitted with a note and approved for a time."""
    reporter, reviewer = map(desk.people.named, ("reporter", "reviewer"))
    upload = desk.filing.stage(reporter, workbook(*rows), "x.xlsx")
    desk.filing.submit(reporter, upload.number, explained(desk, upload), "请审")
    _, upload = desk.filing.approved(reviewer, upload.number, digest=upload.digest, base=upload.base, explanations=None)
    return desk.schedule.add(reviewer, upload, "按日历发布", desk.now() + due)


def stands(desk, upload):
    found = desk.filing.upload(desk.people.named("reviewer"), upload.number)
    return found.state, found.release


@BOTH
def test_nothing_is_published_before_its_time_and_then_once_whichever_server_looks_first(desk, store, clock):  # noqa: F811
    """Neither a restart nor a second server publishes it again; the release says who approved it and why."""
    upload = scheduled(desk, FLIP)
    assert (upload.remark, upload.reason) == ("请审", "按日历发布")
    clock.goes_on(minutes=59)
    assert desk.schedule.publish_due() == ()
    assert [record.number for record in desk.shelf.records()] == [1]
    clock.goes_on(minutes=1)
    restarted, other = Desk(store, desk.policy, clock), Desk(store, desk.policy, clock)
    (record,) = restarted.schedule.publish_due()
    assert other.schedule.publish_due() == desk.schedule.publish_due() == ()
    assert (record.number, record.by, record.reason, record.at) == (2, "reviewer", "按日历发布", clock.now)
    assert stands(desk, upload) == (UploadState.PUBLISHED, 2)
    assert store.verify() == ()


@BOTH
def test_of_two_servers_that_look_at_the_same_moment_one_publishes(desk, store, clock, monkeypatch):  # noqa: F811
    """The second still has the upload in hand when the first is through."""
    scheduled(desk, FLIP)
    clock.goes_on(hours=1)
    in_hand = store.scheduled()
    assert len(desk.schedule.publish_due()) == 1
    monkeypatch.setattr(store, "scheduled", lambda: in_hand)
    assert Desk(store, desk.policy, clock).schedule.publish_due() == ()
    assert desk.shelf.head() == 2
    assert store.verify() == ()


def test_until_then_it_is_taken_back_by_a_reviewer_or_by_its_reporter(desk, store, clock):  # noqa: F811
    """It waits for a reviewer again, or is withdrawn; its time comes and nothing happens."""
    first, second = scheduled(desk, FLIP), scheduled(desk, GDP)
    reporter, reviewer = map(desk.people.named, ("reporter", "reviewer"))
    with pytest.raises(DeniedError):
        desk.schedule.take_back(reporter, first.number)
    back = desk.schedule.take_back(reviewer, first.number)
    assert (back.state, back.due_at, back.remark, back.reason) == (UploadState.SUBMITTED, None, "请审", "")
    with pytest.raises(UsageError, match="没有定时"):
        desk.schedule.take_back(reviewer, first.number)
    assert desk.filing.withdraw(reporter, second.number).state is UploadState.WITHDRAWN
    clock.goes_on(hours=2)
    assert desk.schedule.publish_due() == ()
    assert desk.shelf.head() == 1
    assert store.verify() == ()


def test_what_others_published_meanwhile_stays_and_the_same_figures_are_looked_at_again(desk, store, clock):  # noqa: F811
    """On top of a release about other figures it is published as approved; about the same figures it waits again."""
    both = person(desk, "both", Role.REPORTER, Role.REVIEWER)
    first, second = scheduled(desk, FLIP), scheduled(desk, ("地区生产总值", "常州市", 2025, 11400), due=2 * HOUR)
    published(desk, both, GDP)
    clock.goes_on(hours=1)
    assert [record.number for record in desk.schedule.publish_due()] == [3]
    figures = {one.key.indicator: one.value for one in desk.dataset().table.of(desk.dataset().key("hitech-firms"))[-1:]}
    assert figures == {"hitech-firms": 7200}
    clock.goes_on(hours=1)
    assert desk.schedule.publish_due() == ()
    assert stands(desk, first) == (UploadState.PUBLISHED, 3)
    assert stands(desk, second) == (UploadState.SUBMITTED, None)
    assert "未发布" in desk.filing.upload(both, second.number).reason
    assert desk.shelf.head() == 3
    assert store.verify() == ()


def test_who_may_publish_no_longer_has_nothing_published_in_their_name(desk, clock):  # noqa: F811
    """The approval was theirs to give while they were reviewers."""
    upload = scheduled(desk, FLIP)
    boss = person(desk, "boss", Role.ADMINISTRATOR)
    desk.people.change(boss, replace(desk.people.named("reviewer"), roles=frozenset({Role.VIEWER})))
    clock.goes_on(hours=1)
    assert desk.schedule.publish_due() == ()
    assert desk.filing.upload(person(desk, "other", Role.REVIEWER), upload.number).state is UploadState.SUBMITTED


def test_a_time_that_is_over_and_a_base_that_is_old_are_refused(desk, clock):  # noqa: F811
    """Both in a sentence, and nothing is changed."""
    with pytest.raises(UsageError, match="晚于现在"):
        scheduled(desk, FLIP, due=dt.timedelta())
    both = person(desk, "both", Role.REPORTER, Role.REVIEWER)
    upload = desk.filing.stage(both, workbook(FLIP), "x.xlsx")
    published(desk, both, GDP)
    fit = {"digest": upload.digest, "base": upload.base, "explanations": explained(desk, upload)}
    _, upload = desk.filing.approved(both, upload.number, **fit)
    with pytest.raises(OutdatedError):
        desk.schedule.add(both, upload, "年报", clock.now + HOUR)


def test_what_a_reviewer_says_stands_apart_from_what_the_reporter_said(desk):
    """Sent back, an upload still has the note that it was submitted with."""
    reporter, reviewer = map(desk.people.named, ("reporter", "reviewer"))
    upload = desk.filing.stage(reporter, workbook(FLIP), "x.xlsx")
    desk.filing.submit(reporter, upload.number, explained(desk, upload), "请审")
    back = desk.filing.send_back(reviewer, upload.number, "口径不对")
    assert (back.remark, back.reason) == ("请审", "口径不对")
