"""Sentences in both languages, goals, periods, ranks and units, as worked examples."""

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.model import Direction, Kind, Qualifier, Unit
from indicators.periods import Period
from indicators.table import MetricTable
from indicators.views import scoreboard
from indicators.words import english, narrative, phrases
from tests import shipped
from tests.builders import assessed, indicator, observation, observations, target
from tests.told import HAN

FIRMS = indicator(unit=Unit("家", "firms"), decimals=0)
SHARE = indicator(Kind.RATIO, decimals=2)
RANK = indicator(Kind.RANK, Direction.LOWER, unit=Unit("位", "places"), decimals=0)
COST = indicator(direction=Direction.LOWER)


def of_goal(dataset, name, year=2025):
    return narrative.goal(dataset, scoreboard.assessment_of(dataset, dataset.target(name), Period.of_year(year)))


def real_goal(dataset, plan, indicator_id, **wanted):
    """The one goal of the city in a plan, by its indicator and fields."""
    key = dataset.key(indicator_id)
    found = [one for one in dataset.targets_of(key) if one.plan == plan]
    return next(one.id for one in found if all(str(getattr(one, name)) == value for name, value in wanted.items()))


def test_a_goal_under_way_tells_value_goal_gap_lag_and_pace(dataset):
    share = observations({2020: "3.00", 2023: "3.41", 2024: "3.62"}, key=dataset.key("rd-intensity"))
    dataset = replace(dataset, table=MetricTable(share))
    told = of_goal(dataset, real_goal(dataset, "14fyp", "rd-intensity"))
    assert told.zh == (
        "2024年，全市全社会研发经费支出占GDP比重为3.62%，距2025年3.70%的目标相差0.08个百分点，快于序时进度8.6"
        "个百分点，2025年数据尚未公布，待终期评价。"
    )
    assert told.en == (
        "R&D expenditure as a share of gross regional product in Changzhou stood at 3.62% in 2024, 0.08 perce"
        "ntage points short of the 2025 goal (3.70%), 8.6 percentage points ahead of the path; the figure for"
        " 2025 is awaited."
    )


def test_a_goal_that_is_computed_tells_what_was_printed_and_the_number_to_reach(dataset):
    told = of_goal(dataset, real_goal(dataset, "14fyp", "hitech-firms", comparator="multiple"))
    short = 6800 - int(shipped.FIRMS)
    assert told.zh == f"2025年，全市高新技术企业{shipped.FIRMS}家，未完成2025年倍增（6800家）的目标，相差{short}家。"
    assert told.en == (
        f"High-tech enterprises in Changzhou stood at {shipped.COUNT} in 2025, "
        f"missing the 2025 goal (doubling, that is 6,800) by {short:,}."
    )


def test_a_goal_without_figures_tells_what_was_set_and_what_is_missing(dataset):
    told = of_goal(dataset, real_goal(dataset, "14fyp", "unicorns"))
    assert told.zh == "全市独角兽企业数2025年目标为达到70家，暂缺数据，未作评价。"
    assert told.en == "Unicorn firms in Changzhou: the 2025 goal is at least 70; there is no figure to hold against it."


