"""Recompute every verdict from the tables and the methods alone: no line of the product is used here.

`verdicts(folder, year)` gives {goal: {method: verdict}} for every goal that was set by a year. Run as a program it
prints them. The rules are those of the project's methods, §1 to §4, written anew from their text: figures are tuples,
floats never appear, and nothing is shared with the engine that it checks.
"""

from __future__ import annotations

import sys

from tests.recomputed.figures import base_of, evidence, of_its_period, own_sentence, summed
from tests.recomputed.methods import JUDGES, bar_of, firmly_met, meets, share
from tests.recomputed.tables import BEHIND, METHODS, City, D, leads, plan_of, span, year_of, years


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
