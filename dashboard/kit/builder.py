"""The parts of the page where reports are put together: the list, what can be added, the file, the preview."""

from __future__ import annotations

import base64
from collections.abc import Container, Mapping, Sequence
from typing import Any

from dash import dcc, html

from dashboard.exhibits.exhibit import Builder, Table, words
from indicators.language import Count
from indicators.model import Text

LIST, TITLE, READY, UPLOAD = "report-list", "report-title", "report-ready", "report-upload"
PAGE, ADDRESS, NAMES, WORDS = "report-page", "report-address", "report-names", "report-words"
ADD, ADD_HEADING, ADD_TEXT = "report-add", "report-add-heading", "report-add-text"
KEEP, SAVED, ROWS, STATUS = "report-keep", "report-saved", "report-rows", "report-status"
FILE, MAKE, STOP, BAR, DONE = "report-file", "report-make", "report-stop", "report-bar", "report-done"
LOOK, PREVIEW = "report-look", "report-preview"
ROW, HOST = "report-row", "report-host"
LOOKS, LETTER, TEXT = "report-looks", "report-letter", "report-text"
EDITOR, EDIT, LEVEL, SHOW, WIDTH = "report-editor", "report-edit", "report-level", "report-show", "report-width"
CHOSEN = "report-chosen"
LEVELS = ("1", "2", "3")
_READY, _TITLE = Text("现成清单", "Ready lists"), Text("报告标题", "Title")
_CHOOSE_READY = Text("选一份，再按需增删", "Choose one, then change it as needed")
_UPLOAD, _KEEP = Text("打开清单文件", "Open a list"), Text("保存清单文件（YAML）", "Save the list (YAML)")
_ADD_HEAD, _PAGE = Text("加入图表", "Add exhibits"), Text("页面", "Page")
_CHOOSE_PAGE = Text("选一个页面", "Choose a page")
_ADDRESS = Text("网址（可带筛选条件，从地址栏复制）", "Address with filters, copied from the address bar")
_NAMES = Text("图表", "Exhibits")
_ADD, _ADD_HEADING, _ADD_TEXT = Text("加入", "Add"), Text("加为小标题", "As a heading"), Text("加为文字", "As text")
_WORDS = Text("小标题或段落", "A heading or a paragraph")
_KIND = Text("文件", "File")
_FILE, _MAKE, _STOP = Text("生成", "Make the file"), Text("开始生成", "Start"), Text("取消", "Cancel")
_LOOK = Text("预览", "Preview")
_EMPTY = Text(
    "清单还是空的：选一份现成清单，或逐个加入图表。", "The list is empty: choose a ready one, or add exhibits."
)
_UP, _DOWN, _OUT = Text("上移", "Up"), Text("下移", "Down"), Text("移除", "Remove")
_EDIT, _SAVE = Text("编辑", "Edit"), Text("改好", "Done")
_ORDER = Text("可拖动，也可在某行上按 Alt+↑、Alt+↓", "Drag rows, or press Alt+↑ and Alt+↓ in one")
_LETTER_HEAD = Text("发文信息", "Letter")
_LOOKS = {
    "letter": Text("以公文形式", "as a letter"),
    "numbered": Text("标题编号", "headings numbered"),
    "compact": Text("一章一页", "a page a chapter"),
}
LETTER_FIELDS = {
    "issuer": Text("发文机关", "Issuer"),
    "number": Text("文号", "Document number"),
    "issue": Text("期号", "Issue"),
    "addressee": Text("主送", "Addressee"),
    "period": Text("时期（如 2025-01..09）", "Period (as in 2025-01..09)"),
    "signature": Text("落款", "Signature"),
    "date": Text("日期（如 2026-11-26）", "Date (as in 2026-11-26)"),
    "since": Text("与第几版相比", "Compared with release"),
}
_AS_USUAL = Text("留空的按城市设置和现行版次填写", "What is blank is as the city and the release say")
_SEVERAL = Text("不选即为该页全部；按住 Ctrl 可多选", "All of the page unless some are chosen; Ctrl chooses several")
_ROWS_SHOWN, _MORE = 8, Text("文件中另有 {count} 行", "{count} more {count:row|rows} in the file")
_LIST_HEAD = Text("清单", "The list")


Options = list[html.Option]


def value_of(control: str) -> str:
    """Return the id of the store that holds what a reader chose in a native control: see report.js."""
    return f"{control}-value"


