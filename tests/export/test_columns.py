"""The columns of a table share its width: nobody is squeezed for a long text, and nothing is left over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.export.columns import ACROSS, MM_OF_A_POINT, UPRIGHT, plan, widths
from dashboard.export.layout import ended, texts_of
from dashboard.export.picture.text import filled, units, width, wrap

CELL_MARGINS = 4  # of Word, in millimetres
HIGH = {False: 225, True: 156}  # of the text block of an official page, in millimetres
LINE_HEIGHT = 1.2


@pytest.fixture(scope="module")
def planned(everything):
    """Return every table of every page with its plan: {name: (rows, plan)}."""
    tables = {name: texts_of(one) for name, one in everything.items()}
    return {name: (rows, plan(rows)) for name, rows in tables.items() if rows}


def lines(rows, size, given):
    """How many lines each row takes."""
    rooms = [one - CELL_MARGINS for one in given]
    return [max(len(wrap(text, size, room)) for text, room in zip(row, rooms, strict=True)) for row in rows]


@given(st.lists(st.floats(1, 500), min_size=1, max_size=12), st.floats(50, 900))
def test_together_they_are_as_wide_as_the_room(wanted, room):
    assert sum(widths(wanted, room, 1)) == pytest.approx(room)


def test_where_all_fit_each_has_what_it_wants():
    assert all(given >= 20 for given in widths([20, 40, 20], 100, 10))


def test_short_columns_keep_what_they_want_beside_a_long_text():
    given = widths([10, 30, 400], 156, 5)
    assert given[0] == pytest.approx(10)
    assert given[1] > 25
    assert given[2] > given[1]


def test_where_nothing_fits_the_widest_give_way_first():
    assert widths([10, 50, 60], 90, [10, 50, 60]) == pytest.approx([10, 40, 40])


@pytest.mark.parametrize(
    ("rows", "words", "largest", "size"),
    [
        (73, "a word", 10.5, 10.5),
        (73, "some words of a cell " * 12, 10.5, 9),
        (10, "a word", 9, 9),
        (73, "a word", 8, 8),
    ],
)
def test_letters_are_smaller_where_a_table_takes_many_lines_or_all_has_one_page(rows, words, largest, size):
    assert plan([["a head", "another"], *([[words, "a word"]] * rows)], largest=largest).size == size


def test_a_short_table_stands_upright_in_small_letters_rather_than_turning_a_page():
    row = ["A share of high-tech industries in industry", *["over 220,000"] * 6]
    short, long = (plan([["h"] * 7, *([row] * count)]) for count in (10, 20))
    assert (short.size, short.is_across) == (7.5, False)
    assert long.is_across


@pytest.mark.parametrize("letters", range(11, 24))
@pytest.mark.parametrize("more", [0, 3, 8])
def test_no_cell_ends_with_a_letter_alone(letters, more):
    """By its width or by joined letters, and also by programs in which a line holds a little more."""
    text = "高新技术产业产值占规上工业总产值比重与其他各项指标"[:letters]
    assert len(wrap(text, 10, 110)) == 1 or len(wrap(text, 10, 110)[-1]) > 1
    shown, spare = ended(text, 10, 110)
    assert shown.replace("\u2060", "") == text
    lines = filled(text, 10, 110 + more - spare)
    assert len(lines) == 1 or len(lines[-1]) > 1 or shown.endswith("\u2060" + text[-1])


def test_the_last_letters_are_joined_where_no_width_helps():
    assert ended("新能源汽车新招引新能源汽车关键零部件项目数", 8, 41.7)[0].endswith("项\u2060目\u2060数")
    assert ended("超出10个百分点以上" * 2, 8, 41.7) == ("超出10个百分点以上" * 2, 0.0)
    joined = "相差2,000\u2060亿\u2060元\u2060以\u2060上"
    assert ended(joined, 8, 62) == (joined, 0.0)  # a number with its unit, however they are held together


def test_a_name_that_just_fits_loses_no_letter_where_a_program_sets_it_wider():
    """Programs part Latin letters from Chinese ones by a quarter of a letter, and another face is as wide again."""
    name = "全社会研发经费支出占GDP比重"
    room = width(name, 10) + 2
    assert ended(name, 10, room) == (f"{name[:-3]}P\u2060比\u2060重", 0.0)
    assert ended(name, 10, room + 20) == (name, 0.0)


def test_every_table_is_as_wide_as_its_page(planned):
    for name, (rows, one) in planned.items():
        assert sum(one.widths) == pytest.approx(ACROSS if one.is_across else UPRIGHT), name
        assert len(one.widths) == len(rows[0]), name


def test_no_text_is_set_as_a_ribbon_and_no_year_number_or_name_in_a_head_is_broken(planned):
    """A head of five letters, as the name of a district has, stands in one line."""
    for name, (rows, one) in planned.items():
        letter = one.size * MM_OF_A_POINT
        for column, wide in zip(zip(*rows, strict=True), one.widths, strict=True):
            for index, text in enumerate(column):
                room = (wide - CELL_MARGINS) / letter
                assert room >= min(width(text, 1), 4.5 if index else 5 if width(text, 1) <= 5 else 3), (name, text)
                assert all(width(unit, 1) <= room for unit in units(text) if width(unit, 1) <= 4.5), (name, text)


def test_no_row_takes_more_than_a_third_of_the_page(planned):
    for name, (rows, one) in planned.items():
        letter = one.size * MM_OF_A_POINT
        assert max(lines(rows, letter, one.widths)) * letter * LINE_HEIGHT <= HIGH[one.is_across] / 3, name


def test_tables_are_lower_than_with_columns_of_one_width(planned):
    ours = others = 0
    for name, (rows, one) in planned.items():
        size, even = one.size * MM_OF_A_POINT, [sum(one.widths) / len(one.widths)] * len(one.widths)
        tall, taller = sum(lines(rows, size, one.widths)), sum(lines(rows, size, even))
        assert tall <= taller * 1.1, name
        ours, others = ours + tall, others + taller
    assert ours < others * 0.8


def test_tables_stand_upright_in_large_letters_where_they_can(planned):
    rows, one = planned["regions-sum"]
    assert (len(rows[0]), one.size, one.is_across) == (4, 10.5, False)
    rows, one = planned["indicator-citations"]
    assert (len(rows[0]), one.size, one.is_across) == (10, 8, True)
    assert planned["indicators-theme-talent"][1].is_across is False
