"""Pages as few values: what needs no script of Dash travels as HTML, written once on the server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.kit.markup import HTML, markup, tag_of

_PLAIN = "dash_html_components"


def compact(value: Any) -> Any:  # noqa: ANN401 - components as plain values
    """Return a page in which every part that Dash need not know stands as HTML: the browser builds it in one step.

    Parts that hold what only Dash draws, such as charts and filters, stay components; the parts in them do not.
    """
    if isinstance(value, list):
        return [compact(part) for part in value]
    if not isinstance(value, Mapping):
        return value
    props = value["props"]
    if value["namespace"] == _PLAIN and _is_static(value):
        return {**HTML, "props": _html(value["type"], props)}
    return {**value, "props": {**props, "children": compact(props.get("children"))}}


def _html(kind: str, props: Mapping[str, Any]) -> dict[str, Any]:
    attributes = {name: part for name, part in props.items() if name != "children"}
    return {"tag": tag_of(kind), "attributes": attributes, "html": str(markup(props.get("children")))}


def _is_static(value: Any) -> bool:  # noqa: ANN401 - components as plain values
    """Whether nothing in a component needs Dash: only elements, links and text."""
    if isinstance(value, list):
        return all(map(_is_static, value))
    if not isinstance(value, Mapping):
        return True
    is_known = value["namespace"] == _PLAIN or value["type"] == "Link"
    return is_known and _is_static(value["props"].get("children"))
