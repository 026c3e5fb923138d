"""A shown number is a number of a sheet that shows the same words."""

import re
from decimal import Decimal

import pytest

from dashboard.exhibits.exhibit import words
from dashboard.export.numbers import number


def shown(one):
    """What a spreadsheet shows of a number: the format is text in quotes around one pattern."""
    pattern = re.search(r"(#,##)?0(\.0+)?%?", re.sub(r'"[^"]*"|\\"', lambda match: "x" * len(match[0]), one.format))
    value = one.value * 100 if pattern[0].endswith("%") else one.value
    decimals = len(pattern[2]) - 1 if pattern[2] else 0
    text = f"{value:,.{decimals}f}" if pattern[1] else f"{value:.{decimals}f}"
    text += "%" if pattern[0].endswith("%") else ""
    whole = one.format[: pattern.start()] + "\0" + one.format[pattern.end() :]
    return whole.replace('\\"', "\1").replace('"', "").replace("\1", '"').replace("\0", text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9,550.8 亿元（2024年）", "9550.8"),
        ("57.1%", "0.571"),
        ("约 5,400 家", "5400"),
        ("前 50 2024年", "50"),
        ("-3.2", "-3.2"),
        ("12", "12"),
        ("还差 0.08 个百分点", "0.08"),
        ('5 "套"', "5"),
    ],
)
def test_one_number_is_read_with_the_words_around_it(text, value):
    assert number(text).value == Decimal(value)
    assert shown(number(text)) == text


@pytest.mark.parametrize("text", ["", "—", "第 3/7 位", "20 至 30", "2024年", "2021年 350", "恰好达到", "1.2.3", "a,b"])
def test_what_is_no_single_number_stays_text(text):
    assert number(text) is None


def test_every_number_of_every_table_is_shown_as_on_the_screen(everything):
    found = 0
    for one in everything.values():
        for row in one.table.rows if one.table else ():
            for column in one.table.numeric:
                text = words(row[column]) if column < len(row) else ""
                if number(text):
                    found += 1
                    assert shown(number(text)) == text
    assert found > 1000
