"""The language of whoever reads: set once for a request, a report or a command, and asked for by each wording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum


class Language(StrEnum):
    """A language of the screen, by its code of ISO 639-1."""

    CHINESE = "zh"
    ENGLISH = "en"

    @property
    def other(self) -> Language:
        """Return the other language, which a page offers beside its own."""
        return Language.ENGLISH if self is Language.CHINESE else Language.CHINESE

    @property
    def tag(self) -> str:
        """Return the tag of BCP 47 that documents carry."""
        return {Language.CHINESE: "zh-CN", Language.ENGLISH: "en"}[self]


class Count(int):
    """How many there are of something, by which an English sentence names it: {count} {count:goal has|goals have}."""

    def __format__(self, names: str) -> str:
        """Return the name for one thing or for several, where both are given; else the number."""
        one, bar, several = names.partition("|")
        return (one if self == 1 else several) if bar else super().__format__(names)


_LANGUAGE: ContextVar[Language] = ContextVar("language", default=Language.CHINESE)


def of_terminal(environ: Mapping[str, str]) -> Language:
    """Return the language that a terminal is set to, by the first of LC_ALL, LC_MESSAGES, LANG; Chinese without one."""
    named = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    is_said = named.partition(".")[0] not in {"", "C", "POSIX"}
    return Language.ENGLISH if is_said and not named.lower().startswith(Language.CHINESE) else Language.CHINESE


def language() -> Language:
    """Return the language of whoever reads what is written now; Chinese where nobody said otherwise."""
    return _LANGUAGE.get()


@contextmanager
def speaking(chosen: Language) -> Iterator[None]:
    """Write in a language within a block."""
    before = _LANGUAGE.set(chosen)
    try:
        yield
    finally:
        _LANGUAGE.reset(before)
