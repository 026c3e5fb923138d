"""The command line: what it prints, and how it says no."""

import json
import shutil

import pytest

from dashboard.cli import main as cli
from indicators.periods import Period
from indicators.problems import DataError
from indicators.tables.curated import load, read_folder
from indicators.views import scoreboard
from tests.conftest import ROOT
from tests.shipped import FIRMS, SHARE

FOLDER = ROOT / "data" / "changzhou"


def test_check_finds_nothing_wrong_with_the_shipped_folder(capsys):
    assert cli.main(["check", str(FOLDER)]) == 0
    assert "0 处错误" in capsys.readouterr().out


def test_check_names_file_row_and_column_and_the_remedy_of_every_error(tmp_path, capsys):
    folder = shutil.copytree(FOLDER, tmp_path / "changzhou")
    path = folder / "observations" / "rd.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    index = next(n for n, line in enumerate(lines) if f",{SHARE}," in line)
    lines[index] = lines[index].replace(f",{SHARE},", ",three,").replace("changzhou", "changzou", 1)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert cli.main(["check", str(folder)]) == 1
    told = capsys.readouterr().out
    assert f"observations/rd.csv:{index + 1} value" in told
    assert f"observations/rd.csv:{index + 1} region" in told
    assert "changzhou" in told  # the nearest known name
    assert "修好后再作勾稽审核" in told


def test_what_is_wrong_in_many_rows_alike_is_one_line_with_all_its_places(tmp_path, capsys):
    """A city whose id was mistyped everywhere is one mistake; errors stand before what is only odd."""
    folder = shutil.copytree(FOLDER, tmp_path / "changzhou")
    path = folder / "observations" / "rd.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(",changzhou,") > 20
    path.write_text(text.replace(",changzhou,", ",changzou,"), encoding="utf-8")
    assert cli.main(["check", str(folder)]) == 1
    said = capsys.readouterr().out.splitlines()
    unknown = [line for line in said if "regions.csv 中没有这个编号" in line]
    assert len(unknown) == 1
    assert "observations/rd.csv:" in unknown[0]
    assert "[changzou]" in unknown[0]
    kinds = [line.partition("：")[0] for line in said if line.startswith(("错误", "提醒"))]
    assert kinds == sorted(kinds, key=["错误", "提醒"].index)


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
        int(FIRMS),
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
    (data / "README.md").unlink()
    assert cli.main(["describe-data", str(data / "changzhou"), "--guide", str(data / "README.md")]) == 0
    for name in ("README.md", "changzhou/datapackage.json"):
        assert (data / name).read_bytes() == (ROOT / "data" / name).read_bytes()


def test_describe_data_writes_into_the_named_folder_alone(tmp_path):
    """Whatever lies beside it, another city or somebody's README, stays as it is."""
    for name in ("changzhou", "elsewhere"):
        shutil.copytree(FOLDER, tmp_path / name)
        (tmp_path / name / "datapackage.json").unlink()
    assert cli.main(["describe-data", str(tmp_path / "changzhou")]) == 0
    assert (tmp_path / "changzhou" / "datapackage.json").exists()
    assert not (tmp_path / "elsewhere" / "datapackage.json").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["changzhou", "elsewhere"]


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("observations/economy.csv", lambda lines: lines[:1]),
        ("observations/rd.csv", lambda lines: lines[:-1]),
        ("observations/parks.csv", None),
    ],
)
def test_rows_that_are_gone_since_the_folder_was_described_are_an_error(tmp_path, capsys, file, change):
    """An emptied table, one lost row, a file that is gone; described anew, the folder is as it should be."""
    folder = shutil.copytree(FOLDER, tmp_path / "changzhou")
    path, text = folder / file, (folder / file).read_text(encoding="utf-8")
    path.unlink()
    if change:
        path.write_text("\n".join(change(text.splitlines())) + "\n", encoding="utf-8")
    codes = {one.kind for one in read_folder(folder)[1] if one.is_error}
    assert "rows-gone" in codes
    assert cli.main(["check", str(folder)]) == 1
    assert f"{file}：只有 " in capsys.readouterr().out
    with pytest.raises(DataError):
        load(folder)
    if codes == {"rows-gone"}:
        assert cli.main(["describe-data", str(folder)]) == 0
        load(folder)
