"""What a state folder knows is not forgotten: a lost database and a spoilt secret stop a start, in a sentence."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import replace

import psutil
import pytest
from sqlalchemy import update

from dashboard.cli.main import main
from dashboard.home.secret import secret
from dashboard.opening import open_desk
from dashboard.serving.greeting import opened
from indicators.problems import StoreError, UsageError
from indicators.store.tables import KEPT_ROW
from indicators.tables import curated
from tests.dashboard.test_filing import FLIP, workbook
from tests.postgres import free_port
from tests.shipped import SHARE
from tests.store.test_log import behind_our_back
from tests.trust.servers import COMMAND, wait_until


@pytest.mark.parametrize("loss", [lambda path: path.unlink(), lambda path: path.write_bytes(b"")])
def test_a_database_that_is_gone_or_empty_is_not_taken_for_a_first_start(settings, tmp_path, loss):
    """No release 1, no new administrator: the sentence names what was seen and what to do."""
    own = replace(settings, state=tmp_path)
    open_desk(own)._store.close()
    database = next(tmp_path.rglob("*.sqlite3"))
    loss(database)
    with pytest.raises(StoreError, match="见过第 1 号版次"):
        open_desk(own)


def test_a_backup_that_is_brought_back_on_purpose_is_taken(settings, tmp_path, monkeypatch, capsys):
    """After `restore-backup` the folder believes the database again."""
    monkeypatch.setenv("INNOVATION_STATE", str(tmp_path))
    own = replace(settings, state=tmp_path)
    open_desk(own)._store.close()
    assert main(["backup", str(tmp_path / "b.zip")]) == 0
    next(tmp_path.rglob("*.sqlite3")).unlink()
    assert main(["releases"]) == 1
    assert main(["restore-backup", str(tmp_path / "b.zip")]) == 0
    assert main(["releases"]) == 0
    capsys.readouterr()


def test_backup_and_restore_exit_with_1_on_what_verification_finds(settings, tmp_path, monkeypatch, capsys):
    """A figure that was altered behind the program's back: both say so, and a person who runs them by night sees it."""
    monkeypatch.setenv("INNOVATION_STATE", str(tmp_path / "first"))
    store = open_desk(replace(settings, state=tmp_path / "first"))._store
    with behind_our_back(store) as connection:
        connection.execute(update(KEPT_ROW).where(KEPT_ROW.c.position == 1).values(cells="{}"))
    store.close()
    assert main(["backup", str(tmp_path / "b.zip")]) == 1
    assert "被改动过" in "".join(capsys.readouterr())
    monkeypatch.setenv("INNOVATION_STATE", str(tmp_path / "other"))
    assert main(["restore-backup", str(tmp_path / "b.zip")]) == 1
    assert "被改动过" in "".join(capsys.readouterr())


@pytest.mark.parametrize("content", [b"", b"x", b"x" * 31])
def test_a_secret_that_is_none_is_refused(settings, tmp_path, content):
    """Whoever could guess it could be anybody."""
    own = replace(settings, state=tmp_path)
    assert len(secret(own)) == 32
    next(tmp_path.rglob("secret")).write_bytes(content)
    with pytest.raises(UsageError, match="太短"):
        secret(own)


def test_behind_https_browsers_are_told_to_stay_there(settings, tmp_path):
    """HSTS where INNOVATION_HTTPS is set, nowhere else; answers to programs of staff are kept by no cache."""
    from dashboard.app import create_app

    client = create_app(replace(settings, state=tmp_path, https=True)).server.test_client()
    answer = client.get("/sign-in")
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert client.post("/data/uploads").headers["Cache-Control"] == "no-store"


def test_a_start_says_that_its_folder_was_edited_and_how_to_bring_it_in(settings, tmp_path, monkeypatch, capsys):
    """Silent at the first start, after uploads, and once it was brought in; an edit is never published by a start."""
    data = tmp_path / "data"
    folder = shutil.copytree(settings.folder(), data / "changzhou")
    own = replace(settings, data=data, state=tmp_path / "state")
    monkeypatch.setenv("INNOVATION_STATE", str(own.state))
    monkeypatch.setenv("INNOVATION_DATA", str(data))

    def said():
        return [sentence for sentence in opened(own)[1] if str(folder) in sentence]

    assert said() == []
    assert main(["accounts", "--add", "wang", "--role", "reporter", "--role", "reviewer"]) == 0
    (tmp_path / "x.xlsx").write_bytes(workbook(FLIP))
    assert main(["publish", str(tmp_path / "x.xlsx"), "--by", "wang", "--reason", "年报", "--explain", "核实"]) == 0
    assert said() == []
    path = folder / "observations" / "rd.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f",{SHARE},", f",{SHARE}1,", 1), encoding="utf-8")
    (sentence,) = said()
    assert "修改 2 项" in sentence  # the edit, and what was published meanwhile
    command = re.search(r"innovation-dashboard (import-data .+) --by", sentence)[1]
    assert main([*command.split(), "--by", "wang", "--reason", "修订"]) == 0
    assert said() == []
    path.write_text(text.replace(f",{SHARE},", ",three,", 1), encoding="utf-8")
    assert f"innovation-dashboard check {folder}" in said()[0]
    capsys.readouterr()


def test_a_first_start_that_is_killed_while_it_makes_the_state_is_begun_again(settings, tmp_path):
    """Whatever stood there by then: the next start has the first release, whole, and a password that works."""
    surroundings = {**os.environ, "PORT": str(free_port()), "INNOVATION_STATE": str(tmp_path)}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen([COMMAND, "serve"], env=surroundings, stdout=log, stderr=log)
    wait_until(lambda: any(tmp_path.rglob("*.sqlite3")))
    children = psutil.Process(process.pid).children(recursive=True)
    for one in (*children, process):
        one.kill()
    process.wait()
    psutil.wait_procs(children)
    desk = open_desk(replace(settings, state=tmp_path))
    assert [record.number for record in desk.shelf.records()] == [1]
    assert len(desk.dataset().table) == len(curated.load(settings.folder()).table)
    password = desk.people.first_administrator()
    assert desk.signing.sign_in("admin", password).name == "admin"
