"""Frames hold what the tables hold, digit for digit, and what the goals come to."""

from __future__ import annotations

import re
import subprocess
import sys
from decimal import Decimal

import pytest

from indicators.periods import Period
from indicators.problems import UnknownName
from indicators.views import scoreboard
from indicators.views.programs import frames
from tests.shipped import FIRMS


def test_a_frame_holds_every_figure_in_order_and_digit_for_digit(dataset):
    frame, known = frames.figures(dataset), dataset.table.observations
    assert list(frame["id"]) == [one.id for one in known]
    assert [Decimal(text) if text else None for text in frame["printed"]] == [one.value for one in known]
    assert list(frame["value"].isna()) == [one.value is None for one in known]
    assert list(frame["indicator"]) == [one.key.indicator for one in known]
    assert list(frame["period"]) == [str(one.period) for one in known]
    assert list(frame["quote"]) == [one.citation.quote for one in known]


def test_figures_of_a_frame_stand_side_by_side_as_in_the_tables(dataset):
    frame = frames.figures(dataset)
    chosen = frame[(frame["indicator"] == "gdp") & (frame["role"] == "charted") & (frame["region"] == "changzhou")]
    series = dataset.table.series(dataset.key("gdp"))
    found = chosen.set_index("period")["value"]
    assert [found[str(one.period)] for one in series] == [float(one.value) for one in series]


def test_a_frame_of_goals_says_what_the_page_of_goals_says(dataset):
    on = Period.of_year(2025)
    frame, known = frames.goals(dataset, on, "14fyp"), scoreboard.scoreboard(dataset, on, "14fyp")
    assert list(frame["target"]) == [one.target.id for one in known]
    assert list(frame["verdict"]) == [one.verdict.value for one in known]
    with pytest.raises(UnknownName):
        frames.goals(dataset, on, "nothing")


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_example_of_the_guide_runs_as_it_is_printed(root, name):
    example = re.search(r"```python\n(.*?)```", (root / name).read_text(encoding="utf-8"), re.DOTALL)
    shown = subprocess.run([sys.executable, "-c", example[1]], cwd=root, capture_output=True, text=True, check=False)
    assert shown.returncode == 0, shown.stderr
    assert FIRMS in shown.stdout