def test_a_goal_whose_base_is_missing_tells_so_beside_the_latest_figure(dataset):
    key = dataset.key("gazelles-cumulative")
    dataset = replace(dataset, table=MetricTable([observation(2022, 671, key=key)]))
    told = of_goal(dataset, real_goal(dataset, "y2022", key.indicator))
    assert told.zh == ("全市瞪羚企业累计数（2022年口径）2022年目标为净增450家以上，暂缺基期数据；2022年为671家。")
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
            "2023年，全市地区生产总值为120家，已完成2025年100家的目标，超出20家。",
            (
                "Gross regional product in Changzhou stood at 120 in 2023, already meeting the 2025 goal (100) and ex"
                "ceeding it by 20."
            ),
        ),
        (
            target("at_least", 100, 2023, base_period=2020),
            {2020: 50, 2022: 110, 2023: 100},
            FIRMS,
            "2023年，全市地区生产总值为100家，完成2023年100家的目标，但最近一期变动与目标方向相反。",
            (
                "Gross regional product in Changzhou stood at 100 in 2023, meeting the 2023 goal (100), but the last "
                "change went the other way."
            ),
        ),
        (
            target("at_least", "3.0", 2025, base_period=2020, qualifier=Qualifier.ABOUT),
            {2020: "2.0", 2023: "2.96"},
            SHARE,
            "2023年，全市地区生产总值为2.96%，已完成2025年约3.0%的目标，在允许范围内。",
            (
                "Gross regional product in Changzhou stood at 2.96% in 2023, already meeting the 2025 goal (about 3.0"
                "%), within what “about” allows."
            ),
        ),
        (
            target("at_most", 30, 2025, base_period=2020),
            {2020: 50, 2023: 40},
            COST,
            (
                "2023年，全市地区生产总值为40亿元，距2025年30亿元的目标相差10亿元，落后序时进度10个百分点，年均需降低"
                "5亿元。"
            ),
            (
                "Gross regional product in Changzhou stood at 4 billion yuan in 2023, 1 billion yuan away from the 20"
                "25 goal (3 billion yuan), 10 percentage points behind the path; a decrease of 500 million yuan a year"
                " is needed."
            ),
        ),
        (
            target("at_most", 30, 2025, base_period=2020),
            {2020: 50, 2023: 25},
            COST,
            "2023年，全市地区生产总值为25亿元，已完成2025年30亿元的目标，低于目标5亿元。",
            (
                "Gross regional product in Changzhou stood at 2.5 billion yuan in 2023, already meeting the 2025 goal"
                " (3 billion yuan) and 500 million yuan below it."
            ),
        ),
        (
            target("rank_within", 20, 2025, base_period=2020),
            {2020: 25, 2023: 21},
            RANK,
            (
                "2023年，全市地区生产总值列第21位，距2025年第20位的目标相差1位，快于序时进度20个百分点，年均需前进0.5"
                "位。"
            ),
            (
                "Gross regional product in Changzhou was 21st in 2023, 1 place short of the 2025 goal (20th), 20 perc"
                "entage points ahead of the path; a gain of 0.5 places a year is needed."
            ),
        ),
        (
            target("rank_within", 20, 2025, base_period=2020),
            {2020: 25, 2023: 17},
            RANK,
            "2023年，全市地区生产总值列第17位，已完成2025年第20位的目标，比目标靠前3位。",
            (
                "Gross regional product in Changzhou was 17th in 2023, already meeting the 2025 goal (20th) and 3 pla"
                "ces better."
            ),
        ),
        (
            target("between", 5, 2025, amount_to=8, base_period=2020),
            {2020: 2, 2023: 6},
            FIRMS,
            "2023年，全市地区生产总值为6家，在2025年5家至8家的目标区间内。",
            "Gross regional product in Changzhou stood at 6 in 2023, within the 2025 goal (5 to 8).",
        ),
        (
            target("at_least", 100, 2025, base_period=2020),
            {2020: 50, 2021: 120, 2023: 90},
            FIRMS,
            (
                "2023年，全市地区生产总值为90家，距2025年100家的目标相差10家，此前曾达到，快于序时进度20个百分点，年"
                "均需增长5.4%。"
            ),
            (
                "Gross regional product in Changzhou stood at 90 in 2023, 10 short of the 2025 goal (100), having met"
                " it before, 20 percentage points ahead of the path; growth of 5.4% a year is needed."
            ),
        ),
        (
            target("at_least", 100, 2025, base_period=2021),
            {2021: 50, 2022: None},
            FIRMS,
            "2021年，全市地区生产总值为50家，此后数据尚未公布，2025年100家的目标暂不评价。",
            (
                "Gross regional product in Changzhou stood at 50 in 2021; nothing later is published, so the 2025 goa"
                "l (100) is not judged."
            ),
        ),
        (
            target("at_least", 100, None),
            {2023: 90},
            FIRMS,
            "2023年，全市地区生产总值为90家，距未定期限的100家的目标相差10家，未定完成期限。",
            (
                "Gross regional product in Changzhou stood at 90 in 2023, 10 short of the undated goal (100); no date"
                " is set, so progress is not judged."
            ),
        ),
        (
            target("growth", 8, None),
            {2023: 90},
            FIRMS,
            "全市地区生产总值未定期限的目标为年均增长8%，未定完成期限；2023年为90家。",
            (
                "Gross regional product in Changzhou: the undated goal is growth of 8% a year; no date is set, so the"
                " number to reach cannot be told; it stood at 90 in 2023."
            ),
        ),
        (
            target("milestone", None, "2025H1"),
            {},
            FIRMS,
            "全市地区生产总值列入2025年上半年重点任务，进展情况另行报告。",
            (
                "Gross regional product in Changzhou: a task for the first half of 2025 without a number, reported on"
                " separately."
            ),
        ),
    ],
)
def test_each_kind_of_standing_has_a_sentence_of_its_own(dataset, goal, values, of, zh, en):
    told = narrative.goal(dataset, assessed(goal, values, 2023, of))
    assert told.zh == zh
    assert told.en == en


