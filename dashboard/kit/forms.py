"""Forms and drop zones as components. What they send is sent by the script of the site, with the token of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from dash import dcc, html

from dashboard.exhibits.exhibit import Drop, Field, Form
from indicators.model import Text

_SEVERAL = Text("按住 Ctrl 可多选", "Ctrl chooses several")


def form(one: Form) -> html.Form:
    """Return a form: its fields, its button, and the place of the answer."""
    alert: dict[str, Any] = {"role": "alert"}
    return html.Form(
        [
            *(_field(field) for field in one.fields),
            html.Div([html.Button(one.button, type="submit", className=one.tone)], className="submit"),
            html.P(className="answer", **alert),
        ],
        action=one.action,
        method=one.method,
        className="form" if one.plain else "form act",
    )


def drop(one: Drop) -> html.Div:
    """Return a drop zone: by dragging, by clicking and by keyboard, with a bar that shows how much was sent."""
    spoken: dict[str, Any] = {"data-action": one.action, "role": "button", "aria-label": one.words}
    alert: dict[str, Any] = {"role": "alert"}
    return html.Div(
        [
            html.Strong(one.words),
            html.Span(one.hint, className="scope"),
            html.Progress(max="100", value="0", className="sent"),
            html.P(className="answer", **alert),
        ],
        className="drop",
        tabIndex="0",
        **spoken,
    )


def _field(field: Field) -> Any:  # noqa: ANN401 - any Dash component
    if field.kind == "hidden":
        return dcc.Input(type="hidden", name=field.name, value=str(field.value))
    hint = field.hint or (str(_SEVERAL) if field.kind == "several" else "")
    return html.Label(
        [html.Span(field.label), INPUTS[field.kind](field), html.Small(hint) if hint else None], className="field"
    )


def _typed(field: Field) -> dcc.Input:
    kind: Any = "password" if field.kind == "password" else "text"
    return dcc.Input(type=kind, name=field.name, value=str(field.value), required=field.required, autoComplete="off")


def _area(field: Field) -> dcc.Textarea:
    return dcc.Textarea(name=field.name, value=str(field.value), required=field.required, rows=2, maxLength=1000)


def _choice(field: Field) -> html.Select:
    chosen = (field.value,) if isinstance(field.value, str) else field.value
    options = [html.Option(words, value=value, selected=value in chosen) for value, words in field.options]
    return html.Select(options, name=field.name, required=field.required)


def _several(field: Field) -> html.Select:
    options = [html.Option(words, value=value, selected=value in field.value) for value, words in field.options]
    return html.Select(options, name=field.name, multiple=True, size=str(min(max(len(options), 2), 6)))


def _fixed(field: Field) -> html.Span:
    return html.Span(field.value, className="stands")


INPUTS: Mapping[str, Callable[[Field], Any]] = MappingProxyType(
    {"text": _typed, "password": _typed, "area": _area, "choice": _choice, "several": _several, "fixed": _fixed}
)
