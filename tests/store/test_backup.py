"""Backups: whatever a store holds comes back, on either database; a backup that is not whole brings back nothing."""

import hashlib
import json
import stat
import struct
import zipfile

import pytest

from indicators.accounts import Account, Credentials, Role
from indicators.language import Language
from indicators.problems import StoreError
from indicators.releases.followers import Follower
from indicators.releases.release import Origin, UploadState
from indicators.releases.reports import KeptReport
from indicators.store import backup, restore_backup
from tests.store.builders import GONE, NOON, entry, published, upload

ADDED = ("report.jsonl", "follower.jsonl")


def filled(store):
    """Return the store with something of everything in it."""
    file = store.keep("原始文件".encode())
    store.save(Credentials(Account("李雷", frozenset({Role.REPORTER}), must_change=True), "h"), entry())
    first = store.stage(upload(file=file))
    published(store, {"a": 1, "b": 2, "c": "“引号”\n"}, upload=first.number, file=file)
    second = store.stage(upload())
    store.decide(upload(number=second.number, state=UploadState.SENT_BACK), UploadState.STAGED, "审核员", NOON)
    published(store, {"a": GONE, "b": 3, "d": 4}, origin=Origin.RESTORE, restores=1)
    for name, suffix in (("月报", "docx"), ("已删", "")):
        store.keep_report(KeptReport(0, name, "title: 月报", "李雷", frozenset({"李雷"}), suffix=suffix), entry())
    store.remove_report(2, entry("report.removed"))
    for kind, name in (("indicator", "gdp"), ("goal", "G019")):
        store.follow(Follower("a@b.example", kind, name, Language.ENGLISH, 1))
    return store


@pytest.fixture
def busy(store):
    """Return a store that holds something of everything."""
    return filled(store)


@pytest.fixture
def archive(opened, new_database, tmp_path):
    """Return the path of a backup that was made of SQLite."""
    backup(filled(opened(new_database("sqlite", "first"), folder="first")), tmp_path / "backup.zip")
    return tmp_path / "backup.zip"


@pytest.fixture
def saved(busy, tmp_path):
    """Return the path of a backup of the busy store."""
    assert backup(busy, tmp_path / "backup.zip") == ()
    return tmp_path / "backup.zip"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, opened, new_database):
    """Return an empty store of either kind, beside the busy one."""
    return opened(new_database(request.param, "other"), folder="other")


def everything(store):
    """Return all that can be read of a store."""
    numbers = [one.number for one in store.releases()]
    rows = [[list(of_table.items()) for of_table in store.rows(number).values()] for number in numbers]
    uploads = [store.upload(one.number) for one in store.uploads()]
    accounts = [store.credentials(one.name) for one in store.accounts()]
    followers = store.behind(store.head() + 1, NOON)
    return store.releases(), rows, uploads, accounts, store.reports(), followers, store.log(), store.corrections(2)


def test_a_backup_comes_back_on_either_database(busy, saved, empty):
    assert restore_backup(saved, empty) == ()
    assert everything(empty) == everything(busy)
    assert empty.verify() == ()
    assert empty.file(empty.releases()[-1].file) == "原始文件".encode()
    assert (published(empty, {"b": 9}).number, empty.verify()) == (3, ())


def test_the_same_state_makes_the_same_backup_and_nobody_else_may_read_it(busy, saved, tmp_path):
    backup(busy, tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == saved.read_bytes()
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.glob(".new-*")] == []


def test_a_backup_of_a_restored_store_is_the_same_again(archive, empty, tmp_path):
    restore_backup(archive, empty)
    backup(empty, tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes()


def test_a_backup_of_before_notes_and_reasons_were_kept_apart_comes_back(archive, empty):
    """Its uploads have neither a reason of a reviewer nor a time at which they are published."""
    lines = [json.loads(line) for line in unpacked(archive)["upload.jsonl"].splitlines()]
    older = [{name: value for name, value in line.items() if name not in {"reason", "due_at"}} for line in lines]
    content = b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in older)
    rewrite(archive, {**unpacked(archive), "upload.jsonl": content})
    assert restore_backup(archive, empty) == ()
    assert [(upload.reason, upload.due_at) for upload in empty.uploads()] == [("", None)] * len(lines)


def test_a_backup_of_before_accounts_had_display_names_comes_back_whole(archive, empty):
    lines = [json.loads(line) for line in unpacked(archive)["account.jsonl"].splitlines()]
    for line in lines:
        assert line.pop("display") == ""
    content = b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)
    rewrite(archive, {**unpacked(archive), "account.jsonl": content})
    assert restore_backup(archive, empty) == ()
    assert [account.display for account in empty.accounts()] == [""] * len(lines)


def test_lists_of_reports_and_followers_come_back_and_the_number_of_a_removed_list_is_given_to_no_other(
    busy, saved, empty
):
    """Who follows what is written to again from the release on where they were; lists run on from theirs."""
    restore_backup(saved, empty)
    assert [one.name for one in empty.reports()] == ["月报"]
    assert {(one.address, one.name, one.release) for one in empty.behind(2, NOON)} == {
        ("a@b.example", "gdp", 1),
        ("a@b.example", "G019", 1),
    }
    assert empty.keep_report(KeptReport(0, "新", "title: x", "李雷"), entry()).number == 3


def test_a_backup_of_before_lists_and_followers_were_in_it_comes_back_without_them(archive, empty):
    parts = {name: content for name, content in unpacked(archive).items() if name not in ADDED}
    rewrite(archive, parts)
    assert restore_backup(archive, empty) == ()
    assert (empty.reports(), empty.behind(9, NOON)) == ((), ())


