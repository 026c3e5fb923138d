"""What a command is, the options that several of them take, and how those that ask the desk get to it."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from dashboard.settings import Settings
from indicators.model import Text


@dataclass(frozen=True, slots=True)
class Option:
    """One word or flag of a command: what it means, how argparse reads it, and what a shell offers for it.

    `offers` gives words that a shell completes; whether another word will do is for the command itself to say.
    `completes` says that files or folders are offered.
    """

    flags: tuple[str, ...]
    about: Text
    reading: dict[str, Any] = field(default_factory=dict)
    offers: Callable[[], Iterable[str]] | None = None
    completes: Literal["", "file", "directory"] = ""

    def add_to(self, part: argparse.ArgumentParser, *, is_for_completion: bool) -> None:
        """Add this to the parser of a command."""
        reading = dict(self.reading)
        if is_for_completion and self.offers:
            reading["choices"] = tuple(self.offers())
        action = part.add_argument(*self.flags, help=str(self.about), **reading)
        if is_for_completion and self.completes:
            import shtab

            action.complete = {"file": shtab.FILE, "directory": shtab.DIRECTORY}[self.completes]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, what it does, the options that it takes, the function that gives its exit code.

    `example` holds the words of a call after the name of the command; it stands below what `--help` says.
    """

    name: str
    about: Text
    options: tuple[Option, ...]
    run: Callable[[argparse.Namespace], int]
    example: str


def settings(options: argparse.Namespace) -> Settings:
    """Return the settings of the environment, with what a call says otherwise."""
    found = Settings.from_environ()
    given = {"data": Path(options.data) if options.data else None, "city": options.city}
    return replace(found, **{name: value for name, value in given.items() if value})


def _roles() -> Iterable[str]:
    from indicators.accounts import Role

    return [role.value for role in Role]


def methods() -> Iterable[str]:
    """Return the names of the methods of judging goals."""
    from indicators.goals.methods import METHODS

    return METHODS


def ready_lists() -> Iterable[str]:
    """Return the names of the lists of reports that are ready."""
    from dashboard.reports.ready import READY

    return READY


def flag(name: str, about: Text) -> Option:
    """Return a flag that is there or not."""
    return Option((name,), about, {"action": "store_true"})


def word(name: str, about: Text, offers: Callable[[], Iterable[str]] | None = None, default: str = "") -> Option:
    """Return an option that takes one word."""
    return Option((name,), about, {"default": default}, offers)


def words(name: str, about: Text, offers: Callable[[], Iterable[str]] | None = None) -> Option:
    """Return an option that may be repeated."""
    return Option((name,), about, {"action": "append", "default": []}, offers)


def path(name: str, about: Text, completes: Literal["file", "directory"] = "file", **reading: Any) -> Option:  # noqa: ANN401 - what argparse takes
    """Return a file or folder."""
    return Option((name,), about, reading, completes=completes)


def number(name: str, about: Text) -> Option:
    """Return the number of a release."""
    return Option((name,), about, {"type": int})


DATA = path(
    "--data", Text("存放各城市的文件夹", "the folder that holds the folders of cities"), "directory", default=""
)
CITY = word(
    "--city",
    Text("其中的城市文件夹，只有一个时可以不写", "the folder of the city under it; may be left out where there is one"),
)
JSON = flag("--json", Text("以 JSON 输出", "as JSON"))
BY = Option(("--by",), Text("以哪个帐号的名义", "the account that this is done for"), {"required": True})
REASON = Option(("--reason",), Text("原因，随版次留存", "why; kept with the release"), {"required": True})
RELEASE = number("--release", Text("版次编号，默认为现行版次", "number of the release; the current one by default"))
FILE = path("file", Text("工作簿（.xlsx）或 .csv", "a workbook (.xlsx) or a .csv"))
ROLE = words(
    "--role",
    Text(
        "viewer、reporter、reviewer、administrator 或 auditor，可重复",
        "viewer, reporter, reviewer, administrator or auditor; may be repeated",
    ),
    _roles,
)
NEW_CITY = (
    path(
        "folder",
        Text("要写入的文件夹，如 data/riverton", "the folder to write, such as data/riverton"),
        "directory",
        nargs="?",
        default="",
    ),
    word("--name", Text("名称，两种语言写成 名称/English name", "its name, in both languages as in name/English name")),
    word(
        "--time-zone",
        Text(
            "时区，默认 Asia/Shanghai，英文城市为 UTC",
            "its time zone, UTC unless said otherwise (Asia/Shanghai of one that writes Chinese)",
        ),
    ),
    word("--language", Text("城市所用语言：zh 或 en", "the language that it writes: zh or en"), lambda: ("zh", "en")),
    words("--region", Text("下辖区域，可重复", "a region below it; may be repeated")),
    words("--indicator", Text("“名称; 单位; 类型; 方向”，可重复", "'name; unit; kind; direction'; may be repeated")),
    path("--workbook", Text("填好的模板，从中带入更多内容", "a filled-in template that brings more"), default=""),
)


def of_staff(name: str) -> Callable[..., int]:
    """Return a command of staff by its name; what it works with is imported only now."""
    from dashboard.cli import staff

    found: Callable[..., int] = getattr(staff, name)
    return found


def at_the_desk(run: Callable[..., int] | str, *, writes: bool = True) -> Callable[[argparse.Namespace], int]:
    """Return a command that asks the desk of the city.

    One that writes nothing leaves nothing behind either: before the first start it asks a desk that is forgotten.
    """

    def run_there(options: argparse.Namespace) -> int:
        from dashboard.opening import open_desk

        chosen, act = settings(options), of_staff(run) if isinstance(run, str) else run
        if writes or chosen.is_founded():
            return act(open_desk(chosen), options)
        with tempfile.TemporaryDirectory() as folder:
            return act(open_desk(replace(chosen, state=Path(folder))), options)

    return run_there


def at_the_store(run: str) -> Callable[[argparse.Namespace], int]:
    """Return a command about everything that is kept, before any desk is opened."""

    def run_there(options: argparse.Namespace) -> int:
        return of_staff(run)(settings(options), options)

    return run_there
