"""What a person can repair, and what a program refuses.

A problem is data: what was found in which cell of which file, and how to repair it. Problems are collected,
all of them, and returned. An error is an exception, of this tree:

    InnovationError              everything that this project raises on purpose
    ├── BeingCounted             what is asked for has to be counted over too many goals to wait for; ask again soon
    ├── DataError                a folder of tables cannot be used; `problems` says why, cell by cell
    ├── StoreError               what is kept cannot be read or written, or does not fit; one sentence
    ├── UnknownName              a name that the vocabulary does not have; names the nearest ones
    └── UsageError               a request that makes no sense as it was put; one sentence

The kinds of problems, with their wordings, are the literal table KINDS.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from indicators.kinds import KINDS, Severity
from indicators.language import Count
from indicators.model import Text

_CELL = re.compile(r"(?P<sheet>.+)!(?P<column>[A-Z]{1,3})(?P<row>\d+)")
_LINE = re.compile(r"(?P<sheet>[^!]+):(?P<row>\d+)(?P<column>(?: .+)?)")
_JOINT = Text("、", ", ")
_ERRORS = Text("数据有 {count} 处错误", "The data have {count} {count:error|errors}")
_NO_SUCH = Text("没有名为 {name} 的{what}", "There is no {what} named {name}")
_NEAR = Text("，相近的有：{names}", "; close to it: {names}")
_CURRENT, _NO_RELEASE = Text("现行为第 {head} 版", "the current one is {head}"), Text("尚无版次", "there is none yet")
_OUTDATED = Text(
    "已有他人在先发布或处理（{current}），本次未作任何改动；请刷新后按现行版次重新核对",
    "Somebody else published or decided first ({current}). Nothing was changed: reload, and check against it",
)
_DETAIL = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a table: its file or sheet, its line there (0 where none is meant) and its column.

    In a workbook `letters` says which letter each column of the table has there; a column that the sheet does not
    have is told by its row. What stands in no file at all has letters and no row, and is told by its name alone.
    """

    file: str
    row: int = 0
    column: str = ""
    letters: Mapping[str, str] | None = None

    def at(self, column: str) -> Place:
        """Return the cell of another column in the same row."""
        return Place(self.file, self.row, column, self.letters)

    @property
    def cell(self) -> str:
        """Return the cell as spreadsheets name it ("F17"); empty where the table is no sheet."""
        if self.letters is None or not self.row:
            return ""
        return f"{self.letters.get(self.column) or next(iter(self.letters.values()), 'A')}{self.row}"

    @property
    def where(self) -> str:
        """Return the place as `sheet!cell` or `file:row column`, leaving out what is not known."""
        column = self.column if self.row or self.letters is None else ""
        return _where(self.file, self.row, column, self.cell)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a table that a person can repair. `row` is the line in the file, 0 where none is meant.

    A question has a name, under which its answer is remembered, and the answers that it can have: word and wording.
    """

    severity: Severity
    kind: str
    file: str
    row: int
    column: str
    found: str
    message: Text
    remedy: Text
    cell: str = ""
    question: str = ""
    choices: tuple[tuple[str, Text], ...] = ()

    @property
    def needs_explanation(self) -> bool:
        """Return whether an upload may carry this into a release only with an explanation."""
        return KINDS[self.kind].explained

    @property
    def is_error(self) -> bool:
        """Return whether the data cannot be used as long as this stands."""
        return self.severity is not Severity.WARNING

    @property
    def is_question(self) -> bool:
        """Return whether an answer is all that is missing."""
        return self.severity is Severity.QUESTION

    @property
    def where(self) -> str:
        """Return the place as `sheet!cell` or `file:row column`, leaving out what is not known."""
        return _where(self.file, self.row, self.column, self.cell)


def _where(file: str, row: int, column: str, cell: str) -> str:
    if cell:
        return f"{file}!{cell}"
    return (f"{file}:{row}" if row else file) + (f" {column}" if column else "")


class InnovationError(Exception):
    """The root of all errors that this project raises on purpose."""


class BeingCounted(InnovationError):  # noqa: N818 - it says what is happening
    """What is asked for is being counted beside the readers; the message says so, and that it will be there soon."""


class DataError(InnovationError):
    """A folder of tables cannot be used; `problems` is everything that was found, warnings too.

    The message counts the errors and tells the first three.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        errors = [one for one in self.problems if one.is_error]
        first = "".join(f"\n  {one.where}: {one.message}; {one.remedy}" for one in errors[:3])
        super().__init__(str(_ERRORS).format(count=Count(len(errors))) + first)


