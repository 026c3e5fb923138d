"""Sentences on series, rankings, sums, plans, regions and industries, as worked examples on the real tables."""

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.model import Qualifier, Status, Text
from indicators.periods import Period
from indicators.table import MetricTable
from indicators.views import catalogue, industries, regions, scoreboard
from indicators.words import narrative, phrases
from tests.builders import indicator, observations
from tests.shipped import PRODUCT, SHARE


def with_figures(dataset, indicator, figures, year):
    """Return the city with no other figures than these of its regions, by their ids."""
    rows = [
        replace(one, id=f"{region}-{one.period}")
        for region, value in figures.items()
        for one in observations({year: value}, key=dataset.key(indicator, region))
    ]
    return replace(dataset, table=MetricTable(rows))


def test_a_series_tells_its_latest_figure_and_the_change_since_the_year_before(dataset):
    share = observations({2023: "3.41", 2024: "3.62"}, key=dataset.key("rd-intensity"))
    told = narrative.series(dataset, share, Period.of_year(2025))
    assert told.zh == "2024年，全市全社会研发经费支出占GDP比重为3.62%，比上年提高0.21个百分点。"
    assert told.en.endswith("stood at 3.62% in 2024, up 0.21 percentage points from the year before.")


def test_a_series_names_the_earlier_year_where_the_year_before_is_not_known(dataset):
    figures = observations({2021: 80, 2024: 100}, key=dataset.key("listed-companies"))
    told = narrative.series(dataset, figures, Period.of_year(2025))
    assert told.zh == "2024年，全市上市公司100家，比2021年增长25%。"
    assert told.en == "Listed companies in Changzhou stood at 100 in 2024, up 25% from 2021."


def test_growth_of_an_amount_at_current_prices_says_so(dataset):
    told = narrative.series(dataset, catalogue.yearly(dataset, dataset.key("gdp")), Period.of_year(2025))
    assert told.zh == f"2024年，全市地区生产总值为{PRODUCT}亿元（年份推定），按不变价格计算，比上年增长约6%。"
    assert told.en.endswith("up about 6% at constant prices from the year before.")


def test_an_amount_without_an_official_growth_is_said_to_have_grown_nominally(dataset):
    key = dataset.key("contract-value")
    told = narrative.series(dataset, observations({2023: 100, 2024: 120}, key=key), Period.of_year(2024))
    assert "比上年名义增长20%" in told.zh
    assert "up 20% nominally from the year before" in told.en


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (Qualifier.EXACT, Qualifier.OVER, "增长超过20%"),
        (Qualifier.OVER, Qualifier.EXACT, "增长不足20%"),
        (Qualifier.ABOUT, Qualifier.EXACT, "增长约20%"),
        (Qualifier.UNDER, Qualifier.EXACT, "增长超过20%"),
    ],
)
def test_a_change_is_told_as_far_as_both_figures_bound_it(dataset, before, now, told):
    key = dataset.key("hitech-firms")
    figures = (
        *observations({2023: 100}, key=key, qualifier=before),
        *observations({2024: 120}, key=key, qualifier=now),
    )
    assert told in narrative.series(dataset, figures, Period.of_year(2024)).zh


def test_between_two_bounds_and_across_a_break_no_change_is_told(dataset):
    key = dataset.key("hitech-firms")
    bounds = observations({2023: 100, 2024: 120}, key=key, qualifier=Qualifier.OVER)
    assert "比上年" not in narrative.series(dataset, bounds, Period.of_year(2024)).zh
    figures = (*observations({2023: 100}, key=key), *observations({2024: 120}, key=key, break_reason="口径扩大"))
    dataset = replace(dataset, table=MetricTable(figures))
    assert "比上年" not in narrative.series(dataset, figures, Period.of_year(2024)).zh


def test_a_rank_moves_by_places(dataset):
    key = catalogue.usual_key(dataset, "innovative-city-rank")
    told = narrative.series(dataset, catalogue.yearly(dataset, key), Period.of_year(2024))
    assert told.zh == "2024年，全市国家创新型城市创新能力排名列第18位，比上年后退1位。"
    assert told.en.endswith("was 18th in 2024, down 1 place from the year before.")


