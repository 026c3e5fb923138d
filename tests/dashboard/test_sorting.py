"""Rows in another order: by value and not by digits, names by their sound, what is missing last either way."""

import re
from decimal import Decimal
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.exhibits.exhibit import Hint, Light, Link, Matrix, MatrixCell, Table
from dashboard.exhibits.lazy import Lazy
from dashboard.kit.sorting import MOST, Order, in_order, is_sortable, order
from indicators.goals.methods import Verdict
from indicators.model import Direction, Kind
from indicators.words import chinese, english
from tests.builders import assessed, indicator, target


def put(cells, *, is_numeric=False, is_from_largest=False):
    table = Table(("n",), tuple((cell,) for cell in cells), frozenset({0} if is_numeric else ()))
    return [row[0] for row in in_order(table, Order("x", "rows0", 0, is_from_largest)).rows]


@pytest.mark.parametrize(
    "cells",
    [
        ("9 家", "超 100 家", "1,009 家（2024年）", "—"),
        ("2,300 万元", "1.2 亿元", "1.1 万亿元"),
        ("950 million yuan", "97.32 billion yuan (2020)", "1.2 trillion yuan", ""),
        ("-3.5%", "0.0%", "约 6%", "暂缺数据"),
        ("相差 2,000 亿元以上", "相差不到 50 亿元", "恰好 0", "超出 813 亿元"),
        ("more than 200 billion yuan short", "47.9 billion yuan beyond", Hint("—", "no figure")),
        ("第 3 位", "第 21 位"),
    ],
)
def test_numbers_are_in_the_order_of_their_values_and_what_has_none_is_last(cells):
    missing = [cell for cell in cells if not re.search(r"\d", str(getattr(cell, "text", cell)))]
    known = [cell for cell in cells if cell not in missing]
    assert put(cells[::-1], is_numeric=True) == [*known, *missing]
    assert put(cells, is_numeric=True, is_from_largest=True) == [*known[::-1], *missing]


@pytest.mark.parametrize(
    "cells",
    [
        ("常州市", "金坛区", "武进区", "新北区"),  # by their sound
        ("Beta", "delta", "Gamma", ""),
        ("2015年", "2021年上半年", "2021年1—9月", "2025年"),
        ("2020", "January 2021", "March 2021", "January–September 2021", "2022"),
        (Light(Verdict.ACHIEVED, "z"), Light(Verdict.BEHIND, "b"), Light(Verdict.MISSED, "a")),
        (Link("甲", "/b"), Link("乙", "/a"), "—"),
    ],
)
def test_words_are_in_the_order_of_sound_time_or_verdict(cells):
    assert put(cells[::-1]) == list(cells)


def written(writer):
    """The same thing of five sizes as a language writes it, from the least to the most."""
    rank, share = indicator(Kind.RANK, Direction.LOWER), indicator(Kind.RATIO)
    steps = [Decimal(number) for number in (-30, -9, 0, 5, 20)]
    yield [writer.change(100 + step, Decimal(100), indicator()) for step in steps]
    yield [writer.change(100 + step, Decimal(100), share) for step in steps]
    yield [writer.change(100 - step, Decimal(100), rank) for step in steps]
    yield [writer.lag(-step) for step in steps]
    yield [writer.moved(int(step)) for step in steps]


@pytest.mark.parametrize("writer", [chinese, english])
def test_falls_lags_and_lost_places_stand_below_what_is_level_and_that_below_what_rose(writer):
    for cells in written(writer):
        assert put(cells[::-1], is_numeric=True) == cells
        assert put([cells[place] for place in (2, 4, 0, 3, 1)], is_numeric=True) == cells


@pytest.mark.parametrize("writer", [chinese, english])
def test_what_is_short_of_a_goal_stands_below_what_meets_it_and_what_is_beyond(writer):
    goal = target("at_least", 100, 2025, base_period=2020, base_value=50)
    cells = [writer.remaining(assessed(goal, {2020: 50, 2025: value}), "") for value in (60, 90, 100, 105, 140)]
    assert put(cells[::-1], is_numeric=True) == cells


@given(st.lists(st.one_of(st.just("—"), st.integers(-1000, 1000).map(str)), min_size=2), st.booleans())
def test_an_order_loses_no_row_and_invents_none(cells, is_from_largest):
    assert sorted(put(cells, is_numeric=True, is_from_largest=is_from_largest)) == sorted(cells)


def test_a_matrix_is_sorted_by_the_figures_of_a_column():
    rows = tuple((name, (MatrixCell(value),)) for name, value in (("a", "9"), ("b", "—"), ("c", "10")))
    sorted_rows = in_order(Matrix("", ("n",), rows), Order("x", "rows0", 1, is_from_largest=True)).rows
    assert [name for name, _ in sorted_rows] == ["c", "a", "b"]


def test_a_table_too_long_to_be_made_whole_keeps_its_order_and_makes_no_row():
    made = []
    table = Table(("n",), Lazy(lambda number: made.append(number) or (str(number),), range(MOST + 1)))
    assert not is_sortable(table)
    assert in_order(table, Order("x", "rows0", 0)) is table
    assert made == []


@pytest.mark.parametrize(
    "text", ["", "ways", "ways:table", "ways:table:x", "a:b:c:d", "ways:rows0:999", "ways:table:1--"]
)
def test_what_names_no_order_is_passed_over(text):
    assert order(text) is None


def test_an_order_is_the_same_from_and_to_its_address():
    assert order("left-out:rows0:3-") == Order("left-out", "rows0", 3, is_from_largest=True)
    assert str(order("ways:table:0")) == "ways:table:0"


def columns(text, column):
    rows = [row for row in re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL) if "<td" in row]
    return [unescape(re.sub("<[^>]+>", "", re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)[column])) for row in rows]


def test_the_address_of_a_page_holds_the_order_and_so_do_its_further_members(client):
    text = client.get("/sources?view=left-out&sort=left-out:rows0:0-").text
    part = client.get("/part/sources/left-out/rows0?from=0&release=1&sort=left-out:rows0:0-").text
    assert columns(text, 0)[:12] == columns(part, 0)[:12]
    assert columns(text, 0)[:12] != columns(client.get("/sources?view=left-out").text, 0)[:12]
    assert text.count('aria-sort="descending"') == 1
    more = unescape(re.search(r'class="more"[^>]*data-part="([^"]+)"|data-part="([^"]+)"[^>]*class="more"', text)[0])
    assert "sort=left-out:rows0:0-" in more


@pytest.mark.parametrize("words", ["left-out:rows0:99", "x:rows0:1", "left-out:table:1", "%00"])
def test_an_order_of_what_is_not_there_changes_nothing(client, words):
    usual = client.get("/sources?view=left-out")
    odd = client.get(f"/sources?view=left-out&sort={words}")
    assert (odd.status_code, columns(odd.text, 0)) == (200, columns(usual.text, 0))
