"""In which language a reader is answered, and that nothing of another language stands in the answer but quotes."""

import re
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from dashboard.exhibits.staff import differences
from indicators.language import Language, of_terminal, speaking
from indicators.model import Text
from tests.told import HAN, texts

PAGES = (
    "/",
    "/goals",
    "/goals?view=lags",
    "/goals?view=methods",
    "/regions",
    "/regions/wujin",
    "/regions/xinbei",
    "/industries",
    "/parks",
    "/indicators",
    "/indicators/gdp",
    "/indicators/rd-intensity",
    "/sources",
    "/releases",
    "/report",
    "/due",
    "/sign-in",
    "/nothing-of-the-kind",
    "/goals?plan=zz",
    "/regions/zz",
    "/wall",
)
_ENGLISH_WORDS = re.compile(r"\b[a-z]{3,} [a-z]{2,} [a-z]{3,}\b")


class Words(HTMLParser):
    """The texts of a page, and its attributes that are read to people."""

    def __init__(self, page):
        super().__init__()
        self.found, self._silent = [], 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        """Take what is read out of an element, and pass over what is none of its words."""
        self._silent += tag in {"script", "style"}
        self.found += [
            value for name, value in attrs if name in {"aria-label", "placeholder", "title", "alt"} and value
        ]

    def handle_endtag(self, tag):
        """Listen again behind a script."""
        self._silent -= tag in {"script", "style"}

    def handle_data(self, data):
        """Take a text."""
        if not self._silent:
            self.found.append(data)


@pytest.fixture
def client(app):
    """A browser without cookies."""
    return app.server.test_client()


@pytest.fixture(scope="module")
def quoted(dataset):
    """All that the tables quote or note in Chinese: titles, publishers, quotes, notes, other names."""
    named = (*dataset.indicators.values(), *dataset.regions.values())
    values = [
        "由数据文件夹首次发布",  # the reason of the first release, as whoever publishes writes one
        *texts(list(dataset.sources.values())),
        *texts([one.citation for one in (*dataset.table.observations, *dataset.targets)]),
        *texts(list(dataset.left_out)),
        *(one.note for one in (*dataset.table.observations, *dataset.targets, *named)),
        *(name for one in named for name in (*one.aliases, one.name.en)),
    ]
    return "\n".join(filter(None, values))


@pytest.mark.parametrize("path", PAGES)
def test_an_english_page_holds_no_chinese_but_what_the_tables_quote(client, quoted, path):
    page = client.get(path, headers={"Accept-Language": "en-GB,en;q=0.9,zh;q=0.5"})
    found = {run for text in Words(page.text).found for run in re.findall(rf"{HAN.pattern}+", text)}
    assert {run for run in found if run not in quoted} <= {"中文"}  # the way to the other language, in its own words
    assert '<html lang="en"' in page.text
    assert page.headers["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("name", "path"),
    [
        *(("both", path) for path in ("/data", "/due", "/releases", "/report", "/password", "/sessions")),
        ("administrator", "/accounts"),
        ("auditor", "/log"),
    ],
)
def test_an_english_page_of_staff_holds_no_chinese_either(visitor, quoted, name, path):
    page = visitor(name).get(f"{path}?lang=en")
    assert page.status_code == 200
    found = {run for text in Words(page.text).found for run in re.findall(rf"{HAN.pattern}+", text)}
    assert {run for run in found if run not in quoted} <= {"中文"}


@pytest.mark.parametrize("path", PAGES)
def test_a_chinese_page_holds_no_english_but_what_the_tables_quote(client, quoted, path):
    page = client.get(path, headers={"Accept-Language": "zh-CN"})
    found = {run for text in Words(page.text).found for run in _ENGLISH_WORDS.findall(text)}
    assert {run for run in found if run not in quoted} == set()


def test_the_language_of_an_address_goes_before_the_browsers_and_is_kept(client):
    english = {"Accept-Language": "en"}
    assert '<html lang="zh-CN"' in client.get("/?lang=zh", headers=english).text
    assert '<html lang="zh-CN"' in client.get("/goals", headers=english).text
    assert '<html lang="en"' in client.get("/goals?lang=en", headers=english).text
    assert '<html lang="en"' in client.get("/", headers={"Accept-Language": "zh"}).text


