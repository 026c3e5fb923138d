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

    @property
    def language(self) -> Language:
        """Return the language that the city writes in: English where its own name is no Chinese one."""
        return Language.ENGLISH if self.name.zh == self.name.en else Language.CHINESE

    def bulletin_says(self, name: Literal["issuer", "number", "addressee"]) -> str:
        """Return how the city signs its bulletin, in the language of who reads; blank where that is not known."""
        own = str(getattr(self.bulletin, name))
        english = str(getattr(self.bulletin, f"{name}_en")) or (own if self.language is Language.ENGLISH else "")
        return english if language() is Language.ENGLISH else own
