"""The whole picture: caption, scope, content, legend of the lights, note, source, release and address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from dashboard.export.captioned import Captioned
from dashboard.export.picture.contents import drawn
from dashboard.export.picture.figure import figure
from dashboard.export.picture.marks import Drawing, Line, moved, paragraph, stacked
from dashboard.theme import BLUE, LIGHTS, LINE, MUTED
from indicators.goals.methods import WORDS, Verdict
from indicators.model import Text

_FIGURE = Text("图　{title}", "Figure: {title}")
_LEGEND = Text("图例：{lights}；灯示快慢，箭头示升降", "lights: {lights}")


@dataclass(frozen=True, slots=True)
class Size:
    """A size of pictures: pixels across that it is laid out in, pixels across of the file, and its shape.

    `dpi` is written into the file, so that a document sets it at its right width. `shape` is height over width where
    it is fixed; the layout is then made wider until everything is in.
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
        "print": Size(Text("印刷（156 毫米宽，300 点）", "print, 156 mm at 300 dpi"), 720, 1843, 300, pad=4),
        "slide": Size(Text("幻灯片（16:9）", "slide, 16:9"), 1200, 2560, 192, 9 / 16),
        "phone": Size(Text("手机", "phone"), 390, 1170, 288, pad=14),
    }
)
_WIDER = 1.12
CAPTIONS: Mapping[str, Text] = MappingProxyType(
    {
        "above": Text("标题在上（屏幕）", "title above"),
        "below": Text("图题在下（报告）", "caption below"),
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
    whole = _framed(one, room - 2 * asked.pad, caption)
    while asked.shape and whole.height + 2 * asked.pad > room * asked.shape:
        room *= _WIDER
        whole = _framed(one, room - 2 * asked.pad, caption)
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


def _framed(one: Captioned, room: float, caption: str) -> Drawing:
    exhibit = one.exhibit
    scope = paragraph(exhibit.scope, room, 12, MUTED)
    content = drawn(exhibit.content, room)
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
    lights = "　".join(f"{LIGHTS[verdict].shape} {WORDS[verdict]}" for verdict in Verdict if verdict in shown)
    return str(_LEGEND).format(lights=lights) if lights else ""
