"""What a figure says to who cannot see it, where its exhibit has no sentence of its own: read off its content."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from dashboard.exhibits.exhibit import (
    Bars,
    Bullets,
    Cards,
    Cell,
    Content,
    Facts,
    Matrix,
    Prose,
    Stack,
    Table,
    Tally,
    Tiles,
    words,
)
from indicators.language import Count
from indicators.model import Text
from indicators.words import wording

_ONE = Text("{name}：{label}", "{name}: {label}")
_ENDS = Text("从{first}到{last}，共 {count} 项", "from {first} to {last}, {count} in all")
_FILLED = Text(
    "{rows} 行 {columns} 列，有数 {filled} 格；有数最多的是{most}（{count} 格）",
    "{rows} {rows:row|rows}, {columns} {columns:column|columns}; {filled} with figures, most ({count}) in {most}",
)
_ROWS = Text("{count} 行；第一行：{first}", "{count} {count:row|rows}; the first: {first}")
_FEW, _NONE = 4, frozenset({"", wording.ABSENT})


def finding(content: Content) -> str:
    """Return what a content says in one sentence: its ends, or how full it is; empty where nothing can be read off."""
    return _WAYS[type(content)](content) if type(content) in _WAYS else ""


def _ends(named: Sequence[tuple[Cell, str]]) -> str:
    pairs = [str(_ONE).format(name=words(name), label=label) for name, label in named]
    if len(pairs) <= _FEW:
        return wording.clauses(pairs)
    return str(_ENDS).format(first=pairs[0], last=pairs[-1], count=len(pairs))


def _tiles(content: Tiles) -> str:
    known = sorted((one for one in content.tiles if one.shade is not None), key=lambda one: -(one.shade or 0))
    return _ends([(one.title, one.value) for one in known])


def _matrix(content: Matrix) -> str:
    filled = {words(head): sum(cell.value not in _NONE for cell in cells) for head, cells in content.rows}
    if not filled:
        return ""
    most = max(filled, key=filled.__getitem__)
    return str(_FILLED).format(
        rows=Count(len(content.rows)),
        columns=Count(len(content.columns)),
        filled=sum(filled.values()),
        most=most,
        count=filled[most],
    )


def _table(content: Table) -> str:
    if not content.rows:
        return ""
    first = [text for cell in content.rows[0] if (text := words(cell))]
    return str(_ROWS).format(count=Count(len(content.rows)), first=wording.listed(first[:_FEW]))


_WAYS: Mapping[type, Callable[[Any], str]] = MappingProxyType(
    {
        Bars: lambda content: _ends([(one.title, one.label) for one in content.bars]),
        Bullets: lambda content: _ends([(one.title, one.remark) for one in content.bullets]),
        Cards: lambda content: _ends([(one.title, f"{one.value} {one.unit}".strip()) for one in content.cards]),
        Tally: lambda content: _ends([(light.word, str(count)) for light, count in content.parts]),
        Facts: lambda content: _ends([(term, words(cell)) for term, cell in content.facts if words(cell)]),
        Prose: lambda content: content.paragraphs[0] if content.paragraphs else "",
        Stack: lambda content: next(filter(None, map(finding, content.contents)), ""),
        Tiles: _tiles,
        Matrix: _matrix,
        Table: _table,
    }
)
