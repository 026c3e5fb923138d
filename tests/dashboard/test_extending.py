"""To extend it takes the files that the guide says, and no more: done in a copy, which then answers with what is new.

Each addition is a piece of text put into a file, before a line of it or at its end. The copy is looked at by another
process, as a newcomer's would be after a new start.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from indicators.goals.methods import METHODS

ROOT = Path(__file__).parents[2]
CITY = "data/changzhou"
END = ""  # before nothing: at the end of the file

INDICATOR = {
    f"{CITY}/indicators.csv": {
        END: "crewed-drones,载人无人机数,Crewed drones,载人无人机,firms,架,drones,stock,higher,0,sum,"
        "在册的载人无人机。,Crewed drones on the register.,市工信局,Municipal Bureau of Industry,1,,,\n"
    },
    f"{CITY}/observations/firms.csv": {
        END: "X001,crewed-drones,changzhou,all,2024,10,,exact,final,,web-001,,载人无人机10架,official,charted,\n"
    },
}
GOAL = {
    f"{CITY}/targets.csv": {
        END: "X900,14fyp,crewed-drones,changzhou,all,2025,raised_by,50,,,2024,10,,expected,2021,,exact,web-001,,"
        "载人无人机比2024年增加五成,official,\n"
    }
}
KIND = {  # a goal of so many per cent more than its base
    "indicators/goals/targets.py": {
        "\n\nclass Side": '    RAISED_BY = "raised_by"\n',
        "        Comparator.MILESTONE: Rule(": """        Comparator.RAISED_BY: Rule(
            Text("比基期提高", "raised by"),
            Text("比基期提高 {figure}%", "{figure} % above the base"),
            Side.UP,
            lambda x, y0, n: y0 * (1 + x / 100),
            decimals=1,
            needs_base=True,
        ),
""",
    }
}
METHOD = {  # half of the way, whatever the time
    "indicators/goals/methods.py": {
        "METHODS: Mapping[str, Method]": """def _judge_half(standing: Standing) -> Judgement:
    settled = _settled(standing, standing.covered)
    is_ahead = standing.covered is not None and standing.covered >= Decimal("0.5")
    return settled or plain(Verdict.ON_PACE if is_ahead else Verdict.BEHIND, standing.covered)


""",
        '            Method(\n                "completion",': """            Method(
                "half",
                Text("过半", "half"),
                Text("完成进度", "share"),
                Text("完成进度≥50%", "half of the way"),
                _judge_half,
            ),
""",
    }
}
CHART = {
    "dashboard/charts/dots.py": {
        END: '''"""Shares as dots."""

from dashboard.theme import figure


def dots(shares):
    """Return shares as a row of dots."""
    return figure([{"type": "scatter", "mode": "markers", "name": "n", "x": list(shares), "y": [0 for _ in shares]}])
'''
    },
    "dashboard/exhibits/goals.py": {
        "from dashboard.exhibits import common": (
            "from dashboard.charts.dots import dots\nfrom dashboard.exhibits.exhibit import Plot\n"
        ),
        "    if dark:\n        result": """    shown = Table(("n",), ((str(len(lit)),),))
    result.append(Exhibit("dots", "A ROW OF DOTS", "goals", Plot(dots([len(lit)])), table=shown))
""",
    },
}
LOOK = """
import json, sys, tempfile
from pathlib import Path
from dashboard.app import create_app
from dashboard.cli.main import main
from dashboard.settings import Settings

assert main(["describe-data", sys.argv[1]]) == 0
client = create_app(Settings(data=Path(sys.argv[1]).parent, state=Path(tempfile.mkdtemp()))).server.test_client()
print(json.dumps([client.get(path).get_data(as_text=True) for path in sys.argv[2:]]))
"""
GOALS = "/goals?plan=14fyp&on=2024"
ADDRESSES = (GOALS, f"{GOALS}&method=half", f"{GOALS}&view=methods", "/indicators/crewed-drones")


def put(root, *additions):
    """Put pieces of text into the files of a copy; each place is there exactly once."""
    for path, pieces in ((root / name, pieces) for each in additions for name, pieces in each.items()):
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        for place, piece in pieces.items():
            assert place == END or text.count(place) == 1, (path.name, place)
            text = text.replace(place, piece + place) if place else text + piece
        path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Return what a copy to which everything was added answers at each of ADDRESSES."""
    root = tmp_path_factory.mktemp("copy")
    for name in ("indicators", "dashboard", CITY):
        passed_over = shutil.ignore_patterns("node_modules", "__pycache__")
        shutil.copytree(ROOT / name, root / name, ignore=passed_over)
    put(root, INDICATOR, GOAL, KIND, METHOD, CHART)
    words = [sys.executable, "-c", LOOK, str(root / CITY), *ADDRESSES]
    surroundings = {**os.environ, "PYTHONPATH": str(root)}
    looked = subprocess.run(words, cwd=root, env=surroundings, check=False, capture_output=True, timeout=300)
    assert looked.returncode == 0, looked.stderr.decode()[-3000:]
    return dict(zip(ADDRESSES, json.loads(looked.stdout.decode().splitlines()[-1]), strict=True))


def test_an_indicator_takes_two_tables_and_has_its_page(pages):
    assert len(INDICATOR) == 2
    assert "载人无人机数" in pages["/indicators/crewed-drones"]


def test_a_kind_of_goal_takes_one_file_and_is_told_in_its_words(pages):
    assert len(KIND) == 1
    assert "比基期提高" in pages["/indicators/crewed-drones"]


def test_a_method_takes_one_file_and_is_offered_and_compared_with_the_others(pages):
    assert len(METHOD) == 1
    assert "过半" in pages[f"{GOALS}&method=half"]
    assert f"{len(METHODS) + 1} 种公布的方法" in pages[f"{GOALS}&view=methods"]


def test_a_chart_takes_two_files_and_stands_on_its_page(pages):
    assert len(CHART) == 2
    assert "A ROW OF DOTS" in pages[GOALS]
