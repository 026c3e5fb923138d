"""The command line: COMMANDS says what can be asked. Every answer is the one that the pages give."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dashboard.settings import Settings
from indicators import curated, documentation, wording
from indicators.audit import audit
from indicators.dataset import Dataset
from indicators.interchange import json_text
from indicators.methods import METHODS, Assessment
from indicators.model import Text
from indicators.periods import Grain, Period
from indicators.problems import InnovationError, Problem, UnknownName, UsageError, ordered
from indicators.views.rows import ASSESSMENT, rows
from indicators.views.scoreboard import latest_year, scoreboard

_GUIDE, _PACKAGE = "README.md", "datapackage.json"
_CLEAN = Text("没有发现问题", "no problems")
_COUNTED = Text("{errors} 处错误，{warnings} 处提醒", "{errors} errors, {warnings} warnings")
_NOT_AUDITED = Text("以上各格读不出，修好后再作勾稽审核", "repair these cells first; then the audit follows")
_NO_YEAR = Text("{value} 不是年份，请写四位年份，如 2025", "{value} is no year: write four digits, as in 2025")
_NO_FOLDER = Text("没有这个文件夹：{path}", "no such folder: {path}")


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, what it does, the options that it takes, and the function that gives its exit code."""

    name: str
    about: str
    options: tuple[tuple[tuple[str, ...], dict[str, Any]], ...]
    run: Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused with a sentence, 2 the words of the call are off."""
    parser = argparse.ArgumentParser(prog="innovation-dashboard", description=__doc__)
    parts = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        part = parts.add_parser(command.name, help=command.about, description=command.about)
        for flags, settings in command.options:
            part.add_argument(*flags, **settings)
        part.set_defaults(run=command.run)
    asked = parser.parse_args(arguments)
    try:
        return int(asked.run(asked))
    except (InnovationError, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


def _serve(asked: argparse.Namespace) -> int:
    from dashboard.app import serve

    serve(_settings(asked))
    return 0


def _check(asked: argparse.Namespace) -> int:
    """Print every problem of a folder with file, row, column and remedy."""
    folder = Path(asked.folder)
    if not folder.is_dir():
        raise UsageError(str(_NO_FOLDER).format(path=folder))
    dataset, problems = curated.read_folder(folder)
    unread = any(one.is_error for one in problems)
    found = ordered((*problems, *(audit(dataset) if dataset and not unread else ())))
    for one in found:
        print(_told(one))
    if unread:
        print(_NOT_AUDITED)  # what cannot be read would make the audit miss rows and tell wrong ones
    errors = sum(one.is_error for one in found)
    print(str(_COUNTED).format(errors=errors, warnings=len(found) - errors) if found else str(_CLEAN))
    return 1 if errors else 0


def _told(one: Problem) -> str:
    found = f" [{one.found}]" if one.found else ""
    return f"{one.severity}: {one.where}{found}: {one.message.zh}; {one.remedy.zh}"


def _assess(asked: argparse.Namespace) -> int:
    """Print every goal held against the figures known in a year."""
    dataset = curated.load(_settings(asked).folder())
    on = _year(asked.as_of) if asked.as_of else latest_year(dataset)
    if asked.method not in METHODS:
        raise UnknownName(Text("评估方法", "method"), asked.method, METHODS)
    if asked.plan:
        dataset.plan(asked.plan)
    held = scoreboard(dataset, on, asked.plan or None, method=asked.method)
    print(json_text(rows(ASSESSMENT, dataset, held)) if asked.json else _as_lines(dataset, held))
    return 0


def _as_lines(dataset: Dataset, held: Sequence[Assessment]) -> str:
    return "\n".join(
        "\t".join(
            (
                one.target.id,
                one.standing.indicator.name.zh,
                dataset.region(one.target.key.region).name.zh,
                wording.due(one.target),
                wording.to_reach(one),
                wording.reading(one.standing.value, one.standing.indicator),
                wording.remaining(one),
                one.judgement.word.zh,
            )
        )
        for one in held
    )


def _describe(asked: argparse.Namespace) -> int:
    """Write the guide to the tables and the descriptor of each city's folder from the description of the columns."""
    data = Path(asked.data)
    (data / _GUIDE).write_text(documentation.guide(), encoding="utf-8")
    for folder in sorted(path.parent for path in data.glob("*/city.toml")):
        described = documentation.package(curated.load(folder), folder)
        (folder / _PACKAGE).write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def _settings(asked: argparse.Namespace) -> Settings:
    settings = Settings.from_environ()
    given = {"data": Path(asked.data) if asked.data else None, "city": asked.city}
    return replace(settings, **{name: value for name, value in given.items() if value})


def _year(text: str) -> Period:
    if not text.isdecimal() or Period.parse(text).grain is not Grain.YEAR:
        raise UsageError(str(_NO_YEAR).format(value=text))
    return Period.parse(text)


_DATA = (("--data",), {"help": "the folder that holds the folders of cities", "default": ""})
_CITY = (("--city",), {"help": "the folder of the city under it; may be left out where there is one", "default": ""})
COMMANDS: tuple[Command, ...] = (
    Command("serve", "start the dashboard (HOST, PORT)", (_DATA, _CITY), _serve),
    Command(
        "check",
        "audit a city's folder: every problem with file, row, column and remedy; exit 1 if any is an error",
        ((("folder",), {"help": "the folder to audit, such as data/<city>"}),),
        _check,
    ),
    Command(
        "assess",
        "hold every goal against the figures known in a year",
        (
            _DATA,
            _CITY,
            (("--as-of",), {"help": "the year; by default the latest that has figures", "default": ""}),
            (("--method",), {"help": f"one of {', '.join(METHODS)}", "default": "pace"}),
            (("--plan",), {"help": "only the goals of this plan", "default": ""}),
            (("--json",), {"help": "as JSON, with every number and citation", "action": "store_true"}),
        ),
        _assess,
    ),
    Command(
        "describe-data",
        "write data/README.md and each datapackage.json from the description of the columns",
        ((("--data",), {"help": "the folder that holds the folders of cities", "default": "data"}),),
        _describe,
    ),
)


if __name__ == "__main__":
    sys.exit(main())
