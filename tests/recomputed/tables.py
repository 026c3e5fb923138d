"""The rows of a city's folder, its periods and plans, as the tables and the methods describe them."""

from __future__ import annotations

import csv
import re
import tomllib
from decimal import Decimal, DecimalException
from pathlib import Path

D = Decimal
MONTHS = re.compile(r"(\d{4})(?:H([12])|Q([1-4])|\.\.(\d{4})|-(\d\d)(?:\.\.(\d\d))?)?")
METHODS = ("pace", "completion", "growth-ratio", "projection", "un-share")
FROM_BASE = {"net_increase", "multiple", "growth", "rank_gain"}
UPWARD = {"at_least", "net_increase", "multiple", "growth", "newly_added", "cumulative", "milestone"}
BANDS = {"hold", "between"}
BEHIND = ("slightly_behind", "behind", "far_behind")
SETTLED = ("final", "revised", "derived", "year_inferred", "provisional", "estimate")


def span(text):
    """The first and the last month of a period, counted from year 0; None for a blank."""
    if not text:
        return None
    year, half, quarter, last_year, month, last_month = MONTHS.fullmatch(text).groups()
    start = int(year) * 12
    if half:
        return start + int(half) * 6 - 6, start + int(half) * 6 - 1
    if quarter:
        return start + int(quarter) * 3 - 3, start + int(quarter) * 3 - 1
    if last_year:
        return start, int(last_year) * 12 + 11
    if month:
        return start + int(month) - 1, start + int(last_month or month) - 1
    return start, start + 11


def year_of(year):
    return year * 12, year * 12 + 11


def is_year(period):
    return period[0] % 12 == 0 and period[1] - period[0] == 11


def years(start, end):
    return D(end[1] - start[1]) / 12


def number(text):
    return D(text) if text else None


def near(a, b):
    return abs(a - b) <= abs(b) * D("1e-9")


def root(base, exponent):
    try:
        return base**exponent
    except DecimalException:
        return None


class City:
    """The rows of a city's folder, by what they are of."""

    def __init__(self, folder):
        folder = Path(folder)
        self.settings = tomllib.loads((folder / "city.toml").read_text("utf-8"), parse_float=Decimal)
        self.indicators = {row["id"]: row for row in rows(folder / "indicators.csv")}
        self.targets = list(rows(folder / "targets.csv"))
        self.plans = {plan["id"]: plan for plan in self.settings["plans"]}
        self.figures = {}
        for file in sorted((folder / "observations").glob("*.csv")):
            for row in rows(file):
                if row["role"] == "charted" and row["value"] and row["status"] != "forecast":
                    key = row["indicator"], row["region"], row["industry"]
                    self.figures.setdefault(key, {}).setdefault(span(row["period"]), row)
        self.forecasts = {}
        for file in sorted((folder / "observations").glob("*.csv")):
            for row in rows(file):
                if row["role"] == "charted" and row["value"]:
                    key = row["indicator"], row["region"], row["industry"], span(row["period"])
                    self.forecasts.setdefault(key, row)


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def plan_of(city, goal):
    """First and last month of the plan, and when it was set; a goal of a year inside a plan is of that year."""
    plan = city.plans[goal["plan"]]
    first, last = span(plan.get("first", "")), span(plan.get("last", ""))
    due, set_in = span(goal["due"]), span(plan.get("set_in", ""))
    if due and is_year(due) and first and last and first[0] <= due[0] and due[1] < last[1]:
        for other in city.plans.values():
            if span(other.get("first", "")) == span(other.get("last", "")) == due:
                return due, due, span(other.get("set_in", ""))
        return due, due, set_in
    return first, last, set_in


def identity(goal):
    if not goal["amount"] or not goal["due"]:
        return goal["id"]
    top = D(goal["amount_to"]) if goal["amount_to"] else None
    key = goal["indicator"], goal["region"], goal["industry"]
    return (*key, goal["due"], goal["comparator"], D(goal["amount"]), top)


def leads(city):
    """Goals that are one are read as the one that was set first."""
    found = {}

    def when(goal):
        first, _, set_in = plan_of(city, goal)
        known = span(goal["set_in"]) or set_in or first
        return known[1] if known else 0

    for goal in sorted(city.targets, key=when):
        found.setdefault(identity(goal), goal)
    return {goal["id"]: found[identity(goal)] for goal in city.targets}
