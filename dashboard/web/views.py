"""What an address answers: a page and its status. A page about a release is worked out once a release and query."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import flask
from dash.development.base_component import Component
from markupsafe import Markup

from dashboard import addressing, contents, site
from dashboard.exhibits.figures.corrections import Since
from dashboard.kit import helping
from dashboard.kit.markup import markup
from dashboard.pages import PAGES, Page
from dashboard.query import NAMES, BadQueryError, release_of
from dashboard.web import auth, delivery
from dashboard.web.interface import trying
from dashboard.web.office import desk, sends_mail
from indicators.accounts import DeniedError, may
from indicators.dataset import Dataset
from indicators.language import language
from indicators.problems import BeingCounted, UnknownName

ABOUT = "X-Release"
_DIGITS = 9
Looks = tuple[Since | None, bool]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class View:
    """The page at an address: its markup, its status, its title, and the release that it is about.

    `is_pinned` says that the address names the release; `is_lasting` that the page is the same as long as there is that
    release; `has_callbacks` that Dash takes it over when its script has come. One that `is_alone` has `scripts` or
    forms of its own: it is always loaded whole, and so is what it leads to.
    """

    content: Markup
    status: int
    title: str
    dataset: Dataset
    is_pinned: bool = False
    is_lasting: bool = False
    has_callbacks: bool = False
    is_alone: bool = False
    scripts: tuple[str, ...] = ()


def layout(page: Page) -> Callable[..., Any]:
    """Return the function that Dash calls with the parts of a URL. It finds its desk in the server that is asked."""

    def of_page(name: str = "", **values: Any) -> Any:  # noqa: ANN401 - whatever a URL holds
        params = {key: _last(value) for key, value in values.items() if value}
        return _answer(page, name, params, _values, None)[0]

    return of_page


def not_found(**_: Any) -> Component:  # noqa: ANN401 - whatever a URL holds
    """Return the page for an address that no page has; Dash calls it with the parts of the URL."""
    return site.not_found(desk().dataset())


def view(path: str, params: Mapping[str, str]) -> View:
    """Return the page at an address. A reader who names a release in a header is answered about that one."""
    if path in _OF_NO_RELEASE:
        return _OF_NO_RELEASE[path](desk().dataset())
    try:
        page, name = contents.page_at(path, PAGES)
    except UnknownName:
        dataset = desk().dataset()
        return View(markup(site.not_found(dataset)), 404, f"{site.NOT_FOUND} · {contents.title(dataset)}", dataset)
    dataset = _dataset(page, params)
    content, status = _answer(page, name, params, _drawn, dataset.city.release.number)
    is_pinned = not page.office and bool(params.get("release"))
    has_name = status == 200 and not page.office  # noqa: PLR2004 - the status of what is there
    heading = contents.heading(dataset, page, name) if has_name else str(dataset.city.says(page.title))
    return View(
        content=markup(content),
        status=status,
        title=f"{heading} · {contents.title(dataset)}",
        dataset=dataset,
        is_pinned=is_pinned,
        is_lasting=has_name,
        has_callbacks=page.has_callbacks,
    )


def _manual(dataset: Dataset) -> View:
    """The manual: what is said of each page that who asks may see."""
    says = dataset.city.says
    seen = [
        page for page in PAGES if any(may(auth.who(), one, open_view=desk().policy.open_view) for one in page.needs)
    ]
    chapters = [
        helping.Chapter(
            str(says(one.title)),
            "" if "<" in one.path else one.path,
            str(says(one.question)),
            tuple(map(says, one.help)),
            _look_of(one.name),
        )
        for one in seen
    ]
    title = f"{helping.TITLE} · {contents.title(dataset)}"
    return View(markup(helping.manual(chapters)), 200, title, dataset)


def _look_of(page: str) -> str:
    """The address of the picture of a page in the language of who reads; empty where there is none."""
    name = f"manual/{page}-{language()}.webp"
    return delivery.asset(name) if name in delivery.named("manual/*.webp") else ""


def _interface(dataset: Dataset) -> View:
    """The page on which the interface for programs is tried."""
    title = f"{trying.TITLE} · {contents.title(dataset)}"
    return View(markup(trying.page()), 200, title, dataset, is_alone=True, scripts=trying.SCRIPTS)


_OF_NO_RELEASE: Mapping[str, Callable[[Dataset], View]] = {helping.MANUAL: _manual, trying.ADDRESS: _interface}


def _dataset(page: Page, params: Mapping[str, str]) -> Dataset:
    """The dataset of the release that a page is about; the current one where it names none that there is."""
    try:
        return desk().dataset(None if page.office else _release(params))
    except (BadQueryError, UnknownName):
        return desk().dataset()


def _release(params: Mapping[str, str]) -> int | None:
    """The release that an address names, or else that of the page from which the reader came."""
    number = flask.request.headers.get(ABOUT, "")
    return release_of(params) or (int(number) if number.isdecimal() and len(number) <= _DIGITS else None)


def _answer(
    page: Page, name: str, params: Mapping[str, str], question: Callable[..., Any], release: int | None
) -> tuple[Any, int]:
    """A page and its status, about a release unless the address names another; a reader always gets a sentence."""
    try:
        if page.office:
            return site.office(desk(), auth.admit(page.needs), page, name, params), 200
        pairs = tuple(sorted((key, value) for key, value in params.items() if key in NAMES | contents.OF_A_PAGE))
        pinned = release_of(params)
        looks = (_since(pinned) if pinned is not None else None, sends_mail())
        return desk().answer(question, page, name, pairs, looks, release=pinned or release), 200
    except DeniedError as error:
        here = flask.request.referrer or page.path
        return site.denied(str(error), here, signed_in=auth.who() is not None), 403
    except BeingCounted as error:
        return site.being_counted(error), 503
    except UnknownName as error:
        return site.refused(error), 404
    except BadQueryError as error:
        return site.refused(error, page.path.replace("<name>", name)), 400
    except Exception:  # noqa: BLE001 - see above
        _log.exception("page %s failed for %s %s", page.name, name, params)
        return site.broken(), 500


def _since(release: int) -> Since:
    """What was corrected since a release that an address names."""
    dataset = desk().dataset()
    found = tuple(one for one in dataset.corrections if one.release.number > release)
    return Since(dataset.city.release.number, found)


def _values(dataset: Dataset, page: Page, name: str, pairs: site.Pairs, looks: Looks) -> Any:  # noqa: ANN401 - what Dash writes as JSON
    """A page as plain values: turning components into them takes longest.

    `looks` says of an address that names the release what was corrected since, and whether what the page is about is
    followed by mail too.
    """
    since, by_mail = looks
    drawn = site.render(dataset, page, name, pairs, since=since, by_mail=by_mail)
    return addressing.addressed(drawn, dataset.city.release.number, pinned=since is not None)


def _drawn(dataset: Dataset, page: Page, name: str, pairs: site.Pairs, looks: Looks) -> Markup:
    return markup(_values(dataset, page, name, pairs, looks))


def _last(value: object) -> str:
    return str(value[-1]) if isinstance(value, list) and value else str(value)
