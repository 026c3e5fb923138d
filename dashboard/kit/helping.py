"""Help in the reader's words: a dialog on each page, opened by a button or by ?, and the manual that holds it all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import dcc, html
from markupsafe import Markup

from indicators.model import Text

MANUAL = "/help"
TITLE = Text("使用说明", "Manual")
_OPEN, _HOW, _CLOSE = Text("?", "?"), Text("本页说明（?）", "Help on this page (?)"), Text("关闭", "Close")
_HEAD = Text("说明：{title}", "Help: {title}")
_QUESTION = Text(
    "每一页回答什么问题，图上的记号是什么意思，怎样取用。",
    "What each page answers, what its marks mean, and how to use it.",
)
_EVERYWHERE = Text("各页通用", "On every page")
_LOOKS = Text("“{title}”页的样子", "What the page {title} looks like")
WIDTH, HEIGHT = 1100, 700  # of the pictures, in pixels
_PICTURE = Markup(
    '<a href="{address}"><img src="{address}" alt="{alt}" width="{width}" height="{height}"'
    ' loading="lazy" class="look"></a>'
)
COMMON: Sequence[tuple[Text, Text]] = (
    (
        Text("灯", "Lights"),
        Text(
            "灯说明一项目标完成、按序时、滞后还是未完成，形状、花纹和字都可辨认，不靠颜色；空心圆表示暂缺可比的数。点一下灯，看判定依据和出处。",
            "A light says whether a goal is achieved, on pace, behind or missed, by shape, pattern and word and not by "
            "colour alone; a hollow circle means that there is no figure to compare. Click a light to see why.",
        ),
    ),
    (
        Text("箭头", "Arrows"),
        Text("箭头只示升降，不分好坏。", "Arrows say up or down, not good or bad."),
    ),
    (
        Text("数字", "Numbers"),
        Text(
            "“约”“超”“近”和“（预计数）”照来源原样保留；“—”是没有数，不是零。",
            "About, over, nearly and (estimate) stand as the source has them; — means no figure, not zero.",
        ),
    ),
    (
        Text("筛选", "Filters"),
        Text(
            "选好规划、年份或区域，网址随之改变；把网址发给别人，看到的是同一页。",
            "Choose a plan, a year or a region and the address changes with it: whoever gets it sees the same page.",
        ),
    ),
    (
        Text("表格", "Tables"),
        Text(
            "点表头按该列排序，再点一次反过来；没有数的排在最后。",
            "Click the head of a column to sort by it, and again to turn the order; what has no figure comes last.",
        ),
    ),
    (
        Text("导出", "Export"),
        Text(
            "每张图右上角的“导出”给出图片、表格、文档、引用文字和永久链接；链接记住版次，日后打开还是同样的数。",
            "Export, at the upper right of each figure, gives pictures, tables, documents, a citation and a lasting "
            "link, which names the release and shows the same figures years later.",
        ),
    ),
    (
        Text("键盘", "Keys"),
        Text(
            "/ 或 Ctrl K 查找，? 看本页说明，Tab 逐项移动，回车打开，Esc 关闭。",
            "/ or Ctrl K finds, ? shows this help, Tab moves on, Enter opens, Esc closes.",
        ),
    ),
)
"""What holds on every page: a word, and its sentence."""


def opener() -> html.A:
    """Return the button of a page that opens its help; where scripts do not run, it leads to the manual."""
    spoken: dict[str, Any] = {"aria-label": str(_HOW)}
    return html.A(str(_OPEN), href=MANUAL, className="help-opener", role="button", title=str(_HOW), **spoken)


def dialog(title: str, sentences: Sequence[Text]) -> html.Dialog:
    """Return the help on a page, closed: what is said of it, what holds everywhere, and the way to the manual."""
    spoken: dict[str, Any] = {"aria-labelledby": "helping-title"}
    close = html.Button(str(_CLOSE), type="button", className="close quiet")
    return html.Dialog(
        [
            html.Header([html.H2(str(_HEAD).format(title=title), id="helping-title"), close]),
            *(html.P(str(sentence)) for sentence in sentences),
            _common(),
            dcc.Link(str(TITLE), href=MANUAL),
        ],
        id="helping",
        **spoken,
    )


@dataclass(frozen=True, slots=True)
class Chapter:
    """What the manual says of a page: title, address (empty where it needs a name), question, sentences, picture."""

    title: str
    address: str
    question: str
    sentences: Sequence[Text]
    picture: str = ""


def manual(chapters: Sequence[Chapter]) -> html.Main:
    """Return the manual: what holds on every page, and a chapter on each."""
    return html.Main(
        [
            html.Div([html.H1(str(TITLE)), html.P(str(_QUESTION))], className="page-head"),
            html.Section([html.H2(str(_EVERYWHERE)), _common()], className="exhibit"),
            *map(_chapter, chapters),
        ],
        id="page-help",
        className="page manual",
    )


def _chapter(one: Chapter) -> html.Section:
    name = dcc.Link(one.title, href=one.address) if one.address else one.title
    sentences = [html.P(str(sentence)) for sentence in one.sentences]
    alt = str(_LOOKS).format(title=one.title)
    picture = _PICTURE.format(address=one.picture, alt=alt, width=WIDTH, height=HEIGHT) if one.picture else None
    return html.Section(
        [html.H2(name), html.P(one.question, className="scope"), *sentences, picture], className="exhibit"
    )


def _common() -> html.Dl:
    parts = [part for word, sentence in COMMON for part in (html.Dt(str(word)), html.Dd(str(sentence)))]
    return html.Dl(parts, className="facts")
