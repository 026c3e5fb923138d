"""The wide form: a sheet for each theme with years across, and the districts against the indicators of one period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, islice, repeat

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from indicators.dataset import ALL_INDUSTRIES, Dataset
from indicators.language import speaking
from indicators.model import Indicator, Key, Text
from indicators.periods import Grain, Period
from indicators.tables.rows import rows_of
from indicators.tables.sheets import GUIDE, OBSERVATION_SHEET, PROBLEMS, SHEETS, both
from indicators.words.wording import aside
from indicators.words.wording import period as period_text
from indicators.workbook.writing import looks
from indicators.workbook.writing.guidance import WIDE_LEGEND, WIDE_STEPS, Guidance, add_guide, scope_in_words
from indicators.workbook.writing.names import Names, names_of
from indicators.workbook.writing.put import Value, number, packed, put, shape
from indicators.workbook.writing.scope import Scope

MATRIX = Text("区域×指标", "Regions × indicators")
_MATRIX_TITLE = Text("{period}各{parts}主要指标", "Indicators of the {parts}, {period}")
_TITLE = Text("{city}创新指标填报表（宽表）", "{city}: form for innovation indicators (years across)")
_OF_THEME, _SPAN = Text("{theme}：{span}数据", "{theme}: {span}"), Text("{first}—{last}", "{first} to {last}")
_YEARS = 10
_BLANK_ROWS = 20
_HEAD_ROW = 2
_WIDTHS = {"indicator": 28, "region": 24, "industry": 16, "unit": 10}
_HEADS = {head.column: head.title for head in (*OBSERVATION_SHEET.heads, *OBSERVATION_SHEET.shown)}
_FIGURE_WIDTH, _MATRIX_WIDTH = 11, 19
_LONGEST_TITLE, _SHORT = 31, 23
_THEME = Text("主题", "theme")
_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True, slots=True)
class _Grid:
    """A sheet with figures across: title, heads and their widths, and lines of labels and figures."""

    sheet: str
    title: str
    heads: tuple[Value, ...]
    widths: tuple[int, ...]
    labels: int
    lines: tuple[tuple[tuple[Value, ...], tuple[tuple[Decimal | None, Indicator], ...]], ...]


def wide_template(
    dataset: Dataset, *, region: str | None = None, theme: str | None = None, period: Period | None = None
) -> bytes:
    """Return a workbook (xlsx) with one sheet a theme: figures of the last ten years, or of one period, across.

    With a period it also has the city's districts against the indicators of its matrix. The same dataset always
    gives the same bytes. Raises UnknownName for an unknown region or theme, UsageError where a text has letters
    that no sheet can hold.
    """
    scope = Scope(region, theme, period).checked(dataset)
    book = Workbook()
    book.remove(book.worksheets[0])
    with speaking(dataset.city.told_in):
        title = str(_TITLE).format(city=dataset.city.name) + scope_in_words(dataset, scope)
        looks.add_looks(book)
        add_guide(book, dataset, scope, Guidance(title, WIDE_STEPS, WIDE_LEGEND, {}))
        for grid in _grids(dataset, scope):
            _add_grid(book, grid)
        return packed(book, title, dataset.city.release.date)


def _grids(dataset: Dataset, scope: Scope) -> Iterator[_Grid]:
    names = names_of(rows_of(dataset))
    periods = _periods(dataset, scope)
    keys = _keys(dataset, scope, periods)
    titles = {name for words in (GUIDE, PROBLEMS, MATRIX) for name in both(words)}
    titles |= {name for sheet in SHEETS for name in sheet.names}
    if scope.period is not None:
        yield from _matrix(dataset, scope, names)
    for theme, name in dataset.city.themes.items():
        of_theme = [key for key in keys if dataset.indicators[key.indicator].theme == theme]
        if of_theme:
            title = _free(str(name), titles)
            titles.add(title)
            yield _of_theme(dataset, title, of_theme, periods, names)


def _free(name: str, taken: set[str]) -> str:
    """Return a title for a sheet that no other has, cut to what a spreadsheet allows."""
    plain = name.translate(_NOT_IN_TITLES).strip()
    lower = {one.lower() for one in taken}
    tries = (
        plain,
        plain[:_SHORT] + aside(_THEME),
        *(plain[:_SHORT] + aside(count) for count in range(2, len(taken) + 3)),
    )
    return next(one for one in (one[:_LONGEST_TITLE] for one in tries) if one and one.lower() not in lower)


def _periods(dataset: Dataset, scope: Scope) -> tuple[Period, ...]:
    """Return the heads: the one period, or the last ten years up to the latest one that has a figure.

    No head is of a year that a form read back would be asked about: later than the one after the release.
    """
    if scope.period is not None:
        return (scope.period,)
    latest = dataset.city.release.date.year + 1
    figures = dataset.table.tally("region", "period", rows=dataset.table.columns.actual)
    inside = [period for region, period in figures if _is_inside(dataset, region)]
    known = [period for period in inside if period.grain.is_yearly and period.year <= latest]
    years = [period for period in known if period.grain is Grain.YEAR] or known
    last = max(years, default=Period.of_year(dataset.city.release.date.year))
    every = list(islice(accumulate(repeat(last), lambda period, _: period.previous()), _YEARS))
    return tuple(reversed(every))


def _is_inside(dataset: Dataset, region: str) -> bool:
    """Return whether a region is the city or lies in it."""
    seen: set[str] = set()
    while region != dataset.city.region and region not in seen:
        seen.add(region)
        region = dataset.regions[region].parent or region
    return region == dataset.city.region


def _keys(dataset: Dataset, scope: Scope, periods: Sequence[Period]) -> list[Key]:
    """Return the series of the sheets: those of the city, or of the one region, with a figure in the last ten years."""
    order = {name: place for place, name in enumerate(dataset.indicators)}
    districts = {name: place for place, name in enumerate((dataset.city.region, *dataset.city.districts))}
    within = [key for key in scope.keys(dataset) if scope.region or _is_inside(dataset, key.region)]

    def place(key: Key) -> tuple[int, int, int, int]:
        region = dataset.regions[key.region]
        first = districts.get(key.region, len(districts))
        return order[key.indicator], dataset.industries[key.industry].order, first, region.order

    return sorted((key for key in within if _is_recent(dataset, key, periods[-1])), key=place)


def _is_recent(dataset: Dataset, key: Key, last: Period) -> bool:
    years = [one.period.year for one in dataset.table.of(key) if one.charted and one.period.grain.is_yearly]
    return any(last.year - _YEARS < year <= last.year for year in years)


def _figure(dataset: Dataset, key: Key, period: Period) -> tuple[Decimal | None, Indicator]:
    found = dataset.table.at(key, period)
    return found.value if found else None, dataset.indicators[key.indicator]


def _of_theme(dataset: Dataset, title: str, keys: Sequence[Key], periods: Sequence[Period], names: Names) -> _Grid:
    with_industry = any(key.industry != ALL_INDUSTRIES for key in keys)
    labels = ("indicator", "region", "industry", "unit") if with_industry else ("indicator", "region", "unit")

    def of(key: Key) -> tuple[Value, ...]:
        told_as = {
            "indicator": names["indicators"][key.indicator],
            "region": names["regions"][key.region],
            "industry": names["industries"][key.industry],
            "unit": str(dataset.indicators[key.indicator].unit),
        }
        return tuple(told_as[label] for label in labels)

    theme = dataset.city.themes[dataset.indicators[keys[0].indicator].theme]
    first, last = str(periods[0]), period_text(periods[-1])
    span = last if len(periods) == 1 else str(_SPAN).format(first=first, last=last)
    return _Grid(
        sheet=title,
        title=str(_OF_THEME).format(theme=theme, span=span),
        heads=(*(str(_HEADS[label]) for label in labels), *(_period_head(period) for period in periods)),
        widths=(*(_WIDTHS[label] for label in labels), *(_FIGURE_WIDTH for _ in periods)),
        labels=len(labels),
        lines=tuple((of(key), tuple(_figure(dataset, key, period) for period in periods)) for key in keys),
    )


def _period_head(period: Period) -> Value:
    return period.year if period.grain is Grain.YEAR else str(period)


def _matrix(dataset: Dataset, scope: Scope, names: Names) -> Iterator[_Grid]:
    """Yield the districts against the indicators of the matrix; nothing where the limits leave none of them."""
    period = scope.period
    districts = [one for one in dataset.districts if scope.region in {None, one.id}]
    indicators = [dataset.indicators[name] for name in dataset.city.matrix]
    indicators = [one for one in indicators if scope.theme in {None, one.theme}]
    if period is None or not districts or not indicators:
        return
    yield _Grid(
        sheet=str(MATRIX),
        title=str(dataset.city.says(_MATRIX_TITLE)).format(period=period_text(period)),
        heads=(str(_HEADS["region"]), *(names["indicators"][one.id] + aside(one.unit) for one in indicators)),
        widths=(_WIDTHS["region"], *(_MATRIX_WIDTH for _ in indicators)),
        labels=1,
        lines=tuple(
            (
                (names["regions"][district.id],),
                tuple(_figure(dataset, dataset.key(one.id, district.id), period) for one in indicators),
            )
            for district in districts
        ),
    )


def _add_grid(book: Workbook, grid: _Grid) -> None:
    page = book.create_sheet(grid.sheet)
    looks.widen(page, grid.widths)
    put(page, 1, 1, grid.title, looks.TITLE)
    page.row_dimensions[1].height = 28
    for column, head in enumerate(grid.heads, 1):
        put(page, _HEAD_ROW, column, head, looks.HEAD)
    looks.heighten(page, _HEAD_ROW, grid.heads, grid.widths)
    for row, (labels, figures) in enumerate(grid.lines, _HEAD_ROW + 1):
        for column, label in enumerate(labels, 1):
            put(page, row, column, label, looks.FIXED)
        for column, (value, indicator) in enumerate(figures, grid.labels + 1):
            _add_figure(page, row, column, value, indicator)
        looks.heighten(page, row, labels, grid.widths[: grid.labels])
    _finish(page, grid)


def _add_figure(page: Worksheet, row: int, column: int, value: Decimal | None, indicator: Indicator) -> None:
    text = "" if value is None else f"{value:f}"
    cell = put(page, row, column, number(text) if text else None, looks.MAY if text else looks.FILL)
    cell.number_format = shape(text, indicator.decimals)


def _finish(page: Worksheet, grid: _Grid) -> None:
    """Add the empty rows, the filter, the locks and the print set-up."""
    right, last = get_column_letter(len(grid.heads)), _HEAD_ROW + len(grid.lines)
    for row in range(last + 1, last + 1 + _BLANK_ROWS):
        for column in range(1, len(grid.heads) + 1):
            put(page, row, column, None, looks.MAY)
    page.auto_filter.ref = f"A{_HEAD_ROW}:{right}{last + _BLANK_ROWS}"
    freeze = f"{get_column_letter(grid.labels + 1)}{_HEAD_ROW + 1}"
    looks.set_up_page(page, area=f"A1:{right}{last}", heads=f"1:{_HEAD_ROW}", freeze=freeze)
    looks.protect(page)
