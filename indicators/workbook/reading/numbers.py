"""The number that a cell says, in the unit of its indicator, and what was guessed to read it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from indicators.workbook.reading.grid import CellType, RawCell
from indicators.workbook.reading.marks import unmarked

_MISSING = frozenset(
    {"—", "――", "——", "–", "-", "--", "…", "……", "...", "......", "/", "\\"}
    | {"无", "暂无", "未统计", "缺", "缺数", "n/a", "na", "null"}
)
_NOT_APPLICABLE = frozenset({"不适用", "n.a.", "不涉及"})
_PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("约", "大约", "约为", "大概", "≈", "~"), "about"),
        **dict.fromkeys(("超", "超过", "逾", "突破", "高于", "大于", ">", "≥", ">="), "over"),
        **dict.fromkeys(("近", "接近", "将近", "不足", "低于", "小于", "<", "≤", "<="), "under"),
        **dict.fromkeys(("达", "达到", "为"), "exact"),
    }
)
_SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        "左右": "about",
        "上下": "about",
        **dict.fromkeys(("以上", "多", "余", "+"), "over"),
        **dict.fromkeys(("以下", "以内", "不到"), "under"),
    }
)
_PATTERN = re.compile(
    r"(?P<prefix>大约|约为|约|大概|≈|~|超过|超|逾|突破|高于|大于|≥|>=|>|"
    r"接近|将近|近|不足|低于|小于|≤|<=|<|达到|达|为)? ?"
    r"(?P<ordinal>第)?"
    r"(?P<number>[+-]?(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d+)?)"
    r"(?P<inner>多|余)?"
    r" ?(?P<unit>[^\d\s.,+-]*?)"
    r" ?(?P<suffix>左右|上下|以上|以下|以内|不到|多|余|\+)?"
)
_SCALES: Mapping[str, int] = MappingProxyType(
    {
        "万亿": 12,
        "千亿": 11,
        "百亿": 10,
        "十亿": 9,
        "亿": 8,
        "千万": 7,
        "百万": 6,
        "十万": 5,
        "万": 4,
        "千": 3,
        "百": 2,
    }
)
_DIRECTION = re.compile(
    r"(?:(?P<down>下降|减少|降低|回落|负增长|↓)|增长|上升|提高|增加|↑)\s*(?P<number>\d+(?:\.\d+)?\s*%?)"
)
_LITERAL = re.compile(r"\"[^\"]*\"|\\.|!.")
_SCALED = re.compile(r"[0#?],+(?:[^0#?,]|$)")
_PERCENT = frozenset({"%", "百分点", "个百分点", "百分之"})
EQUAL_UNITS: tuple[frozenset[str], ...] = tuple(map(frozenset, ("家个户", "项个", "位名", "人名", "场次")))
"""Counting words that count the same things; which of them an indicator has is in its table."""
_LARGEST = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class NumberRead:
    """What a cell says: a number as canonical text, or an absence; how exactly; what was guessed.

    `kind` names the problem where it says no number, with its `words`. `guessed` says in words what was done to read
    it, empty where nothing was. `mark` is the mark of a note that stood at the number.
    """

    value: str = ""
    absence: str = ""
    qualifier: str = ""
    guessed: str = ""
    kind: str = ""
    words: Mapping[str, object] = field(default_factory=dict)
    mark: str = ""


def plain(text: str) -> str:
    """Return a text with full-width letters made plain and the spaces at its ends gone."""
    return unicodedata.normalize("NFKC", text).replace("−", "-").strip()


def read_number(cell: RawCell, unit: str, stated_unit: str = "") -> NumberRead:
    """Return the number of a cell in `unit`; `told_unit` is the one that head or title of the table name, if any."""
    refused = _REFUSED.get(cell.type)
    if refused:
        return NumberRead(kind=refused, words={})
    if cell.type is CellType.NUMBER:
        return _of_number(cell, unit, stated_unit)
    bare, mark = unmarked(cell.text)
    found = _of_text(bare, unit, stated_unit)
    return replace(found, mark=mark) if mark else found


def signed(cell: RawCell) -> RawCell:
    """Return the cell of a growth with its sign for the word or arrow before it: 下降2.1% is -2.1%."""
    match = _DIRECTION.fullmatch(plain(cell.text)) if cell.type is CellType.TEXT else None
    return cell if match is None else replace(cell, text=("-" if match["down"] else "") + match["number"])


def is_absence(text: str) -> bool:
    """Return whether a text says that there is no figure."""
    return plain(text).lower() in _MISSING | _NOT_APPLICABLE


def unit_behind(text: str) -> str | None:
    """Return the unit behind the one number that a text is, empty where it has none; None where it is no number."""
    match = _PATTERN.fullmatch(re.sub(r"\s+", " ", plain(text)))
    return None if match is None or match["ordinal"] else match["unit"].strip()


def literals(number_format: str) -> list[str]:
    """Return the words that a number format shows beside its number: quoted, or escaped letter by letter."""
    return _LITERAL.findall(number_format)


def is_scaled(cell: RawCell) -> bool:
    """Return whether a sheet shows a number divided by a thousand or more, or with a unit of its own."""
    if cell.type is not CellType.NUMBER or cell.format in {"", "General"}:
        return False
    literal = "".join(literals(cell.format))
    return _SCALED.search(_LITERAL.sub("", cell.format)) is not None or any(
        word in literal for word in ("万", "亿", "千")
    )


_REFUSED: Mapping[CellType, str] = MappingProxyType(
    {
        CellType.ERROR: "cell-error",
        CellType.FORMULA: "cell-formula",
        CellType.TRUTH: "cell-not-number",
        CellType.DATE: "cell-date",
    }
)


def _of_number(cell: RawCell, unit: str, stated_unit: str) -> NumberRead:
    try:
        value = Decimal(cell.text)
    except InvalidOperation:
        return NumberRead(kind="cell-not-number", words={})
    if not value.is_finite():
        return NumberRead(kind="cell-not-number", words={})
    if "%" in _LITERAL.sub("", cell.format):
        if not is_percent(unit):
            return NumberRead(kind="unit-differs", words={"stated": "%", "unit": unit})
        return _sized(value * 100, f"{text_of(value * 100)}%")
    return _in_unit(value, unit, stated_unit, "", "", "")


def _of_text(text: str, unit: str, stated_unit: str) -> NumberRead:
    normal = re.sub(r"\s+", " ", plain(text))
    if not normal or normal.lower() in _MISSING:
        return NumberRead(absence="missing", guessed="缺数")
    if normal.lower() in _NOT_APPLICABLE:
        return NumberRead(absence="not_applicable", guessed="不适用")
    match = _PATTERN.fullmatch(normal)
    if match is None:
        return NumberRead(kind="cell-not-number", words={})
    qualifier = _qualifier(match)
    if qualifier is None:
        return NumberRead(kind="cell-not-number", words={})
    number = match["number"].replace(",", "").replace(" ", "").removeprefix("+")
    value = Decimal(number)
    own = match["unit"].strip()
    plainly = text.strip() == match["number"] and number == text.strip()
    return _in_unit(value, unit, own or stated_unit, qualifier, "" if plainly else "plain", own)


def _qualifier(match: re.Match[str]) -> str | None:
    """How exactly a text says its number: empty where it does not say, None where it says two things."""
    said = {_PREFIXES[match["prefix"]]} if match["prefix"] else set()
    said |= {_SUFFIXES[match[name]] for name in ("inner", "suffix") if match[name]}
    said.discard("exact")
    return None if len(said) > 1 else next(iter(said), "")


def _in_unit(value: Decimal, unit: str, stated_unit: str, qualifier: str, guess: str, own: str) -> NumberRead:
    factor = conversion(stated_unit, unit) if stated_unit else Decimal(1)
    if factor is None:
        return NumberRead(kind="unit-differs", words={"stated": stated_unit, "unit": unit})
    converted = value * factor
    guessed = f"{text_of(converted)} {unit}" if factor != 1 or guess or own or qualifier else ""
    return _sized(converted, guessed, qualifier)


def _sized(value: Decimal, guessed: str, qualifier: str = "") -> NumberRead:
    if abs(value) >= _LARGEST:
        return NumberRead(kind="cell-too-large", words={})
    return NumberRead(value=text_of(value), qualifier=qualifier, guessed=guessed)


def text_of(value: Decimal) -> str:
    """Return a number as it stands in the tables: no exponent, no zeros that say nothing."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def is_percent(unit: str) -> bool:
    """Return whether a unit is per cent, however it is written."""
    return plain(unit) in _PERCENT


def conversion(stated: str, unit: str) -> Decimal | None:
    """Return by what a number in one unit is multiplied to be in another; None where they do not measure the same.

    万元 to 亿元 is 0.0001; a unit is a scale (万, 亿, …) of a base (元, 人, 件/万人, …), and bases have to be equal.
    """
    one, other = plain(stated), plain(unit)
    if one == other or (one in _PERCENT and other in _PERCENT):
        return Decimal(1)
    if one == "‰" and other in _PERCENT:
        return Decimal("0.1")
    (scale, base), (wanted, wanted_base) = unit_parts(one), unit_parts(other)
    same = (
        base == wanted_base or (not base and bool(scale)) or any({base, wanted_base} <= units for units in EQUAL_UNITS)
    )
    return Decimal(10) ** (scale - wanted) if same else None


def unit_parts(unit: str) -> tuple[int, str]:
    """Return the power of ten that a unit counts in, and what it counts: 万元 is 4, 元."""
    unit = plain(unit)
    if unit in _PERCENT or unit.startswith("百分"):
        return 0, unit
    for name, power in _SCALES.items():
        if unit.startswith(name):
            return power, unit.removeprefix(name)
    return 0, unit
