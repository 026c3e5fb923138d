"""What the tables are, told to people (data/README.md) and to other programs (datapackage.json).

Both follow the one description of the columns, so that they cannot say something else than the reader does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from indicators.dataset import Dataset
from indicators.model import Text
from indicators.tables.columns import TABLES
from indicators.tables.description import Column, Table, Type
from indicators.tables.settings import SETTINGS
from indicators.tables.sheets import SHEETS, Head, Sheet

DESCRIPTOR = "datapackage.json"
"""The file in a city's folder that describes its tables to other programs, and how many rows each file holds."""

_INTRODUCTION = Text(
    "一个城市一个文件夹：`city.toml` 写城市自己的设定，其余各表一行一个事实。编码为 UTF-8，首行为列名，次序固定。",
    "One folder a city: `city.toml` holds what the city says of itself, every other table one fact a row. "
    "UTF-8, one header row, stable order.",
)
_GENERATED = Text(
    "本文由列的定义生成（`innovation-dashboard describe-data --guide`），测试保证两者一致。",
    "This text is made from the description of the columns; a test keeps the two equal.",
)
_HEAD = Text("| 列 | 类型 | 必填 | 含义 | meaning |\n|---|---|---|---|---|", "")
_WORKBOOK = Text("工作簿", "Workbook")
_WORKBOOK_TOLD = Text(
    "填报模板与报送的表格：每张表的标题、表头、表头的其他写法，以及它所填的列。名称可代替编号。",
    "The sheets of a template and of an upload: the title of each, its heads, other names met for them, and the column "
    "that each head fills. Names may stand for ids.",
)
_SHEET_HEAD = Text("| 表头 | head | 也可写作 | 列 |\n|---|---|---|---|", "")
_ALSO = Text("也可题作", "also titled")
_ONLY_SHOWN = Text("（只供核对，不读取）", "(shown only, not read)")
_YES, _NO = Text("是", "yes"), Text("", "no")
_TYPES = {
    Type.INTEGER: "integer",
    Type.NUMBER: "number",
    Type.DATE: "date",
    Type.YES_NO: "boolean",
}
_LICENCE = {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0"}


def guide() -> str:
    """Return the guide to the tables as Markdown: every file, every column, its type and its vocabulary."""
    parts = ["# data", str(_INTRODUCTION), _INTRODUCTION.en, str(_GENERATED), _GENERATED.en]
    parts += [_section(table) for table in (*SETTINGS, *TABLES)]
    parts += [f"## {_WORKBOOK.zh}", str(_WORKBOOK_TOLD), _WORKBOOK_TOLD.en, *map(_sheet, SHEETS)]
    return "\n\n".join(parts) + "\n"


def _section(table: Table) -> str:
    rows = "\n".join(_row(column) for column in table.columns)
    return f"## {table.about.zh} `{table.path}` ({table.name})\n\n{table.about.en}\n\n{_HEAD}\n{rows}"


def _sheet(sheet: Sheet) -> str:
    also = f"（{_ALSO.zh}：{'、'.join(sheet.aliases)}）" if sheet.aliases else ""
    rows = "\n".join((*map(_head, sheet.heads), *map(_shown, sheet.shown)))
    title = f"### {sheet.title.zh} {sheet.title.en}{also} → `{sheet.table.path}` ({sheet.table.name})"
    return f"{title}\n\n{_SHEET_HEAD}\n{rows}"


def _head(head: Head) -> str:
    return f"| {head.title.zh} | {head.title.en} | {'、'.join(head.aliases)} | `{head.column}` |"


def _shown(head: Head) -> str:
    return f"| {head.title.zh} | {head.title.en} | {'、'.join(head.aliases)} | {_ONLY_SHOWN} |"


def _row(column: Column) -> str:
    kind = " / ".join(f"`{word}`" for word in column.allowed) or column.type.value
    if column.refers_to:
        kind += f" → {column.refers_to}"
    return f"| `{column.name}` | {kind} | {_YES if column.required else _NO} | {column.about.zh} | {column.about.en} |"


def package(dataset: Dataset, folder: Path) -> dict[str, object]:
    """Return the descriptor that makes a city's folder a Frictionless Data Package: its files, schemas and keys."""
    return {
        "profile": "tabular-data-package",
        "name": dataset.city.id,
        "title": f"{dataset.city.name.zh} {dataset.city.name.en}",
        "version": f"{dataset.city.release.number}.0.0",
        "created": f"{dataset.city.release.date}T00:00:00Z",
        "licenses": [_LICENCE],
        "sources": [{"title": source.title} for source in dataset.sources.values()],
        "resources": [_resource(table, paths, folder) for table in TABLES if (paths := _paths(table, folder))],
    }


def describe(dataset: Dataset, folder: Path) -> None:
    """Write the descriptor of a city's folder that holds this dataset."""
    text = json.dumps(package(dataset, folder), ensure_ascii=False, indent=1)
    (folder / DESCRIPTOR).write_text(f"{text}\n", encoding="utf-8")


def described_rows(folder: Path) -> Mapping[str, int]:
    """Return how many rows each file of a city's folder had when it was described; nothing where it never was."""
    try:
        resources = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))["resources"]
        return {path: int(count) for resource in resources for path, count in resource["rowsOfFiles"].items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}


def _paths(table: Table, folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.glob(table.path))


def _rows(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file) - 1  # the head; no cell holds the end of a line


def _resource(table: Table, paths: list[str], folder: Path) -> dict[str, object]:
    return {
        "name": table.name,
        "path": paths if len(paths) > 1 else paths[0],
        "profile": "tabular-data-resource",
        "title": table.about.zh,
        "description": table.about.en,
        "encoding": "utf-8",
        "rowsOfFiles": {path: _rows(folder / path) for path in paths},
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": "id",
            "foreignKeys": list(_foreign_keys(table)),
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, object]:
    kind = _TYPES.get(column.type, "string")
    constraints: dict[str, object] = {"required": True} if column.required else {}
    if column.allowed and kind == "string":
        constraints["enum"] = list(column.allowed)
    field: dict[str, object] = {
        "name": column.name,
        "type": kind,
        "title": column.about.zh,
        "description": column.about.en,
    }
    if kind == "boolean":
        field |= {"trueValues": ["yes"], "falseValues": ["no"]}
    return field | ({"constraints": constraints} if constraints else {})


def _foreign_keys(table: Table) -> Iterable[dict[str, object]]:
    names = {one.name for one in TABLES}
    for column in table.columns:
        if column.refers_to in names and column.type is not Type.LIST:
            resource = "" if column.refers_to == table.name else column.refers_to
            yield {"fields": column.name, "reference": {"resource": resource, "fields": "id"}}
