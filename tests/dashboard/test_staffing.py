"""The commands of staff: they give the answers of the pages, write what they say, and refuse in a sentence."""

import json
import shutil

import pytest
from openpyxl import load_workbook

from dashboard.cli import main as cli
from tests.conftest import ROOT
from tests.dashboard.test_filing import FLIP, workbook
from tests.shipped import FIRMS, SHARE


@pytest.fixture
def state(tmp_path, monkeypatch):
    """Let the commands keep their things in a folder of this test, with an account for both roles."""
    monkeypatch.setenv("INNOVATION_STATE", str(tmp_path / "state"))
    cli.main(["accounts", "--add", "wang", "--role", "reporter", "--role", "reviewer"])
    return tmp_path


@pytest.fixture
def told(capsys):
    """Return a function that runs a command and gives its exit code and what it printed."""

    def run(*words):
        capsys.readouterr()
        code = cli.main([str(word) for word in words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def filed(folder, *rows):
    path = folder / "x.xlsx"
    path.write_bytes(workbook(*rows))
    return path


def test_validate_tells_everything_in_one_object_and_writes_nothing(state, told):
    path = filed(state, FLIP, ("地区生产总值", "常州市", 2026, "约12000"))
    before = told("audit", "show")
    code, out, _ = told("validate", path, "--json")
    seen = json.loads(out)
    assert code == 0
    assert {"outcome", "problems", "changes", "effects", "digest"} <= set(seen)
    assert seen["outcome"] == "warned"
    assert {name: seen["changes"][name] for name in ("added", "altered", "removed", "unchanged")} == {
        "added": 1,
        "altered": 1,
        "removed": 0,
        "unchanged": 0,
    }
    row = next(one for one in seen["changes"]["rows"] if one["indicator"] == "hitech-firms")
    assert {name: row[name] for name in ("region", "industry", "period", "old", "new", "unit")} == {
        "region": "changzhou",
        "industry": "all",
        "period": "2025",
        "old": int(FIRMS),
        "new": 7200,
        "unit": "家",
    }
    problem = next(one for one in seen["problems"] if one["kind"] == "read-as")
    assert (problem["severity"], problem["sheet"], problem["cell"], problem["found"]) == (
        "warning",
        "观测值",
        "D3",
        "约12000",
    )
    assert problem["message"]
    assert problem["remedy"]
    assert seen["effects"]["flips"]
    assert len(seen["digest"]) == 64
    assert told("audit", "show") == before


def test_validate_leaves_nothing_behind_before_the_first_start(tmp_path, monkeypatch, told):
    state = tmp_path / "state"
    monkeypatch.setenv("INNOVATION_STATE", str(state))
    assert told("validate", filed(tmp_path, FLIP), "--json")[0] == 0
    assert told("template", tmp_path / "template.xlsx")[0] == 0
    assert not state.exists()


def test_validate_exits_with_1_on_errors(state, told):
    code, out, _ = told("validate", filed(state, ("没有的指标", "常州市", 2025, 1)), "--json")
    assert code == 1
    assert json.loads(out)["outcome"] == "rejected"
    code, out, _ = told("validate", filed(state, ("没有的指标", "常州市", 2025, 1)))
    assert code == 1
    assert "观测值!A2" in out


def test_the_template_unchanged_would_change_nothing(state, told):
    path = state / "template.xlsx"
    assert told("template", path)[0] == 0
    code, out, _ = told("validate", path, "--json")
    seen = json.loads(out)
    assert (code, seen["outcome"], seen["problems"]) == (0, "accepted", [])
    assert seen["changes"]["rows"] == []
    assert "完全一致" in seen["effects"]["sentence"]


@pytest.mark.parametrize("limits", [["--region", "wujin"], ["--theme", "rd"], ["--period", "2025"], ["--wide"]])
def test_a_template_is_limited_as_asked(state, told, limits):
    path = state / "template.xlsx"
    assert told("template", path, *limits)[0] == 0
    assert load_workbook(path).sheetnames[0] == "填报说明"
    assert json.loads(told("validate", path, "--json")[1])["changes"]["rows"] == []


def test_a_file_is_published_compared_and_taken_back(state, told):
    path = filed(state, FLIP)
    code, out, err = told("publish", path, "--by", "wang", "--reason", "年报", "--explain", "核实")
    assert (code, err) == (0, "")
    assert "第2版" in out
    releases = json.loads(told("releases", "--json")[1])
    assert [(one["number"], one["by"], one["reason"], one["altered"]) for one in releases] == [
        (2, "wang", "年报", 1),
        (1, "data", "由数据文件夹首次发布", 0),
    ]
    rows = json.loads(told("diff", 1, 2, "--json")[1])["changes"]["rows"]
    assert [(one["old"], one["new"]) for one in rows if one["table"] == "observations"] == [(int(FIRMS), 7200)]
    assert "第3版" in told("restore", 1, "--by", "wang", "--reason", "报错")[1]
    assert json.loads(told("diff", 1, 3, "--json")[1])["changes"]["rows"] == []
    code, out, _ = told("audit", "verify")
    assert code == 0
    assert "完整" in out


def test_what_needs_an_explanation_is_not_published_without(state, told):
    code, _, err = told("publish", filed(state, FLIP), "--by", "wang", "--reason", "年报")
    assert code == 1
    assert "须说明理由" in err
    assert len(told("releases")[1].splitlines()) == 1


def test_errors_are_told_and_nothing_is_published(state, told):
    code, out, err = told("publish", filed(state, ("x", "y", "z", "w")), "--by", "wang", "--reason", "年报")
    assert code == 1
    assert "观测值!A2" in out
    assert "不能发布" in err


@pytest.mark.parametrize("by", ["nobody", "viewer"])
def test_who_may_not_publish_is_refused(state, told, by):
    told("accounts", "--add", "viewer", "--role", "viewer")
    code, _, err = told("publish", filed(state, FLIP), "--by", by, "--reason", "年报", "--explain", "x")
    assert code == 1
    assert err
    assert "Traceback" not in err


def test_what_is_exported_and_brought_in_again_changes_nothing(state, told):
    folder = state / "changzhou"
    assert told("export-data", folder)[0] == 0
    for name in ("targets.csv", "observations/rd.csv", "indicators.csv"):
        shipped = (ROOT / "data" / "changzhou" / name).read_bytes()
        assert (folder / name).read_bytes() == shipped, name
    code, _, err = told("import-data", folder, "--by", "wang", "--reason", "again")
    assert code == 1
    assert "完全一致" in err
    assert told("check", folder)[0] == 0


def test_goals_are_assessed_by_the_release_as_the_interface_does_and_not_by_the_folder(state, told):
    """What was published counts, also in an older release; the folder under data/ was only the beginning."""

    def doubled(*words):
        rows = json.loads(told("assess", "--json", *words)[1])
        return next(row["value"] for row in rows if row["target"] == "G019")

    before = doubled()
    assert told("publish", filed(state, FLIP), "--by", "wang", "--reason", "年报", "--explain", "核实")[0] == 0
    assert (before, doubled(), doubled("--release", 1)) == (int(FIRMS), 7200, int(FIRMS))


def test_a_folder_that_says_otherwise_is_brought_in_as_a_release(state, told):
    folder = shutil.copytree(ROOT / "data" / "changzhou", state / "changzhou")
    path = folder / "observations" / "rd.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(f",{SHARE},", f",{SHARE}1,", 1), encoding="utf-8")
    assert "第2版" in told("import-data", folder, "--by", "wang", "--reason", "修订")[1]
    told("export-data", state / "back", "--release", 1)
    assert f",{SHARE}," in (state / "back" / "observations" / "rd.csv").read_text(encoding="utf-8")


def test_a_backup_brings_everything_back_into_an_empty_state(state, told, monkeypatch):
    told("publish", filed(state, FLIP), "--by", "wang", "--reason", "年报", "--explain", "核实")
    before = told("releases", "--json"), told("audit", "show"), told("accounts")
    assert told("backup", state / "all.zip")[0] == 0
    monkeypatch.setenv("INNOVATION_STATE", str(state / "elsewhere"))
    assert told("restore-backup", state / "all.zip")[0] == 0
    assert (told("releases", "--json"), told("audit", "show"), told("accounts")) == before
    assert told("audit", "verify")[0] == 0
    code, _, err = told("restore-backup", state / "all.zip")
    assert code == 1
    assert err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "words",
    [
        ["validate", "nothing.xlsx"],
        ["template", "out.xlsx", "--region", "atlantis"],
        ["template", "out.xlsx", "--period", "someday"],
        ["diff", "1", "9"],
        ["restore", "9", "--by", "wang", "--reason", "x"],
        ["accounts", "--add", "new", "--role", "king"],
        ["accounts", "--add", "wang", "--role", "viewer"],
        ["accounts", "--reset", "nobody"],
        ["export-data", "somewhere", "--release", "9"],
        ["restore-backup", "nothing.zip"],
    ],
)
def test_a_wrong_word_is_answered_by_one_sentence(state, told, words, monkeypatch):
    monkeypatch.chdir(state)
    code, _, err = told(*words)
    assert code == 1
    assert err.strip()
    assert "Traceback" not in err


def test_the_page_and_the_command_line_give_the_same_preview(state, told, fresh_office):
    path = filed(state, FLIP, ("地区生产总值", "常州市", 2026, 12000))
    seen = json.loads(told("validate", path, "--json")[1])
    desk = fresh_office.server.extensions["desk"]
    upload = desk.filing.stage(desk.people.named("both"), path.read_bytes(), path.name)
    assert json.loads(upload.preview) == seen
