"""A seeded city of any size, written in the layout of `data/<city>/`: what the benchmarks run on.

`python -m tests.bench.city 100000 FOLDER` writes one for a person to look at.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indicators.tables.columns import (
    CONFLICTS,
    INDICATORS,
    INDUSTRIES,
    LEFT_OUT,
    OBSERVATIONS,
    REGIONS,
    SOURCES,
    TARGETS,
    Table,
)

SEED = 20261125
YEARS = range(2010, 2026)
BASE, DUE, THEMES, INDUSTRY_COUNT = 2020, 2025, 4, 8
DISTRICTS, SOURCE_COUNT = 12, 40


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each: indicators × regions × years, and indicators that are also split by industry."""

    observations: int
    indicators: int
    regions: int
    split: tuple[int, int] = (0, 0)

    @property
    def goals(self) -> int:
        """Return the number of goals: one for each indicator and region."""
        return self.indicators * self.regions


SIZES = {
    5_000: Size(5_000, 24, 13),
    100_000: Size(100_000, 104, 25, (18, 25)),
    1_000_000: Size(1_000_000, 200, 300, (39, 8)),
}


def write(folder: Path, size: Size, seed: int = SEED, *, has_figures: bool = True) -> Path:
    """Write the files of a city of this size and return its folder; the same seed gives the same bytes.

    One that has no figures has none of the goals either: they are published afterwards.
    """
    dice = random.Random(seed)  # noqa: S311 - figures for a benchmark
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "city.toml").write_text(_city(folder.name, size), encoding="utf-8")
    _table(folder, SOURCES, _sources())
    _table(folder, INDICATORS, _indicators(size))
    _table(folder, REGIONS, _regions(size))
    _table(folder, INDUSTRIES, _industries())
    _table(folder, LEFT_OUT, ())
    _table(folder, CONFLICTS, ())
    series = {key: a_series(dice) for key in keys(size)} if has_figures else {}
    _table(folder, TARGETS, _targets(size, series, dice))
    for theme in range(THEMES):
        mine = ((key, values) for key, values in series.items() if int(key[0][1:]) % THEMES == theme)
        _table(folder, OBSERVATIONS, observations(mine), OBSERVATIONS.path.replace("*", f"theme{theme}"))
    return folder


def _table(folder: Path, table: Table, rows: Iterator[dict[str, object]] | tuple[()], path: str = "") -> None:
    file = folder / (path or table.path)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, table.names, restval="", lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def keys(size: Size) -> Iterator[tuple[str, str, str]]:
    """Yield indicator, region and industry of each series."""
    for indicator in range(size.indicators):
        for region in range(size.regions):
            yield f"i{indicator}", _region(region), "all"
    indicators, regions = size.split
    for indicator in range(indicators):
        for region in range(regions):
            for industry in range(INDUSTRY_COUNT):
                yield f"i{indicator}", _region(region), f"branch{industry}"


def _region(number: int) -> str:
    return "city" if number == 0 else f"r{number}"


def a_series(dice: random.Random) -> list[str]:
    """Return the values of one series, year by year."""
    value, pace = dice.uniform(10, 5_000), dice.uniform(0.98, 1.15)
    values = []
    for _ in YEARS:
        values.append(f"{value:.1f}")
        value *= pace * dice.uniform(0.97, 1.03)
    return values


def observations(series: Iterator[tuple[tuple[str, str, str], list[str]]]) -> Iterator[dict[str, object]]:
    """Yield the rows of figures, of one series after the other."""
    for (indicator, region, industry), values in series:
        for year, value in zip(YEARS, values, strict=True):
            yield {
                "id": f"{indicator}-{region}-{industry}-{year}",
                "indicator": indicator,
                "region": region,
                "industry": industry,
                "period": year,
                "value": value,
                "qualifier": "exact",
                "status": "final",
                "source": f"s{(year + len(region)) % SOURCE_COUNT}",
                "quote": f"{year}年为{value}亿元",
                "confidence": "official",
                "role": "charted",
            }


def _targets(size: Size, series: dict[tuple[str, str, str], list[str]], dice: random.Random) -> Iterator[dict]:
    for number, key in enumerate(key for key in series if key[2] == "all"):
        base = float(series[key][YEARS.index(BASE)])
        amount = f"{base * dice.uniform(1.05, 1.9):.1f}"
        yield {
            "id": f"g{number}",
            "plan": "plan",
            "indicator": key[0],
            "region": key[1],
            "industry": "all",
            "due": DUE,
            "comparator": "at_least",
            "amount": amount,
            "firmness": "expected",
            "set_in": 2021,
            "qualifier": "exact",
            "source": "s0",
            "quote": f"到2025年达到{amount}亿元",
            "confidence": "official",
        }


def _indicators(size: Size) -> Iterator[dict[str, object]]:
    for number in range(size.indicators):
        yield {
            "id": f"i{number}",
            "name": f"第{number}项指标",
            "name_en": f"Indicator {number}",
            "short_name": f"指标{number}",
            "theme": f"theme{number % THEMES}",
            "unit": "亿元",
            "kind": "flow",
            "direction": "higher",
            "decimals": 1,
            "aggregation": "none",
            "definition": f"第{number}项指标的口径。",
            "definition_en": f"What indicator {number} counts.",
            "owner": "市统计局",
            "owner_en": "Bureau of statistics",
            "lag": 1,
        }


def _regions(size: Size) -> Iterator[dict[str, object]]:
    yield _named("province", "全省", "Province", 0) | {"kind": "province", "counts_in_parent": "no"}
    for number in range(size.regions):
        kind, parent = ("city", "province") if number == 0 else ("district", "city")
        place = _named(_region(number), f"{number}号区域", f"Region {number}", number + 1)
        yield place | {"kind": kind, "parent": parent, "counts_in_parent": "yes"}


def _named(name: str, zh: str, en: str, order: int) -> dict[str, object]:
    return {"id": name, "name": zh, "name_en": en, "short_name": zh, "order": order}


def _industries() -> Iterator[dict[str, object]]:
    yield _named("all", "全部产业", "All industries", 0)
    for number in range(INDUSTRY_COUNT):
        yield _named(f"branch{number}", f"{number}号产业", f"Industry {number}", number + 1) | {"parent": "all"}


def _sources() -> Iterator[dict[str, object]]:
    for number in range(SOURCE_COUNT):
        yield {"id": f"s{number}", "title": f"统计公报{number}", "publisher": "市统计局", "published": "2026-03"}


def _city(name: str, size: Size) -> str:
    districts = [_region(number) for number in range(1, min(size.regions, DISTRICTS + 1))]
    listed = ", ".join(f'"{one}"' for one in districts)
    first = ", ".join(f'"i{number}"' for number in range(8))
    themes = "".join(
        f'[[themes]]\nid = "theme{number}"\nname = "主题{number}"\nname_en = "Theme {number}"\n\n'
        for number in range(THEMES)
    )
    return f"""id = "{name}"
name = "测试市"
name_en = "Bench City"
region = "city"
province = "province"
default_plan = "plan"
rise_colour = "red"
districts = [{listed}]
headline = [{first}]
matrix = [{first}]
platform_themes = ["theme3"]

[lights]
behind = 10
far_behind = 30
about = 0.02

[release]
number = 1
name = "2026年第1版"
name_en = "Release 1 of 2026"
date = 2026-11-23

{themes}[[plans]]
id = "plan"
name = "五年规划"
name_en = "Five-Year Plan"
first = "2021"
last = "2025"
set_in = "2021"
"""


if __name__ == "__main__":
    write(Path(sys.argv[2]), SIZES[int(sys.argv[1])])
