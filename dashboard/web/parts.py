"""Parts of pages that come when they are opened: the table of an exhibit, the rest of a list, the card of a light."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import flask

from dashboard import addressing, contents
from dashboard.exhibits import common
from dashboard.exhibits.exhibit import Exhibit
from dashboard.kit import frame, marks
from dashboard.kit.folding import Place
from dashboard.kit.markup import markup
from dashboard.kit.sorting import order
from dashboard.pages import PAGES, Page
from dashboard.query import NAMES, BadQueryError, parse, release_of
from dashboard.web import auth, delivery
from dashboard.web.office import desk
from indicators.accounts import DeniedError
from indicators.dataset import Dataset
from indicators.model import Text
from indicators.problems import BeingCounted, InnovationError, UnknownName, UsageError
from indicators.views.scoreboard import assessment_of

_PART, _EXHIBIT = Text("部分", "Part"), Text("图表", "Exhibit")
_FAILED = Text("程序出错，这一部分没有取到；错误已记入服务器日志", "A fault of ours; it was logged")
_DIGITS = 7
_log = logging.getLogger(__name__)
_Params = Mapping[str, str]


def connect(server: flask.Flask) -> None:
    """Add the addresses of parts to a server whose extensions hold a desk."""
    server.add_url_rule(
        f"{common.CARDS}/<goal>/<on>/<method>", "card", lambda **named: _answered(partial(_card, named))
    )
    server.add_url_rule("/part/<path:rest>", "part", lambda rest: _answered(lambda params: _part(rest, params)))


def _answered(find: Callable[[_Params], tuple[Any, bool]]) -> flask.Response:
    """A part as HTML; what cannot be found is a sentence, with 403, 404 or 500.

    `find` gives its components, and whether they never change for a release.
    """
    params = dict(flask.request.args.items())
    try:
        dataset = desk().dataset(release_of(params))
        found, is_lasting = find(params)
        drawn = addressing.addressed(found, dataset.city.release.number, pinned=addressing.PINNED in params)
    except DeniedError as error:
        return _refused(error, 403)
    except BeingCounted:
        raise  # answered alike for every address
    except (BadQueryError, InnovationError) as error:
        return _refused(error, 404)
    except Exception:  # noqa: BLE001 - whatever a part does, a reader gets a sentence
        _log.exception("part %s failed", flask.request.full_path)
        return _refused(UsageError(str(_FAILED)), 500)
    response = flask.Response(str(markup(drawn)), content_type="text/html; charset=utf-8")
    return delivery.marked(response, is_lasting=is_lasting and "release" in params)


def _card(named: _Params, params: _Params) -> tuple[Any, bool]:
    """The method card of a goal, as of a year and by a method."""
    dataset = desk().dataset(release_of(params))
    query, target = parse({"on": named["on"], "method": named["method"]}, dataset), dataset.target(named["goal"])
    return marks.card(common.light(dataset, assessment_of(dataset, target, query.on, query.method))), True


def _part(rest: str, params: _Params) -> tuple[Any, bool]:
    """One part of an exhibit; those of staff are made anew for the person who asks. Raises UnknownName, DeniedError."""
    place, _, what = rest.rpartition("/")
    path, _, exhibit = place.rpartition("/")
    page, name = contents.page_at(f"/{path}", PAGES)
    start = params.get("from", "0")
    first = int(start) if start.isdecimal() and len(start) < _DIGITS else 0
    one, where = (_of_staff if page.office else _published)(page, name, params, exhibit)
    found = frame.part(one, where, what, first)
    if found is None:
        raise UnknownName(_PART, what[:20], ("table", "rows0"))
    return found, page.office is None


def _published(page: Page, name: str, params: _Params, exhibit: str) -> tuple[Exhibit, Place]:
    pairs = tuple(sorted((key, value) for key, value in params.items() if key in NAMES))
    release = release_of(params)
    dataset = desk().dataset(release)
    one = _chosen(desk().answer(_exhibits, page, name, pairs, release=release), exhibit)
    return one, contents.place(
        dataset, page, name, parse(dict(pairs), dataset), one, by=order(params.get(contents.SORT, ""))
    )


def _exhibits(dataset: Dataset, page: Page, name: str, pairs: tuple[tuple[str, str], ...]) -> tuple[Exhibit, ...]:
    return contents.exhibits(dataset, page, name, parse(dict(pairs), dataset))


def _of_staff(page: Page, name: str, params: _Params, exhibit: str) -> tuple[Exhibit, Place]:
    own = {key: value for key, value in params.items() if key not in {"from", addressing.PINNED}}
    one = _chosen(contents.of_staff(desk(), auth.admit(page.needs), page, name, own), exhibit)
    return one, contents.place_of_staff(page, name, own, one)


def _chosen(exhibits: tuple[Exhibit, ...], name: str) -> Exhibit:
    by_id = {one.id: one for one in exhibits}
    if name not in by_id:
        raise UnknownName(_EXHIBIT, name[:80], by_id)
    return by_id[name]


def _refused(error: BadQueryError | InnovationError, status: int) -> flask.Response:
    sentence = str(error.text) if isinstance(error, BadQueryError) else str(error)
    return flask.Response(sentence, status, content_type="text/plain; charset=utf-8")
