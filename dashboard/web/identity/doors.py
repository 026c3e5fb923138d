"""The doors as pages that need no script: sign-in, password, proof, second factor, sessions."""

from __future__ import annotations

from typing import Any

import flask
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from dashboard import contents
from dashboard.web.identity import vouching
from dashboard.web.office import desk
from indicators.language import language
from indicators.model import Text
from indicators.problems import InnovationError, StoreError

_UNAVAILABLE, _REFUSED = 503, 403
_WORDS = {
    "account": Text("帐号", "Account"),
    "began": Text("开始", "Began"),
    "seen": Text("最近", "Last seen"),
    "program": Text("程序", "Program"),
    "this": Text("本会话", "This session"),
    "end": Text("结束", "End it"),
    "password": Text("密码", "Password"),
    "code": Text("动态口令（未启用的不填）", "One-time code (only where it is set up)"),
    "secret": Text("密钥", "Secret"),
    "display": Text("显示姓名", "Display name"),
    "digits": Text("六位数字", "The six digits"),
    "present": Text("现在的密码", "Present password"),
    "new": Text("新密码（至少 12 个字符）", "New password (12 characters at least)"),
    "again": Text("再输一次", "New password again"),
    "provider": Text("用单位统一身份认证登录", "Sign in with the account of your office"),
    "sessions": Text("登录会话", "Sessions"),
    "factor": Text("动态口令", "One-time codes"),
    "back": Text("返回总览", "Back to the overview"),
}


def refused(door: str, title: Text, error: InnovationError, name: str) -> Answer:
    """Return a door again, with the sentence of what was wrong."""
    status = _UNAVAILABLE if isinstance(error, StoreError) else _REFUSED
    return flask.make_response(page(door, title, str(error), name), status)


def page(door: str, title: Text, words: str = "", name: str = "", **more: Any) -> str:  # noqa: ANN401 - words of a page
    """Return one of the doors as a page that needs no script."""
    way = vouching.inside(flask.request.values.get("next", ""))
    site = contents.title(desk().dataset())
    if door == "sessions":
        account = current_user.account if current_user.is_authenticated else None
        more["sessions"] = desk().signing.sessions(account) if account else ()
        more["mine"] = current_user.session.key if account else ""
    provider = vouching.way_of(way) if door == "sign-in" and vouching.is_on() else ""
    return flask.render_template(
        "door.html",
        language=language().tag,
        words=_WORDS,
        door=door,
        title=str(title),
        said=words,
        name=name,
        way=way,
        site=site,
        provider=provider,
        **more,
    )
