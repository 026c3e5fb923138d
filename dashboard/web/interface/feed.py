"""What changed, for who follows it: releases and the lights that flipped with each, as an Atom feed.

Without filters the feed tells of every release; `indicator`, `region` and `goal` leave the lights of those alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlencode

import flask
from markupsafe import Markup

from dashboard import contents
from dashboard.exhibits import common
from dashboard.web import delivery
from dashboard.web.office import desk, public_address
from indicators.dataset import Dataset
from indicators.goals.methods import WORDS, Verdict
from indicators.language import language
from indicators.model import Text
from indicators.problems import UnknownName
from indicators.releases.release import ReleaseRecord
from indicators.views import standings
from indicators.views.standings import Flip
from indicators.words import wording

_MOST = 10  # releases
_TITLE = Text("{site}：更新", "{site}: updates")
_OF = Text("{site}：{names}的更新", "{site}: updates of {names}")
_RELEASE = Text("{name}发布", "{name} published")
_COUNTS = Text(
    "{reason}。新增{added}行，修改{altered}行，取消{removed}行。",
    "{reason}. {added} rows added, {altered} altered, {removed} removed.",
)
_FLIP = Text("{name}：{before} → {after}", "{name}: {before} → {after}")
_ABOUT = Text("{place}；{release}", "{place}; {release}")
_NEW, _GONE = Text("新列入", "new"), Text("已取消", "taken back")
_FEED = Markup("""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">
<id>{id}</id>
<title>{title}</title>
<updated>{updated}</updated>
<author><name>{author}</name></author>
<link rel="self" type="application/atom+xml" href="{here}"/>
<link rel="alternate" type="text/html" href="{page}"/>
{entries}
</feed>
""")
_ENTRY = Markup("""<entry>
<id>{id}</id>
<title>{title}</title>
<updated>{updated}</updated>
<link rel="alternate" type="text/html" href="{page}"/>
<summary>{summary}</summary>
</entry>""")


@dataclass(frozen=True, slots=True)
class _News:
    """One thing that changed with a release: its title, its page, words about it, and what it is of."""

    what: str
    title: str
    page: str
    words: str
    about: tuple[tuple[str, str], ...] = ()


def connect(server: flask.Flask) -> None:
    """Add the feed to a server whose extensions hold a desk."""
    server.add_url_rule(contents.FEED, "feed", _feed)


def _feed() -> flask.Response:
    chosen = {name: flask.request.args[name] for name in _FOLLOWED if flask.request.args.get(name)}
    dataset = desk().dataset()
    try:
        names = [_FOLLOWED[name](dataset, value) for name, value in chosen.items()]
    except UnknownName as error:
        return flask.Response(str(error), 404, content_type="text/plain; charset=utf-8")
    records = desk().shelf.records()[:_MOST]
    site = contents.title(dataset)
    written = _FEED.format(
        language=language().tag,
        id=_tag(dataset.city.id, records[-1].at, "feed", urlencode(chosen)),
        title=str(_OF).format(site=site, names=wording.listed(names)) if names else str(_TITLE).format(site=site),
        updated=_moment(records[0].at),
        author=site,
        here=public_address().rstrip("/") + flask.request.full_path.rstrip("?"),
        page=public_address(),
        entries=Markup("\n").join(entry for record in records for entry in _entries(dataset.city.id, record, chosen)),
    )
    answer = flask.Response(str(written), content_type="application/atom+xml; charset=utf-8")
    return delivery.marked(answer, is_lasting=False)


def _entries(city: str, record: ReleaseRecord, chosen: Mapping[str, str]) -> Iterable[Markup]:
    """The lights that flipped with a release, and the release itself where everything is followed."""
    if not chosen:
        counts = {"added": record.added, "altered": record.altered, "removed": record.removed}
        words = str(_COUNTS).format(reason=record.reason, **counts)
        title = str(_RELEASE).format(name=str(record.release.name))
        yield _entry(city, record, _News("release", title, f"?release={record.number}", words))
    if record.follows is not None:
        for one in desk().answer(_flipped, record.follows, release=record.number):
            if chosen.items() <= dict(one.about).items():
                yield _entry(city, record, one)


def _flipped(dataset: Dataset, follows: int) -> tuple[_News, ...]:
    return tuple(_news(dataset, one) for one in standings.flips(desk().dataset(follows), dataset))


def _news(dataset: Dataset, flip: Flip) -> _News:
    key, release = flip.target.key, dataset.city.release
    name = f"{common.place(dataset, key)} {common.name(dataset, key)}"
    due = f"{wording.due(flip.target)} {wording.goal(flip.target, dataset.indicator(key.indicator))}"
    page = common.page_of(dataset, key).lstrip("/")
    return _News(
        f"goal/{flip.target.id}",
        str(_FLIP).format(name=name, before=_word(flip.before, _NEW), after=_word(flip.after, _GONE)),
        f"{page}{'&' if '?' in page else '?'}release={release.number}#goals",
        str(_ABOUT).format(place=due, release=str(release.name)),
        (("indicator", key.indicator), ("region", key.region), ("goal", flip.target.id)),
    )


def _entry(city: str, record: ReleaseRecord, news: _News) -> Markup:
    return _ENTRY.format(
        id=_tag(city, record.at, str(record.number), news.what),
        title=news.title,
        updated=_moment(record.at),
        page=public_address() + news.page,
        summary=news.words,
    )


def _word(verdict: Verdict | None, absent: Text) -> str:
    return str(WORDS[verdict]) if verdict else str(absent)


def _tag(city: str, at: dt.datetime, *what: str) -> str:
    """The name of an entry for ever, wherever the site stands."""
    return f"tag:{city}.innovation-dashboard,{at:%Y-%m-%d}:{'/'.join(what)}"


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


_FOLLOWED: Mapping[str, Callable[[Dataset, str], str]] = MappingProxyType(
    {
        "indicator": lambda dataset, name: str(dataset.indicator(name).name),
        "region": lambda dataset, name: str(dataset.region(name).name),
        "goal": lambda dataset, name: common.name(dataset, dataset.target(name).key),
    }
)
