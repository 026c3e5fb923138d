"""Sign-in that somebody else vouches for: the office's own provider (OpenID Connect), or a proxy that is trusted.

Both are off until they are set. They prove a name and nothing else: accounts, roles and their ends stay in this house.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode, urlsplit

import flask
from werkzeug.wrappers import Response as Answer

from dashboard.settings import Settings
from indicators.accounts import Account
from indicators.model import Text
from indicators.problems import UsageError

START, BACK = "/sign-in/provider", "/sign-in/provider/back"
DOORS = frozenset({START, BACK})
PEER = "innovation.peer"
"""The key of a request under which the server says who holds the connection, whatever its headers say."""
_PROVIDER = "provider"
_WAY, _PROVING = "way", "proving"
_NO_NAME = Text("统一身份认证没有给出帐号名（{claim}）", "the provider gave no name ({claim})")
_FAILED = Text("统一身份认证没有成功，请重试或用密码登录", "the provider did not vouch: try again, or use a password")


def is_set(settings: Settings) -> bool:
    """Return whether a provider is set."""
    return bool(settings.provider and settings.provider_client)


def is_on() -> bool:
    """Return whether the server that answers asks a provider."""
    return _PROVIDER in flask.current_app.extensions


def connect(server: flask.Flask, settings: Settings) -> None:
    """Let a server ask the provider that is set; its addresses are read from it at the first sign-in."""
    if not is_set(settings):
        return
    from authlib.integrations.flask_client import OAuth  # noqa: PLC0415 - only where a provider is set

    oauth = OAuth(server)
    oauth.register(
        _PROVIDER,
        client_id=settings.provider_client,
        client_secret=settings.provider_secret,
        server_metadata_url=f"{settings.provider}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile", "code_challenge_method": "S256", "timeout": 10},
    )
    server.extensions[_PROVIDER] = oauth, settings


def ask(*, proving: bool = False) -> Answer:
    """Send somebody to the provider; who proves who they are has to sign in there anew. Raises UsageError."""
    flask.session[_WAY], flask.session[_PROVING] = inside(flask.request.args.get("next", "")), proving
    home = _settings().address or flask.request.url_root.rstrip("/")
    more: dict[str, Any] = {"prompt": "login", "max_age": 0} if proving else {}
    with _provider() as provider:
        answer: Answer = provider.authorize_redirect(f"{home}{BACK}", **more)
    return answer


def answered() -> tuple[str, str, bool]:
    """Return the name that the provider vouches for, where to go on, and whether it was to prove. Raises UsageError."""
    way, proving = flask.session.pop(_WAY, "/"), bool(flask.session.pop(_PROVING, False))
    with _provider() as provider:
        token = provider.authorize_access_token()
    claim = _settings().provider_claim
    name = str(token.get("userinfo", {}).get(claim, "")).strip()
    if not name:
        raise UsageError(str(_NO_NAME).format(claim=claim))
    return name, way, proving


def by_proxy(settings: Settings, account: Account | None) -> str:
    """Return the name that the trusted proxy gives for a request; empty where none is given or it is in already."""
    request = flask.request
    if not settings.user_header or not settings.proxy or request.environ.get(PEER) != settings.proxy:
        return ""
    name = request.headers.get(settings.user_header, "").strip()
    return "" if account is not None and account.name == name else name


def way_of(address: str) -> str:
    """Return the address that begins a sign-in at the provider and leads on to an address of this site."""
    return f"{START}?{urlencode({'next': address})}"


def inside(address: str) -> str:
    """Return an address of this site as it is, and the first page for any other: a sign-in never leads elsewhere."""
    parts = urlsplit(address)
    is_ours = not parts.scheme and not parts.netloc and address.startswith("/") and "\\" not in address
    return address if is_ours and not address.startswith("//") else "/"


@contextmanager
def _provider() -> Iterator[Any]:
    """The provider; whatever goes wrong with it, and on the way to it, is one sentence. Raises UsageError."""
    from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415 - as above
    from joserfc.errors import JoseError  # noqa: PLC0415 - as above
    from requests import RequestException  # noqa: PLC0415 - as above

    oauth, _ = flask.current_app.extensions[_PROVIDER]
    try:
        yield oauth.create_client(_PROVIDER)
    except (AuthlibBaseError, JoseError, RequestException, KeyError, ValueError) as error:
        raise UsageError(str(_FAILED)) from error


def _settings() -> Settings:
    settings: Settings = flask.current_app.extensions[_PROVIDER][1]
    return settings
