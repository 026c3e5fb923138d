"""How settled words say that figures are: expected, early, revised, final.

Offices form such words from a few stems (预计, 暂估, 初核, 快报, 未核定, 以年报为准, 2025E): known here are the stems,
not the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from indicators.model import Status
from indicators.workbook.reading.grid import CellType, RawCell
from indicators.workbook.reading.numbers import literals, plain


def _letter(letter: str) -> str:
    """A letter behind a year, as in 2025E."""
    return rf"(?<=[\d年])\(?{letter}\)?(?![a-z\d])"


_CHECKED = "(?:核实|核定|核准|审定|审核|审批|定案|确认|评估|公布|发布)"
_STEMS: Mapping[Status, tuple[str, ...]] = {
    Status.FORECAST: ("预测", "预判", "展望值", r"(?<![a-z])(?:forecast|projected|projection)", _letter("f")),
    Status.ESTIMATE: (
        "预(?:计|估|料)|预(?:期|报)(?=数|值|完成|实现|达到|为)",
        "[暂毛概粗]估|估(?:计|算|测|数)|[测推概匡试]算",
        r"(?<![a-z])(?:estimate[ds]?|expected|est\.?(?![a-z]))",
        _letter("e"),
    ),
    Status.PROVISIONAL: (
        "快报|速报|快速(?=统计|核算|汇总|数)|(?<![年月期季])初(?:步|核|算|统|报)(?!中)",
        "暂(?:定|列|记|计|按|用)(?!于)|暂行(?=数|值)",
        f"[尚仍还]?未经?(?:最终|正式)?{_CHECKED}|[尚仍]?待.{{0,6}}?{_CHECKED}|待定|以.{{0,24}}?为准",
        "(?:征求意见|送审|讨论|草)稿|草案|初稿",
        r"(?<![a-z])(?:preliminary|provisional|flash|draft|be revised|subject to revision)",
        _letter("p"),
    ),
    Status.REVISED: ("修订", "(?:普查|更正|校正)后", "(?<![a-z])revised"),
    Status.FINAL: ("(?:最终|正式)(?:核实|核定|公布|统计|数)", "终核|定案|年报(?=数)|核(?:定|实)(?=数)"),
}
_BEHIND = r"(?:核算|统计|汇总|测算|完成|实现|达到|情况|(?:数据|数字|数值|数|值)(?!量|额))+(?!率)"
_STATED = re.compile(
    "|".join(f"(?P<{status.value}>(?:{'|'.join(stems)})(?:{_BEHIND})?)" for status, stems in _STEMS.items()),
    re.IGNORECASE,
)
_IN_CELL = re.compile(rf"[(\[]?\s*(?:{_STATED.pattern})\s*[)\]]?\s*:?", re.IGNORECASE)
_DENIED = re.compile(r"(?:不含|不包括|不包含|不是|并非|而非|非|剔除|扣除|没有)$")
_ORDER = tuple(status.value for status in _STEMS)
_BEGINS = frozenset("bBsS征送讨草dD尚仍还预展暂毛概粗估测推匡试快速初未待以修普更校最正终定年核fFeEpPrR(（")
Stated = tuple[str, str]
"""A status and the period that it is said of, empty where it is said of everything."""


@dataclass(frozen=True, slots=True)
class StatusSpan:
    """A word that says how settled figures are: where it ends, and the status."""

    end: int
    status: str


def may_say_status(text: str) -> bool:
    """Return whether a text has a letter that words for a status begin with: most have none."""
    return not _BEGINS.isdisjoint(text)


def status_at(text: str, at: int) -> StatusSpan | None:
    """Return the word for a status that begins at a place of a text (as the lexicon takes it apart), or None.

    A word that is denied (不含预计数) says nothing.
    """
    match = _STATED.match(text, at) if text[at] in _BEGINS else None
    if match is None or match.lastgroup is None or _DENIED.search(text, 0, at):
        return None
    return StatusSpan(match.end(), match.lastgroup)


def least_settled(statuses: Iterable[str]) -> str:
    """Return the least settled of several statuses, empty where there is none."""
    return min(statuses, key=_ORDER.index, default="")


def without_status(cell: RawCell) -> tuple[RawCell, str]:
    """Return the cell of a number without the words that say how settled it is, and what they say: 预计11200 is 11200.

    So may the format of a number, which shows words that are not in its value.
    """
    if cell.type is CellType.NUMBER:
        said = [match.lastgroup for text in literals(cell.format) for match in _STATED.finditer(plain(text))]
        return cell, least_settled(filter(None, said))
    if cell.type is not CellType.TEXT or not any(one.isdigit() for one in cell.text):
        return cell, ""
    text = plain(cell.text)
    match = _IN_CELL.search(text)
    if match is None or match.lastgroup is None or not any(one.isdigit() for one in text.replace(match[0], "", 1)):
        return cell, ""
    return replace(cell, text=(text[: match.start()] + text[match.end() :]).strip()), match.lastgroup


def said_of(statuses: Iterable[tuple[str, str]]) -> Iterator[Stated]:
    """Yield each status of a text with the period that stands before it, or else the first one behind it.

    Given are the pieces of the text in their order: ("", period) or (status, "").
    """
    pieces = list(statuses)
    first = next((period for status, period in pieces if not status), "")
    last = first
    for status, period in pieces:
        if status:
            yield status, last
        else:
            last = period
