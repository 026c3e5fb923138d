"""Things found by words: by name, alias and translation, by pinyin and its initials, by how other characters sound."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from indicators.views.finding import sounds

_LEAST_OF_A_SHORT_FORM = 3
_LEAST_OF_SOUNDS = 2  # letters: one letter begins too many names


@dataclass(frozen=True)
class Thing:
    """One thing that can be found: its kind, its name, a line about it, its address, and its other names."""

    kind: str
    name: str
    about: str
    address: str
    also: tuple[str, ...] = ()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Return its name and other names as they are compared."""
        return tuple(plain(text) for text in (self.name, *self.also) if text)

    @cached_property
    def spoken(self) -> tuple[tuple[str, ...], ...]:
        """Return the syllables of its names that have any."""
        return tuple(map(sounds.syllables, self.words))


def plain(text: str) -> str:
    """Return words as they are compared: one width, small letters, one blank."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def find(things: Iterable[Thing], text: str, most: int) -> list[Thing]:
    """Return the things that fit every word of a text, the best first.

    Where none is written so, those that sound so: other characters for the same syllables, also traditional ones.
    """
    wanted, everything = plain(text).split(), tuple(things)
    if not wanted:
        return []
    spoken = ["".join(sounds.syllables(word)) for word in wanted]
    found = _ranked(everything, wanted) or (_ranked(everything, spoken) if all(spoken) else [])
    return found[:most]


def _ranked(things: Sequence[Thing], wanted: Sequence[str]) -> list[Thing]:
    scored = [
        (sum(scores), len(one.name), one) for one in things if all(scores := [_score(one, word) for word in wanted])
    ]
    return [one for *_, one in sorted(scored, key=lambda each: (-each[0], each[1]))]


def _score(one: Thing, word: str) -> int:
    """How well a word fits a thing: the first rule that holds decides; 0 where none does."""
    return next((score for score, holds in RULES if holds(one, word)), 0)


def _is_spread(names: Iterable[str], word: str) -> bool:
    """Whether the characters of a word stand in a name in their order, as in a short form of it."""
    is_short_form = len(word) >= _LEAST_OF_A_SHORT_FORM and not word.isascii()
    return is_short_form and any(_holds_in_order(name, word) for name in names)


def _holds_in_order(name: str, word: str) -> bool:
    """Whether a word begins as a name does, and its other letters stand there in their order."""
    rest = iter(name)
    return name[:1] == word[:1] and all(letter in rest for letter in word)


def _initials(one: Thing) -> Iterable[str]:
    return ("".join(syllable[0] for syllable in name) for name in one.spoken)


def _is_begun_by(name: Sequence[str], word: str) -> bool:
    """Whether the syllables of a name, from one of them on, begin with a word."""
    return any("".join(name[start:]).startswith(word) for start in range(len(name)))


RULES: tuple[tuple[int, Callable[[Thing, str], bool]], ...] = (
    (100, lambda one, word: word in one.words),
    (80, lambda one, word: one.words[0].startswith(word)),
    (60, lambda one, word: word in one.words[0]),
    (50, lambda one, word: any(word in other for other in one.words)),
    (45, lambda one, word: _is_spread(one.words, word)),
    (40, lambda one, word: len(word) >= _LEAST_OF_SOUNDS and any(each.startswith(word) for each in _initials(one))),
    (30, lambda one, word: len(word) >= _LEAST_OF_SOUNDS and any(_is_begun_by(name, word) for name in one.spoken)),
    (
        20,
        lambda one, word: len(word) > _LEAST_OF_SOUNDS and any(_holds_in_order(each, word) for each in _initials(one)),
    ),
)
