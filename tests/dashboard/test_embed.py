"""Exhibits stand in other sites' pages where a setting allows them, and nowhere else."""

import re
from dataclasses import replace
from html import unescape
from urllib.parse import quote

import pytest

from dashboard.app import create_app

NEWS = "https://news.example"
DISCOVERED = re.compile(r'type="application/json\+oembed" href="([^"]+)"')


@pytest.fixture(scope="module")
def open_client(settings, tmp_path_factory):
    """Return a client of a site whose exhibits one other site may embed."""
    return create_app(replace(settings, state=tmp_path_factory.mktemp("state"), embed=NEWS)).server.test_client()


@pytest.mark.parametrize("address", ["/embed/goals/ways", "/oembed?url=http://localhost/goals%23ways"])
def test_without_the_setting_nothing_is_embedded(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "INNOVATION_EMBED" in answer.text
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]


def test_the_address_of_an_exhibit_names_the_sites_that_may_frame_it_and_no_other_answer_does(open_client):
    answer = open_client.get("/embed/goals/ways?plan=13fyp")
    assert answer.status_code == 200
    assert f"frame-ancestors {NEWS}" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert '<base target="_top">' in answer.text  # its links lead out of the frame
    assert answer.text.count('class="exhibit') == 1
    assert "十三五" in answer.text
    assert "2026年第1版" in answer.text
    page = open_client.get("/goals")
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/embed/headline", 200, "常州市主要指标与目标"),
        ("/embed/regions/wujin/figures?on=2023&release=1", 200, "武进"),
        ("/embed/goals/nothing", 404, "ways"),
        ("/embed/nothing/ways", 404, "nothing"),
        ("/embed/goals/ways?plan=99fyp", 400, "14fyp"),
        ("/embed/goals/ways?release=99", 404, "99"),
        ("/embed/data/uploads", 404, "data"),
        ("/oembed?url=https://elsewhere.example/goals%23ways", 404, "goals#ways"),
        ("/oembed?url=http://localhost/goals%23nothing", 404, "ways"),
        ("/oembed", 404, "goals#ways"),
        ("/oembed?format=xml&url=http://localhost/goals", 501, "json"),
    ],
)
def test_what_there_is_not_is_a_sentence(open_client, address, status, words):
    answer = open_client.get(address)
    assert answer.status_code == status
    assert words in answer.text


@pytest.mark.parametrize(
    ("page", "source"),
    [
        ("/goals?plan=13fyp&release=1#ways", "/embed/goals/ways?plan=13fyp&amp;release=1"),
        ("/goals", "/embed/goals/"),
        ("/#tally", "/embed/tally"),
    ],
)
def test_oembed_gives_a_frame_for_the_lasting_address_of_an_exhibit(open_client, page, source):
    said = open_client.get(f"/oembed?maxwidth=400&maxheight=9&url={quote('http://localhost' + page)}").json
    assert (said["type"], said["version"], said["width"], said["height"]) == ("rich", "1.0", 400, 200)
    assert f'<iframe src="http://localhost{source}' in said["html"]
    assert said["title"]
    source = said["html"].split('"')[1].removeprefix("http://localhost").replace("&amp;", "&")
    assert open_client.get(source).status_code == 200


@pytest.mark.parametrize("page", ["/", "/goals?plan=13fyp&release=1", "/regions/wujin"])
def test_a_page_says_where_programs_ask_how_to_embed_it_and_is_answered_there(open_client, page):
    (way,) = DISCOVERED.findall(open_client.get(page).text)
    said = open_client.get(unescape(way).removeprefix("http://localhost")).json
    source = unescape(said["html"].split('"')[1]).removeprefix("http://localhost")
    assert source.startswith("/embed" + page.partition("?")[0].rstrip("/"))
    assert open_client.get(source).status_code == 200


def test_where_nothing_is_embedded_or_there_is_no_page_none_is_told(client, open_client):
    for answer in (client.get("/goals"), open_client.get("/nothing"), open_client.get("/data")):
        assert DISCOVERED.findall(answer.text) == []
