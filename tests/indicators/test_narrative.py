"""Sentences in both languages, goals, periods, ranks and units, as worked examples."""

from dataclasses import replace

import pytest

from indicators.model import Direction, Kind, Qualifier, Unit
from indicators.periods import Period
from indicators.table import MetricTable
from indicators.views import scoreboard
from indicators.words import narrative, phrases, wording
from tests.builders import assessed, indicator, observation, target
from tests.told import HAN

FIRMS = indicator(unit=Unit("家"), decimals=0)
SHARE = indicator(Kind.RATIO, decimals=2)
RANK = indicator(Kind.RANK, Direction.LOWER, unit=Unit("位"), decimals=0)
COST = indicator(direction=Direction.LOWER)


def of_goal(dataset, name, year=2025):
    return narrative.goal(dataset, scoreboard.assessment_of(dataset, dataset.target(name), Period.of_year(year)))


def real_goal(dataset, plan, indicator_id, **wanted):
    """The one goal of the city in a plan, by its indicator and fields."""
    key = dataset.key(indicator_id)
    found = [one for one in dataset.targets_of(key) if one.plan == plan]
    return next(one.id for one in found if all(str(getattr(one, name)) == value for name, value in wanted.items()))


def test_a_goal_under_way_tells_value_goal_gap_lag_and_pace(dataset):
    told = of_goal(dataset, real_goal(dataset, "14fyp", "rd-intensity"))
    assert told.zh == (
        "常州全社会研发经费支出占GDP比重2024年为3.62%，距2025年目标（3.70%）还差 0.08 个百分点，"
        "快于序时 8.6 个百分点，年均需提高 0.08 个百分点；2025年数据尚未取得。"
    )
    assert told.en == (
        "R&D expenditure as a share of gross regional product in Changzhou stood at 3.62% in 2024, "
        "0.08 percentage points short of the 2025 goal (3.70%), 8.6 percentage points ahead of the path; "
        "an increase of 0.08 percentage points a year is needed; the figure for 2025 is not yet known."
    )


def test_a_goal_that_is_computed_tells_what_was_printed_and_the_number_to_reach(dataset):
    told = of_goal(dataset, real_goal(dataset, "14fyp", "hitech-firms", comparator="multiple"))
    assert told.zh == "常州高新技术企业数2025年为5,791 家，未达到2025年目标（倍增，即6,800 家），相差 1,009 家。"
    assert told.en == (
        "High-tech enterprises in Changzhou stood at 5,791 in 2025, "
        "missing the 2025 goal (doubling, that is 6,800) by 1,009."
    )


def test_a_goal_without_figures_tells_what_was_set_and_what_is_missing(dataset):
    told = of_goal(dataset, real_goal(dataset, "14fyp", "unicorns"))
    assert told.zh == "常州独角兽企业数2025年目标为达到 70 家，没有可对照的数据。"
    assert told.en == "Unicorn firms in Changzhou: the 2025 goal is 70; there is no figure to hold against it."


def test_a_goal_whose_base_is_missing_tells_so_beside_the_latest_figure(dataset):
    key = dataset.key("gazelles-cumulative")
    dataset = replace(dataset, table=MetricTable([observation(2022, 671, key=key)]))
    told = of_goal(dataset, real_goal(dataset, "y2022", key.indicator))
    assert told.zh == (
        "常州瞪羚企业累计数（2022年口径）2022年目标为净增 450 家以上，缺少基期数据，无法换算目标值；2022年为671 家。"
    )
    assert told.en == (
        "Gazelle firms, cumulative (2022 scope) in Changzhou: the 2022 goal is a net increase of over 450; "
        "the base is missing, so the number to reach cannot be told; it stood at 671 in 2022."
    )


