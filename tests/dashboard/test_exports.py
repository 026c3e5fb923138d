"""Exports over the web: what is given, and what is refused with a sentence."""

import json

import pytest

from tests.dashboard.conftest import Visitor


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/export/headline.xlsx", "spreadsheetml"),
        ("/export/goals/ways.csv?plan=13fyp", "text/csv"),
        ("/export/regions/xinbei/figures.docx?release=1", "wordprocessingml"),
        ("/export/indicators/rd-intensity/series.pptx", "presentationml"),
        ("/export/goals/ways.json?size=phone&caption=below", "json"),
    ],
)
def test_an_exhibit_is_given_in_the_form_that_is_asked_for(client, address, kind):
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert kind in answer.content_type


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/export/goals/ways.gif", 404, "gif"),
        ("/export/goals/none.xlsx", 404, "none"),
        ("/export/nowhere/ways.xlsx", 404, "/nowhere"),
        ("/export/data/uploads.xlsx", 404, "/data"),
        ("/export/regions/none/figures.xlsx", 404, "none"),
        ("/export/goals/ways.xlsx?plan=none", 404, "plan=none"),
        ("/export/goals/ways.xlsx?release=99", 404, "99"),
        ("/export/goals/ways.xlsx?release=x", 404, "release=x"),
        ("/export/goals/ways.json?size=huge", 404, "huge"),
    ],
)
def test_what_does_not_exist_is_named(client, address, status, told):
    answer = client.get(address)
    assert answer.status_code == status
    assert told in json.loads(answer.text)["error"]


def test_a_picture_that_is_none_is_refused_and_so_is_a_post_without_the_token(office):
    visitor = Visitor(office)
    address = "/export/goals/ways.docx"
    assert visitor.client.post(address, data=b"x").status_code == 400
    headers = {"X-CSRFToken": visitor.token}
    answer = visitor.client.post(address, data=b"GIF89a", headers=headers)
    assert answer.status_code == 400
    assert "PNG" in json.loads(answer.text)["error"]


def test_a_pack_that_was_never_made_is_told(client):
    answer = client.get("/report/files/abcdefghijklmnopqrstuv")
    assert answer.status_code == 404
    assert "不在" in json.loads(answer.text)["error"]


def test_the_command_makes_a_report_from_a_ready_list_and_from_a_file(tmp_path, monkeypatch, capsys):
    from dashboard.cli import main

    monkeypatch.setenv("INNOVATION_STATE", str(tmp_path / "state"))
    listed, made = tmp_path / "goals.yaml", tmp_path / "goals.xlsx"
    assert main(["report", "goals", "-o", str(listed)]) == 0
    assert main(["report", str(listed), "-o", str(made)]) == 0
    assert made.read_bytes()[:2] == b"PK"
    assert "已写入" in capsys.readouterr().out
    assert main(["report", str(listed), "-o", str(tmp_path / "x.gif")]) == 1
    assert main(["report", "weekly", "-o", str(made)]) == 1
    assert "monthly" in capsys.readouterr().err
    assert main(["work"]) == 1
    assert "INNOVATION_QUEUE" in capsys.readouterr().err
