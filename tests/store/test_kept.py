"""Uploads, accounts and files: what is kept is given back, and what was decided is decided once."""

import dataclasses
import datetime as dt
import hashlib
import stat

import pytest

from indicators.accounts import Account, ChangedError, Credentials, Role
from indicators.problems import OutdatedError, StoreError, UnknownName
from indicators.releases.release import UploadState
from indicators.releases.reports import KeptReport
from tests.store.builders import NOON, entry, published, upload

LATER = NOON + dt.timedelta(hours=1)


def test_an_upload_is_given_its_number_and_read_back_whole(store):
    first, second = store.stage(upload(number=77)), store.stage(upload(remark="二"))
    assert (first.number, second.number) == (1, 2)
    assert (store.upload(1), store.upload(2)) == (first, second)
    assert first == upload(number=1)


def test_the_list_of_uploads_is_latest_first_and_light(store):
    both = [store.stage(upload()), store.stage(upload())]
    assert store.uploads() == tuple(dataclasses.replace(one, changes=(), preview="") for one in reversed(both))


def test_of_one_account_the_list_holds_its_own_uploads_and_those_that_wait_for_a_reviewer(store):
    own, waits, other = (store.stage(upload(by=by)) for by in ("甲", "乙", "丙"))
    store.decide(dataclasses.replace(waits, state=UploadState.SUBMITTED), UploadState.STAGED, "乙", LATER)
    assert [one.number for one in store.uploads("甲")] == [waits.number, own.number]
    assert [one.number for one in store.uploads("丙")] == [other.number, waits.number]


def test_an_upload_that_is_not_there_is_an_unknown_name(store):
    store.stage(upload())
    with pytest.raises(UnknownName, match=r"相近的有：1"):
        store.upload(2)
    with pytest.raises(UnknownName):
        store.decide(upload(number=2), UploadState.STAGED, "审核员", LATER)


def test_what_is_decided_is_written(store):
    staged = store.stage(upload())
    asked = dataclasses.replace(staged, state=UploadState.SUBMITTED, remark="请审", explanations={"a": "新"})
    decided = store.decide(asked, UploadState.STAGED, "韩梅梅", LATER)
    assert decided == dataclasses.replace(asked, decided_by="韩梅梅", decided_at=LATER) == store.upload(1)
    back = store.decide(
        dataclasses.replace(decided, state=UploadState.WITHDRAWN), UploadState.SUBMITTED, "韩梅梅", LATER
    )
    assert back.state is UploadState.WITHDRAWN
    assert store.verify() == ()


def test_the_second_decision_is_outdated_and_leaves_no_line(store):
    staged = store.stage(upload())
    published(store, {})
    store.decide(dataclasses.replace(staged, state=UploadState.SENT_BACK), UploadState.STAGED, "甲", NOON)
    log = store.log()
    with pytest.raises(OutdatedError) as refused:
        store.decide(dataclasses.replace(staged, state=UploadState.SUBMITTED), UploadState.STAGED, "乙", NOON)
    assert refused.value.head == 1
    assert (store.upload(1).state, store.log()) == (UploadState.SENT_BACK, log)


def test_only_a_release_marks_an_upload_as_published(store):
    staged = store.stage(upload())
    with pytest.raises(ValueError, match="nobody decides"):
        store.decide(dataclasses.replace(staged, state=UploadState.PUBLISHED), UploadState.STAGED, "甲", NOON)
    assert store.upload(1) == staged


def test_an_account_is_read_back_as_it_was_saved(store):
    account = Account("李雷", frozenset({Role.REPORTER, Role.VIEWER}), frozenset({"wujin"}), frozenset({"economy"}))
    other = Account("管理员", frozenset(), active=False, must_change=True, stamp=7)
    off = Credentials(other, "h2")
    store.save(Credentials(account, "h1"), entry())
    store.save(off, entry())
    assert (store.credentials("李雷"), store.credentials("管理员")) == (Credentials(account, "h1"), off)
    assert store.accounts() == (account, other)
    assert store.credentials("nobody") is None


