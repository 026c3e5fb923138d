"""The description of the interface for other programs, as OpenAPI 3.1: made from RESOURCES, so it cannot differ."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from dashboard.web.interface.resources import RESOURCES, Resource
from indicators.dataset import Dataset
from indicators.model import Text

_TITLE = Text("{city}创新指标看板的数据接口", "Data of the innovation dashboard of {city}")
_ABOUT = Text(
    "只读，数字与各表逐位一致；写明 release= 的回答不再改变；.csv 得 CSV，observations.sdmx.csv 得 SDMX-CSV。",
    "Read only. With release= an answer never changes; .csv gives CSV, observations.sdmx.csv SDMX-CSV.",
)
_FILTERS: Mapping[str, Text] = {
    "indicator": Text("指标编号", "id of an indicator"),
    "region": Text("区域编号", "id of a region"),
    "industry": Text("产业编号", "id of an industry"),
    "plan": Text("规划编号", "id of a plan"),
    "period": Text("时期：2025、2025H1、2021..2025", "period: 2025, 2025H1, 2021..2025"),
    "as_of": Text("数据截至的年份", "the year as of which"),
    "method": Text("评估方法", "method of judging"),
    "release": Text("版次的编号；不写为现行版次", "number of a release; the current one without"),
}
_MEMBER = Text("编号", "id")
_ANSWER, _NOT_FOUND, _BAD = (
    Text("找到的各行", "the rows found"),
    Text("没有这一项", "No such thing"),
    Text("筛选条件有误", "bad filter"),
)


def description(dataset: Dataset, address: str) -> Mapping[str, Any]:
    """Return the description of the interface at an address, with the words of a city."""
    names = {"city": dataset.city.name}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _both(Text(*(text.format(city=name) for text, name in _pairs(_TITLE, names["city"])))),
            "version": version("innovation-dashboard"),
            "description": _both(_ABOUT),
        },
        "servers": [{"url": address}],
        "paths": {path: way for name, one in RESOURCES.items() for path, way in _paths(name, one).items()},
        "components": {
            "schemas": {name: _schema(one) for name, one in RESOURCES.items()} | {"error": _ERROR},
        },
    }


def package(dataset: Dataset, address: str) -> Mapping[str, Any]:
    """Return the interface at an address as a Frictionless Data Package: each resource of a release as CSV."""
    number = dataset.city.release.number
    return {
        "profile": "tabular-data-package",
        "name": dataset.city.id,
        "title": _both(dataset.city.name),
        "version": str(number),
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": name,
                "title": _both(one.about),
                "path": f"{address}/{name}.csv?release={number}",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8-sig",
                "schema": {
                    "fields": [{"name": each.name, "type": "string", "title": _both(each.about)} for each in one.fields]
                },
            }
            for name, one in RESOURCES.items()
        ],
    }


def _pairs(text: Text, name: Text) -> tuple[tuple[str, str], tuple[str, str]]:
    return (text.zh, name.zh), (text.en, name.en)


def _both(text: Text) -> str:
    return f"{text.zh} / {text.en}"


def _paths(name: str, one: Resource) -> dict[str, Any]:
    filters = [_parameter(each) for each in (*one.filters, "release")]
    found = {f"/{name}": {"get": _operation(name, one, filters)}}
    if one.get is not None:
        member = {
            "name": "id",
            "in": "path",
            "required": True,
            "schema": {"type": "string"},
            "description": _both(_MEMBER),
        }
        found[f"/{name}/{{id}}"] = {"get": _operation(f"{name}_member", one, [member, _parameter("release")], name)}
    return found


def _operation(operation: str, one: Resource, parameters: list[Any], schema: str = "") -> dict[str, Any]:
    rows = {
        "type": "object",
        "required": ["release", "count", "rows"],
        "properties": {
            "release": {"type": "string"},
            "count": {"type": "integer"},
            "rows": {"type": "array", "items": {"$ref": f"#/components/schemas/{schema or operation}"}},
        },
    }
    return {
        "operationId": operation,
        "summary": _both(one.about),
        "parameters": parameters,
        "responses": {
            "200": {"description": _both(_ANSWER), "content": {"application/json": {"schema": rows}}},
            "400": _refusal(_BAD),
            "404": _refusal(_NOT_FOUND),
        },
    }


def _refusal(words: Text) -> dict[str, Any]:
    return {
        "description": _both(words),
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/error"}}},
    }


def _parameter(name: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": {"type": "string"}, "description": _both(_FILTERS[name])}


def _schema(one: Resource) -> dict[str, Any]:
    fields = {field.name: {"type": _TYPES, "description": _both(field.about)} for field in one.fields}
    return {"type": "object", "properties": fields, "required": list(fields)}


_TYPES = ["string", "number", "boolean", "array", "null"]
_ERROR = {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}
