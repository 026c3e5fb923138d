"""The mails to who follows something, and how they are sent."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import unquote, urlsplit

from dashboard import contents
from dashboard.settings import Settings
from dashboard.web.following.links import CONFIRM, LEAVE, Links, Wish
from dashboard.web.interface.news import News
from indicators.dataset import Dataset
from indicators.language import Count
from indicators.model import Text
from indicators.releases.release import ReleaseRecord

_SECONDS, _MOST = 20, 30
_PORTS = {"smtp": 25, "smtps": 465}
_ASK = Text("{site}：请确认订阅“{name}”", "{site}: confirm that you want to follow {name}")
_ASK_WORDS = Text(
    "有人（应该是您）在{site}请求订阅“{name}”的更新。请在两天内打开下面的网址确认：\n\n{link}\n\n"
    "如果不是您，不必理会：不确认就不会再有邮件，地址也不会留存。",
    "Somebody, probably you, asked {site} to write to you when {name} changes. Confirm within two days at\n\n{link}\n\n"
    "If it was not you, do nothing: without it no mail follows, and your address is not kept.",
)
_CHANGED = Text("{site}：{name}有更新（{release}）", "{site}: {name} has changed ({release})")
_INTRO = Text("{release}（{date}发布）：{name}有以下变化。", "{release}, published on {date}, changed {name}:")
_MORE = Text("另有 {count} 处变化，见网页。", "{count} more {count:change|changes}: see the page.")
_WHERE = Text("网页：{link}", "Page: {link}")
_LEAVE = Text("不再接收：{link}", "Unsubscribe: {link}")
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_IN_THE_OPEN = Text(
    "邮件服务器不提供加密（STARTTLS），密码不会明文发送；请改用 smtps://",
    "the mail server offers no STARTTLS and a password is not sent in the open: use smtps://",
)


def question(dataset: Dataset, wish: Wish, name: str, links: Links) -> EmailMessage:
    """Return the mail that asks an address whether it wants to follow what somebody asked for."""
    words = {"site": contents.title(dataset), "name": name, "link": links.to(CONFIRM, wish)}
    mail = EmailMessage()
    mail["Subject"], mail["To"] = str(_ASK).format(**words), wish.address
    mail.set_content(str(_ASK_WORDS).format(**words))
    return mail


def report(
    dataset: Dataset, record: ReleaseRecord, wish: Wish, name: str, found: Sequence[News], links: Links
) -> EmailMessage:
    """Return the mail that says what a release changed of something, and how to have no more of them."""
    leave = links.to(LEAVE, wish)
    words = {"site": contents.title(dataset), "name": name, "release": str(record.release.name)}
    more = [str(_MORE).format(count=Count(len(found) - _MOST))] if len(found) > _MOST else []
    page = f"{links.home}/{found[0].page}"
    lines = [
        str(_INTRO).format(date=record.release.date, **words),
        "",
        *(f"- {one.title}" for one in found[:_MOST]),
        *more,
        "",
        str(_WHERE).format(link=page),
        str(_LEAVE).format(link=leave),
    ]
    mail = EmailMessage()
    mail["Subject"], mail["To"] = str(_CHANGED).format(**words), wish.address
    mail["Date"] = format_datetime(record.at)
    what = f"{dataset.city.id} {record.number} {wish.kind} {wish.name} {wish.address}"
    mail["Message-ID"] = f"<{sha256(what.encode()).hexdigest()}@{urlsplit(links.home).hostname}>"
    mail["List-Unsubscribe"] = f"<{leave}>"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content("\n".join(lines))
    return mail


@contextmanager
def posting(settings: Settings) -> Iterator[smtplib.SMTP]:
    """Give the mail server of the settings, greeted and signed in to. Raises OSError (smtplib's errors are some)."""
    url = urlsplit(settings.smtp)
    host, port = url.hostname or "", url.port or _PORTS[url.scheme]
    context = ssl.create_default_context()
    is_safe = url.scheme == "smtps"
    opened = (
        smtplib.SMTP_SSL(host, port, timeout=_SECONDS, context=context)
        if is_safe
        else smtplib.SMTP(host, port, timeout=_SECONDS)
    )
    with opened as server:
        server.ehlo()
        if not is_safe and server.has_extn("starttls"):
            server.starttls(context=context)
            is_safe = True
        if url.username:
            if not is_safe and host not in _LOCAL:
                raise smtplib.SMTPNotSupportedError(str(_IN_THE_OPEN))
            server.login(unquote(url.username), settings.smtp_password)
        yield server


def send(settings: Settings, mail: EmailMessage) -> None:
    """Send one mail by a connection of its own. Raises OSError where the mail server fails."""
    with posting(settings) as server:
        post(server, mail, settings)


def post(server: smtplib.SMTP, mail: EmailMessage, settings: Settings) -> None:
    """Send one mail, as a machine that wants no answer. Raises OSError."""
    mail["From"], mail["Auto-Submitted"] = settings.smtp_from, "auto-generated"
    server.send_message(mail)
