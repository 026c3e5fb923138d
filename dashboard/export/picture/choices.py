"""What is chosen of a picture: its size, its caption, its foot and its ground; by address as in the dialog."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from indicators.model import Text
from indicators.problems import UsageError
from indicators.words import wording

_NONE = Text("{what}没有“{value}”，可选：{known}", "{what}: there is no {value}; choose {known}")
_PIXELS = Text("{least}px 至 {most}px", "{least}px to {most}px")
_LEAST, _MOST, _SCREEN_DPI = 360, 3840, 96
_PRINTED_ROOM, _PRINTED_MM, _PRINTED_DPI, _MM_OF_AN_INCH = 640, 156, 300, 25.4
_IN_PIXELS = re.compile(r"[1-9][0-9]{2,3}px")


@dataclass(frozen=True, slots=True)
class Size:
    """A size of pictures: pixels across that it is laid out in, pixels across of the file, and its shape.

    `dpi` is written into the file, so that a document sets it at its right width. `shape` is height over width where
    it is fixed: the first members of a long list stand there, and how many more there are. Letters of 11 pixels are
    7.5 pt on paper, at any width, and 12 pt on a slide.
    """

    name: Text
    room: int
    pixels: int
    dpi: int = 96
    shape: float | None = None
    pad: int = 22

    @property
    def millimetres(self) -> float:
        """Return how wide it is where its dots are set as it says."""
        return self.pixels / self.dpi * _MM_OF_AN_INCH

    @property
    def is_printed(self) -> bool:
        """Return whether it is a width on paper."""
        return self.dpi == _PRINTED_DPI


def _on_paper(millimetres: int, name: Text) -> Size:
    """A picture of a width on paper: the narrower, the less room it is laid out in; its letters stay as large."""
    room = round(_PRINTED_ROOM * millimetres / _PRINTED_MM)
    return Size(name, room, round(millimetres / _MM_OF_AN_INCH * _PRINTED_DPI), _PRINTED_DPI, pad=4)


SIZES: Mapping[str, Size] = MappingProxyType(
    {
        "screen": Size(Text("屏幕（2 倍）", "screen, 2 ×"), 960, 1920, 192),
        "print": _on_paper(_PRINTED_MM, Text("印刷（156 毫米宽，300 点）", "print, 156 mm at 300 dpi")),
        "slide": Size(Text("幻灯片（16:9）", "slide, 16:9"), 880, 2560, 192, 9 / 16),
        "phone": Size(Text("手机", "phone"), 390, 1170, 288, pad=14),
    }
)
WIDTHS: Mapping[str, Size] = MappingProxyType(
    {f"{one}mm": _on_paper(one, Text(f"{one} 毫米", f"{one} mm")) for one in (80, 120, _PRINTED_MM)}
)
CAPTIONS: Mapping[str, Text] = MappingProxyType(
    {
        "above": Text("在上（屏幕）", "above (screen)"),
        "below": Text("在下（报告）", "below (reports)"),
        "none": Text("不带", "none"),
    }
)
FEET: Mapping[str, Text] = MappingProxyType({"with": Text("带", "with"), "without": Text("不带", "without")})
GROUNDS: Mapping[str, Text] = MappingProxyType(
    {"white": Text("白", "white"), "transparent": Text("透明", "transparent")}
)
SIZE, WIDTH = Text("图片尺寸", "Size of pictures"), Text("宽度", "Width")
CAPTION, FOOT, GROUND = Text("标题", "Caption"), Text("注释和出处", "Notes and source"), Text("底色", "Background")


@dataclass(frozen=True, slots=True)
class Looks:
    """How a picture looks: a name of SIZES, a width (80mm, 800px), and one of CAPTIONS, of FEET and of GROUNDS.

    Raises UsageError, with what may be chosen, for what is none of them.
    """

    size: str = "screen"
    width: str = ""
    caption: str = "above"
    foot: str = "with"
    ground: str = "white"

    def __post_init__(self) -> None:
        """Check each choice."""
        known(SIZE, self.size, SIZES)
        known(CAPTION, self.caption, CAPTIONS)
        known(FOOT, self.foot, FEET)
        known(GROUND, self.ground, GROUNDS)
        _ = self.measures

    @property
    def measures(self) -> Size:
        """Return the size: of the width where one is given, which says more than a name."""
        if not self.width:
            return SIZES[self.size]
        if _IN_PIXELS.fullmatch(self.width) and _LEAST <= (pixels := int(self.width.removesuffix("px"))) <= _MOST:
            room = min(pixels, SIZES["screen"].room)
            return Size(Text(self.width, self.width), room, pixels, round(_SCREEN_DPI * pixels / room))
        return WIDTHS[known(WIDTH, self.width, WIDTHS, str(_PIXELS).format(least=_LEAST, most=_MOST))]


def known(what: Text, value: str, table: Mapping[str, object], *more: str) -> str:
    """Return a value that a table has. Raises UsageError with all that may be chosen for another."""
    if value not in table:
        raise UsageError(str(_NONE).format(what=what, value=value[:20], known=wording.listed([*table, *more])))
    return value
