"""A page costs what it shows: no answer is above its limit, however much is stored, and no goal is lost by that."""

import gzip
from dataclasses import replace
from threading import Event
from urllib.parse import urlsplit

import pytest
from lxml import html

from dashboard.app import create_app
from dashboard.exhibits.exhibit import Light
from dashboard.exhibits.goals import HAVING_A_WAY
from dashboard.opening import open_the_store
from dashboard.pages import PAGES
from dashboard.query import default
from dashboard.reports import workshop
from dashboard.reports.listing import Listing, PageItem, write
from dashboard.serving import counting
from indicators.desk import Desk
from indicators.views import scoreboard, standings
from tests.cities import large_city
from tests.dashboard.test_pages import NAMES, PAGE
from tests.trust.servers import wait_until

LARGEST, LARGEST_COMPRESSED = 120_000, 25_000
PUBLISHED = [page for page in PAGES if not page.office]


@pytest.fixture(scope="module")
def large(dataset):
    """Return a city of 60 indicators in 40 districts: 2 400 goals."""
    return large_city(dataset, indicators=60, regions=40, years=4)


@pytest.fixture(scope="module")
def large_client(large, settings, tmp_path_factory):
    """Return a client of a server that holds the large city."""
    own = replace(settings, state=tmp_path_factory.mktemp("large"))
    Desk(open_the_store(own)).bring_in(large, by="test", reason="a large city")
    return create_app(own).server.test_client()


def size(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return len(answer.data), len(gzip.compress(answer.data))


@pytest.mark.parametrize("page", PUBLISHED, ids=lambda page: page.name)
def test_no_page_of_the_city_is_larger_than_its_limit(client, page):
    plain, compressed = size(client, page.path.replace("<name>", NAMES.get(page.name, "")))
    assert plain < LARGEST
    assert compressed < LARGEST_COMPRESSED


@pytest.mark.parametrize("page", PUBLISHED, ids=lambda page: page.name)
def test_no_page_of_a_large_city_is_larger_than_its_limit(large_client, page):
    names = {**NAMES, "region": "d7"}
    plain, compressed = size(large_client, page.path.replace("<name>", names.get(page.name, "")))
    assert plain < LARGEST
    assert compressed < LARGEST_COMPRESSED


@pytest.fixture(scope="module")
def wide_client(dataset, settings, tmp_path_factory):
    """Return a client of a server that holds a city of 299 districts."""
    own = replace(settings, state=tmp_path_factory.mktemp("wide"))
    wide = large_city(dataset, indicators=4, regions=300, years=2)
    Desk(open_the_store(own)).bring_in(wide, by="test", reason="many districts")
    return create_app(own).server.test_client()


@pytest.mark.parametrize("page", PUBLISHED, ids=lambda page: page.name)
def test_no_page_of_a_city_of_many_districts_is_larger_than_its_limit(wide_client, page):
    names = {**NAMES, "region": "d7"}
    plain, compressed = size(wide_client, page.path.replace("<name>", names.get(page.name, "")))
    assert plain < LARGEST
    assert compressed < LARGEST_COMPRESSED


def test_a_map_of_many_districts_begins_with_sixty_and_brings_the_others(wide_client):
    shown = wide_client.get("/regions").text.count('class="tile ')
    whole = wide_client.get("/regions?more=map:400").text.count('class="tile ')
    assert (shown, whole) == (60, 299)


def test_what_a_large_page_does_not_hold_at_first_is_in_the_exhibit_that_is_exported(large):
    query = default(large)
    found = {one.id: one for one in PAGE["goals"].exhibits(large, query)}
    lines = standings.lines(large, query.on, query.plan, method=query.method)
    lit = [one for one in lines if one.verdict in HAVING_A_WAY]
    assert len(found["ways"].content.bullets) == len(found["ways"].table.rows) == len(lit)
    for place in (0, len(lit) // 2, -1):
        line = lit[place]
        row = found["ways"].table.rows[place]
        assert urlsplit(row[0].href).path == f"/indicators/{line.target.key.indicator}"
        light = next(cell for cell in row if isinstance(cell, Light))
        assert light.verdict is line.verdict is scoreboard.assessment_of(large, line.target, query.on).verdict


def test_a_page_of_goals_assesses_no_more_goals_than_it_shows(large, monkeypatch):
    query = default(large)
    page = PAGE["goals"]
    page.exhibits(large, query)
    assessed = []
    assess = scoreboard.assessment_of
    monkeypatch.setattr(scoreboard, "assessment_of", lambda *about: assessed.append(about) or assess(*about))
    page.exhibits(large, query)
    assert assessed == []


def test_a_release_is_counted_beside_the_readers_as_soon_as_it_is_shown(large, settings, tmp_path, monkeypatch):
    desk = Desk(open_the_store(replace(settings, state=tmp_path)))
    desk.bring_in(replace(large, targets=large.targets[:50]), by="test", reason="first")
    counted = []
    monkeypatch.setattr(counting.time, "sleep", lambda _: None)
    monkeypatch.setattr(standings, "prepare", lambda dataset: counted.append(dataset.city.release.number))
    turns = iter([False, False, False, True])
    counting.keep_counted(desk, lambda: next(turns))
    assert counted == [1]


def test_of_more_goals_than_a_reader_waits_for_the_page_says_so_and_comes_by_itself(
    large, settings, tmp_path, monkeypatch
):
    """They are counted in a thread of their own; the reader is told, and what was counted is there the next time."""
    monkeypatch.setattr(standings, "_AT_ONCE", 40)
    app = create_app(replace(settings, state=tmp_path))
    desk = app.server.extensions["desk"]
    desk.bring_in(replace(large, targets=large.targets[:50]), by="test", reason="large")
    begun, go_on = Event(), Event()
    assess = scoreboard.assessment_of
    monkeypatch.setattr(scoreboard, "assessment_of", lambda *about: begun.set() or (go_on.wait(60) and assess(*about)))
    visitor = app.server.test_client()
    told = visitor.get("/goals")
    assert (told.status_code, told.headers["Refresh"], told.headers["Retry-After"]) == (503, "5", "5")
    assert "正在按所选年份统计 50 项目标" in html.document_fromstring(told.text).text_content()
    assert begun.wait(60)
    assert visitor.get("/sources").status_code == 200
    part = "/part/goals/ways/table?from=0&release=2"
    for address in ("/export/goals/ways.csv", "/export/goals/ways.json", "/feed.atom", "/wall?show=goals:ways", part):
        answer = visitor.get(address)
        assert (answer.status_code, answer.headers.get("Retry-After")) == (503, "5"), address
        assert "项目标，请稍候" in (answer.json["error"] if answer.is_json else answer.text), address
    go_on.set()
    wait_until(lambda: visitor.get("/goals").status_code == 200)
    assert visitor.get("/goals?on=2025").status_code == 200


def test_a_paper_on_more_goals_than_a_reader_waits_for_is_made_all_the_same(large, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(standings, "_AT_ONCE", 40)
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")  # tables alone are paper enough
    desk = Desk(open_the_store(replace(settings, state=tmp_path)))
    desk.bring_in(replace(large, targets=large.targets[:50]), by="test", reason="large")
    listing = Listing("目标", (PageItem("/goals", ("ways",)),))
    _, content = workshop.written(desk.dataset, write(listing), "docx", "", lambda *_: None)
    assert content.startswith(b"PK")
