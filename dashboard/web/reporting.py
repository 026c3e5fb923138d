"""The page where reports are put together: its callbacks, and the packs that are made outside the web workers."""

from __future__ import annotations

import base64
import binascii
import io
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import dash
import flask
from dash import ALL, Input, Output, State, ctx, html, no_update
from dash.exceptions import PreventUpdate

from dashboard import contents
from dashboard.exhibits.exhibit import Facts, Prose, Table
from dashboard.export.captioned import Captioned
from dashboard.export.document import Enclosure, Heading, Part
from dashboard.export.picture.frame import is_pictured
from dashboard.kit import builder
from dashboard.pages import PAGES
from dashboard.reports import workshop
from dashboard.reports.compose import compose, found_at, last_issue
from dashboard.reports.listing import (
    EnclosureItem,
    HeadingItem,
    Item,
    Listing,
    PageItem,
    SectionItem,
    TextItem,
    read,
    write,
)
from dashboard.reports.packs import PACKS
from dashboard.reports.ready import READY, offered
from dashboard.reports.sections import SECTIONS
from dashboard.web.office import desk
from indicators.dataset import Dataset
from indicators.model import Text
from indicators.problems import InnovationError, UsageError
from indicators.words import wording

_OFFLINE = Text("离线包（全站）", "Offline, the whole site")
_HEADING, _TEXT, _EXHIBITS = Text("标题", "Heading"), Text("文字", "Text"), Text("图表", "Exhibits")
_WRITTEN, _ENCLOSURE = Text("自动撰写", "Written anew"), Text("附件", "Enclosure")
_TO_FILL_IN = Text("（待填写：未填写时不印出）", "(to be filled in; left out until then)")
_ALL, _UNTITLED = Text("全部", "All"), Text("未命名报告", "Untitled report")
_FIGURE, _TABLE = (
    Text("图{number}　{title}", "Figure {number}. {title}"),
    Text("表{number}　{title}", "Table {number}. {title}"),
)
_EMPTY = Text("清单是空的，先加入图表", "The list is empty")
_NOT_READ = Text("这个文件不是 UTF-8 文字，读不出来", "The file is no UTF-8 text")
_FILE_NAME = Text("报告清单.yaml", "Report.yaml")
_WAITING, _PAINTING = Text("排队等候…", "Waiting"), Text("正在画第 {done}/{total} 张图", "Picture {done} of {total}")
_FAILED = Text(
    "生成报告时出错，已记入日志；请再试一次，仍不成请告诉管理员",
    "That failed; the log says why; try again, or tell an administrator",
)
_NOT_DONE = Text(
    "程序出错，没有照办；清单未变，错误已记入日志", "A fault of ours; the list is as it was; it was logged"
)
_DOWNLOAD = Text("下载 {name}（{size} MB）", "Download {name} ({size} MB)")
_log = logging.getLogger(__name__)
Options = list[Any]


def connect(app: dash.Dash, home: Path, address: str, datasets: workshop.Datasets) -> None:
    """Add the callbacks to an application whose background manager makes the packs.

    Packs are kept under `home`, links in them begin with `address`, or with the site's own where it is empty.
    `datasets` opens the desk anew: the process that makes a pack shares no connection with this one.
    """
    app.callback(
        Output(builder.READY, "children"),
        Output(builder.PAGE, "children"),
        Output(builder.FILE, "children"),
        Output(builder.value_of(builder.FILE), "data"),
        Output(builder.HOST, "data"),
        Input(builder.LIST, "id"),
    )(_choices)
    app.callback(
        Output(builder.LIST, "data"),
        Output(builder.TITLE, "value"),
        Output(builder.STATUS, "children"),
        Output(builder.WORDS, "value"),
        inputs={
            "did": {
                "ready": Input(builder.value_of(builder.READY), "data"),
                "uploaded": Input(builder.value_of(builder.UPLOAD), "data"),
                "title": Input(builder.TITLE, "value"),
                "add": Input(builder.ADD, "n_clicks"),
                "add_heading": Input(builder.ADD_HEADING, "n_clicks"),
                "add_text": Input(builder.ADD_TEXT, "n_clicks"),
                "rows": Input({"type": builder.ROW, "act": ALL, "index": ALL}, "n_clicks"),
            },
            "form": {
                "listing_text": State(builder.LIST, "data"),
                "address": State(builder.ADDRESS, "value"),
                "names": State(builder.value_of(builder.NAMES), "data"),
                "words": State(builder.WORDS, "value"),
            },
        },
        prevent_initial_call=True,
    )(_changed)
    app.callback(Output(builder.ROWS, "children"), Input(builder.LIST, "data"))(_rows)
    app.callback(
        Output(builder.ADDRESS, "value"), Input(builder.value_of(builder.PAGE), "data"), prevent_initial_call=True
    )(lambda page: page or no_update)
    app.callback(
        Output(builder.NAMES, "children"),
        Output(builder.value_of(builder.NAMES), "data"),
        Input(builder.ADDRESS, "value"),
    )(_names)
    app.callback(
        Output(builder.SAVED, "data"),
        Input(builder.KEEP, "n_clicks"),
        State(builder.LIST, "data"),
        prevent_initial_call=True,
    )(_kept)
    app.callback(
        Output(builder.PREVIEW, "children"),
        Input(builder.LOOK, "n_clicks"),
        State(builder.LIST, "data"),
        prevent_initial_call=True,
    )(_preview)
    _connect_making(app, home, address, datasets)


