"""Where there is no city yet, the start leads to a page that makes one, and goes on with it."""

import io
import os
import re
import signal
import socket
import subprocess
import urllib.error
import urllib.parse
import urllib.request

import pytest

from dashboard.cli import first_day
from indicators.language import Language
from tests.browser.conftest import COMMAND
from tests.house.test_code import HAN
from tests.trust.servers import wait_until

LINHAI = {
    "language": "zh",
    "name": "临海市/Linhai",
    "folder": "linhai",
    "zone": "",
    "regions": "东区/East\n西区/West\n",
    "indicators": "地区生产总值/GDP；亿元；流量；越高越好\n",
}


@pytest.fixture
def page(tmp_path):
    """Return a client of the page with its key, and a list that is no longer empty once a city is made."""
    done = []
    app = first_day.server(tmp_path, "the key", lambda: done.append(True))
    return app.test_client(), done


def sent(client, language="zh-CN", **fields):
    headers = {"Accept-Language": language}
    return client.post("/", data={"key": "the key", **LINHAI, **fields}, headers=headers)


@pytest.mark.parametrize("language", Language)
def test_the_page_asks_in_the_language_of_who_reads(page, language):
    answer = page[0].get("/?key=the+key", headers={"Accept-Language": language.tag})
    assert answer.status_code == 200
    assert f'<html lang="{language.tag}">' in answer.text
    head = answer.text.partition("</h1>")[0]
    assert bool(HAN.search(head)) == (language is Language.CHINESE)
    assert answer.text.count("<label>") == len(LINHAI) + 1  # and the workbook


@pytest.mark.parametrize("key", ["", "another", "the key "])
def test_without_the_key_that_was_printed_nobody_makes_a_city(page, tmp_path, key):
    client, done = page
    assert client.get(f"/?key={urllib.parse.quote(key)}").status_code == 403
    assert sent(client, key=key).status_code == 403
    assert (done, list(tmp_path.iterdir())) == ([], [])


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"folder": "Lin hai"}, "Lin hai"),
        ({"folder": "../linhai"}, ""),
        ({"name": "临海市"}, "临海市"),
        ({"name": ""}, ""),
        ({"indicators": ""}, ""),
        ({"indicators": "GDP；亿元"}, "GDP"),
        ({"indicators": "GDP；亿元；流量；往上"}, "往上"),
        ({"zone": "Asia/Linhai"}, "Asia/Linhai"),
        ({"language": "fr", "name": "Linhai"}, "Linhai"),
        ({"workbook": (io.BytesIO(b"no workbook"), "first.xlsx")}, ""),
    ],
)
def test_what_cannot_be_read_is_a_sentence_and_nothing_typed_is_lost(page, tmp_path, wrong, word):
    client, done = page
    answer = sent(client, **wrong)
    assert answer.status_code == 400
    alert = re.search(r'role="alert">(.*?)</ul>', answer.text, re.DOTALL)[1]
    assert HAN.search(alert)
    assert word in alert
    assert "东区/East" in answer.text
    assert (done, [one for one in (tmp_path, tmp_path.parent) if (one / "linhai").exists()]) == ([], [])


def test_a_start_without_a_city_leads_to_the_page_and_goes_on_with_the_city(tmp_path):
    """The very command: the page, the folder, then the dashboard of the city at the same address."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port = str(chosen.getsockname()[1])
    own = {"HOST": "127.0.0.1", "PORT": port, "INNOVATION_STATE": str(tmp_path / "state"), "INNOVATION_PROCESSES": "1"}
    surroundings, log = {**os.environ, **own, "INNOVATION_DATA": str(tmp_path / "data")}, tmp_path / "log"
    with log.open("wb") as out, subprocess.Popen([COMMAND, "serve"], env=surroundings, stdout=out, stderr=out) as run:
        try:
            wait_until(lambda: "?key=" in log.read_text(encoding="utf-8") or run.poll() is not None)
            home, _, key = re.search(r"http://\S+\?key=\S+", log.read_text(encoding="utf-8"))[0].partition("?key=")
            body = urllib.parse.urlencode({"key": key, **LINHAI}).encode()
            with urllib.request.urlopen(home, body, timeout=20) as answer:  # noqa: S310 - our own
                assert 'http-equiv="refresh"' in answer.read().decode()
            wait_until(lambda: "临海市" in read(home))
            assert (tmp_path / "data" / "linhai" / "city.toml").is_file()
            assert "还没有发布任何数据" in read(home)  # and how they come in
        finally:
            run.send_signal(signal.SIGTERM)


def read(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own address
            return answer.read().decode()
    except (urllib.error.URLError, OSError):
        return ""
