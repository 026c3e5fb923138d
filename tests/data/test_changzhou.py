"""The curated tables of the first city: sound, complete, and true to their sources."""

import json
import re
from collections import defaultdict

import pytest

from indicators.checks.audit import audit
from indicators.dataset import LeftOut
from indicators.goals.methods import Verdict
from indicators.model import Kind, Status
from indicators.periods import Period
from indicators.table import Observation
from indicators.tables import curated, documentation
from indicators.views.conflicts import statements
from indicators.views.scoreboard import assessment_of
from tests.conftest import ROOT
from tests.count_statements import (
    LISTS,
    MAGAZINE,
    MAGAZINE_SOURCE,
    count,
    given,
    of_magazine,
    rows_of,
    without_white_space,
)

FOLDER = ROOT / "data" / "changzhou"
LISTED = pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, marks=pytest.mark.skipif(not path.exists(), reason="the source table is not at hand"))
        for path in LISTS
    ],
    ids=lambda path: path.name,
)


def test_the_tables_have_no_errors(dataset):
    _, problems = curated.read_folder(FOLDER)
    assert [one for one in (*problems, *audit(dataset)) if one.is_error] == []


def test_writing_the_tables_back_gives_the_same_files(dataset, tmp_path):
    curated.write_folder(dataset, tmp_path)
    written = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.csv")}
    assert written == {path.relative_to(FOLDER): path.read_bytes() for path in FOLDER.rglob("*.csv")}


def test_the_guide_says_what_the_columns_are():
    assert (ROOT / "data" / "README.md").read_text(encoding="utf-8") == documentation.guide()


def test_the_descriptor_is_what_the_columns_are(dataset):
    described = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    assert described == documentation.package(dataset, FOLDER)


@pytest.mark.filterwarnings("ignore")  # the library's own dependencies warn
def test_the_folder_is_a_valid_data_package():
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(FOLDER / "datapackage.json"))
    assert report.flatten(["title", "message"]) == []


@pytest.mark.skipif(not MAGAZINE.exists(), reason="the source text is not at hand")
def test_every_quote_of_the_magazine_stands_in_it(dataset):
    text = without_white_space(MAGAZINE.read_text(encoding="utf-8"))
    cited = [(one.id, one.citation) for one in (*dataset.table.observations, *dataset.targets)]
    quotes = [(name, one.quote) for name, one in cited if one.source == MAGAZINE_SOURCE]
    assert [name for name, quote in quotes if without_white_space(quote) not in text] == []
    assert len(quotes) > 280


@LISTED
def test_every_given_figure_is_placed_once_or_left_out_with_a_reason(dataset, path):
    found = count(dataset, path)
    assert found.lost == set()
    assert found.placed & found.left_out == set()


@LISTED
def test_the_quote_of_a_given_figure_is_the_printed_one(dataset, path):
    quotes = {name: without_white_space(quote) for name, quote in rows_of(dataset).items()}
    printed = {name: without_white_space(quote) for name, quote in given(path).items()}
    assert [name for name, quote in printed.items() if name in quotes and quotes[name] not in quote] == []


@pytest.mark.parametrize(
    ("path", "fewest"), [(LISTS[0], 390), (LISTS[1], 850)], ids=["later-figures", "later-figures-2"]
)
def test_nearly_all_given_figures_are_rows(dataset, path, fewest):
    if not path.exists():
        pytest.skip("the source table is not at hand")
    assert len(count(dataset, path).placed) >= fewest


def test_at_least_280_statements_of_the_magazine_are_rows(dataset):
    assert of_magazine(dataset) >= 280
    assert dataset.left_out


def test_at_least_25_contradictions_are_of_the_pages_of_the_magazine_alone(dataset):
    inside = [
        one for one in dataset.conflicts if {_source(each) for each in statements(dataset, one)} == {MAGAZINE_SOURCE}
    ]
    assert len(inside) >= 25


def test_every_contradiction_is_a_sentence_in_both_languages_on_statements_that_differ(dataset):
    for one in dataset.conflicts:
        assert one.sentence.zh.endswith("。"), one.id
        assert one.sentence.en.endswith("."), one.id
        said = [each for each in statements(dataset, one) if not isinstance(each, LeftOut)]
        figures = [(each.key, each.period, each.value) for each in said if isinstance(each, Observation)]
        assert len(set(figures)) == len(figures), one.id