def _connect_making(app: dash.Dash, home: Path, address: str, datasets: workshop.Datasets) -> None:
    """The one callback that takes long, in a process of its own that can be cancelled, and the way to what it made."""
    app.server.add_url_rule("/report/files/<token>", "report_file", lambda token: _taken(home, token))

    def make(
        tell: Callable[[tuple[str, str, str]], None],
        _clicks: int | None,
        listing_text: str,
        suffix: str,
        host: str,
    ) -> tuple[str, Any]:
        def progress(done: int, total: int) -> None:
            tell((str(done), str(max(total, 1)), str(_PAINTING).format(done=done + 1, total=total)))

        tell(("0", "1", str(_WAITING)))
        try:
            made = workshop.make(home, datasets, listing_text or "", suffix, address or host, progress)
        except Exception as error:  # noqa: BLE001 - whatever fails over there, a reader gets a sentence
            return _failed(error)
        words = str(_DOWNLOAD).format(name=made.name, size=f"{made.size / 1e6:.1f}")
        return "1", html.A(words, href=f"/report/files/{made.token}", download=made.name)

    app.callback(
        Output(builder.BAR, "value"),
        Output(builder.DONE, "children"),
        Input(builder.MAKE, "n_clicks"),
        State(builder.LIST, "data"),
        State(builder.value_of(builder.FILE), "data"),
        State(builder.HOST, "data"),
        background=True,
        running=[
            (Output(builder.MAKE, "disabled"), True, False),
            (Output(builder.STOP, "disabled"), False, True),
        ],
        progress=[Output(builder.BAR, "value"), Output(builder.BAR, "max"), Output(builder.DONE, "children")],
        progress_default=("0", "1", ""),
        cancel=[Input(builder.STOP, "n_clicks")],
        on_error=_failed,
        prevent_initial_call=True,
    )(make)


def failed(error: Exception) -> None:
    """Tell a reader whose list could not be changed or shown that the fault is ours, and let the log say which."""
    _log.error("a list of a report failed", exc_info=error)
    dash.set_props(builder.STATUS, {"children": str(_NOT_DONE)})


def _failed(error: Exception) -> tuple[str, Any]:
    """What the reader sees instead of a file: the sentence that was meant for a person, or that the log has more."""
    if not isinstance(error, InnovationError):
        _log.error("a pack failed", exc_info=error)
    sentence = str(error if isinstance(error, InnovationError) else _FAILED)
    return "0", html.P(sentence, className="answer")


