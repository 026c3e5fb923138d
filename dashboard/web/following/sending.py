"""Mails at each release that changes a light or a figure of what somebody follows, sent beside what is served."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from email.message import EmailMessage
from smtplib import SMTP, SMTPRecipientsRefused
from typing import TYPE_CHECKING

from dashboard.home.secret import secret
from dashboard.settings import Settings
from dashboard.web.following import letters
from dashboard.web.following.links import Links, Wish
from dashboard.web.interface import news
from dashboard.web.interface.news import News
from indicators.language import speaking
from indicators.problems import UnknownName
from indicators.releases.followers import Follower
from indicators.views import standings

if TYPE_CHECKING:  # handed over by who opened it
    from indicators.desk import Desk

_FOR_GOOD = 500


def send_due(settings: Settings, desk: Desk) -> Iterator[int]:
    """Write to all who follow something that a release changed, and yield for each mail the number of its release.

    The database gives each of them to one process, once; where the mail server fails they are due again after some
    minutes. An address that the server refuses for good is forgotten. Raises OSError where the mail server fails.
    """
    if not settings.sends_mail():
        return
    links = Links(secret(settings), settings.address)
    with ExitStack() as stack:
        server = None
        for follower, record in desk.following.due():
            with speaking(follower.language), standings.beside():
                found, name = _news(desk, follower, record.number)
                if not found:
                    desk.following.done(follower)
                    continue
                server = server or stack.enter_context(letters.posting(settings))
                wish = Wish(follower.address, follower.kind, follower.name, follower.language)
                mail = letters.report(desk.dataset(record.number), record, wish, name, found, links)
            if _is_sent(server, mail, settings, desk, follower):
                desk.following.done(follower)
                yield record.number


def _is_sent(server: SMTP, mail: EmailMessage, settings: Settings, desk: Desk, follower: Follower) -> bool:
    """Send a mail; an address that is refused for good is forgotten, one that is refused for now is due again."""
    try:
        letters.post(server, mail, settings)
    except SMTPRecipientsRefused as error:
        if any(code >= _FOR_GOOD for code, _ in error.recipients.values()):
            desk.following.end(follower.address, follower.kind, follower.name)
        return False
    return True


def _news(desk: Desk, follower: Follower, release: int) -> tuple[Sequence[News], str]:
    """What a release changed of what somebody follows, lights first, and what that is called."""
    answers = (desk.answer(ask, desk.dataset, follower.release, release=release) for ask in (news.lights, news.figures))
    found = [one for answer in answers for one in answer if news.is_about(one, follower.kind, follower.name)]
    for number in (release, follower.release):
        try:
            return found, news.NAMES[follower.kind](desk.dataset(number), follower.name)
        except UnknownName:
            continue
    return found, follower.name
