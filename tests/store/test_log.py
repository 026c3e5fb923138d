"""The audit log: whatever is done leaves a line, and whatever is done to the lines is found."""

import hashlib
import json
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from indicators.problems import StoreError
from indicators.releases.release import UploadState
from tests.store.builders import GONE, NOON, entry, published, upload

SECOND = (
    "INSERT INTO release SELECT city, {number}, {follows}, year, ordinal + 9, name_zh, name_en, at, by, origin, "
    "reason, added, altered, removed, unchanged, file, file_name, preview, restores, upload, line, line_hash "
    "FROM release WHERE number = 3"
)
TRIGGERS = {
    "log_line": ("log_line_refuses_UPDATE", "log_line_refuses_DELETE"),
    "release": ("release_refuses_UPDATE", "release_refuses_DELETE"),
    "kept_row": ("kept_row_only_ends", "kept_row_refuses_DELETE"),
}


@contextmanager
def behind_our_back(store):
    """Give a connection of somebody who may do everything, triggers switched off."""
    with store.database.writing("nobody's business") as connection:
        for table, triggers in TRIGGERS.items():
            if store.database.is_sqlite:
                for trigger in triggers:
                    connection.execute(text(f"DROP TRIGGER {trigger}"))
            else:
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
        yield connection


@pytest.fixture
def busy(store):
    """Return a store with three releases and a few lines between them."""
    published(store, {"a": 1, "b": 2, "c": 3})
    store.write(entry("signed-in"))
    published(store, {"a": 4, "b": GONE, "d": 5})
    store.write(entry("signed-out"))
    published(store, {"c": 6})
    assert store.verify() == ()
    return store


def test_every_line_is_chained_to_the_one_before(busy):
    lines = busy.log()[::-1]
    assert [line.number for line in lines] == [1, 2, 3, 4, 5]
    assert [line.previous for line in lines] == ["0" * 64, *(line.hash for line in lines[:-1])]


def test_the_hash_of_a_line_can_be_worked_out_by_anybody(store):
    line = store.write(entry("signed-in", 地址="127.0.0.1", n=1))
    detail = '{"n":1,"地址":"127.0.0.1"}'
    told = [1, "2026-11-24T04:00:00.000000+00:00", "管理员", "signed-in", "somebody", detail, "0" * 64]
    canonical = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    assert line.hash == hashlib.sha256(canonical.encode()).hexdigest()


def test_the_log_is_read_in_pages_latest_first(busy):
    assert [line.number for line in busy.log(most=2)] == [5, 4]
    assert [line.number for line in busy.log(before=4, most=2)] == [3, 2]
    assert busy.log(before=1) == ()


def test_each_action_of_the_store_leaves_its_line(store):
    first, second = store.stage(upload()), store.stage(upload())
    store.decide(
        upload(number=second.number, state=UploadState.SENT_BACK, remark="缺来源"), UploadState.STAGED, "审核员", NOON
    )
    published(store, {"a": 1}, upload=first.number)
    told = [(line.action, line.subject, line.by) for line in store.log()[::-1]]
    assert told == [
        ("upload.staged", "1", "韩梅梅"),
        ("upload.staged", "2", "韩梅梅"),
        ("upload.sent_back", "2", "审核员"),
        ("release.published", "1", "李雷"),
    ]
    assert store.verify() == ()


