"""The long table: what counts as having happened, and what only stands beside it."""

from indicators.model import Absence, Citation, Confidence, Key, Status
from indicators.periods import Grain
from indicators.table import MetricTable
from tests.builders import CITATION, KEY, observation, period, table

PRESS = Citation("press", "", "…", Confidence.PRESS)


def values(series):
    return [(str(one.period), str(one.value)) for one in series]


def test_a_series_is_in_order_of_time_and_of_one_grain():
    figures = table({2022: 3, "2022H1": 1, 2020: 1, 2021: 2, "2021..2022": 5})
    assert values(figures.series(KEY)) == [("2020", "1"), ("2021", "2"), ("2022", "3")]
    assert values(figures.series(KEY, Grain.HALF)) == [("2022H1", "1")]


def test_a_series_leaves_out_forecasts_missing_figures_and_what_is_not_charted():
    figures = table(
        {2020: 1},
        observation(2021, 2, charted=False),
        observation(2022, None, absence=Absence.MISSING),
        observation(2023, 4, status=Status.FORECAST),
        observation(2024, 5, status=Status.ESTIMATE),
    )
    assert values(figures.series(KEY)) == [("2020", "1"), ("2024", "5")]


def test_a_missing_figure_is_never_zero_and_a_zero_is_a_figure():
    figures = table({2020: None, 2021: 0})
    assert values(figures.series(KEY)) == [("2021", "0")]
    assert figures.at(KEY, period(2020)).value is None
    assert figures.actual(KEY, period(2020)) is None
    assert figures.actual(KEY, period(2021)).value == 0


def test_of_two_charted_figures_for_a_period_the_more_trusted_one_is_the_series():
    figures = table({}, observation(2020, 1, id="a", citation=PRESS), observation(2020, 2, id="b", citation=CITATION))
    assert values(figures.series(KEY)) == [("2020", "2")]
    assert figures.at(KEY, period(2020)).id == "b"


def test_an_actual_stands_before_a_forecast_and_before_a_missing_figure_whoever_prints_them():
    figures = table(
        {},
        observation(2022, "3.2", id="a", status=Status.FORECAST),
        observation(2022, None, id="b"),
        observation(2022, "3.38", id="c", citation=PRESS),
    )
    assert figures.at(KEY, period(2022)).id == "c"
    assert figures.actual(KEY, period(2022)).id == "c"


def test_a_forecast_alone_is_found_but_is_no_actual():
    figures = table({}, observation(2022, "3.2", status=Status.FORECAST))
    assert figures.at(KEY, period(2022)) is not None
    assert figures.actual(KEY, period(2022)) is None
    assert figures.latest(KEY, period(2022)) is None


def test_the_latest_figure_is_of_the_grain_asked_for_and_not_after_it():
    figures = table({2020: 1, 2021: 2, "2021Q4": 7, 2023: 3})
    assert figures.latest(KEY, period(2022)).value == 2
    assert figures.latest(KEY, period("2022Q1")).value == 7
    assert figures.latest(KEY, period(2019)) is None


def test_an_unknown_key_has_no_figures():
    figures = table({2020: 1})
    other = Key("gdp", "wuxi", "all")
    assert (figures.of(other), figures.series(other), figures.at(other, period(2020))) == ((), (), None)
    assert figures.keys == (KEY,)
    assert len(figures) == 1


def test_sources_that_print_different_values_are_a_conflict_the_charted_first():
    one, other = observation(2022, 47, id="b"), observation(2022, 39, id="a", charted=False)
    (conflict,) = MetricTable([other, one]).conflicts()
    assert (conflict.key, str(conflict.period)) == (KEY, "2022")
    assert conflict.observations == (one, other)


def test_the_same_value_twice_or_a_value_and_a_missing_one_is_no_conflict():
    figures = table({}, observation(2022, "3.20"), observation(2022, "3.2", charted=False), observation(2022, None))
    assert figures.conflicts() == ()


def test_a_value_printed_with_more_digits_is_the_same_value():
    rows = (observation(2022, value, id=value, charted=value == "8807.6") for value in ("8807.6", "8807.58", "8808"))
    assert MetricTable(rows).conflicts() == ()


def test_a_conflict_holds_only_those_that_differ_from_the_figure_that_is_read_first():
    first, same, other = (
        observation(2022, value, id=name, charted=name == "a") for name, value in (("a", 7), ("b", 7), ("c", 8))
    )
    (conflict,) = MetricTable((first, same, other)).conflicts()
    assert conflict.observations == (first, other)


def test_one_look_at_a_period_finds_what_each_series_has_for_it(dataset):
    """The charted figure of every region at once is the one that is found region by region."""
    table = dataset.table
    for indicator in ("gdp", "rd-intensity", "hitech-firms"):
        for year in range(2015, 2026):
            found = table.of_period(indicator, "all", period(str(year)), dataset.regions)
            one_by_one = {name: table.at(Key(indicator, name, "all"), period(str(year))) for name in dataset.regions}
            assert found == {name: one for name, one in one_by_one.items() if one is not None}


def test_what_is_charted_last_is_found_for_all_keys_of_some_industries_at_once(dataset):
    """Of each key the last charted figure that is not later than a period, in the order in which keys first appear."""
    table = dataset.table
    industries = {"new-energy", "all"} & dataset.industries.keys() | set(list(dataset.industries)[2:5])
    for by in (period("2021"), period("2024")):
        of_keys = [
            [one for one in table.of(key) if one.charted and one.period.last <= by.last]
            for key in table.keys
            if key.industry in industries
        ]
        assert table.last(industries, by) == tuple(group[-1] for group in of_keys if group)
    assert MetricTable().last(industries, by) == ()
