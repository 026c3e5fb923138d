"""Components: every kind of content can be drawn, and text from the data stays text."""

import typing

from hypothesis import given
from hypothesis import strategies as st

from dashboard import theme
from dashboard.exhibits import exhibit as values
from dashboard.exhibits.lazy import Lazy
from dashboard.kit.blocks import RENDERERS, table
from dashboard.kit.folding import Place, folded, more
from dashboard.kit.frame import listed
from dashboard.kit.marks import card, light, mark, sparkline
from indicators.goals.methods import Verdict

EVIL = '<a href="javascript:alert(1)">x</a>'


def test_every_kind_of_content_has_a_renderer():
    assert set(typing.get_args(values.Content)) - {values.Stack} == set(RENDERERS)


def test_every_verdict_has_a_light_with_shape_and_word():
    assert set(theme.LIGHTS) == set(Verdict)
    for verdict in Verdict:
        drawn = light(values.Light(verdict, "word"))
        assert drawn.children[0].children == theme.LIGHTS[verdict].shape
        assert drawn.children[1] == "word"


def test_lights_are_told_apart_without_colour():
    shapes = {
        theme.LIGHTS[one].shape for one in (Verdict.ACHIEVED, Verdict.BEHIND, Verdict.FAR_BEHIND, Verdict.NO_DATA)
    }
    assert len(shapes) == 4


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
    assert link.children == "再看 50 项（已列 12，共 100 项）"
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


def test_a_sparkline_needs_two_points():
    assert sparkline(((2020, 1.0),), None, "words") is None
    assert sparkline(((2020, 1.0), (2021, 1.0)), 1.0, "words").alt == "words"
