"""A shown number as a number: its value and the format by which a sheet shows it exactly as the screen does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from indicators.model import Text

_OF_A_YEAR = str(Text("年", ""))
_EDGE, _REST = r"(?<![\d.,/])[-−]?", r"(?:\.\d+)?(?![\d.,/])"
_NUMBER = re.compile(rf"{_EDGE}\d{{1,3}}(?:,\d{{3}})+{_REST}|{_EDGE}\d+{_REST}")
_BESIDE = re.compile(rf"(?:（[^）]*）|\s\d{{4}}{_OF_A_YEAR})$")
_YEAR = re.compile(rf"\d{{4}}{_OF_A_YEAR}")


@dataclass(frozen=True, slots=True)
class Number:
    """A value with the number format of spreadsheets that shows it."""

    value: Decimal
    format: str


def number(text: str) -> Number | None:
    """Return the one number of a shown cell: "约 5,400 家（2024年）" is 5400 as `"约 "#,##0" 家（2024年）"`.

    What stands in brackets at the end, or a year there, is said of the number. None where there is no number,
    several, or a year alone.
    """
    body = _BESIDE.sub("", text)
    found = list(_NUMBER.finditer(body))
    if len(found) != 1 or _YEAR.search(body):
        return None
    match = found[0]
    digits, before, after = match.group(), body[: match.start()], text[match.end() :]
    value = Decimal(digits.replace(",", "").replace("−", "-"))
    decimals = len(digits.partition(".")[2])
    pattern = ("#,##0" if "," in digits else "0") + ("." + "0" * decimals if decimals else "")
    if after.startswith("%"):
        return Number(value / 100, _literal(before) + pattern + "%" + _literal(after[1:]))
    return Number(value, _literal(before) + pattern + _literal(after))


def _literal(text: str) -> str:
    r"""Text of a number format: in quotes, and a quote of its own by \"."""
    return '\\"'.join(f'"{part}"' if part else "" for part in text.split('"'))