class UnknownName(InnovationError, LookupError):  # noqa: N818 - it says what happened
    """A name that the vocabulary does not have; the message names the nearest ones that it has."""

    def __init__(self, what: Text, name: str, known: Iterable[str]) -> None:
        self.what, self.name = what, name
        self.near = nearest(name, known)
        super().__init__(what, name)

    def __str__(self) -> str:
        """Return the sentence in the language of whoever reads."""
        near = str(_NEAR).format(names=self.near) if self.near else ""
        return str(_NO_SUCH).format(name=repr(self.name), what=self.what) + near


class StoreError(InnovationError):
    """What is kept cannot be read or written, or does not fit: a sentence that says what, where and how to repair it.

    `text` is the sentence in both languages; a password never stands in it.
    """

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text)

    def __str__(self) -> str:
        """Return the sentence in the language of whoever reads."""
        return str(self.text)


class OutdatedError(InnovationError):
    """Another release was published since; `head` is its number. What was asked changed nothing."""

    def __init__(self, head: int | None) -> None:
        """Keep the number of the release that came between."""
        self.head = head
        super().__init__(head)

    def __str__(self) -> str:
        """Return the sentence in the language of whoever reads."""
        current = str(_CURRENT).format(head=self.head) if self.head else str(_NO_RELEASE)
        return str(_OUTDATED).format(current=current)


class UsageError(InnovationError):
    """A request that makes no sense as it was put; the message is one sentence for the person who put it."""


def problem(kind: str, place: Place, found: str = "", **words: object) -> Problem:
    """Return a problem of one of KINDS with its wordings filled in. Raises KeyError for an unlisted kind."""
    described = KINDS[kind]
    return Problem(
        severity=described.severity,
        kind=kind,
        file=place.file,
        row=place.row,
        column=place.column if place.row or place.letters is None else "",
        found=found,
        message=_filled(described.message, words),
        remedy=_filled(described.remedy, words),
        cell=place.cell,
    )


def cells_in_words(places: Iterable[str]) -> str:
    """Return places that say the same as one text, runs of rows drawn together: 表!E3、E8:E29, a.csv:3、8-29 value."""
    cells: dict[tuple[str, str], list[int]] = {}
    lines: dict[tuple[str, str], list[int]] = {}
    others: list[str] = []
    for place in dict.fromkeys(places):
        for pattern, rows in ((_CELL, cells), (_LINE, lines)):
            if found := pattern.fullmatch(place):
                rows.setdefault((found["sheet"], found["column"]), []).append(int(found["row"]))
                break
        else:
            others.append(place)
    by_sheet: dict[str, list[str]] = {}
    for (sheet, column), numbers in cells.items():
        runs = (
            f"{column}{first}" if first == last else f"{column}{first}:{column}{last}" for first, last in _runs(numbers)
        )
        by_sheet.setdefault(sheet, []).extend(runs)
    joined = [f"{sheet}!{str(_JOINT).join(runs)}" for sheet, runs in by_sheet.items()]
    for (file, column), numbers in lines.items():
        runs = (f"{first}" if first == last else f"{first}-{last}" for first, last in _runs(numbers))
        joined.append(f"{file}:{str(_JOINT).join(runs)}{column}")
    return str(_JOINT).join([*joined, *others])


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of the numbers that follow each other."""
    rows = sorted(numbers)
    first = last = rows[0]
    for row in (*rows[1:], 0):
        if row == last + 1:
            last = row
            continue
        yield first, last
        first = last = row


def cause(kind: str) -> Text:
    """Return what problems of a kind have in common: the wording of the kind, an ellipsis where it names a detail."""
    message = KINDS[kind].message
    return Text(_DETAIL.sub("…", message.zh), _DETAIL.sub("…", message.en))


def _filled(text: Text, words: Mapping[str, object]) -> Text:
    """Fill both languages; a word that is itself a Text gives each language its own part."""
    zh = {name: word.zh if isinstance(word, Text) else word for name, word in words.items()}
    en = {name: word.en if isinstance(word, Text) else word for name, word in words.items()}
    return Text(text.zh.format(**zh), text.en.format(**en))


def ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems by file, row and column, each said once, always in the same order."""
    return tuple(sorted(dict.fromkeys(problems), key=_order))


def _order(one: Problem) -> tuple[str, int, str, str, str]:
    return one.file, one.row, one.column or one.cell, one.kind, one.found


def nearest(name: str, known: Iterable[str]) -> str:
    """Return up to three known names that look most like the given one, else the first three."""
    names = tuple(known)
    return str(_JOINT).join(get_close_matches(name, names, n=3, cutoff=0.5) or names[:3])
