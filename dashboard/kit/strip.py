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
        "undrawn": Text("图没有加载成功。", "The chart could not be loaded."),
        "again": Text("重试", "Try again"),
        "reload": Text("刷新", "Reload"),
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
