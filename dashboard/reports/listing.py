"""The list of a report: headings, words and exhibits in order, as a small YAML file that is kept and run again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any

import yaml

from dashboard.export.picture.choices import WIDTHS
from indicators.language import Language, language
from indicators.model import Text
from indicators.problems import UsageError
from indicators.words import wording

LARGEST = 200_000
_MOST_PARTS = 500
_MOST_PAGES = 100
_DEEPEST, _MOST_EVENTS = 8, 20_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KEYS = frozenset({"title", "subtitle", "release", "letter", "language", "numbered", "compact", "parts"})
_PART_KEYS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "heading": frozenset({"level"}),
        "text": frozenset(),
        "page": frozenset({"exhibits", "show", "width"}),
        "section": frozenset({"region"}),
        "enclosure": frozenset(),
    }
)
SHOWN = ("words", "figure", "table")
_DEEPEST_HEADING = 3
_TOO_LARGE = Text("清单超过 200 KB", "the list is larger than 200 KB")
_SYNTAX = Text("清单第 {line} 行不是合格的 YAML：{what}", "line {line} is no YAML: {what}")
_NO_ALIAS = Text("清单里不能用 YAML 的 & 和 *（第 {line} 行）", "line {line}: & and * of YAML are not taken")
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
    "清单 parts 的第 {number} 项读不懂：写 heading、text、page、section、enclosure 之一",
    "part {number}: write one of heading, text, page, section, enclosure",
)
_NOT_TEXT = Text("清单的 {key} 应是一段文字", "{key} should be text")
_NOT_NAMES = Text("清单 parts 第 {number} 项的 {key} 应是名称的列表", "part {number}: {key} should be a list")
_NOT_SHOWN = Text(
    "清单 parts 第 {number} 项的 show 只能是 words、figure、table", "part {number}: show takes words, figure, table"
)
_NO_WIDTH = Text("清单 parts 第 {number} 项的 width 只能是 {known}", "part {number}: width is one of {known}")
_NO_LEVEL = Text("清单 parts 第 {number} 项的 level 应是 1、2 或 3", "part {number}: level is 1, 2 or 3")
_NO_LETTER = Text("清单的 letter 应写成 issuer、addressee 等几项", "a letter has issuer, addressee and so on")
_NOT_NUMBER = Text("清单的 {key} 应是编号，如 1", "{key} should be a number")
_NO_LANGUAGE = Text("清单的 language={value} 应是 zh 或 en", "language {value}: write zh or en")
_NO_PATH = Text(
    "清单 parts 第 {number} 项的 page 应以 / 开头，如 /goals", "part {number}: a page begins with /, as /goals"
)


@dataclass(frozen=True, slots=True)
class HeadingItem:
    """A heading between exhibits, of the first to the third level."""

    heading: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class TextItem:
    """Words between exhibits; blank where a writer has yet to fill them in."""

    text: str


@dataclass(frozen=True, slots=True)
class PageItem:
    """Exhibits of one page: its address with filters, and which of its exhibits; all of them where none is named.

    `show` says what is taken of each: any of SHOWN; where it is empty, its words and its figure, or else its table.
    `width` is one of WIDTHS, where a figure is not as wide as the page.
    """

    page: str
    exhibits: tuple[str, ...] = ()
    show: tuple[str, ...] = ()
    width: str = ""


@dataclass(frozen=True, slots=True)
class SectionItem:
    """What is written anew for a report on each run: a name of SECTIONS, of a region where it is of one."""

    section: str
    region: str = ""


@dataclass(frozen=True, slots=True)
class EnclosureItem:
    """An enclosure begins: it stands on a page of its own after the signature, and is named before it."""

    enclosure: str


Item = HeadingItem | TextItem | PageItem | SectionItem | EnclosureItem


@dataclass(frozen=True, slots=True)
class Letter:
    """Who reports what to whom, for when. What is blank is as the city signs its bulletin, or as the release is.

    `since` is the release of the last issue.
    """

    issuer: str = ""
    number: str = ""
    addressee: str = ""
    period: str = ""
    signature: str = ""
    date: str = ""
    issue: int | None = None
    since: int | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a report holds. `release` pins it; without, it is made of whichever release is current.

    {period}, {issue} and {city} in its words are filled in on each run. A compact report has a page for each heading.
    `language` is what it is written in: that of its maker, unless its file says otherwise.
    """

    title: str
    items: tuple[Item, ...]
    subtitle: str = ""
    release: int | None = None
    letter: Letter | None = None
    is_numbered: bool = False
    is_compact: bool = False
    language: Language = field(default_factory=language)


