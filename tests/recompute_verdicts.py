"""Recompute every verdict from the tables and the methods alone: no line of the product is used here.

`verdicts(folder, year)` gives {goal: {method: verdict}} for every goal that was set by a year. Run as a program it
prints them. The rules are those of the project's methods, §1 to §4, written anew from their text: figures are tuples,
floats never appear, and nothing is shared with the engine that it checks.
"""

from __future__ import annotations

import csv
import re
import sys
import tomllib
from decimal import Decimal, DecimalException
from itertools import pairwise
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


# --- a figure: (low, high, low_open, high_open), its printed number, its period, its status


def interval(row, kind):
    value, qualifier = D(row["value"]), row["qualifier"]
    digits = value if kind in {"ratio", "growth"} else value.normalize()
    unit = D(1).scaleb(digits.as_tuple().exponent) if value else D(0)
    if qualifier == "over":
        width = min(unit, abs(value) / 5)
        return value, value + width, False, width > 0
    if qualifier == "under" and kind == "rank":
        return D(1), value, False, False
    if qualifier == "under":
        width = min(unit, abs(value) / 5)
        return value - width, value, width > 0, False
    if qualifier == "about":
        half = min(unit / 2, abs(value) / 20)
        return value - half, value + half, False, False
    return (value, None, False, False) if qualifier == "at_least" else (value, value, False, False)


def figure(row, kind):
    return {
        "value": D(row["value"]),
        "range": interval(row, kind),
        "period": span(row["period"]),
        "status": row["status"],
        "row": row,
    }


def own_sentence(goal, row):
    same = (goal["source"], goal["page"]) == (row["source"], row["page"])
    return same and (row["quote"] in goal["quote"] or goal["quote"] in row["quote"])


def series(city, goal, last):
    """Figures of the grain of the due period up to a month, since the last break."""
    due = span(goal["due"])
    found = city.figures.get((goal["indicator"], goal["region"], goal["industry"]), {})

    def fits(period):
        if due is None or is_year(due) or due[1] - due[0] > 11:
            return is_year(period)
        same = period[1] - period[0] == due[1] - due[0] and (period[0] - due[0]) % 12 == 0
        standard = due[1] - due[0] + 1 in {1, 3, 6} and (due[0] % 12) % (due[1] - due[0] + 1) == 0
        if standard:
            size = due[1] - due[0] + 1
            return period[1] - period[0] + 1 == size and period[0] % size == 0
        return same

    listed = sorted((period, row) for period, row in found.items() if fits(period) and period[1] <= last)
    for position in range(len(listed) - 1, -1, -1):
        if listed[position][1]["break"]:
            return listed[position:]
    return listed


def summed(goal):
    return goal["comparator"] in {"newly_added", "cumulative"}


def beginning(goal):
    """The period at whose end a sum starts to count."""
    due = span(goal["due"])
    if goal["comparator"] == "cumulative":
        since = span(goal["base_period"])
        if since and (due is None or since[1] < due[0]):
            return since
        set_in = span(goal["set_in"])
        if set_in and (due is None or is_year(due)):
            year = (set_in[1] + 1) // 12 - 1
            if due is None or year * 12 + 11 < due[0]:
                return year_of(year)
    if due is None:
        return None
    months = due[1] - due[0] + 1
    back = 12 if months > 6 and due[0] % 12 == 0 and months % 12 == 0 else months if months in {3, 6} else 1
    return due[0] - back, due[0] - 1


