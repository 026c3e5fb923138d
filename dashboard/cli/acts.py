"""What the commands do that everybody may call; each imports what it needs only when it is called."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.cli.commands import settings
from indicators.language import Count
from indicators.model import Text
from indicators.problems import UnknownName, UsageError, ordered

if TYPE_CHECKING:  # imported by the command that needs them: a server starts without waiting for what it never asks
    from indicators.dataset import Dataset
    from indicators.desk import Desk
    from indicators.goals.methods import Assessment
    from indicators.periods import Period

_CLEAN = Text("没有发现问题", "No problems found")
_COUNTED = Text(
    "{errors} 处错误，{warnings} 处提醒", "{errors} {errors:error|errors}, {warnings} {warnings:warning|warnings}"
)
_NOT_AUDITED = Text("以上错误修好后再作勾稽审核", "repair these first; then the audit follows")
_NO_YEAR = Text("{value} 不是年份，请写四位年份，如 2025", "{value} is no year: write four digits, as in 2025")
_NO_FOLDER = Text("没有这个文件夹：{path}", "no such folder: {path}")


def serve(options: argparse.Namespace) -> int:
    """Start the dashboard; where there is no city yet, a page leads through making one first."""
    from dashboard.serving.serve import serve

    chosen = settings(options)
    if chosen.has_no_city():
        from dashboard.cli import first_day

        if not first_day.lead(chosen):
            return 0
    serve(chosen)
    return 0


def work(options: argparse.Namespace) -> int:
    """Make the packs that dashboards put into a queue."""
    from dashboard.app import work

    work(settings(options))
    return 0


def report(desk: Desk, options: argparse.Namespace) -> int:
    """Make a list into a file."""
    from dashboard.cli import reports as writing

    return writing.report(desk, options)


def offline(desk: Desk, options: argparse.Namespace) -> int:
    """Pack the site for a room without network."""
    from dashboard.cli import reports as writing

    return writing.offline(desk, options)


def check(options: argparse.Namespace) -> int:
    """Print every problem of a folder with file, row, column and remedy."""
    from dashboard.cli.problems import lines
    from indicators.checks.audit import audit
    from indicators.proposals.minutes import problem_as_json
    from indicators.tables import curated

    dataset, problems = curated.read_folder(_existing(options.folder))
    unread = any(problem.is_error for problem in problems)
    found = ordered((*problems, *(audit(dataset) if dataset and not unread else ())))
    for line in lines(map(problem_as_json, found)):
        print(line)
    if unread:
        print(_NOT_AUDITED)  # what cannot be read would make the audit miss rows and tell wrong ones
    errors = sum(problem.is_error for problem in found)
    print(str(_COUNTED).format(errors=Count(errors), warnings=Count(len(found) - errors)) if found else str(_CLEAN))
    return 1 if errors else 0


def new_city(options: argparse.Namespace) -> int:
    """Write the folder of a new city."""
    from dashboard.cli.founding import new_city

    return new_city(options)


def assess(desk: Desk, options: argparse.Namespace) -> int:
    """Print every goal of a release held against the figures known in a year."""
    from indicators.goals.methods import METHODS
    from indicators.tables.interchange import json_text
    from indicators.views.rows import ASSESSMENT, rows
    from indicators.views.scoreboard import latest_year, scoreboard

    dataset = desk.dataset(options.release)
    on = _year(options.as_of) if options.as_of else latest_year(dataset)
    if options.method not in METHODS:
        raise UnknownName(Text("评估方法", "method"), options.method, METHODS)
    if options.plan:
        dataset.plan(options.plan)
    assessments = scoreboard(dataset, on, options.plan or None, method=options.method)
    print(json_text(rows(ASSESSMENT, dataset, assessments)) if options.json else _as_lines(dataset, assessments))
    return 0


def _as_lines(dataset: Dataset, assessments: Sequence[Assessment]) -> str:
    from indicators.words import wording

    return "\n".join(
        "\t".join(
            (
                assessment.target.id,
                str(assessment.standing.indicator.name),
                str(dataset.region(assessment.target.key.region).name),
                wording.due(assessment.target),
                wording.to_reach(assessment),
                wording.reading(assessment.standing.value, assessment.standing.indicator),
                wording.remaining(assessment),
                str(assessment.judgement.word),
            )
        )
        for assessment in assessments
    )


def describe(options: argparse.Namespace) -> int:
    """Write the descriptor of a city's folder, and where that is asked for the guide, from what the columns are."""
    from indicators.tables import curated, documentation

    folder = _existing(options.folder)
    if options.guide:
        Path(options.guide).write_text(documentation.guide(), encoding="utf-8")
    documentation.describe(curated.load(folder, with_rows_gone=True), folder)
    return 0


def _existing(path: str) -> Path:
    folder = Path(path)
    if not folder.is_dir():
        raise UsageError(str(_NO_FOLDER).format(path=folder))
    return folder


def _year(text: str) -> Period:
    from indicators.periods import Grain, Period

    if not text.isdecimal() or Period.parse(text).grain is not Grain.YEAR:
        raise UsageError(str(_NO_YEAR).format(value=text))
    return Period.parse(text)


def completion(options: argparse.Namespace) -> int:
    """Print what makes a shell complete commands, options and choices."""
    import shtab

    from dashboard.cli.helping import parser
    from dashboard.cli.main import COMMANDS

    print(shtab.complete(parser(COMMANDS, is_for_completion=True), shell=options.shell))
    return 0