def write(listing: Listing) -> str:
    """Return a list as YAML, as `read` takes it back."""
    head: dict[str, Any] = {"title": listing.title}
    head |= {"subtitle": listing.subtitle} if listing.subtitle else {}
    head |= {"release": listing.release} if listing.release else {}
    head |= {"letter": _set(listing.letter)} if listing.letter else {}
    head |= {"numbered": True} if listing.is_numbered else {}
    head |= {"compact": True} if listing.is_compact else {}
    head |= {"language": str(listing.language)} if listing.language is not Language.CHINESE else {}
    return yaml.safe_dump(
        {**head, "parts": [_plain(item) for item in listing.items]}, allow_unicode=True, sort_keys=False, width=1000
    )


def _plain(item: Item) -> dict[str, Any]:
    """An item as YAML says it: the text of one that is only words also where that is blank, else what is set."""
    return {"text": item.text} if isinstance(item, TextItem) else _set(item)


def _set(value: Item | Letter) -> dict[str, Any]:
    """The fields of a value that are other than they would be if nobody said so."""
    given = {one.name: getattr(value, one.name) for one in fields(value) if getattr(value, one.name) != one.default}
    return {name: list(one) if isinstance(one, tuple) else one for name, one in given.items()}


def read(text: str) -> Listing:
    """Return the list that a YAML file holds. Raises UsageError with what is wrong, where, and what would be right."""
    if len(text.encode()) > LARGEST:
        raise UsageError(str(_TOO_LARGE))
    values = _parsed(text)
    if not isinstance(values, dict) or not all(isinstance(key, str) for key in values):
        raise UsageError(str(_NO_MAPPING))
    for key in values:
        if key not in _KEYS:
            raise UsageError(str(_UNKNOWN_KEY).format(key=key[:40], known=wording.listed(sorted(_KEYS))))
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
    return Listing(
        title,
        items,
        _words(values, "subtitle"),
        _number(values, "release"),
        _letter(values),
        bool(values.get("numbered")),
        bool(values.get("compact")),
        _language(values),
    )


def _language(values: Mapping[str, Any]) -> Language:
    code = _words(values, "language") or str(Language.CHINESE)
    if code not in frozenset(Language):
        raise UsageError(str(_NO_LANGUAGE).format(value=code[:20]))
    return Language(code)


def _letter(values: Mapping[str, Any]) -> Letter | None:
    if "letter" not in values:
        return None
    payload: Any = values["letter"] or {}
    numbers = {"issue", "since"}
    known = {one.name for one in fields(Letter)}
    if not isinstance(payload, dict):
        raise UsageError(str(_NO_LETTER))
    for key in payload:
        if key not in known:
            raise UsageError(str(_UNKNOWN_KEY).format(key=str(key)[:40], known=wording.listed(sorted(known))))
    said: dict[str, Any] = {key: _number(payload, key) if key in numbers else _words(payload, key) for key in payload}
    return Letter(**said)


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


def _number(values: Mapping[str, Any], key: str) -> int | None:
    value = values.get(key)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise UsageError(str(_NOT_NUMBER).format(key=key))
    return value


def _item(part: Any, number: int) -> Item:  # noqa: ANN401 - whatever the file says
    keys = set(part) if isinstance(part, dict) else set()
    kinds = [key for key in _PART_KEYS if key in keys]
    if len(kinds) != 1 or keys - {kinds[0]} - _PART_KEYS[kinds[0]]:
        raise UsageError(str(_BAD_PART).format(number=number))
    return _READ[kinds[0]](part, _words(part, kinds[0]), number)


def _heading(part: Mapping[str, Any], words: str, number: int) -> Item:
    level = part.get("level", 1)
    if level not in range(1, _DEEPEST_HEADING + 1):
        raise UsageError(str(_NO_LEVEL).format(number=number))
    return HeadingItem(words, int(level))


def _page(part: Mapping[str, Any], words: str, number: int) -> Item:
    if not words.startswith("/"):
        raise UsageError(str(_NO_PATH).format(number=number))
    show = _names(part, "show", number)
    if not set(show) <= set(SHOWN):
        raise UsageError(str(_NOT_SHOWN).format(number=number))
    width = _words(part, "width")
    if width and width not in WIDTHS:
        raise UsageError(str(_NO_WIDTH).format(number=number, known=wording.listed(WIDTHS)))
    return PageItem(words, _names(part, "exhibits", number), show, width)


def _names(part: Mapping[str, Any], key: str, number: int) -> tuple[str, ...]:
    names = part.get(key) or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise UsageError(str(_NOT_NAMES).format(number=number, key=key))
    return tuple(names)


_READ: Mapping[str, Callable[[Mapping[str, Any], str, int], Item]] = MappingProxyType(
    {
        "heading": _heading,
        "text": lambda _, words, __: TextItem(words),
        "page": _page,
        "section": lambda part, words, _: SectionItem(words, _words(part, "region")),
        "enclosure": lambda _, words, __: EnclosureItem(words),
    }
)
