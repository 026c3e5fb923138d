"""The command that writes the folder of a new city: by flags, or by asking at the terminal for what they leave open."""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from dashboard.cli.problems import lines
from indicators.desk.founding import (
    NewCity,
    city_name_of,
    dataset_for,
    id_of,
    indicator_of,
    names_of,
    with_workbook,
    zone_of,
)
from indicators.language import Language
from indicators.model import Text
from indicators.problems import DataError, UsageError, ordered
from indicators.proposals.minutes import problem_as_json
from indicators.tables import curated, documentation
from indicators.tables.folder import write_folder

if TYPE_CHECKING:
    from indicators.dataset import Dataset

Answer = TypeVar("Answer")

_FOLDER = Text("文件夹名（字母、数字、短横）", "Name of the folder (letters, digits, hyphens)")
_LANGUAGE = Text("城市所用的语言：zh 或 en", "Language that the city writes: zh or en")
_NAME = Text("城市名称，如 常州市/Changzhou", "Name of the city")
_REGIONS = Text(
    "下辖区域，以分号隔开，如 武进区/Wujin；新北区/Xinbei；没有就直接回车",
    "Regions below it, separated by semicolons; just Enter where there are none",
)
_INDICATOR = Text(
    "指标：名称；单位；类别；优劣方向，如 地区生产总值/GDP；亿元；流量；越高越好。一行一项，空行结束",
    "Indicators, one a line: name; unit; kind; direction, as in Recycling rate; %; ratio; higher. A blank line ends",
)
_NO_LANGUAGE = Text("请写 zh 或 en", "write zh or en")
_EXISTS = Text("{path} 已经有了，什么也没有写", "{path} is there already; nothing was written")
_NO_FILE = Text("没有这个文件：{path}", "no such file: {path}")
_LACKING = Text("还缺“{what}”：请在终端里回答，或用 {flag} 给出", "{flag} is missing, and nobody answers: {what}")
FEW = Text("至少要有一项指标", "at least one indicator is needed")
UNREADABLE = Text("工作簿有错，什么也没有写", "the workbook has errors; nothing was written")
_DONE = Text(
    "已写入 {path}。检查：innovation-dashboard check {path}；启动：innovation-dashboard serve {where}",
    "Wrote {path}. Check it: innovation-dashboard check {path}; start: innovation-dashboard serve {where}",
)


def new_city(options: argparse.Namespace) -> int:
    """Write the folder of a city that `check` is content with and `serve` shows; never into one that is there."""
    home = _given(options.folder, _FOLDER, "FOLDER", lambda text: home_of(Path(text)))
    content = _content(options.workbook)
    writes = _given(options.language, _LANGUAGE, "--language", _language)
    city = NewCity(
        id=home.name,
        name=_given(options.name, _NAME, "--name", lambda text: city_name_of(text, writes)),
        regions=_regions(options, writes),
        time_zone=zone_of(options.time_zone, writes),
        indicators=tuple(indicator_of(text, writes) for text in _indicators(options, writes)),
    )
    dataset = dataset_for(city, dt.datetime.now(ZoneInfo(city.time_zone)).date())
    if content:
        dataset, said, is_filled = filled(dataset, content, Path(options.workbook).name)
        print("\n".join(said), end="\n" if said else "")
        if not is_filled:
            raise UsageError(str(UNREADABLE))
    write(dataset, home)
    where = f"--data {home.parent} --city {home.name}"
    print(str(_DONE).format(path=home, where=where))
    return 0


def filled(dataset: Dataset, content: bytes, name: str) -> tuple[Dataset, list[str], bool]:
    """Return the tables with what a workbook brings, a line for each problem of it, and whether it could be taken."""
    found, problems = with_workbook(dataset, content, name)
    return found, [*lines(map(problem_as_json, problems))], not any(problem.is_error for problem in problems)


def home_of(home: Path) -> Path:
    """Return the folder of a new city. Raises UsageError where it has no fit name, or is there already."""
    id_of(home.name)
    if home.exists():
        raise UsageError(str(_EXISTS).format(path=home))
    return home


def _content(path: str) -> bytes:
    if path and not Path(path).is_file():
        raise UsageError(str(_NO_FILE).format(path=path))
    return Path(path).read_bytes() if path else b""


def _language(text: str) -> Language:
    if text.strip().lower() not in set(Language):
        raise UsageError(str(_NO_LANGUAGE))
    return Language(text.strip().lower())


def _regions(options: argparse.Namespace, writes: Language) -> tuple[Text, ...]:
    if options.region:
        return tuple(name for text in options.region for name in names_of(text, writes))
    if _is_complete(options):
        return ()
    return _asked(_REGIONS, "--region", lambda text: names_of(text, writes))


def _indicators(options: argparse.Namespace, writes: Language) -> list[str]:
    """The indicators, each as a line that can be read; a workbook may bring them all."""
    if options.indicator or options.workbook:
        return list(options.indicator)
    print(_INDICATOR)
    found: list[str] = []
    while True:
        line = _line("", _INDICATOR, "--indicator")
        if not line and found:
            return found
        if not line:
            print(FEW, file=sys.stderr)
            continue
        try:
            indicator_of(line, writes)
        except UsageError as error:
            print(error, file=sys.stderr)
        else:
            found.append(line)


def _is_complete(options: argparse.Namespace) -> bool:
    """Whether the flags say all that a city cannot do without: then nothing is asked."""
    return bool(options.folder and options.language and options.name and (options.indicator or options.workbook))


def _given(text: str, question: Text, flag: str, read: Callable[[str], Answer]) -> Answer:
    return read(text) if text else _asked(question, flag, read)


def _asked(question: Text, flag: str, read: Callable[[str], Answer]) -> Answer:
    """What somebody answers, asked again as long as it cannot be read."""
    while True:
        try:
            return read(_line(str(question), question, flag))
        except UsageError as error:
            if isinstance(error, _UnansweredError):
                raise
            print(error, file=sys.stderr)


class _UnansweredError(UsageError):
    """Nobody is there to answer."""


def _line(prompt: str, question: Text, flag: str) -> str:
    try:
        return input(f"{prompt}> ").strip()
    except EOFError:
        raise _UnansweredError(str(_LACKING).format(what=question, flag=flag)) from None


def write(dataset: Dataset, home: Path) -> None:
    """Write the folder whole beside its place, look at it as `check` does, and only then put it there."""
    home.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".new-city-", dir=home.parent))
    try:
        folder = beside / home.name
        write_folder(dataset, folder)
        documentation.describe(curated.load(folder), folder)
        _, problems = curated.read_folder(folder)
        if any(problem.is_error for problem in problems):
            raise DataError(ordered(problems))
        folder.rename(home)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