def _taken(home: Path, token: str) -> flask.Response:
    try:
        name, content = workshop.kept(home, token)
    except UsageError as error:
        return flask.make_response(flask.jsonify(error=str(error)), 404)
    answer = flask.send_file(io.BytesIO(content), as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _choices(_: str) -> tuple[Options, Options, Options, str, str]:
    ready = builder.ready_options(offered(desk().dataset()))
    files = [(suffix, str(pack.name)) for suffix, pack in PACKS.items()]
    kinds = builder.options([*files, (workshop.OFFLINE, str(_OFFLINE))])
    return ready, builder.page_options(_pages(desk().dataset())), kinds, next(iter(PACKS)), flask.request.host_url


def _pages(dataset: Dataset) -> list[tuple[str, str]]:
    """Every page with figures: its path and its title, one for each district and each indicator."""
    names = {"region": dataset.city.districts, "indicator": tuple(dataset.indicators)}
    return [
        (page.path.replace("<name>", name), contents.heading(dataset, page, name))
        for page in PAGES
        if not page.office
        for name in names.get(page.name, ("",))
    ]


def _changed(did: dict[str, Any], form: dict[str, Any]) -> tuple[Any, Any, str, Any]:
    """The list after what was done to it, or a sentence where that cannot be; its title; the words that are left."""
    control = ctx.triggered_id
    try:
        known = read(form["listing_text"]) if form["listing_text"] else None
        changed = _after(known, control, did, form)
    except InnovationError as error:
        return no_update, no_update, str(error), no_update
    title = no_update if control == builder.TITLE else changed.title
    words = "" if control in (builder.ADD_HEADING, builder.ADD_TEXT) else no_update
    return write(changed) if changed.items else "", title, "", words


def _after(known: Listing | None, control: Any, did: dict[str, Any], form: dict[str, Any]) -> Listing:  # noqa: ANN401
    """The list after a control was used. Raises UsageError with a sentence, PreventUpdate where nothing was done."""
    if isinstance(control, dict):
        return _rearranged(known, control["act"], control["index"])
    if control == builder.value_of(builder.UPLOAD):
        opened = read(_decoded((did["uploaded"] or {}).get("contents", "")))
        compose(opened, desk().dataset(opened.release))  # every page of it exists
        return opened
    if control == builder.value_of(builder.READY):
        if not did["ready"]:
            raise PreventUpdate
        return READY[did["ready"]].make(desk().dataset())
    if control == builder.TITLE:
        if known is None or not did["title"] or known.title == did["title"]:
            raise PreventUpdate
        return replace(known, title=did["title"])
    item = _new(control, form)
    return replace(known, items=(*known.items, item)) if known else Listing(did["title"] or str(_UNTITLED), (item,))


def _decoded(uploaded: str) -> str:
    try:
        return base64.b64decode(uploaded.partition(",")[2], validate=True).decode("utf-8-sig")
    except (binascii.Error, UnicodeDecodeError):
        raise UsageError(str(_NOT_READ)) from None


def _new(control: str, form: dict[str, Any]) -> Item:
    if control == builder.ADD:
        address = form["address"] or "/"
        found_at(address, desk().dataset())  # raises where there is no such page
        return PageItem(address, tuple(form["names"] or ()))
    words = (form["words"] or "").strip()
    if not words:
        raise PreventUpdate
    return HeadingItem(words) if control == builder.ADD_HEADING else TextItem(words)


def _rearranged(known: Listing | None, act: str, index: int) -> Listing:
    was_used = any(one.get("value") for one in ctx.triggered)  # rows that are drawn anew trigger as well
    if known is None or not was_used or not 0 <= index < len(known.items):
        raise PreventUpdate
    items = list(known.items)
    item = items.pop(index)
    if act != "out":
        items.insert(max(index + (1 if act == "down" else -1), 0), item)
    return replace(known, items=tuple(items))


def _rows(listing_text: str) -> list[Any]:
    return builder.rows([_named(item) for item in read(listing_text).items] if listing_text else [])


def _named(item: Item) -> tuple[str, str]:
    if isinstance(item, HeadingItem):
        return str(_HEADING), item.heading
    if isinstance(item, TextItem):
        return str(_TEXT), item.text or str(_TO_FILL_IN)
    if isinstance(item, SectionItem):
        name = SECTIONS[item.section].name if item.section in SECTIONS else item.section
        region = desk().dataset().regions.get(item.region)
        return str(_WRITTEN), f"{name}{wording.aside(region.name)}" if region else str(name)
    if isinstance(item, EnclosureItem):
        return str(_ENCLOSURE), item.enclosure
    dataset = desk().dataset()
    try:
        found = {one.exhibit.id: one.title for one in found_at(item.page, dataset)}
    except UsageError as error:
        return str(_EXHIBITS), str(error)
    named = wording.apart(found.get(name, name) for name in item.exhibits)
    return str(_EXHIBITS), f"{item.page}{wording.COLON}{named or _ALL}"


def _names(address: str | None) -> tuple[Options, list[str]]:
    try:
        found = found_at(address, desk().dataset()) if address else ()
    except UsageError:
        found = ()
    return builder.options([(captioned.exhibit.id, captioned.title) for captioned in found]), []


def _kept(_: int | None, listing_text: str) -> Any:  # noqa: ANN401 - what Dash makes of a file
    return {"content": listing_text, "filename": str(_FILE_NAME)} if listing_text else no_update


def _preview(_: int | None, listing_text: str) -> list[Any]:
    if not listing_text:
        return [html.P(str(_EMPTY))]
    try:
        listing = read(listing_text)
        document = compose(listing, desk().dataset(listing.release), before=last_issue(listing, desk().dataset))
    except InnovationError as error:
        return [html.P(str(error), className="answer")]
    numbers = {"figure": 0, "table": 0}
    shown: list[Any] = [html.P(sentence, className="answer") for sentence in document.absent]
    shown += [html.P(line, className="letterhead") for line in document.head]
    shown += [html.H2(document.title), html.P(document.byline, className="scope")]
    for part in document.parts:
        shown += _shown(part, numbers)
    return shown


def _shown(part: Part, numbers: dict[str, int]) -> list[Any]:
    """One part as the file will show it; pictures are drawn by the reader's browser."""
    if isinstance(part, Enclosure):
        return [html.P(part.label), html.H3(part.title)]
    if not isinstance(part, Captioned):
        return [html.H3(part.text) if isinstance(part, Heading) else html.P(part.text)]
    said = [html.P(str(text)) for text in part.exhibit.words]
    content = part.exhibit.content
    if isinstance(content, Prose):
        return [*said, *(html.P(text) for text in content.paragraphs)]
    kind = "figure" if is_pictured(part) else "table"
    numbers[kind] += 1
    caption = str(_FIGURE if is_pictured(part) else _TABLE).format(number=numbers[kind], title=part.title)
    if is_pictured(part):
        return [*said, builder.figure(caption, contents.picture(part))]
    table = Table(("", ""), content.facts) if isinstance(content, Facts) else part.table
    return [*said, builder.sheet(caption, table)] if table else said
