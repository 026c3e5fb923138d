"""A second city for tests, in the shape of an open SDG data set: English only, financial years, nothing below the city.

It has no province, no districts, no parks, no tiles and no industries; its figures are made up.
"""

import csv
from pathlib import Path

from indicators.tables.columns import TABLES

_CITY = """
id = "riverton"
name = "Riverton"
name_en = "Riverton"
region = "riverton"
default_plan = "strategy"
rise_colour = "green"
districts = []
headline = ["recycling", "emissions", "pupils"]
matrix = ["recycling", "emissions"]
platform_themes = []

[lights]
behind = 10
far_behind = 30
about = 0.02

[bulletin]
issuer = "Riverton City Council"
number = ""
addressee = ""
reply_days = 10

[release]
number = 1
name = "Release 1"
name_en = "Release 1"
date = 2026-05-01

[[themes]]
id = "environment"
name = "Environment"
name_en = "Environment"

[[themes]]
id = "education"
name = "Education"
name_en = "Education"

[[plans]]
id = "strategy"
name = "Sustainability Strategy 2030"
name_en = "Sustainability Strategy 2030"
first = "2015/16"
last = "2025/26"
"""
YEARS = range(10)
_YEARS = tuple(f"{year}/{year % 100 + 1:02}" for year in range(2015, 2025))
_SERIES = {
    "recycling": ("environment", "Recycling rate", "%", "ratio", "higher", 1, [30.1 + 1.3 * n for n in YEARS]),
    "emissions": ("environment", "Emissions per head", "t", "flow", "lower", 2, [8.4 - 0.21 * n for n in YEARS]),
    "pupils": (
        "education",
        "Pupils in good schools",
        "pupils",
        "stock",
        "higher",
        0,
        [41200 + 390 * n for n in range(10)],
    ),
}
_GOALS = {"recycling": ("at_least", 50, 30.1), "emissions": ("at_most", 6, 8.4), "pupils": ("at_least", 46000, 41200)}
_INDICATOR = {
    "aggregation": "none",
    "owner": "Riverton Statistics",
    "owner_en": "Riverton Statistics",
    "lag": 1,
}
_CITED = {"source": "report", "confidence": "official"}


def write(folder: Path) -> Path:
    """Write the tables of Riverton into a folder of that name below `folder`, and return it."""
    home = folder / "riverton"
    (home / "observations").mkdir(parents=True)
    (home / "city.toml").write_text(_CITY, encoding="utf-8")
    rows = {"sources": _sources(), "indicators": _indicators(), "regions": _regions(), "industries": _industries()}
    rows |= {"targets": _targets(), "left-out": [], "conflicts": []}
    for table in TABLES:
        if table.name in rows:
            _write(home / table.path, table.names, rows[table.name])
        else:
            for theme in ("environment", "education"):
                _write(home / table.path.replace("*", theme), table.names, _observations(theme))
    return home


def _write(path, names, rows):
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _sources():
    title = "Riverton sustainability indicators"
    return [{"id": "report", "title": title, "publisher": "Riverton City Council", "published": "2025-10"}]


def _indicators():
    for name, (theme, title, unit, kind, direction, decimals, _) in _SERIES.items():
        yield {
            "id": name,
            "name": title,
            "name_en": title,
            "short_name": title[:8].strip(),
            "theme": theme,
            "unit": unit,
            "unit_en": unit,
            "kind": kind,
            "direction": direction,
            "decimals": decimals,
            "definition": f"{title}, as the council counts it.",
            "definition_en": f"{title}, as the council counts it.",
            **_INDICATOR,
        }


def _regions():
    city = {"id": "riverton", "name": "Riverton", "name_en": "Riverton", "short_name": "Riverton", "kind": "city"}
    return [{**city, "counts_in_parent": "no", "order": 0}]


def _industries():
    return [{"id": "all", "name": "All industries", "name_en": "All industries", "order": 0}]


def _observations(theme):
    for name, (of, title, unit, _, _, decimals, values) in _SERIES.items():
        if of != theme:
            continue
        for year, value in zip(_YEARS, values, strict=True):
            figure = f"{value:.{decimals}f}"
            yield {
                "id": f"{name}-{year.replace('/', '-')}",
                "indicator": name,
                "region": "riverton",
                "industry": "all",
                "period": year,
                "value": figure,
                "qualifier": "exact",
                "status": "final",
                "quote": f"{title} was {figure} {unit} in {year}",
                "role": "charted",
                **_CITED,
            }


def _targets():
    for name, (comparator, amount, base) in _GOALS.items():
        yield {
            "id": f"goal-{name}",
            "plan": "strategy",
            "indicator": name,
            "region": "riverton",
            "industry": "all",
            "due": "2025/26",
            "comparator": comparator,
            "amount": amount,
            "base_period": "2015/16",
            "base_value": base,
            "firmness": "expected",
            "set_in": "2016",
            "qualifier": "exact",
            "quote": f"{comparator.replace('_', ' ')} {amount} by 2025/26",
            **_CITED,
        }
