"""Components as HTML text: what an answer holds for a browser before, and without, any script."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from dash.development.base_component import Component
from markupsafe import Markup, escape

from indicators.language import Language, language

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_ATTRIBUTES: Mapping[str, str] = MappingProxyType({"className": "class", "htmlFor": "for", "accessKey": "accesskey"})
_ELEMENTS: Mapping[str, str] = MappingProxyType({"ObjectEl": "object", "MapEl": "map"})
_OF_DASH = frozenset(
    {"children", "style", "key", "n_clicks", "n_clicks_timestamp", "disable_n_clicks", "debounce", "refresh", "labels"}
)
_PLAIN_NUMBERS = frozenset({"flexGrow", "flexShrink", "order", "opacity", "zIndex", "lineHeight", "fontWeight"})
_HAN, _HANGUL = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[\uac00-\ud7a3]")
_ENGLISH = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}")
_RUN = r"[A-Za-z][\w'’.:&-]*(?:,? [A-Za-z0-9][\w'’.:&-]*){3,}"
# Ten thousand or 100 million yuan, percentage points; then what is counted: goals, firms, people, places, times.
_UNIT = r"(?:\u4e07?\u4ebf|\u4e07)\u5143|\u4e2a?\u767e\u5206\u70b9"
_COUNTER = r"[\u9879\u5bb6\u6237\u4ef6\u4eba\u540d\u6761\u4f4d\u5904\u671f\u500d\u6b21\u7bc7\u5929]"
_COUNTED = rf"\u4e07?\u4ebf?{_COUNTER}|\u4e07?\u4ebf|\u4e07|(?:(?<=\d{{3}})|(?<=\d{{3}}\s))\u4e2a"
_NOUN = "goals?|indicators?|figures?|sources?|districts?|firms?|people|households?|rows?|places?|years?|files?|more|of"
_COUNT = rf"\d[\d,.]* (?:trillion|billion|million|thousand|(?:{_NOUN})\b)"
_WHOLE = rf"\d{{4}}(?:[-/–]\d{{2,4}})+|(?:\d[\d,.]*\s?)?(?:{_UNIT})|\d[\d,.]*\s?(?:{_COUNTED})|{_COUNT}"
_PIECES, _WITH_RUNS = re.compile(_WHOLE), re.compile(rf"{_WHOLE}|(?P<run>{_RUN})")
_AS_IT_IS = frozenset({"option", "title", "textarea", "button", "code", "pre"})
_IN_ONE_LINE = frozenset({"unit", "piece"})
_UPPER = re.compile(r"(?<=[a-z])(?=[A-Z])")


def markup(value: Any) -> Markup:  # noqa: ANN401 - a component, its plain values, text, or several of them
    """Return a component as HTML. Text is escaped; markup that was made here before stands as it is.

    Components may also come as the plain values that Dash sends: a mapping of type, namespace and props. What only
    Dash's own script can draw, a drop-down or an upload, leaves an empty place.
    """
    if value is None:
        return Markup()
    if isinstance(value, list | tuple):
        return _safe("".join(map(markup, value)))
    if isinstance(value, Component):
        value = value.to_plotly_json()  # type: ignore[no-untyped-call]
    if not isinstance(value, Mapping):
        tag = foreign(value)
        return _safe(f'<span lang="{tag}">{written(value)}</span>') if tag else written(value)
    props: Mapping[str, Any] = value["props"]
    if value["namespace"] == "dash_core_components":
        return _CORE.get(value["type"], _place)(props)
    return _element(_ELEMENTS.get(value["type"], value["type"].lower()), props)


def _element(tag: str, props: Mapping[str, Any], inside: Any = None) -> Markup:  # noqa: ANN401 - as `markup`
    inside = props.get("children") if inside is None else inside
    spoken = "" if "lang" in props else foreign(inside)
    start = f"<{tag}{''.join(_attributes({**props, 'lang': spoken} if spoken else props))}>"
    if tag in _VOID:
        return _safe(start)
    if isinstance(inside, str):
        is_left = tag in _AS_IT_IS or props.get("className") in _IN_ONE_LINE
        return _safe(f"{start}{escape(inside) if is_left else written(inside)}</{tag}>")
    return _safe(f"{start}{markup(inside)}</{tag}>")


def written(words: Any) -> Markup:  # noqa: ANN401 - what `escape` takes
    """Return a text, escaped: dates and units stay in one piece, English within Chinese says what it is."""
    if not isinstance(words, str) or isinstance(words, Markup):
        return escape(words)
    is_chinese = language() is Language.CHINESE and _HAN.search(words)
    parts, end = [], 0
    for found in (_WITH_RUNS if is_chinese else _PIECES).finditer(words):
        named = ' lang="en"' if found.lastgroup else ' class="piece"'
        parts += [escape(words[end : found.start()]), f"<span{named}>{escape(found[0])}</span>"]
        end = found.end()
    return _safe("".join([*parts, escape(words[end:])]))


def _safe(written: str) -> Markup:
    """What was put together of names of ours and escaped text. Markup's own `format` takes five times as long."""
    return Markup(written)  # noqa: S704 - see above


def foreign(words: Any) -> str:  # noqa: ANN401 - any content of an element
    """Return the tag of the language of a text that is not of its page, as quotes are; empty for all else."""
    if not isinstance(words, str) or isinstance(words, Markup):
        return ""
    if _HANGUL.search(words):
        return "ko"
    if language() is Language.ENGLISH:
        return "zh" if _HAN.search(words) else ""
    return "en" if not _HAN.search(words) and _ENGLISH.search(words) else ""


def _attributes(props: Mapping[str, Any]) -> list[str]:
    style = _style(props.get("style") or {})
    written = [f' style="{escape(style)}"'] if style else []
    for name, value in props.items():
        if name in _OF_DASH or value is None or value is False or isinstance(value, dict):
            continue
        attribute = _ATTRIBUTES.get(name, name.lower())
        written.append(f" {attribute}" if value is True else _attribute(attribute, str(value)))
    return written


def _attribute(name: str, value: str) -> str:
    """An attribute between the quotes that its value has fewer of: figures are full of double ones."""
    if '"' not in value:
        return f' {name}="{escape(value)}"'
    quoted = value.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;")
    return f" {name}='{quoted}'"


def _style(style: Mapping[str, Any]) -> str:
    return ";".join(f"{_property(name)}:{_length(name, value)}" for name, value in style.items())


def _property(name: str) -> str:
    return name if name.startswith("--") else _UPPER.sub("-", name).lower()


def _length(name: str, value: Any) -> str:  # noqa: ANN401 - a number or text
    is_pixels = isinstance(value, int | float) and name not in _PLAIN_NUMBERS and not name.startswith("--")
    return f"{value}px" if is_pixels else str(value)


def _link(props: Mapping[str, Any]) -> Markup:
    return _element("a", {**props, "data-page": True})


def _textarea(props: Mapping[str, Any]) -> Markup:
    rest = {name: value for name, value in props.items() if name != "value"}
    return _element("textarea", rest, props.get("value") or "")


def _place(props: Mapping[str, Any]) -> Markup:
    known = {name: value for name, value in props.items() if name in {"id", "className", "children"}}
    return _element("div", known)


_CORE: Mapping[str, Callable[[Mapping[str, Any]], Markup]] = MappingProxyType(
    {
        "Link": _link,
        "Input": lambda props: _element("input", props),
        "Textarea": _textarea,
        "Store": lambda props: Markup(),
        "Download": lambda props: Markup(),
        "Location": lambda props: Markup(),
    }
)