ATTACKS = {
    "an altered line": ("UPDATE log_line SET subject = 'else' WHERE number = 2", "审计日志第 2 行与其哈希不符"),
    "an altered detail": ("UPDATE log_line SET detail = '{}' WHERE number = 3", "审计日志第 3 行与其哈希不符"),
    "a removed line": ("DELETE FROM log_line WHERE number = 2", "审计日志缺少第 2 行"),
    "a removed first line": ("DELETE FROM log_line WHERE number = 1", "审计日志缺少第 1 行"),
    "two removed lines": ("DELETE FROM log_line WHERE number IN (2, 3)", "审计日志缺少第 2 至第 3 行"),
    "a detail that is no JSON": ("UPDATE log_line SET detail = '{' WHERE number = 1", "审计日志第 1 行与其哈希不符"),
    "a cut tail": ("DELETE FROM log_line WHERE number = 5", "审计日志应止于第 5 行，实际止于第 4 行"),
    "an added line": (
        "INSERT INTO log_line SELECT city, 6, at, by, action, subject, detail, hash, hash FROM log_line WHERE number=5",
        "审计日志应止于第 5 行，实际止于第 6 行",
    ),
    "everything removed": ("DELETE FROM log_line", "审计日志应止于第 5 行，实际止于第 0 行"),
    "an altered figure": (
        'UPDATE kept_row SET cells = replace(cells, \'"value":"3"\', \'"value":"9"\') WHERE id = \'c\'',
        "第 1 版写入的数据与审计日志第 1 行的摘要不符",
    ),
    "a figure brought back": (
        "UPDATE kept_row SET removed_in = NULL WHERE id = 'b'",
        "第 2 版写入的数据与审计日志第 3 行的摘要不符",
    ),
    "a moved row": ("UPDATE kept_row SET position = 77 WHERE id = 'd'", "第 2 版写入的数据与审计日志第 3 行的摘要不符"),
    "a removed row": ("DELETE FROM kept_row WHERE id = 'd'", "第 2 版写入的数据与审计日志第 3 行的摘要不符"),
    "an added row": (
        "INSERT INTO kept_row SELECT 99, city, table_name, 'x', 99, cells, 2, NULL FROM kept_row WHERE id = 'd'",
        "第 2 版写入的数据与审计日志第 3 行的摘要不符",
    ),
    "an altered reason": ("UPDATE release SET reason = 'else' WHERE number = 2", "第 2 版的登记与审计日志第 3 行不符"),
    "an altered name": ("UPDATE release SET by = 'else' WHERE number = 1", "第 1 版的登记与审计日志第 1 行不符"),
    "a moment earlier": (
        "UPDATE release SET at = '2026-01-01T00:00:00.000000+00:00' WHERE number = 1",
        "第 1 版的登记与审计日志第 1 行不符",
    ),
    "an altered head": ("UPDATE log_head SET number = 4", "审计日志应止于第 4 行，实际止于第 5 行"),
}


def quoted(statement):
    """`by` is a word of SQL."""
    return statement.replace(" by", ' "by"')


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_was_done_behind_our_back_is_found(busy, attack):
    statement, told = ATTACKS[attack]
    with behind_our_back(busy) as connection:
        connection.execute(text(quoted(statement)))
    assert told in "\n".join(one.zh for one in busy.verify())
    assert all(one.en for one in busy.verify())


def test_swapped_lines_are_found(busy):
    with behind_our_back(busy) as connection:
        for old, new in ((2, 99), (4, 2), (99, 4)):
            connection.execute(text("UPDATE log_line SET number = :new WHERE number = :old"), {"new": new, "old": old})
    found = [one.zh for one in busy.verify()]
    assert [number for number in (2, 3, 4, 5) if any(f"第 {number} 行没有接在" in one for one in found)] == [2, 3, 4, 5]


def test_a_line_put_in_with_a_hash_of_its_own_breaks_the_chain(busy):
    with behind_our_back(busy) as connection:
        connection.execute(text("UPDATE log_line SET subject = 'else', hash = 'ffff' WHERE number = 2"))
    assert any("第 3 行没有接在" in one.zh for one in busy.verify())


def test_a_log_that_was_cut_together_with_its_head_still_lacks_what_the_releases_name(busy):
    with behind_our_back(busy) as connection:
        connection.execute(text("DELETE FROM log_line WHERE number = 5"))
        connection.execute(text("UPDATE log_head SET number = 4, hash = (SELECT hash FROM log_line WHERE number = 4)"))
    assert any("第 3 版的登记与审计日志第 5 行不符" in one.zh for one in busy.verify())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log_line SET subject = 'else'",
        "DELETE FROM log_line WHERE number = 2",
        "UPDATE release SET reason = 'else'",
        "DELETE FROM release",
        "DELETE FROM kept_row",
        "UPDATE kept_row SET cells = '{}' WHERE id = 'd'",
        "UPDATE kept_row SET removed_in = NULL WHERE id = 'b'",
        "UPDATE kept_row SET removed_in = 3 WHERE id = 'b'",
        "UPDATE kept_row SET removed_in = 3, position = 9 WHERE id = 'd'",
        "UPDATE kept_row SET removed_in = 2 WHERE id = 'd'",
        SECOND.format(number=9, follows="follows"),
        SECOND.format(number=1, follows=0),
        SECOND.format(number=5, follows=4).replace("ordinal + 9", "ordinal"),
    ],
)
def test_the_database_itself_refuses_to_change_what_is_kept(busy, statement):
    rows = busy.rows(3)
    refused = pytest.raises(StoreError, match=r"never changes|(?i:unique|check) constraint")
    with refused, busy.database.writing("x") as connection:
        connection.execute(text(quoted(statement)))
    assert busy.rows(3) == rows
    assert busy.verify() == ()
