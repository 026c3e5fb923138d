"""A report as a letter: its head, whom it is sent to, what is enclosed, who signs it and when; headings in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from dashboard import contents
from dashboard.export.captioned import Captioned
from dashboard.export.document import Enclosure, Heading, Paragraph, Part
from dashboard.query import default
from dashboard.reports.listing import Letter
from dashboard.reports.sections import date
from indicators.dataset import Dataset
from indicators.goals.methods import METHODS
from indicators.model import Text
from indicators.periods import Period
from indicators.words import wording

_ISSUE = Text("第{issue}期", "issue {issue}")
_TO = Text("{addressee}：", "{addressee}:")
_ENCLOSED, _ENCLOSED_FIRST = (
    Text("附件：{title}", "Enclosure: {title}"),
    Text("附件：1. {title}", "Enclosures: 1. {title}"),
)
_ENCLOSED_NEXT = Text("　　　{number}. {title}", "　　　　　{number}. {title}")
_LABEL, _ONLY = Text("附件{number}", "Enclosure {number}"), Text("附件", "Enclosure")
_REMARK = Text(
    "注：本期数据取自{site}{release}（{date}发布），目标按{method}评价。",
    "Figures of {site}, {release} ({date}); goals judged by {method}.",
)
_NUMERALS = str(Text("一二三四五六七八九", "123456789"))
_TEN = str(Text("十", "10"))
_HEADS = (Text("{numeral}、{text}", "{numeral}. {text}"), Text("（{numeral}）{text}", "({numeral}) {text}"))
_PLAIN_HEAD = "{number}. {text}"


def period(letter: Letter, on: Period) -> str:
    """Return the period of a letter in words: the one that it names, or that of the figures."""
    if not letter.period:
        return wording.period(on)
    try:
        return wording.period(Period.parse(letter.period))
    except ValueError:
        return letter.period


def written(letter: Letter, parts: Sequence[Part], dataset: Dataset) -> tuple[tuple[Part, ...], tuple[str, ...], str]:
    """Return the parts of a letter in their order, what stands above its title, and who issues it."""
    city, release = dataset.city, dataset.city.release
    issuer = letter.issuer or city.bulletin_says("issuer") or str(city.name)
    first = next((at for at, part in enumerate(parts) if isinstance(part, Enclosure)), len(parts))
    titles = [part.title for part in parts[first:] if isinstance(part, Enclosure)]
    addressee = letter.addressee or city.bulletin_says("addressee")
    opening = [Paragraph(str(_TO).format(addressee=addressee.rstrip(str(_TO)[-1])), "addressee")] if addressee else []
    signed = (letter.signature or issuer, _dated(letter.date) or date(release.date))
    site = contents.title(dataset)
    method = METHODS[default(dataset).method].name
    remark = str(_REMARK).format(site=site, release=str(release.name), date=date(release.date), method=method)
    closing = [*(Paragraph(line, "enclosed") for line in _enclosed(titles))]
    closing += [Paragraph(line, "signed") for line in signed]
    closing.append(Paragraph(remark, "remark"))
    head = (issuer, letter.number or str(_ISSUE).format(issue=letter.issue or release.number))
    # Release and method are said once, by the remark.
    parts = [replace(part, is_stamped=False) if isinstance(part, Captioned) else part for part in parts]
    return (*opening, *parts[:first], *closing, *parts[first:]), head, issuer


def _dated(words: str) -> str:
    try:
        return date(dt.date.fromisoformat(words))
    except ValueError:
        return words


def _enclosed(titles: Sequence[str]) -> list[str]:
    if len(titles) == 1:
        return [str(_ENCLOSED).format(title=titles[0])]
    words = (_ENCLOSED_FIRST if number == 1 else _ENCLOSED_NEXT for number in range(1, len(titles) + 1))
    return [
        str(line).format(number=at, title=title) for at, (line, title) in enumerate(zip(words, titles, strict=True), 1)
    ]


def labelled(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return parts with their enclosures labelled: by number, or where there is one alone as the enclosure."""
    count = sum(isinstance(one, Enclosure) for one in parts)
    done: list[Part] = []
    for part in parts:
        number = 1 + sum(isinstance(one, Enclosure) for one in done)
        label = str(_LABEL).format(number=number) if count > 1 else str(_ONLY)
        done.append(replace(part, label=label) if isinstance(part, Enclosure) else part)
    return tuple(done)


def numbered(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return parts with their headings numbered: 一、 then （一） then 1., each anew below the next higher."""
    counts = [0, 0, 0]
    result: list[Part] = []
    for part in parts:
        if isinstance(part, Heading):
            level = part.level - 1
            counts = [*counts[:level], counts[level] + 1, *[0] * (len(counts) - level - 1)]
            result.append(replace(part, text=_numbered(level, counts[level], part.text)))
        else:
            result.append(part)
    return tuple(result)


def _numbered(level: int, number: int, text: str) -> str:
    if level < len(_HEADS):
        return str(_HEADS[level]).format(numeral=Text(numeral(number), str(number)), text=text)
    return _PLAIN_HEAD.format(number=number, text=text)


def numeral(number: int) -> str:
    """Return a number below a hundred as Chinese counts: 12 is 十二."""
    tens, ones = divmod(number, 10)
    before = (_NUMERALS[tens - 1] if tens > 1 else "") + _TEN if tens else ""
    return before + (_NUMERALS[ones - 1] if ones else "")
