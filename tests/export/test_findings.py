"""Who cannot see a figure is told what it says: its alternative text is a finding, not its title and its unit."""

import re

from dashboard.exhibits.exhibit import Bar, Bars, Facts, Link, Matrix, MatrixCell, Prose, Stack, Table, Tile, Tiles
from dashboard.exhibits.finding import finding


def test_every_exhibit_says_what_it_shows_and_not_only_what_it_is_of(everything):
    for name, one in everything.items():
        said = one.alt.removeprefix(one.title)
        assert said.strip("。. "), name
        assert not one.exhibit.scope or one.exhibit.scope not in one.alt, name


def test_of_what_is_a_picture_the_finding_holds_a_figure(everything):
    for name, one in everything.items():
        if one.pictured and not isinstance(one.exhibit.content, Facts | Prose):
            assert re.search(r"\d", one.alt.removeprefix(one.title)), name


def test_a_list_is_told_by_its_members_or_by_its_ends():
    bars = [Bar(Link(name, "/"), 1, label) for name, label in zip("甲乙丙丁戊", "54321", strict=True)]
    assert finding(Bars(bars[:2])) == "甲：5，乙：4"
    assert finding(Bars(bars)) == "从甲：5到戊：1，共 5 项"
    assert finding(Bars([])) == ""


def test_a_map_is_told_from_its_largest_to_its_smallest_and_without_what_has_no_figure():
    tiles = [Tile(0, place, Link(name, "/"), value, "", shade=shade) for place, (name, value, shade) in enumerate(
        (("甲", "1", 0.1), ("乙", "9", 0.9), ("丙", "—", None)))]  # fmt: skip
    assert finding(Tiles(tuple(tiles))) == "乙：9，甲：1"


def test_a_matrix_is_told_by_how_full_it_is():
    matrix = Matrix(
        "区域", ("a", "b"), [("甲", (MatrixCell("1"), MatrixCell("—"))), ("乙", (MatrixCell("1"), MatrixCell("2")))]
    )
    assert finding(matrix) == "2 行 2 列，有数 3 格；有数最多的是乙（2 格）"


def test_a_table_is_told_by_its_first_row_and_several_contents_by_the_first_that_says_anything():
    table = Table(("名", "数"), (("甲", "1"), ("乙", "2")))
    assert finding(Stack((Prose(()), table))) == "2 行；第一行：甲、1"
