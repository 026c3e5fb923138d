"""The strip that says what happened to a page, and the sentence for those who listen; base.js fills both in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from dash import html

from indicators.model import Text

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "slow": Text(
            "等了 10 秒还没有收到回答，页面仍是原来的内容。", "No answer in 10 seconds. The page is as it was."
        ),
        "offline": Text("没有连上服务器，页面仍是原来的内容。", "The server was not reached. The page is as it was."),
        "failed": Text(
            "服务器出错（{status}），页面仍是原来的内容。", "The server failed ({status}). The page is as it was."
        ),
        "undone": Text("刚才的操作没有完成，请再试一次。", "That was not done. Please try again."),
        "ended": Text(
            "登录已过期。请登录后回到本页，填写的内容都还在。",
            "Your session is over. Sign in and come back: nothing typed is lost.",
        ),
        "published": Text(
            "新版次已发布，本页仍是原来的版次。", "A new release is out. This page shows the one before."
        ),
        "partial": Text(
            "本页有一部分没有加载成功，按钮或图可能没有反应。",
            "A part of this page did not load: buttons or charts may not answer.",
        ),
        "undrawn": Text("图没有加载成功。", "The chart could not be loaded."),
        "unprinted": Text("此图尚未画出，请稍候再打印。", "This chart was not drawn yet: print again in a moment."),
        "again": Text("重试", "Try again"),
        "reload": Text("刷新", "Reload"),
        "waiting": Text("正在取…", "Loading…"),
        "lost": Text("没有取到，请点此重试", "Nothing came: click to try again"),
        "unreached": Text("没有连上服务器，请关闭后重试", "The server was not reached: close this and try again"),
        "made": Text("已生成 {name}", "Made {name}"),
        "copied": Text("已复制", "Copied"),
        "copied-picture": Text("已复制图片", "Picture copied"),
        "copied-table": Text("已复制表格", "Table copied"),
        "selected": Text("已选中，请按 Ctrl+C 复制", "Selected: press Ctrl+C to copy"),
        "unsent": Text(
            "没有连上服务器，文件和填写的内容都还在，请稍后再试",
            "The server was not reached. The file and all that you typed are still here: try again later",
        ),
        "unread": Text(
            "服务器的回答读不出来（{status}），请稍后再试",
            "The answer of the server cannot be read ({status}): try again later",
        ),
        "uploading": Text("正在上传 {name}", "Uploading {name}"),
        "uploaded": Text("已收到 {name}，各份依次核对", "{name} has arrived; files are checked one by one"),
        "before": Text("前面还有 {count} 份，轮到时自动读取", "{count} before yours: it is read when its turn comes"),
        "reading": Text("正在读取、核对", "Being read and checked"),
        "updated": Text("已更新：{title}", "Updated: {title}"),
    }
)
_SIGN_IN, _CLOSE = Text("登录", "Sign in"), Text("关闭", "Close")


def strip() -> html.Div:
    """Return the strip, empty and hidden, with all that it may have to say."""
    words: dict[str, Any] = {f"data-{name}": str(text) for name, text in WORDS.items()}
    return html.Div(
        [
            html.P(""),
            html.Button(type="button", className="again"),
            html.A(str(_SIGN_IN), href="/sign-in", target="_blank"),
            html.Button(str(_CLOSE), type="button", className="close quiet"),
        ],
        id="strip",
        role="alert",
        hidden=True,
        **words,
    )


def spoken() -> html.P:
    """Return the place of the sentence that a screen reader says when a page has changed."""
    return html.P("", id="spoken", role="status", className="unseen")