def test_estimates_are_named(dataset):
    key = dataset.key("hitech-firms")
    figures = observations({2023: 100, 2024: 110}, key=key, status=Status.ESTIMATE)
    told = narrative.series(dataset, figures, Period.of_year(2025))
    assert told.zh == "2024年，预计全市高新技术企业110家，比上年（预计数）增长10%。"
    assert told.en.endswith("stood at 110 (estimate) in 2024, up 10% from the year before (estimate).")


def test_a_bound_is_no_figure_to_measure_a_change_from(dataset):
    key = dataset.key("hitech-zone-rank", "xinbei")
    told = narrative.series(dataset, catalogue.yearly(dataset, key), Period.of_year(2025))
    assert told.zh == "2024年，常州国家高新区综合评价排名进入前50位。"
    assert told.en == "Rank among national high-tech zones of Xinbei was within the first 50 in 2024."


def test_a_series_without_figures_says_so(dataset):
    assert narrative.series(dataset, (), Period.of_year(2024)).zh == "截至2024年，暂缺年度数据。"


FIVE = {"liyang": "1557.22", "jintan": "1302.92", "wujin": "2239.58", "xinbei": "2118.65", "zhonglou": "942.32"}


def test_a_ranking_tells_first_last_spread_and_who_has_no_figure(dataset):
    dataset = with_figures(dataset, "gdp", FIVE, 2023)
    found = regions.comparison(dataset, "gdp", dataset.districts, Period.of_year(2025))
    told = narrative.ranking(dataset, found)
    assert told.zh == (
        "2023年，在有地区生产总值数据的5个区域中，武进区2239.6亿元，居首位；钟楼区942.3亿元，相差1297.3亿元。"
        "天宁区、常州经开区该年数据暂缺。"
    )
    assert told.en == (
        "Gross regional product, 5 regions known for 2023: Wujin came first with 223.96 billion yuan and "
        "Zhonglou last with 94.23 billion yuan; first and last are 129.73 billion yuan apart. "
        "No figure of that year is known of Tianning and Changzhou Economic Development Zone."
    )


def test_a_ranking_tells_who_moved_since_the_year_before(dataset):
    found = regions.comparison(dataset, "gdp", dataset.districts, Period.of_year(2023))
    moved = [replace(one, rank_before={1: 2, 2: 1}.get(one.rank, one.rank)) for one in found.places]
    told = narrative.ranking(dataset, replace(found, places=tuple(moved)))
    first, second = (one.region for one in found.places[:2])
    assert f"与上年相比，{first.name.zh}进1位、{second.name.zh}退1位" in told.zh
    assert f"{first.name.en} gained 1 place, {second.name.en} lost 1 place" in told.en


def test_ranks_that_did_not_move_are_told_in_one_phrase(dataset):
    found = regions.comparison(dataset, "gdp", dataset.districts, Period.of_year(2023))
    same = replace(found, places=tuple(replace(one, rank_before=one.rank) for one in found.places))
    assert "各区域位次与上年持平" in narrative.ranking(dataset, same).zh


def test_the_city_is_told_its_place_among_its_peers(dataset):
    found = regions.comparison(dataset, "gdp", dataset.peers, Period.of_year(2024))
    assert "常州居其中第5位" in narrative.ranking(dataset, found).zh


def test_a_sum_is_held_against_its_whole_only_if_nobody_is_missing(dataset):
    parts = dict.fromkeys(dataset.city.districts, 100)
    full = with_figures(dataset, "gdp", parts | {"changzhou": 695}, 2020)
    whole = narrative.total(full, regions.total(full, "gdp", Period.of_year(2025)))
    assert whole.zh == "2020年地区生产总值各区合计700亿元，常州695亿元，合计比全市多0.72%。"
    assert whole.en.endswith("the sum is 0.72% above it.")
    some = with_figures(dataset, "revenue", {"xinbei": 100, "tianning": 100, "changzhou": 695}, 2020)
    broken = narrative.total(some, regions.total(some, "revenue", Period.of_year(2025)))
    assert broken.zh.endswith("各区合计不完整，不与全市比较。")


