"""The number to reach and the five methods, each of one exact value (§1 to §3)."""

from __future__ import annotations

from itertools import pairwise

from tests.recomputed.figures import summed
from tests.recomputed.tables import (
    BANDS,
    FROM_BASE,
    METHODS,
    UPWARD,
    D,
    is_year,
    near,
    root,
    span,
    year_of,
    years,
)

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
