"""A row that repeats what other rows say is read as it would be alone, and a figure that is published is no entry."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.problems import Place
from indicators.proposals.proposal import propose
from indicators.releases import file
from indicators.tables.rows import rows_of
from indicators.tables.snapshot import Snapshot
from indicators.workbook import reader
from indicators.workbook.draft import PlacesByNumber, reading_as_values, reading_of_values
from indicators.workbook.reading.grid import CellType, Grid, RawCell
from indicators.workbook.reading.names import names_known
from indicators.workbook.understanding import sheets
from indicators.workbook.understanding.long import reading
from tests.workbook.books import figures, small
from tests.workbook.corpus.case import sheet

HEADS, GDP = ("指标", "区域", "时期", "数值"), "地区生产总值"
SAME, OTHER = (GDP, "常州市", 2023, 10116.4), (GDP, "常州市", 2024, 10900)
COLUMNS = {
    "指标": (
        "地区生产总值",
        "gdp",
        "地区生产总值（亿元）",
        "研发强度",
        "其中：地区生产总值",
        "地区生产总值*",
        "不知名的指标",
        "",
    ),
    "区域": ("常州市", "changzhou", "武进区", "武进区（2023年）", "全市", "武进区（含经开区）", "武进区预计", ""),
    "产业": ("", "全部", "all", "—", "高新技术产业"),
    "时期": (2024, 2025, "2025年", "2025年预计", "2024年上半年", "2025年1—9月", 2031, "上年", ""),
    "单位": ("", "亿元", "万元", "%"),
    "数值": (12, 12.5, 0, -3, "约12", "12亿元", "12%", "—", "", 12_000_000),
    "说明": ("", "", "", "快报数", "上年口径", "见附件"),
}
CHOSEN = st.lists(st.sampled_from(sorted(COLUMNS)), min_size=4, max_size=7, unique=True).filter(
    lambda heads: {"指标", "区域", "时期", "数值"} <= set(heads)
)
ROWS = CHOSEN.flatmap(
    lambda heads: st.tuples(
        st.just(heads),
        st.lists(st.tuples(*(st.sampled_from(COLUMNS[head]) for head in heads)), min_size=2, max_size=40),
        st.sampled_from(("", "", "注：武进区为快报数", "注：2025年为预计数")),
    )
)


def cell(value):
    kind = CellType.TEXT if isinstance(value, str) else CellType.NUMBER
    return RawCell(kind, str(value), "" if kind is CellType.TEXT else "General")


def grid(heads, rows, note):
    lines = [heads, *rows, *([(note,)] if note else [])]
    return Grid(
        "观测值",
        {
            (row, column): cell(value)
            for row, line in enumerate(lines, start=1)
            for column, value in enumerate(line, start=1)
            if value != ""
        },
    )


def both_ways(one):
    """What a sheet says, read with what was known of its rows, and with each row read anew."""
    quickly = reader.read_grids([one], small())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "repeated", lambda table, heads: None)
        return quickly, reader.read_grids([one], small())


@settings(deadline=None, max_examples=150)
@given(ROWS)
def test_rows_that_repeat_others_are_read_as_if_each_stood_alone(made):
    quickly, slowly = both_ways(grid(*made))
    assert quickly == slowly


@pytest.mark.parametrize(
    ("first", "note"),
    [
        ("武进区（2023年）", ""),
        ("武进区", "注：武进区2024年为快报数"),
        ("武进区", "注：武进区2024年为预计数"),
        ("武进区预计", ""),
    ],
)
def test_a_name_that_is_more_than_a_name_beside_another_year_is_looked_at_again(first, note):
    """The district was met in one year, and the other year beside the city: together they are something else."""
    rows = [(GDP, first, 2023, 1), (GDP, "常州市", 2024, 2), (GDP, first, 2024, 3)]
    quickly, slowly = both_ways(grid(HEADS, rows, note))
    assert quickly == slowly
    last = [one.given for one in slowly.draft.entries if one.place.row == 4]
    assert not last or last[0].get("status")


def test_rows_of_known_names_are_not_read_one_by_one(monkeypatch):
    """Otherwise the way above could stand still and nobody would see it."""
    read, anew = reading._read_row, []
    monkeypatch.setattr(reading, "_read_row", lambda rows, row: anew.append(row) or read(rows, row))
    names = [("地区生产总值", region, year) for region in ("常州市", "武进区") for year in range(2016, 2026)]
    lines = [(*name, 100 + number) for number, name in enumerate(names)]
    found = reader.read_grids([grid(("指标", "区域", "时期", "数值"), lines, "")], small())
    assert [one.given["value"] for one in found.draft.entries] == [str(100 + number) for number in range(20)]
    assert len(anew) == 2 + 10 - 1  # the first row, each other year, and the other district


@pytest.fixture
def kept(tmp_path):
    """A small city, and the file of its release with the SHA-256 of that."""
    dataset = small(*figures())
    path = tmp_path / "release"
    return dataset, (str(path), file.write(Snapshot.of_rows(rows_of(dataset)), path))


def read(content, kept, monkeypatch):
    dataset, release = kept
    monkeypatch.setattr(sheets, "MANY", 1)
    params = {"name": "x.xlsx", "known": names_known(dataset), "answers": {}, "language": "zh", "release": release}
    return reading_of_values(reading_as_values(sheets.read_content(content, params)))


def test_a_figure_that_a_large_file_only_repeats_is_counted_and_keeps_its_place(kept, monkeypatch):
    found = read(sheet(HEADS, SAME, OTHER), kept, monkeypatch)
    assert [one.given["period"] for one in found.draft.entries] == ["2024"]
    assert [place.at("value").where for place in found.draft.repeated.values()] == ["观测值!D2"]
    rows = rows_of(kept[0])
    proposal = propose(found.draft, rows, rows, {"id": "filing-x", "title": "x", "publisher": "y"})
    assert (len(proposal.changes), proposal.unchanged) == (1, 1)
    assert proposal.places["observations", "a"].row == 2
    assert {where: place.row for where, place in proposal.places.on({("观测值", 2), ("观测值", 3)})} == {
        ("observations", "a"): 2,
        ("observations", "b"): 3,
    }


def test_a_figure_that_a_large_file_says_twice_is_told_whichever_is_published(kept, monkeypatch):
    again = (*SAME[:3], 9999)
    found = read(sheet(HEADS, SAME, again), kept, monkeypatch)
    rows = rows_of(kept[0])
    proposal = propose(found.draft, rows, rows, {"id": "filing-x", "title": "x", "publisher": "y"})
    assert [(one.kind, one.where) for one in proposal.problems] == [("twice", "观测值!D3")]


def test_a_release_that_is_not_what_was_written_is_not_compared_with(kept, monkeypatch):
    dataset, (path, digest) = kept
    content = bytearray(Path(path).read_bytes())
    content[len(content) // 2] ^= 1
    Path(path).write_bytes(bytes(content))
    found = read(sheet(HEADS, SAME, OTHER), (dataset, (path, digest)), monkeypatch)
    assert len(found.draft.entries) == 2
    assert not found.draft.repeated


def test_rows_with_numbers_of_their_own_are_all_entries(kept, monkeypatch):
    found = read(sheet(("编号", *HEADS), ("a", *SAME), ("b", *OTHER)), kept, monkeypatch)
    assert len(found.draft.entries) == 2


def test_the_places_of_repeated_figures_are_found_by_the_rows_of_the_sheet():
    places = {number: Place("观测值", row, "", {"value": "B"}) for number, row in ((9, 2), (4, 3), (7, 5))}
    kept = PlacesByNumber.of(places)
    assert dict(kept) == places
    assert dict(kept.on({("观测值", 3), ("观测值", 5), ("别的", 2)})) == {4: places[4], 7: places[7]}


def test_a_reading_comes_back_as_it_was_written():
    found = reader.read_grids([grid(HEADS, [SAME, OTHER], "")], small())
    found = replace(found, draft=replace(found.draft, repeated=PlacesByNumber.of({7: found.draft.entries[0].place})))
    assert reading_of_values(json.loads(json.dumps(reading_as_values(found)))) == found
