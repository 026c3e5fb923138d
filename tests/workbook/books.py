"""A small city to write workbooks of, and workbooks opened again."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

from openpyxl import load_workbook

from indicators.city import City, Release
from indicators.dataset import Dataset
from indicators.goals.targets import Plan, Target
from indicators.model import Indicator, Industry, Key, Kind, Region, RegionKind, Source, Text, Unit
from indicators.table import MetricTable, Observation
from tests.builders import THRESHOLDS, indicator, observation, target

MAGAZINE = Source("magazine", "《常州科技》", "市科技局", "2022")
INDICATORS = (
    indicator(short_name="GDP"),
    indicator(Kind.RATIO, id="rd", name=Text("研发投入占比", "R&D"), theme="research", decimals=2),
    indicator(
        Kind.RANK, id="place", name=Text("全国位次", "Rank"), theme="research", decimals=0, unit=Unit("位", "places")
    ),
)
REGIONS = (
    Region("china", Text("全国", "China"), "全国", RegionKind.COUNTRY, None, counts_in_parent=False, order=0),
    Region("jiangsu", Text("江苏省", "Jiangsu"), "江苏", RegionKind.PROVINCE, None, counts_in_parent=False, order=1),
    Region(
        "changzhou", Text("常州市", "Changzhou"), "常州", RegionKind.CITY, "jiangsu", counts_in_parent=True, order=2
    ),
    Region("wujin", Text("武进区", "Wujin"), "武进", RegionKind.DISTRICT, "changzhou", counts_in_parent=True, order=4),
    Region(
        "xinbei", Text("新北区", "Xinbei"), "新北", RegionKind.DISTRICT, "changzhou", counts_in_parent=True, order=3
    ),
)
INDUSTRIES = (
    Industry("all", Text("全部产业", "All"), None, 0),
    Industry("nev", Text("新能源汽车", "NEV"), "all", 1),
)
CITY = City(
    id="changzhou",
    name=Text("常州市", "Changzhou"),
    region="changzhou",
    province="jiangsu",
    default_plan="14th",
    rise_colour="red",
    districts=("wujin", "xinbei"),
    headline=("gdp",),
    matrix=("gdp", "rd"),
    platform_themes=(),
    thresholds=THRESHOLDS,
    release=Release(7, Text("2026年第7版", "Release 7"), dt.date(2026, 11, 20)),
    themes={"economy": Text("综合经济", "Economy"), "research": Text("研发", "Research")},
    plans={"14th": Plan("14th", Text("“十四五”规划", "14th plan"), None, None, None)},
)


def key(of: str = "gdp", region: str = "changzhou", industry: str = "all") -> Key:
    """Return the key of a series; for the city and all industries unless said otherwise."""
    return Key(of, region, industry)


def small(
    *figures: Observation,
    indicators: tuple[Indicator, ...] = INDICATORS,
    regions: tuple[Region, ...] = REGIONS,
    sources: tuple[Source, ...] = (MAGAZINE,),
    targets: tuple[Target, ...] = (),
    **city: object,
) -> Dataset:
    """Return a city with these figures and goals; its vocabulary is the small one above."""
    return Dataset(
        city=replace(CITY, **city),
        sources={one.id: one for one in sources},
        indicators={one.id: one for one in indicators},
        regions={one.id: one for one in regions},
        industries={one.id: one for one in INDUSTRIES},
        table=MetricTable(figures),
        targets=targets,
    )


def figures() -> tuple[Observation, ...]:
    """Return a few figures of each sort: years and halves, charted and not, exact and odd."""
    return (
        observation(2023, "10116.4", id="a"),
        observation(2024, "10813", id="b"),
        observation(2024, "10800.25", id="c", charted=False),
        observation("2024H1", "4525.4", id="d"),
        observation(2024, "3.62", id="e", key=key("rd")),
        observation(2023, "3.5", id="f", key=key("rd")),
        observation(2024, None, id="g", key=key("rd", "wujin"), absence=None),
        observation(2023, "3.1", id="h", key=key("rd", "wujin")),
        observation(2019, "12", id="i", key=key("place")),
        observation(2024, "2000", id="j", key=key("gdp", "xinbei", "nev")),
        observation(2024, "126", id="k", key=key("gdp", "china")),
    )


def goal() -> Target:
    """Return a goal as it stands in the table of goals."""
    return target("at_least", "3.7", 2025, key=key("rd"), id="goal")


def opened(content: bytes):
    """Return a workbook as openpyxl reads it."""
    return load_workbook(io.BytesIO(content))


def lines(sheet, head: int = 1):
    """Return the rows of a sheet below its heads as value by head, down to the last one that says anything."""
    heads = [cell.value for cell in sheet[head]]
    rows = [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(head + 1, values_only=True)]
    return [row for row in rows if any(value is not None for value in row.values())]


def column(sheet, title: str, head: int = 1):
    """Return the cells below a head."""
    place = [cell.value for cell in sheet[head]].index(title) + 1
    return [row[0] for row in sheet.iter_rows(head + 1, min_col=place, max_col=place)]
