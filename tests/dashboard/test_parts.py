"""Parts that come when they are opened: what a page does not hold at first is what the exhibit's export holds."""

import re
from html import unescape

import pytest

from dashboard import contents
from dashboard.exhibits.exhibit import words
from dashboard.kit.folding import FIRST, MORE
from dashboard.pages import PAGES
from dashboard.query import default
from dashboard.theme import LIGHTS
from tests.dashboard.conftest import Visitor, open_office
from tests.dashboard.test_pages import NAMES, PAGE, exhibits

PUBLISHED = [page for page in PAGES if not page.office]


def texts(html):
    """The text of each cell of an HTML table body, row by row, without what is behind lights."""
    html = re.sub(r'<a [^>]*class="part method-card"[^>]*>.*?</a>', "", html)
    rows = re.findall(r"<tr>(.*?)</tr>", html.partition("<tbody")[2], re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [tuple(unescape(re.sub("<[^>]+>", "", cell)) for cell in row) for row in cells]


def in_full(client, address):
    """Every row of a list, asked for as a reader would: piece after piece."""
    found = []
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        found += texts(answer.text)
        following = re.search(r'class="more"[^>]*data-part="([^"]+)"|data-part="([^"]+)"[^>]*class="more"', answer.text)
        address = unescape(following[1] or following[2]) if following else None
    return found


@pytest.mark.parametrize("page", PUBLISHED, ids=lambda page: page.name)
def test_the_table_that_a_reader_opens_holds_what_the_export_holds(client, dataset, page):
    name = NAMES.get(page.name, "")
    for one in exhibits(dataset, page.name).values():
        if one.table is None or one.is_tabular:
            continue
        place = contents.place(dataset, page, name, default(dataset), one)
        shapes = re.compile(f"[{''.join(one.shape for one in LIGHTS.values())}]")
        rows = [
            tuple(shapes.sub("", cell) for cell in row)
            for row in in_full(client, place.part.format(what="table", start=0))
        ]
        assert rows == [tuple(map(words, row)) for row in one.table.rows]


def test_a_list_in_pieces_holds_every_row_of_the_exhibit_once_and_in_order(client, dataset):
    one = exhibits(dataset, "sources")["left-out"]
    place = contents.place(dataset, PAGE["sources"], "", default(dataset), one)
    assert len(one.content.rows) > FIRST + MORE
    rest = in_full(client, place.part.format(what="rows0", start=FIRST))
    assert rest == [tuple(map(words, row)) for row in one.content.rows[FIRST:]]


def test_an_address_can_ask_for_more_of_a_list_so_that_it_works_without_a_script(client):
    few, many = (client.get(f"/sources?view=left-out{search}").text for search in ("", "&more=left-out:62"))
    assert many.count("<tr>") - few.count("<tr>") == MORE
    assert "more=left-out:112" in many


@pytest.mark.parametrize("words", ["ways:-1", "ways:x", "ways:99999999", "%00", "nothing:5"])
def test_an_address_that_asks_for_more_of_what_is_not_there_is_passed_over(client, words):
    assert client.get(f"/goals?more={words}").text.count("<tr>") == client.get("/goals").text.count("<tr>")


def test_the_card_of_a_goal_says_how_it_was_judged_and_by_which_sources(client, dataset):
    light = exhibits(dataset, "overview")["headline"].content.cards[1].light
    answer = client.get(f"{light.address}?release=1")
    said = unescape(re.sub("<[^>]+>", "", answer.text))
    assert all(line in said for line in (*light.card, light.citation))


def test_a_part_of_a_release_is_kept_for_a_year_and_one_of_the_current_release_is_asked_for_again(client):
    lasting, passing = client.get("/part/goals/ways/table?release=1"), client.get("/part/goals/ways/table")
    assert "max-age=31536000" in lasting.headers["Cache-Control"]
    assert "no-cache" in passing.headers["Cache-Control"]
    again = client.get("/part/goals/ways/table", headers={"If-None-Match": passing.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/part/goals/ways/chart", "没有名为 'chart' 的部分"),
        ("/part/goals/nothing/table", "没有名为 'nothing' 的图表"),
        ("/part/nowhere/ways/table", "没有名为 '/nowhere' 的页面"),
        ("/part/x", "没有名为"),
        ("/part/goals/ways/table?on=someday", "不是年份"),
        ("/part/goals/ways/table?release=99", "没有名为 '99' 的版次"),
        ("/part/goals/ways/table?release=latest", "不是版次的编号"),
        ("/part/card/nothing/2025/pace", "没有名为 'nothing' 的目标"),
        ("/part/card/nothing/2025/guess", "不存在"),
    ],
)
def test_a_part_that_is_not_there_is_a_sentence(client, address, sentence):
    answer = client.get(address)
    assert answer.status_code == 404
    assert sentence in answer.text
    assert answer.content_type.startswith("text/plain")


def test_a_fault_of_ours_in_a_part_is_a_sentence(client, monkeypatch):
    monkeypatch.setattr("dashboard.kit.frame.part", lambda *_: 1 / 0)
    answer = client.get("/part/goals/ways/table")
    assert answer.status_code == 500
    assert "程序出错" in answer.text
    assert "division" not in answer.text


def test_parts_are_for_whoever_may_see_the_page(settings, tmp_path):
    office = open_office(settings, tmp_path, open_view=False)
    stranger, viewer, administrator = (Visitor(office, name) for name in (None, "viewer", "administrator"))
    for address in ("/part/goals/ways/table", "/part/card/G001/2025/pace", "/part/accounts/accounts/rows0"):
        assert stranger.get(address).status_code == 401
    assert viewer.get("/part/goals/ways/table").status_code == 200
    assert viewer.get("/part/accounts/accounts/rows0").status_code == 403
    own = administrator.get("/part/accounts/accounts/rows0")
    assert own.status_code == 200
    assert "viewer" in own.text
    assert "max-age" not in own.headers["Cache-Control"]
