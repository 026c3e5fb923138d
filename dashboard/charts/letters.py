"""How wide words are: an estimate of a common sans-serif face, a little on the wide side."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_WIDE = frozenset("WF")
_NARROW, _USUAL, _BROAD = 0.36, 0.58, 0.7
_UNSEEN = frozenset("\u200b\u2060")
_THIN = frozenset(" .,:;'|!ijl()[]/")


def width(text: str, size: float) -> float:
    """Return how wide a line of text is, in the unit of `size`."""
    return sum(map(_em, text)) * size


def broken_at(text: str, room: float, size: float) -> str:
    """Return a line of text as several, as a figure breaks them, each within a room: at blanks, else in mid-word."""
    lines = [""]
    for word in re.findall(r"[ -~]+? |[ -~]+|.", text):
        if lines[-1] and width((lines[-1] + word).rstrip(), size) > room:
            lines.append("")
        lines[-1] += word
    return "<br>".join(line.strip() for line in lines)


@cache
def _em(letter: str) -> float:
    if letter in _UNSEEN:
        return 0.0
    if unicodedata.east_asian_width(letter) in _WIDE or letter in "“”‘’·—…●◎△▲■□◆◇○↑↓":
        return 1.0
    if letter in _THIN:
        return _NARROW
    return _BROAD if letter.isupper() or letter in "%@&m" else _USUAL
