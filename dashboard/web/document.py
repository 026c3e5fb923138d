"""The first answer of a page: an HTML document that holds its content, so that it is read before any script runs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import brotli
import dash
import flask
from markupsafe import Markup

from dashboard import contents, site
from dashboard.kit.markup import markup
from dashboard.web import auth, delivery, views
from dashboard.web.identity import watermark
from dashboard.web.language import address
from dashboard.web.office import desk, public_address
from indicators.dataset import Dataset
from indicators.language import Language, language
from indicators.model import Text

CURRENT = "X-Current-Release"
_WHOLE_PLOTLY = "/_dash-component-suites/plotly/package_data/plotly.min.js"
_PLOTLY, _LOCALE = "vendor/plotly-1-cartesian.min.js", "vendor/plotly-2-locale-zh-cn.js"
_DOCUMENT = Markup("""<!DOCTYPE html>
<html lang="{language}"{about}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="{icon}">
<link rel="alternate" type="application/atom+xml" title="{follow}" href="{feed}">
{oembed}{files}
</head>
<body>
{body}
{dash}
</body>
</html>
""")
_OEMBED = Markup('<link rel="alternate" type="application/json+oembed" href="{address}" title="{title}">\n')
_SOON = 503
_FOLLOW = Text("订阅更新", "Follow")
_ROBOTS = "User-agent: *\nDisallow: /export/\nDisallow: /part/\nDisallow: /sign-in\n"
_STYLE = Markup('<link rel="stylesheet" href="{}">')
_SCRIPT, _SCRIPT_FIRST = Markup('<script src="{}" defer></script>'), Markup('<script src="{}"></script>')
_ENTRY = Markup('<div id="dash" hidden>{}</div>')


class Site(dash.Dash):
    """A Dash application whose first answers hold their pages; Dash takes over those that have callbacks."""

    def index(self, *_args: Any, **_kwargs: Any) -> Any:  # noqa: ANN401 - the parts of a path; an answer of flask's
        """Answer an address with its page: 404 where there is none, 304 where it is as it was."""
        params = {name: values[-1] for name, values in flask.request.args.lists() if values[-1]}
        flask.g.view = view = views.view(flask.request.path, params)
        if view.has_callbacks:
            return _answer(view, super().index())  # type: ignore[no-untyped-call]
        if not view.is_lasting or auth.who() is not None or watermark.words():
            return _answer(view, _document(view))
        return _of_everybody(view)

    def interpolate_index(self, **kwargs: str) -> str:  # type: ignore[override]
        """Return the document of a page that Dash takes over, with all that Dash needs for it."""
        parts = [Markup(kwargs[name]) for name in ("config", "scripts", "renderer")]  # noqa: S704 - written by Dash
        return _document(flask.g.view, Markup(kwargs["app_entry"]), Markup("\n").join(parts))  # noqa: S704

    @staticmethod
    def _serve_default_favicon() -> flask.Response:
        """Answer what browsers ask for by themselves with the site's own sign."""
        return flask.send_from_directory(delivery.ASSETS, "favicon.ico")


@dataclass(frozen=True, slots=True)
class _Written:
    """A document as every reader gets it who is not signed in: compressed, and a mark of its content."""

    compressed: bytes
    mark: str


def _of_everybody(view: views.View) -> flask.Response:
    """Answer with a document that is written once as long as nothing that stands in it is another."""
    about = (flask.request.full_path, view.is_pinned, _current(), desk().shelf.notice(), _embeddable_at())
    written = desk().answer(_write, *about, release=view.dataset.city.release.number)
    if not flask.request.accept_encodings["br"]:
        return _answer(view, brotli.decompress(written.compressed), written.mark)
    answer = _answer(view, written.compressed, written.mark)
    answer.headers["Content-Encoding"] = "br"
    answer.vary.add("Accept-Encoding")
    return answer


def _write(_dataset: Dataset, *_about: object) -> _Written:
    text = _document(flask.g.view).encode()
    return _Written(brotli.compress(text, quality=5), hashlib.sha256(text).hexdigest()[:24])


