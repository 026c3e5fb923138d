"""How wide words are and where they may break."""

from __future__ import annotations

import re
from itertools import chain, pairwise

from dashboard.charts.letters import width

__all__ = ["cut", "evened", "filled", "units", "width", "wrap"]

_NOT_FIRST = frozenset("，。、；：？！）》”’％%·,.;:!?)]}—…／")
_NOT_LAST = frozenset("（《“‘([{")
_UNIT = re.compile(r"[A-Za-z0-9.,+\-–%°/:?=&_#]+|\s+|.", re.DOTALL)
# A number with its unit and with what it is about: two letters that follow it at once, after a blank four, or a word.
_NUMBER = re.compile(
    r"(?:[^\W\d_A-Za-z] )?[+\-–]?\d(?:[\d,.:/~–—-]*\d)?(?:%| [A-Za-z]+| [^\W\d_A-Za-z]{1,4}|[^\W\d_]{0,2})"
)
_APART = re.compile("(\u3000)")
_PARTS = re.compile(r"[^/?&#=]*[/?&#=]+|[^/?&#=]+")  # an address breaks behind its marks
_ROUNDED = 0.001  # of a letter: what sums of widths are off by
_NUMERIC = frozenset("+-–0123456789")
_LATIN = re.compile(r"[A-Za-z0-9/_.=&?%#+-]")


def wrap(text: str, size: float, room: float) -> tuple[str, ...]:
    """Return text as lines that fit a room.

    Numbers and Latin words stay whole, no line begins with a closing mark, and none that is the last holds one letter.
    """
    lines = filled(text, size, room)
    return filled(text, size, evened(text, size, room)) if len(lines) > 1 and len(lines[-1]) == 1 else lines


def evened(text: str, size: float, room: float) -> float:
    """Return the narrowest room, by half letters, in which a text takes no more lines: they are of like lengths."""
    most = len(filled(text, size, room))
    wide = (width(unit, size) for unit in _with_units(text))
    least = max((min(one, room) for one in wide if one <= room + size), default=size)
    while room - size / 2 >= least and len(filled(text, size, room - size / 2)) == most:
        room -= size / 2
    return room


def filled(text: str, size: float, room: float) -> tuple[str, ...]:
    """Return text as lines each of which is as full as a program sets it, whatever is left for the last."""
    lines: list[str] = []
    line: list[str] = []
    for unit in _units(text, size, room):
        if line and width("".join(line) + unit, size) > room + _ROUNDED * size:
            carried = [unit]
            while len(line) > 1 and (carried[0][0] in _NOT_FIRST or line[-1][-1] in _NOT_LAST):
                carried.insert(0, line.pop())
            lines.append("".join(line))
            line = carried
        else:
            line.append(unit)
    return tuple(one.strip() for one in [*lines, "".join(line)] if one.strip()) or ("",)


def cut(text: str, size: float, room: float, most: int) -> tuple[str, ...]:
    """Return a text in parts that need so many lines at most where they are wrapped into a room."""
    starts: list[int] = []
    end = 0
    for line in wrap(text, size, room):
        starts.append(text.index(line, end))
        end = starts[-1] + len(line)
    bounds = [*starts[::most], len(text)]
    return tuple(text[begin:end].strip() for begin, end in pairwise(bounds))


def units(text: str) -> list[str]:
    """Return what stays together in a text: Latin words and numbers, and each Chinese letter by itself."""
    return _UNIT.findall(text)


def _units(text: str, size: float, room: float) -> list[str]:
    """What stays together: what wide blanks part from the rest, a sign with its word and number, where it has room."""
    parts = _APART.split(text)
    if len(parts) == 1:
        return _smaller(text, size, room)
    found = ([one] if width(one, size) <= room else _smaller(one, size, room) for one in parts if one)
    return [*chain.from_iterable(found)]


def _smaller(text: str, size: float, room: float) -> list[str]:
    """What stays together: a number with its unit, a Latin word; where it is wider than the room, its parts."""
    found: list[str] = []
    for whole in _with_units(text):
        for unit in [whole] if width(whole, size) <= room else units(whole):
            for part in [unit] if width(unit, size) <= room else _PARTS.findall(unit):
                found += [part] if width(part, size) <= room else list(part)
    return found


def _with_units(text: str) -> list[str]:
    """What stays together in a text where there is room: numbers keep what they are about and their unit."""
    found: list[str] = []
    end = 0
    for number in _NUMBER.finditer(text):
        if number[0][0] in _NUMERIC and _LATIN.search(text[: number.start()][-1:]):
            continue  # inside an address or a Latin word
        found += [*units(text[end : number.start()]), number[0]]
        end = number.end()
    return [*found, *units(text[end:])]
