"""The vocabulary of a city: what is measured, where, in which industry, and where a figure was read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from indicators.language import Language, language


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in the languages of the screen: Chinese first, English second; none is built without either.

    The name of a table that has no English one says so by an empty text.
    """

    zh: str
    en: str

    def __str__(self) -> str:
        """Return the wording in the language of whoever reads; a name that has no English one is its own."""
        return self.en or self.zh if language() is Language.ENGLISH else self.zh


_MONEY = Text("元", "yuan")
_TEN_THOUSAND = Text("万", "10,000")
_COUNTED = Text("家个项件人场条所类套台辆", "")


class Direction(StrEnum):
    """Which way is better. Stated for every indicator, never assumed."""

    HIGHER = "higher"
    LOWER = "lower"

    @property
    def sign(self) -> int:
        """Return +1 where higher is better, -1 where lower is better."""
        return 1 if self is Direction.HIGHER else -1


class Kind(StrEnum):
    """What sort of quantity an indicator is; it decides which arithmetic is meaningful."""

    STOCK = "stock"
    FLOW = "flow"
    RATIO = "ratio"
    RANK = "rank"
    GROWTH = "growth"
    INDEX = "index"

    @property
    def is_relative(self) -> bool:
        """Return whether changes are told in percentage points or places, never in % of the value."""
        return self in {Kind.RATIO, Kind.RANK, Kind.GROWTH}


class Aggregation(StrEnum):
    """How the districts of a city add up to the city."""

    SUM = "sum"
    NONE = "none"


class Qualifier(StrEnum):
    """How exactly the source prints a figure."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"
    AT_LEAST = "at_least"


class Status(StrEnum):
    """How settled a figure is: what its source says of it, or what had to be inferred or reckoned to place it."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    ESTIMATE = "estimate"
    FORECAST = "forecast"
    REVISED = "revised"
    YEAR_INFERRED = "year_inferred"
    DERIVED = "derived"

    @property
    def is_hollow(self) -> bool:
        """Return whether charts draw the figure hollow: it was expected, not counted."""
        return self in {Status.ESTIMATE, Status.FORECAST}


class Absence(StrEnum):
    """Why there is no value. Missing is not the same as not applicable, and neither is zero."""

    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


class Confidence(StrEnum):
    """How far the place where a figure was read is to be trusted."""

    OFFICIAL = "official"
    PRESS = "press"
    UNVERIFIED = "unverified"


class ConflictKind(StrEnum):
    """In what way printed statements contradict each other."""

    SAME_PERIOD = "same-period"
    PARTS_AND_WHOLE = "parts-and-whole"
    DEFINITIONS = "definitions"
    DONE_OR_PLANNED = "done-or-planned"
    RANK_AND_RANK = "rank-and-rank"


class RegionKind(StrEnum):
    """What sort of territory a region is."""

    COUNTRY = "country"
    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    COMPOSITE = "composite"
    PARK = "park"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure, as it is printed beside a number, and in English."""

    symbol: str
    english: str = ""

    def __str__(self) -> str:
        """Return the unit as it stands in a head or beside an axis, in the language of whoever reads."""
        return str(Text(self.symbol, self.english))

    @property
    def is_percent(self) -> bool:
        """Return whether figures of this unit are shares, whose differences are percentage points."""
        return self.symbol == "%"

    @property
    def is_count(self) -> bool:
        """Return whether figures of this unit are counted things, which the name of an indicator names already."""
        return self.symbol.removeprefix(_TEN_THOUSAND.zh) in tuple(_COUNTED.zh)

    @property
    def is_by_the_ten_thousand(self) -> bool:
        """Return whether figures of this unit count by the ten thousand, so that a fraction is a number of things."""
        return self.symbol.startswith(_TEN_THOUSAND.zh)

    @property
    def is_money(self) -> bool:
        """Return whether figures of this unit are amounts of money, which rise with prices too."""
        return _MONEY.zh in self.symbol


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured, with everything that is needed to read a figure of it.

    `lag` is how many years after its period a figure is still the newest that can be had; `growth_of` names the
    indicator whose official growth this one is.
    """

    id: str
    name: Text
    short_name: str
    theme: str
    unit: Unit
    kind: Kind
    direction: Direction
    decimals: int
    aggregation: Aggregation
    definition: Text
    owner: Text
    lag: int = 1
    growth_of: str | None = None
    aliases: tuple[str, ...] = ()
    note: str = ""

    @property
    def label(self) -> Text:
        """Return the short name for heads and cards; in English the name is all there is."""
        return Text(self.short_name, self.name.en)


@dataclass(frozen=True, slots=True)
class Region:
    """A territory: a city, a district, a park; `comprises` names the regions that a composite joins."""

    id: str
    name: Text
    short_name: str
    kind: RegionKind
    parent: str | None
    counts_in_parent: bool
    order: int
    comprises: tuple[str, ...] = ()
    park_name: str = ""
    tile: tuple[int, int] | None = None
    aliases: tuple[str, ...] = ()
    note: str = ""

    @property
    def label(self) -> Text:
        """Return the short name for heads, cards and maps; in English the name is all there is."""
        return Text(self.short_name, self.name.en)

    @property
    def park_label(self) -> Text:
        """Return the name as a park, empty where it is none; in English a park has the one name."""
        return Text(self.park_name, self.name.en if self.park_name else "")

    @property
    def is_park(self) -> bool:
        """Return whether the region is a park, or a district that is also run as one."""
        return bool(self.park_name)


@dataclass(frozen=True, slots=True)
class Industry:
    """A branch of the economy, a node of the tree of industries."""

    id: str
    name: Text
    parent: str | None
    order: int
    aliases: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that figures were read in; `url` is empty where none can be shown to readers."""

    id: str
    title: str
    publisher: str
    published: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """The place where one figure stands: source, page and the words that print it."""

    source: str
    page: str
    quote: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What a series is of: an indicator in a region and an industry."""

    indicator: str
    region: str
    industry: str
