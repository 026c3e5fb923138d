"""The audit: each fault planted in a copy of the shipped tables is found, at its cell."""

import csv
import shutil

import pytest

from indicators.checks.audit import audit
from indicators.kinds import KINDS
from indicators.tables import curated
from tests.conftest import ROOT

FOLDER = ROOT / "data" / "changzhou"
ECONOMY, FIRMS, TARGETS, REGIONS = "observations/economy.csv", "observations/firms.csv", "targets.csv", "regions.csv"


@pytest.fixture
def folder(tmp_path):
    """The folder that is shipped, before anybody described how many rows its files have."""
    return shutil.copytree(FOLDER, tmp_path / "city", ignore=shutil.ignore_patterns("datapackage.json"))


def change(folder, file, row_id, **cells):
    """Change cells of one row and return the number of its line."""
    with (folder / file).open(encoding="utf-8", newline="") as source:
        rows = list(csv.reader(source))
    line = next(index for index, row in enumerate(rows) if row[0] == row_id)
    for name, text in cells.items():
        rows[line][rows[0].index(name)] = text
    save(folder / file, rows)
    return line + 1


def repeat(folder, file, row_id, **cells):
    """Repeat one row at the end with other cells and return the number of the new line."""
    with (folder / file).open(encoding="utf-8", newline="") as source:
        rows = list(csv.reader(source))
    copy = list(next(row for row in rows if row[0] == row_id))
    for name, text in cells.items():
        copy[rows[0].index(name)] = text
    save(folder / file, [*rows, copy])
    return len(rows) + 1


def save(path, rows):
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(rows)


def found(folder):
    dataset, problems = curated.read_folder(folder)
    return [(one.kind, one.file, one.row) for one in (*problems, *(audit(dataset) if dataset else ()))]


def charted(indicator, region, period, file=ECONOMY):
    with (FOLDER / file).open(encoding="utf-8", newline="") as source:
        rows = csv.DictReader(source)
        wanted = (indicator, region, period, "charted")
        return next(
            row["id"] for row in rows if (row["indicator"], row["region"], row["period"], row["role"]) == wanted
        )


GDP_2022 = charted("gdp", "changzhou", "2022")


@pytest.mark.parametrize(
    ("kind", "file", "row", "cells"),
    [
        ("not-a-number", ECONOMY, GDP_2022, {"value": "9550亿"}),
        ("not-a-number", ECONOMY, GDP_2022, {"value": "nan"}),
        ("not-a-period", ECONOMY, GDP_2022, {"period": "2022-13"}),
        ("not-allowed", ECONOMY, GDP_2022, {"qualifier": "roughly"}),
        ("unknown-name", ECONOMY, GDP_2022, {"region": "changzou"}),
        ("unknown-name", TARGETS, "G019", {"plan": "99fyp"}),
        ("required", ECONOMY, GDP_2022, {"quote": ""}),
        ("value-or-absence", ECONOMY, GDP_2022, {"value": ""}),
        ("wrong-theme", ECONOMY, GDP_2022, {"indicator": "hitech-firms"}),
        ("unit-slip", ECONOMY, GDP_2022, {"value": "95500000"}),
        ("negative", ECONOMY, GDP_2022, {"value": "-9550"}),
        ("share-over-100", FIRMS, charted("hitech-output-share", "changzhou", "2024", FIRMS), {"value": "159.1"}),
        ("fraction", FIRMS, charted("hitech-firms", "changzhou", "2022", FIRMS), {"value": "3680.5"}),
        ("fraction", FIRMS, charted("hitech-firms-new", "xinbei", "2021", FIRMS), {"value": "16.7", "note": ""}),
        ("share-over-100", TARGETS, "L025", {"amount": "660"}),
        ("rank", TARGETS, "G001", {"amount": "0.1"}),
        ("fraction", TARGETS, "G058", {"amount": "0.3", "note": ""}),
        ("negative", TARGETS, "G053", {"amount": "-170"}),
        ("due-before-set", TARGETS, "G019", {"due": "2020"}),
        ("base-without-period", TARGETS, "G019", {"base_period": ""}),
        ("circle", REGIONS, "changzhou", {"parent": "liyang"}),
    ],
)
def test_a_planted_fault_is_found_at_its_row(folder, kind, file, row, cells):
    line = change(folder, file, row, **cells)
    assert (kind, file, line) in found(folder)


def test_a_second_charted_figure_of_one_period_is_found(folder):
    repeat(folder, ECONOMY, GDP_2022, id="X001", value="9551", source="web-001")
    assert "charted" in {kind for kind, *_ in found(folder)}


@pytest.mark.parametrize(("confidence", "is_found"), [("press", True), ("unverified", False)])
def test_a_period_may_go_without_a_charted_figure_only_where_all_are_unverified(folder, confidence, is_found):
    repeat(folder, ECONOMY, GDP_2022, id="X001", period="2009", role="alternate", confidence=confidence)
    assert ("charted" in {kind for kind, *_ in found(folder)}) is is_found


def test_a_part_larger_than_its_whole_is_found_at_the_whole(folder):
    change(folder, TARGETS, "G043", amount="4800")
    whole = change(folder, TARGETS, "G042")
    assert ("parts-over-whole", TARGETS, whole) in found(folder)


def test_one_source_giving_one_figure_twice_is_found(folder):
    line = repeat(folder, ECONOMY, GDP_2022, id="X001", role="alternate")
    assert ("duplicate", ECONOMY, line) in found(folder)


