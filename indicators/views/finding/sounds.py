"""How Chinese characters are read: their syllables in pinyin, without tones."""

from __future__ import annotations

import re
from importlib import import_module

_LATIN = re.compile(r"[a-z0-9]+")


def syllables(text: str) -> tuple[str, ...]:
    """Return the syllables of a text; each run of letters or digits is one.

    The dictionary comes at the first call: most processes never need its 40 MB.
    """
    read = import_module("pypinyin").lazy_pinyin
    return tuple(part for each in read(text) for part in _LATIN.findall(each.casefold()))