def test_the_note_on_rounding_stands_only_where_rounding_explains_the_miss(dataset):
    one = indicator(decimals=1)
    parts = [Decimal("10.0"), Decimal("20.0"), Decimal("30.0")]
    (note,) = narrative.rounding(parts, Decimal("60.1"), one)
    assert (note.zh, note.en) == (
        "因四舍五入，分项之和与总计不等。",
        "Figures do not sum to the total because of rounding.",
    )
    assert narrative.rounding(parts, Decimal("60.2"), one) == ()
    assert narrative.rounding(parts, Decimal("60.0"), one) == ()
    assert narrative.rounding([Decimal(7000), Decimal(2000), Decimal(1500)], Decimal(10000), one) == ()


def test_a_plan_starts_with_its_counts_and_goes_on_with_headline_goals(dataset):
    of_plan = scoreboard.scoreboard(dataset, Period.of_year(2025), "14fyp")
    told = narrative.plan(
        dataset, dataset.plan("14fyp"), of_plan, Period.of_year(2025), Text("常州市", "Changzhou"), list
    )
    counts = narrative.counted(scoreboard.counts(of_plan)).zh
    assert told.zh.startswith(f"截至2025年，常州市“十四五”规划{len(of_plan)}项目标中，{counts}。")
    assert told.en.startswith(f"Goals of Changzhou (14th Five-Year Plan) as of 2025: {len(of_plan)}, of which ")
    assert f"2024年，全市全社会研发经费支出占GDP比重为{SHARE}%" in told.zh


def test_a_region_is_told_with_its_figures_ranks_and_goals(dataset):
    region = dataset.region("xinbei")
    figures = (with_figures(dataset, name, FIVE, 2023).table.observations for name in ("gdp", "revenue"))
    dataset = replace(dataset, table=MetricTable(one for rows in figures for one in rows))
    places = regions.profile(dataset, region, Period.of_year(2025))
    own = scoreboard.scoreboard(dataset, Period.of_year(2025), None, "xinbei")
    told = narrative.region(dataset, region, places, own)
    assert (
        "2023年，新北区地区生产总值为2118.7亿元，在有数据的5个同级区域中列第2位；一般公共预算收入为2118.7亿元，列第2位。"
        in told.zh
    )
    assert "靠前" not in told.zh  # the second of five is not in the upper third
    assert f"新北区{len(own)}项目标暂缺数据，未作评价。" in told.zh
    assert "Xinbei stood at 211.87 billion yuan in 2023, 2nd of the 5 with figures" in told.en


def test_an_industry_is_told_with_its_latest_figure_and_its_goals(dataset):
    figures = observations(
        {2024: 8500}, key=dataset.key("industry-output", industry="new-energy"), qualifier=Qualifier.OVER
    )
    dataset = replace(dataset, table=MetricTable(figures))
    size = industries.size_of_industries(dataset)
    branch = industries.branch(dataset, size, "new-energy", Period.of_year(2025), "14fyp")
    told = narrative.industry(dataset, branch, size)
    assert told.zh == "2024年，全市新能源产业产值超过8500亿元，目标为2025年达到10000亿元。"
    assert told.en == (
        "Output of new energy in Changzhou stood at over 850 billion yuan in 2024; goals: 1,000 billion yuan by 2025."
    )


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("New energy", "new energy"),
        ("R&D expenditure", "R&D expenditure"),
        ("GDP of the province", "GDP of the province"),
        ("China-Israel Innovation Park", "China-Israel Innovation Park"),
        ("National rank by industry output", "national rank by industry output"),
        ("", ""),
    ],
)
def test_a_name_within_a_sentence_has_a_small_letter_unless_it_is_a_proper_one(dataset, name, within):
    assert phrases.within(dataset, Text("甲", name)) == Text("甲", within)
