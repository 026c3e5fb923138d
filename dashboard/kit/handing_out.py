"""The dialog by which an exhibit is taken away; one for the whole site, filled in by export.js when it is opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dash import html

from dashboard.export.document import FORM, FORMS
from dashboard.export.picture.choices import CAPTION, CAPTIONS, FEET, FOOT, GROUND, GROUNDS, WIDTH, WIDTHS
from indicators.model import Text

OPENER = "hand-out"
_OPEN = Text("导出", "Export")
_HOW = Text("导出为图片、表格、文档，复制引用或链接", "Export as a picture, table or document; copy a citation or link")
_HEAD, _CLOSE = Text("导出：", "Export: "), Text("关闭", "Close")
_PICTURE, _TABLE, _DOCUMENT = Text("图片", "Picture"), Text("表格", "Table"), Text("文档", "Document")
_LOOKS = Text("样式", "Look")
_WORDS, _CITATION, _LINK = Text("文字", "Sentences"), Text("引用", "Citation"), Text("链接", "Link")
_METHOD = Text("说明", "Method")
_COPY = Text("复制", "Copy")
_OTHER_LANGUAGE = Text("英文", "In Chinese")
# The first three have the width that is chosen, the others that of their purpose.
_PICTURES = (
    ("copy-picture", Text("复制图片", "Copy the picture")),
    ("png:screen", Text("PNG", "PNG")),
    ("svg:screen", Text("SVG", "SVG")),
    ("png:print", Text("PNG 印刷 300 点", "PNG print 300 dpi")),
    ("png:slide", Text("PNG 幻灯片 16:9", "PNG slide")),
    ("png:phone", Text("PNG 手机", "PNG phone")),
)
_TABLES = (
    ("copy-table", Text("复制表格", "Copy the table")),
    ("file:xlsx", Text("XLSX（含原始数据）", "XLSX with raw data")),
    ("file:csv", Text("CSV", "CSV")),
    ("file:zip", Text("原始数据（CSV）", "Raw data (CSV)")),
)
_DOCUMENTS = (("docx", Text("DOCX", "DOCX")), ("file:pptx", Text("PPTX", "PPTX")))
_ON_SCREEN = Text("屏幕", "screen")
_PIXELS = {f"{pixels}px": Text(f"{pixels} 像素", f"{pixels} px") for pixels in (600, 800, 1200)}


@dataclass(frozen=True, slots=True)
class Choice:
    """Something chosen for all that is taken away: its name in an address, its label, and what it may be."""

    name: str
    label: Text
    options: Mapping[str, Text]


_CHOICES = (
    Choice("caption", CAPTION, CAPTIONS),
    Choice("foot", FOOT, FEET),
    Choice("ground", GROUND, GROUNDS),
    Choice("width", WIDTH, {"": _ON_SCREEN, **{name: size.name for name, size in WIDTHS.items()}, **_PIXELS}),
)
_FORM = Choice("form", FORM, {name: form.name for name, form in FORMS.items()})


def opener(href: str) -> html.A:
    """Return the button of an exhibit; where scripts do not run, it gives the workbook."""
    return html.A(str(_OPEN), href=href, className=OPENER, title=str(_HOW), role="button")


def dialog() -> html.Dialog:
    """Return the dialog, closed and empty."""
    spoken: dict[str, Any] = {"aria-labelledby": "handing-out-title"}
    return html.Dialog(
        [
            html.Header(
                [
                    html.H2([str(_HEAD), html.Span(className="title")], id="handing-out-title"),
                    _button("close", _CLOSE, "plain"),
                ]
            ),
            _row(_LOOKS, [_choice(choice) for choice in _CHOICES]),
            _row(_PICTURE, [_button(name, words) for name, words in _PICTURES]),
            _row(_TABLE, [_button(name, words) for name, words in _TABLES]),
            _row(_DOCUMENT, [_choice(_FORM), *(_button(name, words) for name, words in _DOCUMENTS)]),
            _text("citation", _CITATION),
            _text("link", _LINK),
            _text("words", _WORDS, _button("otherLanguage", _OTHER_LANGUAGE, "plain")),
            html.Details([html.Summary(str(_METHOD)), html.Div(className="method")], className="as-table"),
            html.P("", className="answer", role="status"),
        ],
        id="handing-out",
        **spoken,
    )


def _row(name: Text, parts: list[Any]) -> html.Div:
    return html.Div([html.B(str(name)), html.Div(parts, className="ways")], className="row")


def _button(name: str, words: Text, style: str = "") -> html.Button:
    what: dict[str, Any] = {"data-do": name}
    return html.Button(str(words), type="button", className=style, **what)


def _choice(choice: Choice) -> html.Label:
    what: dict[str, Any] = {"data-choice": choice.name}
    options = [html.Option(str(words), value=value) for value, words in choice.options.items()]
    return html.Label([html.Span(str(choice.label)), html.Select(options, **what)], className="choice")


def _text(name: str, label: Text, *more: html.Button) -> html.Div:
    parts = [html.P(className=name), html.Div([_button(f"copy-{name}", _COPY, "plain"), *more])]
    return html.Div([html.B(str(label)), html.Div(parts)], className=f"row text of-{name}")