def sums(city, goal, kind, last):
    since, due = beginning(goal), span(goal["due"])
    if since is None:
        return [figure(row, kind) for _, row in series(city, goal, last)] if goal["comparator"] == "newly_added" else []
    end = due[1] if due else last
    known = city.figures.get((goal["indicator"], goal["region"], goal["industry"]), {})
    known = {period: row for period, row in known.items() if not own_sentence(goal, row)}
    printed = {}
    for period, row in sorted(known.items(), key=lambda item: (item[0][1], -(item[0][1] - item[0][0]))):
        if period[0] == since[1] + 1 and period[1] <= end:
            printed[period[1]] = figure(row, kind)
    total, result = {"value": D(0), "range": (D(0), D(0), False, False), "status": "final", "parts": 0}, []
    for year in range(since[1] // 12, end // 12 + 1):
        period = year_of(year)
        if period[1] > end or period[0] <= since[1]:
            continue
        row = known.get(period)
        if total and row and not (row["break"] and total["parts"]):
            one = figure(row, kind)
            total = {
                "value": total["value"] + one["value"],
                "range": added(total["range"], one["range"]),
                "status": max(total["status"], one["status"], key=SETTLED.index),
                "period": period,
                "parts": total["parts"] + 1,
            }
        else:
            total = None
        if period[1] in printed:
            total = {**printed[period[1]], "parts": 1}
        if total:
            result.append(total)
    if result:
        return result
    exact = [one for one in printed.values() if one["period"] == due]
    return exact or [printed[month] for month in sorted(printed)]


def added(a, b):
    high = None if a[1] is None or b[1] is None else a[1] + b[1]
    return a[0] + b[0], high, a[2] or b[2], a[3] or b[3]


def taken(a, b):
    if b[1] is None:
        return None
    high = None if a[1] is None else a[1] - b[0]
    return a[0] - b[1], high, a[2] or b[3], a[3] or b[2]


def rises(city, goal, kind, last):
    since, found = beginning(goal), series(city, goal, last)
    zero = next((figure(row, kind) for period, row in found if period == since), None)
    if zero is None:
        return []
    result = []
    for period, row in found:
        if period[1] > since[1]:
            one = figure(row, kind)
            difference = one["value"] - zero["value"]
            status = max(one["status"], zero["status"], key=SETTLED.index)
            between = taken(one["range"], zero["range"]) or interval({"value": str(difference), **exactness(row)}, kind)
            result.append({"value": difference, "range": between, "period": period, "status": status})
    return result


def exactness(row):
    return {"qualifier": row["qualifier"]}


def of_its_period(goal, kind, plan):
    due = span(goal["due"])
    if due is None or goal["comparator"] in FROM_BASE | {"cumulative"}:
        return False
    if goal["comparator"] == "newly_added" or kind == "growth":
        return True
    return plan[0] is not None and plan[0] == plan[1] == due and kind in {"flow", "ratio"}


def evidence(city, goal, kind, plan, on):
    due = span(goal["due"])
    last = min(on[1], due[1]) if due else on[1]
    if summed(goal) and kind != "stock":
        found = sums(city, goal, kind, last)
    elif goal["comparator"] == "newly_added":
        found = rises(city, goal, kind, last)
    elif of_its_period(goal, kind, plan):
        row = city.figures.get((goal["indicator"], goal["region"], goal["industry"]), {}).get(due)
        found = [figure(row, kind)] if row and not own_sentence(goal, row) else []
    else:
        found = [figure(row, kind) for _, row in series(city, goal, last) if not own_sentence(goal, row)]
    return [one for one in found if one["period"][1] <= last]


def base_of(city, goal, kind, plan, on):  # noqa: PLR0911 - one answer for each rule of the base
    due = span(goal["due"])
    if summed(goal):
        since = beginning(goal)
        zero = {"value": D(0), "range": (D(0), D(0), False, False), "status": "final"}
        return {**zero, "period": since} if since else None
    if kind == "growth":
        return None
    last = min(on[1], due[1]) if due else on[1]
    known = dict(series(city, goal, last))
    named = span(goal["base_period"])
    if goal["base_value"]:
        set_in = span(goal["set_in"])
        when = (
            named or (year_of((set_in[1] + 1) // 12 - 1) if set_in else None) or beginning({**goal, "comparator": ""})
        )
        value = D(goal["base_value"])
        return (
            {"value": value, "range": (value, value, False, False), "status": "final", "period": when} if when else None
        )
    row = city.forecasts.get((goal["indicator"], goal["region"], goal["industry"], named)) if named else None
    if row and named[1] <= on[1] and (row["status"] == "forecast" or named in known):
        return figure(row, kind)
    before = {period: row for period, row in known.items() if due is None or period[1] < due[1]}
    own = [row for row in before.values() if own_sentence(goal, row)]
    if own:
        return figure(own[-1], kind)
    set_in = span(goal["set_in"])
    if set_in in before:
        return figure(before[set_in], kind)
    if plan[0] is None:
        return None
    year = plan[0][0] // 12 - 1
    if due is None or is_year(due) or due[1] - due[0] > 11:
        at = {shift: year_of(year + shift) for shift in (0, -1, 1)}
    else:
        back = (year - due[1] // 12) * 12
        at = {shift: (due[0] + back + shift * 12, due[1] + back + shift * 12) for shift in (0, -1, 1)}
    if at[0] in before:
        return figure(before[at[0]], kind)
    beside = [before[at[shift]] for shift in (-1, 1) if at[shift] in before]
    counted = [row for row in beside if row["status"] != "estimate"]
    chosen = (counted or beside)[:1]
    return figure(chosen[0], kind) if chosen else None


# --- the number to reach: (number, low, high); an open side is None


def bar_of(goal, kind, base, about):
    if not goal["amount"]:
        return None
    x, due, comparator = D(goal["amount"]), span(goal["due"]), goal["comparator"]
    if comparator in FROM_BASE and base is None:
        return None
    y0 = base["value"] if base else D(0)
    if comparator == "growth":
        factor = root(1 + x / 100, years(base["period"], due)) if due else None
        x = None if factor is None else y0 * factor
    else:
        x = {"net_increase": y0 + x, "multiple": y0 * x, "rank_gain": y0 - x}.get(comparator, x)
    if x is None:
        return None
    far = D(goal["amount_to"]) if comparator == "between" and goal["amount_to"] else x
    low, high = sorted((x, far))

    def miss(end):
        if goal["qualifier"] != "about" and comparator != "hold":
            return D(0)
        if kind in {"ratio", "growth"}:
            amount = D(goal["amount"])
            return D(1).scaleb(amount.as_tuple().exponent) / 2 if amount else D(0)
        way = abs(end - y0) if base and not summed(goal) else D(0)
        return min(abs(end) * about, way / 10) if way else abs(end) * about

    up, down = comparator in UPWARD | BANDS, comparator not in UPWARD
    return x, low - miss(low) if up else None, high + miss(high) if down else None


def meets(bar, value):
    _, low, high = bar
    above = low is None or value >= low or near(value, low)
    return above and (high is None or value <= high or near(value, high))


def edge(bar, value):
    number, low, high = bar
    if low is None or high is None:
        return number
    return low if value < low else high


def missing(bar, value):
    number, low, high = bar
    if low is not None and high is not None:
        return D(0) if meets(bar, value) else abs(edge(bar, value) - value)
    return number - value if high is None else value - number


def share(bar, start, value):
    if meets(bar, start):
        return None
    if bar[1] is None or bar[2] is None:
        return (value - start) / (bar[0] - start)
    return 1 - missing(bar, value) / missing(bar, start)


def firmly_met(bar, values):
    low, high = values[0], values[1]
    enough = bar[1] is None or low >= bar[1] or near(low, bar[1])
    return enough and (bar[2] is None or (high is not None and (high <= bar[2] or near(high, bar[2]))))


# --- the five methods, each of one exact value


def rounded(value):
    return value if value.adjusted() >= 18 else value.quantize(D("1e-9"))


def growth(start, end, time):
    if time <= 0 or not start or not end or (start > 0) != (end > 0):
        return None
    factor = root(end / start, 1 / time)
    return None if factor is None else factor - 1


def pace(case, value):
    base, now, due, bar = case["base"], case["now"], case["due"], case["bar"]
    if case["was_met"]:
        return "lost"
    covered = share(bar, base["value"], value) if base and case["goal"]["comparator"] != "milestone" else None
    if covered is None or due is None:
        return "no_data"
    lag = rounded((expected(case, now["period"]) - covered) * 100)
    if lag > case["lights"]["far_behind"] or rounded(covered) < 0:
        return "far_behind"
    return "behind" if lag >= case["lights"]["behind"] else "slightly_behind" if lag > 0 else "on_pace"


def expected(case, period):
    base, due, goal = case["base"], case["due"], case["goal"]
    if summed(goal) and is_year(due) and period[1] < due[1] and period[0] == due[0]:
        season = seasonal(case, period)
        if season is not None:
            return season
    stops = [(base["period"][1], D(0))]
    for part in sorted(filter(None, goal["milestones"].split(";")), key=lambda text: span(text.split(":")[0])[1]):
        when, amount = part.split(":")
        done = share(case["bar"], base["value"], D(amount))
        if base["period"][1] < span(when)[1] < due[1] and done is not None:
            stops.append((span(when)[1], done))
    stops.append((due[1], D(1)))
    for (start, low), (end, high) in pairwise(stops):
        if start <= period[1] <= end and start < end:
            return low + (high - low) * (period[1] - start) / (end - start)
    return D(1)


def seasonal(case, part):
    goal, found = case["goal"], case["city"].figures
    known = found.get((goal["indicator"], goal["region"], goal["industry"]), {})
    shares = []
    for period, row in known.items():
        year = known.get(year_of(period[1] // 12))
        same = period[1] - period[0] == part[1] - part[0] and (period[0] - part[0]) % 12 == 0
        if same and period < part and year and D(year["value"]):
            shares.append(D(row["value"]) / D(year["value"]))
    return sum(shares, D(0)) / len(shares) if len(shares) >= 5 else None


def completion(case, value):
    goal = edge(case["bar"], value)
    upward = case["bar"][2] is None or (case["bar"][1] is not None and value < goal)
    part, whole = (value, goal) if upward else (goal, value)
    if part < 0 or whole <= 0:
        return "no_data"
    done = rounded(part / whole)
    steps = ((D(1), "achieved"), (D("0.9"), "slightly_behind"), (D("0.75"), "behind"))
    return next((verdict for floor, verdict in steps if done >= floor), "far_behind")


def growth_ratio(case, value):
    base, now, due, bar = case["base"], case["now"], case["due"], case["bar"]
    if base is None or due is None or (bar[1] is not None and bar[2] is not None):
        return "no_data"
    seen = growth(base["value"], value, years(base["period"], now["period"]))
    needed = growth(base["value"], bar[0], years(base["period"], due))
    if seen is None or not needed:
        return "no_data"
    better = (bar[2] is None) == (base["value"] > 0)
    ratio = rounded((seen if better else -seen) / abs(needed))
    steps = ((D("0.95"), "on_pace"), (D("0.6"), "slightly_behind"), (D(0), "behind"))
    return next((verdict for floor, verdict in steps if ratio >= floor), "far_behind")


def projection(case, value):
    run = [(case["now"]["period"], value)]
    for earlier in reversed(case["history"][:-1]):
        if years(earlier["period"], run[0][0]) != 1 or len(run) > 5:
            break
        run.insert(0, (earlier["period"], earlier["value"]))
    if len(run) < 4 or case["due"] is None:
        return "no_data"
    left = years(case["now"]["period"], case["due"])
    if left <= 0:
        return "no_data"
    mean, way = (run[-1][1] - run[0][1]) / (len(run) - 1), edge(case["bar"], value) - value
    if mean * way <= 0:
        return "far_behind"
    miss = rounded(abs(way - mean * left) / abs(way))
    if miss < D("0.05") or meets(case["bar"], value + mean * left):
        return "on_pace"
    return "slightly_behind" if miss <= D("0.2") else "behind"


def un_share(case, value):
    base, now, due, bar = case["base"], case["now"], case["due"], case["bar"]
    if base is None or due is None or (bar[1] is not None and bar[2] is not None):
        return "no_data"
    seen = growth(base["value"], value, years(base["period"], now["period"]))
    factor = None if seen is None else root(1 + seen, max(years(now["period"], due), D(0)))
    reached = None if factor is None else share(bar, base["value"], value * factor)
    if reached is None:
        return "no_data"
    reached = rounded(reached)
    return "on_pace" if reached >= D("0.95") else "behind" if reached >= D("0.1") else "far_behind"


JUDGES = dict(zip(METHODS, (pace, completion, growth_ratio, projection, un_share), strict=True))


def judged(case, method, value):
    if meets(case["bar"], value):
        return "achieved"
    return "missed" if case["final"] else JUDGES[method](case, value)


def places(case):
    """The values at which the verdict may turn: the ends of the figure's interval and the edges of the goal in it."""
    low, high, low_open, high_open = case["now"]["range"]
    if low == high:
        return [low]
    edges = sorted({one for one in case["bar"] if one is not None})
    if high is None:
        high = low + max(map(abs, (low, *edges, D(1)))) * 10**6
    inside = (high - low) / 10**6
    first, last = low + inside if low_open else low, high - inside if high_open else high
    return [first, *(one for one in edges if first < one < last), last]


def verdict(case, method):
    printed = judged(case, method, case["now"]["value"])
    if case["final"] and case["now"]["status"] == "estimate":
        return "open"
    if case["now"] is case["base"]:
        return printed
    possible = {judged(case, method, value) for value in places(case)}
    if len(possible) == 1 or printed == "no_data":
        return printed
    return next(one for one in BEHIND if one in possible) if possible <= set(BEHIND) else "open"


def lacking(case):  # noqa: PLR0911 - one answer for each thing that may lack
    """Why there is no light, and for which methods that counts; None where nothing is lacking."""
    goal, due, on, now, base = (case[name] for name in ("goal", "due", "on", "now", "base"))
    every, only = set(METHODS), set(METHODS) - {"completion"}
    if not goal["amount"]:
        return "no_data", every
    if now is None and case["only_due"] and on[1] <= due[1]:
        return "not_begun", every
    if now is None or case["bar"] is None:
        return "no_data", every
    if not case["final"] and years(now["period"], on) > case["age"]:
        return "stale", every
    if case["final"]:
        return None
    if base is None:
        return "no_data", only - {"projection"}
    if now is base:
        printed = "row" in base and not own_sentence(goal, base["row"])
        return "baseline_only", only if printed and not meets(case["bar"], now["value"]) else every
    if meets(case["bar"], now["value"]) or case["was_met"]:
        return None
    if due is None:
        return "no_data", only
    covered = share(case["bar"], base["value"], now["value"]) if goal["comparator"] != "milestone" else None
    return ("no_data", only) if covered is None else None


def assess(city, goal, on):
    indicator, plan, due = city.indicators[goal["indicator"]], plan_of(city, goal), span(goal["due"])
    kind = indicator["kind"]
    history, base = evidence(city, goal, kind, plan, on), base_of(city, goal, kind, plan, on)
    later = [one for one in history if base is None or one["period"][1] >= base["period"][1]]
    only_due = of_its_period(goal, kind, plan)
    now = later[-1] if later and (base is None or later[-1]["period"] != base["period"]) else None
    if now is None and base and not summed(goal) and not only_due:
        now = base
    bar = bar_of(goal, kind, base, D(str(city.settings["lights"]["about"])))
    was_met = False
    if bar and now and not summed(goal):
        since = [one for one in history if one["period"][1] < now["period"][1]]
        since = [one for one in since if base is None or one["period"][1] >= base["period"][1]]
        before = [base] if base and base["period"][1] < now["period"][1] else []
        was_met = any(firmly_met(bar, one["range"]) for one in (*before, *since))
    case = {
        "city": city,
        "goal": goal,
        "due": due,
        "on": on,
        "base": base,
        "now": now,
        "bar": bar,
        "was_met": was_met,
        "only_due": only_due,
        "age": int(indicator["lag"] or 1),
        "final": bool(due and now and now["period"][1] == due[1]),
        "history": [one for one in history if now and one["period"][1] <= now["period"][1]],
        "lights": {name: D(str(amount)) for name, amount in city.settings["lights"].items()},
    }
    lack = lacking(case)
    return {method: lack[0] if lack and method in lack[1] else verdict(case, method) for method in METHODS}


def verdicts(folder, year):
    """Return {goal: {method: verdict}} for every goal that was set by a year."""
    city = City(folder)
    first, result = leads(city), {}
    for goal in city.targets:
        plan = plan_of(city, goal)
        set_in = span(goal["set_in"]) or plan[2]
        if set_in is None or set_in[0] <= year * 12 + 11:
            result[goal["id"]] = assess(city, first[goal["id"]], year_of(year))
    return result


if __name__ == "__main__":
    for goal_id, found in verdicts(sys.argv[1], int(sys.argv[2])).items():
        print(goal_id, *(f"{method}={one}" for method, one in found.items()))  # noqa: T201
