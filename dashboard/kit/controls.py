"""What a reader chooses by on a page: filters, steps from one choice to the next, looks at the same things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import dcc, html

from dashboard.exhibits.exhibit import Link
from indicators.model import Text

_FILTERS, _APPLY = Text("筛选", "Filters"), Text("查看", "Show")
_RESET = Text("恢复默认", "Reset")
_LOOKS = Text("看法", "Views")
_BESIDE = Text("前后", "Before and after")
_SUMMARY = Text("筛选：{choices}", "Filters: {choices}")


def filters(controls: Sequence[Any], choices: Sequence[str]) -> list[Any]:
    """Return the filters as a form, which a browser sends by itself where no script runs.

    On a phone several are a sheet behind a line that says what is chosen.
    """
    spoken: dict[str, Any] = {"aria-label": str(_FILTERS)}
    summary = html.Summary(html.Span(str(_SUMMARY).format(choices=" · ".join(choices))))
    form = html.Form(
        [
            *controls,
            html.Button(str(_APPLY), type="submit", className="apply quiet"),
            dcc.Link(str(_RESET), href="?", className="reset"),
        ],
        method="get",
        className="filters",
        autoComplete="off",
        **spoken,
    )
    return [html.Details(summary, className="sheet"), form] if controls[1:] else [form]


def choice(
    name: str,
    label: str,
    options: Sequence[tuple[str, str]],
    value: str | None,
    open_word: str,
    beside: tuple[Link | None, Link | None] | None = None,
) -> html.Div:
    """Return one filter: a labelled choice; `open_word` stands for no choice, empty where one must stand.

    `beside` are the ways to the choice before and to the one after.
    """
    listed = [*([("", open_word)] if open_word else []), *options]
    choices = [html.Option(words, value=key, selected=key == (value or "")) for key, words in listed]
    control: Any = html.Select(choices, name=name, id=f"filter-{name}")
    if beside:
        control = html.Span([_step(name, "◀", beside[0]), control, _step(name, "▶", beside[1])], className="steps")
    return _named(name, label, control)


def _step(name: str, sign: str, way: Link | None) -> html.A | html.Span:
    """A step to the choice beside; at the end an empty place, so that nothing moves."""
    if way is None:
        silent: dict[str, Any] = {"aria-hidden": "true"}
        return html.Span(sign, className="step", **silent)
    spoken: dict[str, Any] = {"aria-label": way.text, "data-page": ""}
    return html.A(sign, href=way.href, id=f"step-{name}-{ord(sign)}", className="step", title=way.text, **spoken)


def typed(name: str, label: str, value: str, hint: str) -> html.Div:
    """Return one filter into which words are typed."""
    field = dcc.Input(name=name, id=f"filter-{name}", value=value, placeholder=hint, type="search", autoComplete="off")
    return _named(name, label, field)


def _named(name: str, label: str, control: Any) -> html.Div:  # noqa: ANN401 - a choice or a field
    return html.Div([html.Label(label, htmlFor=f"filter-{name}"), control], className="filter")


def fixed(name: str, value: str) -> dcc.Input:
    """Return what the filters of a page send along unchanged."""
    return dcc.Input(type="hidden", name=name, value=value)


def looks(ways: Sequence[tuple[Link, Sequence[str]]], here: str) -> html.Nav:
    """Return the ways to each look at the same things, each with the ids of what it shows; `here` is what is seen."""
    spoken: dict[str, Any] = {"aria-label": str(_LOOKS)}
    return html.Nav([_look(index, *way, here) for index, way in enumerate(ways)], className="looks", **spoken)


def _look(index: int, way: Link, ids: Sequence[str], here: str) -> html.A:
    marks: dict[str, Any] = {"data-page": "", "data-holds": " ".join(ids)}
    if way.href == here:
        marks["aria-current"] = "true"
    return html.A(way.text, href=way.href, id=f"look-{index}", **marks)


def neighbours(before: Link | None, after: Link | None) -> html.Nav:
    """Return the ways to the page before and to the page after of the same kind."""
    spoken: dict[str, Any] = {"aria-label": str(_BESIDE)}
    links = [
        dcc.Link(words, href=way.href)
        for way, words in ((before, f"◀ {before.text}" if before else ""), (after, f"{after.text} ▶" if after else ""))
        if way
    ]
    return html.Nav(links, className="neighbours", **spoken)
