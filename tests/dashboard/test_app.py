"""The dashboard as a server: every address answers, and nothing that goes wrong reaches a reader as a traceback."""

import json
import logging
import os
import re
import shutil
import socket
import subprocess
import sys

import pytest

from dashboard.app import create_app
from dashboard.pages import PAGES
from dashboard.settings import Settings
from indicators.problems import DataError
from tests.conftest import ROOT
from tests.dashboard.test_pages import NAMES


def posted(client, path, search=""):
    """What the browser asks for when it shows an address."""
    body = {
        "output": ".._pages_content.children..._pages_store.data..",
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": path},
            {"id": "_pages_location", "property": "search", "value": search},
        ],
        "changedPropIds": ["_pages_location.pathname"],
    }
    return client.post("/_dash-update-component", json=body)


def asked(client, path, search=""):
    """The page that is shown at an address, as text."""
    answer = posted(client, path, search)
    assert answer.status_code == 200, answer.text
    return json.dumps(json.loads(answer.text), ensure_ascii=False)


@pytest.mark.parametrize("page", [page.name for page in PAGES if not page.office])
def test_every_page_answers(client, page):
    path = next(one.path for one in PAGES if one.name == page).replace("<name>", NAMES.get(page, ""))
    assert f'"id": "page-{page}"' in asked(client, path)


@pytest.mark.parametrize(
    ("path", "search", "told"),
    [
        ("/nowhere", "", "没有这个页面"),
        ("/indicators/nothing", "", "没有名为"),
        ("/regions/atlantis", "", "没有名为"),
        ("/", "?on=someday", "不是年份"),
        ("/", "?on=2025H1", "不是年份"),
        ("/goals", "?plan=99fyp", "不存在"),
        ("/goals", "?method=guess", "不存在"),
        ("/goals", "?plan=13fyp&industry=sensors", "没有符合条件的数据"),
        ("/parks", "?region=tianning", "没有符合条件的数据"),
        ("/indicators", "?words=%00%F0", "没有符合条件的数据"),
        ("/", "?region=%3Cscript%3Ealert(1)%3C/script%3E", "不存在"),
    ],
)
def test_what_is_not_there_is_said_with_a_way_back(client, path, search, told):
    answer = asked(client, path, search)
    assert told in answer
    assert "Traceback" not in answer
    assert "href=" in answer or '"href"' in answer


def test_marks_of_other_systems_in_an_address_are_passed_over(client):
    assert '"id": "page-goals"' in asked(client, "/goals", "?utm_source=mail&plan=14fyp")


def test_a_page_that_fails_says_so_and_the_log_holds_the_reason(settings, monkeypatch, caplog):
    app = create_app(settings)

    def broken(*_, **__):
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr("dashboard.site.render", broken)
    with caplog.at_level(logging.ERROR):
        answer = asked(app.server.test_client(), "/")
    assert "页面出错了" in answer
    assert "ZeroDivisionError" not in answer
    assert "a fault of ours" in caplog.text


def test_two_dashboards_live_in_one_process(settings):
    first, second = create_app(settings), create_app(settings)
    for app in (first, second, first):
        assert '"id": "page-overview"' in asked(app.server.test_client(), "/")


def test_a_folder_with_errors_opens_no_dashboard(tmp_path):
    folder = tmp_path / "somewhere"
    folder.mkdir()
    (folder / "city.toml").write_text("id = 1", encoding="utf-8")
    with pytest.raises(DataError):
        create_app(Settings(data=tmp_path, state=tmp_path / "state"))


def test_another_city_is_another_folder(settings, tmp_path):
    folder = shutil.copytree(settings.folder(), tmp_path / "elsewhere")
    city = folder / "city.toml"
    text = city.read_text(encoding="utf-8").replace('id = "changzhou"', 'id = "elsewhere"', 1)
    city.write_text(text.replace('name = "常州市"', 'name = "某市"', 1), encoding="utf-8")
    client = create_app(Settings(data=tmp_path, state=tmp_path / "state")).server.test_client()
    assert "某市创新指标看板" in client.get("/").text
    assert '"id": "page-overview"' in asked(client, "/")


def test_a_port_that_is_taken_is_told_in_a_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        surroundings = {**os.environ, "PORT": str(taken.getsockname()[1]), "INNOVATION_STATE": str(tmp_path)}
        command = [sys.executable, "-m", "dashboard.cli.main", "serve"]
        run = subprocess.run(command, cwd=ROOT, env=surroundings, check=False, capture_output=True, text=True)
    assert run.returncode == 1
    assert "PORT=8051" in run.stderr
    assert "Traceback" not in run.stderr


def test_no_city_folder_is_told_in_a_sentence(tmp_path):
    with pytest.raises(FileNotFoundError, match="INNOVATION_CITY"):
        create_app(Settings(data=tmp_path, state=tmp_path / "state"))


def test_the_first_page_names_no_other_host(client):
    page = client.get("/").text
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//", page) == []
    assert '<html lang="zh-CN"' in page


@pytest.mark.parametrize("page", [page.name for page in PAGES if not page.office])
def test_no_chart_offers_to_send_its_data_away(client, page):
    path = next(one.path for one in PAGES if one.name == page).replace("<name>", NAMES.get(page, ""))
    answer = client.get(path).text
    assert answer.count('class="plot"') == answer.count('"showSendToCloud":false')


def test_files_are_compressed_and_kept_by_the_browser_for_a_year(client):
    page = client.get("/").text
    address = re.search(r'src="(/assets/site\.js[^"]*)"', page)[1]
    with client.get(address, headers={"Accept-Encoding": "br"}) as answer:
        assert answer.headers["Content-Encoding"] == "br"
        assert "max-age=31536000" in answer.headers["Cache-Control"]
