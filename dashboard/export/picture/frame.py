"""The whole picture: caption, scope, content, legend of the lights, note, source, release and address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from dashboard.exhibits.exhibit import Content, Plot
from dashboard.export.captioned import Captioned
from dashboard.export.picture.contents import beginning, drawn, members
from dashboard.export.picture.figure import figure
from dashboard.export.picture.marks import Drawing, Line, moved, paragraph, stacked
from dashboard.theme import BLUE, LIGHTS, LINE, MUTED
from indicators.goals.methods import WORDS, Verdict
from indicators.model import Text
from indicators.words import wording

_FIGURE = Text("图　{title}", "Figure: {title}")
_MORE = Text("另有 {count} 项，见网页或同名工作簿", "{count} more: see the page or the workbook")
_LEGEND = Text("图例：{lights}；灯示快慢，箭头示升降", "lights: {lights}")


@dataclass(frozen=True, slots=True)
class Size:
    """A size of pictures: pixels across that it is laid out in, pixels across of the file, and its shape.

    `dpi` is written into the file, so that a document sets it at its right width. `shape` is height over width where
    it is fixed: the first members of a long list stand there, and how many more there are. Letters of 11 pixels are
    7.5 pt on paper and 12 pt on a slide.
    """

    name: Text
    room: int
    pixels: int
    dpi: int = 96
    shape: float | None = None
    pad: int = 22


SIZES: Mapping[str, Size] = MappingProxyType(
    {
        "screen": Size(Text("屏幕（2 倍）", "screen, 2 ×"), 960, 1920, 192),
        "print": Size(Text("印刷（156 毫米宽，300 点）", "print, 156 mm at 300 dpi"), 640, 1843, 300, pad=4),
        "slide": Size(Text("幻灯片（16:9）", "slide, 16:9"), 880, 2560, 192, 9 / 16),
        "phone": Size(Text("手机", "phone"), 390, 1170, 288, pad=14),
    }
)
_WIDER, _LOWEST = 1.12, 0.7  # of the layout, of a chart
_HIGHEST = 200 / 156  # of a picture of the whole width, with its caption and foot on one page
CAPTIONS: Mapping[str, Text] = MappingProxyType(
    {
        "above": Text("标题在上（屏幕）", "Title above (screen)"),
        "below": Text("图题在下（报告）", "Caption below (reports)"),
        "none": Text("不带图题和来源（文档另有）", "none, for a document that has its own, and its own foot"),
    }
)


def picture(one: Captioned, size: str = "screen", caption: str = "above") -> dict[str, Any]:
    """Return the picture of an exhibit: {figure, width, height, scale, dpi}, `scale` from layout to file.

    The caption stands above, as on the screen, or below, as in a report; "none" leaves it to a document that has its
    own, and the foot as well: figure, caption and sources stand in this order. Raises KeyError for a size that is
    not in SIZES.
    """
    asked = SIZES[size]
    room = float(asked.room)
    whole = _framed(one, one.exhibit.content, room - 2 * asked.pad, caption)
    count = members(one.exhibit.content)
    shown = one.exhibit.content
    lowest = shown.height * _LOWEST if isinstance(shown, Plot) else 0
    while asked.shape and (over := whole.height + 2 * asked.pad - room * asked.shape) > 0:
        if isinstance(shown, Plot) and shown.height - over > lowest:
            shown = replace(shown, height=int(shown.height - over))
        elif count > 1:
            count = min(count - 1, int(count * room * asked.shape / (whole.height + 2 * asked.pad)) + 1)
            shown = beginning(one.exhibit.content, count)
        else:
            room *= _WIDER
        whole = _framed(one, shown, room - 2 * asked.pad, caption)
    width = round(room)
    height = round(width * asked.shape) if asked.shape else round(whole.height + 2 * asked.pad)
    placed = Drawing(height, moved(whole, asked.pad, asked.pad))
    return {
        "figure": figure(placed, width, height),
        "width": width,
        "height": height,
        "scale": asked.pixels / width,
        "dpi": asked.dpi,
    }


def is_pictured(one: Captioned) -> bool:
    """Return whether a document shows an exhibit as a picture.

    A table stands for a picture that is higher than a page, unless a picture was asked for: the table goes on to the
    next page, and its letters stay as large.
    """
    if not one.pictured or one.table is None or one.form == "figure":
        return one.pictured
    drawn = picture(one, "print", "none")
    return bool(drawn["height"] <= drawn["width"] * _HIGHEST)


def _framed(one: Captioned, shown: Content, room: float, caption: str) -> Drawing:
    exhibit = one.exhibit
    scope = paragraph(exhibit.scope, room, 12, MUTED)
    rest = members(exhibit.content) - members(shown)
    more = [paragraph(str(_MORE).format(count=rest), room, 11, MUTED)] if rest else []
    content = stacked([drawn(shown, room), *more], 6)
    lines = () if caption == "none" else (one.note, one.sources, one.stamp)
    foot = stacked(
        [
            Drawing(1, (Line(0, 0, room, 0, LINE),)),
            paragraph(_legend(one), room, 11, MUTED),
            *(paragraph(line, room, 11, MUTED) for line in lines),
            paragraph("" if caption == "none" else one.link, room, 11, BLUE),
        ],
        3,
    )
    above = [paragraph(one.title, room, 17, bold=True)] if caption == "above" else []
    named = str(_FIGURE).format(title=one.title)
    below = [paragraph(named, room, 14, bold=True, side="center")] if caption == "below" else []
    return stacked([part for part in (*above, scope, content, *below, foot) if part.height], 10)


def _legend(one: Captioned) -> str:
    """The lights that stand in the picture, each with shape and word; empty where there is none."""
    shown = {light.verdict for _, light in one.lights}
    lights = "　".join(
        f"{LIGHTS[verdict].shape} {wording.opening(WORDS[verdict])}" for verdict in Verdict if verdict in shown
    )
    return str(_LEGEND).format(lights=lights) if lights else ""
