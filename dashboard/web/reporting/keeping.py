"""Lists that stay on the site: kept, removed, and the files that they became taken away. The desk asks who may."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import flask

from dashboard.reports import issuing
from dashboard.reports.compose import compose
from dashboard.reports.listing import read
from dashboard.reports.packs import PACKS
from dashboard.web.following.links import is_address
from dashboard.web.office import desk
from indicators.accounts import Account, Permission
from indicators.model import Text
from indicators.problems import UnknownName, UsageError
from indicators.releases.reports import KeptReport

_EMPTY = Text("清单是空的，没有可留存的内容", "the list is empty: there is nothing to keep")
_KIND = Text("文件种类", "kind of file")
_NO_ADDRESS = Text("这不是邮件地址，请写成 name@example.org", "that is no mail address: write name@example.org")
_BETWEEN = re.compile(r"[\s,;，；、]+")
_LARGEST_NUMBER = 9


def keep(who: Account | None) -> dict[str, Any]:
    """Keep the list that a form brings: anew, or in the place of the one whose number it names."""
    desk().policy.demand(who, Permission.VIEW)  # before anything of the request is looked at
    form = flask.request.form
    number = form.get("number", "") if form.get("place") == "again" else ""
    wanted = KeptReport(
        number=int(number) if number.isdecimal() and len(number) <= _LARGEST_NUMBER else 0,
        name=form.get("name", ""),
        text=_text(form.get("text", "")),
        runners=_names(form.get("runners", "")),
        editors=_names(form.get("editors", "")),
        suffix=_suffix(form.get("suffix", "")),
        mail=_address(form.get("mail", "")),
    )
    return {"to": f"/report?list={desk().reports.keep(who, wanted).number}"}


def remove(who: Account | None, number: int) -> dict[str, Any]:
    """Remove a list, and the files that it became."""
    desk().reports.remove(who, number)
    issuing.forget(_home(), number)
    return {"to": "/report"}


def file(who: Account | None, number: int) -> flask.Response:
    """Answer with the file that a list became at a release, or at the last one."""
    report = desk().reports.report(who, number)
    asked = flask.request.args.get("release", "")
    release = int(asked) if asked.isdecimal() and len(asked) <= _LARGEST_NUMBER else report.issued
    name, content = issuing.issued(_home(), report, release)
    answer = flask.send_file(io.BytesIO(content), as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _home() -> Path:
    home: Path = flask.current_app.extensions["reports_home"]
    return home


def _text(text: str) -> str:
    """The words of a list that can be made into a document. Raises UsageError."""
    if not text.strip():
        raise UsageError(str(_EMPTY))
    listing = read(text)
    compose(listing, desk().dataset(listing.release))
    return text


def _names(text: str) -> frozenset[str]:
    return frozenset(filter(None, _BETWEEN.split(text)))


def _suffix(suffix: str) -> str:
    if suffix and suffix not in PACKS:
        raise UnknownName(_KIND, suffix[:20], PACKS)
    return suffix


def _address(mail: str) -> str:
    mail = mail.strip()
    if mail and not is_address(mail):
        raise UsageError(str(_NO_ADDRESS))
    return mail
