"""What a sentence or a page tells: the numbers in a text, and every text inside a value."""

import re
from calendar import month_name
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_MONTHS = re.compile("|".join(month_name[1:]))


def numbers(text: str) -> list[str]:
    """Return the numbers of a text without separators, sorted; months in English count as numbers."""
    told = _MONTHS.sub(lambda match: str(list(month_name).index(match.group())), text)
    return sorted(one.replace(",", "") for one in _NUMBER.findall(told))


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
