"""What the page of reports shows: what can be chosen, the rows of the list, and a preview of the document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import flask
from dash import ctx, html, no_update

from dashboard import contents
from dashboard.exhibits.exhibit import Facts, Prose, Table
from dashboard.export.captioned import Captioned
from dashboard.export.document import Enclosure, Heading, Part, once_each
from dashboard.export.picture.choices import WIDTH, WIDTHS
from dashboard.export.picture.frame import is_pictured
from dashboard.kit import builder
from dashboard.pages import PAGES
from dashboard.reports import workshop
from dashboard.reports.compose import compose, found_at, last_issue
from dashboard.reports.listing import SHOWN, EnclosureItem, HeadingItem, Item, PageItem, SectionItem, TextItem, read
from dashboard.reports.packs import PACKS
from dashboard.reports.ready import offered
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
_ALL = Text("全部", "All")
_FIGURE, _TABLE = (
    Text("图{number}　{title}", "Figure {number}. {title}"),
    Text("表{number}　{title}", "Table {number}. {title}"),
)
_EMPTY = Text("清单是空的，先加入图表", "The list is empty")
_LEVEL, _ADDRESS = Text("级别", "Level"), Text("网址", "Address")
_SHOW = Text("内容（不选即为适宜者）", "What of it (what suits it unless some are chosen)")
_SHOWN = {"words": Text("文字", "words"), "figure": Text("图", "figure"), "table": Text("表", "table")}
_AS_WIDE = Text("与版心同宽", "as wide as the page")
_FILE_NAME = Text("报告清单.yaml", "Report.yaml")
Options = list[Any]


def choices(_: str) -> tuple[Options, Options, Options, str, str]:
    """Return what can be chosen: ready lists, pages, kinds of file with the first of them, the address of the site."""
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


def rows(listing_text: str) -> list[Any]:
    """Return the rows of the list."""
    items = read(listing_text).items if listing_text else ()
    return builder.rows([(*_named(item), not isinstance(item, SectionItem)) for item in items])


def _named(item: Item) -> tuple[str, str]:
    """What a row says of an item: its kind and its words."""
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


def editor(_: Sequence[int | None], listing_text: str) -> tuple[Any, Any, Any, Any, Any]:
    """Return the fields of the row whose button was pressed, and what is chosen in them; nothing once it is done."""
    control, clicks = ctx.triggered_id, [one.get("value") for one in ctx.triggered]
    items = read(listing_text).items if listing_text else ()
    if not isinstance(control, dict) or not any(clicks) or not 0 <= control["index"] < len(items):
        return [], None, None, None, None
    item = items[control["index"]]
    texts: dict[str, tuple[Text, str]] = {}
    level: str | None = None
    chosen: list[str] | None = None
    show: list[str] | None = None
    width: str | None = None
    lists: list[tuple[str, Text, Options]] = []
    if isinstance(item, HeadingItem):
        texts, level = {"words": (_HEADING, item.heading)}, str(item.level)
        lists = [(builder.LEVEL, _LEVEL, builder.options([(one, one) for one in builder.LEVELS], chosen={level}))]
    elif isinstance(item, EnclosureItem):
        texts = {"words": (_ENCLOSURE, item.enclosure)}
    elif isinstance(item, PageItem):
        texts = {"words": (_ADDRESS, item.page)}
        chosen, show, width = list(item.exhibits), list(item.show), item.width
        lists = _lists_of_page(item)
    elif isinstance(item, TextItem):
        texts = {"words": (_TEXT, item.text)}
    drawn = html.Div(builder.editor(control["index"], texts, lists), key=f"{control['index']} {clicks}")
    return [drawn], level, chosen, show, width


def _lists_of_page(item: PageItem) -> list[tuple[str, Text, Options]]:
    try:
        found = [(one.exhibit.id, one.title) for one in found_at(item.page, desk().dataset())]
    except UsageError:
        found = []
    widths = [("", str(_AS_WIDE)), *((name, str(size.name)) for name, size in WIDTHS.items())]
    return [
        (builder.CHOSEN, _EXHIBITS, builder.options(found, chosen=set(item.exhibits))),
        (builder.SHOW, _SHOW, builder.options([(one, str(_SHOWN[one])) for one in SHOWN], chosen=set(item.show))),
        (builder.WIDTH, WIDTH, builder.options(widths, chosen={item.width})),
    ]


def names(address: str | None) -> tuple[Options, list[str]]:
    """Return the exhibits that can be chosen of an address, none of them chosen."""
    try:
        found = found_at(address, desk().dataset()) if address else ()
    except UsageError:
        found = ()
    return builder.options([(captioned.exhibit.id, captioned.title) for captioned in found]), []


def file(_: int | None, listing_text: str) -> Any:  # noqa: ANN401 - what Dash makes of a file
    """Return the list as a file to be kept elsewhere."""
    return {"content": listing_text, "filename": str(_FILE_NAME)} if listing_text else no_update


def preview(_: int | None, listing_text: str) -> list[Any]:
    """Return the document as its file will show it, or the sentence that says why there is none."""
    if not listing_text:
        return [html.P(str(_EMPTY))]
    try:
        listing = read(listing_text)
        composed = compose(listing, desk().dataset(listing.release), before=last_issue(listing, desk().dataset))
        document = once_each(composed, is_pictured)
    except InnovationError as error:
        return [html.P(str(error), className="answer")]
    numbers = {"figure": 0, "table": 0}
    shown: list[Any] = [html.P(sentence, className="answer") for sentence in document.absent]
    shown += [html.P(line, className="letterhead") for line in document.head]
    shown += [html.H2(document.title), html.P(document.byline, className="scope")]
    for part in document.parts:
        shown += part_shown(part, numbers)
    return shown


def part_shown(part: Part, numbers: dict[str, int]) -> list[Any]:
    """Return one part as the file will show it; pictures are drawn by the reader's browser.

    `numbers` counts figures and tables on.
    """
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
