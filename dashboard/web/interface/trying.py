"""The page on which the interface for programs is tried: made in the browser from the description, without a host."""

from __future__ import annotations

from typing import Any

import flask
from dash import dcc, html

from dashboard import contents
from dashboard.kit import strip
from dashboard.kit.markup import markup
from dashboard.web import delivery
from dashboard.web.interface.wall import bare
from dashboard.web.office import desk
from indicators.model import Text

ADDRESS, DESCRIPTION = "/api", "/api/v1/openapi.json"
TITLE = Text("数据接口", "Data for programs")
_ABOUT = Text(
    "选一类数据，填上条件，就地取一次。写明版次（release）的地址，答案以后不再改变。",
    "Choose a resource, fill in its filters and try it here. An address with release= never changes its answer.",
)
_WORDS = {
    "resource": Text("数据", "Resource"),
    "kind": Text("格式", "Format"),
    "try": Text("取数", "Try"),
    "address": Text("地址", "Address"),
    "answer": Text("回答", "Answer"),
    "pandas": Text("用 Python（pandas）读取", "In Python (pandas)"),
    "r": Text("用 R 读取", "In R"),
    "more": Text("……（共 {count} 字）", "… ({count} letters)"),
    "lost": Text("没有连上服务器，请再试一次", "The server was not reached: try again"),
}
_STYLES, _SCRIPTS = ("1-tokens.css", "2-frame.css", "3-blocks.css", "4-forms.css"), ("base.js", "api/api.js")
_NEEDS_SCRIPT = Text("接口说明（OpenAPI 3.1）", "Description (OpenAPI 3.1)")


def connect(server: flask.Flask) -> None:
    """Add the page to a server whose extensions hold a desk."""
    server.add_url_rule(ADDRESS, "api_page", _page)


def _page() -> flask.Response:
    dataset = desk().dataset()
    words: dict[str, Any] = {f"data-{name}": str(text) for name, text in _WORDS.items()}
    words["data-description"] = DESCRIPTION
    main = html.Main(
        [
            html.Div([html.H1(str(TITLE)), html.P(str(_ABOUT))], className="page-head"),
            html.Section([], id="trying", className="exhibit", **words),
            html.Footer(
                [dcc.Link(contents.title(dataset), href="/"), " · ", html.A(str(_NEEDS_SCRIPT), href=DESCRIPTION)],
                className="page-foot",
            ),
        ],
        className="page",
    )
    body = markup([main, strip.strip(), strip.spoken()])
    text = bare("api", dataset, str(TITLE), _STYLES, _SCRIPTS, body)
    return delivery.marked(flask.Response(text, content_type="text/html; charset=utf-8"), is_lasting=False)
