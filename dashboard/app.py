"""Where the parts are joined: a desk with the city's release, the site's pages, and the server around them."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import dash
import flask
from dash import ALL, ClientsideFunction, Input, Output, State
from dash.development.base_component import Component
from plotly.io.json import to_json_plotly

from dashboard import api, delivery, site
from dashboard.pages import PAGES, Page
from dashboard.query import NAMES
from dashboard.settings import Settings
from indicators import curated
from indicators.dataset import Dataset
from indicators.desk import Desk
from indicators.model import Text
from indicators.problems import UsageError

_TAKEN = Text(
    "无法在 {host}:{port} 上监听（{error}）；请换一个端口，例如 PORT=8051 make run",
    "cannot listen on {host}:{port} ({error}); choose another PORT",
)
_log = logging.getLogger(__name__)
_INDEX = """<!DOCTYPE html>
<html lang="zh-CN">
    <head>
        {%metas%}
        <title>{%title%}</title>
        {%favicon%}
        {%css%}
    </head>
    <body>
        {%app_entry%}
        <footer>
            {%config%}
            {%scripts%}
            {%renderer%}
        </footer>
    </body>
</html>
"""


def create_app(settings: Settings) -> dash.Dash:
    """Return the dashboard of a city, ready to serve; may be called any number of times in a process.

    Raises FileNotFoundError where there is no city folder, DataError where its tables have errors.
    """
    desk = Desk(curated.load(settings.folder()))
    dataset = desk.dataset()
    app = dash.Dash(
        __name__,
        use_pages=True,
        pages_folder="",
        title=site.title(dataset),
        update_title=None,  # type: ignore[arg-type]  # None switches it off; the annotation does not say so
        index_string=_INDEX,
        suppress_callback_exceptions=True,
        include_pages_meta=False,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
        use_async=False,
    )
    app.server.extensions["desk"] = desk
    delivery.connect(app.server)
    for page in PAGES:
        dash.register_page(  # type: ignore[no-untyped-call]
            page.name, title=f"{page.title} · {site.title(dataset)}", layout=_layout(page), **_place(page)
        )
    lost = {"path": "/not-found", "title": str(site.NOT_FOUND), "layout": _not_found}
    dash.register_page("not_found_404", **lost)  # type: ignore[no-untyped-call]
    app.layout = site.shell(dataset, dash.page_container)
    _connect(app)
    api.connect(app.server)
    return app


def serve(settings: Settings) -> None:
    """Serve the dashboard until it is stopped, and say where to look. Raises UsageError where it cannot listen."""
    import waitress  # noqa: PLC0415 - only a server needs it

    app = create_app(settings)
    try:
        server = waitress.create_server(app.server, host=settings.host, port=settings.port, threads=8)
    except OSError as error:
        raise UsageError(str(_TAKEN).format(host=settings.host, port=settings.port, error=error.strerror)) from error
    print(f"innovation-dashboard: http://{settings.host}:{settings.port}/", flush=True)  # noqa: T201 - said to a person
    server.run()


def _place(page: Page) -> dict[str, str]:
    return {"path_template": page.path} if "<" in page.path else {"path": page.path}


def _layout(page: Page) -> Callable[..., Any]:
    """The function that Dash calls with the parts of a URL. It finds its desk in the server that is asked."""

    def layout(name: str = "", **values: Any) -> Any:  # noqa: ANN401 - whatever a URL holds
        desk: Desk = flask.current_app.extensions["desk"]
        pairs = tuple(sorted((key, _last(value)) for key, value in values.items() if value and key in NAMES))
        try:
            return desk.answer(_told, page, name, pairs)
        except Exception:  # noqa: BLE001 - whatever a page does, a reader gets a sentence
            _log.exception("page %s failed for %s %s", page.name, name, pairs)
            return site.broken()

    return layout


def _told(dataset: Dataset, page: Page, name: str, pairs: tuple[tuple[str, str], ...]) -> Any:  # noqa: ANN401
    """A page as plain values: turning components into them takes longest, so it is done once a release and query."""
    return json.loads(to_json_plotly(site.render(dataset, page, name, pairs)))


def _not_found(**_: Any) -> Component:  # noqa: ANN401 - whatever a URL holds
    return site.not_found()


def _last(value: object) -> str:
    return str(value[-1]) if isinstance(value, list) and value else str(value)


def _connect(app: dash.Dash) -> None:
    """Let filters write the URL, and the menu show where the reader is; both happen in the browser."""
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("site", "filtered"),
        Output("_pages_location", "search"),
        Input({"type": "filter", "name": ALL}, "value"),
        State({"type": "filter", "name": ALL}, "id"),
        State("shown-filters", "data"),
        State("_pages_location", "search"),
        prevent_initial_call=True,
    )
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("site", "located"),
        Output({"type": "menu", "path": ALL}, "className"),
        Input("_pages_location", "pathname"),
        State({"type": "menu", "path": ALL}, "id"),
    )
