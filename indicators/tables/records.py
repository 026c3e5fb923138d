"""A row of a table as a value of the model, and the value as a row again; each pair stands side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any

from indicators.city import Bulletin, City, Release, Words
from indicators.dataset import LeftOut, PrintedConflict
from indicators.goals.progress import Thresholds
from indicators.goals.targets import Comparator, Firmness, Plan, Target
from indicators.model import (
    Absence,
    Aggregation,
    Citation,
    Confidence,
    ConflictKind,
    Direction,
    Indicator,
    Industry,
    Key,
    Kind,
    Qualifier,
    Region,
    RegionKind,
    Source,
    Status,
    Text,
    Unit,
)
from indicators.table import Observation
from indicators.tables.cells import Cells


@dataclass(frozen=True, slots=True)
class Record:
    """How the rows of one table become values, and back."""

    read: Callable[[Cells], Any]
    write: Callable[[Any], Cells]


_USUAL_LAG = 1  # what releases of before the column say by saying nothing


def _without(cells: Cells, *names: str) -> Cells:
    return {name: value for name, value in cells.items() if name not in names}


def _fields(thing: object, *names: str) -> Cells:
    return {name: getattr(thing, name) for name in names}


def _named(cells: Cells) -> Cells:
    """The cells with both names of a thing joined to one Text."""
    return {**_without(cells, "name_en"), "name": Text(cells["name"], cells["name_en"])}


def _names(thing: Any) -> Cells:  # noqa: ANN401 - whatever has a name in two languages
    return {"id": thing.id, "name": thing.name.zh, "name_en": thing.name.en}


def _read_source(cells: Cells) -> Source:
    return Source(**cells)


def _write_source(one: Source) -> Cells:
    return _fields(one, "id", "title", "publisher", "published", "url", "note")


def _read_indicator(cells: Cells) -> Indicator:
    typed = {
        "unit": Unit(cells["unit"], cells["unit_en"]),
        "kind": Kind(cells["kind"]),
        "direction": Direction(cells["direction"]),
        "aggregation": Aggregation(cells["aggregation"]),
        "definition": Text(cells["definition"], cells["definition_en"]),
        "owner": Text(cells["owner"], cells["owner_en"]),
        "lag": _USUAL_LAG if cells["lag"] is None else cells["lag"],
    }
    return Indicator(**(_without(_named(cells), "unit_en", "definition_en", "owner_en") | typed))


def _write_indicator(one: Indicator) -> Cells:
    plain = ("short_name", "theme", "kind", "direction", "decimals", "aggregation", "lag", "growth_of")
    texts = {"definition": one.definition, "owner": one.owner, "unit": Text(one.unit.symbol, one.unit.english)}
    in_two = {name: text.zh for name, text in texts.items()} | {f"{name}_en": text.en for name, text in texts.items()}
    return _names(one) | in_two | _fields(one, *plain, "aliases", "note")


def _read_region(cells: Cells) -> Region:
    row, column = cells["tile_row"], cells["tile_column"]
    typed = {
        "kind": RegionKind(cells["kind"]),
        "tile": (row, column) if row is not None and column is not None else None,
    }
    return Region(**(_without(_named(cells), "tile_row", "tile_column") | typed))


def _write_region(one: Region) -> Cells:
    plain = ("short_name", "kind", "parent", "counts_in_parent", "comprises", "park_name", "order", "aliases")
    row, column = one.tile or (None, None)
    return _names(one) | _fields(one, *plain, "note") | {"tile_row": row, "tile_column": column}


def _read_industry(cells: Cells) -> Industry:
    return Industry(**_named(cells))


def _write_industry(one: Industry) -> Cells:
    return _names(one) | _fields(one, "parent", "order", "aliases", "note")


_KEY = ("indicator", "region", "industry")
_CITATION = ("source", "page", "quote", "confidence")


def _read_cited(cells: Cells) -> Cells:
    """The cells with key and citation joined to one value each, and the qualifier typed."""
    return _without(cells, *_KEY, *_CITATION) | {
        "key": Key(*(cells[name] for name in _KEY)),
        "citation": Citation(cells["source"], cells["page"], cells["quote"], Confidence(cells["confidence"])),
        "qualifier": Qualifier(cells["qualifier"]),
    }


def _write_cited(one: Observation | Target) -> Cells:
    return _fields(one.key, *_KEY) | _fields(one.citation, *_CITATION) | _fields(one, "id", "qualifier", "note")


def _read_observation(cells: Cells) -> Observation:
    typed = {
        "status": Status(cells["status"]),
        "absence": Absence(cells["absence"]) if cells["absence"] else None,
        "charted": cells["role"] == "charted",
        "break_reason": cells["break"],
    }
    return Observation(**(_without(_read_cited(cells), "role", "break") | typed))


def _write_observation(one: Observation) -> Cells:
    role = "charted" if one.charted else "alternate"
    plain = _fields(one, "period", "value", "absence", "status")
    return _write_cited(one) | plain | {"role": role, "break": one.break_reason}


def _read_target(cells: Cells) -> Target:
    typed = {"comparator": Comparator(cells["comparator"]), "firmness": Firmness(cells["firmness"])}
    return Target(**(_read_cited(cells) | typed))


def _write_target(one: Target) -> Cells:
    numbers = ("amount", "amount_to", "stretch", "base_period", "base_value", "milestones")
    return _write_cited(one) | _fields(one, "plan", "due", "comparator", *numbers, "firmness", "set_in", "part_of")


def _read_left_out(cells: Cells) -> LeftOut:
    return LeftOut(**cells)


def _write_left_out(one: LeftOut) -> Cells:
    return _fields(one, "id", "source", "page", "quote", "reason")


def _read_conflict(cells: Cells) -> PrintedConflict:
    return PrintedConflict(
        cells["id"], ConflictKind(cells["kind"]), cells["rows"], Text(cells["sentence"], cells["sentence_en"])
    )


def _write_conflict(one: PrintedConflict) -> Cells:
    sentence = {"sentence": one.sentence.zh, "sentence_en": one.sentence.en}
    return _fields(one, "id", "kind", "rows") | sentence


def _read_plan(cells: Cells) -> Plan:
    return Plan(**_named(cells))


def _write_plan(one: Plan) -> Cells:
    return _names(one) | _fields(one, "first", "last", "set_in")


_BULLETIN, _WORDS = (tuple(field.name for field in fields(kind)) for kind in (Bulletin, Words))
_PLAIN = (
    "region",
    "province",
    "default_plan",
    "time_zone",
    "rise_colour",
    "districts",
    "headline",
    "matrix",
    "platform_themes",
)


def read_city(cells: Cells, themes: Mapping[str, Text], plans: Mapping[str, Plan]) -> City:
    """Return the city that the settings of city.toml describe."""
    return City(
        **{name: cells[name] for name in ("id", *_PLAIN)},
        name=Text(cells["name"], cells["name_en"]),
        thresholds=Thresholds(cells["lights.behind"], cells["lights.far_behind"], cells["lights.about"]),
        release=Release(
            cells["release.number"],
            Text(cells["release.name"], cells["release.name_en"]),
            cells["release.date"],
        ),
        themes=themes,
        plans=plans,
        bulletin=Bulletin(**{name: cells[f"bulletin.{name}"] for name in _BULLETIN}),
        words=Words(**{name: cells[f"words.{name}"] for name in _WORDS}),
    )


def write_city(city: City) -> Cells:
    """Return the settings of city.toml, without themes and plans; `read_city` gives the city back."""
    lights, release = city.thresholds, city.release
    return (
        _names(city)
        | _fields(city, *_PLAIN)
        | {f"lights.{name}": getattr(lights, name) for name in ("behind", "far_behind", "about")}
        | {f"bulletin.{name}": getattr(city.bulletin, name) for name in _BULLETIN}
        | {f"words.{name}": getattr(city.words, name) for name in _WORDS}
        | {"release.number": release.number, "release.date": release.date}
        | {"release.name": release.name.zh, "release.name_en": release.name.en}
    )


RECORDS: Mapping[str, Record] = MappingProxyType(
    {
        "sources": Record(_read_source, _write_source),
        "indicators": Record(_read_indicator, _write_indicator),
        "regions": Record(_read_region, _write_region),
        "industries": Record(_read_industry, _write_industry),
        "targets": Record(_read_target, _write_target),
        "observations": Record(_read_observation, _write_observation),
        "left-out": Record(_read_left_out, _write_left_out),
        "conflicts": Record(_read_conflict, _write_conflict),
        "plans": Record(_read_plan, _write_plan),
    }
)
