"""Who is asking: sign-in, sign-out, change of password, sessions and their ends, and the guard before every request."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterable
from functools import partial
from urllib.parse import urlencode

import flask
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response as Answer

from dashboard.home.secret import secret
from dashboard.settings import Settings
from dashboard.web.identity import doors, vouching
from dashboard.web.identity.vouching import inside
from dashboard.web.office import desk
from indicators.accounts import Account, DeniedError, Permission, Place, Session
from indicators.model import Text
from indicators.problems import InnovationError, UsageError

CSRF_COOKIE = "csrf_token"
_DOORS = frozenset({"/sign-in", "/sign-out", "/password", "/prove", "/second-factor"}) | vouching.DOORS
_DEVICE = "innovation_device"
_VOUCHED = "vouched"
_DEVICE_IN_SECONDS = 180 * 86_400
_NAMES_OF_A_DEVICE = 8
_FOR_WATCHERS = frozenset({"/health", "/metrics"})
_STATIC = ("/assets/", "/_dash-component-suites/", "/_favicon.ico", "/robots.txt")
_FOR_PROGRAMS = ("/_dash", "/api/", "/part/", "/_reload-hash", "/_release", "/_find", "/feed.atom")
_BY_ITSELF = "/_release"  # what an open page asks now and then keeps no session alive
_SIGN_IN = Text("登录", "Sign in")
_PASSWORD = Text("修改密码", "Change password")
_PROVE, _SECOND = Text("再次确认身份", "Prove who you are"), Text("设置动态口令", "Set up the second factor")
_SESSIONS = Text("登录会话", "Sessions")
_WHY_PROVE = Text(
    "发布、恢复和帐号管理前，请再输一次密码", "Before publishing, restoring and accounts: your password again"
)
_WHY_SECOND = Text(
    "在手机验证器中手工输入下面的密钥，再输入它显示的六位数字",
    "Type this secret into your authenticator app, then the six digits that it shows",
)
_PLEASE = Text("请先登录", "Please sign in")
_FIRST = Text("这是一次性密码，请先改为自己的密码", "A one-time password: please choose your own")
_TWICE = Text("两次输入的新密码不一致", "The two new passwords differ")
_ANOTHER = Text("统一身份认证的帐号与当前帐号不一致", "The provider vouched for another account")


class Visit(UserMixin):  # type: ignore[misc]  # flask-login has no types
    """Somebody who is in, as flask-login carries it: its id is the word of a session that the server keeps."""

    def __init__(self, account: Account, session: Session, word: str) -> None:
        """Carry the account and its session."""
        self.account, self.session, self.word = account, session, word

    def get_id(self) -> str:
        """Return the word that stands for the session."""
        return self.word


def who() -> Account | None:
    """Return the account that is asking, or None."""
    return current_user.account if current_user.is_authenticated else None


def is_anybody() -> bool:
    """Return whether the answer would be anybody's: nobody signed in, no cookie came, and none is sent."""
    return who() is None and not flask.request.cookies and not flask.session.modified


def reader() -> str:
    """Return what tells one reader from another: the account, else the address."""
    account = who()
    return f"account {account.name}" if account else f"address {flask.request.remote_addr}"


def admit(needs: Iterable[Permission]) -> Account | None:
    """Return who is asking, if they have one of the permissions that a page needs. Raises DeniedError."""
    account, wanted = who(), tuple(needs)
    if not any(desk().policy.allows(account, permission) for permission in wanted):
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
    server.before_request(partial(_by_proxy, settings))
    server.before_request(_guard)
    server.after_request(_give_token)
    server.register_error_handler(CSRFError, lambda _: doors.stale())
    server.add_url_rule("/sign-out", "sign_out", _sign_out, methods=["POST"])
    views = {"/sign-in": _sign_in, "/password": _password, "/prove": _prove, "/second-factor": _second_factor}
    if vouching.is_set(settings):
        vouching.connect(server, settings)
        server.add_url_rule(vouching.START, "provider", _provider)
        server.add_url_rule(vouching.BACK, "provider_back", _vouched)
    for path, view in {**views, "/sessions": _sessions}.items():
        server.add_url_rule(path, path.strip("/"), view, methods=["GET", "POST"])


