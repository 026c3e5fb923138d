"""Pages as values: each shows what it is for, from the real tables."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from dashboard import contents, site
from dashboard.exhibits.exhibit import Bars, Bullets, Cards, Exhibit, Light, Matrix, Plot, Prose, Table, Tiles, Tree
from dashboard.pages import PAGES
from dashboard.query import default, parse
from indicators.goals.methods import METHODS
from indicators.periods import Period
from indicators.table import MetricTable
from indicators.views import catalogue, regions
from indicators.views.conflicts import statements
from indicators.words import wording
from tests.shipped import COUNT, SHARE

NAMES = {"region": "xinbei", "indicator": "rd-intensity"}
PAGE = {page.name: page for page in PAGES}


def exhibits(dataset, page, **values) -> dict[str, Exhibit]:
    query = parse(values, dataset)
    arguments = (NAMES[page],) if page in NAMES else ()
    return {one.id: one for one in PAGE[page].exhibits(dataset, query, *arguments)}


@pytest.mark.parametrize("page", [page.name for page in PAGES if not page.office])
def test_every_exhibit_has_a_title_sources_and_a_table(dataset, page):
    for one in exhibits(dataset, page).values():
        if isinstance(one.content, Prose) or one.id in {"meaning", "about"}:
            continue
        assert one.title, one.id
        assert one.scope, one.id
        assert one.sources, one.id
        assert one.table is not None or isinstance(one.content, Table), one.id


@pytest.mark.parametrize("page", [page.name for page in PAGES if not page.office])
def test_every_row_of_every_table_is_as_wide_as_its_head(dataset, page):
    for one in exhibits(dataset, page).values():
        for table in (one.table, one.content if isinstance(one.content, Table) else None):
            assert table is None or {len(row) for row in table.rows} <= {len(table.columns)}, one.id


@pytest.mark.parametrize("page", [page.name for page in PAGES if not page.office])
def test_every_plot_names_a_unit_and_uses_only_what_the_small_bundle_draws(dataset, page):
    for one in exhibits(dataset, page).values():
        if isinstance(one.content, Plot):
            assert {trace["type"] for trace in one.content.figure["data"]} <= {"scatter", "bar", "heatmap"}
            assert any(word in one.scope + one.title for word in ("单位", "%")), one.id


@pytest.mark.parametrize("page", [page.name for page in PAGES if not page.office])
@pytest.mark.parametrize("year", ["2013", "2021", "2026"])
def test_every_page_stands_in_years_with_few_figures_or_many(dataset, page, year):
    drawn = site.render(dataset, PAGE[page], NAMES.get(page, ""), (("on", year),))
    assert drawn.id == f"page-{page}"


@pytest.mark.parametrize("method", METHODS)
def test_the_goals_are_shown_by_every_method(dataset, method):
    assert exhibits(dataset, "goals", method=method)["methods"].content.rows


def test_the_overview_shows_the_headline_with_value_goal_and_light(dataset):
    cards = exhibits(dataset, "overview")["headline"].content
    assert isinstance(cards, Cards)
    assert [card.title.href.split("?")[0] for card in cards.cards] == [
        f"/indicators/{name}" for name in dataset.city.headline
    ]
    share = next(card for card in cards.cards if card.title.href == "/indicators/rd-intensity")
    assert (share.value, share.unit, share.when) == (SHARE, "%", "2024年")
    assert share.light is not None
    assert share.light.card


def test_the_overview_counts_firm_lights_and_tells_the_other_goals_of_the_plan_apart(dataset):
    found = exhibits(dataset, "overview")["tally"]
    assert all(light.verdict.is_settled for light, _ in found.content.parts)
    lights = Counter(cell.verdict for row in found.table.rows for cell in row if isinstance(cell, Light))
    assert {light.verdict: count for light, count in found.content.parts if count} == {
        verdict: count for verdict, count in lights.items() if verdict.is_settled
    }
    assert f"{len(found.table.rows)} 项" in found.title


def test_the_overview_has_a_paragraph_whose_numbers_are_those_of_the_cards(dataset):
    found = exhibits(dataset, "overview")
    paragraph = found["paragraph"].content.paragraphs[0]
    assert paragraph.startswith("截至2025年")
    lit = [one for one in found["headline"].content.cards if one.light and one.light.verdict.is_settled]
    assert lit
    assert all(wording.running(one.value).removeprefix("超") in paragraph for one in lit)


def test_the_goals_page_draws_each_goal_with_base_path_and_number_to_reach(dataset):
    bullets = exhibits(dataset, "goals")["ways"].content
    assert isinstance(bullets, Bullets)
    doubled = next(one for one in bullets.bullets if "倍增" in one.place)
    assert (doubled.start, doubled.actual, doubled.end) == ("2022年 3,400 家", f"2025年 {COUNT} 家", "需达到 6,800 家")


def test_lags_are_sorted_from_the_fastest_to_the_slowest(dataset):
    lengths = [bar.length for bar in exhibits(dataset, "goals")["lags"].content.bars]
    assert lengths == sorted(lengths, reverse=True)


def test_goals_without_a_light_say_what_is_missing(dataset):
    for row in exhibits(dataset, "goals")["dark"].content.rows:
        assert row[4]


def test_the_regions_page_compares_only_figures_of_one_year(dataset):
    found = exhibits(dataset, "regions")
    assert isinstance(found["matrix"].content, Matrix)
    assert [str(row[0].text) for row in found["matrix"].content.rows] == [
        dataset.region(name).name.zh for name in dataset.city.districts
    ]
    ranking = next(one for name, one in found.items() if name.startswith("compare-gdp-district"))
    compared = regions.comparison(dataset, "gdp", dataset.districts, default(dataset).on)
    assert wording.period(compared.period) in ranking.title
    assert isinstance(found["map"].content, Tiles)


def test_the_districts_of_2020_add_up_to_within_one_percent_of_the_city(dataset):
    total = exhibits(dataset, "regions")["sum"]
    assert "2020年" in total.title
    assert "7,862.4" in total.scope
    assert "0.73%" in total.scope


def test_the_page_of_a_region_shows_its_goals_and_the_gap_to_the_next_rank(dataset):
    query = default(dataset)
    found = {one.id: one for one in PAGE["region"].exhibits(dataset, query, "jintan")}
    assert isinstance(found["goals"].content, Bullets)
    growth = next(row for row in found["figures"].content.rows if row[0].text == "地区生产总值增速")
    assert "溧阳" in growth[5]


def test_the_page_of_a_region_opens_with_its_ranks_their_change_and_the_gap_to_the_next(dataset):
    first = PAGE["region"].exhibits(dataset, default(dataset), "wujin")[0]
    cards = {one.title.text: one for one in first.content.cards}
    assert (first.id, cards["地区生产总值"].value, cards["地区生产总值"].unit) == ("ranks", "1", "位（共 6 个）")
    assert (cards["地区生产总值"].goal, cards["地区生产总值"].lines) == ("较上年持平", ("居首位",))
    assert cards["GDP增速"].goal == "上年可比区域不同，不比较位次"
    assert cards["GDP增速"].lines[0].startswith("距上一位")


def test_a_rank_that_did_not_change_for_years_is_said_not_to(dataset):
    first = PAGE["region"].exhibits(dataset, default(dataset), "changzhou")[0]
    cards = {one.title.text: one for one in first.content.cards}
    assert cards["地区生产总值"].goal == "连续 3 年列第 5 位"
    peers = exhibits(dataset, "regions")["compare-gdp-city"]
    assert {bar.note for bar in peers.content.bars if bar.strong} == {"连续 3 年列第 5 位"}


def test_the_matrix_greys_what_is_stale_and_takes_one_year_for_all_where_asked(dataset):
    rows = exhibits(dataset, "regions")["matrix"].content.rows
    cells = [cell for _, row in rows for cell in row if cell.value != wording.ABSENT]
    stale = {cell.rank[:5] for cell in cells if cell.is_stale}
    fresh = {cell.rank[:5] for cell in cells if not cell.is_stale}
    assert stale
    assert stale <= {f"{year}年" for year in range(2013, 2024)}
    assert fresh <= {f"{year}年" for year in range(2023, 2026)}
    assert all("数据陈旧" in cell.reason for cell in cells if cell.is_stale)
    chosen = exhibits(dataset, "regions", year="2023")["matrix"]
    years = {cell.rank[:5] for _, row in chosen.content.rows for cell in row if cell.value != wording.ABSENT}
    assert ("2023年" in chosen.title, years) == (True, {"2023年"})


def test_goals_without_a_firm_light_stand_apart_from_the_tally_with_what_is_missing_since_when_and_from_whom(dataset):
    tally = exhibits(dataset, "overview")["tally"]
    counted = sum(count for _, count in tally.content.parts)
    apart = next(link.text for link in tally.links if link.text.startswith("未计入"))
    total = int(tally.title.split("目标 ")[1].split(" 项")[0])
    assert counted + sum(int(one.rpartition(" ")[2]) for one in apart.split("、")) == total
    dark = exhibits(dataset, "goals")["dark"]
    assert dark.content.columns[4:7] == ("缺什么", "最近数据", "责任单位")
    assert all(row[4] and row[5] and row[6] for row in dark.content.rows)
    assert {link.href for link in (*tally.links, *dark.links) if link.is_for_staff} == {"/due#goals"}


@pytest.mark.parametrize("year", [2022, 2024, 2025])
@pytest.mark.parametrize("page", [one for one in PAGES if not one.office], ids=lambda one: one.name)
def test_no_row_of_any_page_tells_how_far_a_goal_is_by_a_figure_that_is_too_old(dataset, page, year):
    query = replace(default(dataset), on=Period.of_year(year))
    tables = [one.table or one.content for one in contents.exhibits(dataset, page, NAMES.get(page.name, ""), query)]
    rows = [row for table in tables if isinstance(table, Table) for row in table.rows]
    lights = [[cell.verdict for cell in row if isinstance(cell, Light)] for row in rows]
    stale = [row for row, verdicts in zip(rows, lights, strict=True) if verdicts[-1:] == ["stale"]]  # the newest one
    told = [
        cell for row in stale for cell in row if isinstance(cell, str) and re.search(r"相差|超出|需增长|需提高", cell)
    ]
    assert told == []


def test_a_card_whose_figure_is_stale_shows_the_figure_and_no_way_to_the_goal(dataset):
    cards = exhibits(dataset, "overview")["headline"].content.cards
    stale = [one for one in cards if one.light and one.light.verdict == "stale"]
    assert stale
    for one in stale:
        assert (one.covered, one.expected, one.lines[0]) == (None, None, str(wording.REASONS["stale"]))
        assert not any(word in line for line in one.lines for word in ("完成进度", "年均需", "超出"))


def test_goals_of_a_region_without_figures_are_listed_with_what_is_missing(dataset):
    figures = [one for one in dataset.table.observations if one.key.region != "wujin"]
    dataset = replace(dataset, table=MetricTable(figures))
    found = {one.id: one for one in PAGE["region"].exhibits(dataset, default(dataset), "wujin")}
    assert "goals" not in found
    assert {row[3] for row in found["dark"].content.rows} >= {"达到 1,800 家"}


@pytest.mark.parametrize("region", ["liyang", "jintan", "kejiaocheng", "wujin-with-jingkai", "zhongde-park"])
def test_every_kind_of_region_has_a_page(dataset, region):
    assert PAGE["region"].exhibits(dataset, default(dataset), region)


def test_the_industries_page_never_adds_what_is_inside_another(dataset):
    found = exhibits(dataset, "industries")
    assert isinstance(found["tree"].content, Tree)
    notes = [one.note for name, one in found.items() if name.startswith("parts-")]
    assert "分项目标合计 4,000，总目标 4,000" in notes


def test_the_parks_page_draws_a_published_bound_as_a_bound(dataset):
    ranks = exhibits(dataset, "parks")["ranks-hitech-zone-rank"]
    first = ranks.content.figure["data"][0]
    assert first["text"][-1].endswith("前 50")
    assert first["y"][-2] is None  # no line leads to it


def test_the_indicators_page_finds_by_name_alias_and_owner(dataset):
    def names(words):
        return {
            row[0].text for one in exhibits(dataset, "indicators", words=words).values() for row in one.content.rows
        }

    assert "高新技术企业数" in names("高企")
    assert names("没有这样的指标") == set()
    assert len(names("")) == len(dataset.indicators)


def test_the_indicator_page_shows_every_figure_with_its_verbatim_quote(dataset):
    found = exhibits(dataset, "indicator")
    figures = [one for one in dataset.table.observations if one.key.indicator == "rd-intensity"]
    assert len(found["citations"].content.rows) == len(figures)
    assert {row[7] for row in found["citations"].content.rows} == {one.citation.quote for one in figures}
    assert found["conflicts"].content.rows


def test_the_sources_page_shows_both_sides_of_every_conflict(dataset):
    rows = exhibits(dataset, "sources")["conflicts"].content.rows
    assert len(rows) == sum(len(one.observations) - 1 for one in catalogue.conflicts_of(dataset))
    assert all(row[4] and row[6] for row in rows)


def test_every_contradiction_in_print_stands_on_the_sources_page_with_all_its_quotes(dataset):
    found = exhibits(dataset, "sources")["contradictions"]
    rows = {one.id: [row for row in found.content.rows if row[0] == one.id] for one in dataset.conflicts}
    for one in dataset.conflicts:
        assert [row[2] for row in rows[one.id]] == [str(one.sentence), *[""] * (len(one.rows) - 1)]
        quotes = [getattr(statement, "citation", statement).quote for statement in statements(dataset, one)]
        assert [quote in row[5] for quote, row in zip(quotes, rows[one.id], strict=True)] == [True] * len(quotes)
    assert found.words == tuple(one.sentence for one in dataset.conflicts)


def test_what_is_noted_of_a_goal_stands_on_the_card_of_its_light(dataset):
    for target in [one for one in dataset.targets if one.note][:3]:
        query = parse({}, dataset)
        page = {one.id: one for one in PAGE["indicator"].exhibits(dataset, query, target.key.indicator)}
        cards = [row[-1].card for row in page["goals"].content.rows]
        assert any(target.note in line for card in cards for line in card), target.id


def test_a_contradiction_stands_at_each_of_its_indicators(dataset):
    for one in dataset.conflicts[:3]:
        for statement in statements(dataset, one):
            query = parse({}, dataset)
            page = {each.id: each for each in PAGE["indicator"].exhibits(dataset, query, statement.key.indicator)}
            assert str(one.sentence) in {row[2] for row in page["contradictions"].content.rows}


def test_the_sources_page_counts_the_figures_by_how_settled_they_are(dataset):
    rows = exhibits(dataset, "sources")["status"].content.rows
    assert sum(int(row[1]) for row in rows) == len(dataset.table.observations)
    assert {"正式数", "年份推定", "推算数"} <= {row[0] for row in rows}


def test_the_sources_page_lists_what_was_left_out_with_the_reason(dataset):
    rows = exhibits(dataset, "sources")["left-out"].content.rows
    assert len(rows) == len(dataset.left_out)
    assert isinstance(exhibits(dataset, "sources")["trust"].content, Bars)


def test_parks_stand_side_by_side_only_where_two_of_them_have_a_figure_of_a_year(dataset):
    rows = exhibits(dataset, "parks")["side-by-side"].table.rows
    for column in list(zip(*rows, strict=True))[1:]:
        assert sum(text != wording.ABSENT for text in column) >= 2
