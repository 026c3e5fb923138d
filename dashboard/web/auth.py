"""Who is asking: sign-in, sign-out, change of password, sessions and their ends, and the guard before every request."""

from __future__ import annotations

import datetime as dt
import os
import secrets
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode, urlsplit

import flask
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf
from werkzeug.wrappers import Response as Answer

from dashboard.settings import Settings
from dashboard.web.office import desk
from indicators.accounts import Account, DeniedError, Permission, may
from indicators.model import Text
from indicators.problems import UsageError

CSRF_COOKIE = "csrf_token"
_DOORS = frozenset({"/sign-in", "/sign-out", "/password"})
_FOR_WATCHERS = frozenset({"/health", "/metrics"})
_STATIC = ("/assets/", "/_dash-component-suites/", "/_favicon.ico", "/robots.txt")
_FOR_PROGRAMS = ("/_dash", "/api/", "/part/", "/_reload-hash", "/_release")
_BY_ITSELF = "/_release"  # what an open page asks now and then keeps no session alive
_SECRET_BYTES = 32
_SIGN_IN = Text("登录", "sign in")
_PASSWORD = Text("修改密码", "change password")
_PLEASE = Text("请先登录", "please sign in")
_FIRST = Text("这是一次性密码，请先改为自己的密码", "a one-time password: please choose your own")
_TWICE = Text("两次输入的新密码不一致", "the two new passwords differ")
_STALE = Text("页面已过期，请刷新后重试（{why}）", "the page is out of date; reload it ({why})")


class Session(UserMixin):  # type: ignore[misc]  # flask-login has no types
    """An account that has signed in, as flask-login carries it: its id names the account and its stamp."""

    def __init__(self, account: Account) -> None:
        """Carry the account."""
        self.account = account

    def get_id(self) -> str:
        """Return name and stamp: when the stamp moves on, the session is over."""
        return f"{self.account.stamp}:{self.account.name}"


def who() -> Account | None:
    """Return the account that is asking, or None."""
    return current_user.account if current_user.is_authenticated else None


def reader() -> str:
    """Return what tells one reader from another: the account, else the address."""
    account = who()
    return f"account {account.name}" if account else f"address {flask.request.remote_addr}"


def admit(needs: Iterable[Permission]) -> Account | None:
    """Return who is asking, if they have one of the permissions that a page needs. Raises DeniedError."""
    account, wanted = who(), tuple(needs)
    if not any(may(account, permission, open_view=desk().policy.open_view) for permission in wanted):
        raise DeniedError(wanted[0])
    return account


def connect(server: flask.Flask, settings: Settings) -> None:
    """Let a server know who is asking, keep out who may not, and answer the doors: sign-in, sign-out, password."""
    server.secret_key = secret(settings)
    server.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_NAME="innovation_session",
        WTF_CSRF_CHECK_DEFAULT=False,  # asked for wherever something changes; reading needs none
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
        WTF_CSRF_SSL_STRICT=False,
    )
    server.extensions["csrf_guard"] = CSRFProtect(server)
    manager = LoginManager()
    manager.init_app(server)
    manager.user_loader(_load)
    server.before_request(_guard)
    server.after_request(_give_token)
    server.register_error_handler(CSRFError, _stale)
    server.add_url_rule("/sign-in", "sign_in", _sign_in, methods=["GET", "POST"])
    server.add_url_rule("/sign-out", "sign_out", _sign_out, methods=["POST"])
    server.add_url_rule("/password", "password", _password, methods=["GET", "POST"])


def secret(settings: Settings) -> bytes:
    """Return what sessions are signed with: made at the first start, readable for the owner only."""
    path = settings.home() / "secret"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as new:
            new.write(secrets.token_bytes(_SECRET_BYTES))
    except FileExistsError:
        pass
    return path.read_bytes()


def protect() -> None:
    """Pass where a post comes from a page of ours. Raises CSRFError where it does not."""
    if flask.request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise CSRFError("cross-site")
    guard: CSRFProtect = flask.current_app.extensions["csrf_guard"]
    guard.protect()


def _load(name: str) -> Session | None:
    stamp, _, account = name.partition(":")
    known = desk().people.account(account, int(stamp)) if stamp.isdecimal() else None
    return Session(known) if known else None


