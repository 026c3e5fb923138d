"""Whoever follows a goal, an indicator, a district or everything learns of each release and of lights that change."""

from dataclasses import replace

import pytest
from defusedxml import ElementTree

from dashboard.app import create_app
from dashboard.opening import open_the_store
from indicators.desk import Desk

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def follower(dataset, later, settings, tmp_path_factory):
    """Return a client of a server with two releases, the second of which changes a light."""
    own = replace(settings, state=tmp_path_factory.mktemp("followed"))
    desk = Desk(open_the_store(own))
    desk.bring_in(dataset, by="test", reason="first")
    desk.bring_in(later[0], by="test", reason="a <later> figure")
    return create_app(own).server.test_client()


def entries(client, search=""):
    answer = client.get(f"/feed.atom{search}")
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    return ElementTree.fromstring(answer.data).findall("a:entry", ATOM)


def texts(found, name):
    return [one.find(f"a:{name}", ATOM).text for one in found]


def test_the_feed_tells_of_every_release_and_of_lights_that_changed(follower, later):
    found = entries(follower)
    titles = texts(found, "title")
    assert sum(title.endswith("发布") for title in titles) == 2
    flip = next(title for title in titles if "未完成 → " in title)
    assert "a <later> figure" in " ".join(texts(found, "summary"))
    assert len(set(texts(found, "id"))) == len(found)
    page = next(one for one in found if one.find("a:title", ATOM).text == flip).find("a:link", ATOM).get("href")
    assert follower.get(page.replace("http://localhost", "").partition("#")[0]).status_code == 200


@pytest.mark.parametrize("name", ["indicator", "region", "goal"])
def test_a_feed_of_one_thing_tells_of_its_lights_alone(follower, later, name):
    target = later[1]
    own = {"indicator": target.key.indicator, "region": target.key.region, "goal": target.id}[name]
    assert any("未完成 → " in title for title in texts(entries(follower, f"?{name}={own}"), "title"))
    flips = [title for title in texts(entries(follower), "title") if " → " in title]
    assert 0 < len(entries(follower, f"?{name}={own}")) <= len(flips)
    assert entries(follower, "?region=liyang") == []


def test_what_is_not_there_cannot_be_followed_and_what_did_not_change_is_not_sent_again(follower):
    assert follower.get("/feed.atom?region=nowhere").status_code == 404
    first = follower.get("/feed.atom")
    assert follower.get("/feed.atom", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_a_page_says_where_it_is_followed(client):
    assert 'href="/feed.atom?indicator=gdp"' in client.get("/indicators/gdp").text
    assert 'href="/feed.atom?region=wujin"' in client.get("/regions/wujin").text
    assert 'type="application/atom+xml"' in client.get("/").text
