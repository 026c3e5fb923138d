"""What a city says of itself: its name, its release, its plans and themes, and what its pages show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from indicators.goals.progress import Thresholds
from indicators.goals.targets import Plan
from indicators.language import Language, language
from indicators.model import Text
from indicators.problems import UsageError


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
    """What a city calls a part of itself, its parts, the whole, the cities beside it, its ranks, its releases.

    `among`, those it is ranked among, holds {of}, how many they are; `release` what
    `release_name` fills in. What ends in `_en` is for who reads English; what is blank is said as usual.
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
    release: str = ""
    release_en: str = ""


_OF = "{of}"
_USUAL: Mapping[str, Text] = {
    "part": Text("辖市区", "district"),
    "parts": Text("辖市区", "districts"),
    "whole": Text("全市", "the city"),
    "peers": Text("省内城市", "cities of the province"),
    "among": Text("全省{of}个设区市", "{of} cities of the province"),
}
_RELEASE = Text("{year}年第{ordinal}版", "Release {ordinal} of {year}")
USUAL_ZONES: Mapping[Language, str] = {Language.CHINESE: "Asia/Shanghai", Language.ENGLISH: "UTC"}
_MOMENT = "%Y-%m-%d %H:%M"
_NO_MOMENT = Text("{value} 不是时间，请写作 2026-12-01 09:00", "{value} is no time: write 2026-12-01 09:00")


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
    time_zone: str = ""

    @property
    def language(self) -> Language:
        """Return the language that the city writes in: English where its own name is no Chinese one."""
        return Language.ENGLISH if self.name.zh == self.name.en != "" else Language.CHINESE

    @property
    def told_in(self) -> Language:
        """Return the language of what is written for it, as forms: that of who reads, its own where it has but one."""
        return self.language if self.language is Language.ENGLISH else language()

    @property
    def clock(self) -> ZoneInfo:
        """Return the time zone of the city; where it says none that of China, or UTC where it writes English."""
        return ZoneInfo(self.time_zone or USUAL_ZONES[self.language])

    def moment(self, at: dt.datetime) -> str:
        """Return a moment as the clock on the wall of the office shows it: 2026-11-24 11:05."""
        return at.astimezone(self.clock).strftime(_MOMENT)

    def moment_of(self, text: str) -> dt.datetime:
        """Return the moment that somebody wrote as `moment` writes it. Raises UsageError."""
        try:
            return dt.datetime.strptime(" ".join(text.replace("T", " ").split()), _MOMENT).replace(tzinfo=self.clock)
        except ValueError:
            raise UsageError(str(_NO_MOMENT).format(value=text[:40])) from None

    def release_name(self, **numbers: int) -> Text:
        """Return the name of a release of `year`, the `ordinal` of that year and the `number` of all."""
        own = self.words.release
        english = self.words.release_en or (own if self.language is Language.ENGLISH else "")
        usual = _RELEASE.en if self.language is Language.ENGLISH else _RELEASE.zh
        return Text(_filled(own or usual, numbers), _filled(english or _RELEASE.en, numbers))

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


def _filled(name: str, numbers: Mapping[str, int]) -> str:
    for blank, number in numbers.items():
        name = name.replace(f"{{{blank}}}", str(number))
    return name


def _begun(word: str, *, is_first: bool) -> str:
    return word[:1].upper() + word[1:] if is_first else word


def _unbraced(name: str, word: str) -> str:
    """A word of the tables without braces, which would be places to fill in; {of} is one."""
    parts = word.split(_OF) if name == "among" else [word]
    return _OF.join(part.replace("{", "").replace("}", "") for part in parts)
