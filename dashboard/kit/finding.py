"""The dialog of the one search; find.js fills it in. Without scripts its opener leads to the catalogue."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from indicators.model import Text

_OPEN, _HOW = (
    Text("查找", "Find"),
    Text("查找指标、区域、产业、目标、来源（/ 或 Ctrl K）", "Find anything (/ or Ctrl K)"),
)
_LABEL, _FIELD = Text("查找", "Find"), "find-words"
_HINT = Text(
    "名称、简称、拼音或首字母，如 高新、yanfa、gxjs", "Name, short name, pinyin or initials, e.g. R&D, yanfa, gxjs"
)
_CLOSE = Text("关闭", "Close")
_WORDS = {
    "starred": Text("收藏", "Starred"),
    "recent": Text("最近看过", "Recent"),
    "none": Text(
        "没有找到“{words}”。可以换一个说法，或只写其中几个字。",
        "Nothing found for “{words}”. Try another word, or a part of it.",
    ),
    "lost": Text("没有连上服务器，请再试一次。", "The server was not reached. Please try again."),
    "count": Text("找到 {count} 项", "{count} found"),
    "begin": Text(
        "输入几个字开始查找；↑ ↓ 选择，回车打开，Esc 关闭。", "Type to find; arrows choose, Enter opens, Esc closes"
    ),
}
_STAR = Text("收藏本页", "Star this page")


def opener() -> html.A:
    """Return the button of the bar that opens the search."""
    silent: dict[str, Any] = {"aria-hidden": "true"}
    return html.A(
        [str(_OPEN), html.Kbd("/", **silent)],
        href="/indicators",
        className="find-opener",
        role="button",
        title=str(_HOW),
    )


def star() -> html.Button:
    """Return the button of a page by which it is starred in this browser; find.js shows it."""
    spoken: dict[str, Any] = {"aria-label": str(_STAR), "aria-pressed": "false"}
    return html.Button("☆", type="button", className="star", title=str(_STAR), **spoken)


def dialog() -> html.Dialog:
    """Return the dialog, closed and empty, with all that it may have to say."""
    spoken: dict[str, Any] = {"aria-label": str(_LABEL), **{f"data-{name}": str(text) for name, text in _WORDS.items()}}
    listed: dict[str, Any] = {"aria-label": str(_LABEL)}
    return html.Dialog(
        [
            html.Div(
                [
                    html.Label(str(_LABEL), htmlFor=_FIELD, className="unseen"),
                    dcc.Input(type="text", id=_FIELD, placeholder=str(_HINT), autoComplete="off"),
                    html.Button(str(_CLOSE), type="button", className="close quiet"),
                ],
                className="row",
            ),
            html.P("", className="scope", role="status"),
            html.Div([], id="found", role="listbox", **listed),
        ],
        id="finding",
        **spoken,
    )
