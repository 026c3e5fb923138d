"""Chinese letters on this machine: which faces there are, and what to install where pictures would show boxes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache

from indicators.model import Text
from indicators.problems import UsageError
from indicators.words import wording

_NONE = Text(
    "服务器上没有中文字体，图片中的汉字会变成方框，所以没有生成。请安装 fonts-noto-cjk（Debian、Ubuntu）"
    "或 google-noto-sans-cjk-fonts（Fedora、RHEL），再试一次",
    "no Chinese font: install fonts-noto-cjk or google-noto-sans-cjk-fonts",
)
_FOUND = Text("导出用中文字体：{names}", "Chinese fonts for exports: {names}")
_NAMED = 4
_PATIENCE_IN_SECONDS = 30


class NoFontError(UsageError):
    """Pictures would show boxes for Chinese letters."""


@cache
def chinese_faces() -> tuple[str, ...] | None:
    """Return the families with Chinese letters, sorted; None where this machine cannot be asked.

    Windows and macOS bring such faces along; elsewhere fontconfig is asked.
    """
    if sys.platform in {"win32", "darwin"} or not shutil.which("fc-list"):
        return None
    asked = ["fc-list", ":lang=zh-cn", "family"]
    answer = subprocess.run(asked, capture_output=True, text=True, timeout=_PATIENCE_IN_SECONDS, check=False)  # noqa: S603
    return tuple(sorted({line.split(",")[0].strip() for line in answer.stdout.splitlines() if line.strip()}))


def needed() -> None:
    """Pass if pictures show Chinese letters. Raises NoFontError with the name of the package to install."""
    if chinese_faces() == ():
        raise NoFontError(str(_NONE))


def sentence() -> str:
    """Return one line for whoever starts the dashboard: the faces that exports use, or what to install."""
    faces = chinese_faces()
    if faces is None:
        return ""
    return str(_FOUND).format(names=wording.listed(faces[:_NAMED])) if faces else str(_NONE)