def test_a_language_that_there_is_not_is_passed_over(client):
    assert '<html lang="zh-CN"' in client.get("/?lang=tlh").text
    assert '<html lang="en"' in client.get("/?lang=tlh", headers={"Accept-Language": "tlh, en;q=0.5"}).text


def test_the_way_to_the_other_language_keeps_page_and_filters(client):
    assert 'href="/goals?plan=13fyp&amp;lang=en"' in client.get("/goals?plan=13fyp").text
    assert 'href="/goals?plan=13fyp&amp;lang=zh"' in client.get("/goals?plan=13fyp&lang=en").text


def test_what_a_page_asks_for_later_comes_in_its_language(client):
    goals = client.get("/goals").text
    address = re.search(r'href="(/part/card/[^"]+)"', goals)[1].replace("&amp;", "&")
    chinese, english = (client.get(address, headers={"Accept-Language": tag}) for tag in ("zh", "en"))
    assert "何时会变" in chinese.text
    assert "What would change it" in english.text
    assert "Accept-Language" in english.headers["Vary"]


@pytest.mark.parametrize("words", ["R&D expenditure", "研发强度", "gxqy", "Wujin", "New energy"])
def test_what_is_searched_in_either_language_is_found_under_its_english_name(client, quoted, words):
    found = client.get("/_find", query_string={"words": words}, headers={"Accept-Language": "en"}).get_json()["found"]
    assert found
    told = " ".join(text for one in found for text in (one["kind"], one["name"], one["about"]))
    assert {run for run in re.findall(rf"{HAN.pattern}+", told) if run not in quoted} == set()


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "docx", "pptx", "json"])
def test_a_file_that_is_kept_for_a_year_says_that_it_depends_on_the_language(client, suffix):
    address = f"/export/goals/ways.{suffix}?release=1"
    chinese, english = (client.get(address, headers={"Accept-Language": tag}) for tag in ("zh", "en"))
    assert chinese.data != english.data
    assert {"Accept-Language", "Cookie"} <= set(re.split(r",\s*", english.headers["Vary"]))


def test_files_of_the_site_are_the_same_in_every_language(client):
    sheet = re.search(r'href="(/assets/[^"]+\.css[^"]*)"', client.get("/").text)[1]
    with client.get(sheet, headers={"Accept-Language": "en"}) as answer:
        assert "Accept-Language" not in answer.headers.get("Vary", "")


def test_a_quote_in_another_language_says_which(client):
    page = client.get("/goals", headers={"Accept-Language": "en"}).text
    assert re.search(r'<[^>]* lang="zh"[^>]*>[^<]*《常州科技》', page)


@pytest.mark.parametrize(
    ("environ", "found"),
    [
        ({}, Language.CHINESE),
        ({"LANG": "C.UTF-8"}, Language.CHINESE),
        ({"LANG": "zh_CN.UTF-8"}, Language.CHINESE),
        ({"LANG": "en_GB.UTF-8"}, Language.ENGLISH),
        ({"LC_ALL": "zh_CN", "LANG": "en_US.UTF-8"}, Language.CHINESE),
        ({"LC_MESSAGES": "de_DE.UTF-8", "LANG": "zh_CN"}, Language.ENGLISH),
    ],
)
def test_a_terminal_is_answered_in_its_language(environ, found):
    assert of_terminal(environ) is found


def test_what_an_upload_changes_of_a_row_is_told_in_the_language_of_who_reads():
    row = {"table": "observations", "kind": "altered", "columns": ["value", "quote"], "period": "2025"}
    row |= {
        "name": "常州市 高新技术企业数",
        "name_en": "High-tech enterprises in Changzhou",
        "unit": "家",
        "unit_en": "firms",
    }
    row |= {"old": Decimal(5791), "new": Decimal(7300), "relative": None}
    seen = {"changes": {"rows": [row], "unchanged": 2566}, "effects": {"flips": [], "ranks": [], "series": []}}
    told = {}
    for chosen in Language:
        with speaking(chosen):
            told[chosen] = " ".join(map(str, texts(differences.exhibits(seen)[0])))
    assert not HAN.search(told[Language.ENGLISH])
    assert "2,566 unchanged" in told[Language.ENGLISH]
    assert "数值、原文" in told[Language.CHINESE]


def test_no_wording_is_built_in_one_language():
    with pytest.raises(TypeError, match="en"):
        Text("指标")
