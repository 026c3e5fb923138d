"""Every verdict is recomputed from the tables and the methods alone, and no light says more than its figures carry."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.goals.methods import METHODS, Assessment, Verdict
from indicators.goals.progress import is_set
from indicators.goals.readings import is_in_own_sentence
from indicators.model import Citation, Confidence, Direction, Kind, Qualifier, Status
from indicators.periods import Period, years_between
from indicators.tables.folder import write_folder
from indicators.views import scoreboard
from tests import recompute_verdicts
from tests.builders import CITATION, PLAN, indicator, observation, target
from tests.strategies import datasets
from tests.workbook.books import small

YEARS = range(2020, 2027)
CHANGZHOU = Path(__file__).parents[2] / "data" / "changzhou"
GREEN = {Verdict.ACHIEVED, Verdict.ON_PACE}


def product(dataset, year: int) -> dict[str, dict[str, str]]:
    """What the product says of every goal that was set by a year."""
    on = Period.of_year(year)
    listed = [one for one in dataset.targets if is_set(one, dataset.plan_of(one), on)]
    return {
        one.id: {name: scoreboard.assessment_of(dataset, one, on, name).verdict.value for name in METHODS}
        for one in listed
    }


def test_the_recomputation_shares_no_line_with_the_product():
    script = Path(recompute_verdicts.__file__)
    files = [script, *(script.parent / "recomputed").glob("*.py")]
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    ours = {name for name in imported if name.split(".")[0] in {"indicators", "dashboard", "tests"}}
    assert ours == {f"tests.recomputed.{file.stem}" for file in files[1:]}


@pytest.mark.parametrize("year", YEARS)
def test_every_verdict_of_every_method_is_what_the_tables_and_the_methods_give(dataset, year):
    assert product(dataset, year) == recompute_verdicts.verdicts(CHANGZHOU, year)


def unsupported(dataset, one: Assessment) -> str:
    """Why a green light says more than its figures carry; empty where it does not, or where the light is not green."""
    standing, value = one.standing, one.standing.value
    if one.verdict not in GREEN:
        return ""
    if value is None or standing.bar is None:
        return "it rests on nothing"
    figures = [dataset.table.by_id(name) for name in value.observations]
    values = value.interval(standing.indicator.kind)
    if not standing.is_final and years_between(value.period, standing.on) > standing.indicator.lag:
        return "its figure is older than the lag of its publication"
    if standing.is_final and value.status is Status.ESTIMATE:
        return "the figure of the due period is an estimate"
    if one.verdict is Verdict.ACHIEVED and not standing.bar.met_by_all(values):
        return "its figure bounds the value without deciding"
    if one.verdict is Verdict.ON_PACE and standing.bar.met_by_all(values):
        return "it is met and says less"
    if any(is_in_own_sentence(one.target, figure) for figure in figures[-1:]):
        return "its figure stands in the goal's own sentence"
    return "" if is_set(one.target, dataset.plan_of(one.target), standing.on) else "the goal was not set yet"


@pytest.mark.parametrize("year", YEARS)
def test_no_green_light_of_any_year_says_more_than_its_figures_carry(dataset, year):
    on = Period.of_year(year)
    found = [scoreboard.assessment_of(dataset, one, on, name) for one in dataset.targets for name in METHODS]
    assert {(one.target.id, one.method.id): why for one in found if (why := unsupported(dataset, one))} == {}


@st.composite
def plausible(draw):
    """A city whose figures lie near its goals, as those of cities do: half of its lights are green."""
    sentence = Citation("magazine", "1", "by 2025", Confidence.OFFICIAL)
    figures = [
        observation(
            year,
            draw(st.sampled_from(["90", "98", "100", "101", "105", "110", "120.0"])),
            qualifier=draw(st.sampled_from(Qualifier)),
            status=draw(st.sampled_from(Status)),
            break_reason=draw(st.sampled_from(["", "", "", "new"])),
            citation=draw(st.sampled_from([CITATION, CITATION, sentence])),
        )
        for year in draw(st.lists(st.integers(2018, 2026), unique=True, min_size=3))
    ]
    goal = target(
        draw(st.sampled_from(["at_least", "at_most", "hold", "net_increase", "multiple", "cumulative", "newly_added"])),
        draw(st.sampled_from(["1", "100", "105", "110", "120"])),
        draw(st.sampled_from([None, 2021, 2023, 2025, 2026, "2021..2025"])),
        qualifier=draw(st.sampled_from(Qualifier)),
        set_in=draw(st.sampled_from([None, 2020, "2022-03"])),
    )
    kind = indicator(draw(st.sampled_from(Kind)), draw(st.sampled_from(Direction)), lag=draw(st.sampled_from([1, 2])))
    plan = draw(st.sampled_from([PLAN, replace(PLAN, last=PLAN.first), replace(PLAN, first=None, last=None)]))
    return small(*figures, indicators=(kind,), targets=(goal,), plans={plan.id: plan}, matrix=("gdp",))


@settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
@given(dataset=plausible(), year=st.integers(2020, 2027))
def test_no_green_light_of_any_city_says_more_than_its_figures_carry(dataset, year):
    on = Period.of_year(year)
    found = [scoreboard.assessment_of(dataset, one, on, name) for one in dataset.targets for name in METHODS]
    assert [why for one in found if (why := unsupported(dataset, one))] == []


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(dataset=datasets() | plausible(), year=st.integers(2018, 2030))
def test_the_verdicts_of_any_city_are_recomputed_alike(tmp_path_factory, dataset, year):
    folder = tmp_path_factory.mktemp("city")
    write_folder(dataset, folder)
    assert product(dataset, year) == recompute_verdicts.verdicts(folder, year)
