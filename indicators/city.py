"""What a city says of itself: its name, its release, its plans and themes, and what its pages show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from indicators.goals.progress import Thresholds
from indicators.goals.targets import Plan
from indicators.language import Language, language
from indicators.model import Text


@dataclass(frozen=True, slots=True)
class Release:
    """A numbered, dated state of all tables."""

    number: int
    name: Text
    date: dt.date


@dataclass(frozen=True, slots=True)
class Bulletin:
    """How a city signs its bulletin: who issues it, its number, to whom, and in how many days what is owed is due.

    `number` may hold {issue}, which a report fills in. What ends in `_en` stands in a bulletin that is English.
    """

    issuer: str = ""
    number: str = ""
    addressee: str = ""
    reply_days: int | None = None
    issuer_en: str = ""
    number_en: str = ""
    addressee_en: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What a city calls a part of itself, its parts, the whole, the cities beside it, and those it is ranked among.

    `among` holds {of}, how many they are. What ends in `_en` is for who reads English; what is blank is said as usual.
    """

    part: str = ""
    part_en: str = ""
    parts: str = ""
    parts_en: str = ""
    whole: str = ""
    whole_en: str = ""
    peers: str = ""
    peers_en: str = ""
    among: str = ""
    among_en: str = ""


_OF = "{of}"
_USUAL: Mapping[str, Text] = {
    "part": Text("辖市区", "district"),
    "parts": Text("辖市区", "districts"),
    "whole": Text("全市", "the city"),
    "peers": Text("省内城市", "cities of the province"),
    "among": Text("全省{of}个设区市", "{of} cities of the province"),
}


@dataclass(frozen=True, slots=True)
class City:
    """What a city says of itself and of its pages; everything that is particular to it stands here."""

    id: str
    name: Text
    region: str
    province: str | None
    default_plan: str
    rise_colour: str
    districts: tuple[str, ...]
    headline: tuple[str, ...]
    matrix: tuple[str, ...]
    platform_themes: tuple[str, ...]
    thresholds: Thresholds
    release: Release
    themes: Mapping[str, Text]
    plans: Mapping[str, Plan]
    bulletin: Bulletin = Bulletin()
    words: Words = Words()

    @property
    def language(self) -> Language:
        """Return the language that the city writes in: English where its own name is no Chinese one."""
        return Language.ENGLISH if self.name.zh == self.name.en else Language.CHINESE

    def says(self, sentence: Text) -> Text:
        """Return a sentence whose {part}, {parts}, {whole}, {peers} and {among} are what this city calls them.

        {Parts} begins with a capital in languages that have them. What else stands in braces is left for later.
        """
        zh, en = sentence.zh, sentence.en
        for name, usual in _USUAL.items():
            own = _unbraced(name, str(getattr(self.words, name)))
            english = _unbraced(name, str(getattr(self.words, f"{name}_en"))) or (
                own if self.language is Language.ENGLISH else ""
            )
            for place, is_first in ((f"{{{name}}}", False), (f"{{{name.capitalize()}}}", True)):
                zh = zh.replace(place, _begun(own or usual.zh, is_first=is_first))
                en = en.replace(place, _begun(english or usual.en, is_first=is_first))
        return Text(zh, en)

    def bulletin_says(self, name: Literal["issuer", "number", "addressee"]) -> str:
        """Return how the city signs its bulletin, in the language of who reads; blank where that is not known."""
        own = str(getattr(self.bulletin, name))
        english = str(getattr(self.bulletin, f"{name}_en")) or (own if self.language is Language.ENGLISH else "")
        return english if language() is Language.ENGLISH else own


def _begun(word: str, *, is_first: bool) -> str:
    return word[:1].upper() + word[1:] if is_first else word


def _unbraced(name: str, word: str) -> str:
    """A word of the tables without braces, which would be places to fill in; {of} is one."""
    parts = word.split(_OF) if name == "among" else [word]
    return _OF.join(part.replace("{", "").replace("}", "") for part in parts)
