"""What a file leaves open: each question with the answers that it can have, and what was answered before."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from indicators.model import Text
from indicators.problems import Place, Problem, problem
from indicators.workbook.lexicon.pieces import compact

_DIGITS = re.compile(r"\d+")
_LENGTH = 16
MOST_PROBLEMS = 5000
Choice = tuple[str, Text]


class TooManyError(Exception):
    """A file has more problems than anybody would look at; `problems` are the first of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems that were found so far."""
        super().__init__(len(problems))
        self.problems = problems


class Problems(list[Problem]):
    """The problems of a file. Raises TooManyError where there are more of them than a clerk and a page can bear."""

    def append(self, found: Problem) -> None:
        """Add a problem."""
        self += (found,)

    def __iadd__(self, found: Iterable[Problem]) -> Self:  # type: ignore[override,misc]  # of a list, by its own kind
        """Add problems."""
        self.extend(found)
        if len(self) > MOST_PROBLEMS:
            raise TooManyError(self[:MOST_PROBLEMS])
        return self


@dataclass
class Asking:
    """The answers that were given before, by the name of their question, and the problems met so far."""

    answers: Mapping[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=Problems)
    _asked: dict[str, str] = field(default_factory=dict)

    def ask(
        self, kind: str, place: Place, found: str, choices: Sequence[Choice], scope: Sequence[str], **words: object
    ) -> str:
        """Return the answer to a question, empty where it is open; it is told or asked once, at its first place."""
        name = question_name(kind, scope)
        if name in self._asked:
            return self._asked[name]
        answer = self.answers.get(name, "")
        wording = dict(choices).get(answer)
        if wording is None:
            question = problem(kind, place, found, **words)
            self.problems.append(replace(question, question=name, choices=tuple(choices)))
            answer = ""
        else:
            self.problems.append(problem("answered", place, found, answer=wording))
        self._asked[name] = answer
        return answer

    @property
    def has_asked(self) -> bool:
        """Return whether anything was asked so far, answered or not."""
        return bool(self._asked)

    def say(self, kind: str, place: Place, found: str = "", **words: object) -> None:
        """Add a problem that is no question."""
        self.problems.append(problem(kind, place, found, **words))


def question_name(kind: str, scope: Sequence[str]) -> str:
    """Return the name of a question: of its kind and of what it is about, so that it is known again."""
    return hashlib.sha256("\x1f".join((kind, *scope)).encode()).hexdigest()[:_LENGTH]


def layout_name(heads: Sequence[str]) -> str:
    """Return what names a layout: its heads, whichever year or month they are of."""
    return _DIGITS.sub("0", "\x1e".join(map(compact, heads)))
