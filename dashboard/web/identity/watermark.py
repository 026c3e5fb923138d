"""Who looks, and when, over every page, where a setting asks for it; exports ask here what they have to say of that."""

from __future__ import annotations

import flask

from dashboard.export.watermark import layer
from dashboard.web import auth
from dashboard.web.office import desk
from indicators.accounts import Account, name_for_staff

_MARK = "{who} · {at}"
_END = b"</body>"


def connect(server: flask.Flask, *, is_asked_for: bool) -> None:
    """Lay the mark of who looks over every page of a server, where it is asked for."""
    server.extensions["watermark"] = is_asked_for
    if is_asked_for:
        server.after_request(_over)


def words() -> str:
    """Return who is asking, by name or else by address, and when; nothing where no mark is asked for."""
    if not flask.current_app.extensions["watermark"]:
        return ""
    account = auth.who()
    name = _named(account) if account else flask.request.remote_addr
    return _MARK.format(who=name, at=desk().moment(desk().now()))


def of_list(account: Account, name: str, at: str) -> str:
    """Return what a file says that a list became by itself: who keeps the list, its name, and when it was made.

    Nobody asked for it at that moment, and it is the same for all who may take it; who took it is in the log.
    """
    return _MARK.format(who=f"{_named(account)} · {name}", at=at)


def _named(account: Account) -> str:
    return name_for_staff({account.name: account.display}, account.name)


def _over(answer: flask.Response) -> flask.Response:
    """Lay the mark over a page; whoever looks next gets their own, so it is kept nowhere."""
    if answer.mimetype != "text/html" or _END not in (page := answer.get_data()):
        return answer
    before, _, after = page.rpartition(_END)
    answer.set_data(before + layer(words()).encode() + _END + after)
    return unkept(answer)


def unkept(answer: flask.Response) -> flask.Response:
    """Return an answer that no browser and no cache keeps."""
    answer.headers.pop("ETag", None)
    answer.headers["Cache-Control"] = "no-store"
    return answer
