"""The list of a report: headings, words and exhibits in order, as a small YAML file that is kept and run again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from indicators.model import Text
from indicators.problems import UsageError

LARGEST = 200_000
_MOST_PARTS = 500
_MOST_PAGES = 100
_DEEPEST, _MOST_EVENTS = 8, 20_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KEYS = frozenset({"title", "subtitle", "release", "parts"})
_PART_KEYS = ("heading", "text", "page")
_TOO_LARGE = Text("清单超过 200 KB", "the list is larger than 200 KB")
_SYNTAX = Text("清单第 {line} 行不是合格的 YAML：{what}", "line {line} is no YAML: {what}")
_NO_ALIAS = Text("清单里不能用 YAML 的 & 和 *（第 {line} 行）", "anchors and aliases are not taken")
_NO_MAPPING = Text("清单应写成 title、parts 等几项，例如“parts:”下每行“- page: /goals”", "a list has title and parts")
_UNKNOWN_KEY = Text("清单里有不认识的项 {key}，可用：{known}", "unknown key {key}; known: {known}")
_NO_TITLE = Text("清单缺少 title（报告标题）", "the title is missing")
_NO_PARTS = Text("清单的 parts 是空的：至少放一个图表", "parts are empty: name at least one exhibit")
_TOO_MANY = Text("清单有 {count} 项，最多 500 项", "{count} parts; at most 500")
_TOO_MANY_PAGES = Text(
    "清单有 {count} 处图表，最多 100 处；请分成几份报告", "{count} pages; at most 100: make several reports"
)
_TOO_DEEP = Text("清单第 {line} 行嵌套太深或内容太多", "line {line}: nested too deep, or too much in all")
_BAD_PART = Text(
    "清单 parts 的第 {number} 项读不懂：写 heading、text 或 page 之一", "part {number}: write heading, text or page"
)
_NOT_TEXT = Text("清单的 {key} 应是一段文字", "{key} should be text")
_NOT_NAMES = Text("清单 parts 第 {number} 项的 exhibits 应是图表名的列表", "part {number}: exhibits should be a list")
_NOT_NUMBER = Text("清单的 release 应是版次编号，如 1", "release should be a number")
_NO_PATH = Text(
    "清单 parts 第 {number} 项的 page 应以 / 开头，如 /goals", "part {number}: a page begins with /, as /goals"
)


@dataclass(frozen=True, slots=True)
class HeadingItem:
    """A heading between exhibits."""

    heading: str


@dataclass(frozen=True, slots=True)
class TextItem:
    """Words between exhibits."""

    text: str


@dataclass(frozen=True, slots=True)
class PageItem:
    """Exhibits of one page: its address with filters, and which of its exhibits; all of them where none is named."""

    page: str
    exhibits: tuple[str, ...] = ()


Item = HeadingItem | TextItem | PageItem


@dataclass(frozen=True, slots=True)
class Listing:
    """What a report holds. `release` pins it; without, it is made of whichever release is current."""

    title: str
    items: tuple[Item, ...]
    subtitle: str = ""
    release: int | None = None


def write(listing: Listing) -> str:
    """Return a list as YAML, as `read` takes it back."""
    head: dict[str, Any] = {"title": listing.title}
    head |= {"subtitle": listing.subtitle} if listing.subtitle else {}
    head |= {"release": listing.release} if listing.release else {}
    return yaml.safe_dump(
        {**head, "parts": [_plain(item) for item in listing.items]}, allow_unicode=True, sort_keys=False, width=1000
    )


def _plain(item: Item) -> dict[str, Any]:
    if isinstance(item, HeadingItem):
        return {"heading": item.heading}
    if isinstance(item, TextItem):
        return {"text": item.text}
    return {"page": item.page, **({"exhibits": list(item.exhibits)} if item.exhibits else {})}


def read(text: str) -> Listing:
    """Return the list that a YAML file holds. Raises UsageError with what is wrong, where, and what would be right."""
    if len(text.encode()) > LARGEST:
        raise UsageError(str(_TOO_LARGE))
    values = _parsed(text)
    if not isinstance(values, dict) or not all(isinstance(key, str) for key in values):
        raise UsageError(str(_NO_MAPPING))
    for key in values:
        if key not in _KEYS:
            raise UsageError(str(_UNKNOWN_KEY).format(key=key[:40], known="、".join(sorted(_KEYS))))
    parts = values.get("parts") or []
    if not isinstance(parts, list) or not parts:
        raise UsageError(str(_NO_PARTS))
    if len(parts) > _MOST_PARTS:
        raise UsageError(str(_TOO_MANY).format(count=len(parts)))
    pages = sum(isinstance(part, dict) and "page" in part for part in parts)
    if pages > _MOST_PAGES:
        raise UsageError(str(_TOO_MANY_PAGES).format(count=pages))
    title = _words(values, "title")
    if not title:
        raise UsageError(str(_NO_TITLE))
    items = tuple(_item(part, number) for number, part in enumerate(parts, 1))
    return Listing(title, items, _words(values, "subtitle"), _number(values.get("release")))


def _parsed(text: str) -> Any:  # noqa: ANN401 - whatever the file says
    """What a YAML file says.

    Its events are looked through first: a few lines of aliases can stand for more than memory holds, and nesting
    without end takes a parser minutes.
    """
    depth = 0
    try:
        for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
            if isinstance(event, yaml.AliasEvent):
                raise UsageError(str(_NO_ALIAS).format(line=_line(event.start_mark)))
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST or count > _MOST_EVENTS:
                raise UsageError(str(_TOO_DEEP).format(line=_line(event.start_mark)))
        return yaml.load(text, Loader=_LOADER)  # noqa: S506 - both are safe loaders
    except yaml.YAMLError as error:
        what = getattr(error, "problem", None) or str(error)
        line = _line(getattr(error, "problem_mark", None))
        raise UsageError(str(_SYNTAX).format(line=line, what=what[:80])) from None
    except (RecursionError, ValueError) as error:
        raise UsageError(str(_SYNTAX).format(line=1, what=str(error)[:80])) from None


def _line(mark: Any) -> int:  # noqa: ANN401 - of the Python or the C parser
    return mark.line + 1 if mark else 1


def _words(values: Mapping[str, Any], key: str) -> str:
    value = values.get(key, "")
    if value is None:
        return ""
    if not isinstance(value, (str, int, float)) or isinstance(value, bool):
        raise UsageError(str(_NOT_TEXT).format(key=key))
    return str(value).strip()


def _number(value: Any) -> int | None:  # noqa: ANN401 - whatever the file says
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise UsageError(str(_NOT_NUMBER))
    return value


def _item(part: Any, number: int) -> Item:  # noqa: ANN401 - whatever the file says
    keys = set(part) if isinstance(part, dict) else set()
    kinds = [key for key in _PART_KEYS if key in keys]
    if len(kinds) != 1 or keys - {kinds[0], "exhibits"} or ("exhibits" in keys and kinds[0] != "page"):
        raise UsageError(str(_BAD_PART).format(number=number))
    words = _words(part, kinds[0])
    if kinds[0] == "heading":
        return HeadingItem(words)
    if kinds[0] == "text":
        return TextItem(words)
    if not words.startswith("/"):
        raise UsageError(str(_NO_PATH).format(number=number))
    names = part.get("exhibits") or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise UsageError(str(_NOT_NAMES).format(number=number))
    return PageItem(words, tuple(names))
