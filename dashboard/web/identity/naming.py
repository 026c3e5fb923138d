"""The door at which somebody chooses what they are called where everybody reads it."""

from __future__ import annotations

import flask
from werkzeug.wrappers import Response as Answer

from dashboard.web import auth
from dashboard.web.identity import doors
from dashboard.web.identity.vouching import inside
from dashboard.web.office import desk
from indicators.accounts import Account
from indicators.model import Text
from indicators.problems import InnovationError

DOOR = "/display-name"
_TITLE = Text("设置显示姓名", "Set the display name")
_WHY = Text(
    "版次等页上写此姓名，人人可见；不要写登录用的帐号。不填则写“经办人”",
    "Everybody reads it on the pages, so never the name that you sign in with; empty reads “an officer”",
)


def connect(server: flask.Flask) -> None:
    """Add the door to a server that knows who is asking."""
    server.add_url_rule(DOOR, "display_name", _display_name, methods=["GET", "POST"])


def _display_name() -> Answer:
    account = auth.who()
    if account is None:
        return flask.redirect(f"/sign-in?next={DOOR}")
    if flask.request.method in {"GET", "HEAD"}:
        return _page(account, account.display, str(_WHY))
    auth.protect()
    form = flask.request.form
    try:
        desk().people.call_oneself(account, form.get("display", ""))
    except InnovationError as error:
        return _page(account, form.get("display", ""), str(error), 400)
    return flask.redirect(inside(form.get("next", "")))


def _page(account: Account, display: str, words: str, status: int = 200) -> Answer:
    return doors.page("display-name", _TITLE, words, account.name, status, display=display)
