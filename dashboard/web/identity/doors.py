"""The doors as pages that need no script: sign-in, password, proof, second factor, sessions."""

from __future__ import annotations

from typing import Any

import flask
from flask_login import current_user
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from dashboard.exhibits.exhibit import Link
from dashboard.kit import frame
from dashboard.kit.markup import markup
from dashboard.web.identity import vouching
from dashboard.web.office import desk, framed
from indicators.model import Text
from indicators.problems import InnovationError, StoreError

_UNAVAILABLE, _REFUSED, _BAD = 503, 403, 400
_STALE = Text("页面已过期", "The page is out of date")
_STALE_WORDS = Text("没有保存任何内容，请重新打开后再试一次", "Nothing was saved: open it again and try once more")
_STALE_SENTENCE = Text("页面已过期，请刷新后重试", "The page is out of date; reload it and try again")
_AGAIN = Text("重新打开", "Open it again")
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
    "new": Text("新密码（至少 12 个字符）", "New password (at least 12 characters)"),
    "again": Text("再输一次", "New password again"),
    "provider": Text("用单位统一身份认证登录", "Sign in with the account of your office"),
    "sessions": Text("登录会话", "Sessions"),
    "factor": Text("动态口令", "One-time codes"),
}


def refused(door: str, title: Text, error: InnovationError, name: str) -> Answer:
    """Return a door again, with the sentence of what was wrong."""
    return page(door, title, str(error), name, _UNAVAILABLE if isinstance(error, StoreError) else _REFUSED)


def stale() -> Answer:
    """Return what a form meets that was not sent by a page of now: a page for who sent it, a sentence for scripts."""
    accepted, sentence = flask.request.accept_mimetypes, str(_STALE_WORDS)
    if accepted["text/html"] <= accepted["application/json"]:
        return flask.make_response(flask.jsonify(error=str(_STALE_SENTENCE)), _BAD)
    again = Link(str(_AGAIN), flask.request.full_path.rstrip("?"))
    return framed(markup(frame.failure(str(_STALE), sentence, [again])), str(_STALE), _BAD)


def page(
    door: str,
    title: Text,
    words: str = "",
    name: str = "",
    status: int = 200,
    **more: Any,  # noqa: ANN401 - words of a page
) -> Answer:
    """Return one of the doors within the frame of the site, as a page that needs no script."""
    way = vouching.inside(flask.request.values.get("next", ""))
    if door == "sessions":
        account = current_user.account if current_user.is_authenticated else None
        more["sessions"] = desk().signing.sessions(account) if account else ()
        more["mine"] = current_user.session.key if account else ""
    provider = vouching.way_of(way) if door == "sign-in" and vouching.is_on() else ""
    content = flask.render_template(
        "door.html",
        words=_WORDS,
        moment=desk().moment,
        door=door,
        title=str(title),
        said=words,
        status=status,
        name=name,
        way=way,
        provider=provider,
        **more,
    )
    return framed(Markup(content), str(title), status)  # noqa: S704 - escaped by the template