def test_an_id_given_twice_is_found(folder):
    line = repeat(folder, ECONOMY, GDP_2022, role="alternate")
    assert ("duplicate-id", ECONOMY, line) in found(folder)


def test_districts_that_do_not_add_up_to_the_city_are_found(folder):
    change(folder, ECONOMY, charted("gdp", "xinbei", "2020"), value="2631.43")
    assert any(kind in {"sum-differs", "sum-misses"} for kind, *_ in found(folder))


def test_a_figure_outside_the_band_of_its_history_is_found(folder):
    line = change(folder, ECONOMY, GDP_2022, value="13550", note="")
    assert ("jump", ECONOMY, line) in found(folder)


def test_all_faults_are_told_at_once(folder):
    first = change(folder, ECONOMY, GDP_2022, value="x")
    second = change(folder, TARGETS, "G019", amount="y")
    assert {("not-a-number", ECONOMY, first), ("not-a-number", TARGETS, second)} <= set(found(folder))


@pytest.mark.parametrize("text", ['themes = "x"', "plans = [1, 2]", "release = 3", "id = ["])
def test_a_city_file_in_another_shape_is_a_problem_and_no_traceback(folder, text):
    (folder / "city.toml").write_text(text, encoding="utf-8")
    assert {file for _, file, _ in found(folder)} >= {"city.toml"}


@pytest.mark.parametrize("line", ["a stray line", "id = ", "[[plans]"])
def test_a_city_toml_that_cannot_be_read_is_one_problem_and_nothing_is_held_against_it(folder, line):
    file = folder / "city.toml"
    file.write_text(f"{line}\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    dataset, problems = curated.read_folder(folder)
    assert dataset is None
    assert [(one.kind, one.file) for one in problems] == [("not-readable", "city.toml")]


def test_a_missing_file_is_told(folder):
    (folder / "sources.csv").unlink()
    assert ("no-file", "sources.csv", 0) in found(folder)


def test_every_kind_of_problem_tells_what_and_how_to_repair_it_in_both_languages():
    for kind in KINDS.values():
        assert kind.message.zh, kind
        assert kind.message.en, kind
        assert kind.remedy.zh, kind
        assert kind.remedy.en, kind


def written(folder, file, text):
    (folder / file).write_bytes(text.encode("utf-8"))
    return [(one.kind, one.row, one.column, one.found) for one in curated.read_folder(folder)[1] if one.file == file]


HEAD = "id,source,page,quote,reason"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{HEAD}\nX1,web-001,,字,因\nX2,web-001,字,因\n", [("row-length", 3, "", "X2,web-001,字,因")]),
        (f"{HEAD}\nX1,web-001,,字,因,多\n", [("row-length", 2, "", "X1,web-001,,字,因,多")]),
        (f"{HEAD}\nX1,web-001,,字,因\n\nX2,web-001,,字,因\n", [("row-length", 3, "", "")]),
        (
            f'{HEAD}\nX1,web-001,,"字\n句",因\nX2,web-001,,字,\n',
            [
                ("stray-quote", 2, "", 'X1,web-001,,"字'),
                ("stray-quote", 3, "", '句",因'),
                ("required", 4, "reason", ""),
            ],
        ),
        (f'{HEAD}\nX1,web-001,,"字,因\nX2,web-001,,"句",因\n', [("stray-quote", 2, "", 'X1,web-001,,"字,因')]),
        (f'{HEAD}\nX1,web-001,,字"句"字,因\n', [("stray-quote", 2, "", 'X1,web-001,,字"句"字,因')]),
        (f'{HEAD}\nX1,web-001,,"字""句",因\nX2,web-001,,"字""', [("stray-quote", 3, "", 'X2,web-001,,"字""')]),
        (f'{HEAD}\n"X1,web-001', [("stray-quote", 2, "", '"X1,web-001')]),
        (f"\ufeff{HEAD}\r\nX1,web-001,, 字,因\r\n", [("spaces", 2, "quote", " 字")]),
        (f"{HEAD},more\nX1,web-001,,字,因,x\n", [("unknown-column", 1, "more", "more")]),
        ("id,page,source,quote,reason\nX1,,web-001,字,因\n", [("column-order", 1, "", "id,page,source,quote,reason")]),
        (
            f"{HEAD}\nX1,nobody,,字,因\nX1,web-001,,字,因\n",
            [("duplicate-id", 3, "id", "X1"), ("unknown-name", 2, "source", "nobody")],
        ),
    ],
)
def test_a_line_that_does_not_fit_is_told_with_its_number_and_the_others_are_read(folder, text, expected):
    assert sorted(written(folder, "left-out.csv", text)) == sorted(expected)


@pytest.mark.parametrize(("text", "kind"), [("", "not-readable"), (f'"{HEAD}\nX1,web-001,,字,因', "stray-quote")])
def test_a_file_that_is_no_table_is_told_and_nothing_of_it_is_taken(folder, text, kind):
    assert [kind for kind, *_ in written(folder, "left-out.csv", text)] == [kind]


def test_a_figure_that_is_untidy_is_told_and_read_as_it_is_meant(folder):
    line = change(folder, ECONOMY, GDP_2022, value=" 9550.1 ")
    dataset, problems = curated.read_folder(folder)
    assert [(one.kind, one.row, one.column) for one in problems] == [("spaces", line, "value")]
    assert str(dataset.table.by_id(GDP_2022).value) == "9550.1"
