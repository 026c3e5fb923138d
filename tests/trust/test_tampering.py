"""Whatever is altered behind the program's back, `audit verify` finds it: accounts, uploads, original files."""

from __future__ import annotations

from contextlib import closing

import pytest
from sqlalchemy import delete, update

from indicators.accounts import Account, Credentials, Role
from indicators.releases.release import UploadState
from indicators.store import open_store
from indicators.store.tables import ACCOUNT, UPLOAD
from tests.store.builders import NOON, entry, published, upload

ALTERED = [
    *(
        update(ACCOUNT).values({name: value})
        for name, value in {
            "roles": '["administrator"]',
            "regions": '["wujin"]',
            "themes": '["x"]',
            "active": False,
            "must_change": True,
            "stamp": 9,
            "hash": "other",
        }.items()
    ),
    delete(ACCOUNT),
    *(
        update(UPLOAD).values({name: value})
        for name, value in {
            "state": "submitted",
            "file": "0" * 64,
            "file_name": "other",
            "base": 7,
            "digest": "other",
            "changes": "[]",
            "unchanged": 99,
            "by": "other",
            "at": "2020",
            "preview": "{}",
            "release": 9,
            "decided_by": "other",
            "decided_at": "2020",
        }.items()
    ),
    delete(UPLOAD),
]


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path, new_database):
    """Return a store with an account, an upload that became a release and one that was sent back."""
    with closing(open_store(new_database(request.param, "tampering"), tmp_path / "kept", "changzhou")) as opened:
        file = opened.keep(b"original")
        opened.save(Credentials(Account("wang", frozenset({Role.REPORTER})), "h"), entry("account.added"))
        first = opened.stage(upload(file=file))
        published(opened, {"a": 1}, upload=first.number, file=file)
        second = opened.stage(upload())
        opened.decide(upload(number=second.number, state=UploadState.SENT_BACK), UploadState.STAGED, "li", NOON)
        assert opened.verify() == ()
        yield opened


def test_every_altered_column_of_accounts_and_uploads_is_found(store):
    """A role given, an account switched on, a hash put in, an upload decided: each is found by its name."""
    missed = []
    for altered in ALTERED:
        with store.database.writing("test") as connection, connection.begin_nested() as undone:
            connection.execute(altered)
            found = store_faults(store, connection)
            undone.rollback()
        if not found:
            missed.append(str(altered))
    assert missed == []


def store_faults(store, connection):
    """Return what verification finds inside a transaction."""
    from indicators.store import verifying

    return verifying.everything(connection, store.city, store.files)


@pytest.mark.parametrize("explanations", ['{"a":"other"}', "{}", '{"a":"口径调整"}x', "", "null"])
def test_altered_explanations_are_found_also_of_an_upload_that_nobody_decided_yet(store, explanations):
    """Whatever they were altered into, JSON or not: one sentence names the upload, and verification goes on."""
    waits = store.stage(upload())
    assert store.verify() == ()
    with store.database.writing("test") as connection:
        connection.execute(update(UPLOAD).where(UPLOAD.c.number == waits.number).values(explanations=explanations))
    assert [str(fault) for fault in store.verify()] == [f"第 {waits.number} 号报送与审计日志所记不符，被改动过"]


@pytest.mark.parametrize("harm", [lambda path: path.write_bytes(b"other"), lambda path: path.unlink()])
def test_an_altered_or_lost_original_is_found(store, harm):
    """The original file is held against the hash under which it is kept."""
    harm(next(path for path in store.files.folder.rglob("*") if path.is_file()))
    assert any("原始文件" in str(fault) for fault in store.verify())