def _guard() -> Answer | None:
    """Before every request: end sessions that are over, and ask for sign-in where it is needed."""
    path = flask.request.path
    if path.startswith(_STATIC) or path == "/assets" or path in _FOR_WATCHERS:
        return None
    _end_what_is_over()
    account = who()
    if path in _DOORS:
        return None
    if account is not None and account.must_change:
        return _turned_away("/password")
    if may(account, Permission.VIEW, open_view=desk().policy.open_view):
        return None
    return _turned_away("/sign-in")


def _turned_away(door: str) -> Answer:
    if flask.request.path.startswith(_FOR_PROGRAMS) or flask.request.method != "GET":
        return flask.make_response(flask.jsonify(error=str(_PLEASE)), 401)
    return flask.redirect(f"{door}?{urlencode({'next': flask.request.full_path.rstrip('?')})}")


def _end_what_is_over() -> None:
    """A session ends some time after its last request, and some longer time after its sign-in."""
    if not current_user.is_authenticated:
        return
    now, policy = dt.datetime.now(dt.UTC).timestamp(), desk().policy
    since, seen = (flask.session.get(name, 0.0) for name in ("signed_in_at", "seen_at"))
    if now - since > policy.absolute.total_seconds() or now - seen > policy.idle.total_seconds():
        _leave()
        return
    if now - seen > 1 and flask.request.path != _BY_ITSELF:
        flask.session["seen_at"] = now


def _leave() -> None:
    logout_user()
    flask.session.clear()


def _enter(account: Account) -> None:
    flask.session.clear()  # a session of before the sign-in is nobody's any more
    login_user(Session(account))
    now = dt.datetime.now(dt.UTC).timestamp()
    flask.session["signed_in_at"] = flask.session["seen_at"] = now


def _give_token(response: flask.Response) -> flask.Response:
    """Give every page the token that its posts carry back."""
    if flask.request.method == "GET" and response.mimetype == "text/html" and response.status_code < 300:  # noqa: PLR2004
        secure = bool(flask.current_app.config["SESSION_COOKIE_SECURE"])
        response.set_cookie(CSRF_COOKIE, generate_csrf(), samesite="Lax", secure=secure)
    return response


def _stale(error: CSRFError) -> Answer:
    return flask.make_response(flask.jsonify(error=str(_STALE).format(why=error.description)), 400)


def _sign_in() -> Answer | str:
    if flask.request.method == "GET":
        return _door(str(_SIGN_IN))
    protect()
    form = flask.request.form
    try:
        account = desk().people.sign_in(form.get("name", "").strip(), form.get("password", ""))
    except UsageError as error:
        return flask.make_response(_door(str(_SIGN_IN), str(error), name=form.get("name", "")), 403)
    _enter(account)
    way = _inside(form.get("next", ""))
    return flask.redirect(f"/password?{urlencode({'next': way})}" if account.must_change else way)


def _sign_out() -> Answer:
    protect()
    _leave()
    return flask.redirect("/")


def _password() -> Answer | str:
    account = who()
    if account is None:
        return flask.redirect("/sign-in?next=/password")
    if flask.request.method == "GET":
        return _door(str(_PASSWORD), str(_FIRST) if account.must_change else "", name=account.name)
    protect()
    form = flask.request.form
    if form.get("new") != form.get("again"):
        return flask.make_response(_door(str(_PASSWORD), str(_TWICE), name=account.name), 403)
    try:
        changed = desk().people.change_password(account.name, form.get("password", ""), form.get("new", ""))
    except UsageError as error:
        return flask.make_response(_door(str(_PASSWORD), str(error), name=account.name), 403)
    _enter(changed)
    return flask.redirect(_inside(form.get("next", "")))


def _door(title: str, words: str = "", name: str = "") -> str:
    """One of the doors as a page that needs no script."""
    way = _inside(flask.request.values.get("next", ""))
    site = desk().dataset().city.name.zh
    values: dict[str, Any] = {"title": title, "said": words, "name": name, "way": way, "site": site}
    return flask.render_template("door.html", **values)


def _inside(address: str) -> str:
    """An address of this site, or the first page: a sign-in never leads elsewhere."""
    parts = urlsplit(address)
    is_ours = not parts.scheme and not parts.netloc and address.startswith("/") and "\\" not in address
    return address if is_ours and not address.startswith("//") else "/"
