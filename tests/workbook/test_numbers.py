"""A number is read as what was written, or not at all: never as another one."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.workbook.reader import read_grids
from indicators.workbook.reading.grid import CellType, Grid, RawCell
from indicators.workbook.reading.numbers import conversion, read_number, text_of
from tests.workbook.books import small

NUMBERS = st.integers(-(10**14), 10**14).flatmap(
    lambda whole: st.integers(0, 8).map(lambda places: Decimal(whole).scaleb(-places))
)
WORDS = ["指标", "区域", "时期", "数值", "单位", "地区生产总值", "武进区", "2025年", "2024", "注：x", "合计"]
WIDE = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
WRITTEN = {
    "plain": lambda value: f"{value:f}",
    "thousands": lambda value: f"{value:,f}",
    "full-width": lambda value: f"{value:,f}".translate(WIDE),
    "its unit": lambda value: f"{value:f}亿元",
    "about": lambda value: f"约{value:,f}亿元",
    "a smaller unit": lambda value: f"{value * 10_000:f}万元",
    "a larger unit": lambda value: f"{value / 10_000:f}万亿元",
    "spaces around": lambda value: f"  {value:f} ",
    "and more": lambda value: f"{value:f}以上",
}


def text(written):
    return RawCell(CellType.TEXT, written)


@settings(deadline=None)
@given(value=NUMBERS, form=st.sampled_from(sorted(WRITTEN)))
def test_a_number_is_read_as_what_was_written_or_refused(value, form):
    found = read_number(text(WRITTEN[form](value)), "亿元")
    assert found.kind or Decimal(found.value) == value


@settings(deadline=None)
@given(value=NUMBERS)
def test_a_share_is_read_as_what_was_written_or_refused(value):
    for written in (f"{value:f}%", f"{value:f}个百分点", f"{value * 10:f}‰"):
        found = read_number(text(written), "%")
        assert found.kind or Decimal(found.value) == value


@settings(deadline=None)
@given(st.floats(-1e14, 1e14))
def test_a_number_of_a_cell_keeps_the_fifteen_digits_that_a_spreadsheet_shows(value):
    number = Decimal(f"{value:.15g}")
    found = read_number(RawCell(CellType.NUMBER, f"{number:f}"), "亿元")
    assert Decimal(found.value) == number
    assert "E" not in found.value


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(written):
    found = read_number(text(written), "亿元")
    assert found.kind or found.absence or Decimal(found.value).is_finite()


@settings(deadline=None, max_examples=100)
@given(
    st.dictionaries(
        st.tuples(st.integers(1, 8), st.integers(1, 6)),
        st.one_of(
            st.sampled_from(
                ["指标", "区域", "时期", "数值", "单位", "地区生产总值", "武进区", "2025年", "2024", "注：x", "合计"]
            ),
            st.text(max_size=12),
        ).map(text),
        max_size=40,
    )
)
def test_no_sheet_of_words_breaks_the_reader(cells):
    reading = read_grids([Grid("观测值", cells), Grid("宽表", cells)], small())
    assert all(one.message.zh and one.remedy.zh for one in reading.problems)


@pytest.mark.parametrize(
    ("stated", "unit", "factor"),
    [
        ("万元", "亿元", "0.0001"),
        ("亿元", "万元", "10000"),
        ("元", "亿元", "0.00000001"),
        ("万亿元", "亿元", "10000"),
        ("百万元", "亿元", "0.01"),
        ("万人", "人", "10000"),
        ("‰", "%", "0.1"),
        ("％", "%", "1"),
        ("元/人", "万元/人", "0.0001"),
        ("家", "亿元", None),
        ("亿美元", "亿元", None),
        ("%", "亿元", None),
        ("件", "件/万人", None),
    ],
)
def test_units_are_converted_where_they_measure_the_same(stated, unit, factor):
    assert conversion(stated, unit) == (None if factor is None else Decimal(factor))


@pytest.mark.parametrize(
    ("value", "written"), [("1E+3", "1000"), ("1.500", "1.5"), ("-0", "0"), ("0.000", "0"), ("100", "100")]
)
def test_numbers_are_written_without_exponent_and_idle_zeros(value, written):
    assert text_of(Decimal(value)) == written
