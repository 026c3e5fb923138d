"""The page on which the interface for programs is tried: made in the browser from the description, without a host."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.web.interface.resources import RESOURCES
from indicators.model import Text
from indicators.words import wording

ADDRESS, DESCRIPTION = "/api", "/api/v1/openapi.json"
TITLE = Text("数据接口", "Data for programs")
SCRIPTS = ("api/api.js",)
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
_ALL = Text("全部数据", "All resources")
_DESCRIPTION = Text("接口说明（OpenAPI 3.1）", "Description (OpenAPI 3.1)")


def page() -> html.Main:
    """Return the page: the place where api.js lets a reader ask, and a link to each resource, which needs no script."""
    words: dict[str, Any] = {f"data-{name}": str(text) for name, text in _WORDS.items()}
    words["data-description"] = DESCRIPTION
    return html.Main(
        [
            html.Div([html.H1(str(TITLE)), html.P(str(_ABOUT))], className="page-head"),
            html.Section([], id="trying", className="exhibit", **words),
            html.Section(
                [
                    html.H2(str(_ALL)),
                    html.Ul([_links(name, one.about) for name, one in RESOURCES.items()]),
                    html.P(html.A(str(_DESCRIPTION), href=DESCRIPTION)),
                ],
                className="exhibit",
            ),
        ],
        id="page-api",
        className="page manual",
    )


def _links(name: str, about: Text) -> html.Li:
    """A resource by its name, and its rows in each format."""
    address = f"/api/v1/{name}"
    return html.Li(
        [f"{wording.opening(about)} ", html.A(address, href=address), " · ", html.A("CSV", href=f"{address}.csv")]
    )
