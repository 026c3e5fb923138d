"""The first answer of a page holds the page: read without a script, said to be missing where it is, sent only once."""

import pkgutil
import re
from dataclasses import replace

import brotli
import pytest

from dashboard.app import create_app
from dashboard.pages import PAGES
from dashboard.web import document
from indicators.tables import curated
from tests.dashboard.test_pages import NAMES

VIEW = [page for page in PAGES if not page.office]


def address(page):
    return page.path.replace("<name>", NAMES.get(page.name, ""))


@pytest.mark.parametrize("page", VIEW, ids=lambda page: page.name)
def test_the_first_answer_holds_the_whole_page(client, page):
    answer = client.get(address(page))
    assert answer.status_code == 200
    assert f'id="page-{page.name}"' in answer.text
    assert '<html lang="zh-CN"' in answer.text
    assert re.search(r"<h1>[^<]+</h1>", answer.text)
    assert 'class="exhibit' in answer.text
    assert "_dash" not in answer.text


def test_only_a_page_with_callbacks_is_sent_the_script_of_dash(client):
    sent = {page.name for page in PAGES if "dash_renderer" in client.get(address(page)).text}
    assert sent == {page.name for page in PAGES if page.has_callbacks} == {"report"}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/nothing", 404),
        ("/healthz", 404),
        ("/healthz/more", 404),
        ("/indicators/nothing", 404),
        ("/goals?plan=99fyp", 400),
        ("/goals?release=99", 404),
        ("/accounts", 403),
    ],
)
def test_what_is_not_there_answers_so(client, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    assert "<h1>" in answer.text
    assert 'href="/"' in answer.text


def test_a_fault_of_ours_answers_500_with_a_sentence(settings, monkeypatch):
    client = create_app(settings).server.test_client()
    monkeypatch.setattr("dashboard.site.render", lambda *_, **__: 1 / 0)
    answer = client.get("/")
    assert (answer.status_code, "页面出错了" in answer.text) == (500, True)


@pytest.mark.parametrize("page", VIEW, ids=lambda page: page.name)
def test_a_page_that_is_as_it_was_is_not_sent_again(client, page):
    first = client.get(address(page), headers={"Accept-Encoding": "br"})
    again = client.get(address(page), headers={"If-None-Match": first.headers["ETag"], "Accept-Encoding": "br"})
    assert (again.status_code, again.data) == (304, b"")


def test_a_page_is_written_once_for_every_reader_who_is_not_signed_in(app, monkeypatch):
    """And again for another address, language or way of travelling: what was written before stands in none of them."""
    client, written = app.server.test_client(), []
    write = document._document
    monkeypatch.setattr(document, "_document", lambda *parts: written.append(1) or write(*parts))
    here = "/goals?on=2024"
    texts = [client.get(here, headers={"Accept-Encoding": way}).data for way in ("br", "br", "identity")]
    assert brotli.decompress(texts[0]) == brotli.decompress(texts[1]) == texts[2]
    assert len(written) == 1
    english = client.get(here, headers={"Accept-Language": "en"})
    assert ('<html lang="en"' in english.text, len(written)) == (True, 2)
    assert client.get("/goals?on=2023").text != texts[2].decode()
    assert len(written) == 3


def test_a_page_of_who_is_signed_in_is_never_that_of_another(visitor):
    """Neither the name nor the way out of a reader who is signed in comes to the next one."""
    for who in ("reviewer", None, "reporter", None):
        text = visitor(who).get("/goals").text
        ways = (
            'action="/sign-out"' in text,
            '<a href="/sign-in">' in text,
        )  # every strip leads there where a session ended
        assert ways == (who is not None, who is None)


def test_a_page_that_was_written_is_written_anew_after_a_release(settings, tmp_path):
    app = create_app(replace(settings, state=tmp_path))
    client, dataset = app.server.test_client(), curated.load(settings.folder())
    marks = [client.get("/goals", headers={"Accept-Encoding": "br"}).headers["ETag"]]
    pinned = client.get("/goals?release=1").text
    desk = app.server.extensions["desk"]
    desk.bring_in(replace(dataset, targets=dataset.targets[:-1]), by="test", reason="a goal fewer")
    marks.append(client.get("/goals", headers={"Accept-Encoding": "br"}).headers["ETag"])
    assert len(set(marks)) == 2
    assert client.get("/goals").headers["X-Current-Release"] == "2"
    again = client.get("/goals?release=1")
    assert again.headers["X-Current-Release"] == "2"
    assert re.findall(r'data-release="\d"', again.text) == re.findall(r'data-release="\d"', pinned)


def test_an_answer_asks_once_which_release_is_current(app, monkeypatch):
    """Whatever a page is put together of, a release that is published meanwhile is in none of it, or in all."""
    shelf, asked = app.server.extensions["desk"].shelf, []
    head = shelf._store.head
    monkeypatch.setattr(shelf._store, "head", lambda: asked.append(1) or head())
    for path in ("/", "/goals?on=2024", "/indicators/gdp"):
        asked.clear()
        assert app.server.test_client().get(path).status_code == 200
        assert len(asked) == 1, path


def test_filters_are_a_form_that_a_browser_sends_by_itself(client):
    page = client.get("/goals?plan=13fyp").text
    [form] = re.findall(r"<form[^>]*method=\"get\".*?</form>", page, re.DOTALL)
    assert " selected" in re.search(r'<option[^>]*value="13fyp"[^>]*>', form)[0]
    assert {"plan", "on", "region", "industry", "method"} == set(re.findall(r'name="(\w+)"', form))
    assert client.get("/goals?plan=13fyp&on=&region=&industry=&method=").status_code == 200


def test_a_form_of_a_pinned_page_stays_with_its_release(client):
    [fixed] = re.findall(r'<input[^>]*type="hidden"[^>]*>', client.get("/goals?release=1").text)
    assert 'name="release"' in fixed
    assert 'value="1"' in fixed


def test_every_file_of_the_site_is_named_with_what_it_holds(client):
    page = client.get("/").text
    for address in re.findall(r'(?:src|href)="(/assets/[^"]*)"', page):
        with client.get(address) as answer:
            assert answer.status_code == 200, address
            assert "immutable" in answer.headers["Cache-Control"]
    with client.get("/assets/page.js") as answer:  # named by hand, so it is looked at again
        assert "immutable" not in answer.headers["Cache-Control"]


def test_a_file_is_compressed_once_for_all_processes(settings, tmp_path):
    address = "/assets/page.js"
    home = replace(settings, state=tmp_path)
    for _ in range(2):
        app = create_app(home)
        with app.server.test_client().get(address, headers={"Accept-Encoding": "br"}) as answer:
            assert answer.headers["Content-Encoding"] == "br"
            size = len(answer.data)
    [kept] = (home.home() / "compressed").glob("*.br")
    assert kept.stat().st_size == size


def test_the_sign_in_the_tab_is_ours(client):
    for address in ("/_favicon.ico", "/assets/favicon.ico"):
        with client.get(address) as answer:
            assert answer.data[:4] == b"\0\0\1\0"
            favicon = answer.data
    assert favicon != pkgutil.get_data("dash", "favicon.ico")
    for path in ("/", "/report", "/sign-in", "/help", "/wall", "/nothing"):
        [icon] = re.findall(r'<link rel="icon" href="(/assets/[^"]+)">', client.get(path).text)
        with client.get(icon) as answer:
            assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")


@pytest.fixture
def published_twice(settings, tmp_path):
    """Return an app whose city was published a second time, with one goal fewer, after its start."""
    app = create_app(replace(settings, state=tmp_path))
    desk = app.server.extensions["desk"]
    dataset = curated.load(settings.folder())
    desk.bring_in(replace(dataset, targets=dataset.targets[:-1]), by="test", reason="a goal fewer")
    return app


def test_a_reader_is_answered_about_the_release_of_the_page_that_is_open(published_twice):
    client = published_twice.server.test_client()
    now, before = client.get("/goals"), client.get("/goals", headers={"X-Release": "1"})
    assert 'data-release="2"' in now.text
    assert now.headers["X-Release"] == now.headers["X-Current-Release"] == "2"
    assert 'data-release="1"' in before.text
    assert (before.headers["X-Release"], before.headers["X-Current-Release"]) == ("1", "2")
    for answer, other in ((now, "第1版"), (before, "第2版")):
        assert other not in answer.text
    assert client.get("/_release").json == {"release": 2, "who": "", "waiting": 0, "waiting_words": ""}


def test_a_header_that_names_no_release_is_passed_over(client):
    assert client.get("/goals", headers={"X-Release": "x" * 40}).status_code == 200


def test_robots_are_told_what_is_worth_reading(client):
    answer = client.get("/robots.txt")
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    assert "Disallow: /export/" in answer.text
    assert "Disallow: /\n" not in answer.text