@pytest.mark.parametrize(
    ("qualifier", "value", "gap"),
    [
        (Qualifier.OVER, 80, "相差不到20家"),
        (Qualifier.UNDER, 70, "相差30家以上"),
        (Qualifier.ABOUT, 60, "相差约40家"),
        (Qualifier.OVER, 120, "超出20家以上"),
        (Qualifier.UNDER, 120, "超出不到20家"),
    ],
)
def test_a_gap_is_told_no_more_exactly_than_the_figure_allows(dataset, qualifier, value, gap):
    figures = MetricTable((observation(2020, 50), observation(2023, value, qualifier=qualifier)))
    told = narrative.goal(dataset, assessed(target("at_least", 100, 2025, base_period=2020), figures, 2023, FIRMS))
    assert gap in told.zh


def test_no_pace_is_told_towards_a_date_that_is_over(dataset):
    told = narrative.goal(dataset, assessed(target("at_least", 100, 2020), {2015: 50, 2018: 60}, 2025, FIRMS))
    assert "2020年100家的目标暂不评价" in told.zh
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
    assert english.ordinal(figure) == en


def test_every_unit_of_the_tables_has_english_words(dataset):
    for one in dataset.indicators.values():
        amount = phrases.amount(Decimal(150000), one).en
        assert not HAN.search(amount), (one.unit.symbol, amount)


def test_the_verdict_on_a_plan_is_one_sentence_with_counts_and_the_worst_distances(dataset):
    plan, city = dataset.plan("14fyp"), dataset.region(dataset.city.region)
    judged = scoreboard.scoreboard(dataset, Period.of_year(2025), plan.id)
    verdict = narrative.verdict(dataset, plan, judged, Period.of_year(2025), city, list)
    assert verdict.zh.count("。") == 1
    assert verdict.zh.endswith("高新技术企业（相差1009家）、上市公司（相差不到50家）。")
    assert verdict.en.endswith("high-tech enterprises (off by 1,009), listed companies (off by less than 50).")
    assert verdict.zh.count("高新技术企业") == 1  # two goals of one figure are one distance, the worse


def test_the_verdict_on_what_nobody_could_judge_names_the_place_and_no_distance(dataset):
    plan, district = dataset.plan("14fyp"), dataset.region("wujin")
    judged = scoreboard.scoreboard(dataset, Period.of_year(2025), plan.id, district.id)
    verdict = narrative.verdict(dataset, plan, judged, Period.of_year(2025), district, list)
    assert verdict.zh == "截至2025年，武进区“十四五”规划3项目标暂缺数据，未作评价。"
