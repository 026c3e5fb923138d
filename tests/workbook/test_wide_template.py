"""The wide form: a sheet for each theme with years across, and the districts against the indicators of a period."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.model import Text
from indicators.periods import Period
from indicators.problems import UnknownName
from indicators.tables.sheets import GUIDE, PROBLEMS, SHEETS, both
from indicators.workbook.template import wide_template
from tests.builders import observation, period
from tests.workbook.books import CITY, figures, key, lines, opened, small

MATRIX = "区域×指标"


@pytest.fixture(scope="module")
def book():
    """Return the wide form of the small city."""
    return opened(wide_template(small(*figures())))


def test_there_is_one_sheet_for_each_theme_that_has_figures(book):
    assert book.sheetnames == [str(GUIDE), "综合经济", "研发"]
    assert {sheet.sheet_state for sheet in book} == {"visible"}


def test_years_run_across_to_the_latest_that_has_a_figure(book):
    assert [cell.value for cell in book["研发"][2]] == ["指标", "区域", "单位", *range(2015, 2025)]
    assert book["研发"]["A1"].value == "研发：2015—2024年数据"


def test_industries_have_a_column_only_where_one_is_meant(book):
    assert [cell.value for cell in book["综合经济"][2]][:4] == ["指标", "区域", "产业", "单位"]


def test_rows_are_the_series_inside_the_city_in_official_order(book):
    assert [(row["指标"], row["区域"]) for row in lines(book["研发"], 2)] == [
        ("研发投入占比", "常州市"),
        ("研发投入占比", "武进区"),
        ("全国位次", "常州市"),
    ]
    assert [(row["区域"], row["产业"]) for row in lines(book["综合经济"], 2)] == [
        ("常州市", "全部产业"),
        ("新北区", "新能源汽车"),
    ]


def test_cells_hold_the_charted_figures_and_nothing_else(book):
    gdp = lines(book["综合经济"], 2)[0]
    assert {name: value for name, value in gdp.items() if isinstance(name, int) and value is not None} == {
        2023: 10116.4,
        2024: 10813,
    }


def test_every_figure_of_the_shipped_city_is_in_its_cell(dataset):
    book = opened(wide_template(dataset))
    names = {one.name.zh: one.id for one in dataset.indicators.values()}
    regions = {one.name.zh: one.id for one in dataset.regions.values()}
    industries = {one.name.zh: one.id for one in dataset.industries.values()}
    found = {
        (names[row["指标"]], regions[row["区域"]], industries[row.get("产业", "全部产业")], head): Decimal(str(value))
        for sheet in book.worksheets[1:]
        for row in lines(sheet, 2)
        for head, value in row.items()
        if isinstance(head, int) and value is not None
    }
    inside = {
        "changzhou",
        *(one.id for one in dataset.regions.values() if one.parent in {"changzhou", *dataset.city.districts}),
    }
    expected = {
        (one.key.indicator, one.key.region, one.key.industry, one.period.year): one.value
        for one in dataset.table.observations
        if one.charted and one.period.grain == "year" and one.key.region in inside and one.period.year > 2015
    }
    assert found == expected


def test_figures_are_free_and_labels_are_locked(book):
    page = book["研发"]
    assert page.protection.sheet
    assert [cell.protection.locked for cell in page[3]] == [True] * 3 + [False] * 10
    assert not any(cell.protection.locked for cell in page[page.max_row])


def test_blank_cells_are_coloured_otherwise_than_figures(book):
    row = lines(book["研发"], 2)[0]
    fills = {
        row[head.value] is None: cell.fill.start_color.rgb
        for head, cell in zip(book["研发"][2], book["研发"][3], strict=True)
    }
    assert fills[True] != fills[False]


def test_a_period_is_the_only_column():
    book = opened(wide_template(small(*figures()), period=Period.of_year(2025)))
    assert [cell.value for cell in book["研发"][2]] == ["指标", "区域", "单位", 2025]
    assert book["研发"]["A1"].value == "研发：2025年数据"


def test_a_period_adds_the_districts_against_the_indicators():
    district = observation(2025, "3.4", id="z", key=key("rd", "wujin"))
    book = opened(wide_template(small(*figures(), district), period=Period.of_year(2025)))
    page = book[MATRIX]
    assert page["A1"].value == "2025年各辖市区主要指标"
    assert [cell.value for cell in page[2]] == ["区域", "地区生产总值（亿元）", "研发投入占比（%）"]
    assert [row["区域"] for row in lines(page, 2)] == ["武进区", "新北区"]
    assert [row["研发投入占比（%）"] for row in lines(page, 2)] == [3.4, None]


def test_a_part_of_a_year_is_written_as_text():
    book = opened(wide_template(small(*figures()), period=period("2024H1")))
    assert [cell.value for cell in book["综合经济"][2]][-1] == "2024H1"
    assert [row["2024H1"] for row in lines(book["综合经济"], 2)] == [4525.4, None]


def test_limits_hold_here_too():
    book = opened(wide_template(small(*figures()), region="wujin", theme="research", period=Period.of_year(2024)))
    assert book.sheetnames == [str(GUIDE), MATRIX, "研发"]
    assert [row["区域"] for row in lines(book["研发"], 2)] == ["武进区"]
    marks = {row[0]: row[1] for row in book[str(GUIDE)].iter_rows(values_only=True)}
    assert [marks[name] for name in ("数据版次", "区域范围", "主题范围", "时期范围")] == [
        7,
        "wujin",
        "research",
        "2024",
    ]


@pytest.mark.parametrize("name", ["产业", "观测值", "问题清单", "a/b:c*d", "x" * 60, "'", "=1+1"])
def test_no_theme_takes_the_title_of_another_sheet(name):
    themes = CITY.themes | {"economy": Text(name, "x")}
    title = opened(wide_template(small(*figures(), themes=themes))).sheetnames[1]
    assert title not in {*both(GUIDE), *both(PROBLEMS), *(one for sheet in SHEETS for one in sheet.names)}
    assert len(title) <= 31


def test_themes_of_one_name_have_sheets_of_their_own():
    themes = {"economy": Text("经济", ""), "research": Text("经济", "")}
    assert len(set(opened(wide_template(small(*figures(), themes=themes))).sheetnames)) == 3


def test_nothing_is_a_formula(dataset):
    book = opened(wide_template(dataset, period=Period.of_year(2025)))
    assert [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []


def test_the_same_dataset_gives_the_same_bytes():
    assert wide_template(small(*figures())) == wide_template(small(*figures()))


@pytest.mark.parametrize("limit", [{"region": "nowhere"}, {"theme": "nothing"}])
def test_unknown_limits_are_refused(limit):
    with pytest.raises(UnknownName):
        wide_template(small(), **limit)


def test_a_city_without_figures_has_the_first_sheet_only():
    assert opened(wide_template(small())).sheetnames == [str(GUIDE)]