def test_an_account_is_written_only_by_who_read_its_present_state(store):
    """Of two who read the same state one writes, and leaves a line; the other is told, and nothing is written."""
    store.save(Credentials(Account("李雷", frozenset()), "h"), entry())
    store.save(Credentials(Account("李雷", frozenset(), active=False, stamp=2), "h"), entry("account.changed"), 1)
    for stamp, read in ((2, 1), (1, None)):
        with pytest.raises(ChangedError):
            store.save(Credentials(Account("李雷", frozenset(), stamp=stamp), "h3"), entry("account.reset"), read)
    assert store.credentials("李雷") == Credentials(Account("李雷", frozenset(), active=False, stamp=2), "h")
    assert len(store.log()) == 2


def test_a_file_is_kept_once_under_its_hash_and_for_nobody_else(store, tmp_path):
    content = "原始文件".encode()
    digest = store.keep(content)
    assert digest == store.keep(content) == hashlib.sha256(content).hexdigest()
    assert store.file(digest) == content
    (path,) = [path for path in (tmp_path / "state" / "files").rglob("*") if path.is_file()]
    assert path.relative_to(tmp_path / "state").as_posix() == f"files/{digest[:2]}/{digest}"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("digest", ["0" * 64, "", "../../etc/passwd", "x"])
def test_a_file_that_is_not_there_is_an_unknown_name(store, digest):
    with pytest.raises(UnknownName):
        store.file(digest)


def test_a_damaged_file_is_told_and_mended_by_keeping_it_again(store, tmp_path):
    digest = store.keep(b"content")
    path = tmp_path / "state" / "files" / digest[:2] / digest
    path.write_bytes(b"else")
    with pytest.raises(StoreError, match=r"已损坏"):
        store.file(digest)
    store.keep(b"content")
    assert store.file(digest) == b"content"


def test_a_list_of_a_report_is_read_back_as_it_was_kept_and_its_number_is_never_given_again(store):
    names = frozenset({"乙", "丙"})
    wanted = KeptReport(0, "月报", "title: x", "甲", names, frozenset({"丙"}), "docx", "a@b.example", 3)
    first, second = store.keep_report(wanted, entry()), store.keep_report(wanted, entry())
    assert first == dataclasses.replace(wanted, number=1) == store.report(1)
    assert [report.number for report in store.reports()] == [1, 2]
    store.remove_report(second.number, entry("report.removed"))
    for lost in (
        lambda: store.report(2),
        lambda: store.remove_report(2, entry()),
        lambda: store.keep_report(second, entry()),
    ):
        with pytest.raises(UnknownName):
            lost()
    assert store.keep_report(wanted, entry()).number == 3
    assert store.verify() == ()


def test_a_list_is_claimed_by_one_for_each_release_in_turn(store):
    """Who comes second is refused until it was long ago; what was run is due at the next release alone."""
    report = store.keep_report(KeptReport(0, "月报", "title: x", "甲", suffix="docx", release=1), entry())
    store.keep_report(KeptReport(0, "by hand", "title: x", "甲", release=1), entry())
    before = NOON - dt.timedelta(minutes=10)
    assert store.reports_behind(1, before) == ()
    assert store.reports_behind(3, before) == (report,)
    assert store.claim_report(report, NOON, before)
    assert not store.claim_report(report, NOON, before)
    assert store.reports_behind(3, before) == ()
    assert store.claim_report(report, LATER, NOON + dt.timedelta(minutes=1))
    store.ran_report(report, "")
    assert store.reports_behind(3, before) == (dataclasses.replace(report, release=2, issued=2),)
    store.ran_report(store.report(1), "no data")
    done = store.report(1)
    assert (done.release, done.issued, done.problem) == (3, 2, "no data")
    stale = store.keep_report(dataclasses.replace(report, name="renamed"), entry())
    assert stale.name == "renamed"
    assert (store.report(1).release, store.report(1).problem) == (3, "no data")
