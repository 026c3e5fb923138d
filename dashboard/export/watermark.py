"""Who took something away, and when: faint over pages and pictures, at the head of each sheet; nothing where unset."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import Any

from dashboard.export.captioned import Captioned
from dashboard.export.document import Document
from dashboard.export.picture.text import width
from dashboard.theme import FONT, INK, plain

_SIZE, _GAP, _DOWN, _TURNED, _FAINT = 15, 70, 150, 18, 0.09
_LAYER = (
    '<svg class="watermark" aria-hidden="true" style="position:fixed;inset:0;width:100%;height:100%;z-index:9999;'
    'pointer-events:none;opacity:{faint}"><defs><pattern id="watermark" width="{across}" height="{down}" '
    'patternUnits="userSpaceOnUse" patternTransform="rotate(-{turned})"><text y="{size}" font-size="{size}" '
    'fill="currentColor">{words}</text></pattern></defs><rect width="100%" height="100%" fill="url(#watermark)"/></svg>'
)


def layer(words: str) -> str:
    """Return what lies over a page, on screen and on each printed sheet, and takes no click; nothing for no words."""
    if not words:
        return ""
    across = round(width(words, _SIZE)) + _GAP
    return _LAYER.format(faint=_FAINT, across=across, down=_DOWN, turned=_TURNED, size=_SIZE, words=escape(words))


def at_head(words: str) -> str:
    """Return a rule of CSS that writes it, as text that can be searched, at the head of each sheet of paper."""
    written = "".join(letter if letter.isalnum() else f"\\{ord(letter):x} " for letter in words)
    return f'@page {{ @top-right {{ content: "{written}"; font: 12px sans-serif; }} }}' if words else ""


def laid_over(words: str, across: float, down: float) -> Iterator[dict[str, Any]]:
    """Give the same for a picture of so many pixels, as annotations of plotly; none for no words."""
    wide = width(words, _SIZE)
    columns, rows = max(1, int(across // (wide + _GAP))), max(1, int(down // _DOWN))
    for place in range(columns * rows) if words else ():
        row, column = divmod(place, columns)
        yield {
            "xref": "paper",
            "yref": "paper",
            "x": (column + 0.5) / columns,
            "y": 1 - (row + 0.5) / rows,
            "text": plain(words),
            "textangle": -_TURNED,
            "showarrow": False,
            "opacity": _FAINT,
            "font": {"family": FONT, "size": min(_SIZE, _SIZE * 0.9 * across / wide), "color": INK},
        }


def marked(document: Document, words: str) -> Document:
    """Return a document that says who took it away, and when, as do the exhibits in it."""
    parts = (replace(part, mark=words) if isinstance(part, Captioned) else part for part in document.parts)
    return replace(document, parts=tuple(parts), mark=words)