def test_a_figure_of_a_page_that_prints_no_year_is_never_final(dataset):
    """A year stands in the quote, with the source, in the note or in another statement of the figure; else inferred."""

    def is_dated(one):
        source = dataset.source(one.citation.source)
        printed = (one.citation.quote, one.citation.page, source.title, source.published, source.url, source.note)
        return re.search(r"(19|20)\d\d|年鉴", " ".join((*printed, one.note)))

    finals = [one for one in dataset.table.observations if one.status is Status.FINAL]
    dated = {(one.key, one.period, one.value) for one in finals if is_dated(one)}
    assert [one.id for one in finals if (one.key, one.period, one.value) not in dated] == []


def test_everything_that_readers_see_of_an_indicator_is_there_in_english_too(dataset):
    described = dataset.indicators.values()
    assert [one.id for one in described if not (one.name.en and one.definition.en and one.owner.en)] == []
    units = [(one.id, one.unit.symbol) for one in described if not one.unit.english]
    assert units == []


def _source(statement):
    return statement.source if isinstance(statement, LeftOut) else statement.citation.source


def test_every_indicator_is_told_in_english_too(dataset):
    texts = [
        (one.id, one.name.en, one.definition.en, one.owner.en, one.unit.english) for one in dataset.indicators.values()
    ]
    assert [row for row in texts if not all(row)] == []
    names = [one.name.en for one in dataset.indicators.values()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("words", ["double-creation", "double creation", "private capital", "science envoy"])
def test_one_thing_has_one_english_term(dataset, words):
    texts = [text for one in dataset.indicators.values() for text in (one.name.en, one.definition.en)]
    texts += [one.sentence.en for one in dataset.conflicts]
    assert [text for text in texts if words in text.lower()] == []


def test_the_cities_stand_in_the_order_of_the_province(dataset):
    cities = "南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁"
    assert [one.short_name for one in dataset.peers] == cities.split()


@pytest.mark.parametrize(
    ("goal", "to_reach", "verdict"),
    [
        ("G074", 10000, Verdict.ACHIEVED),  # gross regional product of 2023
        ("G019", 6800, Verdict.MISSED),  # double the high-tech firms of 2022
        ("G026", 50, Verdict.OPEN),  # share of high-tech industry in 2025, so far an estimate
        ("G002", 33, Verdict.STALE),  # two places from 35, lower is better
    ],
)
def test_known_goals_have_the_number_to_reach_and_the_verdict_that_they_should(dataset, goal, to_reach, verdict):
    one = assessment_of(dataset, dataset.target(goal), Period.of_year(2025))
    assert (one.standing.bar.number, one.verdict) == (to_reach, verdict)


def test_doubling_is_kept_as_a_multiple_and_not_typed_in(dataset):
    goal = dataset.target("G019")
    assert (goal.comparator, goal.amount, goal.base_value) == ("multiple", 2, 3400)


def test_nested_goals_lie_inside_their_wholes(dataset):
    parts = {one.id: one.part_of for one in dataset.targets}
    assert (parts["G043"], parts["G042"], parts["G041"], parts["G040"]) == ("G042", "G040", "G040", None)


def test_part_year_figures_join_no_yearly_series(dataset):
    for key in dataset.table.keys:
        assert {one.period.grain for one in dataset.table.series(key)} <= {"year"}


def test_a_year_that_was_taken_from_the_date_of_an_issue_is_never_a_final_figure(dataset):
    rows = [one for one in dataset.table.observations if "按刊期" in one.note or "未写年份" in one.note]
    assert len(rows) > 100
    assert Status.FINAL not in {one.status for one in rows}


def test_what_was_reckoned_from_printed_figures_says_so(dataset):
    rows = [one for one in dataset.table.observations if one.note.startswith("推算")]
    assert rows
    assert {one.status for one in rows} == {Status.DERIVED}


def test_one_figure_has_one_status_in_all_its_copies(dataset):
    found = defaultdict(set)
    for one in dataset.table.observations:
        if one.status is not Status.DERIVED:
            found[one.key, one.period, one.value, one.qualifier].add(one.status)
    assert {place: statuses for place, statuses in found.items() if len(statuses) > 1} == {}


def test_a_growth_is_joined_to_the_amount_that_grew(dataset):
    for one in dataset.indicators.values():
        if one.growth_of:
            amount = dataset.indicator(one.growth_of)
            assert (one.kind, one.theme) == (Kind.GROWTH, amount.theme)


def test_the_title_of_a_source_names_it_alone_and_can_stand_in_a_list(dataset):
    titles = [one.title for one in dataset.sources.values()]
    assert len(titles) == len(set(titles))
    assert [title for title in titles if set(title) & set(";；")] == []
