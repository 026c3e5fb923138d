"""Workbooks as offices make them: each of the handed files gives the right figures, or says what is open."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from indicators.proposals.preview import preview
from indicators.proposals.proposal import propose
from indicators.tables.columns import OBSERVATIONS
from indicators.tables.rows import rows_of
from indicators.workbook.reader import in_this_process, read
from tests.workbook.corpus.case import sheet
from tests.workbook.office.sheets import sheets
from tests.workbook.office.verdict import verdict

FOLDER = Path(__file__).parent / "cases"
FILING = {"id": "filing-1", "title": "x.xlsx", "publisher": "p", "published": "", "url": "", "note": ""}
DISTRICTS = ("changzhou", "liyang", "jintan", "wujin", "xinbei", "tianning", "zhonglou", "jingkai")
GDP = ("11200.5", "1690.3", "1420.8", "2410.6", "2290.4", "1010.7", "990.2", "1387.5")
REVENUE = ("700.2", "88.1", "70.3", "168.4", "140.9", "50.2", "52.7", "75.5")
GROWTH = ("5.8", "6.1", "5.9", "5.7", "6.3", "5.2", "5.5", "5.6")
FIRMS = ("6100", "720", "810", "1460", "1302", "398", "420", "590")
SHARES = ("3.3", "3.35", "3.9", "3.6", "3.1", "3", "3.4")


def of(indicator, period, values, regions=DISTRICTS):
    """The figures of an indicator and a period, one a region."""
    return {(indicator, region, period): value for region, value in zip(regions, values, strict=True)}


def one(indicator, region, period, value):
    return {(indicator, region, period): value}


NINE = of("gdp", "2025-01..09", GDP)
TWO = ("wujin", "xinbei")
READ = {  # what has to be read of a file that says enough
    "A02": of("hitech-firms", "2025", ("2010", "1302"), TWO) | of("sme-tech-firms", "2025", ("1987", "1450"), TWO),
    "A13": one("hitech-firms", "wujin", "2025", "1460"),
    "B01": NINE,
    "B03": NINE,
    "B05": NINE,
    "B07": of("gdp", "2021..2025", GDP),
    "B12": one("gdp", "changzhou", "2025", "11200 estimate")
    | one("hitech-firms", "changzhou", "2025", "6100 estimate"),
    "B15": one("hitech-firms", "liyang", "2025", "720") | one("hitech-firms", "liyang-hitech", "2025", "200"),
    "B17": of("rd-intensity", "2024", ("3.2", "3.25", "3.8", "3.5", "3", "2.9", "3.3"), DISTRICTS[1:])
    | of("rd-intensity", "2025", SHARES, DISTRICTS[1:]),
    "B23": of("gdp", "2024", ("2300.1", "2200.1"), TWO)
    | of("gdp", "2025", ("2410.6", "2290.4"), TWO)
    | of("hitech-firms", "2024", ("360", "400"), ("tianning", "zhonglou"))
    | of("hitech-firms", "2025", ("398", "420"), ("tianning", "zhonglou")),
    "B24": of("hitech-output", "2025", ("450.12", "320.12"), ("tianning", "zhonglou")),
    "B28": {
        ("industrial-output", "wujin", f"2025-{month}"): value
        for month, value in (("08", "370.1"), ("09", "380.2"), ("10", "390.3"))
    },
    "B30": of("gdp-growth", "2025", GROWTH),
    "B32": of("hitech-firms", "2024", ("1300", "1210"), TWO)
    | of("hitech-firms", "2025", ("1460 provisional", "1302 provisional"), TWO),
    "C01": one("gdp", "wujin", "2025", "2410.6") | one("revenue", "wujin", "2025", "168.4"),
    "C03": of("gdp", "2025", ("11200.5", "2410.6"), ("changzhou", "wujin")),
    "C04": of("industrial-output", "2025", ("17200", "4100"), ("changzhou", "wujin")),
    "C06": of("gdp", "2025", GDP) | of("gdp-growth", "2025", GROWTH),
    "C08": of("gdp", "2025", GDP) | of("gdp-growth", "2025", GROWTH) | of("hitech-firms", "2025", FIRMS),
    "C10": of("hitech-firms", "2025", FIRMS),
    "C11": {
        (name, "changzhou", "2025"): value
        for name, value in {
            "gdp": "11200.5",
            "industrial-output": "17200",
            "hitech-output": "9100",
            "rd-intensity": "3.7",
            "hitech-firms": "6100",
            "listed-companies": "108",
        }.items()
    },
    "C13": of("hitech-firms", "2025", ("1460", "1302"), TWO),
    "C14": of("hitech-firms", "2025", ("1460", "1302"), TWO),
    "C15": of("gdp", "2025", GDP),
    "C17": one("hitech-firms", "wujin", "2025", "1460"),
    "C18": one("invention-patents-per-10k", "wujin", "2025", "60.2"),
    "C20": of("hitech-firms", "2025", ("1460", "610", "2050"), ("wujin", "wujin-hitech", "wujin-with-jingkai")),
    "C21": of("gdp", "2025", GDP)
    | of("gdp", "2024", ("10080.5", "1521.3", "1278.7", "2169.5", "2061.4", "909.6", "891.2", "1248.8"))
    | of("revenue", "2025", REVENUE)
    | of("revenue", "2024", ("630.2", "79.3", "63.3", "151.6", "126.8", "45.2", "47.4", "68")),
    "C23": of("hitech-firms", "2025", ("1460", "1302"), TWO),
    "C26": of("gdp", "2025", ("2410.6", "2290.4"), TWO),
    "D01": one("gdp", "changzhou", "2025", "11500"),
    "D02": one("gdp", "changzhou", "2025", "11500"),
    "D03": one("rd-intensity", "changzhou", "2025", "3.7"),
    "D05": one("gdp", "changzhou", "2025", "11500"),
}
READ["A01"] = of("gdp", "2025", ("1690.3", "1420.8", "2410.6", "2090.4", "1010.7", "990.2", "1387.5"), DISTRICTS[1:])
STOPPED = {  # what is asked, or refused, of a file that leaves something open
    "A04": "sheet-not-understood",
    "A05": "csv-broken",
    "A07": "ask-future",
    "A08": "ask-unit",
    "A10": "swapped",
    "A11": "same-as-before",
    "A15": "file-suspicious",
    "B08": "table-lacks",
    "B10": "ask-column",
    "B13": "name-unknown",
    "B19": "name-unknown",
    "B21": "ask-which",
    "B26": "merged-figure",
    "B27": "ask-region",
    "B31": "ask-hidden",
    "B34": "ask-fraction",
    "B36": "sheet-not-understood",
    "C24": "ask-region",
    "C27": "file-damaged",
    "C28": "file-suspicious",
    "C29": "sheet-not-understood",
    "D04": "struck",
}
IMPLAUSIBLE = {"A10", "A11"}  # what only the published figures tell
SAID = {"A13": "goal-read", "B17": "total-left-out", "C15": "sheet-passed-over", "D01": "mark", "D02": "mark"}
FILES = {path.name[:3]: path for path in FOLDER.iterdir() if path.name != "cases.csv"}


@pytest.fixture(scope="module")
def known(dataset):
    """Return what reads a file by the names of the shipped city."""
    return lambda path: read(path.read_bytes(), path.name, dataset, reader=in_this_process)


def values(reading):
    return {
        (entry.given["indicator"], entry.given["region"], entry.given["period"]): " ".join(
            filter(None, (entry.given["value"], entry.given.get("status", "")))
        )
        for entry in reading.draft.entries
        if entry.table == OBSERVATIONS.name
    }


@pytest.mark.parametrize("name", sorted(READ))
def test_a_sheet_that_says_enough_is_read_without_a_question(name, known):
    reading = known(FILES[name])
    assert values(reading) == READ[name]
    assert [found for found in reading.problems if found.is_error or found.needs_explanation] == []
    assert SAID.get(name, "") in {"", *(found.kind for found in reading.problems)}


@pytest.mark.parametrize("name", sorted(STOPPED))
def test_a_sheet_that_leaves_something_open_is_not_published_unasked(name, known, dataset):
    reading = known(FILES[name])
    problems = reading.problems
    if name in IMPLAUSIBLE:
        rows = rows_of(dataset)
        problems = preview(propose(reading.draft, rows, rows, FILING), problems, dataset).to_explain
    assert STOPPED[name] in {found.kind for found in problems if found.is_error or found.needs_explanation}
    assert all("Error" not in found.message.zh for found in problems)


def test_every_handed_file_has_its_right_answer_here():
    with (FOLDER / "cases.csv").open(encoding="utf-8-sig", newline="") as file:
        handed = {row["file"][:3] for row in csv.DictReader(file)}
    assert handed == set(FILES) == {*READ, *STOPPED}
    assert not set(READ) & set(STOPPED)


@pytest.fixture(scope="module")
def verdicts(dataset):
    """What becomes of some hundred sheets that are made by chance; `tests/bench/office_sheets.py` tries thousands."""
    return [(made, verdict(made, dataset)) for made in sheets(seed=2025, count=270)]


def test_no_sheet_of_whatever_layout_wording_and_trap_is_read_wrongly_unasked(verdicts):
    assert [made.rows for made, found in verdicts if found == "wrong"] == []


def test_most_sheets_that_say_enough_are_read_without_a_question(verdicts):
    clear = [found for made, found in verdicts if made.is_clear]
    assert clear.count("right") >= 0.8 * len(clear)


@pytest.mark.parametrize("place", ["天宁区经济开发区", "武进区雪堰镇", "湖塘镇"])
def test_the_total_of_a_table_about_another_place_is_asked(place, dataset):
    rows = ((f"{place}2025年地区生产总值（亿元）",), ("地区", "2025年"), ("合计", 45.1))
    reading = read(sheet(*rows, title="Sheet1"), "x.xlsx", dataset, reader=in_this_process)
    assert "ask-region" in {found.kind for found in reading.problems}
    assert reading.draft.entries == ()
