"""Sheets as offices lay them out, made from a seed, each with the figures that it truly says."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from openpyxl import Workbook

from tests.workbook.office import words
from tests.workbook.office.words import Measured

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Office:
    """A sheet: its rows, what it truly says, and whether it says enough to be read without a question."""

    rows: tuple[tuple[Any, ...], ...]
    truth: dict[Key, str]
    kind: str
    title: str = "Sheet1"
    is_clear: bool = True
    changes: tuple[Callable[[Any], object], ...] = field(default=())
    head: int = 0

    @property
    def content(self) -> bytes:
        """The sheet as a workbook."""
        book = Workbook()
        page = book.active
        page.title = self.title
        for row in self.rows:
            page.append(list(row))
        for change in self.changes:
            change(page)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()


def sheets(seed: int, count: int) -> Iterator[Office]:
    """Yield sheets: each layout in turn, in wordings by chance, two of five with a trap."""
    random = Random(seed)  # noqa: S311 - chance that can be repeated
    for number in range(count):
        made = LAYOUTS[number % len(LAYOUTS)](random)
        yield made if number % 5 < 3 else random.choice(TRAPS)(random, made)


def value(random: Random, measured: Measured) -> Any:
    number = round(random.uniform(measured.low, measured.high), measured.decimals)
    return int(number) if measured.decimals == 0 else number


def text(number: Any) -> str:
    return str(number).removesuffix(".0")


def _regions(random: Random) -> list[tuple[str, str]]:
    chosen = [(region, random.choice(names)) for region, names in words.REGIONS[: random.randint(3, 7)]]
    total = random.choice((("changzhou", "常州市"), ("changzhou", "全市"), ("changzhou", "合计"), None))
    return [total, *chosen] if total else chosen


def _heading(random: Random, subject: str, period: str, unit: str = "") -> list[tuple[Any, ...]]:
    form = random.choice(words.TITLES)
    scope = random.choice(("", "各辖市区", "常州市各辖市、区"))
    title = form.format(period=period, scope=scope, subject=subject)
    where = random.choice(("line", "bracket")) if unit else ""
    lines = [(title + (f"（{unit}）" if where == "bracket" else ""),)]
    lines += [(f"单位：{unit}",)] if where == "line" else []
    return lines + ([("填报日期：2026年1月10日",)] if random.random() < 0.2 else [])


def _note(random: Random, truth: dict[Key, str]) -> list[tuple[Any, ...]]:
    """A note below a table; one that says how settled the figures are says it of all of them."""
    note = random.choice(tuple(words.NOTES))
    if words.NOTES[note]:
        truth.update({key: f"{number} {words.NOTES[note]}" for key, number in truth.items()})
    return [(note,)] if note else []


def _adding(random: Random) -> Measured:
    return random.choice(words.INDICATORS[:4])


def indicators_across(random: Random) -> Office:
    """Regions down, indicators across, the period in the title."""
    period, wordings = random.choice(words.PERIODS)
    chosen = random.sample(words.INDICATORS[:4], random.randint(2, 3))
    where = random.choice(("bracket", "row"))
    heads = [random.choice(one.names) + (f"（{one.unit}）" if where == "bracket" else "") for one in chosen]
    rows = _heading(random, "主要指标", random.choice(wordings))
    head = len(rows)
    rows.append((random.choice(words.AXES), *heads))
    rows += [("", *(one.unit for one in chosen))] if where == "row" else []
    truth = {}
    for region, name in _regions(random):
        figures = [value(random, one) for one in chosen]
        rows.append((name, *figures))
        truth |= {(one.id, region, period): text(number) for one, number in zip(chosen, figures, strict=True)}
    return Office((*map(tuple, rows), *_note(random, truth)), truth, "indicators across", head=head)


def years_across(random: Random) -> Office:
    """Regions down, years across, the indicator in the title."""
    measured, form = _adding(random), random.choice(words.YEAR_HEADS)
    rows = _heading(random, random.choice(measured.names), "", measured.unit)
    head = len(rows)
    years = (2023, 2024, 2025)[-random.randint(2, 3) :]
    rows.append((random.choice(words.AXES[:4]), *(year if form == "{}" else form.format(year) for year in years)))
    truth = {}
    for region, name in _regions(random):
        figures = [value(random, measured) for _ in years]
        rows.append((name, *figures))
        truth |= {(measured.id, region, str(year)): text(number) for year, number in zip(years, figures, strict=True)}
    return Office((*map(tuple, rows), *_note(random, truth)), truth, "years across", head=head)


def indicators_down(random: Random) -> Office:
    """Indicators down with their units beside them, years across, the region in the title."""
    region, names = random.choice(words.REGIONS)
    chosen = random.sample(words.INDICATORS, random.randint(2, 4))
    rows: list[tuple[Any, ...]] = [(f"{names[0]}主要指标情况",)]
    rows.append((random.choice(("指标", "指标名称", "项目")), "单位", "2024年", "2025年"))
    truth = {}
    numbers = random.choice((("", "", "", ""), ("一、", "二、", "三、", "四、"), ("1.", "2.", "3.", "4.")))
    for number, one in zip(numbers, chosen, strict=False):
        figures = [value(random, one), value(random, one)]
        rows.append((number + random.choice(one.names), one.unit, *figures))
        truth |= {(one.id, region, year): text(figure) for year, figure in zip(("2024", "2025"), figures, strict=True)}
    return Office((*rows, *_note(random, truth)), truth, "indicators down", head=1)


def long(random: Random) -> Office:
    """One fact a row."""
    heads = random.choice(
        (("地区", "指标", "年份", "数值", "单位"), ("区域", "指标名称", "时期", "完成数", "计量单位"))
    )
    rows: list[tuple[Any, ...]] = [heads]
    truth = {}
    period, wordings = random.choice(words.PERIODS)
    for one in random.sample(words.INDICATORS, 3):
        for region, names in words.REGIONS[:3]:
            number = value(random, one)
            rows.append((names[0], one.names[0], random.choice(wordings), number, one.unit))
            truth[one.id, region, period] = text(number)
    return Office(tuple(rows), truth, "long")


def growth_beside(random: Random) -> Office:
    """An amount and its growth side by side; what has no indicator is left out."""
    measured = random.choice([one for one in words.INDICATORS if one.growth])
    period, wordings = random.choice(words.PERIODS)
    more = random.sample(words.LEFT_OUT_HEADS, random.randint(0, 2))
    rows = _heading(random, random.choice(measured.names), random.choice(wordings))
    head = len(rows)
    name = random.choice((f"{measured.names[0]}（{measured.unit}）", f"绝对值（{measured.unit}）"))
    rows.append((random.choice(words.AXES), name, random.choice(words.GROWTH_HEADS), *more))
    truth = {}
    for region, label in _regions(random):
        number, growth = value(random, measured), round(random.uniform(2, 9), 1)
        rows.append((label, number, growth, *(round(random.uniform(1, 9), 1) for _ in more)))
        truth |= {(measured.id, region, period): text(number), (measured.growth, region, period): text(growth)}
    return Office((*map(tuple, rows), *_note(random, truth)), truth, "growth beside", head=head)


def two_heads(random: Random) -> Office:
    """Indicators over amount and growth, in two merged rows of heads."""
    chosen = random.sample([one for one in words.INDICATORS if one.growth], 2)
    period, wordings = random.choice(words.PERIODS)
    rows = _heading(random, "主要指标", random.choice(wordings))
    head = len(rows)
    first, second = (f"{one.names[0]}（{one.unit}）" for one in chosen)
    rows.append(("地区", first, "", second, ""))
    rows.append(("", "绝对值", "同比（%）", "绝对值", "同比（%）"))
    truth = {}
    for region, label in _regions(random):
        figures = []
        for one in chosen:
            number, growth = value(random, one), round(random.uniform(2, 9), 1)
            figures += [number, growth]
            truth |= {(one.id, region, period): text(number), (one.growth, region, period): text(growth)}
        rows.append((label, *figures))

    def merged(page: Any) -> None:
        for left in ("B", "D"):
            page.merge_cells(f"{left}{head + 1}:{chr(ord(left) + 1)}{head + 1}")

    return Office((*map(tuple, rows), *_note(random, truth)), truth, "two heads", changes=(merged,), head=head)


def sections(random: Random) -> Office:
    """Regions down in parts, each under the name of its indicator."""
    rows: list[tuple[Any, ...]] = [("常州市主要指标分地区情况",), ("地区", "2024年", "2025年")]
    truth = {}
    for number, one in zip("一二三", random.sample(words.INDICATORS[:4], random.randint(2, 3)), strict=False):
        rows.append((f"{number}、{one.names[0]}（{one.unit}）",))
        for region, names in words.REGIONS[: random.randint(2, 5)]:
            figures = [value(random, one), value(random, one)]
            rows.append((names[0], *figures))
            truth |= {(one.id, region, year): text(x) for year, x in zip(("2024", "2025"), figures, strict=True)}
    return Office(tuple(rows), truth, "sections", head=1)


def stacked(random: Random) -> Office:
    """Two tables one below the other."""
    first = years_across(random)
    second = years_across(random)
    while set(first.truth) & set(second.truth):
        second = years_across(random)
    blank: tuple[tuple[Any, ...], ...] = ((),) if random.random() < 0.5 else ()
    return replace(
        first, rows=(*first.rows, *blank, *second.rows), truth={**first.truth, **second.truth}, kind="stacked"
    )


def of_district(random: Random) -> Office:
    """The district in the name of the sheet."""
    made = indicators_down(random)
    region, names = random.choice(words.REGIONS)
    truth = {(indicator, region, period): number for (indicator, _, period), number in made.truth.items()}
    return replace(
        made, rows=(("常州市科技创新指标报表",), *made.rows[1:]), truth=truth, title=names[0], kind="of a district"
    )


LAYOUTS: tuple[Callable[[Random], Office], ...] = (
    indicators_across,
    years_across,
    indicators_down,
    long,
    growth_beside,
    two_heads,
    sections,
    stacked,
    of_district,
)

from tests.workbook.office.traps import TRAPS  # noqa: E402 - traps spoil what is made here
