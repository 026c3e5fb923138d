"""Where following by mail is asked for, confirmed and ended; there only where a mail server is set.

Who asks is answered the same whether an address is known or not. A link alone changes nothing, since programs that look
through mails follow links: the page behind it has a button. `List-Unsubscribe` of RFC 8058 posts at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import urlencode

import flask
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from dashboard import contents
from dashboard.settings import Settings
from dashboard.web import auth
from dashboard.web.following import letters
from dashboard.web.following.links import CONFIRM, LEAVE, Links, Wish, is_address
from dashboard.web.interface import news
from dashboard.web.office import desk, framed
from indicators.language import language, speaking
from indicators.model import Text
from indicators.problems import StoreError, UnknownName, UsageError

_BOTH = ("GET", "POST")
_MOST_OFFERED = 500
_WORDS = {
    "title": Text("用邮件订阅更新", "Follow by mail"),
    "about": Text("判定或数据因发布而变化时，发一封邮件。", "A mail at each release that changes a verdict or figure."),
    "address": Text("邮件地址", "Mail address"),
    "goal": Text("目标（编号）", "Goal (its id)"),
    "send": Text("发送确认邮件", "Send me a link to confirm"),
    "feed": Text("或用阅读器订阅（Atom）", "Or by a feed reader (Atom)"),
    CONFIRM: Text("确认订阅", "Follow"),
    LEAVE: Text("不再接收", "Unsubscribe"),
}
_ASKED = Text(
    "如果邮件能送达这个地址，您会收到一封带确认链接的邮件，两天内有效。每个地址每小时最多收到三封。",
    "If mail reaches that address, a link to confirm is on its way, good for two days; at most three an hour.",
)
_CONFIRMED = Text("已订阅“{name}”，每封邮件里都有退订链接。", "You follow {name}. Each mail has a link to end it.")
_LEFT = Text("已退订，您的地址已删除。", "Ended: your address is deleted.")
_CONFIRM_IT = Text("订阅“{name}”的更新？", "Follow {name}?")
_LEAVE_IT = Text("不再接收“{name}”的更新？", "No more mails about {name}?")
_NO_ADDRESS = Text("这不是邮件地址，请写成 name@example.org", "That is no mail address: write name@example.org")
_TOO_OFTEN = Text("请求太多，请一小时后再试", "Too many requests; try again in an hour")
_NOT_SENT = Text("邮件暂时发不出去，请稍后再试", "Mails cannot be sent just now; try again later")
_NO_LINK = Text("链接无效或已过期，请重新订阅", "The link is not valid or too old; ask for another one")
_NOTHING = Text("没有可订阅的内容", "Nothing to follow")
_log = logging.getLogger(__name__)


def connect(server: flask.Flask, settings: Settings) -> None:
    """Add following by mail to a server whose extensions hold a desk, where the settings let mails be sent."""
    server.extensions["mails"] = settings.sends_mail()
    if not settings.sends_mail():
        return

    server.extensions["posting"] = partial(letters.send, settings)

    def links() -> Links:
        return Links(server.secret_key, settings.address)  # type: ignore[arg-type] # set by `auth`

    server.add_url_rule(contents.FOLLOW, "follow", lambda: _answered(lambda: _ask(settings, links())), methods=_BOTH)
    for way, done in ((CONFIRM, _confirmed), (LEAVE, _left)):
        view = _behind_link(way, done, links)
        server.add_url_rule(way, way.strip("/").replace("/", "_"), view, methods=_BOTH)


def _answered(view: Callable[[], Answer]) -> Answer:
    """The page of a view; where it refuses, one with its sentence."""
    try:
        return view()
    except StoreError as error:
        return flask.make_response(str(error), 503)
    except (UnknownName, UsageError) as error:
        return _page(str(error), 404 if isinstance(error, UnknownName) else 400)


def _ask(settings: Settings, links: Links) -> Answer:
    """The form; once it is sent, a mail that asks its address."""
    dataset = desk().dataset()
    chosen = {kind: flask.request.values[kind] for kind in news.NAMES if flask.request.values.get(kind)}
    if len(chosen) > 1:
        raise UsageError(str(_NOTHING))
    kind, name = next(iter(chosen.items()), ("goal", ""))
    if flask.request.method != "POST":
        return _form(kind, name)
    auth.protect()
    called = news.NAMES[kind](dataset, name)
    address = flask.request.form.get("address", "").strip()
    if not is_address(address):
        return _form(kind, name, str(_NO_ADDRESS), 400)
    if not desk().following.admits_place(flask.request.remote_addr or ""):
        return _page(str(_TOO_OFTEN), 429)
    if desk().following.admits_address(address):
        mail = letters.question(dataset, Wish(address, kind, name, language()), called, links)
        try:
            letters.send(settings, mail)
        except OSError:
            _log.exception("a mail was not sent")
            return _form(kind, name, str(_NOT_SENT), 503)
    return _page(str(_ASKED))


def _behind_link(way: str, done: Callable[[Wish], str], links: Callable[[], Links]) -> Callable[[], Answer]:
    """The view behind a link of a mail: a button, and what is done once it is pressed."""

    def view() -> Answer:
        wish = links().read(way, flask.request.values.get("token", ""))
        if wish is None:
            raise UsageError(str(_NO_LINK))
        with speaking(wish.language):
            if flask.request.method == "POST":
                return _page(done(wish))
            question = _CONFIRM_IT if way == CONFIRM else _LEAVE_IT
            return _page(str(question).format(name=_called(wish)), button=str(_WORDS[way]))

    return lambda: _answered(view)


def _confirmed(wish: Wish) -> str:
    desk().following.begin(wish.address, wish.kind, wish.name, wish.language)
    return str(_CONFIRMED).format(name=_called(wish))


def _left(wish: Wish) -> str:
    desk().following.end(wish.address, wish.kind, wish.name)
    return str(_LEFT)


def _called(wish: Wish) -> str:
    """What a wish is about, by its name; by its id where that is gone."""
    try:
        return news.NAMES[wish.kind](desk().dataset(), wish.name)
    except (KeyError, UnknownName):
        return wish.name


def _form(kind: str, name: str, said: str = "", status: int = 200) -> Answer:
    dataset = desk().dataset()
    goals = [] if name else [(one.id, news.NAMES["goal"](dataset, one.id)) for one in dataset.targets[:_MOST_OFFERED]]
    called = news.NAMES[kind](dataset, name) if name else ""
    return _page(said, status, form=(kind, name), called=called, goals=goals)


def _page(
    said: str,
    status: int = 200,
    *,
    form: tuple[str, str] | None = None,
    called: str = "",
    button: str = "",
    goals: Sequence[tuple[str, str]] = (),
) -> Answer:
    """A page that says something; with a form (what it is about: kind and name) it asks for an address."""
    feed = f"{contents.FEED}?{urlencode([form])}" if form and form[1] else contents.FEED
    content = flask.render_template(
        "follow.html",
        words=_WORDS,
        title=_WORDS["title"],
        said=said,
        status=status,
        form=form,
        called=called,
        button=button,
        goals=goals,
        feed=feed,
    )
    return framed(Markup(content), str(_WORDS["title"]), status)  # noqa: S704 - escaped by the template
