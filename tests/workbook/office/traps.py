"""What makes a sheet say something else than it seems to: each trap spoils one, and says what it then truly says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from openpyxl.styles import Font

Spoiled = Any


def _with(made: Spoiled, rows: list[tuple[Any, ...]], kind: str, **more: Any) -> Spoiled:
    return replace(made, rows=tuple(rows), kind=f"{made.kind}: {kind}", is_clear=False, **more)


def _retitled(made: Spoiled, kind: str, change: Callable[[str], str], truth: dict[Any, str] | None = None) -> Spoiled:
    """A title that says more; sheets without one get it above their heads. It says nothing of a second table."""
    if made.kind == "stacked":
        return _with(made, list(made.rows), "two tables", truth=made.truth)
    first = made.rows[0]
    rows = [(change(str(first[0])),), *made.rows[1:]] if len(first) == 1 else [(change("主要指标"),), *made.rows]
    return _with(made, rows, kind, truth={} if truth is None else truth)


def goal_title(random: Random, made: Spoiled) -> Spoiled:
    said = made.truth if any("目标" in str(cell) for row in made.rows for cell in row) else {}
    return _retitled(made, "goals", lambda title: title + random.choice(("目标", "计划表", "任务分解")), said)


def expected(random: Random, made: Spoiled) -> Spoiled:
    truth = {key: f"{number.split()[0]} estimate" for key, number in made.truth.items()}
    return _retitled(
        made,
        "expected",
        lambda title: title + random.choice(("预计完成情况", "（预计数）", "暂估情况", "（估算）", "测算表")),
        truth,
    )


def early(random: Random, made: Spoiled) -> Spoiled:
    truth = {key: number if " " in number else f"{number} provisional" for key, number in made.truth.items()}
    return _retitled(
        made,
        "early",
        lambda title: title + random.choice(("（快报）", "初步核算", "初核数", "（待核定）", "（未经审定）")),
        truth,
    )


def town(random: Random, made: Spoiled) -> Spoiled:
    name = random.choice(("武进区雪堰镇", "新北区三井街道", "溧阳市天目湖镇", "天宁区经济开发区"))
    truth = {} if made.kind in {"indicators down", "of a district"} else made.truth
    return _retitled(made, "a town", lambda title: name + title, truth)


def strange_indicator(random: Random, made: Spoiled) -> Spoiled:
    word = random.choice(
        ("民营", "注销", "规上服务业", "人均", "每万人", "外资")
    )  # 新增高企 is an indicator of its own
    rows, done = [], False
    for row in made.rows:
        changed = tuple(_spoil(cell, word) for cell in row)
        done = done or changed != row
        rows.append(changed)
    return _with(made, rows, "another indicator", truth={}) if done else goal_title(random, made)


def _spoil(cell: Any, word: str) -> Any:
    for name in (
        "地区生产总值",
        "一般公共预算收入",
        "工业总产值",
        "高新技术企业",
        "高企",
        "GDP",
        "R&D",
        "一般预算",
        "研发经费",
    ):
        if isinstance(cell, str) and name in cell:
            return cell.replace(name, word + name, 1)
    return cell


def other_unit(random: Random, made: Spoiled) -> Spoiled:
    """A unit line that says another size than the heads or the units beside the figures do."""
    del random
    rows = [
        tuple(cell.replace("亿元", "万元") if isinstance(cell, str) and n == 0 else cell for cell in row)
        for n, row in enumerate(made.rows)
    ]
    said = [(f"单位：万元",), *made.rows] if rows == list(made.rows) else rows  # noqa: F541
    return _with(made, said, "units disagree", truth={**made.truth, "*scaled*": "yes"})


def marked(random: Random, made: Spoiled) -> Spoiled:
    """A mark of a note at a figure: it is no digit."""
    rows, left = [], 1
    for row in made.rows:
        cells = list(row)
        for at in range(1, len(cells)):
            if left and isinstance(cells[at], float):
                cells[at] = f"{cells[at]}{random.choice(('¹', '①', '*', '[1]', '⑵'))}"
                left = 0
        rows.append(tuple(cells))
    return _with(made, rows, "a mark", truth=made.truth)


def struck(random: Random, made: Spoiled) -> Spoiled:
    del random

    def strike(page: Any) -> None:
        page.cell(len(made.rows) - 1, 2).font = Font(strike=True)

    return _with(made, list(made.rows), "struck", changes=(*made.changes, strike))


def hidden(random: Random, made: Spoiled) -> Spoiled:
    del random
    width = max(map(len, made.rows))

    def hide(page: Any) -> None:
        page.column_dimensions[chr(ord("A") + width - 1)].hidden = True

    return _with(made, list(made.rows), "hidden column", changes=(*made.changes, hide))


def fractions(random: Random, made: Spoiled) -> Spoiled:
    """Amounts in a unit a hundred times too large: shares as parts of one."""
    if made.kind != "growth beside":
        return goal_title(random, made)
    rows = [
        tuple(round(cell / 100, 4) if at == 2 and isinstance(cell, float) else cell for at, cell in enumerate(row))
        for row in made.rows
    ]
    return _with(made, rows, "fractions", truth=made.truth)


def months_over_years(random: Random, made: Spoiled) -> Spoiled:
    """A title of nine months over heads of whole years."""
    if made.kind not in {"years across", "indicators down", "sections", "of a district"}:
        return expected(random, made)
    return _retitled(made, "months", lambda title: random.choice(("1-9月", "前三季度", "上半年")) + title, {})


def no_head(random: Random, made: Spoiled) -> Spoiled:
    """The heads are gone."""
    del random
    if made.kind in {"stacked", "two heads", "sections"}:
        return _with(made, [(), *made.rows], "blank row", truth=made.truth)
    return _with(made, [row for n, row in enumerate(made.rows) if n != made.head], "no head", truth={})


def sum_column(random: Random, made: Spoiled) -> Spoiled:
    """A column that nothing names at the right end."""
    head = random.choice(("合计", "", "其他", "某项数"))
    rows = [
        (*row, head) if n == made.head else (*row, 123.4) if n > made.head and len(row) > 1 else row
        for n, row in enumerate(made.rows)
    ]
    return _with(made, rows, "a strange column")


TRAPS: tuple[Callable[[Random, Spoiled], Spoiled], ...] = (
    goal_title,
    expected,
    early,
    town,
    strange_indicator,
    other_unit,
    marked,
    struck,
    hidden,
    fractions,
    months_over_years,
    no_head,
    sum_column,
)