def options(choices: Sequence[tuple[str, str]], placeholder: str = "", chosen: Container[str] = ()) -> Options:
    """Return the options of a native list, each (value, words), after the one that chooses nothing."""
    empty = [html.Option(placeholder, value="")] if placeholder else []
    return [*empty, *(html.Option(words, value=value, selected=value in chosen) for value, words in choices)]


def ready_options(choices: Sequence[tuple[str, str]]) -> list[html.Option]:
    """Return the options of the ready lists, each (name, words)."""
    return options(choices, str(_CHOOSE_READY))


def page_options(choices: Sequence[tuple[str, str]]) -> list[html.Option]:
    """Return the options of the pages, each (path, title)."""
    return options(choices, str(_CHOOSE_PAGE))


def builder(content: Builder) -> html.Div:
    """Return the page's parts in two columns: the list with what can be added, and the file.

    The list that it begins with is opened as a file would be: see report.js.
    """
    opened = base64.b64encode(content.listing_text.encode()).decode()
    begins: dict[str, Any] = {"data-list": opened, "data-into": value_of(UPLOAD)} if opened else {}
    stores = (READY, UPLOAD, PAGE, NAMES, FILE, LEVEL, SHOW, WIDTH, CHOSEN, ROWS)
    return html.Div(
        [
            dcc.Store(id=LIST, data=""),
            dcc.Store(id=HOST),
            *(dcc.Store(id=value_of(control)) for control in stores),
            html.Div(hidden=True, **begins),
            dcc.Textarea(id=TEXT, value="", readOnly="readonly", hidden="hidden"),
            html.Div([_start(), _adding()], className="half"),
            html.Div([_listed(), _making()], className="half"),
            html.Div(id=PREVIEW, className="preview"),
        ],
        className="builder",
    )


def _native(control: str, **settings: Any) -> html.Select:  # noqa: ANN401 - the attributes of a list
    """A list of the browser's own, for keyboard, phone and screen reader; the store takes what is chosen."""
    stored: dict[str, Any] = {"data-store": value_of(control)}
    return html.Select([], id=control, **settings, **stored)


def _start() -> html.Section:
    opens: dict[str, Any] = {"data-opens": value_of(UPLOAD), "data-accept": ".yaml,.yml"}
    return html.Section(
        [
            _named(_READY, _native(READY)),
            html.Div(
                [
                    html.Button(str(_UPLOAD), id=UPLOAD, type="button", **opens),
                    html.Button(str(_KEEP), id=KEEP, type="button"),
                    dcc.Download(id=SAVED),
                ],
                className="ways",
            ),
        ]
    )


def _adding() -> html.Section:
    return html.Section(
        [
            html.H3(str(_ADD_HEAD)),
            _named(_PAGE, _native(PAGE)),
            _named(_ADDRESS, dcc.Input(id=ADDRESS, type="text", debounce=True, placeholder="/goals?plan=…")),
            _named(_NAMES, _native(NAMES, multiple=True, size="5"), _SEVERAL),
            html.Div(html.Button(str(_ADD), id=ADD, type="button", className="main"), className="ways"),
            _named(_WORDS, dcc.Textarea(id=WORDS, rows=3)),
            html.Div(
                [
                    html.Button(str(_ADD_HEADING), id=ADD_HEADING, type="button"),
                    html.Button(str(_ADD_TEXT), id=ADD_TEXT, type="button"),
                ],
                className="ways",
            ),
        ]
    )


def _listed() -> html.Section:
    moves: dict[str, Any] = {"data-moved": value_of(ROWS)}
    return html.Section(
        [
            html.H3(str(_LIST_HEAD)),
            _named(_TITLE, dcc.Input(id=TITLE, type="text", debounce=True)),
            html.P("", id=STATUS, className="answer", role="status"),
            html.Ol(rows([]), id=ROWS, className="rows", **moves),
            html.Small(str(_ORDER), className="scope"),
            html.Div(id=EDITOR),
            _letter(),
        ]
    )


