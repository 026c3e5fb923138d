"""A city that has nothing yet: from what its people say of it, and perhaps a workbook, to tables without an error."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from indicators.checks.audit import audit
from indicators.city import USUAL_ZONES, City, Release
from indicators.dataset import ALL_INDUSTRIES, Dataset
from indicators.goals.progress import Thresholds
from indicators.goals.targets import Plan
from indicators.language import Language
from indicators.model import Aggregation, Direction, Indicator, Industry, Kind, Region, RegionKind, Text, Unit
from indicators.periods import Period
from indicators.problems import Problem, UsageError, ordered
from indicators.proposals.proposal import propose
from indicators.releases.changes import apply
from indicators.table import MetricTable
from indicators.tables.cells import FORMS
from indicators.tables.description import Type
from indicators.tables.rows import dataset_of, rows_of
from indicators.tables.sheets import said
from indicators.workbook.reader import Reader, in_a_child, read
from indicators.workbook.reading.names import choice

THEME = "main"
_THEME = Text("主要指标", "Main indicators")
_PLAN = Text("{first}—{last}年规划", "Plan for {first} to {last}")
_RELEASE = Text("{year}年第1版", "Release 1 of {year}")
_DEFINED = Text("{name}（口径待填）", "{name} (definition to be written)")
_OWNER = Text("待定", "to be named")
_ALL = Text("全部产业", "All industries")
_YEARS_OF_PLAN = 4
_SHORT = 8
_PARTS = 4
_MOST_DECIMALS = 4
_NO_NAME = Text("请写一个名称", "a name is needed")
_NO_ENGLISH = Text(
    "“{value}”之后请写英文名称，如 常州市/Changzhou", "“{value}” needs its English name after a slash: 常州市/Changzhou"
)
_NO_ID = Text(
    "“{value}”不能作文件夹名：只用字母、数字和短横，如 riverton",
    "“{value}” is no name of a folder: letters, digits and hyphens only, as in riverton",
)
_NO_ZONE = Text(
    "没有时区“{value}”，写作 Asia/Shanghai、Europe/London 之类", "“{value}” is no time zone: write one as Europe/London"
)
_NO_INDICATOR = Text(
    "“{value}”不是“名称；单位；类别；优劣方向”，例如：地区生产总值；亿元；流量；越高越好",
    "“{value}” is not “name; unit; kind; direction”, as in: Recycling rate; %; ratio; higher",
)
_NOT_ONE_OF = Text("“{value}”不是{what}，可写：{allowed}", "“{value}” is no {what}: write one of {allowed}")
_KIND, _DIRECTION = Text("类别", "kind"), Text("优劣方向", "direction")
_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
_SPLIT = re.compile(r"\s*[;；]\s*")


@dataclass(frozen=True, slots=True)
class NewIndicator:
    """What has to be said of an indicator: nothing of it is assumed."""

    name: Text
    unit: str
    kind: Kind
    direction: Direction


@dataclass(frozen=True, slots=True)
class NewCity:
    """What has to be said of a city; it may lie alone, with no regions below it."""

    id: str
    name: Text
    regions: tuple[Text, ...]
    indicators: tuple[NewIndicator, ...]
    time_zone: str = ""


def id_of(text: str) -> str:
    """Return the id of a city, which is the name of its folder. Raises UsageError."""
    if not _ID.fullmatch(text.strip()):
        raise UsageError(str(_NO_ID).format(value=text.strip()[:40]))
    return text.strip()


def name_of(text: str, language: Language) -> Text:
    """Return a name: 武进区/Wujin in both languages; alone, or of a city that writes English, it stands for both."""
    first, _, second = (part.strip() for part in text.strip().partition("/"))
    if not first:
        raise UsageError(str(_NO_NAME))
    return Text(first, first) if language is Language.ENGLISH else Text(first, second or first)


def city_name_of(text: str, language: Language) -> Text:
    """Return the name of a city, which one that writes Chinese has in English too. Raises UsageError."""
    name = name_of(text, language)
    if language is Language.CHINESE and name.zh == name.en:
        raise UsageError(str(_NO_ENGLISH).format(value=name.zh[:40]))
    return name


def zone_of(text: str, language: Language) -> str:
    """Return the time zone of a city: where none is said that of China, or UTC of one that writes English."""
    try:
        return str(FORMS[Type.ZONE].read(text.strip() or USUAL_ZONES[language]))
    except ValueError:
        raise UsageError(str(_NO_ZONE).format(value=text.strip()[:40])) from None


def names_of(text: str, language: Language) -> tuple[Text, ...]:
    """Return the names of a list: 武进区/Wujin; 新北区/Xinbei."""
    return tuple(name_of(part, language) for part in _SPLIT.split(text.strip()) if part)


def indicator_of(text: str, language: Language) -> NewIndicator:
    """Return an indicator as it is written on one line: name; unit; kind; direction. Raises UsageError."""
    parts = _SPLIT.split(text.strip())
    if len(parts) != _PARTS or not all(parts):
        raise UsageError(str(_NO_INDICATOR).format(value=text.strip()[:60]))
    name, unit, kind, direction = parts
    return NewIndicator(
        name_of(name, language),
        unit,
        Kind(_word("kind", tuple(Kind), kind, _KIND)),
        Direction(_word("direction", tuple(Direction), direction, _DIRECTION)),
    )


def _word(column: str, allowed: Sequence[StrEnum], text: str, what: Text) -> str:
    found = choice(column, allowed, text)
    if not found:
        words = (str(said(column, word)) for word in allowed)
        listed = str(Text("、", ", ")).join(words)
        raise UsageError(str(_NOT_ONE_OF).format(value=text[:40], what=what, allowed=listed))
    return found


def dataset_for(city: NewCity, today: dt.date) -> Dataset:
    """Return the tables of a city that has no figures yet; its plan runs from the year of `today`."""
    regions = tuple(_named("region", city.regions, {city.id}))
    indicators = tuple(_named("indicator", [each.name for each in city.indicators], set()))
    return Dataset(
        city=_city(city, today, [name for name, _ in regions], [name for name, _ in indicators]),
        sources={},
        indicators={
            name: _indicator(name, each, city) for (name, _), each in zip(indicators, city.indicators, strict=True)
        },
        regions={
            city.id: _region(city.id, city.name, RegionKind.CITY, None, 0),
            **{
                name: _region(name, text, RegionKind.DISTRICT, city.id, order)
                for order, (name, text) in enumerate(regions, start=1)
            },
        },
        industries={ALL_INDUSTRIES: Industry(ALL_INDUSTRIES, _in_words(_ALL, city), None, 0)},
        table=MetricTable(()),
        targets=(),
    )


def with_workbook(
    dataset: Dataset, content: bytes, name: str, reader: Reader = in_a_child
) -> tuple[Dataset, tuple[Problem, ...]]:
    """Return the tables with what a workbook says, in the sheets of the template, and every problem of it.

    Where a problem is an error the tables are returned as they were.
    """
    reading = read(content, name, dataset, reader=reader)
    rows = rows_of(dataset)
    filing = {"id": "first-workbook", "title": name, "publisher": str(dataset.city.name), "published": ""}
    proposal = propose(reading.draft, rows, rows, {**filing, "url": "", "note": ""})
    problems = ordered((*reading.problems, *proposal.problems))
    if any(problem.is_error for problem in problems):
        return dataset, problems
    filled = _as_fine_as_figures(dataset_of(apply(proposal.all_changes, rows), dataset.city.release), dataset)
    found = ordered((*problems, *audit(filled)))
    return (dataset if any(problem.is_error for problem in found) else filled), found


def _as_fine_as_figures(filled: Dataset, asked: Dataset) -> Dataset:
    """Return the tables with as many decimals as their figures have, where only ours are stated: 0.35 is not 0.4."""
    usual = {name for name, one in asked.indicators.items() if one.decimals and filled.indicators[name] == one}
    digits: dict[str, int] = {}
    for one in filled.table.observations:
        if one.value is not None and one.key.indicator in usual:
            found = min(-int(one.value.normalize().as_tuple().exponent), _MOST_DECIMALS)
            digits[one.key.indicator] = max(found, digits.get(one.key.indicator, 0))
    fitted = {name: replace(filled.indicators[name], decimals=number) for name, number in digits.items()}
    return replace(filled, indicators={**filled.indicators, **fitted})


def _named(prefix: str, names: Sequence[Text], taken: set[str]) -> Iterator[tuple[str, Text]]:
    """Each name under an id of its English letters, or else of its place in the list."""
    for place, name in enumerate(names, start=1):
        base = re.sub(r"[^a-z0-9]+", "-", name.en.lower()).strip("-") if name.en.isascii() else ""
        base = base or f"{prefix}-{place}"
        found = base if base not in taken else f"{base}-{place}"
        taken.add(found)
        yield found, name


def _city(city: NewCity, today: dt.date, regions: Sequence[str], indicators: Sequence[str]) -> City:
    first, last = today.year, today.year + _YEARS_OF_PLAN
    return City(
        id=city.id,
        name=city.name,
        region=city.id,
        province=None,
        default_plan="plan",
        rise_colour="neutral",
        districts=tuple(regions),
        headline=tuple(indicators[:_SHORT]),
        matrix=tuple(indicators[:_SHORT]),
        platform_themes=(),
        time_zone=city.time_zone,
        thresholds=Thresholds(behind=Decimal(10), far_behind=Decimal(30), about=Decimal("0.02")),
        release=Release(1, _in_words(_RELEASE, city, year=today.year), today),
        themes={THEME: _in_words(_THEME, city)},
        plans={
            "plan": Plan(
                "plan", _in_words(_PLAN, city, first=first, last=last), Period.of_year(first), Period.of_year(last)
            )
        },
    )


def _in_words(text: Text, city: NewCity, **blanks: object) -> Text:
    """A wording of ours in both languages; in English alone where the city writes nothing else."""
    english = text.en.format(**blanks)
    return Text(english if city.name.zh == city.name.en else text.zh.format(**blanks), english)


def _region(name: str, text: Text, kind: RegionKind, parent: str | None, order: int) -> Region:
    return Region(name, text, text.zh[:_SHORT], kind, parent, counts_in_parent=parent is not None, order=order)


def _indicator(name: str, new: NewIndicator, city: NewCity) -> Indicator:
    is_amount = new.kind in {Kind.STOCK, Kind.FLOW}
    return Indicator(
        id=name,
        name=new.name,
        short_name=new.name.zh[:_SHORT].strip(),
        theme=THEME,
        unit=Unit(new.unit, new.unit),
        kind=new.kind,
        direction=new.direction,
        decimals=0 if new.kind in {Kind.STOCK, Kind.RANK} else 1,
        aggregation=Aggregation.SUM if is_amount else Aggregation.NONE,
        definition=_in_words(_DEFINED, city, name=new.name.zh),
        owner=_in_words(_OWNER, city),
    )
