"""One search finds everything: by name, alias, translation, pinyin, initials, and by how other characters sound."""

import json
from dataclasses import replace

import pytest

from dashboard import finding
from dashboard.app import create_app
from indicators.views.finding import Thing, find

NAMES = ["常州国家高新区", "高新技术企业数", "武进区", "溧阳市", "新能源", "GDP增速"]
THINGS = tuple(Thing("x", name, "", f"/{index}", ("R&D",) if index == 4 else ()) for index, name in enumerate(NAMES))


def names(text):
    return [one.name for one in find(THINGS, text, 9)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("高新区", "常州国家高新区"),
        ("gxqy", "高新技术企业数"),
        ("gxjsqys", "高新技术企业数"),
        ("gaoxinji", "高新技术企业数"),
        ("GaoXinQu", "常州国家高新区"),
        ("wujin", "武进区"),
        ("wjq", "武进区"),
        ("\uff47\uff44\uff50", "GDP增速"),
        ("r&d", "新能源"),
        ("高新區", "常州国家高新区"),
        ("漂阳", None),
        ("力阳", "溧阳市"),
        ("企业 高新", "高新技术企业数"),
    ],
)
def test_a_name_is_found_however_it_is_written(text, first):
    found = names(text)
    assert (found[0] if found else None) == first


def test_what_begins_with_the_words_stands_before_what_only_holds_them():
    assert names("高新")[0] == "高新技术企业数"


@pytest.mark.parametrize("text", ["", "  ", "完全没有的东西", "qqqq", "%", "\0"])
def test_what_is_not_there_is_not_found(text):
    assert names(text) == []


def rows(client, **values):
    answer = client.get("/_find", query_string=values)
    assert answer.status_code == 200
    return json.loads(answer.text)["found"]


@pytest.mark.parametrize(
    ("text", "kind", "name", "address"),
    [
        ("研发强度", "指标", "全社会研发经费支出占GDP比重", "/indicators/rd-intensity"),
        ("武进", "区域", "武进区", "/regions/wujin"),
        ("mbjd", "页面", "目标进度", "/goals"),
        ("gross regional product", "指标", "地区生产总值", "/indicators/gdp"),
    ],
)
def test_the_city_is_searched_as_its_people_speak(client, text, kind, name, address):
    first = rows(client, words=text)[0]
    assert (first["kind"], first["name"], first["address"]) == (kind, name, address)


def test_every_kind_of_thing_can_be_found(dataset):
    kinds = {one.kind for one in finding.things(dataset)}
    assert kinds == {"页面", "指标", "区域", "园区", "产业", "目标", "来源"}


def test_words_for_a_region_beside_an_indicator_lead_to_the_indicator_of_the_region(client):
    first = rows(client, words="武进 gdp")[0]
    assert first["address"] == "/indicators/gdp?region=wujin"


def test_everything_that_is_found_is_there(client, dataset):
    for text in ("高新", "武进", "新能源", "公报"):
        for one in rows(client, words=text):
            assert client.get(one["address"].partition("#")[0]).status_code == 200, one


def test_an_answer_about_a_release_is_asked_for_once_and_one_of_no_release_is_404(client):
    answer = client.get("/_find?words=gdp&release=1")
    assert "immutable" in answer.headers["Cache-Control"]
    assert client.get("/_find?words=gdp&release=99").status_code == 404
    assert client.get("/_find?words=gdp&release=x").status_code == 404


def test_what_is_found_from_a_pinned_page_stays_with_its_release(client):
    assert rows(client, words="gdp", release="1", pinned="1")[0]["address"].endswith("?release=1")


@pytest.mark.parametrize("address", ["/_find?words=gdp", "/feed.atom", "/feed.atom?indicator=gdp"])
def test_where_reading_needs_a_sign_in_programs_are_told_so_and_not_led_to_a_door(settings, tmp_path, address):
    closed = create_app(replace(settings, state=tmp_path, open_view=False)).server.test_client()
    assert closed.get(address).status_code == 401


def test_where_there_are_too_many_goals_for_a_search_those_of_an_indicator_are_found_together(dataset, monkeypatch):
    monkeypatch.setattr(finding, "_FOUND_SINGLY", 10)
    goals = [one for one in finding.things(dataset) if one.kind == "目标"]
    assert {one.address for one in goals} == {f"/indicators/{one.key.indicator}#goals" for one in dataset.targets}
    assert sum(int(one.about.split()[0]) for one in goals) == len(dataset.targets)
