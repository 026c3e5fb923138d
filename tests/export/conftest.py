"""Every figure of the site as it leaves the house, of pages of staff too, and what hostile names look like."""

from contextlib import closing
from functools import cache

import pytest

from dashboard import contents
from dashboard.export.pptx import pptx
from dashboard.export.xlsx import xlsx
from dashboard.pages import PAGES
from dashboard.query import parse
from indicators.accounts import Account, Role
from indicators.desk import Desk
from indicators.store import open_store
from tests.dashboard.test_filing import FLIP, workbook
from tests.desk.test_desk import GDP, explained, published

HOST = "https://innovation.example"
NAMES = {"region": "xinbei", "indicator": "rd-intensity"}
HOSTILE = ('<a href="javascript:alert(1)">x</a>', "=cmd|' /C calc'!A0", "{{7*7}} & <b> %{y}", "\x0b控制\x1f字符")
WRONG = (("高新技术企业数", "常州市", 2025, "约7000"), ("无此指标", "常州市", 2025, 1), GDP)


@pytest.fixture(scope="session")
def everything(dataset, staff):
    """Return every exhibit of every page: {"goals-ways": Captioned, …}."""
    return {
        f"{page.name}-{one.exhibit.id}": one
        for page in contents.PUBLISHED
        for one in contents.captioned(dataset, page, NAMES.get(page.name, ""), parse({}, dataset), HOST)
    } | staff


@pytest.fixture(scope="session")
def staff(dataset, tmp_path_factory):
    """Return every figure of the pages of staff, at a desk where things were filed: {"due-due": Captioned, …}."""
    folder = tmp_path_factory.mktemp("staff")
    with closing(open_store(f"sqlite:///{folder}/desk.sqlite", folder, "changzhou")) as store:
        desk = Desk(store)
        desk.found(lambda: dataset)
        desk.people.enter("test", Account("王芳", frozenset(Role)), "a long enough password")
        who = desk.people.named("王芳")
        published(desk, who, FLIP)
        waiting = desk.filing.stage(who, workbook(GDP), "GDP.xlsx")
        desk.filing.submit(who, waiting.number, explained(desk, waiting))
        wrong = desk.filing.stage(who, workbook(*WRONG), "有错.xlsx")
        asked = [(page, "", {}) for page in PAGES if page.office and page.name != "upload"]
        upload = next(page for page in PAGES if page.name == "upload")
        asked += [(upload, str(one.number), {}) for one in (waiting, wrong)]
        return {
            f"{page.name}{name}-{one.exhibit.id}": one
            for page, name, told in asked
            for one in contents.captioned_of_staff(desk, who, page, name, told, HOST)
        }


@pytest.fixture(scope="module")
def books(everything):
    """Return a function: the name of an exhibit -> the workbook of it alone, each written once."""
    return cache(lambda name: xlsx([everything[name]]))


@pytest.fixture(scope="module")
def decks(everything):
    """Return a function: the name of an exhibit -> the slides of it alone, each written once."""
    from tests.export.test_offices import document

    return cache(lambda name: pptx(document([everything[name]])))
