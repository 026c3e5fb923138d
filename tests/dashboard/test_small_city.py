"""A Chinese city without tiles, parks, industries or a province, with two districts or none: all of it works."""

import datetime as dt
import io
import re
from dataclasses import replace
from decimal import Decimal

import docx as docx_library
import pptx as pptx_library
import pytest

from dashboard.app import create_app
from dashboard.export.docx import docx
from dashboard.export.pptx import pptx
from dashboard.export.xlsx import xlsx
from dashboard.pages import PAGES
from dashboard.reports.compose import compose
from dashboard.reports.ready import READY, offered
from indicators.checks import audit
from indicators.dataset import ALL_INDUSTRIES
from indicators.desk.founding import NewCity, dataset_for, indicator_of, names_of
from indicators.language import Language
from indicators.model import Citation, Confidence, Key, Source, Text
from indicators.periods import Period
from indicators.table import MetricTable
from indicators.tables import curated
from indicators.tables.folder import write_folder
from tests.builders import observation, target

DAY = dt.date(2026, 5, 1)
INDICATORS = (
    "地区生产总值/GDP；亿元；流量；越高越好",
    "单位产值能耗/Energy intensity；吨标准煤；比重；越低越好",
)
CITED = Citation("report", "1", "2025年，临海市……", Confidence.OFFICIAL)
SHAPES = {"districts": ("东区/East；西区/West", 2025), "alone": ("", 2030)}  # what lies in it, when its goals are due


@pytest.fixture(scope="module", params=SHAPES)
def folder(request, tmp_path_factory):
    """Write the folder of a city with five years of figures and two goals; give it."""
    home = tmp_path_factory.mktemp("small") / "linhai"
    chinese = Language.CHINESE
    described = tuple(indicator_of(line, chinese) for line in INDICATORS)
    below, due = SHAPES[request.param]
    regions = names_of(below, chinese)
    bare = dataset_for(NewCity("linhai", Text("临海市", "Linhai"), regions, described), DAY)
    figures, goals = [], []
    for name, first, step in zip(bare.indicators, (800, 5), (60, "-0.2"), strict=True):
        for region in bare.regions:
            key = Key(name, region, ALL_INDUSTRIES)
            for year in range(2021, 2026):
                value = Decimal(first) + (year - 2021) * Decimal(step)
                value /= 2 if name == "gdp" and region != "linhai" else 1  # two districts make the city
                label = f"{name}-{region}-{year}"
                figures.append(observation(year, value, id=label, key=key, citation=CITED))
        aim = {"id": f"goal-{name}", "plan": "plan", "key": Key(name, "linhai", ALL_INDUSTRIES), "citation": CITED}
        way = ("at_least", 1200) if step == 60 else ("at_most", "3.5")
        goals.append(target(*way, due, **aim))
    source = Source("report", "统计公报", "临海市统计局", "2026-03-01")
    plan = replace(bare.city.plans["plan"], first=Period.of_year(due - 4), last=Period.of_year(due))
    own = replace(bare, city=replace(bare.city, plans={"plan": plan}))
    write_folder(replace(own, sources={"report": source}, table=MetricTable(figures), targets=tuple(goals)), home)
    return home


@pytest.fixture(scope="module")
def site(folder, settings, tmp_path_factory):
    """Return the server of the city."""
    own = replace(settings, data=folder.parent, city="linhai", state=tmp_path_factory.mktemp("state"))
    return create_app(own).server


def test_its_tables_pass_every_check_and_are_read_back(folder, tmp_path):
    city = curated.load(folder)
    assert [str(one) for one in audit.audit(city) if one.is_error] == []
    assert not any(one.tile for one in city.regions.values())
    write_folder(city, tmp_path / "linhai")
    assert curated.load(tmp_path / "linhai").city == city.city


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_every_page_of_readers_is_answered_with_its_name_and_with_figures(site, tongue):
    names = {"region": "linhai", "indicator": "gdp"}
    client, shown = site.test_client(), {}
    for page in (page for page in PAGES if not page.office):
        answer = client.get(page.path.replace("<name>", names.get(page.name, "")), query_string={"lang": tongue})
        assert answer.status_code == 200, page.name
        shown[page.name] = re.sub(r"<[^>]+>", "", answer.text)
        assert {"zh": "临海市", "en": "Linhai"}[tongue] in shown[page.name]
    assert "1,040" in shown["overview"]
    assert "4.2" in shown["overview"]
    assert "1,200" in shown["goals"]
    for path in ("/goals?view=lags", "/goals?view=methods", "/wall", "/feed.atom", "/help", "/api/v1/targets"):
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("name", list(READY))
def test_each_ready_list_that_is_offered_becomes_a_document_slides_and_a_workbook(folder, name):
    city = curated.load(folder)
    if name not in dict(offered(city)):
        return
    document = compose(READY[name].make(city), city)
    written = docx_library.Document(io.BytesIO(docx(document, lambda _: None)))
    words = "".join(part.text for part in written.paragraphs)
    assert "临海市" in words
    assert len(pptx_library.Presentation(io.BytesIO(pptx(document))).slides) > 0
    assert xlsx(document.exhibits)[:2] == b"PK"