def protect() -> None:
    """Pass where a post comes from a page of ours. Raises CSRFError where it does not."""
    if flask.request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise CSRFError("cross-site")
    guard: CSRFProtect = flask.current_app.extensions["csrf_guard"]
    guard.protect()


def is_fresh() -> bool:
    """Return whether who asks has given their password so lately that a grave step need not ask for it again."""
    return bool(current_user.is_authenticated) and desk().signing.is_fresh(current_user.session)


def place(name: str = "") -> Place:
    """Return where a request comes from; the device counts where this name was in on it before."""
    request = flask.request
    program = request.user_agent.string
    device, names = _device()
    return Place(request.remote_addr or "", program, device if name in names else "")


def _device() -> tuple[str, list[str]]:
    """The name of the browser that asks, and the accounts that were in on it; a new name where it has none."""
    try:
        device, names = _devices().loads(flask.request.cookies.get(_DEVICE, ""), max_age=_DEVICE_IN_SECONDS)
    except (BadData, TypeError, ValueError):
        return secrets.token_hex(16), []
    return str(device), [str(name) for name in names]


def _devices() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(flask.current_app.secret_key or b"", salt="device")


def _load(word: str) -> Visit | None:
    found = desk().signing.session(word, is_seen=flask.request.path != _BY_ITSELF)
    return Visit(*found, word) if found else None


def _guard() -> Answer | None:
    """Before every request: end sessions that are over, and ask for sign-in where it is needed."""
    path = flask.request.path
    if path.startswith(_STATIC) or path == "/assets" or path in _FOR_WATCHERS:
        return None
    account = who()
    if path in _DOORS:
        return None
    is_vouched = bool(flask.session.get(_VOUCHED))  # who vouches minds passwords and second factors
    if account is not None and account.must_change and not is_vouched:
        return _turned_away("/password")
    if account is not None and not is_vouched and desk().signing.needs_factor(account):
        return _turned_away("/second-factor")
    if desk().policy.allows(account, Permission.VIEW):
        return None
    return _turned_away("/sign-in")


def _turned_away(door: str) -> Answer:
    if flask.request.path.startswith(_FOR_PROGRAMS) or flask.request.method != "GET":
        return flask.make_response(flask.jsonify(error=str(_PLEASE)), 401)
    return flask.redirect(f"{door}?{urlencode({'next': flask.request.full_path.rstrip('?')})}")


def _leave() -> None:
    if current_user.is_authenticated:
        desk().signing.end(current_user.word, place())
    logout_user()
    flask.session.clear()


def enter(account: Account, *, vouched: bool = False) -> None:
    """Begin a session for somebody who has just proved who they are, and know this device again."""
    device, names = _device()
    if current_user.is_authenticated:
        desk().signing.end(current_user.word, place())
    flask.session.clear()  # a session of before the sign-in is nobody's any more
    word = desk().signing.begin(account, place(account.name))
    found = desk().signing.session(word)
    if found is None:
        raise UsageError(str(_PLEASE))
    login_user(Visit(*found, word))
    flask.session[_VOUCHED] = vouched
    names = [*(name for name in names if name != account.name), account.name][-_NAMES_OF_A_DEVICE:]
    flask.g.device = _devices().dumps([device, names])


def _give_token(response: flask.Response) -> flask.Response:
    """Give every page, and every session that begins, the token that posts carry back.

    A page of before may be open in another tab, or be kept by the browser and not be sent again.
    """
    secure = bool(flask.current_app.config["SESSION_COOKIE_SECURE"])
    is_page = flask.request.method == "GET" and response.mimetype == "text/html" and response.status_code < 300  # noqa: PLR2004
    if is_page or "device" in flask.g:
        response.set_cookie(CSRF_COOKIE, generate_csrf(), samesite="Lax", secure=secure)
    if "device" in flask.g:
        response.set_cookie(
            _DEVICE, flask.g.device, max_age=_DEVICE_IN_SECONDS, secure=secure, httponly=True, samesite="Lax"
        )
    return response


def _sign_in() -> Answer:
    if flask.request.method in {"GET", "HEAD"}:
        return doors.page("sign-in", _SIGN_IN)
    protect()
    form = flask.request.form
    name = form.get("name", "").strip()
    try:
        account = desk().signing.sign_in(name, form.get("password", ""), form.get("code", ""), place(name))
        enter(account)
    except InnovationError as error:
        return doors.refused("sign-in", _SIGN_IN, error, name)
    way = inside(form.get("next", ""))
    return flask.redirect(f"/password?{urlencode({'next': way})}" if account.must_change else way)