def _letter() -> html.Details:
    """How the whole is set, and who reports what to whom."""
    looks = [{"label": str(words), "value": value} for value, words in _LOOKS.items()]
    fields = [
        _named(label, dcc.Input(id={"type": LETTER, "name": name}, type="text", debounce=True, value=""))
        for name, label in LETTER_FIELDS.items()
    ]
    summary = html.Summary(str(_LETTER_HEAD))
    checks = dcc.Checklist(id=LOOKS, options=looks, value=[], inline=True)
    return html.Details([summary, checks, *fields, html.Small(str(_AS_USUAL))], className="letter-fields")


def editor(index: int, texts: Mapping[str, tuple[Text, str]], lists: Sequence[tuple[str, Text, Options]]) -> list[Any]:
    """Return the fields of one row of the list: `texts` by name with label and value, `lists` by control with options.

    A list whose control is CHOSEN or SHOW takes several.
    """
    written = [
        _named(label, dcc.Textarea(id={"type": EDIT, "name": name}, value=value, rows=3))
        for name, (label, value) in texts.items()
    ]
    chosen = [_named(label, _chosen(control, choices)) for control, label, choices in lists]
    save = html.Button(str(_SAVE), id={"type": ROW, "act": "save", "index": index}, type="button", className="main")
    return [*written, *chosen, html.Div(save, className="ways")]


def _chosen(control: str, choices: Options) -> html.Select:
    looks: dict[str, Any] = {"data-store": value_of(control)}
    if control in (CHOSEN, SHOW):
        looks |= {"multiple": True, "size": str(min(max(len(choices), 2), 6))}
    return html.Select(choices, id=control, **looks)


def _making() -> html.Section:
    quiet: dict[str, Any] = {"aria-live": "polite"}
    return html.Section(
        [
            html.H3(str(_FILE)),
            _named(_KIND, _native(FILE)),
            html.Div(
                [
                    html.Button(str(_LOOK), id=LOOK, type="button"),
                    html.Button(str(_MAKE), id=MAKE, type="button", className="main"),
                    html.Button(str(_STOP), id=STOP, type="button", disabled=True),
                ],
                className="ways",
            ),
            html.Progress(id=BAR, value="0", max="1"),
            html.Div(id=DONE, className="done-file", **quiet),
        ]
    )


def rows(items: Sequence[tuple[str, str, bool]]) -> list[Any]:
    """Return the rows of a list, each (kind, words, whether it can be edited) with buttons; a hint where none is."""
    if not items:
        return [html.Li(str(_EMPTY), className="empty")]
    last = len(items) - 1
    return [
        html.Li(
            [
                html.Span([html.Small(kind), words]),
                html.Span(
                    [
                        _act(index, "edit", "✎", _EDIT, off=not is_editable),
                        _act(index, "up", "↑", _UP, off=index == 0),
                        _act(index, "down", "↓", _DOWN, off=index == last),
                        _act(index, "out", "✕", _OUT),
                    ]
                ),
            ],
            draggable="true",
        )
        for index, (kind, words, is_editable) in enumerate(items)
    ]


def _act(index: int, act: str, sign: str, words: Text, *, off: bool = False) -> html.Button:
    spoken: dict[str, Any] = {"aria-label": str(words)}
    return html.Button(
        sign, id={"type": ROW, "act": act, "index": index}, type="button", title=str(words), disabled=off, **spoken
    )


def _named(label: Text, control: Any, hint: Text | None = None) -> html.Label:  # noqa: ANN401 - any Dash component
    return html.Label([html.Span(str(label)), control, html.Small(str(hint)) if hint else None], className="field")


def figure(caption: str, address: str) -> html.Figure:
    """Return a figure whose picture the reader's browser draws from what is at an address."""
    where: dict[str, Any] = {"data-figure": address}
    return html.Figure([html.Div(className="to-draw", **where), html.Figcaption(caption)])


def sheet(caption: str, table: Table) -> html.Figure:
    """Return the first rows of a table as plain words, and how many more there are."""
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in table.columns]))
    body = html.Tbody(
        [
            html.Tr([html.Th(words(first), scope="row"), *(html.Td(words(cell)) for cell in cells)])
            for first, *cells in table.rows[:_ROWS_SHOWN]
        ]
    )
    called: dict[str, Any] = {"aria-label": caption}
    rest = len(table.rows) - _ROWS_SHOWN
    more = html.P(str(_MORE).format(count=Count(rest)), className="scope") if rest > 0 else None
    return html.Figure(
        [
            html.Figcaption(caption),
            html.Div(html.Table([head, body], className="plain", **called), className="scroll"),
            more,
        ]
    )
