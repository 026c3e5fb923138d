"""Exhibits handed out as files: /export/<page>/<exhibit>.<suffix>. FORMATS says which suffix is written by whom."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any

import flask
from plotly.io.json import to_json_plotly
from werkzeug.exceptions import HTTPException

from dashboard import contents
from dashboard.exhibits.exhibit import words
from dashboard.export.captioned import Captioned
from dashboard.export.csv import csv
from dashboard.export.document import FORM, FORMS, Document, as_asked
from dashboard.export.docx import docx
from dashboard.export.picture.choices import WIDTHS, Looks, known
from dashboard.export.picture.frame import is_pictured, picture, too_tall
from dashboard.export.pptx import pptx
from dashboard.export.raw import raw
from dashboard.export.xlsx import xlsx
from dashboard.pages import PAGES, Page
from dashboard.query import NAMES, BadQueryError, parse, release_of
from dashboard.web import auth, delivery
from dashboard.web.identity import watermark
from dashboard.web.office import desk, public_address
from indicators.accounts import DeniedError
from indicators.dataset import Dataset
from indicators.model import Text
from indicators.problems import BeingCounted, InnovationError, UnknownName, UsageError

LARGEST_PICTURE = 20 * 1024 * 1024
_FORMAT = Text("格式", "Format")
_NO_PICTURE = Text("送来的不是 PNG 图片", "What was sent is no PNG")
_FAILED = Text("程序出错，文件没有生成；错误已记入服务器日志", "A fault of ours; it was logged")
_log = logging.getLogger(__name__)
_USUAL = next(iter(FORMS))
_LOOKS = tuple(field.name for field in fields(Looks))
_PNG = b"\x89PNG\r\n\x1a\n"
_OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its media type and the function that writes it, of exhibit, picture (if any) and form."""

    media_type: str
    write: Callable[[Captioned, bytes | None, str], bytes]


def alone(exhibit: Captioned, form: str) -> Document:
    """Return a document of one exhibit in one of FORMS."""
    parts = tuple(as_asked(exhibit, FORMS[form].show))
    return Document(exhibit.title, exhibit.page, exhibit.site, exhibit.released, parts, mark=exhibit.mark)


def _written(exhibit: Captioned, drawn: bytes | None, form: str) -> bytes:
    """A document; where nobody sent a picture, its table stands for it, once."""
    document = alone(exhibit, form if drawn or form == _USUAL else "table")
    return docx(document, lambda part: None if part.form == "table" and part.table else drawn)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "xlsx": Format(f"{_OFFICE}spreadsheetml.sheet", lambda exhibit, drawn, form: xlsx([exhibit])),
        "csv": Format("text/csv; charset=utf-8", lambda exhibit, drawn, form: csv(exhibit)),
        "docx": Format(f"{_OFFICE}wordprocessingml.document", _written),
        "zip": Format("application/zip", lambda exhibit, drawn, form: raw(exhibit)),
        "pptx": Format(f"{_OFFICE}presentationml.presentation", lambda exhibit, _, form: pptx(alone(exhibit, form))),
    }
)


def connect(server: flask.Flask) -> None:
    """Add the addresses of exports to a server whose extensions hold a desk."""
    server.add_url_rule("/export/<path:rest>", "export", _handed_out, methods=["GET", "POST"])


def _handed_out(rest: str) -> flask.Response:
    """Answer one export; what cannot be answered is one sentence, with 400 or 404.

    A reader's browser may post the picture that it drew, so that a document holds it with no browser on the server.
    """
    try:
        drawn = _picture_sent() if flask.request.method == "POST" else None
        params = dict(flask.request.args.items())
        looks = Looks(**{name: value for name in _LOOKS if (value := params.pop(name, ""))})
        form = known(FORM, params.pop("form", "") or _USUAL, FORMS)
        place, _, suffix = rest.rpartition(".")
        mark = watermark.words()

        def taken() -> Captioned:
            found: Captioned = _answer(place, params, _as_it_is)
            return replace(found, mark=mark)

        if suffix == "json":
            text = _as_json(taken(), looks) if mark else _answer(place, params, _as_json, looks)
            return _marked(flask.Response(text, content_type="application/json; charset=utf-8"), place, params)
        kind = _format(suffix)
        exhibit = _set(taken(), looks)
        file = _file(kind.write(exhibit, drawn, form), f"{exhibit.file_name}.{suffix}", kind.media_type)
        return _marked(file, place, params)
    except (UnknownName, BadQueryError) as error:
        return _refused(error, 404)
    except DeniedError as error:
        return _refused(error, 403)
    except BeingCounted:
        raise  # answered alike for every address
    except InnovationError as error:
        return _refused(error, 400)
    except HTTPException:
        raise
    except Exception:  # noqa: BLE001 - whatever a writer does, a reader gets a sentence
        _log.exception("export %s failed", rest)
        return _refused(UsageError(str(_FAILED)), 500)