def _by_proxy(settings: Settings) -> None:
    """Let in whom the trusted proxy names; a name that has no account here reads as anybody does."""
    name = vouching.by_proxy(settings, who())
    if name:
        with contextlib.suppress(UsageError):
            enter(desk().signing.vouched(name, place(name)), vouched=True)


def _provider(*, proving: bool = False) -> Answer:
    """Send somebody to the provider, to come back with a name, or with a fresh proof of who they are."""
    try:
        return vouching.ask(proving=proving)
    except InnovationError as error:
        return doors.refused("sign-in", _SIGN_IN, error, "")


def _vouched() -> Answer:
    """Take somebody back from the provider: in, or with a fresh proof of who they are."""
    try:
        name, way, proving = vouching.answered()
        account = who()
        if proving and (account is None or account.name != name):
            raise UsageError(str(_ANOTHER))
        enter(desk().signing.vouched(name, place(name)), vouched=True)
    except InnovationError as error:
        return doors.refused("sign-in", _SIGN_IN, error, "")
    return flask.redirect(way)


def _sign_out() -> Answer:
    protect()
    _leave()
    return flask.redirect("/")


def _password() -> Answer:
    account = who()
    if account is None:
        return flask.redirect("/sign-in?next=/password")
    if flask.request.method in {"GET", "HEAD"}:
        return doors.page("password", _PASSWORD, str(_FIRST) if account.must_change else "", account.name)
    protect()
    form = flask.request.form
    try:
        if form.get("new") != form.get("again"):
            raise UsageError(str(_TWICE))
        old, new, code = (form.get(part, "") for part in ("password", "new", "code"))
        enter(desk().signing.change_password(account.name, old, new, code, place(account.name)))
    except InnovationError as error:
        return doors.refused("password", _PASSWORD, error, account.name)
    return flask.redirect(inside(form.get("next", "")))


def _prove() -> Answer:
    """Ask somebody who is in for the password once more, before a grave step."""
    account = who()
    if account is None:
        return flask.redirect("/sign-in")
    if flask.session.get(_VOUCHED) and vouching.is_on():
        return _provider(proving=True)
    if flask.request.method in {"GET", "HEAD"}:
        return doors.page("prove", _PROVE, str(_WHY_PROVE), account.name)
    protect()
    form = flask.request.form
    try:
        desk().signing.prove(current_user.word, form.get("password", ""), form.get("code", ""), place(account.name))
    except InnovationError as error:
        return doors.refused("prove", _PROVE, error, account.name)
    return flask.redirect(inside(form.get("next", "")))


def _second_factor() -> Answer:
    """Let somebody set up a second factor: a secret for the phone, kept once its first code is right."""
    account = who()
    if account is None:
        return flask.redirect("/sign-in?next=/second-factor")
    if flask.request.method in {"GET", "HEAD"}:
        return _offer(account)
    protect()
    form = flask.request.form
    if not is_fresh():
        return flask.redirect("/prove?next=/second-factor")
    try:
        desk().signing.take_factor(account, flask.session.get("offered", ""), form.get("code", ""))
    except InnovationError as error:
        return _offer(account, str(error), 403)
    flask.session.pop("offered", None)
    return flask.redirect(inside(form.get("next", "")))


def _offer(account: Account, words: str = "", status: int = 200) -> Answer:
    if not flask.session.get("offered"):
        flask.session["offered"] = desk().signing.offer_factor(account)[0]
    return doors.page(
        "second-factor", _SECOND, words or str(_WHY_SECOND), account.name, status, secret=flask.session["offered"]
    )


def _sessions() -> Answer:
    """List sessions, and end one of them."""
    account = who()
    if account is None:
        return flask.redirect("/sign-in?next=/sessions")
    if flask.request.method == "POST":
        protect()
        try:
            desk().signing.close(account, flask.request.form.get("key", ""))
        except InnovationError as error:
            return doors.refused("sessions", _SESSIONS, error, account.name)
        return flask.redirect("/sessions")
    return doors.page("sessions", _SESSIONS, "", account.name)
