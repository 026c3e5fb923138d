"""The same answers as JSON and, with .csv, as CSV: RESOURCES says what can be asked and by which filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import flask

from dashboard.web.office import desk
from indicators.dataset import Dataset
from indicators.goals.methods import METHODS
from indicators.model import Key, Text
from indicators.periods import Grain, Period
from indicators.problems import UnknownName, UsageError
from indicators.tables.interchange import csv_text, json_text
from indicators.views.rows import ASSESSMENT, INDICATOR, OBSERVATION, TARGET, Field, Row, rows
from indicators.views.scoreboard import latest_year, scoreboard

_ROOT = "/api/v1"
_TYPES = {"json": "application/json; charset=utf-8", "csv": "text/csv; charset=utf-8"}
Filters = Mapping[str, str]
_NO_FILTER = Text("筛选条件", "filter")
_NO_PERIOD = Text("{name}={value} 不是时期，请写 2025、2025H1 或 2021..2025", "{name}={value} is no period")
_NO_YEAR = Text("{name}={value} 不是年份，请写四位年份", "{name}={value} is no year")
_NO_RELEASE = Text("release={value} 不是版次的编号", "release={value} is no number of a release")
_DIGITS = 9
_NO_RESOURCE = Text("没有这个接口，可用的有：{known}", "no such resource, there are: {known}")


@dataclass(frozen=True, slots=True)
class Resource:
    """One thing that can be asked for: its fields, the filters that it takes, and how it finds its rows."""

    about: Text
    fields: tuple[Field, ...]
    filters: tuple[str, ...]
    find: Callable[[Dataset, Filters], list[Row]]


def connect(server: flask.Flask) -> None:
    """Add the routes of the interface to a server whose extensions hold a desk."""
    server.add_url_rule(f"{_ROOT}/", "api", _index, strict_slashes=False)
    server.add_url_rule(f"{_ROOT}/<path:name>", "api_resource", _resource)


def _index() -> flask.Response:
    listed = {name: {"about": one.about.zh, "filters": [*one.filters, "release"]} for name, one in RESOURCES.items()}
    return _json({"resources": listed})


def _resource(name: str) -> flask.Response:
    """Answer one resource; what cannot be answered is one sentence in both languages with 400 or 404."""
    plain = name.removesuffix(".csv")
    if plain not in RESOURCES:
        return _refused(UsageError(_both(_NO_RESOURCE, known="、".join(RESOURCES))), 404)
    given = dict(flask.request.args.items())
    kind = "csv" if name != plain else "json"
    try:
        release = _release(given.pop("release", None))
        text: str = desk().answer(_answer_text, plain, kind, tuple(sorted(given.items())), release=release)
    except (UnknownName, UsageError) as error:
        return _refused(error, 400)
    return flask.Response(text, content_type=_TYPES[kind])


def _release(value: str | None) -> int | None:
    """The number of the release that is asked for; None for the current one."""
    if value is not None and not (value.isdecimal() and len(value) <= _DIGITS):
        raise UsageError(_both(_NO_RELEASE, value=value[:40]))
    return int(value) if value else None


def _answer_text(dataset: Dataset, name: str, kind: str, filter_pairs: tuple[tuple[str, str], ...]) -> str:
    """The text of an answer, worked out once for each release and question."""
    resource, filters = RESOURCES[name], dict(filter_pairs)
    for given, value in filters.items():
        if given not in resource.filters:
            raise UnknownName(_NO_FILTER, given, resource.filters)
        CHECKS[given](dataset, given, value)
    found = resource.find(dataset, filters)
    if kind == "csv":
        return csv_text([field.name for field in resource.fields], found)
    return json_text({"release": dataset.city.release.name.zh, "count": len(found), "rows": found})


def _json(value: Mapping[str, object]) -> flask.Response:
    return flask.Response(json_text(value), content_type=_TYPES["json"])


def _refused(error: Exception, status: int) -> flask.Response:
    answer = _json({"error": str(error)})
    answer.status_code = status
    return answer


def _both(text: Text, **words: str) -> str:
    return f"{text.zh.format(**words)} ({text.en.format(**words)})"


def _period(dataset: Dataset, name: str, value: str) -> None:  # noqa: ARG001 - all checks are called alike
    try:
        Period.parse(value)
    except ValueError:
        raise UsageError(_both(_NO_PERIOD, name=name, value=value[:40])) from None


def _year(dataset: Dataset, name: str, value: str) -> None:
    _period(dataset, name, value)
    if Period.parse(value).grain is not Grain.YEAR:
        raise UsageError(_both(_NO_YEAR, name=name, value=value[:40]))


def _method(dataset: Dataset, name: str, value: str) -> None:  # noqa: ARG001 - all checks are called alike
    if value not in METHODS:
        raise UnknownName(Text("评估方法", "method"), value, METHODS)


CHECKS: Mapping[str, Callable[[Dataset, str, str], object]] = MappingProxyType(
    {
        "indicator": lambda dataset, name, value: dataset.indicator(value),
        "region": lambda dataset, name, value: dataset.region(value),
        "industry": lambda dataset, name, value: dataset.industry(value),
        "plan": lambda dataset, name, value: dataset.plan(value),
        "period": _period,
        "as_of": _year,
        "method": _method,
    }
)


def _matches(key: Key, filters: Filters) -> bool:
    return all(getattr(key, name) == filters[name] for name in ("indicator", "region", "industry") if name in filters)


def _is_of(wanted: Period | None, period: Period | None) -> bool:
    """Whether a period is the wanted one, or within the wanted years: 2021..2025 means each of them."""
    return (
        wanted is None
        or wanted == period
        or (period is not None and wanted.grain is Grain.YEARS and wanted.contains(period))
    )


def _indicators(dataset: Dataset, filters: Filters) -> list[Row]:
    listed = dataset.indicators.values()
    return rows(INDICATOR, dataset, [one for one in listed if filters.get("indicator", one.id) == one.id])


def _observations(dataset: Dataset, filters: Filters) -> list[Row]:
    period = Period.parse(filters["period"]) if "period" in filters else None
    last = Period.parse(filters["as_of"]).last if "as_of" in filters else None
    words = {name: filters[name] for name in ("indicator", "region", "industry") if name in filters}
    words |= {} if period is None or period.grain is Grain.YEARS else {"period": str(period)}
    found = [one for one in dataset.table.where(**words) if _is_of(period, one.period)]
    return rows(OBSERVATION, dataset, [one for one in found if last is None or one.period.last <= last])


def _targets(dataset: Dataset, filters: Filters) -> list[Row]:
    period = Period.parse(filters["period"]) if "period" in filters else None
    found = [
        one
        for one in dataset.targets
        if _matches(one.key, filters) and filters.get("plan", one.plan) == one.plan and _is_of(period, one.due)
    ]
    return rows(TARGET, dataset, found)


def _assessments(dataset: Dataset, filters: Filters) -> list[Row]:
    on = Period.parse(filters["as_of"]) if "as_of" in filters else latest_year(dataset)
    due = Period.parse(filters["period"]) if "period" in filters else None
    held = scoreboard(dataset, on, filters.get("plan"), method=filters.get("method", "pace"))
    found = [one for one in held if _matches(one.target.key, filters) and _is_of(due, one.target.due)]
    return rows(ASSESSMENT, dataset, found)


_KEY = ("indicator", "region", "industry")
RESOURCES: Mapping[str, Resource] = MappingProxyType(
    {
        "indicators": Resource(Text("指标", "indicators"), INDICATOR, ("indicator",), _indicators),
        "observations": Resource(Text("观测值", "figures"), OBSERVATION, (*_KEY, "period", "as_of"), _observations),
        "targets": Resource(Text("目标", "goals"), TARGET, (*_KEY, "period", "plan"), _targets),
        "assessments": Resource(
            Text("评估", "goals held against figures"),
            ASSESSMENT,
            (*_KEY, "period", "as_of", "method", "plan"),
            _assessments,
        ),
    }
)
