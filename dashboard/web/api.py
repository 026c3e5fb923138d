"""The same answers as JSON and, with .csv, as CSV: RESOURCES says what can be asked and by which filters."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from types import MappingProxyType
from typing import Any

import flask

from dashboard.exhibits.lazy import Lazy
from dashboard.web import delivery
from dashboard.web.office import desk
from indicators.dataset import Dataset
from indicators.goals.methods import METHODS
from indicators.model import Key, Text
from indicators.periods import Grain, Period
from indicators.problems import UnknownName, UsageError
from indicators.tables.interchange import csv_lines, csv_text, json_text
from indicators.views.rows import ASSESSMENT, INDICATOR, OBSERVATION, TARGET, Field, Row, rows
from indicators.views.scoreboard import assessment_of, goals, latest_year

_ROOT = "/api/v1"
_TYPES = {"json": "application/json; charset=utf-8", "csv": "text/csv; charset=utf-8"}
Filters = Mapping[str, str]
_NO_FILTER = Text("筛选条件", "filter")
_NO_PERIOD = Text("{name}={value} 不是时期，请写 2025、2025H1 或 2021..2025", "{name}={value} is no period")
_NO_YEAR = Text("{name}={value} 不是年份，请写四位年份", "{name}={value} is no year")
_NO_RELEASE = Text("release={value} 不是版次的编号", "release={value} is no number of a release")
_DIGITS, _AT_ONCE = 9, 500
_KEY = ("indicator", "region", "industry")
_NO_RESOURCE = Text("没有这个接口，可用的有：{known}", "no such resource, there are: {known}")


@dataclass(frozen=True, slots=True)
class Resource:
    """One thing that can be asked for: its fields, the filters that it takes, and how it finds what it has."""

    about: Text
    fields: tuple[Field, ...]
    filters: tuple[str, ...]
    find: Callable[[Dataset, Filters], Sequence[Any]]


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
    filters = dict(flask.request.args.items())
    kind = "csv" if name != plain else "json"
    try:
        number = _release(filters.pop("release", None))
        dataset = desk().dataset(number)
        found = _found(dataset, RESOURCES[plain], filters)
    except (UnknownName, UsageError) as error:
        return _refused(error, 400)
    # Written while it is sent: an answer of a million rows never stands whole in memory.
    answer = flask.Response(_WRITERS[kind](dataset, RESOURCES[plain], found), content_type=_TYPES[kind])
    mark = _mark(dataset, name, filters)
    return delivery.marked(answer, is_lasting=number is not None, mark=mark)


def _release(value: str | None) -> int | None:
    """The number of the release that is asked for; None for the current one."""
    if value is not None and not (value.isdecimal() and len(value) <= _DIGITS):
        raise UsageError(_both(_NO_RELEASE, value=value[:40]))
    return int(value) if value else None


def _found(dataset: Dataset, resource: Resource, filters: Filters) -> Sequence[Any]:
    """What a resource has for some filters. Raises UnknownName, UsageError where one of them says nothing."""
    for given, value in filters.items():
        if given not in resource.filters:
            raise UnknownName(_NO_FILTER, given, resource.filters)
        CHECKS[given](dataset, given, value)
    return resource.find(dataset, filters)


def _mark(dataset: Dataset, name: str, filters: Filters) -> str:
    """What stays the same as long as an answer does: the release, the question, and the fields of this version."""
    release, fields = dataset.city.release, RESOURCES[name.removesuffix(".csv")].fields
    state = (
        version("innovation-dashboard"),
        [one.name for one in fields],
        dataset.city.id,
        release.number,
        release.date,
    )
    return hashlib.sha256(repr((state, name, sorted(filters.items()))).encode()).hexdigest()[:32]


def _pieces(dataset: Dataset, resource: Resource, found: Sequence[Any]) -> Iterator[list[Row]]:
    for start in range(0, len(found), _AT_ONCE):
        yield rows(resource.fields, dataset, found[start : start + _AT_ONCE])


def _as_json(dataset: Dataset, resource: Resource, found: Sequence[Any]) -> Iterator[str]:
    head = json_text({"release": dataset.city.release.name.zh, "count": len(found), "rows": []})
    yield head.removesuffix("]}")
    for number, piece in enumerate(_pieces(dataset, resource, found)):
        yield (", " if number else "") + json_text(piece)[1:-1]
    yield "]}"


def _as_csv(dataset: Dataset, resource: Resource, found: Sequence[Any]) -> Iterator[str]:
    columns = [field.name for field in resource.fields]
    yield csv_text(columns, ())
    for piece in _pieces(dataset, resource, found):
        yield csv_lines(columns, piece)


_WRITERS: Mapping[str, Callable[[Dataset, Resource, Sequence[Any]], Iterator[str]]] = MappingProxyType(
    {"json": _as_json, "csv": _as_csv}
)


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
    return all(getattr(key, name) == filters[name] for name in _KEY if name in filters)


def _is_of(wanted: Period | None, period: Period | None) -> bool:
    """Whether a period is the wanted one, or within the wanted years: 2021..2025 means each of them."""
    return (
        wanted is None
        or wanted == period
        or (period is not None and wanted.grain is Grain.YEARS and wanted.contains(period))
    )


def _indicators(dataset: Dataset, filters: Filters) -> Sequence[Any]:
    return [one for one in dataset.indicators.values() if filters.get("indicator", one.id) == one.id]


def _observations(dataset: Dataset, filters: Filters) -> Sequence[Any]:
    period = Period.parse(filters["period"]) if "period" in filters else None
    last = Period.parse(filters["as_of"]).last if "as_of" in filters else None
    words = {name: filters[name] for name in _KEY if name in filters}
    table = dataset.table
    fitting = table.numbers(lambda one: _is_of(period, one) and (last is None or one.last <= last), **words)
    return Lazy(lambda row: table.at_rows((row,))[0], fitting)


def _targets(dataset: Dataset, filters: Filters) -> Sequence[Any]:
    period = Period.parse(filters["period"]) if "period" in filters else None
    return [
        one
        for one in dataset.targets
        if _matches(one.key, filters) and filters.get("plan", one.plan) == one.plan and _is_of(period, one.due)
    ]


def _assessments(dataset: Dataset, filters: Filters) -> Sequence[Any]:
    on = Period.parse(filters["as_of"]) if "as_of" in filters else latest_year(dataset)
    due = Period.parse(filters["period"]) if "period" in filters else None
    listed = goals(dataset, on, filters.get("plan"))
    found = [one for one in listed if _matches(one.key, filters) and _is_of(due, one.due)]
    return Lazy(lambda target: assessment_of(dataset, target, on, filters.get("method", "pace")), found)


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
