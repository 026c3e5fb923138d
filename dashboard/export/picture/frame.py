"""The whole picture: caption, scope, content, legend of the lights, note, source, release and address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboard.exhibits.exhibit import Content, Facts, Plot
from dashboard.export import watermark
from dashboard.export.captioned import Captioned
from dashboard.export.charts import charts
from dashboard.export.columns import ACROSS, MM_OF_A_POINT, UPRIGHT
from dashboard.export.picture.choices import WIDTHS, Looks
from dashboard.export.picture.contents import beginning, drawn, members
from dashboard.export.picture.figure import figure
from dashboard.export.picture.marks import Drawing, Line, moved, paragraph, stacked
from dashboard.export.picture.text import wrap
from dashboard.theme import BLUE, LIGHTS, LINE, MUTED
from indicators.goals.methods import WORDS, Verdict
from indicators.model import Text
from indicators.words import wording

_FIGURE = Text("图　{title}", "Figure: {title}")
_MORE = Text("另有 {count} 项，见网页或同名工作簿", "{count} more: see the page or the workbook")
_TOO_TALL = Text(
    "“{title}”按{width}宽排版高于一页，缩小后字号不足7.5磅，文档中以表代图{instead}",
    "at {width} the figure “{title}” is higher than a page, and its letters would be too small: in documents its table "
    "stands for it{instead}",
)
_FITS = Text("；可以排下的宽度：{widths}", "; it fits at {widths}")
_LEGEND = Text("图例：{lights}；灯示快慢，箭头示升降", "lights: {lights}")
_WIDER, _LOWEST = 1.12, 0.7  # of the layout, of a chart
ON_SCREEN = Looks()
ALONE = Looks("print", caption="below")
IN_DOCUMENTS = Looks("print", caption="none", foot="without")
"""A document has captions and sources of its own: figure, caption and sources stand in this order."""
_FOOT, _FOOT_LINE, _CAPTION, _CAPTION_LINE, _HEADING = 9.0, 13.0, 10.5, 18.0, 43.0  # letters and lines, in points
_TALLEST_MM, _SPARE_MM = 200.0, 5.0
_LESS = 0.987  # what a picture may be made smaller by: letters of 11 pixels are 7.6 pt on paper


def picture(one: Captioned, looks: Looks = ON_SCREEN) -> dict[str, Any]:
    """Return the picture of an exhibit: {figure, width, height, scale, dpi}, `scale` from layout to file."""
    size = looks.measures
    whole, width, height = _laid_out(one, looks)
    placed = Drawing(height, moved(whole, size.pad, size.pad))
    drawn_whole = figure(placed, width, height, is_clear=looks.ground == "transparent")
    drawn_whole["layout"]["annotations"] += watermark.laid_over(one.mark, width, height)
    return {
        "figure": drawn_whole,
        "width": width,
        "height": height,
        "scale": size.pixels / width,
        "dpi": size.dpi,
    }


def _laid_out(one: Captioned, looks: Looks) -> tuple[Drawing, int, int]:
    """Everything in a picture, without its margin, and how wide and high the picture is."""
    size = looks.measures
    room = float(size.room)
    whole = _framed(one, one.exhibit.content, room - 2 * size.pad, looks)
    count = members(one.exhibit.content)
    shown = one.exhibit.content
    lowest = shown.height * _LOWEST if isinstance(shown, Plot) else 0
    while size.shape and (over := whole.height + 2 * size.pad - room * size.shape) > 0:
        if isinstance(shown, Plot) and shown.height - over > lowest:
            shown = replace(shown, height=int(shown.height - over))
        elif count > 1:
            count = min(count - 1, int(count * room * size.shape / (whole.height + 2 * size.pad)) + 1)
            shown = beginning(one.exhibit.content, count)
        else:
            room *= _WIDER
        whole = _framed(one, shown, room - 2 * size.pad, looks)
    width = round(room)
    return whole, width, round(width * size.shape) if size.shape else round(whole.height + 2 * size.pad)


def is_pictured(one: Captioned) -> bool:
    """Return whether a document shows an exhibit as a picture.

    A table stands for a picture that is higher than a page, also where a picture was asked for: the table goes on to
    the next page, and its letters stay as large.
    """
    has_table = one.table is not None or isinstance(one.exhibit.content, Facts)
    return one.pictured and (not has_table or _fits(one))


def too_tall(one: Captioned) -> str:
    """Return the sentence for who asked for a figure, or a width, of which the table stands in documents; else empty.

    It names the widths at which the figure stands on a page.
    """
    if not (one.form or one.width) or not one.pictured or is_pictured(one):
        return ""
    fitting = [str(size.name) for name, size in WIDTHS.items() if _fits(replace(one, width=name))]
    instead = str(_FITS).format(widths=wording.listed(fitting)) if fitting else ""
    return str(_TOO_TALL).format(title=one.title, width=in_documents(one).measures.name, instead=instead)


def _fits(one: Captioned) -> bool:
    """Whether the picture of an exhibit stands on a page of a document, with its heading, caption and foot."""
    looks = in_documents(one)
    _, width, height = _laid_out(one, looks)
    high = height / width * looks.measures.millimetres
    return high * _LESS <= room_of(one, below_heading=True)


def room_of(one: Captioned, *, below_heading: bool) -> float:
    """Return how high a picture may be, in millimetres, with which its heading, caption and foot stand on one page."""
    across = UPRIGHT / MM_OF_A_POINT
    foot = sum(len(wrap(line, _FOOT, across)) * _FOOT_LINE for line in one.foot)
    caption = len(wrap(one.title, _CAPTION, across * 0.9)) * _CAPTION_LINE
    return min(ACROSS - (foot + caption + (_HEADING if below_heading else 0)) * MM_OF_A_POINT - _SPARE_MM, _TALLEST_MM)


def in_documents(one: Captioned) -> Looks:
    """Return how the picture of an exhibit looks in a document: as wide as was chosen for it."""
    return replace(IN_DOCUMENTS, width=one.width)


def _framed(one: Captioned, shown: Content, room: float, looks: Looks) -> Drawing:
    exhibit = one.exhibit
    scope = paragraph(exhibit.scope, room, 12, MUTED)
    rest = members(exhibit.content) - members(shown)
    more = [paragraph(str(_MORE).format(count=rest), room, 11, MUTED)] if rest else []
    content = stacked([drawn(shown, room), *more], 6)
    has_foot = looks.foot == "with"
    lines = (one.note, one.sources, one.stamp) if has_foot else ()
    foot = stacked(
        [
            Drawing(1, (Line(0, 0, room, 0, LINE),)),
            paragraph(legend(one), room, 11, MUTED),
            *(paragraph(line, room, 11, MUTED) for line in lines),
            paragraph(one.link if has_foot else "", room, 11, BLUE),
        ],
        3,
    )
    above = [paragraph(one.title, room, 17, bold=True)] if looks.caption == "above" else []
    named = str(_FIGURE).format(title=one.title)
    below = [paragraph(named, room, 14, bold=True, side="center")] if looks.caption == "below" else []
    return stacked([part for part in (*above, scope, content, *below, foot) if part.height], 10)


def legend(one: Captioned) -> str:
    """Return the lights that stand in an exhibit, each with shape and word; empty where there is none."""
    shown = {light.verdict for _, light in one.lights}
    drawn_series = (series for chart in charts(one.exhibit.content) for series in chart.series)
    shown |= {verdict for series in drawn_series for verdict in series.verdicts if verdict}
    lights = "　".join(
        f"{LIGHTS[verdict].shape} {wording.opening(WORDS[verdict])}" for verdict in Verdict if verdict in shown
    )
    return str(_LEGEND).format(lights=lights) if lights else ""
