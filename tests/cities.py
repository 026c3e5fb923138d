"""A city of any size, made from the one that is shipped: the same seed gives the same figures and goals."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

from indicators.dataset import ALL_INDUSTRIES, Dataset
from indicators.goals.targets import Comparator, Target
from indicators.model import Citation, Confidence, Key, Qualifier, Region, RegionKind, Status, Text
from indicators.periods import Period
from indicators.table import MetricTable, Observation

_LAST = 2025
_QUOTE = "{year}年，{place}{name}为{value}{unit}，比上年有所变化，完成年度计划"
_AIM = "到{year}年，{place}{name}达到{value}{unit}以上"


def large_city(dataset: Dataset, indicators: int, regions: int, years: int = 16, seed: int = 1) -> Dataset:
    """Return the city with so many indicators and districts, a figure for each year and a goal for each of them."""
    draw = random.Random(seed)  # noqa: S311 - figures of a city that does not exist
    known = [one for one in dataset.indicators.values() if one.kind not in {"rank", "growth"}]
    first = [dataset.indicators[name] for name in (*dataset.city.headline, *dataset.city.matrix)]
    described = list(dict.fromkeys([*first, *known]))
    described += [
        replace(
            one, id=f"{one.id}-{again}", name=Text(f"{one.name.zh}（{again}）", f"{one.name.en} {again}"), aliases=()
        )
        for again in range(2, 2 + indicators // len(known))
        for one in known
    ]
    described = described[:indicators]
    districts = [_district(dataset.city.region, number) for number in range(1, regions)]
    sources = list(dataset.sources)
    observations: list[Observation] = []
    targets: list[Target] = []
    for indicator in described:
        for region in (dataset.region(dataset.city.region), *districts):
            key = Key(indicator.id, region.id, ALL_INDUSTRIES)
            value = Decimal(draw.randint(200, 9000))
            for year in range(_LAST - years + 1, _LAST + 1):
                value = (value * Decimal(draw.randint(90, 118)) / 100).quantize(Decimal("0.1"))
                words = {"year": year, "place": region.name.zh, "name": indicator.name.zh, "value": value}
                quote = _QUOTE.format(unit=indicator.unit.symbol, **words)
                cited = Citation(draw.choice(sources), str(draw.randint(1, 60)), quote, draw.choice(list(Confidence)))
                observations.append(_figure(f"F{len(observations)}", key, year, value, cited))
            reach = (value * Decimal(draw.randint(80, 140)) / 100).quantize(Decimal(1))
            aim = _AIM.format(year=_LAST, place=region.name.zh, name=indicator.name.zh, value=reach, unit="")
            cited = Citation(draw.choice(sources), "", aim, Confidence.OFFICIAL)
            due = Period.of_year(draw.choice([_LAST, _LAST, _LAST + 2]))
            plan = draw.choice([dataset.city.default_plan] * 4 + list(dataset.plans))
            targets.append(Target(f"T{len(targets)}", plan, key, due, Comparator.AT_LEAST, reach, cited))
    city = replace(dataset.city, districts=tuple(one.id for one in districts))
    return replace(
        dataset,
        city=city,
        indicators={one.id: one for one in described} | dict(dataset.indicators),
        regions={**dataset.regions, **{one.id: one for one in districts}},
        table=MetricTable(observations),
        targets=tuple(targets),
        conflicts=(),
    )


def _district(city: str, number: int) -> Region:
    name = f"第{number}区"
    place = (1 + number // 6, 1 + number % 6)
    return Region(
        f"d{number}", Text(name, f"District {number}"), name, RegionKind.DISTRICT, city, True, 100 + number, tile=place
    )


def _figure(name: str, key: Key, year: int, value: Decimal, cited: Citation) -> Observation:
    return Observation(name, key, Period.of_year(year), value, Qualifier.EXACT, Status.FINAL, cited)
