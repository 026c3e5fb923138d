"""Problems that say the same are one line."""

from indicators.problems import cells_in_words


def test_cells_that_follow_each_other_are_a_run():
    places = ["表!E3", "表!E5", *(f"表!E{row}" for row in range(8, 30))]
    assert cells_in_words(places) == "表!E3、E5、E8:E29"


def test_cells_of_several_columns_and_sheets_stand_together_by_sheet():
    assert cells_in_words(["甲!B2", "甲!C2", "乙!B2", "甲!B3"]) == "甲!B2:B3、C2、乙!B2"


def test_a_place_that_is_no_cell_stays_as_it_is():
    assert cells_in_words(["文件", "文件"]) == "文件"


def test_lines_of_a_file_that_follow_each_other_are_a_run_too():
    places = ["a.csv:3 value", *(f"a.csv:{row} value" for row in range(8, 30)), "a.csv:3 period", "b.csv"]
    assert cells_in_words(places) == "a.csv:3、8-29 value、a.csv:3 period、b.csv"
    assert cells_in_words(["a.csv:3 value"]) == "a.csv:3 value"