def connect(server: flask.Flask) -> None:
    """Add where an open page asks whether it is still the newest and its reader signed in, and what robots ask for."""
    server.add_url_rule("/_release", "release", _release)
    server.add_url_rule("/robots.txt", "robots", lambda: flask.Response(_ROBOTS, content_type="text/plain"))
    server.extensions["framed"] = _framed


def _framed(content: Markup, title: str, status: int) -> flask.Response:
    """Answer a page of now, such as a door, within the frame of the site; nothing keeps it."""
    dataset = desk().dataset()
    view = views.View(content, status, f"{title} · {contents.title(dataset)}", dataset, is_alone=True)
    answer = flask.Response(_document(view), status, content_type="text/html; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _release() -> flask.Response:
    waiting = desk().waiting(auth.who())
    answer = flask.jsonify(
        release=_current(), who=_who(), waiting=waiting.count, waiting_words=site.waiting_in_words(waiting)
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _current() -> int:
    return desk().dataset().city.release.number


def _who() -> str:
    account = auth.who()
    return account.name if account else ""


def _answer(view: views.View, text: str | bytes, mark: str = "") -> flask.Response:
    answer = flask.Response(text, view.status, content_type="text/html; charset=utf-8")
    answer.headers["Vary"] = f"Cookie, Accept-Language, {views.ABOUT}"
    answer.headers[CURRENT] = str(_current())
    if view.status == _SOON:
        answer.headers["Refresh"] = answer.headers["Retry-After"] = "5"
    if view.is_lasting:
        answer.headers[views.ABOUT] = str(view.dataset.city.release.number)
    return delivery.marked(answer, is_lasting=False, mark=mark)


def _document(view: views.View, entry: Markup | None = None, dash_parts: str = "") -> str:
    script = _SCRIPT if entry is None else _SCRIPT_FIRST
    styles = _STYLE.format(delivery.asset(delivery.STYLES))
    scripts = Markup("\n").join(script.format(delivery.asset(name)) for name in (delivery.SCRIPTS, *view.scripts))
    inside = view.content if entry is None else view.content + _ENTRY.format(entry)
    here = site.Here(flask.request.path, view.is_pinned, address(language().other), desk().waiting(auth.who()))
    return _DOCUMENT.format(
        language=language().tag,
        about=_about(view),
        title=view.title,
        icon=delivery.asset("favicon.svg"),
        follow=str(_FOLLOW),
        feed=contents.FEED,
        oembed=_discovered(view),
        files=styles + scripts if entry is None else styles,
        body=markup(
            site.shell(
                view.dataset,
                auth.who(),
                inside,
                here,
                open_view=desk().policy.open_view,
                notice=desk().shelf.notice(),
            )
        ),
        dash=dash_parts if entry is None else scripts + dash_parts,  # what watches Dash's requests runs before Dash
    )


def _discovered(view: views.View) -> Markup:
    """Where programs that were given the address of a page ask how to embed it, on a site that lets others embed."""
    here = _embeddable_at()
    if not (view.is_lasting and here):
        return Markup()
    page = here + flask.request.full_path.rstrip("?")
    return _OEMBED.format(address=f"{here}{contents.OEMBED}?{urlencode({'url': page})}", title=view.title)


def _embeddable_at() -> str:
    """The address of the site, all that a document says of it; empty on a site that lets nobody embed."""
    return public_address().rstrip("/") if flask.current_app.extensions.get("embeds") else ""


def _about(view: views.View) -> Markup:
    marks = {"pinned": view.is_pinned, "alive": view.has_callbacks or view.is_alone}
    return about(view.dataset.city.release.number, **{name: "yes" for name, is_so in marks.items() if is_so})


def about(release: int, **marks: str) -> Markup:
    """Return what the scripts of a page about a release must know, as attributes of the document."""
    small = delivery.named(_PLOTLY)
    known: Mapping[str, str | None] = {
        "release": str(release),
        **marks,
        "who": _who() or None,
        "plotly": delivery.asset(_PLOTLY) if small else _WHOLE_PLOTLY,
        "locale": delivery.asset(_LOCALE) if small and language() is Language.CHINESE else None,
    }
    return Markup().join(Markup(' data-{}="{}"').format(name, value) for name, value in known.items() if value)
