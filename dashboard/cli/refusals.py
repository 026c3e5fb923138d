"""What a call that cannot be read is answered: what is wrong, in the language of the terminal, and how to mend it."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NoReturn

from indicators.model import Text

_REFUSED = 2
_SENTENCE = Text(
    "{program}：{problem}。用法和示例：{program} --help", "{program}: {problem}. Usage and example: {program} --help"
)
_NO_OPTION = Text("没有选项 {words}{nearest}", "there is no option {words}{nearest}")
_TOO_MANY = Text("多写了 {words}，请去掉", "{words} is one word too many: leave it out")
_NEAREST = Text("（最接近的是 {words}）", " (the nearest is {words})")
_TYPES = {"int": Text("整数", "a whole number")}
_OTHER_TYPE = Text("别的值", "another value")
_PROBLEMS: Sequence[tuple[re.Pattern[str], Text]] = tuple(
    (re.compile(pattern), text)
    for pattern, text in (
        (
            "the following arguments are required: (?P<names>.+)",
            Text("缺少 {names}，请补上", "{names} is missing: add it"),
        ),
        (
            "argument (?P<name>.+): invalid choice: (?P<value>.+?) \\(choose from (?P<choices>.+)\\)",
            Text(
                "{name} 不能写 {value}{nearest}，可写 {choices}",
                "{name} cannot be {value}{nearest}; it can be {choices}",
            ),
        ),
        (
            "argument (?P<name>.+): invalid (?P<type>\\w+) value: (?P<value>.+)",
            Text("{name} 要写{type}，不能写 {value}", "{name} takes {type}, not {value}"),
        ),
        (
            "argument (?P<name>.+): expected .+",
            Text("{name} 后面要写一个值", "{name} needs a value after it"),
        ),
        (
            "argument (?P<name>.+): ignored explicit argument (?P<value>.+)",
            Text("{name} 后面不带值，请去掉 {value}", "{name} takes no value: leave {value} out"),
        ),
        (
            "ambiguous option: (?P<name>.+) could match (?P<choices>.+)",
            Text("{name} 可以是 {choices}，请写全", "{name} could be {choices}: write it in full"),
        ),
    )
)
_UNREADABLE = Text("命令读不懂", "the call cannot be read")


class Reader(argparse.ArgumentParser):
    """Reads the words of a call; one that it cannot read is answered by a sentence and exit code 2."""

    def parse_known_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201 - as argparse has it
        """Read the words of a command, and refuse those that it does not have where they stand."""
        found, rest = super().parse_known_args(args, namespace)
        if rest:
            self._refuse(_unknown(rest, self._option_string_actions))
        return found, rest

    def error(self, message: str) -> NoReturn:
        """Say what argparse found, and end."""
        self._refuse(problem(message))

    def _refuse(self, sentence: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(_REFUSED, f"{str(_SENTENCE).format(program=self.prog, problem=sentence)}\n")


def problem(message: str) -> str:
    """Return what argparse says, in the language of the terminal; `expected` and the like are its own words."""
    for pattern, text in _PROBLEMS:
        found = pattern.fullmatch(message)
        if found:
            words = found.groupdict()
            if "type" in words:
                words["type"] = str(_TYPES.get(words["type"], _OTHER_TYPE))
            known = re.findall(r"[^\s,']+", words.get("choices", ""))
            from indicators.words import (
                wording,
            )  # the figures behind it are 40 MB that a parent of processes has no need of

            words["choices"] = wording.listed(known)
            return str(text).format(**words, nearest=_nearest(words.get("value", "").strip("'\""), known))
    return str(_UNREADABLE)


def _unknown(words: Sequence[str], options: Iterable[str]) -> str:
    """What is said of words that a command does not have: options with the nearest that there are, other words."""
    first = next((word for word in words if word.startswith("-")), "")
    if not first:
        return str(_TOO_MANY).format(words=" ".join(words))
    return str(_NO_OPTION).format(words=first, nearest=_nearest(first.partition("=")[0], options))


def _nearest(word: str, known: Iterable[str]) -> str:
    found = get_close_matches(word, list(known), n=1)
    return str(_NEAREST).format(words=found[0]) if found else ""
