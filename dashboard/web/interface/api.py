"""The same answers as JSON and, with .csv, as CSV; figures as SDMX-CSV too; and the description of all, OpenAPI."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from types import MappingProxyType
from typing import Any

import flask
from werkzeug.exceptions import NotFound

from dashboard.web import delivery
from dashboard.web.interface import openapi
from dashboard.web.interface.resources import CHECKS, RESOURCES, Filters, Resource, both
from dashboard.web.office import desk, public_address
from indicators.dataset import Dataset
from indicators.model import Text
from indicators.problems import UnknownName, UsageError
from indicators.tables.interchange import csv_lines, csv_text, json_text
from indicators.views.programs.sdmx import SERIES_FIELDS, is_of_a_series
from indicators.views.rows import Field, Row, rows

_ROOT = "/api/v1"
_TYPES = {
    "json": "application/json; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "sdmx.csv": "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8",
}
_OF_SERIES = "observations"
_NO_FILTER = Text("筛选条件", "filter")
_NO_RELEASE = Text("release={value} 不是版次的编号", "release={value} is no number of a release")
_DIGITS, _AT_ONCE = 9, 500
_NO_RESOURCE = Text("没有这个接口，可用的有：{known}", "no such resource, there are: {known}")
_ONE_ALONE = Text("{name} 没有单独的网址，请用筛选条件", "members of {name} have no address of their own: use filters")


def connect(server: flask.Flask, origins: str) -> None:
    """Add the routes of the interface to a server whose extensions hold a desk.

    `origins` are the sites, divided by blanks, whose scripts may read it; * for all.
    """
    server.add_url_rule(f"{_ROOT}/", "api", _index, strict_slashes=False)
    server.add_url_rule(f"{_ROOT}/openapi.json", "api_description", _description)
    server.add_url_rule(f"{_ROOT}/datapackage.json", "api_package", _package)
    server.add_url_rule(f"{_ROOT}/<path:name>", "api_resource", _resource)
    server.register_error_handler(NotFound, _nothing)  # a line break within an address leads to no route at all
    allowed = frozenset(origins.split())
    if allowed:
        server.after_request(lambda answer: _shared(answer, allowed))


def _shared(answer: flask.Response, allowed: frozenset[str]) -> flask.Response:
    """Let scripts of other sites read an answer of the interface, where their site is allowed."""
    origin = flask.request.headers.get("Origin", "")
    if not flask.request.path.startswith(_ROOT):
        return answer
    answer.vary.add("Origin")
    if origin and ("*" in allowed or origin in allowed):
        answer.headers["Access-Control-Allow-Origin"] = "*" if "*" in allowed else origin
        answer.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        answer.headers["Access-Control-Allow-Headers"] = "If-None-Match"
        answer.headers["Access-Control-Expose-Headers"] = "ETag"
    return answer


def _index() -> flask.Response:
    listed = {
        name: {"about": str(one.about), "filters": [*one.filters, "release"], "has_members": one.get is not None}
        for name, one in RESOURCES.items()
    }
    return _json({"resources": listed, "description": f"{_ROOT}/openapi.json"})


def _description() -> flask.Response:
    described = openapi.description(desk().dataset(), f"{public_address()}{_ROOT.lstrip('/')}")
    return delivery.marked(_json(described), is_lasting=False)


def _package() -> flask.Response:
    try:
        number = _release(flask.request.args.get("release"))
        dataset = desk().dataset(number)
    except (UnknownName, UsageError) as error:
        return _refused(error, 400)
    described = openapi.package(dataset, f"{public_address()}{_ROOT.lstrip('/')}")
    return delivery.marked(_json(described), is_lasting=number is not None)


def _resource(name: str) -> flask.Response:
    """Answer a resource or one of its members; what cannot be answered is a sentence in both languages, 400 or 404."""
    plain, kind = _kind(name)
    resource, _, member = plain.partition("/")
    if resource not in RESOURCES or (kind == "sdmx.csv" and plain != _OF_SERIES):
        return _no_resource()
    filters = dict(flask.request.args.items())
    try:
        number = _release(filters.pop("release", None))
        dataset = desk().dataset(number)
        found = _found(dataset, RESOURCES[resource], filters)
    except (UnknownName, UsageError) as error:
        return _refused(error, 400)
    try:
        found = [_member(dataset, resource, member)] if member else found
    except UnknownName as error:
        return _refused(error, 404)
    # Written while it is sent: an answer of a million rows never stands whole in memory.
    write, fields = _WRITERS[kind], _fields(resource, kind)
    answer = flask.Response(write(dataset, fields, found), content_type=_TYPES[kind])
    return delivery.marked(answer, is_lasting=number is not None, mark=_mark(dataset, name, fields, filters))


def _no_resource() -> flask.Response:
    return _refused(UsageError(both(_NO_RESOURCE, known="、".join(RESOURCES))), 404)


def _nothing(error: NotFound) -> flask.Response | NotFound:
    return _no_resource() if flask.request.path.startswith(f"{_ROOT}/") else error


def _kind(name: str) -> tuple[str, str]:
    """The name without what says how it is written, and that."""
    for kind in ("sdmx.csv", "csv"):
        if name.endswith(f".{kind}"):
            return name.removesuffix(f".{kind}"), kind
    return name, "json"


def _fields(resource: str, kind: str) -> tuple[Field, ...]:
    return SERIES_FIELDS if kind == "sdmx.csv" else RESOURCES[resource].fields


def _member(dataset: Dataset, resource: str, member: str) -> Any:  # noqa: ANN401 - whatever a resource holds
    """One member of a resource by its id. Raises UnknownName where there is none, or none has an address."""
    get = RESOURCES[resource].get
    if get is None:
        raise UnknownName(Text(both(_ONE_ALONE, name=resource), ""), member[:40], ())
    return get(dataset, member)


def _release(value: str | None) -> int | None:
    """The number of the release that is asked for; None for the current one."""
    if value is not None and not (value.isdecimal() and len(value) <= _DIGITS):
        raise UsageError(both(_NO_RELEASE, value=value[:40]))
    return int(value) if value else None


def _found(dataset: Dataset, resource: Resource, filters: Filters) -> Sequence[Any]:
    """What a resource has for some filters. Raises UnknownName, UsageError where one of them says nothing."""
    for given, value in filters.items():
        if given not in resource.filters:
            raise UnknownName(_NO_FILTER, given, resource.filters)
        CHECKS[given](dataset, given, value)
    return resource.find(dataset, filters)


def _mark(dataset: Dataset, name: str, fields: Sequence[Field], filters: Filters) -> str:
    """What stays the same as long as an answer does: the release, the question, and the fields of this version."""
    release = dataset.city.release
    state = (
        version("innovation-dashboard"),
        [one.name for one in fields],
        dataset.city.id,
        release.number,
        release.date,
    )
    return hashlib.sha256(repr((state, name, sorted(filters.items()))).encode()).hexdigest()[:32]


def _pieces(dataset: Dataset, fields: Sequence[Field], found: Sequence[Any]) -> Iterator[list[Row]]:
    for start in range(0, len(found), _AT_ONCE):
        yield rows(fields, dataset, found[start : start + _AT_ONCE])


def _as_json(dataset: Dataset, fields: Sequence[Field], found: Sequence[Any]) -> Iterator[str]:
    head = json_text({"release": str(dataset.city.release.name), "count": len(found), "rows": []})
    yield head.removesuffix("]}")
    for number, piece in enumerate(_pieces(dataset, fields, found)):
        yield (", " if number else "") + json_text(piece)[1:-1]
    yield "]}"


def _as_csv(dataset: Dataset, fields: Sequence[Field], found: Sequence[Any]) -> Iterator[str]:
    columns = [field.name for field in fields]
    yield csv_text(columns, ())
    for piece in _pieces(dataset, fields, found):
        yield csv_lines(columns, piece)


def _as_sdmx(dataset: Dataset, fields: Sequence[Field], found: Sequence[Any]) -> Iterator[str]:
    """One figure for each series and time: those that charts show."""
    columns = [field.name for field in fields]
    yield ",".join(columns) + "\r\n"
    for start in range(0, len(found), _AT_ONCE):
        piece = [one for one in found[start : start + _AT_ONCE] if is_of_a_series(one)]
        yield csv_lines(columns, rows(fields, dataset, piece))


_WRITERS: Mapping[str, Callable[[Dataset, Sequence[Field], Sequence[Any]], Iterator[str]]] = MappingProxyType(
    {"json": _as_json, "csv": _as_csv, "sdmx.csv": _as_sdmx}
)


def _json(value: Mapping[str, object]) -> flask.Response:
    return flask.Response(json_text(value), content_type=_TYPES["json"])


def _refused(error: Exception, status: int) -> flask.Response:
    answer = _json({"error": str(error)})
    answer.status_code = status
    return answer
