"""The command line: what it prints, and how it says no."""

import json
import shutil

import pytest

from dashboard.cli import main as cli
from indicators.periods import Period
from indicators.views import scoreboard
from tests.conftest import ROOT

FOLDER = ROOT / "data" / "changzhou"


def test_check_finds_nothing_wrong_with_the_shipped_folder(capsys):
    assert cli.main(["check", str(FOLDER)]) == 0
    assert "0 处错误" in capsys.readouterr().out


def test_check_names_file_row_and_column_and_the_remedy_of_every_error(tmp_path, capsys):
    folder = shutil.copytree(FOLDER, tmp_path / "changzhou")
    path = folder / "observations" / "rd.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    index = next(n for n, line in enumerate(lines) if ",3.62," in line)
    lines[index] = lines[index].replace(",3.62,", ",three,").replace("changzhou", "changzou", 1)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert cli.main(["check", str(folder)]) == 1
    told = capsys.readouterr().out
    assert f"observations/rd.csv:{index + 1} value" in told
    assert f"observations/rd.csv:{index + 1} region" in told
    assert "changzhou" in told  # the nearest known name
    assert "修好后再作勾稽审核" in told


def test_a_folder_that_is_not_there_is_one_sentence(capsys):
    assert cli.main(["check", "nowhere"]) == 1
    assert "nowhere" in capsys.readouterr().err


def test_assess_lists_every_goal_with_all_that_it_rests_on(dataset, capsys):
    assert cli.main(["assess", "--city", "changzhou", "--as-of", "2025", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    on = Period.parse("2025")
    assert [row["target"] for row in rows] == [one.id for one in scoreboard.goals(dataset, on)]
    doubled = next(row for row in rows if row["target"] == "G019")
    assert (doubled["base"], doubled["number_to_reach"], doubled["value"], doubled["verdict"]) == (
        3400,
        6800,
        5791,
        "missed",
    )
    assert doubled["citations"] == ["G019", "L167"]
    assert {"covered", "expected", "lag", "method", "needed", "lands"} <= set(doubled)


def test_a_rank_goal_says_that_lower_is_better(capsys):
    cli.main(["assess", "--as-of", "2025", "--json"])
    gain = next(row for row in json.loads(capsys.readouterr().out) if row["target"] == "G002")
    assert (gain["base"], gain["number_to_reach"], gain["direction"]) == (35, 33, "lower")


@pytest.mark.parametrize(
    "words",
    [["--as-of", "2025H1"], ["--as-of", "next"], ["--method", "guess"], ["--plan", "99fyp"], ["--city", "nowhere"]],
)
def test_a_wrong_word_is_answered_by_a_sentence_and_no_traceback(words, capsys):
    assert cli.main(["assess", *words]) == 1
    told = capsys.readouterr().err
    assert words[1] in told or "nowhere" in told or "none" in told
    assert "Traceback" not in told


def test_describe_data_writes_what_is_shipped(tmp_path):
    data = shutil.copytree(ROOT / "data", tmp_path / "data")
    assert cli.main(["describe-data", "--data", str(data)]) == 0
    for name in ("README.md", "changzhou/datapackage.json"):
        assert (data / name).read_bytes() == (ROOT / "data" / name).read_bytes()
