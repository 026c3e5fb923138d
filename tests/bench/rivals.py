"""What our pages are held against, each in a process of its own: `python -m tests.bench.rivals NAME PORT FOLDER`.

`flask` answers with prepared bytes; `callback` is a bare Dash callback with a prepared figure; `written` is a page with
the full plotly bundle as plotly itself writes it, `static` one whose heading comes before the bundle; `tutorial` is the
same view as the tutorials of Dash write it: a pandas frame, `px`, dropdowns.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import dash
import flask
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
from dash import Input, Output, dcc, html
from plotly.offline import get_plotlyjs

TIDY = ["indicator", "region", "industry", "period", "value"]
THREADS = 8


def frame(folder: Path) -> pd.DataFrame:
    """Return the observations of a city's folder as one frame."""
    files = sorted((folder / "observations").glob("*.csv"))
    return pd.concat([pd.read_csv(file, usecols=TIDY) for file in files], ignore_index=True)


def bare_flask(folder: Path) -> flask.Flask:
    """Return a server that answers `/bytes/<n>` with as many prepared bytes."""
    app = flask.Flask(__name__)
    prepared: dict[int, bytes] = {}

    @app.get("/bytes/<int:size>")
    def answer(size: int) -> bytes:
        return prepared.setdefault(size, b"x" * size)

    @app.get("/")
    def root() -> str:
        return str(folder)

    return app


def static_page(folder: Path) -> flask.Flask:
    """Return a server of one page with a heading, then the full plotly bundle and a figure."""
    app = flask.Flask(__name__)
    figure = _lines(frame(folder), "i0").to_json()

    @app.get("/")
    def root() -> str:
        return f"""<!DOCTYPE html><html><head><title>static</title></head><body><h1>static</h1>
<div id="chart" style="height:450px"></div><script src="/plotly.js"></script>
<script>var figure = {figure}; Plotly.newPlot("chart", figure.data, figure.layout)</script></body></html>"""

    bundle = get_plotlyjs()

    @app.get("/plotly.js")
    def script() -> flask.Response:
        answer = flask.Response(bundle, mimetype="text/javascript")
        answer.cache_control.max_age = 31_536_000
        return answer

    return app


def written_page(folder: Path) -> flask.Flask:
    """Return a server of one page with the full plotly bundle, as `write_html` writes it where nothing is chosen."""
    app = flask.Flask(__name__)
    page = _lines(frame(folder), "i0").to_html()
    app.add_url_rule("/", "root", lambda: page)
    return app


def bare_callback(folder: Path) -> flask.Flask:
    """Return a Dash application whose callback hands out prepared figures."""
    app = dash.Dash(__name__, use_async=False)
    table = frame(folder)
    names = [f"i{number}" for number in range(8)]
    figures = {name: _lines(table, name) for name in names}
    app.layout = html.Div([html.H1("bare"), dcc.Dropdown(names, "i0", id="choice"), dcc.Graph(id="chart")])
    app.callback(Output("chart", "figure"), Input("choice", "value"))(figures.__getitem__)
    return app.server


def tutorial(folder: Path) -> flask.Flask:
    """Return the view of goals as a tutorial would write it: filter the frame, draw with px, fill a table."""
    app = dash.Dash(__name__, use_async=False)
    table = frame(folder)
    goals = pd.read_csv(folder / "targets.csv", usecols=["indicator", "region", "due", "amount"])
    names = [sorted(table[column].unique()) for column in ("indicator", "region", "industry")]
    app.layout = html.Div(
        [
            html.H1("tutorial"),
            dcc.Dropdown(names[0], "i0", id="indicator"),
            dcc.Dropdown(names[1], "city", id="region"),
            dcc.Dropdown(names[2], "all", id="industry"),
            dcc.Graph(id="trend"),
            dcc.Graph(id="bars"),
            html.Div(id="goals"),
        ]
    )

    @app.callback(
        Output("trend", "figure"),
        Output("bars", "figure"),
        Output("goals", "children"),
        Input("indicator", "value"),
        Input("region", "value"),
        Input("industry", "value"),
    )
    def show(indicator: str, region: str, industry: str) -> tuple[go.Figure, go.Figure, html.Table]:
        mine = table[(table["indicator"] == indicator) & (table["industry"] == industry)]
        latest = mine[mine["period"] == mine["period"].max()].merge(goals, on=["indicator", "region"], how="left")
        trend = px.line(mine[mine["region"] == region], x="period", y="value", markers=True)
        bars = px.bar(latest, x="region", y=["value", "amount"], barmode="group")
        rows = [html.Tr([html.Td(str(cell)) for cell in row]) for row in latest.head(50).itertuples(index=False)]
        return trend, bars, html.Table(rows)

    return app.server


def _lines(table: pd.DataFrame, indicator: str) -> go.Figure:
    mine = table[(table["indicator"] == indicator) & (table["industry"] == "all")]
    return px.line(mine[mine["region"].isin(mine["region"].unique()[:13])], x="period", y="value", color="region")


RIVALS: Mapping[str, Callable[[Path], flask.Flask]] = {
    "flask": bare_flask,
    "static": static_page,
    "written": written_page,
    "callback": bare_callback,
    "tutorial": tutorial,
}

if __name__ == "__main__":
    from waitress import serve

    serve(RIVALS[sys.argv[1]](Path(sys.argv[3])), host="127.0.0.1", port=int(sys.argv[2]), threads=THREADS)
