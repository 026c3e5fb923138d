"""What a sentence or a page tells: the numbers in a text, and every text inside a value."""

import re
from calendar import month_name
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import Any

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_MONTHS = re.compile("|".join(month_name[1:]))


def numbers(text: str) -> list[str]:
    """Return the numbers of a text without separators, sorted; months in English count as numbers."""
    told = _MONTHS.sub(lambda match: str(list(month_name).index(match.group())), text)
    return sorted(one.replace(",", "") for one in _NUMBER.findall(told))


_AMOUNT = re.compile(rf"({_NUMBER.pattern})(?:%| ?(万亿|亿|万|billion|million|thousand))?")
_SCALES = {"万亿": 12, "亿": 8, "万": 4, "billion": 9, "million": 6, "thousand": 3}


def amounts(text: str) -> list[Decimal]:
    """Return the numbers of a text counted in ones, sorted: 8,807.6 亿 and 880.76 billion are the same."""
    told = _MONTHS.sub(lambda match: str(list(month_name).index(match.group())), text)
    return sorted(
        Decimal(figure.replace(",", "")).scaleb(_SCALES.get(scale, 0)) for figure, scale in _AMOUNT.findall(told)
    )


def hold_the_same_amounts(chinese: str, english: str) -> bool:
    """Return whether two texts hold the same numbers, to the last digit of the Chinese one: 11.22万 is 112,221."""
    pairs = list(zip_longest(amounts(chinese), amounts(english)))
    return all(
        first is not None
        and other is not None
        and abs(first - other) <= Decimal((0, (5,), first.as_tuple().exponent - 1))
        for first, other in pairs
    )


def texts(value: Any, without: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield every text and number inside a value, but for the fields that are named."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value)
    elif is_dataclass(value):
        for one in fields(value):
            if one.name not in without:
                yield from texts(getattr(value, one.name), without)
    elif isinstance(value, Sequence):
        for one in value:
            yield from texts(one, without)
