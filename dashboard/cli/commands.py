"""What a command is, the options that several of them take, and how those that ask the desk get to it."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dashboard.settings import Settings


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, what it does, the options that it takes, and the function that gives its exit code."""

    name: str
    about: str
    options: tuple[tuple[tuple[str, ...], dict[str, Any]], ...]
    run: Callable[[argparse.Namespace], int]


def settings(options: argparse.Namespace) -> Settings:
    """Return the settings of the environment, with what a call says otherwise."""
    found = Settings.from_environ()
    given = {"data": Path(options.data) if options.data else None, "city": options.city}
    return replace(found, **{name: value for name, value in given.items() if value})


DATA = (("--data",), {"help": "the folder that holds the folders of cities", "default": ""})
CITY = (("--city",), {"help": "the folder of the city under it; may be left out where there is one", "default": ""})


JSON = (("--json",), {"help": "as JSON", "action": "store_true"})
BY = (("--by",), {"help": "the account that this is done for", "required": True})
REASON = (("--reason",), {"help": "why; kept with the release", "required": True})
RELEASE = (("--release",), {"help": "number of the release; the current one by default", "type": int})
FILE = (("file",), {"help": "a workbook (.xlsx) or a .csv"})
NAMES = {"action": "append", "default": []}
NEW_CITY = (
    (("folder",), {"help": "the folder to write, such as data/riverton", "nargs": "?", "default": ""}),
    (("--name",), {"help": "its name, in both languages as in name/English name", "default": ""}),
    (("--language",), {"help": "the language that it writes: zh or en", "default": ""}),
    (("--region",), {"help": "a region below it; may be repeated", **NAMES}),
    (("--indicator",), {"help": "'name; unit; kind; direction'; may be repeated", **NAMES}),
    (("--workbook",), {"help": "a filled-in template that brings more", "default": ""}),
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

    def asked_for(options: argparse.Namespace) -> int:
        from dashboard.app import open_desk

        chosen, act = settings(options), of_staff(run) if isinstance(run, str) else run
        if writes or chosen.is_founded():
            return act(open_desk(chosen), options)
        with tempfile.TemporaryDirectory() as folder:
            return act(open_desk(replace(chosen, state=Path(folder))), options)

    return asked_for


def at_the_store(run: str) -> Callable[[argparse.Namespace], int]:
    """Return a command about everything that is kept, before any desk is opened."""

    def asked_for(options: argparse.Namespace) -> int:
        return of_staff(run)(settings(options), options)

    return asked_for
