"""Components: every kind of content can be drawn, and text from the data stays text."""

import itertools
import re
import typing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import theme
from dashboard.exhibits import exhibit as values
from dashboard.exhibits.lazy import Lazy
from dashboard.export.picture.cards import cards
from dashboard.export.picture.marks import Words
from dashboard.kit.blocks import RENDERERS, content, table
from dashboard.kit.folding import Place, folded, more
from dashboard.kit.frame import listed
from dashboard.kit.marks import card, in_pieces, light, mark, sparkline
from dashboard.kit.markup import markup
from dashboard.theme import MUTED, RISE_GREEN, RISE_RED
from indicators.goals.methods import Verdict

ASSETS = Path(theme.__file__).parent / "assets"
_BLOCK = re.compile(r":root[^{]*\{(.*?)\}", re.DOTALL)
_COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")


def _schemes():
    """The colours by name of the usual screen, of the dark one, of either in high contrast, of the wall."""
    usual, dark, sharp, both = (
        dict(_COLOUR.findall(one)) for one in _BLOCK.findall((ASSETS / "1-tokens.css").read_text())
    )
    wall = dict(_COLOUR.findall((ASSETS / "wall" / "wall.css").read_text("utf-8")))
    darkened = usual | dark
    sharpened = {"contrast": usual | sharp, "dark contrast": darkened | sharp | both}
    return {"light": usual, "dark": darkened, "wall": usual | wall, **sharpened}


SCHEMES = _schemes()


