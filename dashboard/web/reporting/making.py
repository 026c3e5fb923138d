"""Packs that are made outside the web workers: the one callback that takes long, and the way to what it made."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dash
import flask
from dash import Input, Output, State, html

from dashboard.kit import builder
from dashboard.reports import workshop
from indicators.model import Text
from indicators.problems import InnovationError, UsageError

_WAITING, _PAINTING = Text("排队等候…", "Waiting"), Text("正在画第 {done}/{total} 张图", "Picture {done} of {total}")
_FAILED = Text(
    "生成报告时出错，已记入日志；请再试一次，仍不成请告诉管理员",
    "That failed; the log says why; try again, or tell an administrator",
)
_DOWNLOAD = Text("下载 {name}（{size} MB）", "Download {name} ({size} MB)")
_log = logging.getLogger(__name__)


def connect(app: dash.Dash, home: Path, address: str, datasets: workshop.Datasets) -> None:
    """Add the callback, which runs in a process of its own and can be cancelled, and the address of what it makes.

    `mark` of who asks for it is added by the manager of the queue: no browser can say it.
    """
    app.server.add_url_rule("/report/files/<token>", "report_file", lambda token: _taken(home, token))

    def make(
        tell: Callable[[tuple[str, str, str]], None], _clicks: int | None, text: str, suffix: str, host: str, mark: str
    ) -> tuple[str, Any]:
        def progress(done: int, total: int) -> None:
            tell((str(done), str(max(total, 1)), str(_PAINTING).format(done=done + 1, total=total)))

        tell(("0", "1", str(_WAITING)))
        try:
            made = workshop.make(home, datasets, text or "", suffix, address or host, progress, mark=mark)
        except Exception as error:  # noqa: BLE001 - whatever fails over there, a reader gets a sentence
            return _failed(error)
        words = str(_DOWNLOAD).format(name=made.name, size=f"{made.size / 1e6:.1f}")
        return "1", html.A(words, href=f"/report/files/{made.token}", download=made.name)

    app.callback(
        Output(builder.BAR, "value"),
        Output(builder.DONE, "children"),
        Input(builder.MAKE, "n_clicks"),
        State(builder.LIST, "data"),
        State(builder.value_of(builder.FILE), "data"),
        State(builder.HOST, "data"),
        background=True,
        running=[
            (Output(builder.MAKE, "disabled"), True, False),
            (Output(builder.STOP, "disabled"), False, True),
        ],
        progress=[Output(builder.BAR, "value"), Output(builder.BAR, "max"), Output(builder.DONE, "children")],
        progress_default=("0", "1", ""),
        cancel=[Input(builder.STOP, "n_clicks")],
        on_error=_failed,
        prevent_initial_call=True,
    )(make)


def _failed(error: Exception) -> tuple[str, Any]:
    """What the reader sees instead of a file: the sentence that was meant for a person, or that the log has more."""
    if not isinstance(error, InnovationError):
        _log.error("a pack failed", exc_info=error)
    sentence = str(error if isinstance(error, InnovationError) else _FAILED)
    return "0", html.P(sentence, className="answer")


def _taken(home: Path, token: str) -> flask.Response:
    try:
        name, content = workshop.kept(home, token)
    except UsageError as error:
        return flask.make_response(flask.jsonify(error=str(error)), 404)
    answer = flask.send_file(io.BytesIO(content), as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer
