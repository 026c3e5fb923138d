"""What the lines below a table say, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indicators.workbook.lexicon.labels import Label, label_of
from indicators.workbook.lexicon.pieces import Lexicon
from indicators.workbook.reading.grid import Position
from indicators.workbook.understanding.blocks import Block, texts_of

_CLAUSES = re.compile(r"[。;；！!\n]")
_BEGINNING = re.compile(r"^\W*(?:附?注|说明|备注|数据来源|资料来源)\s*\d*\s*[:：]")
_SAY_ALL = re.compile("^[(（]?(?:以上|本表|上表|上述|表中|表内)(?:所列)?(?:各项)?")
_COPULA = re.compile("(?:数据|数字|指标)?(?:均|皆|都)?(?:为|系|是|属于|采用)(?!准)")
_MOST = 40


@dataclass(frozen=True)
class Clause:
    """A clause of a note: the cell that it stands in, its words, and what they say."""

    at: Position
    text: str
    label: Label

    @property
    def is_understood(self) -> bool:
        """Return whether nothing in it is left unexplained, so that it says of the whole table what a title would."""
        label = self.label
        return not (label.rest or label.indicators or label.regions or label.scope)


def clauses_of(block: Block, lexicon: Lexicon) -> Iterator[Clause]:
    """Yield the clauses of the notes of a table, read without the words that only lead to what they say."""
    for row, column, text in texts_of(block.grid, block.notes[:_MOST]):
        for clause in _CLAUSES.split(text):
            words = _COPULA.sub("：", _SAY_ALL.sub("", _BEGINNING.sub("", clause).strip())).rstrip(")）")
            if words:
                yield Clause((row, column), clause, label_of(words, lexicon))