def _format(suffix: str) -> Format:
    if suffix not in FORMATS:
        raise UnknownName(_FORMAT, suffix[:20], (*FORMATS, "json"))
    return FORMATS[suffix]


def _picture_sent() -> bytes:
    auth.protect()
    sent = flask.request.get_data(cache=False)
    if not sent.startswith(_PNG) or len(sent) > LARGEST_PICTURE:
        raise UsageError(str(_NO_PICTURE))
    return sent


def _answer(place: str, params: Mapping[str, str], question: Callable[..., Any], *about: Looks) -> Any:  # noqa: ANN401
    """What `question` makes of the exhibit at a place.

    One of published figures is answered from memory; one of staff is made anew for the person who asks.
    """
    path, _, exhibit = place.rpartition("/")
    page, name = contents.page_at(f"/{path}", PAGES)
    host = public_address()
    if page.office:
        found = contents.captioned_of_staff(desk(), auth.admit(page.needs), page, name, params, host)
        return question(contents.chosen(found, exhibit), *about)
    pairs = tuple(sorted((key, value) for key, value in params.items() if key in NAMES))
    return desk().answer(
        _of_published, _Address(page, name, exhibit, pairs, host), question, *about, release=release_of(params)
    )


@dataclass(frozen=True, slots=True)
class _Address:
    """One exhibit of published figures as a URL asks for it."""

    page: Page
    name: str
    exhibit: str
    pairs: tuple[tuple[str, str], ...]
    host: str


def _of_published(dataset: Dataset, address: _Address, answer: Callable[..., Any], *about: Looks) -> Any:  # noqa: ANN401
    query = parse(dict(address.pairs), dataset)
    found = contents.captioned(dataset, address.page, address.name, query, address.host)
    return answer(contents.chosen(found, address.exhibit), *about)


def _as_it_is(one: Captioned) -> Captioned:
    return one


def _set(one: Captioned, looks: Looks) -> Captioned:
    """An exhibit as wide in documents as was chosen; pixels are of screens, and say nothing of paper."""
    return replace(one, width=looks.width if looks.width in WIDTHS else "")


def _as_json(one: Captioned, looks: Looks) -> str:
    """All that a reader's browser needs to hand an exhibit out: its picture, its words, its table."""
    table, on_paper = one.table, _set(one, looks)
    rows = [table.columns, *(tuple(map(words, row)) for row in table.rows)] if table else []
    drawn: str = to_json_plotly(  # pixels are floats
        {
            "title": one.title,
            "alt": one.alt,
            "name": one.file_name,
            "citation": one.citation,
            "link": one.link,
            "foot": one.foot,
            "words": {"zh": [text.zh for text in one.exhibit.words], "en": [text.en for text in one.exhibit.words]},
            "method": [
                {"name": name, "lines": [light.word, *light.card], "citation": light.citation}
                for name, light in one.cards
            ],
            "rows": rows,
            "numeric": sorted(table.numeric) if table else [],
            "has_figures": bool(one.figures),
            "pictured": [name for name, form in FORMS.items() if any(map(is_pictured, as_asked(on_paper, form.show)))],
            "too_tall": _too_tall(on_paper) if looks.measures.is_printed else {},
            "picture": picture(one, looks),
        }
    )
    return drawn


def _too_tall(one: Captioned) -> dict[str, str]:
    """What is said of each form of a document in which the table stands for a figure that is higher than a page."""
    return {name: next(filter(None, map(too_tall, as_asked(one, form.show))), "") for name, form in FORMS.items()}


def _file(content: bytes, name: str, media_type: str) -> flask.Response:
    answer = flask.send_file(io.BytesIO(content), mimetype=media_type, as_attachment=True, download_name=name)
    answer.direct_passthrough = False  # its mark is taken from what it holds
    return answer


def _marked(answer: flask.Response, place: str, params: Mapping[str, str]) -> flask.Response:
    """An export of published figures may be kept, for a year where its release is named; one of staff may not.

    Nor may one that says who took it away.
    """
    page, _ = contents.page_at(f"/{place.rpartition('/')[0]}", PAGES)
    if page.office or flask.request.method != "GET" or watermark.words():
        return watermark.unkept(answer)
    return delivery.marked(answer, is_lasting="release" in params)


def _refused(error: Exception, status: int) -> flask.Response:
    answer = flask.jsonify(error=str(error.text) if isinstance(error, BadQueryError) else str(error))
    answer.status_code = status
    return answer
