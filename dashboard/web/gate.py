"""What comes to Dash, looked at before Dash does, and what the log is told of answers.

Posts that no page of ours sends and files that no component has are refused; whoever is in and takes a file away, or
asks for what is not theirs, leaves a line.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Mapping
from typing import Any

import dash
import flask
from dash.exceptions import CallbackException, DependencyException
from werkzeug.exceptions import BadRequest, HTTPException, UnsupportedMediaType

from dashboard.web import auth
from dashboard.web.office import desk
from indicators.model import Text
from indicators.problems import BeingCounted, StoreError

_CALLBACKS = "/_dash-update-component"
_MALFORMED = Text("请求内容不是本站页面发出的格式", "no page of this site sends that")
_NO_FILE = Text("没有这个文件", "no such file")
_OURS = Text("程序出错，错误已记入服务器日志", "a fault of ours; it was logged")
_TAKEN_AWAY = ("/export/", "/report/files/", "/report/lists/", "/data/template", "/data/uploads/")
_REFUSED, _EXPORTED = "refused", "exported"
_AGAIN_AFTER_SECONDS, _MOST_REMEMBERED = 60.0, 1000
_log = logging.getLogger(__name__)


def connect(app: dash.Dash) -> None:
    """Refuse what is malformed with a sentence, and answer a fault of ours with one too."""
    app.server.before_request(lambda: _look(app.callback_map))
    lately: dict[tuple[str, str, str], float] = {}
    app.server.after_request(lambda response: _noted(response, lately))
    app.server.register_error_handler(DependencyException, lambda _: _refused(_NO_FILE, 404))
    app.server.register_error_handler(BeingCounted, being_counted)
    app.server.register_error_handler(CallbackException, _other)
    app.server.register_error_handler(Exception, _failed)


def _noted(response: flask.Response, lately: dict[tuple[str, str, str], float]) -> flask.Response:
    """Tell the log what somebody who is in was refused or took away; the same again within a minute is one line."""
    action = _action(response)
    account = auth.who() if action else None
    if account is None:
        return response
    key, now = (account.name, action, flask.request.path[:200]), time.monotonic()
    if now - lately.get(key, -_AGAIN_AFTER_SECONDS) >= _AGAIN_AFTER_SECONDS:
        if len(lately) >= _MOST_REMEMBERED:
            lately.clear()
        lately[key] = now
        with contextlib.suppress(StoreError):  # a full disk takes no line and keeps nobody from reading
            desk().people.note(*key, flask.request.remote_addr or "")
    return response


def _action(response: flask.Response) -> str:
    if response.status_code == 403:  # noqa: PLR2004 - forbidden
        return _REFUSED
    is_file = response.headers.get("Content-Disposition", "").startswith("attachment")
    is_taken = is_file and flask.request.path.startswith(_TAKEN_AWAY)
    return _EXPORTED if is_taken and response.status_code == 200 else ""  # noqa: PLR2004 - all of it


def _look(callbacks: Mapping[str, Any]) -> flask.Response | None:
    if flask.request.path != _CALLBACKS or flask.request.method != "POST":
        return None
    try:
        body = flask.request.get_json()
    except UnsupportedMediaType:
        raise
    except (BadRequest, RecursionError, ValueError):
        return _refused(_MALFORMED, 400)
    return None if _is_callback(body, callbacks) else _refused(_MALFORMED, 400)


def _is_callback(body: Any, callbacks: Mapping[str, Any]) -> bool:  # noqa: ANN401 - whatever was sent
    """Whether a body asks for a callback that there is, with parts in the form that the callback has."""
    if not isinstance(body, dict) or not isinstance(body.get("output"), str) or body["output"] not in callbacks:
        return False
    callback, changed, outputs = callbacks[body["output"]], body.get("changedPropIds", []), body.get("outputs")
    is_of_several = isinstance(callback["output"], (list, tuple))
    parts = (body.get("inputs", []), body.get("state", []))
    return (
        "callback" in callback  # others run in the browser
        and isinstance(changed, list)
        and all(isinstance(name, str) and "." in name for name in changed)
        and (
            isinstance(outputs, list) and len(outputs) == len(callback["output"])
            if is_of_several
            else isinstance(outputs, dict)
        )
        and all(map(_is_entry, outputs if isinstance(outputs, list) else [outputs]))
        and all(isinstance(part, list) and all(map(_is_entry, part)) for part in parts)
        and [len(part) for part in parts] == [len(callback["inputs"]), len(callback["state"])]
    )


def _is_entry(entry: Any) -> bool:  # noqa: ANN401 - whatever was sent
    """Whether something names a property of a component, or is a list of such names."""
    return all(map(_is_name, entry)) if isinstance(entry, list) else _is_name(entry)


def _is_name(entry: Any) -> bool:  # noqa: ANN401 - whatever was sent
    if not isinstance(entry, dict) or not isinstance(entry.get("property"), str):
        return False
    name = entry.get("id")
    return isinstance(name, str) or (
        isinstance(name, dict) and all(isinstance(value, (str, int, float)) for value in name.values())
    )


def _other(error: CallbackException) -> flask.Response | HTTPException:
    """Dash's own refusal of parts that are another callback's; what is derived from it is a fault of ours."""
    return _refused(_MALFORMED, 400) if type(error) is CallbackException else _failed(error)


def being_counted(error: BeingCounted) -> flask.Response:
    """Answer what is not counted yet with its sentence, and say when to ask again."""
    answer = flask.jsonify(error=str(error))
    answer.status_code, answer.headers["Retry-After"] = 503, "5"
    return answer


def _failed(error: Exception) -> flask.Response | HTTPException:
    if isinstance(error, HTTPException):
        return error
    _log.error("%s %s failed", flask.request.method, flask.request.path, exc_info=error)
    return _refused(_OURS, 500)


def _refused(sentence: Text, status: int) -> flask.Response:
    answer = flask.jsonify(error=str(sentence))
    answer.status_code = status
    return answer
