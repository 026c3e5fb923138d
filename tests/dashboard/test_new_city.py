"""A city that nobody has described yet: its folder is asked for at a terminal or by flags, and works at once."""

import csv
import os
import subprocess
import sys
from dataclasses import replace

import pytest
from openpyxl import Workbook

from dashboard.app import create_app
from dashboard.pages import PAGES
from tests.conftest import ROOT
from tests.dashboard.test_app import asked

FLAGS = ("--language", "zh", "--name", "临海市/Linhai", "--region", "东区/East", "--region", "西区")
INDICATOR = ("--indicator", "地区生产总值/GDP；亿元；流量；越高越好")
WRONG, RIGHT = "Recycling rate; %; ratio; upwards", "Recycling rate; %; ratio; higher"
ANSWERS = f"no name!\nriver\nfr\nen\nRiver\n\n\nRecycling\n{WRONG}\n{RIGHT}\n\n"


def typed(folder, *words, answers="", terminal="zh_CN.UTF-8"):
    """What a command says in a folder, with these answers and no more; its errors are sentences."""
    done = subprocess.run(
        [sys.executable, "-m", "dashboard.cli.main", *words],
        check=False,
        cwd=folder,
        input=answers,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "LC_ALL": terminal, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        timeout=120,
    )
    assert "Traceback" not in done.stderr
    return done


def pages(settings, folder, city):
    """Every page of readers, as a server of the city shows it."""
    chosen = replace(settings, data=folder, city=city, state=folder / "state")
    client = create_app(chosen).server.test_client()
    names = {"region": city, "indicator": "gdp"}
    paths = [page.path.replace("<name>", names.get(page.name, "")) for page in PAGES if not page.office]
    return {path: asked(client, path) for path in paths}


def test_flags_alone_write_a_folder_that_is_checked_served_and_never_overwritten(settings, tmp_path):
    made = typed(tmp_path, "new-city", "linhai", *FLAGS, *INDICATOR)
    assert made.returncode == 0, made.stderr
    assert "innovation-dashboard check linhai" in made.stdout
    checked = typed(tmp_path, "check", "linhai")
    assert (checked.returncode, checked.stdout.strip()) == (0, "没有发现问题")
    before = {path: path.read_bytes() for path in (tmp_path / "linhai").rglob("*.*") if path.is_file()}
    again = typed(tmp_path, "new-city", "linhai", *FLAGS, *INDICATOR)
    assert (again.returncode, again.stderr.strip()) == (1, "linhai 已经有了，什么也没有写")
    assert {path: path.read_bytes() for path in before} == before
    shown = pages(settings, tmp_path, "linhai")
    assert all('"id": "page-' in text for text in shown.values())
    assert "临海市" in shown["/"]


def test_what_no_flag_says_is_asked_again_until_it_can_be_read(tmp_path):
    made = typed(tmp_path, "new-city", answers=ANSWERS, terminal="en_US.UTF-8")
    assert made.returncode == 0, made.stderr
    assert "Regions below it" in made.stdout
    sentences = made.stderr.splitlines()
    assert [sentence.partition(",")[0].partition(":")[0][:30] for sentence in sentences] == [
        "“no name!” is no name of a fol",
        "write zh or en",
        "at least one indicator is need",
        "“Recycling” is not “name; unit",
        "“upwards” is no direction",
    ]
    checked = typed(tmp_path, "check", "river", terminal="en_US.UTF-8")
    assert (checked.returncode, checked.stdout.strip()) == (0, "No problems found")
    written = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "river").rglob("*.csv"))
    assert written.isascii()


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ((), "FOLDER"),
        (("linhai",), "--language"),
        (("linhai", "--language", "zh"), "--name"),
        (("linhai", *FLAGS), "--indicator"),
    ],
)
def test_where_nobody_answers_the_missing_flag_is_named_and_nothing_is_written(words, missing, tmp_path):
    done = typed(tmp_path, "new-city", *words)
    assert done.returncode == 1
    assert missing in done.stderr.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("zone", "written"),
    [("", "Asia/Shanghai"), ("Asia/Tokyo", "Asia/Tokyo"), ("Asia/Linhai", None)],
)
def test_the_time_zone_of_a_city_is_written_and_one_that_is_none_refused(zone, written, tmp_path):
    given = ("--time-zone", zone) if zone else ()
    done = typed(tmp_path, "new-city", "linhai", *FLAGS, *INDICATOR, *given)
    if written is None:
        assert (done.returncode, "Asia/Linhai" in done.stderr, list(tmp_path.iterdir())) == (1, True, [])
    else:
        assert f'time_zone = "{written}"' in (tmp_path / "linhai/city.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["临海市", "/Linhai"])
def test_a_city_that_writes_chinese_needs_its_name_in_both_languages(name, tmp_path):
    done = typed(tmp_path, "new-city", "linhai", "--language", "zh", "--name", name, *INDICATOR)
    assert done.returncode == 1
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_brings_indicators_and_figures_or_is_refused_whole(tmp_path):
    book = Workbook()
    book.active.title = "指标目录"
    book.active.append(("指标编号", "名称", "英文名称", "短名", "主题", "单位", "类别", "优劣方向", "小数位"))
    book.active.append(("firms", "高新技术企业数", "High-tech firms", "高企", "main", "家", "存量", "越高越好", 0))
    for column, head, value in (("J", "各区相加", "可相加"), ("K", "口径", "有效期内"), ("L", "责任单位", "科技局")):
        book.active[f"{column}1"], book.active[f"{column}2"] = head, value
    figures = book.create_sheet("观测值")
    figures.append(("指标", "区域", "时期", "数值"))
    figures.append(("高新技术企业数", "东区", 2025, 120))
    for year, share in ((2024, 0.3), (2025, 0.35)):
        figures.append(("研发强度", "东区", year, share))
    book.save(tmp_path / "first.xlsx")
    given = (*FLAGS, *INDICATOR, "--indicator", "研发强度/R&D share；%；比重；越高越好")
    made = typed(tmp_path, "new-city", "linhai", *given, "--workbook", "first.xlsx")
    assert made.returncode == 0, made.stdout + made.stderr
    assert typed(tmp_path, "check", "linhai").returncode == 0
    assert ",firms,east,all,2025,120," in (tmp_path / "linhai/observations/main.csv").read_text(encoding="utf-8")
    indicators = csv.DictReader((tmp_path / "linhai/indicators.csv").read_text(encoding="utf-8-sig").splitlines())
    decimals = {row["name"]: row["decimals"] for row in indicators}
    assert decimals == {
        "地区生产总值": "1",
        "研发强度": "2",
        "高新技术企业数": "0",
    }  # as fine as the figures, where there are
    figures["B2"] = "南区"
    book.save(tmp_path / "wrong.xlsx")
    refused = typed(tmp_path, "new-city", "other", *given, "--workbook", "wrong.xlsx")
    assert refused.returncode == 1
    assert "B2" in refused.stdout
    assert not (tmp_path / "other").exists()
    assert not list(tmp_path.glob(".new-city-*"))
