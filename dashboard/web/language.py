"""In which language a reader is answered: that of the address, else the one chosen before, the browser's, the city's.

What was chosen in an address (`lang=en`) is kept in a cookie, so that links need not carry it.
"""

from __future__ import annotations

import contextlib
from contextlib import ExitStack
from urllib.parse import urlencode

import flask

from dashboard.web import delivery
from dashboard.web.office import desk
from indicators.language import Language, language, speaking
from indicators.problems import StoreError

NAME = "lang"
_YEAR_IN_SECONDS = 31_536_000
_CODES = frozenset(Language)


def connect(server: flask.Flask) -> None:
    """Write every answer of a server in the language of who asks and about one release, and say so in its head."""
    server.before_request(_listen)
    server.after_request(_marked)
    server.teardown_request(_forget)


def address(chosen: Language) -> str:
    """Return the address of the page that is asked for, in a language."""
    pairs = [(name, value) for name, value in flask.request.args.items(multi=True) if name != NAME]
    return f"{flask.request.path}?{urlencode([*pairs, (NAME, chosen)])}"


def _listen() -> None:
    request = flask.request
    named = (request.args.get(NAME, ""), request.cookies.get(NAME, ""))
    code = next((one for one in named if one in _CODES), None)
    flask.g.answering = ExitStack()
    flask.g.answering.enter_context(desk().shelf.moment())
    chosen = Language(code or request.accept_languages.best_match(list(Language)) or _of_city())
    flask.g.answering.enter_context(speaking(chosen))


def _of_city() -> Language:
    with contextlib.suppress(StoreError):  # whoever asks is told of it in the answer itself
        return desk().dataset().city.language
    return Language.CHINESE


def _forget(_: BaseException | None) -> None:
    """Let the next who is answered by this thread be answered in their own language."""
    if "answering" in flask.g:
        flask.g.answering.close()


def _marked(answer: flask.Response) -> flask.Response:
    if not flask.request.path.startswith(delivery.FIXED):
        answer.headers.setdefault("Content-Language", language().tag)
        answer.vary.update(("Cookie", "Accept-Language"))
    chosen = flask.request.args.get(NAME, "")
    if chosen in _CODES and chosen != flask.request.cookies.get(NAME):
        answer.set_cookie(NAME, chosen, max_age=_YEAR_IN_SECONDS, samesite="Lax", secure=flask.request.is_secure)
    return answer
