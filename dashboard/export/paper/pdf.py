"""Paper: static HTML printed by the system's Chromium, with page numbers and bookmarks."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from dashboard.export.late import late
from dashboard.export.paper import fonts
from dashboard.export.paper.painter import chromium
from indicators.model import Text
from indicators.problems import UsageError

_FAILED = Text("浏览器没有生成 PDF（{why}）", "the browser made no PDF ({why})")
_PATIENCE_IN_SECONDS = 180
archived = late("dashboard.export.paper.archive", "archived")


def pdf(html: str, date: str) -> bytes:
    """Return a page of HTML as PDF/A: A4, a bookmark for each heading and caption. The same page makes the same bytes.

    `date` is when it says that it was made. Raises NoBrowserError, NoFontError, UsageError.
    """
    browser = chromium()
    fonts.needed()
    with tempfile.TemporaryDirectory() as folder:
        page, out = Path(folder) / "report.html", Path(folder) / "report.pdf"
        page.write_text(html, encoding="utf-8")
        command = [
            browser,
            "--headless",
            "--disable-gpu",
            "--disable-background-networking",
            f"--user-data-dir={folder}/profile",
            *(["--no-sandbox"] if _is_root() else []),
            "--no-pdf-header-footer",
            "--generate-pdf-document-outline",
            f"--print-to-pdf={out}",
            page.as_uri(),
        ]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_PATIENCE_IN_SECONDS, check=False)  # noqa: S603
        except subprocess.TimeoutExpired:
            raise UsageError(str(_FAILED).format(why=f"{_PATIENCE_IN_SECONDS} s")) from None
        if not out.exists():
            raise UsageError(str(_FAILED).format(why=done.returncode))
        return archived(out.read_bytes(), date)


def _is_root() -> bool:
    """Chromium's sandbox refuses root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
