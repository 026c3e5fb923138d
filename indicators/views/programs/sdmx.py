"""Figures in the words of SDMX, the exchange of statistics: dimensions, times and codes as its CSV format has them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from indicators.model import Status, Text
from indicators.periods import Grain, Period
from indicators.table import Observation
from indicators.views.rows import Field

_MONTHS = 12
_STATUS: Mapping[Status, str] = MappingProxyType(
    {
        Status.FINAL: "A",
        Status.PROVISIONAL: "P",
        Status.ESTIMATE: "E",
        Status.FORECAST: "F",
        Status.REVISED: "A",
        Status.YEAR_INFERRED: "A",
        Status.DERIVED: "I",
    }
)


def is_of_a_series(one: Observation) -> bool:
    """Return whether a figure is the one of its series and time: no key stands twice in a data set of SDMX."""
    return one.charted


def time(period: Period) -> str:
    """Return a period as a time of SDMX: 2025, 2025-S1, 2025-Q3, 2025-06; others as a start and a length."""
    first = period.first % _MONTHS
    written = {
        Grain.YEAR: "",
        Grain.HALF: f"-S{first // 6 + 1}",
        Grain.QUARTER: f"-Q{first // 3 + 1}",
        Grain.MONTH: f"-{first + 1:02d}",
    }
    if period.grain in written:
        return f"{period.first_year:04d}{written[period.grain]}"
    months = period.last - period.first + 1
    length = f"P{months // _MONTHS}Y" if months % _MONTHS == 0 else f"P{months}M"
    return f"{period.first_year:04d}-{first + 1:02d}-01/{length}"


def status(one: Observation) -> str:
    """Return how settled a figure is, as a code of CL_OBS_STATUS; M where there is none, B where a series breaks."""
    if one.value is None:
        return "M"
    return "B" if one.break_reason else _STATUS[one.status]


SERIES_FIELDS = (
    Field("STRUCTURE", lambda dataset, one: "dataflow", Text("结构的种类", "kind of structure")),
    Field(
        "STRUCTURE_ID", lambda dataset, one: f"{dataset.city.id.upper()}:OBSERVATIONS(1.0)", Text("结构", "structure")
    ),
    Field("ACTION", lambda dataset, one: "I", Text("信息", "information")),
    Field("INDICATOR", lambda dataset, one: one.key.indicator, Text("指标编号", "id of the indicator")),
    Field("REF_AREA", lambda dataset, one: one.key.region, Text("区域编号", "id of the region")),
    Field("ACTIVITY", lambda dataset, one: one.key.industry, Text("产业编号", "id of the industry")),
    Field("TIME_PERIOD", lambda dataset, one: time(one.period), Text("时期", "period")),
    Field("OBS_VALUE", lambda dataset, one: one.value, Text("数值", "value")),
    Field("UNIT_MEASURE", lambda dataset, one: dataset.indicator(one.key.indicator).unit.symbol, Text("单位", "unit")),
    Field("OBS_STATUS", lambda dataset, one: status(one), Text("性质", "status")),
    Field("COMMENT_OBS", lambda dataset, one: one.note, Text("备注", "note")),
)
