"""Which passwords are taken and how they are hashed: long enough, none that others try first, none made of names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher

from indicators.model import Text
from indicators.problems import UsageError

LEAST = 12
HASHER = PasswordHasher()  # at the cost that RFC 9106 sets for a machine that does other things too
_SHORT = Text("密码至少 {least} 个字符，且不能与帐号相同", "at least {least} characters, and not the name")
_COMMON = Text(
    "这个密码太常见，或由帐号、城市名称、连续字符组成，请换一个",
    "too common a password, or made of names or of characters in a row; choose another one",
)
_KINDS = Text(
    "密码须含大写字母、小写字母、数字、符号中的三种",
    "three of capital letters, small letters, digits and signs are needed",
)
_CLASSES = (r"[A-Z]", r"[a-z\u4e00-\u9fff]", r"\d", r"[^A-Za-z0-9\u4e00-\u9fff]")
_LETTERS = re.compile(r"[^a-z\u4e00-\u9fff]")
_ROWS = ("0123456789012345", "9876543210987654", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_IN_A_ROW, _FEWEST_DIFFERENT, _LEAST_BESIDE, _KINDS_NEEDED = 6, 5, 6, 3


def check(name: str, password: str, own: Iterable[str], *, strict: bool = False) -> None:
    """Pass where a password is taken. `own` are words of the city. Raises UsageError with what is wrong."""
    if len(password) < LEAST or password == name:
        raise UsageError(str(_SHORT).format(least=LEAST))
    if strict and sum(bool(re.search(kind, password)) for kind in _CLASSES) < _KINDS_NEEDED:
        raise UsageError(str(_KINDS))
    plain = password.lower()
    words = {word.lower() for word in (name, *own) if word} | common()
    if len(set(plain)) < _FEWEST_DIFFERENT or _is_made_of(plain, words):
        raise UsageError(str(_COMMON))


@cache
def common() -> frozenset[str]:
    """Return the words that are tried first."""
    text = Path(__file__).with_name("common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.split("\n") if line and not line.startswith("#"))


def _is_made_of(plain: str, words: frozenset[str] | set[str]) -> bool:
    """Whether little is left of a password without known words, rows of the keyboard and digits."""
    if plain in words or _LETTERS.sub("", plain) in words:
        return True
    left = plain
    for word in sorted((word for word in words if len(word) >= len("ab") + 1), key=len, reverse=True):
        left = left.replace(word, "")
    for row in _ROWS:
        for first in range(len(row) - _IN_A_ROW + 1):
            left = left.replace(row[first : first + _IN_A_ROW], "")
    return len(set(_LETTERS.sub("", left))) + len(set(left)) < _LEAST_BESIDE
