"""Numbers of small charts stand beside their lines: away from where the line goes, and inside the chart."""

import random
from decimal import Decimal
from itertools import combinations, pairwise

import pytest

from dashboard.charts.before_after import before_after
from dashboard.charts.labels import NARROW, PLACES, WIDE, Frame, Label, box, crosses, in_room, placed
from dashboard.charts.letters import width
from dashboard.charts.multiples import multiples
from dashboard.exhibits.exhibit import Plot
from indicators.language import Language, speaking
from indicators.model import Direction
from tests.builders import indicator, observations
from tests.dashboard.test_pages import exhibits


@pytest.mark.parametrize(
    ("values", "direction", "first", "last"),
    [
        ((1, 2, 3), Direction.HIGHER, "bottom center", "top center"),
        ((3, 2, 1), Direction.HIGHER, "top center", "bottom center"),
        ((3, 1, 2), Direction.HIGHER, "top center", "top center"),
        ((1, 2, 3), Direction.LOWER, "top center", "bottom center"),
    ],
)
def test_the_first_and_the_last_number_stand_where_the_line_is_not(values, direction, first, last):
    figures = observations(dict(zip((2021, 2022, 2023), values, strict=True)))
    trace = multiples([(indicator(direction=direction), figures)])["data"][0]
    assert (trace["textposition"][0], trace["textposition"][-1]) == (first, last)


def test_two_panels_share_a_row_so_that_their_titles_have_room():
    figures = observations({2021: 1, 2022: 2})
    layout = multiples([(indicator(), figures)] * 4)["layout"]
    assert [layout[name]["domain"][0] for name in ("xaxis", "xaxis2", "xaxis3")] == [
        0,
        layout["xaxis2"]["domain"][0],
        0,
    ]


@pytest.fixture(scope="module", params=Language)
def charts(dataset, request):
    """Return the exhibits of industries and parks that are charts of several series or of a goal's parts, by id."""
    with speaking(request.param):
        found = [*exhibits(dataset, "industries").values(), *exhibits(dataset, "parks").values()]
        return {one.id: one.content.figure for one in found if isinstance(one.content, Plot)}


def _boxes(drawn, room, tall=280):
    """The labels of lines as rectangles, with the lines, in a chart of so many pixels across."""
    layout, margin = drawn["layout"], drawn["layout"]["margin"]
    frame = Frame(room - margin["l"] - margin["r"], tall, layout["xaxis"]["range"], layout["yaxis"]["range"])
    found, segments = [], []
    for trace in in_room(drawn, room)["data"]:
        points = list(zip(trace["x"], trace["y"], strict=True))
        segments += [(frame.at(one), frame.at(other)) for one, other in pairwise(points) if None not in one + other]
        for point, text, place in zip(points, trace["text"], trace["textposition"], strict=True):
            if text:
                found.append((text, box(Label(point, text, 8), place, frame)))
    return found, segments


@pytest.mark.parametrize("room", [340, 632, 860, 1300])
def test_labels_of_several_series_lie_on_no_other_and_no_line_runs_through_a_number(charts, room):
    of_series = [one for one in charts.values() if one["data"][0]["type"] == "scatter"]
    assert len(of_series) == 2
    for drawn in of_series:
        found, segments = _boxes(drawn, room)
        for (text, one), (other_text, other) in combinations(found, 2):
            assert not one.meets(other), (text, other_text)
        for text, one in found:
            if text[0].isdigit() or room > WIDE:
                assert not any(crosses(line, one) for line in segments), text


@pytest.mark.parametrize("room", [340, 632, 860])
def test_every_series_is_named_at_its_last_figure(charts, room):
    for drawn in charts.values():
        if drawn["data"][0]["type"] == "scatter":
            for trace in in_room(drawn, room)["data"]:
                assert trace["text"][-1].replace("<br>", " ").startswith(trace["name"])


@pytest.mark.parametrize("room", [340, 632, 860])
def test_the_words_of_a_part_stand_inside_it_and_no_bar_crosses_them(charts, room):
    parts = [one for one in charts.values() if one["layout"].get("barmode") == "overlay"]
    assert len(parts) > 1
    for drawn in parts:
        goals, figures, *_ = in_room(drawn, room)["data"]
        scale = (room - 28) / drawn["layout"]["xaxis"]["range"][1]
        for name, text, size, amount in zip(
            goals["ids"], goals["text"], goals["textfont"]["size"], goals["x"], strict=True
        ):
            if not text:  # only where a word is longer than the part: none is broken
                assert name.isascii(), name
                assert max(width(word, 11) for word in name.split()) > amount * scale - 6
            else:
                assert text.replace("<br>", " " if name.isascii() else "").startswith(name)
            assert size >= 11
            assert all(width(line, size) <= amount * scale for line in text.split("<br>")), text
        assert all(y - figures["width"] / 2 > round(y) + goals["width"] / 2 for y in figures["y"])


@pytest.mark.parametrize("room", [NARROW, 340, 440, WIDE, 1300])
def test_labels_of_what_an_upload_would_change_lie_on_no_other_and_the_last_one_stands(room):
    """Three years in a row get other figures, one of them none: each that has room is labelled."""
    before = [{"period": str(year), "value": Decimal(year * 400 - 800000)} for year in range(2010, 2026)]
    after = [*before[:-3], *({**one, "value": one["value"] + 137} for one in before[-3:])]
    after += [{"period": "2026", "value": Decimal(12000)}, {"period": "2027", "value": None}]
    drawn = in_room(before_after({"before": before, "after": after}), room)
    found, _ = _boxes({**drawn, "data": drawn["data"][1:]}, room, 160)
    assert found[-1][0] == "12,000"
    for (text, one), (other_text, other) in combinations(found, 2):
        assert not one.meets(other), (text, other_text)
    assert len(found) == (4 if room >= WIDE else 3)


@pytest.mark.parametrize("seed", range(20))
def test_a_label_is_left_out_only_where_each_of_its_places_is_taken_or_crossed(seed):
    """Whatever lies in a chart: what has a place lies on nothing, and what has none would lie on something anywhere."""
    chance = random.Random(seed)  # noqa: S311 - a chart by chance
    frame = Frame(500, 300, (0, 10), (0, 10))

    def point():
        return chance.uniform(0, 10), chance.uniform(0, 10)

    labels = [Label(point(), "1234.5"[: chance.randint(1, 6)], 8) for _ in range(40)]
    lines = [(point(), point()) for _ in range(12)]
    places = placed(labels, [(one.point, 8.0) for one in labels], lines, frame)
    assert None in places
    drawn = [(frame.at(start), frame.at(end)) for start, end in lines]
    taken = []
    for label, place in zip(labels, places, strict=True):
        options = {one: box(label, one, frame) for one in PLACES}
        good = [one for one in options if _stands_alone(options[one], taken, labels, drawn, frame)]
        assert place == next(iter(good), None)
        taken += [options[place]] if place else []


def _stands_alone(one, taken, labels, drawn, frame):
    marks = [frame.at(label.point) for label in labels]
    is_inside = one.left >= 0 and one.right <= frame.width and one.top >= 0 and one.bottom <= frame.height
    on_mark = any(one.left < x + 4 and x - 4 < one.right and one.top < y + 4 and y - 4 < one.bottom for x, y in marks)
    wider = type(one)(one.left - 2, one.top - 2, one.right + 2, one.bottom + 2)
    is_crossed = any(crosses(line, wider) for line in drawn)
    return is_inside and not on_mark and not is_crossed and not any(one.meets(other) for other in taken)
