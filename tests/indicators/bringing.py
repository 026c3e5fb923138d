"""A city with a few figures and goals, and what is asked of numbers that are brought to it."""

from __future__ import annotations

from dataclasses import replace

from indicators.model import Kind, Region, RegionKind, Text, Unit
from indicators.problems import Place
from indicators.proposals.preview import preview
from indicators.proposals.proposal import Places, Proposal
from indicators.releases.changes import Change
from indicators.tables.rows import rows_of
from tests.builders import indicator, observation
from tests.workbook.books import INDICATORS, REGIONS, key, small

QUESTIONS = {
    "far-from-before",
    "far-from-others",
    "another-size",
    "not-whole",
    "same-as-before",
    "swapped",
    "shifted",
    "beyond-whole",
    "below-part",
    "unlike-increases",
    "unlike-parts",
    "growth-disagrees",
}
SIZES = {"liyang": 1520.3, "jintan": 1278.7, "wujin": 2169.5, "xinbei": 2061.4, "tianning": 909.6, "zhonglou": 831.2}
SHARES = {"liyang": "3.21", "jintan": "3.35", "wujin": "3.92", "xinbei": "3.64", "tianning": "2.91", "zhonglou": "3.08"}
DISTRICTS = tuple(SIZES)
MORE = (
    indicator(Kind.GROWTH, id="growth", name=Text("增速", "growth"), unit=Unit("%"), growth_of="gdp"),
    indicator(Kind.STOCK, id="firms", name=Text("高企数", "firms"), unit=Unit("家", "firms"), decimals=0),
    indicator(Kind.FLOW, id="deals", name=Text("成交额", "deals")),
)


def city(*figures, goals=()):
    """A city of six districts, with these figures and goals published."""
    known = {one.id for one in REGIONS}
    districts = tuple(
        Region(name, Text(name, name), name, RegionKind.DISTRICT, "changzhou", counts_in_parent=True, order=9)
        for name in DISTRICTS
        if name not in known
    )
    named = [replace(one, id=f"p{at}") for at, one in enumerate(figures)]
    return small(*named, indicators=(*INDICATORS, *MORE), regions=(*REGIONS, *districts), targets=tuple(goals))


def asked(current, *new, goals=()):
    """The questions about figures and goals that a file brings, each under the other, by kind and by row."""
    figures = [replace(one, id=f"n{at}") for at, one in enumerate(new)]
    goals = [replace(one, id=f"g{at}") for at, one in enumerate(goals)]
    filed = rows_of(replace(city(), table=small(*figures).table, targets=tuple(goals)))
    names = [("observations", f"n{at}") for at in range(len(figures))] + [("targets", one.id) for one in goals]
    changes = tuple(Change(table, name, None, filed[table][name]) for table, name in names)
    letters = {"value": "D", "amount": "D", "stretch": "E", "base_value": "F"}
    places = {name: Place("表", row, "", letters) for row, name in enumerate(names, start=1)}
    found = preview(Proposal(changes, 0, (), Places(places)), (), current)
    assert all(one.needs_explanation for one in found.problems if one.kind in QUESTIONS)
    return {(one.kind, one.row) for one in found.problems if one.kind in QUESTIONS}


def kinds(*given, **named):
    return {kind for kind, _ in asked(*given, **named)}


def of_districts(when, values, of="gdp"):
    return [observation(when, str(value), key=key(of, region)) for region, value in values.items()]


def grown(values, factor=1.06):
    return {region: round(value * factor, 1) for region, value in values.items()}


def published_of(of, values):
    return city(*(observation(when, value, key=key(of)) for when, value in values.items()))