@pytest.mark.parametrize(
    ("goal", "values", "of", "zh", "en"),
    [
        (
            target("at_least", 100, 2025, base_period=2020),
            {2020: 50, 2023: 120},
            FIRMS,
            "2023年为120 家，已达到2025年目标（100 家），超出 20 家。",
            "stood at 120 in 2023, already meeting the 2025 goal (100) and exceeding it by 20.",
        ),
        (
            target("at_least", 100, 2023, base_period=2020),
            {2020: 50, 2022: 110, 2023: 100},
            FIRMS,
            "2023年为100 家，达到2023年目标（100 家），但最近一期变动与目标方向相反。",
            "stood at 100 in 2023, meeting the 2023 goal (100), but the last change went the other way.",
        ),
        (
            target("at_least", "3.0", 2025, base_period=2020, qualifier=Qualifier.ABOUT),
            {2020: "2.0", 2023: "2.96"},
            SHARE,
            "2023年为2.96%，已达到2025年目标（约 3.00%），目标为约数，现值在允许范围内。",
            "stood at 2.96% in 2023, already meeting the 2025 goal (about 3.00%), within what “about” allows.",
        ),
        (
            target("at_most", 30, 2025, base_period=2020),
            {2020: 50, 2023: 40},
            COST,
            "2023年为40 亿元，距2025年目标（30 亿元）还差 10 亿元，落后序时 10 个百分点，年均需降低 5 亿元。",
            (
                "stood at 40 hundred million yuan in 2023, 10 hundred million yuan away from the 2025 goal "
                "(30 hundred million yuan), 10 percentage points behind the path; "
                "a decrease of 5 hundred million yuan a year is needed."
            ),
        ),
        (
            target("at_most", 30, 2025, base_period=2020),
            {2020: 50, 2023: 25},
            COST,
            "2023年为25 亿元，已达到2025年目标（30 亿元），低于目标 5 亿元。",
            (
                "stood at 25 hundred million yuan in 2023, already meeting the 2025 goal (30 hundred million yuan) "
                "and 5 hundred million yuan below it."
            ),
        ),
        (
            target("rank_within", 20, 2025, base_period=2020),
            {2020: 25, 2023: 21},
            RANK,
            "2023年为第 21 位，距2025年目标（第 20 位）还差 1 位，快于序时 20 个百分点，年均需进 0.5 位。",
            (
                "was 21st in 2023, 1 place short of the 2025 goal (20th), 20 percentage points ahead of the path; "
                "a gain of 0.5 places a year is needed."
            ),
        ),
        (
            target("rank_within", 20, 2025, base_period=2020),
            {2020: 25, 2023: 17},
            RANK,
            "2023年为第 17 位，已达到2025年目标（第 20 位），比目标靠前 3 位。",
            "was 17th in 2023, already meeting the 2025 goal (20th) and 3 places better.",
        ),
        (
            target("between", 5, 2025, amount_to=8, base_period=2020),
            {2020: 2, 2023: 6},
            FIRMS,
            "2023年为6 家，在2025年目标（5 家至 8 家）区间内。",
            "stood at 6 in 2023, within the 2025 goal (5 to 8).",
        ),
        (
            target("at_least", 100, 2025, base_period=2020),
            {2020: 50, 2021: 120, 2023: 90},
            FIRMS,
            "2023年为90 家，距2025年目标（100 家）还差 10 家，此前曾达到，快于序时 20 个百分点，年均需增长 5.4%。",
            (
                "stood at 90 in 2023, 10 short of the 2025 goal (100), having met it before, "
                "20 percentage points ahead of the path; growth of 5.4% a year is needed."
            ),
        ),
        (
            target("at_least", 100, 2025, base_period=2021),
            {2021: 50, 2022: None},
            FIRMS,
            "2021年为50 家，距2025年目标（100 家）还差 50 家，仅有基期数据，年均需增长 18.9%。",
            (
                "stood at 50 in 2021, 50 short of the 2025 goal (100); only the base is known; "
                "growth of 18.9% a year is needed."
            ),
        ),
        (
            target("at_least", 100, None),
            {2023: 90},
            FIRMS,
            "2023年为90 家，距未定期限的目标（100 家）还差 10 家；来源未写完成期限，不判定进度。",
            (
                "stood at 90 in 2023, 10 short of the undated goal (100); "
                "the source names no date, so progress is not judged."
            ),
        ),
        (
            target("growth", 8, None),
            {2023: 90},
            FIRMS,
            "未定期限的目标为年均增长 8%，来源未写完成期限，无法换算目标值；2023年为90 家。",
            (
                ": the undated goal is growth of 8% a year; no date is set, so the number to reach cannot be told; "
                "it stood at 90 in 2023."
            ),
        ),
        (
            target("milestone", None, "2025H1"),
            {},
            FIRMS,
            "是2025年上半年的节点性目标，没有数量，不作数量对照。",
            ": a milestone without a number (the first half of 2025), not held against figures.",
        ),
    ],
)
def test_each_kind_of_standing_has_a_sentence_of_its_own(dataset, goal, values, of, zh, en):
    told = narrative.goal(dataset, assessed(goal, values, 2023, of))
    name, place = ("常州地区生产总值", "Gross regional product in Changzhou")
    assert told.zh == name + zh
    assert told.en == place + ("" if en.startswith(":") else " ") + en


@pytest.mark.parametrize(
    ("qualifier", "value", "gap"),
    [
        (Qualifier.OVER, 80, "还差不到 20 家"),
        (Qualifier.UNDER, 80, "还差 20 家以上"),
        (Qualifier.ABOUT, 80, "还差约 20 家"),
        (Qualifier.OVER, 120, "超出 20 家以上"),
        (Qualifier.UNDER, 120, "超出不到 20 家"),
    ],
)
def test_a_gap_is_told_no_more_exactly_than_the_figure_allows(dataset, qualifier, value, gap):
    figures = MetricTable((observation(2020, 50), observation(2023, value, qualifier=qualifier)))
    told = narrative.goal(dataset, assessed(target("at_least", 100, 2025, base_period=2020), figures, 2023, FIRMS))
    assert gap in told.zh


def test_no_pace_is_told_towards_a_date_that_is_over(dataset):
    told = narrative.goal(dataset, assessed(target("at_least", 100, 2020), {2015: 50, 2018: 60}, 2025, FIRMS))
    assert "2020年数据尚未取得" in told.zh
    assert "年均" not in told.zh
    assert "a year" not in told.en


@pytest.mark.parametrize(
    ("text", "en"),
    [
        ("2024", "2024"),
        ("2023H1", "the first half of 2023"),
        ("2023H2", "the second half of 2023"),
        ("2025Q3", "the third quarter of 2025"),
        ("2024-05", "May 2024"),
        ("2017-01..09", "January–September 2017"),
        ("2016..2020", "2016–2020"),
    ],
)
def test_periods_are_told_in_english(text, en):
    assert phrases.period(Period.parse(text)).en == en


@pytest.mark.parametrize(
    ("figure", "en"),
    [("1", "1st"), ("2", "2nd"), ("3", "3rd"), ("4", "4th"), ("11", "11th"), ("21", "21st"), ("112", "112th")],
)
def test_ranks_are_ordinals_in_english(figure, en):
    assert phrases.ordinal(figure) == en


def test_every_unit_of_the_tables_has_english_words(dataset):
    for one in dataset.indicators.values():
        assert not HAN.search(phrases.unit(one.unit.symbol)), one.unit.symbol
    for symbol in wording._COUNTED_BY_WAN:
        assert not HAN.search(phrases.unit("万" + symbol)), symbol
