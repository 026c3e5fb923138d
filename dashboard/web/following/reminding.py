"""Reminders by mail: what an owner owes, sent to the address that a reviewer names for it."""

from __future__ import annotations

import logging
from email.message import EmailMessage
from typing import Any

import flask

from dashboard.exhibits.staff import reminders
from dashboard.web.following.links import is_address
from dashboard.web.office import desk, public_address
from indicators.accounts import Account
from indicators.model import Text
from indicators.problems import UsageError

_NO_ADDRESS = Text("这不是邮件地址，请写成 name@example.org", "that is no mail address: write name@example.org")
_NO_MAIL = Text("没有设置邮件服务器（INNOVATION_SMTP）", "no mail server is set (INNOVATION_SMTP)")
_TOO_OFTEN = Text("一小时内已发过多封，请稍后再发", "several were sent within an hour; try again later")
_NOT_SENT = Text("邮件暂时发不出去，请稍后再试", "mails cannot be sent just now; try again later")
_SENT = Text("已发给 {address}", "Sent to {address}")
_log = logging.getLogger(__name__)


def mail(who: Account | None) -> dict[str, Any]:
    """Send the reminder of an owner to an address, and note it in the log.

    Raises UsageError, UnknownName, DeniedError.
    """
    form, posting = flask.request.form, flask.current_app.extensions.get("posting")
    address, owner = form.get("address", "").strip(), form.get(reminders.OWNER, "")
    if posting is None:
        raise UsageError(str(_NO_MAIL))
    if not is_address(address):
        raise UsageError(str(_NO_ADDRESS))
    found = reminders.reminder(desk(), owner)
    following = desk().following
    if not (following.admits_place(flask.request.remote_addr or "") and following.admits_address(address)):
        raise UsageError(str(_TOO_OFTEN))
    made = EmailMessage()
    made["Subject"], made["To"] = found.subject, address
    made.set_content("\n".join((*found.lines, f"{public_address()}data")))
    try:
        posting(made)
    except OSError:
        _log.exception("a reminder was not sent")
        raise UsageError(str(_NOT_SENT)) from None
    desk().people.reminded(who, owner)
    return {"message": str(_SENT).format(address=address)}
