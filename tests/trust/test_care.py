"""What a server does by itself: backups that come back, the log verified and witnessed, files of releases looked at."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import closing
from dataclasses import replace

import pytest
from sqlalchemy import delete, func, select, update

from dashboard.app import create_app
from dashboard.cli.main import main
from dashboard.opening import open_desk
from dashboard.serving import care
from indicators.problems import StoreError
from indicators.releases.changes import Change
from indicators.store import keep_backup, open_store, restore_backup
from indicators.store.tables import KEPT_ROW, LOG_HEAD, LOG_LINE
from tests.dashboard.conftest import Visitor, open_office
from tests.store.builders import CITY, NOON, publication, published, values
from tests.store.test_log import behind_our_back


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path, new_database):
    """Return a store with two releases on each database, witnessed in another folder too."""
    address = new_database(request.param, "care")
    with closing(open_store(address, tmp_path / "kept", CITY, tmp_path / "outside")) as opened:
        published(opened, {"a": 1})
        published(opened, {"a": 2, "b": 3})
        yield opened


def in_an_empty_place(path, tmp_path):
    """Return a backup brought back into a new place."""
    opened = open_store(f"sqlite:///{tmp_path / 'anew.sqlite3'}", tmp_path / "anew", CITY)
    assert restore_backup(path, opened) == ()
    return opened


def test_a_backup_that_was_made_by_itself_comes_back_into_an_empty_place(store, tmp_path):
    """All figures of all releases; of more backups than are kept the oldest go."""
    made = [keep_backup(store, tmp_path / "backups", 2, NOON + dt.timedelta(hours=hour)).path for hour in range(4)]
    assert [path.exists() for path in made] == [False, False, True, True]
    with closing(in_an_empty_place(made[-1], tmp_path)) as opened:
        assert [values(opened, number) for number in (1, 2)] == [values(store, number) for number in (1, 2)]


def test_a_backup_of_something_altered_is_told_and_takes_no_older_one_away(store, tmp_path):
    """It stays under a name that says so."""
    folder = tmp_path / "backups"
    sound = keep_backup(store, folder, 1, NOON).path
    with behind_our_back(store) as connection:
        connection.execute(update(KEPT_ROW).values(cells="{}"))
    with pytest.raises(StoreError, match="校验不通过"):
        keep_backup(store, folder, 1, NOON + dt.timedelta(hours=1))
    assert sound.exists()
    assert len(list(folder.glob("*.failed.zip"))) == 1


@pytest.mark.parametrize("witness", ["kept", "outside"])
def test_a_log_whose_end_is_cut_together_with_its_head_is_found_by_either_witness(store, tmp_path, witness):
    """The chain alone is whole again; the witness that the forger did not reach remembers more."""
    store.witness()
    other = "outside" if witness == "kept" else "kept"
    next((tmp_path / other).glob("*-log-heads.txt")).unlink()
    with behind_our_back(store) as connection:
        last = connection.execute(select(func.max(LOG_LINE.c.number))).scalar()
        before = connection.execute(select(LOG_LINE.c.hash).where(LOG_LINE.c.number == last - 1)).scalar()
        connection.execute(delete(LOG_LINE).where(LOG_LINE.c.number == last))
        connection.execute(update(LOG_HEAD).values(number=last - 1, hash=before))
    assert any("见证文件" in str(fault) for fault in store.verify())


def test_a_witness_sees_every_head_once(store, tmp_path):
    """Looking again adds no line; a sound log agrees with all that was seen."""
    for _ in range(3):
        store.witness()
    assert len(next((tmp_path / "outside").glob("*")).read_text().splitlines()) == 1
    published(store, {"a": 5})
    store.witness()
    assert len(next((tmp_path / "outside").glob("*")).read_text().splitlines()) == 2
    assert store.verify() == ()


@pytest.fixture(scope="module")
def minded(settings, tmp_path_factory):
    """Return the settings of an office whose server has done once what it does by itself, the office, and a visitor."""
    folder = tmp_path_factory.mktemp("minded")
    app = open_office(settings, folder)
    own = replace(settings, state=folder, backups=folder / "backups", witness=folder / "outside")
    visitor, looks = Visitor(app, "auditor"), iter([False, True, True, True])
    care.run(own, lambda: next(looks))
    return own, app, visitor


def test_start_verification_backup_and_stop_are_lines_of_the_log(minded):
    """All four stand on 日志 with what came of them."""
    own, _, visitor = minded
    actions = [line.action for line in open_desk(own).people.lines()]
    assert {"server.started", "log.verified", "backup.made", "server.stopped"} <= set(actions)
    page = visitor.get("/log").text
    assert "最近一次" in page
    assert "完整" in page
    assert "自动备份" in page


def test_health_tells_the_age_of_the_backup_the_digest_of_the_release_and_the_head_of_the_log(minded):
    """The digest is the one under which the release is kept, not a line of the log."""
    own, _, visitor = minded
    health = visitor.get("/health").json
    assert 0 <= health["last_backup_age"] < 3600
    assert [path.stem for path in (own.home() / "releases").glob("*.arrow")] == [health["digest"]]
    line = open_desk(own).people.lines(1)[0]
    assert health["log_head"] == f"{line.number} {line.hash}"
    assert (own.witness / f"{CITY}-log-heads.txt").read_text().splitlines()[-1] == health["log_head"]


def test_a_second_round_does_only_what_is_due(minded):
    """A backup of today is enough for today; the log is verified at each start."""
    own, _, _ = minded
    backups = len(list(own.backups.glob("*.zip")))
    looks = iter([False, True, True, True])
    care.run(own, lambda: next(looks))
    assert len(list(own.backups.glob("*.zip"))) == backups


def test_a_published_release_is_printed_with_its_line_of_the_log(minded, monkeypatch, capsys):
    """The list of releases names the line and its hash, for whoever keeps them elsewhere."""
    own, app, visitor = minded
    monkeypatch.setenv("INNOVATION_STATE", str(own.state))
    assert main(["releases", "--json"]) == 0
    (record,) = json.loads(capsys.readouterr().out)
    told = {line.number: line.hash for line in app.server.extensions["desk"].people.lines()}
    assert told[record["line"]] == record["line_hash"]
    assert record["line_hash"][:12] in visitor.get("/releases").text


def flip(path):
    """Change one byte in the middle of a file in place, as a failing disk does."""
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        byte = file.read(1)
        file.seek(-1, 1)
        file.write(bytes([byte[0] ^ 0x20]))


def test_a_file_of_a_release_that_turns_bad_while_it_is_shown_is_made_anew(settings, tmp_path):
    """What is mapped is looked at now and then; the database makes the same file again."""
    app = create_app(replace(settings, state=tmp_path))
    desk = app.server.extensions["desk"]
    before = app.server.test_client().get("/indicators").text
    (path,) = tmp_path.rglob("*.arrow")
    whole = path.read_bytes()
    flip(path)
    desk.shelf.check()
    assert app.server.test_client().get("/indicators").text == before
    assert path.read_bytes() == whole
    assert desk.shelf.notice() is None


def test_where_the_database_is_bad_too_the_last_sound_release_stands_in_with_a_banner(settings, tmp_path):
    """A figure that was altered in both places is shown to nobody."""
    app = create_app(replace(settings, state=tmp_path))
    desk, client = app.server.extensions["desk"], app.server.test_client()
    dataset = desk.dataset()
    row = dict(desk._store.rows(1)["observations"])
    changed = next(iter(row))
    new = {**row[changed], "note": "x"}
    desk.shelf.prepared(
        desk._store.publish(publication(desk._store, Change("observations", changed, row[changed], new)))
    )
    assert client.get("/").status_code == 200
    assert desk.shelf.current() == 2
    flip(tmp_path / CITY / "releases" / f"{desk.shelf.digest(2)}.arrow")
    with behind_our_back(desk._store) as connection:
        connection.execute(update(KEPT_ROW).where(KEPT_ROW.c.added_in == 2).values(position=99999))
    desk.shelf.check()
    page = client.get("/").text
    assert desk.shelf.current() == dataset.city.release.number == 1
    assert "暂时展示第 1 版" in page