def grey(colour):
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def contrast(one, other):
    def light_of(colour):
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in (byte / 255 for byte in bytes.fromhex(colour.removeprefix("#")))
        ]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    bright, dim = sorted((light_of(one), light_of(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


LIGHT = values.Light(Verdict.ON_PACE, "x")
EVIL = '<a href="javascript:alert(1)">x</a>'


def test_every_kind_of_content_has_a_renderer():
    assert set(typing.get_args(values.Content)) - {values.Stack} == set(RENDERERS)


def test_every_verdict_has_a_light_with_shape_and_word():
    assert set(theme.LIGHTS) == set(Verdict)
    for verdict in Verdict:
        drawn = light(values.Light(verdict, "word"))
        assert drawn.children[0].children == theme.LIGHTS[verdict].shape
        assert drawn.children[1] == "word"


def test_each_verdict_that_stands_beside_others_has_a_sign_a_mark_and_a_filling_of_its_own():
    """What is no light at all shares the hollow circle; those that are counted side by side share nothing."""
    dark = {Verdict.NOT_BEGUN, Verdict.STALE, Verdict.BASELINE_ONLY, Verdict.NO_DATA}
    assert len({theme.LIGHTS[one] for one in dark}) == 1
    looks = [theme.LIGHTS[one] for one in Verdict if one not in dark] + [theme.LIGHTS[Verdict.NO_DATA]]
    assert len({one.shape for one in looks}) == len({one.symbol for one in looks}) == len(looks)
    assert len({(one.style, one.hatch) for one in looks}) == len(looks)
    hatches = [one.hatch for one in looks if one.hatch != "solid"]
    assert len(set(hatches)) == len(hatches)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_solid_lights_lie_apart_where_a_printer_or_an_eye_knows_no_colour(scheme):
    """25 of 255 in grey, on paper and on every kind of screen; each is still read on its ground, 4.5 to 1 (7 to 1)."""
    colours = SCHEMES[scheme]
    greys = sorted(grey(colours[name]) for name in ("good", "slow", "bad"))
    assert all(darker + 25 <= lighter for darker, lighter in itertools.pairwise(greys)), greys
    least = 7 if "contrast" in scheme else 4.5
    for name in ("good", "slow", "bad", "dark"):
        assert contrast(colours[name], colours[f"{name}-ground"]) >= least, name


def test_a_picture_has_the_colours_of_the_screen_and_a_dark_screen_its_own():
    script = (ASSETS / "charts.js").read_text("utf-8")
    for look in theme.LIGHTS.values():
        if look.style != "dark":
            assert look.colour == SCHEMES["light"][look.style]
            assert f'"{look.colour}": "{SCHEMES["dark"][look.style]}"' in script


def test_a_light_with_a_method_card_opens_and_leads_to_the_card_without_a_script():
    drawn = light(values.Light(Verdict.BEHIND, "滞后", ("算式",), "出处", "/part/card/T1/2025/pace"))
    assert type(drawn).__name__ == "Details"
    assert drawn.children[1].href == "/part/card/T1/2025/pace"


def test_the_card_of_a_light_holds_its_lines_and_its_citation():
    drawn = card(values.Light(Verdict.BEHIND, "滞后", ("算式", "界线"), "出处"))
    assert [part.children for part in drawn.children] == ["判定依据", "算式", "界线", "出处"]


def test_markup_in_a_cell_is_text():
    drawn = table(values.Table(("name",), ((EVIL,),)))
    assert EVIL in str(drawn)
    assert mark(EVIL) == EVIL


def test_markup_in_a_chart_is_escaped():
    assert "<" not in theme.plain(EVIL)


def test_a_link_to_a_source_opens_apart_and_tells_nothing_of_us():
    drawn = mark(values.Link("source", "https://example.org/page"))
    assert (drawn.rel, drawn.target) == ("noopener noreferrer", "_blank")


def test_a_link_that_is_no_address_is_no_link_out():
    assert type(mark(values.Link("x", "javascript:alert(1)"))).__name__ == "Link"


def test_a_long_list_is_folded_and_leads_to_its_next_members_and_a_short_one_is_whole():
    place = Place("", "/part/goals/ways/{what}?from={start}", "/goals?more=ways:{seen}#ways")
    rows = Lazy(lambda number: (f"row {number}",), range(100))
    first, link = listed(values.Table(("n",), rows), place, "rows0", 0, 12)
    assert "row 11" in str(first)
    assert "row 12" not in str(first)
    assert link.href == "/goals?more=ways:62#ways"
    assert link.to_plotly_json()["props"]["data-part"] == "/part/goals/ways/rows0?from=12"
    on_screen, on_paper = (part.children for part in link.children)
    assert on_screen == "再看 50 项（已列 12，共 100 项）"
    assert on_paper == "已印 12 项，共 100 项，其余见页脚所列网址"
    last, none = listed(values.Table(("n",), rows), place, "rows0", 88, 50)
    assert "row 99" in str(last)
    assert none is None
    whole, none = listed(values.Table(("n",), rows[:15]), place, "rows0", 0, 12)
    assert "row 14" in str(whole)
    assert none is None


@given(total=st.integers(0, 400), count=st.integers(1, 60))
def test_members_that_come_in_pieces_are_all_members_once_and_in_order(total, count):
    whole = values.Bars(Lazy(lambda number: values.Bar(str(number), 0, ""), range(total)))
    place, seen, start = Place("", "{what}{start}", "{seen}"), [], 0
    while start is not None:
        part, _ = folded(whole, start, count)
        seen += [one.title for one in part.bars]
        start = start + count if more(place, "rows0", start + count, total) else None
    assert seen == [str(number) for number in range(total)]


def test_members_that_nobody_asks_for_are_never_made():
    made = []
    whole = values.Table(("n",), Lazy(lambda number: made.append(number) or (str(number),), range(60_000)))
    assert folded(whole, 0, 12)[0].rows[3] == ("3",)
    assert len(whole.rows) == 60_000
    assert made == [3]


@pytest.mark.parametrize("words", ["常州 · 2025年 · 达到 50.0%", "Riverton · 2025/26 · at least 46,000 pupils", "one"])
def test_no_line_begins_with_a_dot_and_a_number_keeps_its_unit(words):
    """A dot ends the part before it, which stays in one line where it is short; read aloud the words are the same."""
    parts = in_pieces(words)
    assert "".join(part if isinstance(part, str) else part.children for part in parts) == words
    spans = [part for part in parts if not isinstance(part, str)]
    assert all(one.children.endswith(" ·") for one in spans[:-1])
    assert {one.className for one in spans} == {"piece"}
    assert in_pieces("a sentence that is too long for one line of a card")[0].className is None


@pytest.mark.parametrize("empty", [values.Table(("年份",), ()), values.Matrix("区", ("年份",), ())])
def test_rows_of_which_there_are_none_are_a_sentence(empty):
    assert "没有可列的内容" in markup(content(empty))


def test_a_sparkline_needs_two_points():
    assert sparkline(((2020, 1.0),), None, "words") is None
    assert sparkline(((2020, 1.0), (2021, 1.0)), 1.0, "words").alt == "words"


@pytest.mark.parametrize(("covered", "words"), [(4.765, "≫ 476.5%"), (1.31, "≫ 131%"), (1.15, ""), (0.4, "")])
def test_a_way_that_is_longer_than_its_track_has_an_open_end_with_its_number(covered, words):
    bullet = values.Bullet(values.Link("x", "/"), "", "", "", "", covered, None, LIGHT, "")
    assert re.findall(r"≫[^<]*", markup(content(values.Bullets((bullet,))))) == ([words] if words else [])


@pytest.mark.parametrize(
    ("rises", "legend", "colour"),
    [("red", "红为升，绿为降", RISE_RED), ("green", "绿为升，红为降", RISE_GREEN), ("neutral", "", MUTED)],
)
def test_what_rose_has_the_colour_of_the_city_and_its_legend_on_screen_and_in_pictures(rises, legend, colour):
    one = values.Card(values.Link("x", "/"), "10", "%", "2025", " ↑ 3%", "20", 1, None, LIGHT, (), rising=True)
    shown = values.Cards((one,), rises)
    marks = [mark for mark in cards(shown, 400).marks if isinstance(mark, Words)]
    assert [mark.colour for mark in marks if "↑" in mark.text] == [colour]
    assert [mark.text for mark in marks if "升" in mark.text] == ([legend] if legend else [])
    assert re.findall(r"[^>]*为升[^<]*", markup(content(shown))) == ([legend] if legend else [])


@pytest.mark.parametrize(("covered", "words"), [(1.154, "≫ 115.4%"), (1, "")])
def test_so_has_the_way_on_a_card(covered, words):
    figures = ("10", "%", "2025", "", "20")
    one = values.Card(values.Link("x", "/"), *figures, covered, None, LIGHT, ())
    assert re.findall(r"≫[^<]*", markup(content(values.Cards((one,))))) == ([words] if words else [])
