"""Sentences are in the manner of officials' papers: what each kind of sentence never says, over all goals and years."""

import re
from functools import reduce

import pytest

from dashboard.pages import PAGES
from dashboard.query import default
from indicators.model import Text
from indicators.periods import Period
from indicators.views import regions, scoreboard
from indicators.words import narrative

PLACE = Text("全市及各辖市区、园区", "the city, its districts and parks")
NEVER = {
    "counts say what is done, not what was reached": "达成|严重落后",
    "there is no blank beside a number": r"[0-9] (?=[^\x00-\x7f])|(?<=[^\x00-\x7f]) [0-9]",
    "there is no comma between thousands": r"\d,\d{3}",
    "the city itself is the whole city": "常州(?:市)?(?=地区生产总值|全社会|高新技术|上市公司|工业|人才)",
    "more than is told in full": r"为超(?!过)|超\d|超 ",
    "what is left is a difference": "还差",
    "shares of the way are told by their official names": "已走份额|应达份额",
    "an approximate value is no exact hit": "恰在目标值上|恰好达到",
    "what about lets pass is told plainly": "目标为约数",
    "a rank within the first N is no value": r"为前\d+位",
    "what is missing is asked for, not reasoned about": "没有可对照的数据|数据尚未取得",
    "a task without a number is reported elsewhere": "没有数量，不作",
    "there is no remark about the sources": "来源中没有",
    "nobody is told to be the last": "居末",
    "ranks stand in words": r"第\d+/\d+位",
    "a rank stands beside its figure and is no judgement": r"位次靠前的有|位次靠后的有",
    "a district is told by its full name": r"(?:^|[，；。、])(?:武进|金坛|新北|天宁|钟楼)(?!区|国家)",
    "what is about or bounded has no digit that was not printed": r"(?:约|超过|近|不足)\d+\.0+%",
    "what is counted is told without its number of": r"(?:企业|公司|项目|人才)数(?:（[^）]*）)?(?:为|超过|约|近)\d",
    "of no goal judged the count is told once": r"(\d+)项目标中，\1项暂缺数据",
    "no pace is told for a single year": "年均需[^，。]*，2025年数据尚未公布",
}
TITLES = "还需要多快|换一种方法|由快到慢|哪里有数"


@pytest.fixture(scope="module")
def sentences(dataset):
    """Every sentence that pages and reports hold on plans, goals, regions and ranks, of four years."""
    said = []
    for year in (2020, 2022, 2024, 2025):
        on = Period.of_year(year)
        for chosen in dataset.plans.values():
            assessments = scoreboard.scoreboard(dataset, on, chosen.id)
            said.append(narrative.plan(dataset, chosen, assessments, on, PLACE, list).zh)
            said += [one.zh for one in narrative.goals(dataset, assessments, most=200)]
        for region in dataset.districts:
            aims = scoreboard.scoreboard(dataset, on, None, region.id)
            said.append(narrative.region(dataset, region, regions.profile(dataset, region, on), aims).zh)
        for name in dataset.city.matrix:
            found = regions.comparison(dataset, name, dataset.districts, on)
            said += [narrative.ranking(dataset, found).zh] if found else []
    names = sorted((one.name.zh for one in dataset.indicators.values() if "超" in one.name.zh), key=len, reverse=True)
    return [reduce(lambda text, name: text.replace(name, "…"), names, one) for one in said]


@pytest.mark.parametrize("rule", NEVER)
def test_no_sentence_breaks_the_manner(sentences, rule):
    assert [one for one in sentences if re.search(NEVER[rule], one)] == []


@pytest.mark.parametrize("name", ["overview", "goals", "regions", "industries", "parks", "sources"])
def test_titles_are_those_of_papers(dataset, name):
    page = next(one for one in PAGES if one.name == name)
    titles = [one.title for one in page.exhibits(dataset, default(dataset))]
    assert [one for one in titles if re.search(TITLES, one)] == []


def test_a_goal_that_an_earlier_figure_meets_awaits_the_final_one_in_its_sentence_too(dataset):
    on = Period.of_year(2025)
    for one in scoreboard.scoreboard(dataset, on):
        said = narrative.goals(dataset, [one])[0].zh
        if one.standing.awaits_final and one.verdict.is_settled:
            assert "待终期评价" in said, one.target.id


@pytest.mark.parametrize(
    ("year", "start"),
    [
        (2025, r"截至2025年，全市及各辖市区、园区“十四五”规划\d+项目标中，已完成\d+项、达到序时进度\d+项"),
        (2025, r"2025年，全市高新技术企业\d+家，未完成2025年倍增（6800家）的目标，相差\d+家"),
        (2025, r"2024年，全市上市公司超过\d+家，距2025年150家的目标相差不到\d+家"),
        (2022, r"2020年，预计全市全社会研发经费支出占GDP比重约[\d.]+%，2020年3.00%的目标是否完成待核"),
        (
            2025,
            r"2023年，武进区地区生产总值为[\d.]+亿元（初步数），在有数据的\d个同级区域中列第1位。武进区\d+项目标",
        ),
        (
            2025,
            r"2023年，金坛区地区生产总值增速为[\d.]+%，在有数据的\d个同级区域中列第\d位；地区生产总值为[\d.]+亿元",
        ),
        (2025, r"2023年，在有地区生产总值数据的6个区域中，武进区[\d.]+亿元（初步数），居首位；钟楼区[\d.]+亿元"),
        (2025, r"截至2025年，全市及各辖市区、园区2018年度工作\d+项目标暂缺数据，未作评价。"),
    ],
)
def test_some_sentences_word_for_word(sentences, year, start):
    assert any(re.search(start, one) for one in sentences), year
