"""What reads the words of a call and explains them, in the language of the terminal."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from importlib.metadata import version

from dashboard.cli.commands import Command
from dashboard.cli.refusals import Reader
from dashboard.settings import SETTINGS
from indicators.model import Text

_PROGRAM = "innovation-dashboard"
_ABOUT = Text("创新指标看板的命令行：答复与页面一致", "The command line: every answer is the one that the pages give")
_HELP, _VERSION = Text("显示说明后退出", "show this and exit"), Text("显示版本后退出", "show the version and exit")
_COMMAND, _EXAMPLE = Text("命令", "command"), Text("示例：", "example:")
_SETTINGS = Text("设置（环境变量）：", "settings (variables of the environment):")
_USAGE = Text("用法：", "usage: ")
_HEADINGS = {"options": Text("选项", "options"), "positional arguments": Text("参数", "arguments")}


class _Help(argparse.RawDescriptionHelpFormatter):
    """What `--help` prints, with its headings in the language of the terminal."""

    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 - as argparse has it
        super().add_usage(usage, actions, groups, str(_USAGE) if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(str(_HEADINGS[heading]) if heading in _HEADINGS else heading)


def parser(commands: Iterable[Command], *, is_for_completion: bool = False) -> argparse.ArgumentParser:
    """Return what reads the words of a call, and explains them in the language of who reads.

    Where a shell is to complete them it also knows what may be offered.
    """
    whole = _part(Reader, prog=_PROGRAM, description=str(_ABOUT), epilog=_settings())
    whole.add_argument("--version", action="version", version=f"%(prog)s {version(_PROGRAM)}", help=str(_VERSION))
    parts = whole.add_subparsers(dest="command", required=True, metavar=str(_COMMAND))
    for command in commands:
        epilog = f"{_EXAMPLE}\n  {_PROGRAM} {command.name} {command.example}".rstrip()
        about = str(command.about)
        part = _part(parts.add_parser, name=command.name, help=about, description=about, epilog=epilog)
        for option in command.options:
            option.add_to(part, is_for_completion=is_for_completion)
        part.set_defaults(run=command.run)
    return whole


def _part(make, **about: str) -> argparse.ArgumentParser:  # type: ignore[no-untyped-def] # noqa: ANN001 - a parser, or what adds one
    made: argparse.ArgumentParser = make(add_help=False, formatter_class=_Help, **about)
    made.add_argument("-h", "--help", action="help", help=str(_HELP))
    return made


def _settings() -> str:
    width = max(len(setting.name) for setting in SETTINGS)
    return "\n".join((str(_SETTINGS), *(f"  {setting.name:{width}}  {setting.about}" for setting in SETTINGS)))
