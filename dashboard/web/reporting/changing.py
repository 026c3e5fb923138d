"""Changes of the list on the page of reports: opened, added to, edited, put in order, addressed as a letter."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dash import ctx, no_update
from dash.exceptions import PreventUpdate

from dashboard.kit import builder
from dashboard.reports.compose import compose, found_at
from dashboard.reports.listing import (
    EnclosureItem,
    HeadingItem,
    Item,
    Letter,
    Listing,
    PageItem,
    TextItem,
    read,
    write,
)
from dashboard.reports.ready import READY
from dashboard.web.office import desk
from indicators.model import Text
from indicators.problems import InnovationError, UsageError

_UNTITLED = Text("未命名报告", "Untitled report")
_NOT_READ = Text("这个文件不是 UTF-8 文字，读不出来", "The file is no UTF-8 text")
_NOT_NUMBER = Text("“{value}”不是编号", "{value} is no number")
_LETTER = tuple(builder.LETTER_FIELDS)
_NUMBERS = frozenset({"issue", "since"})
_LONGEST = 200


def changed(did: dict[str, Any], form: dict[str, Any]) -> tuple[Any, Any, str, Any, Any, Any]:
    """Return the list after what was done to it, or a sentence where that cannot be.

    With it go its title, the words that are left to add, how it is set and its letter.
    """
    if {len(did["letter"]), len(ctx.outputs_grouping[-1])} != {len(_LETTER)}:
        raise PreventUpdate  # no page of this site has other fields
    control = ctx.triggered_id
    kept = [no_update] * len(_LETTER)
    try:
        known = read(form["listing_text"]) if form["listing_text"] else None
        listing = _after(known, control, did, form)
        text = write(listing) if listing.items else ""
        _ = text and read(text)  # what cannot be read again is refused now
    except InnovationError as error:
        return no_update, no_update, str(error), no_update, no_update, kept
    title = no_update if control == builder.TITLE else listing.title
    words = "" if control in (builder.ADD_HEADING, builder.ADD_TEXT) else no_update
    is_opened = known is None or control in (builder.value_of(builder.UPLOAD), builder.value_of(builder.READY))
    return text, title, "", words, _looks(listing), _letter_values(listing) if is_opened else kept


def _after(known: Listing | None, control: Any, did: dict[str, Any], form: dict[str, Any]) -> Listing:  # noqa: ANN401
    """The list after a control was used. Raises UsageError with a sentence, PreventUpdate where nothing was done."""
    if isinstance(control, dict) and control["type"] == builder.ROW:
        return _of_row(known, control["act"], control["index"], form)
    if isinstance(control, dict) or control == builder.LOOKS:
        return _set(known, did["looks"] or (), did["letter"], is_letter=control != builder.LOOKS)
    if control == builder.value_of(builder.ROWS):
        return _moved(known, did["moved"])
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


def _of_row(known: Listing | None, act: str, index: int, form: dict[str, Any]) -> Listing:
    """The list after a button of a row was pressed."""
    was_used = any(one.get("value") for one in ctx.triggered)  # rows that are drawn anew trigger as well
    if known is None or not was_used or act == "edit" or not 0 <= index < len(known.items):
        raise PreventUpdate
    items = list(known.items)
    item = items.pop(index)
    if act == "save":
        items.insert(index, _edited(item, form))
    elif act != "out":
        items.insert(max(index + (1 if act == "down" else -1), 0), item)
    return replace(known, items=tuple(items))


def _moved(known: Listing | None, way: dict[str, Any] | None) -> Listing:
    places = [way.get(name) for name in ("from", "to")] if isinstance(way, dict) else []
    if known is None or not places or not all(isinstance(at, int) and 0 <= at < len(known.items) for at in places):
        raise PreventUpdate
    items = list(known.items)
    items.insert(int(str(places[1])), items.pop(int(str(places[0]))))
    return replace(known, items=tuple(items))


def _edited(item: Item, form: dict[str, Any]) -> Item:
    """An item as the fields below the list say. Raises UsageError where there is no such page."""
    words = next(iter(form["edited"] or ()), "") or ""
    if isinstance(item, HeadingItem):
        level = form["level"] if form["level"] in builder.LEVELS else item.level
        return HeadingItem(words.strip() or item.heading, int(level))
    if isinstance(item, EnclosureItem):
        return EnclosureItem(words.strip() or item.enclosure)
    if isinstance(item, PageItem):
        address = words.strip() or item.page
        known = {one.exhibit.id for one in found_at(address, desk().dataset())}
        chosen = tuple(name for name in form["chosen"] or () if name in known)
        return PageItem(address, chosen, tuple(form["show"] or ()), form["width"] or "")
    return TextItem(words) if isinstance(item, TextItem) else item


def _set(known: Listing | None, looks: Sequence[str], values: Sequence[str | None], *, is_letter: bool) -> Listing:
    """A list as it is to be set, and as a letter where that is chosen, or where `is_letter` fields say anything.

    Raises UsageError for what is no number.
    """
    if known is None:
        raise PreventUpdate
    said = {name: (value or "").strip()[:_LONGEST] for name, value in zip(_LETTER, values, strict=True)}
    for name in _NUMBERS:
        if said[name] and not (said[name].isdecimal() and int(said[name])):
            raise UsageError(str(_NOT_NUMBER).format(value=said[name][:20]))
    given: dict[str, Any] = {
        name: (int(value) if value else None) if name in _NUMBERS else value for name, value in said.items()
    }
    letter = Letter(**given) if "letter" in looks or (is_letter and any(said.values())) else None
    listing = replace(known, letter=letter, is_numbered="numbered" in looks, is_compact="compact" in looks)
    if listing == known:
        raise PreventUpdate
    return listing


def _looks(listing: Listing) -> list[str]:
    chosen = {"letter": listing.letter, "numbered": listing.is_numbered, "compact": listing.is_compact}
    return [name for name, value in chosen.items() if value]


def _letter_values(listing: Listing) -> list[str]:
    letter = listing.letter or Letter()
    return [str(getattr(letter, name) or "") for name in _LETTER]
