"""Pictures on the server: kaleido with one warm browser, for packs that no reader's browser draws."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import struct
import threading
import zlib
from collections.abc import Mapping
from concurrent.futures import TimeoutError as TooLongError
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import kaleido

from dashboard.export.paper import fonts
from indicators.model import Text
from indicators.problems import UsageError

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_NO_BROWSER = Text(
    "服务器上没有 Chromium 或 Chrome，不能生成图片和 PDF；请安装 chromium，或改用 DOCX 中的表格、PPTX、XLSX，"
    "或在网页上逐图导出",
    "no Chromium on the server: install chromium, or choose PPTX or XLSX, or export from the page",
)
_STUCK = Text("浏览器没有在 {seconds} 秒内画出图片，已停止", "the browser drew nothing within {seconds} s")
_BUNDLE = Path(__file__).resolve().parents[2] / "assets" / "vendor" / "plotly-1-cartesian.min.js"
_TABS = 1
_PATIENCE_IN_SECONDS = 60
_METRE_IN_INCHES = 39.3701
Format = Literal["png", "svg"]


class NoBrowserError(UsageError):
    """There is no Chromium on this machine."""


def chromium() -> str:
    """Return the path of the system's Chromium or Chrome; BROWSER_PATH names another. Raises NoBrowserError."""
    found = os.environ.get("BROWSER_PATH") or next(filter(None, map(shutil.which, _BROWSERS)), None)
    if not found or not Path(found).exists():
        raise NoBrowserError(str(_NO_BROWSER))
    return found


def has_browser() -> bool:
    """Return whether there is a browser on this machine that pictures can be painted with."""
    try:
        chromium()
    except NoBrowserError:
        return False
    return True


def bundle() -> Path:
    """Return the file of plotly.js: the small one where it was fetched, else the whole one of the Python package."""
    has_small = _BUNDLE.is_file() and _BUNDLE.stat().st_size
    return _BUNDLE if has_small else Path(str(files("plotly") / "package_data" / "plotly.min.js"))


class Painter:
    """One browser, started at the first picture, kept warm, and stopped at the end of a `with`.

    Any number of threads may ask; the browser itself is driven by one thread of its own.
    """

    def __init__(self) -> None:
        """Prepare to paint; nothing is started yet."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._kaleido: kaleido.Kaleido | None = None
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def __enter__(self) -> Self:
        """Return the painter."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop the browser."""
        self.close()

    def paint(self, picture: Mapping[str, Any], kind: Format = "png") -> bytes:
        """Return a picture (see `picture.frame`) as PNG or SVG. Raises NoBrowserError, NoFontError, UsageError.

        A browser that was killed is started once more.
        """
        try:
            return self._painted(picture, kind)
        except (NoBrowserError, fonts.NoFontError, TooLongError):
            raise
        except Exception:  # noqa: BLE001 - whatever kaleido says of a browser that has gone
            self.close()
            return self._painted(picture, kind)

    def close(self) -> None:
        """Stop the browser, where one was started."""
        loop, browser, thread = self._loop, self._kaleido, self._thread
        self._loop = self._kaleido = self._thread = None
        if loop is None or thread is None:
            return
        if browser is not None:
            _wait(asyncio.run_coroutine_threadsafe(_quietly(browser.close()), loop), _PATIENCE_IN_SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

    def _painted(self, picture: Mapping[str, Any], kind: Format) -> bytes:
        loop, browser = self._started()
        options = {name: picture[name] for name in ("width", "height", "scale")}
        drawing = browser.calc_fig(dict(picture["figure"]), opts={**options, "format": kind})
        try:
            drawn: bytes = _wait(asyncio.run_coroutine_threadsafe(drawing, loop), _PATIENCE_IN_SECONDS)
        except TooLongError:
            self.close()
            raise UsageError(str(_STUCK).format(seconds=_PATIENCE_IN_SECONDS)) from None
        return with_density(drawn, picture["dpi"]) if kind == "png" else drawn

    def _started(self) -> tuple[asyncio.AbstractEventLoop, kaleido.Kaleido]:
        with self._starting:
            if self._loop is None or self._kaleido is None:
                path = chromium()
                fonts.needed()
                loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=loop.run_forever, name="painter", daemon=True)
                self._thread.start()
                self._loop = loop
                self._kaleido = _wait(asyncio.run_coroutine_threadsafe(_opened(path), loop), _PATIENCE_IN_SECONDS)
            return self._loop, self._kaleido


async def _opened(path: str) -> kaleido.Kaleido:
    browser = kaleido.Kaleido(
        n=_TABS,
        timeout=_PATIENCE_IN_SECONDS,
        plotlyjs=bundle(),
        mathjax=False,
        path=path,
    )
    await browser.open()
    return browser


async def _quietly(closing: Any) -> None:  # noqa: ANN401 - a coroutine
    with contextlib.suppress(Exception):  # a browser that has gone needs no closing
        await closing


def _wait(future: Any, seconds: float) -> Any:  # noqa: ANN401 - a future and its result
    return future.result(timeout=seconds)


def with_density(png: bytes, dpi: int) -> bytes:
    """Return a PNG that tells its dots per inch, so that a document sets it at its width on paper."""
    density = round(dpi * _METRE_IN_INCHES)
    body = b"pHYs" + struct.pack(">IIB", density, density, 1)
    chunk = struct.pack(">I", 9) + body + struct.pack(">I", zlib.crc32(body))
    head = 33  # signature and IHDR
    return png[:head] + chunk + png[head:]
