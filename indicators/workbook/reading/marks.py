"""Marks of notes at numbers and names: small figures, circled figures, asterisks. They are never digits."""

from __future__ import annotations

import re

_SMALL = "".join(chr(code) for code in (0xB2, 0xB3, 0xB9, 0x2070, *range(0x2074, 0x207A), *range(0x2080, 0x208A)))
_CIRCLED = "".join(chr(code) for code in (*range(0x2460, 0x249C), *range(0x24EA, 0x2500), *range(0x2776, 0x2794)))
_OPENS, _CLOSES = r"[\[\uff3b\u3014]", r"[\]\uff3d\u3015]"
_MARK = re.compile(
    rf"[{_SMALL}{_CIRCLED}\u2020\u2021\uff0a*※]+|{_OPENS}\s*注?\s*\d{{1,2}}\s*{_CLOSES}|[(\uff08]注\d{{0,2}}[)\uff09]"
)
_UNSEEN = re.compile(r"[\u200b-\u200f\u2060-\u2064\ufeff\u00ad\u202a-\u202e]")


def unmarked(text: str) -> tuple[str, str]:
    """Return a text without the marks of its notes and without letters that nobody sees, and the marks."""
    seen = _UNSEEN.sub("", text)
    marks: list[str] = []

    def take(match: re.Match[str]) -> str:
        marks.append(match[0].strip())
        return ""

    bare = _MARK.sub(take, seen)
    return (bare, "".join(marks)) if bare.strip() else (seen, "")
