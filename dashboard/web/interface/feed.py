"""What changed, for who follows it: releases and the lights that flipped with each, as an Atom feed.

Without filters the feed tells of every release; `indicator`, `region` and `goal` leave the lights of those alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

import flask
from markupsafe import Markup

from dashboard import contents
from dashboard.web import delivery
from dashboard.web.interface import news
from dashboard.web.interface.news import News
from dashboard.web.office import desk, public_address
from indicators.language import Count, language
from indicators.model import Text
from indicators.problems import UnknownName
from indicators.releases.release import ReleaseRecord
from indicators.words import wording

_MOST = 10  # releases
_TITLE = Text("{site}：更新", "{site}: updates")
_OF = Text("{site}：{names}的更新", "{site}: updates of {names}")
_RELEASE = Text("{name}发布", "{name} published")
_COUNTS = Text(
    "{reason}。新增{added}行，修改{altered}行，取消{removed}行。",
    "{reason}. {added} {added:row|rows} added, {altered} altered, {removed} removed.",
)
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


def connect(server: flask.Flask) -> None:
    """Add the feed to a server whose extensions hold a desk."""
    server.add_url_rule(contents.FEED, "feed", _feed)


def _feed() -> flask.Response:
    chosen = {name: flask.request.args[name] for name in news.NAMES if flask.request.args.get(name)}
    dataset = desk().dataset()
    try:
        names = [news.NAMES[name](dataset, value) for name, value in chosen.items()]
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
        counts = {"added": Count(record.added), "altered": record.altered, "removed": record.removed}
        words = str(_COUNTS).format(reason=record.reason, **counts)
        title = str(_RELEASE).format(name=str(record.release.name))
        yield _entry(city, record, News("release", title, f"?release={record.number}", words))
    if record.follows is not None:
        for one in desk().answer(news.lights, desk().dataset, record.follows, release=record.number):
            if all(news.is_about(one, kind, name) for kind, name in chosen.items()):
                yield _entry(city, record, one)


def _entry(city: str, record: ReleaseRecord, one: News) -> Markup:
    return _ENTRY.format(
        id=_tag(city, record.at, str(record.number), one.what),
        title=one.title,
        updated=_moment(record.at),
        page=public_address() + one.page,
        summary=one.words,
    )


def _tag(city: str, at: dt.datetime, *what: str) -> str:
    """The name of an entry for ever, wherever the site stands."""
    return f"tag:{city}.innovation-dashboard,{at:%Y-%m-%d}:{'/'.join(what)}"


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
