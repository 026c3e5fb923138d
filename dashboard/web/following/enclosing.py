"""Mails that carry a file: what a kept list became at a release, sent to the address that its owner named."""

from __future__ import annotations

import mimetypes
from email.message import EmailMessage
from email.utils import make_msgid
from urllib.parse import urlsplit

from dashboard import contents
from dashboard.reports.listing import read
from dashboard.settings import Settings
from dashboard.web.following import letters
from indicators.dataset import Dataset
from indicators.language import speaking
from indicators.model import Text
from indicators.releases.reports import KeptReport

_LARGEST = 10 * 1024 * 1024
_SUBJECT = Text("{site}：{name}（{release}）", "{site}: {name} ({release})")
_WORDS = Text(
    "{release}（{date}发布）已按清单“{name}”生成文件。\n\n{where}\n\n"
    "本邮件按报告页上留存的清单寄出；不再需要时，请留存人在该页取消自动生成。",
    "{release}, published on {date}: the file of the list {name} was made.\n\n{where}\n\n"
    "This is sent because somebody keeps that list, who can end it on the page of reports.",
)
_ENCLOSED, _FETCH = (
    Text("文件见附件，也可在 {page} 取得。", "The file is enclosed, and also at {page}."),
    Text("文件较大，请在 {page} 取得。", "The file is too large for a mail: take it at {page}."),
)


def mail(settings: Settings, dataset: Dataset, report: KeptReport, name: str, content: bytes) -> EmailMessage:
    """Return the mail with the file of a list, in the language of the list; a large file is not in it."""
    release = dataset.city.release
    with speaking(read(report.text).language):
        fits = len(content) <= _LARGEST
        where = str(_ENCLOSED if fits else _FETCH).format(page=f"{settings.address}/report?list={report.number}")
        words = {"site": contents.title(dataset), "name": report.name, "release": str(release.name)}
        made = EmailMessage()
        made["Subject"], made["To"] = str(_SUBJECT).format(**words), report.mail
        made["Message-ID"] = make_msgid(domain=urlsplit(settings.address).hostname)
        made.set_content(str(_WORDS).format(**words, date=release.date, where=where))
    if fits:
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        main, _, sub = kind.partition("/")
        made.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return made


def send(settings: Settings, dataset: Dataset, report: KeptReport, name: str, content: bytes) -> None:
    """Send the file of a list to the address that is named for it. Raises OSError where the mail server fails."""
    letters.send(settings, mail(settings, dataset, report, name, content))