def test_an_original_file_that_is_lost_is_named_and_stops_no_backup(busy, tmp_path):
    digest = busy.releases()[-1].file
    (tmp_path / "state" / "files" / digest[:2] / digest).unlink()
    assert backup(busy, tmp_path / "backup.zip") == (digest,)
    manifest = json.loads(zipfile.ZipFile(tmp_path / "backup.zip").read("manifest.json"))
    assert manifest["missing"] == [digest]


def test_a_backup_that_cannot_be_written_is_told_in_a_sentence(busy, tmp_path):
    with pytest.raises(StoreError, match=r"无法写入"):
        backup(busy, tmp_path / "nowhere" / "backup.zip")


def test_a_store_that_holds_something_takes_no_backup(busy, saved):
    before = everything(busy)
    with pytest.raises(StoreError, match=r"空库"):
        restore_backup(saved, busy)
    assert everything(busy) == before


def test_a_backup_of_another_city_is_refused(archive, opened, new_database):
    with pytest.raises(StoreError, match=r"changzhou 的备份，而当前城市为 wuxi"):
        restore_backup(archive, opened(new_database("sqlite", "wuxi"), city="wuxi"))


def test_what_was_wrong_when_the_backup_was_made_is_told_when_it_comes_back(archive, empty):
    lines = unpacked(archive)["kept_row.jsonl"].replace(b'\\"value\\":\\"4\\"', b'\\"value\\":\\"5\\"')
    rewrite(archive, {**unpacked(archive), "kept_row.jsonl": lines})
    (told,) = restore_backup(archive, empty)
    assert "第 2 版写入的数据与审计日志" in told.zh
    assert empty.verify() == (told,)


def unpacked(path):
    """Return the parts of a zip, the manifest not among them."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}


def rewrite(path, contents, **manifest):
    """Write a zip of these parts with a manifest that fits them, or is altered as told."""
    told = {
        name: [content.count(b"\n"), len(content), hashlib.sha256(content).hexdigest()]
        for name, content in contents.items()
    }
    whole = {"format": 1, "city": "changzhou", "parts": told, "missing": [], **manifest}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**contents, "manifest.json": json.dumps(whole).encode()}.items():
            archive.writestr(name, content)


def cut(path, parts):
    path.write_bytes(path.read_bytes()[:-100])


def flipped(path, parts):
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("kept_row.jsonl")
    content[info.header_offset + 30 + len(info.filename) + info.compress_size // 2] ^= 1
    path.write_bytes(content)


def without_a_part(path, parts):
    del parts["upload.jsonl"]
    rewrite(path, parts)


def with_another_part(path, parts):
    rewrite(path, {**parts, "../../etc/cron.d/x": b""})


def with_a_path_that_climbs(path, parts):
    rewrite(path, {**parts, "files/../../x": b"x"})


def with_a_false_name(path, parts):
    rewrite(path, {**parts, f"files/00/{'0' * 64}": b"x"})


def with_a_part_beside_the_manifest(path, parts):
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("more", b"")


def with_a_line_less(path, parts):
    parts["kept_row.jsonl"] = parts["kept_row.jsonl"].split(b"\n", 1)[1]
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    rewrite(path, parts, parts=manifest["parts"])


def with_another_format(path, parts):
    rewrite(path, parts, format=2)


def with_a_column_more(path, parts):
    rewrite(path, {**parts, "log_head.jsonl": b'{"number":1,"hash":"x","serial":1}\n'})


def with_a_text_for_a_number(path, parts):
    rewrite(path, {**parts, "log_head.jsonl": b'{"number":"1","hash":"x"}\n'})


def with_a_huge_number(path, parts):
    rewrite(path, {**parts, "log_head.jsonl": b'{"number":99999999999999999999,"hash":"x"}\n'})


def with_rows_twice(path, parts):
    rewrite(path, {**parts, "release.jsonl": parts["release.jsonl"] * 2})


def with_rows_of_no_release(path, parts):
    rewrite(path, {**parts, "release.jsonl": b""})


def nested_without_end(path, parts):
    rewrite(path, {**parts, "log_head.jsonl": b"[" * 100_000 + b"\n"})


def a_bomb(path, parts):
    rewrite(path, {**parts, "release.jsonl": bytes(80 * 1024 * 1024)})


def a_bomb_that_lies(path, parts):
    """The directory of the zip claims one byte where there are many."""
    rewrite(path, {**parts, "log_head.jsonl": b"0" * 1_000_000})
    content = path.read_bytes()
    path.write_bytes(content.replace(struct.pack("<L", 1_000_000), struct.pack("<L", 1)))


def no_zip(path, parts):
    path.write_bytes(b"PK, but not a zip")


DAMAGE = (cut, flipped, without_a_part, with_another_part, with_a_path_that_climbs, with_a_false_name)
DAMAGE += (with_a_part_beside_the_manifest, with_a_line_less, with_another_format, with_a_column_more)
DAMAGE += (with_a_text_for_a_number, with_a_huge_number, with_rows_twice, with_rows_of_no_release)
DAMAGE += (nested_without_end, a_bomb, a_bomb_that_lies, no_zip)


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_a_backup_that_is_not_whole_is_refused_and_brings_back_nothing(archive, empty, damage):
    damage(archive, unpacked(archive))
    with pytest.raises(StoreError, match=r"不是完整可信的备份"):
        restore_backup(archive, empty)
    assert (empty.head(), empty.log(), empty.accounts(), empty.verify()) == (None, (), (), ())


def test_a_backup_that_is_not_there_is_told_in_a_sentence(empty, tmp_path):
    with pytest.raises(StoreError, match=r"不是完整可信的备份"):
        restore_backup(tmp_path / "nowhere.zip", empty)
