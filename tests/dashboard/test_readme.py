"""What both READMEs print can be typed as it stands, one line after the other, on a machine that has nothing yet."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from importlib.metadata import entry_points

import pytest
from openpyxl import load_workbook

from dashboard.cli import main as cli
from tests.conftest import ROOT
from tests.shipped import SHARE

BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
SETTING = re.compile(r"[A-Z_]+=.*")
NEED_A_BROWSER = {"offline"}  # "where they are missing, one sentence says so"


def printed(readme):
    """The lines of a README that can be typed, each as its settings and words, without what is remarked."""
    for block in BLOCK.findall((ROOT / readme).read_text(encoding="utf-8")):
        for line in block.splitlines():
            words = shlex.split(line, comments=True)
            if words[:1] == ["eval"]:
                words = shlex.split(words[1].removeprefix("$(").removesuffix(")"))
            count = next((place for place, word in enumerate(words) if not SETTING.fullmatch(word)), 0)
            if words:
                yield dict(word.split("=", 1) for word in words[:count]), words[count:]


def fill_in(path):
    """What a clerk does between two lines: one figure of the workbook is another now."""
    book = load_workbook(path)
    sheet = book["观测值"]
    heads = {cell.value: cell.column for row in sheet.iter_rows(max_row=3) for cell in row}
    row = next(row for row in range(4, 200) if isinstance(sheet.cell(row, heads["数值"]).value, int | float))
    cell = sheet.cell(row, heads["数值"])
    cell.value = round(cell.value * 1.01, 1)
    book.save(path)


def edit(folder):
    path = folder / "observations" / "rd.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(f",{SHARE},", f",{SHARE}1,", 1), encoding="utf-8")


@pytest.fixture
def empty_machine(tmp_path, monkeypatch):
    """A checkout with its tables, a state that nobody has started, and no browser to paint with."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INNOVATION_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    return tmp_path


def test_the_chinese_readme_prints_commands_of_the_english_one_in_its_order():
    """So that what is run below holds for both."""
    lines = iter(list(printed("README.md")))
    assert [line for line in printed("README.zh-CN.md") if line not in lines] == []


def test_every_command_of_the_readme_does_what_it_says_as_it_is_printed(empty_machine, client, capsys):
    """In the order of the page; between two of them a person fills in the workbook and edits the folder, as it says."""
    done = []
    for settings, (program, *words) in printed("README.md"):
        if program == "innovation-dashboard":
            with pytest.MonkeyPatch.context() as surroundings:
                for name, value in settings.items():
                    surroundings.setenv(name, value)
                code, said = cli.main(words), capsys.readouterr()
            if words[0] in NEED_A_BROWSER:
                assert "Chromium" in said.err, words
                continue
            assert code == 0, (words, said)
            done.append(words[0])
            if words[0] == "template":
                fill_in(empty_machine / words[1])
            if words[0] == "export-data":
                edit(empty_machine / words[1])
        elif program == "curl":
            address = next(word for word in words if word.startswith("127.0.0.1:8050"))
            assert client.get(address.removeprefix("127.0.0.1:8050")).status_code == 200
        elif program == "make":
            subprocess.run(["make", "--dry-run", *words], cwd=ROOT, check=True, capture_output=True)
        else:
            assert [program, *words] == [".", ".venv/bin/activate"]
            assert [entry.value for entry in entry_points(name="innovation-dashboard")] == ["dashboard.cli.main:main"]
    assert {
        "completion",
        "check",
        "assess",
        "template",
        "publish",
        "restore",
        "import-data",
        "restore-backup",
        "report",
    } <= set(done)
    assert (empty_machine / "elsewhere").is_dir()
