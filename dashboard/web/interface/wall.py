"""Exhibits without the frame of the site: a wall that rotates through some.

`/wall?show=overview:headline,goals:ways&every=20` is for a screen that nobody sits at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import flask
from dash import html
from markupsafe import Markup

from dashboard import contents
from dashboard.exhibits.exhibit import Exhibit
from dashboard.kit import frame, strip
from dashboard.kit.folding import Place
from dashboard.kit.markup import markup
from dashboard.query import NAMES, BadQueryError, Query, parse, release_of
from dashboard.web import delivery, document
from dashboard.web.office import desk
from indicators.dataset import Dataset
from indicators.language import language
from indicators.model import Text
from indicators.problems import BeingCounted, InnovationError, UnknownName, UsageError

ADDRESS = "/wall"
_USUAL = "overview:headline,overview:tally,goals:ways,regions:matrix"
_PLAIN = "text/plain; charset=utf-8"
_MOST, _LEAST_SECONDS, _MOST_SECONDS, _USUAL_SECONDS = 24, 5, 600, 20
_PAGE = Text("页面", "Page")
_NO_EXHIBIT = Text(
    "show={value} 写法不对，请写成 show=overview:headline,goals:ways",
    "show={value} cannot be read: write show=overview:headline,goals:ways",
)
_NO_SECONDS = Text(
    "every={value} 不是秒数，请写 {least} 到 {most} 之间的数", "Every={value}: write {least} to {most} seconds"
)
_TITLE, _KEYS = Text("大屏", "Wall"), Text("← → 换页，空格暂停", "Arrow keys turn, space pauses")
_STYLES = ("1-tokens.css", "2-frame.css", "3-blocks.css", "wall/wall.css")
_SCRIPTS = ("base.js", "charts.js", "wall/wall.js")
_DOCUMENT = Markup("""<!DOCTYPE html>
<html lang="{language}" class="{kind}"{about}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="{icon}">
{files}
</head>
<body>
{body}
</body>
</html>
""")
_STYLE, _SCRIPT = Markup('<link rel="stylesheet" href="{}">'), Markup('<script src="{}" defer></script>')


def connect(server: flask.Flask) -> None:
    """Add the wall to a server whose extensions hold a desk."""
    server.add_url_rule(ADDRESS, "wall", _wall)


def _wall() -> flask.Response:
    """Answer the wall; what there is not is a sentence with 404, what cannot be read one with 400."""
    params = dict(flask.request.args.items())
    try:
        every = _seconds(params.get("every", ""))
        release = release_of(params)
        dataset = desk().dataset(release)
        pairs = tuple(sorted((name, value) for name, value in params.items() if name in NAMES))
        slides = desk().answer(_slides, params.get("show", ""), pairs, release=release)
    except BeingCounted as error:  # a screen that nobody sits at asks again by itself
        return flask.Response(str(error), 503, {"Refresh": "5", "Retry-After": "5"}, content_type=_PLAIN)
    except (BadQueryError, InnovationError) as error:
        sentence = str(error.text) if isinstance(error, BadQueryError) else str(error)
        status = 400 if isinstance(error, (BadQueryError, UsageError)) else 404
        return flask.Response(sentence, status, content_type=_PLAIN)
    answer = flask.Response(_document(dataset, slides, every), content_type="text/html; charset=utf-8")
    return delivery.marked(answer, is_lasting=False)


def _seconds(value: str) -> int:
    """How long each exhibit stands. Raises UsageError for what is no number of seconds."""
    if not value:
        return _USUAL_SECONDS
    number = int(value) if value.isdecimal() and len(value) <= len(str(_MOST_SECONDS)) else 0
    if not _LEAST_SECONDS <= number <= _MOST_SECONDS:
        words = {"value": value[:20], "least": _LEAST_SECONDS, "most": _MOST_SECONDS}
        raise UsageError(str(_NO_SECONDS).format(**words))
    return number


def _slides(dataset: Dataset, show: str, pairs: tuple[tuple[str, str], ...]) -> Markup:
    """The exhibits of a wall as markup: those of the usual ones that a city has, where none are named.

    Raises UnknownName, UsageError where one that is named is not there.
    """
    query = parse(dict(pairs), dataset)
    chosen = [_exhibit(dataset, part, query) for part in show.split(",")[:_MOST]] if show else _usual(dataset, query)
    places = ["slide here", *["slide"] * len(chosen)]  # the first is seen before any script turns them
    slides = zip(chosen, places, strict=False)
    return markup([html.Div(frame.exhibit(one, Place("", "", "")), className=place) for one, place in slides])


def _usual(dataset: Dataset, query: Query) -> list[Exhibit]:
    found = []
    for part in _USUAL.split(","):
        with suppress(UnknownName):
            found.append(_exhibit(dataset, part, query))
    return found


def _exhibit(dataset: Dataset, part: str, query: Query) -> Exhibit:
    name, mark, exhibit = part.strip().partition(":")
    if not mark:
        raise UsageError(str(_NO_EXHIBIT).format(value=part[:40]))
    by_name = {page.name: page for page in contents.PUBLISHED if "<" not in page.path}
    if name not in by_name:
        raise UnknownName(_PAGE, name[:40], by_name)
    by_id = {one.id: one for one in contents.exhibits(dataset, by_name[name], "", query)}
    if exhibit not in by_id:
        raise UnknownName(Text("图表", "Exhibit"), exhibit[:40], by_id)
    return by_id[exhibit]


def _document(dataset: Dataset, slides: Markup, every: int) -> str:
    release = dataset.city.release
    quiet: Mapping[str, Any] = {"data-every": str(every)}
    foot = html.Footer(
        [
            html.Span(contents.title(dataset), className="site-name"),
            html.Span("", className="count"),
            html.Span(f"{release.name} · {release.date}", className="release-name"),
            html.Time("", className="clock"),
        ],
        title=str(_KEYS),
    )
    head = html.H1(str(_TITLE), className="unseen")
    body = markup([html.Main([head, html.Div("SLIDES")], id="wall", **quiet), foot, strip.strip()])
    return bare("wall", dataset, str(_TITLE), _STYLES, _SCRIPTS, body.replace(Markup("<div>SLIDES</div>"), slides))


def bare(kind: str, dataset: Dataset, title: str, styles: Sequence[str], scripts: Sequence[str], body: Markup) -> str:
    """Return a document without the frame of the site, of a `kind` that its styles know."""
    files = [_STYLE.format(delivery.asset(name)) for name in styles]
    files += [_SCRIPT.format(delivery.asset(name)) for name in scripts]
    return _DOCUMENT.format(
        language=language().tag,
        kind=kind,
        about=document.about(dataset.city.release.number),
        title=f"{title} · {contents.title(dataset)}",
        icon=delivery.asset("favicon.svg"),
        files=Markup("\n").join(files),
        body=body,
    )
