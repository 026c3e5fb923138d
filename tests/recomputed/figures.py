"""What a figure allows to be said, which figures count for a goal, and where it starts from (§1)."""

from __future__ import annotations

from tests.recomputed.tables import FROM_BASE, SETTLED, D, is_year, span, year_of

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
        counted = [row for _, row in series(city, goal, last) if not own_sentence(goal, row)]
        return [figure(row, kind) for row in counted] if goal["comparator"] == "newly_added" else []
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
