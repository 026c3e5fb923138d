"""The page where reports are put together: its callbacks, and the packs that are made outside the web workers."""

from __future__ import annotations

import logging
from pathlib import Path

import dash
from dash import ALL, Input, Output, State, no_update

from dashboard.kit import builder
from dashboard.reports import workshop
from dashboard.web.reporting import changing, making, showing
from indicators.model import Text
from indicators.problems import InnovationError

_NOT_DONE = Text(
    "程序出错，没有照办；清单未变，错误已记入日志", "A fault of ours; the list is as it was; it was logged"
)
_log = logging.getLogger(__name__)


def connect(app: dash.Dash, home: Path, address: str, datasets: workshop.Datasets) -> None:
    """Add the callbacks to an application whose background manager makes the packs.

    Packs are kept under `home`, links in them begin with `address`, or with the site's own where it is empty.
    `datasets` opens the desk anew: the process that makes a pack shares no connection with this one.
    """
    app.callback(
        Output(builder.READY, "children"),
        Output(builder.PAGE, "children"),
        Output(builder.FILE, "children"),
        Output(builder.value_of(builder.FILE), "data"),
        Output(builder.HOST, "data"),
        Input(builder.LIST, "id"),
    )(showing.choices)
    _connect_changes(app)
    app.callback(Output(builder.ROWS, "children"), Input(builder.LIST, "data"))(showing.rows)
    app.callback(Output(builder.TEXT, "value"), Input(builder.LIST, "data"))(lambda text: text)
    app.callback(
        Output(builder.EDITOR, "children"),
        *(
            Output(builder.value_of(one), "data")
            for one in (builder.LEVEL, builder.CHOSEN, builder.SHOW, builder.WIDTH)
        ),
        Input({"type": builder.ROW, "act": "edit", "index": ALL}, "n_clicks"),
        Input(builder.LIST, "data"),
        prevent_initial_call=True,
    )(showing.editor)
    app.callback(
        Output(builder.ADDRESS, "value"), Input(builder.value_of(builder.PAGE), "data"), prevent_initial_call=True
    )(lambda page: page or no_update)
    app.callback(
        Output(builder.NAMES, "children"),
        Output(builder.value_of(builder.NAMES), "data"),
        Input(builder.ADDRESS, "value"),
    )(showing.names)
    app.callback(
        Output(builder.SAVED, "data"),
        Input(builder.KEEP, "n_clicks"),
        State(builder.LIST, "data"),
        prevent_initial_call=True,
    )(showing.file)
    app.callback(
        Output(builder.PREVIEW, "children"),
        Input(builder.LOOK, "n_clicks"),
        State(builder.LIST, "data"),
        prevent_initial_call=True,
    )(showing.preview)
    making.connect(app, home, address, datasets)
    app.server.extensions["reports_home"] = home


def _connect_changes(app: dash.Dash) -> None:
    """The one callback that changes the list, whatever was done to it."""
    app.callback(
        Output(builder.LIST, "data"),
        Output(builder.TITLE, "value"),
        Output(builder.STATUS, "children"),
        Output(builder.WORDS, "value"),
        Output(builder.LOOKS, "value"),
        Output({"type": builder.LETTER, "name": ALL}, "value"),
        inputs={
            "did": {
                "ready": Input(builder.value_of(builder.READY), "data"),
                "uploaded": Input(builder.value_of(builder.UPLOAD), "data"),
                "title": Input(builder.TITLE, "value"),
                "add": Input(builder.ADD, "n_clicks"),
                "add_heading": Input(builder.ADD_HEADING, "n_clicks"),
                "add_text": Input(builder.ADD_TEXT, "n_clicks"),
                "rows": Input({"type": builder.ROW, "act": ALL, "index": ALL}, "n_clicks"),
                "moved": Input(builder.value_of(builder.ROWS), "data"),
                "looks": Input(builder.LOOKS, "value"),
                "letter": Input({"type": builder.LETTER, "name": ALL}, "value"),
            },
            "form": {
                "listing_text": State(builder.LIST, "data"),
                "address": State(builder.ADDRESS, "value"),
                "names": State(builder.value_of(builder.NAMES), "data"),
                "words": State(builder.WORDS, "value"),
                "edited": State({"type": builder.EDIT, "name": ALL}, "value"),
                "level": State(builder.value_of(builder.LEVEL), "data"),
                "chosen": State(builder.value_of(builder.CHOSEN), "data"),
                "show": State(builder.value_of(builder.SHOW), "data"),
                "width": State(builder.value_of(builder.WIDTH), "data"),
            },
        },
        prevent_initial_call=True,
    )(changing.changed)


def failed(error: Exception) -> None:
    """Tell a reader what is wrong with a list, or that the fault is ours: then the log says which."""
    is_ours = not isinstance(error, InnovationError)
    if is_ours:
        _log.error("a list of a report failed", exc_info=error)
    dash.set_props(builder.STATUS, {"children": str(_NOT_DONE if is_ours else error)})
