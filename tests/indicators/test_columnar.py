"""The table of figures answers as a plain list of them would, whatever the figures are."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from indicators.columnar import CODED, PLAIN
from indicators.model import Confidence
from indicators.periods import Grain
from indicators.table import MetricTable
from indicators.tables.columns import OBSERVATIONS
from indicators.tables.snapshot import FigureRows
from tests.strategies import KEYS, PERIODS, observations

SUBJECTS = st.lists(st.tuples(st.sampled_from([1, 2, 3]), KEYS, PERIODS), max_size=14)


@st.composite
def figures(draw):
    """Draw up to fourteen figures; several may be of one series and period, and charted or not."""
    return [draw(observations(f"n{step * 7 % 5}-{step}", key, period)) for step, key, period in draw(SUBJECTS)]


def reading_order(one):
    trust = list(Confidence).index(one.citation.confidence)
    return one.period, not one.is_actual, not one.charted, trust, one.id


def of(listed, key):
    return tuple(sorted((one for one in listed if one.key == key), key=reading_order))


def by_period(group):
    return {
        period: tuple(one for one in group if one.period == period) for period in dict.fromkeys(p.period for p in group)
    }


def numbered(listed):
    """Return the figures with ids of their own."""
    return [replace(one, id=f"{one.id}-{place * 13 % 7}-{place}") for place, one in enumerate(listed)]


@given(figures().map(numbered))
def test_it_gives_back_every_figure_in_the_order_in_which_it_came(listed):
    table = MetricTable(listed)
    assert table.observations == tuple(listed)
    assert len(table) == len(listed)
    assert [table.by_id(one.id) for one in listed] == listed
    assert table.by_id("nobody") is None


@given(figures().map(numbered), KEYS, PERIODS)
def test_what_is_asked_of_a_series_is_what_a_list_would_say(listed, other, period):
    table = MetricTable(listed)
    assert table.keys == tuple(dict.fromkeys(one.key for one in listed))
    for key in {other, *table.keys}:
        group = of(listed, key)
        assert table.of(key) == group
        assert (key in table) == bool(group)
        charted = next((one for one in group if one.charted and one.period == period), None)
        assert table.at(key, period) == charted
        assert table.actual(key, period) == (charted if charted and charted.is_actual else None)
        for grain in Grain:
            actual = {one.period: one for one in reversed(group) if one.is_actual and one.period.grain is grain}
            assert table.series(key, grain) == tuple(actual[each] for each in sorted(actual))
        known = [one for one in table.series(key, period.grain) if one.period.last <= period.last]
        assert table.latest(key, period) == (known[-1] if known else None)


def differ(one, other):
    """Whether two values are others to the digits that both have."""
    digits = min(len(f"{value:f}".partition(".")[2]) for value in (one, other))
    return round(one, digits) != round(other, digits)


@given(figures().map(numbered))
def test_conflicts_are_the_figures_that_differ_from_the_first_of_their_series_and_period(listed):
    expected = []
    for key in dict.fromkeys(one.key for one in listed):
        for period, group in by_period(of(listed, key)).items():
            first, *rest = [one for one in group if one.value is not None] or [None]
            others = [one for one in rest if differ(first.value, one.value)]
            if others:
                expected.append((key, period, (first, *others)))
    assert [(one.key, one.period, one.observations) for one in MetricTable(listed).conflicts()] == expected


@given(figures().map(numbered), KEYS)
def test_keys_rows_and_counts_of_some_words_are_those_of_a_list(listed, key):
    table = MetricTable(listed)
    assert table.keys_of(key.indicator, None, key.industry) == tuple(
        dict.fromkeys(
            one.key for one in listed if (one.key.indicator, one.key.industry) == (key.indicator, key.industry)
        )
    )
    assert table.where(region=key.region) == tuple(one for one in listed if one.key.region == key.region)
    expected = {}
    for one in listed:
        if one.charted:
            pair = one.key.indicator, one.period
            expected[pair] = expected.get(pair, 0) + 1
    assert table.tally("indicator", "period", rows=table.fitting(role="charted")) == expected


@given(figures().map(numbered), figures().map(numbered), st.data())
def test_changed_columns_are_those_that_would_be_made_of_the_changed_rows(before, new, data):
    new = [one for one in numbered(new) if one.id not in {each.id for each in before}]
    gone = data.draw(st.lists(st.sampled_from(before), unique_by=lambda one: one.id)) if before else []
    columns = MetricTable(before).columns
    rows = MetricTable(new).columns
    places = list(range(len(before), len(before) + len(new)))
    added = [rows.row(rows.find(one.id)) for one in new]
    changed = columns.changed([one.id for one in gone], added, places)
    stays = [one for one in before if one not in gone]
    whole = MetricTable([*stays, *new]).columns
    for name in (*PLAIN, *CODED, "by_id"):
        assert changed.table.column(name).equals(whole.table.column(name)), name
    assert MetricTable(changed).observations == (*stays, *new)


def rows_in_order(listed):
    """Return figures as the rows of a table in their order."""
    rows = FigureRows.of({})
    return rows.changed({one.id: MetricTable([one]).columns.row(0) for one in listed})


@given(figures().map(numbered), figures().map(numbered), st.data())
def test_what_differs_between_two_tables_is_found_as_row_by_row(before, others, data):
    """Figures that stay, that say something else under their own id, that go and that come."""
    altered = data.draw(st.lists(st.sampled_from(before), unique_by=lambda one: one.id)) if before else []
    gone = data.draw(st.lists(st.sampled_from(before), unique_by=lambda one: one.id)) if before else []
    ids = {one.id for one in before}
    after = [replace(one, note="otherwise") if one in altered else one for one in before if one not in gone]
    after = data.draw(st.permutations([*after, *(one for one in others if one.id not in ids)]))
    old, new = rows_in_order(before), rows_in_order(after)
    assert old.differing(new) == [name for name, row in old.items() if new.get(name) != row]
    assert new.differing(old) == [name for name, row in new.items() if old.get(name) != row]
    tables = MetricTable(before), MetricTable(after)
    keys = {one.key for one in (*before, *after)}
    differ = tables[0].differing(tables[1]) | tables[1].differing(tables[0])
    assert differ == {key for key in keys if tables[0].of(key) != tables[1].of(key)}


@given(figures().map(numbered), figures().map(numbered), st.data())
def test_rows_said_otherwise_keep_their_place_and_new_ones_come_last(before, others, data):
    rows, said = rows_in_order(before), {}
    for one in data.draw(st.lists(st.sampled_from(before), unique_by=lambda one: one.id)) if before else []:
        said[one.id] = data.draw(st.sampled_from([None, {**rows[one.id], "note": "otherwise"}]))
    added = {one.id: MetricTable([one]).columns.row(0) for one in others if one.id not in rows}
    expected = [(name, row) for name, row in ({**dict(rows.items()), **said, **added}).items() if row is not None]
    assert list(rows.changed({**said, **added}).items()) == expected


@given(figures().map(numbered))
def test_a_row_is_found_by_what_it_is_about_where_it_is_charted(listed):
    rows = rows_in_order(listed)
    for one in listed:
        about = (one.key.indicator, one.key.region, one.key.industry, str(one.period))
        same = {each.id for each in listed if each.charted and (each.key, each.period) == (one.key, one.period)}
        assert set(rows.charted(*about)) == same


@given(figures().map(numbered))
def test_many_subjects_are_found_at_once_where_each_is_found_by_itself(listed):
    columns = MetricTable(listed).columns
    subjects = [(one.key.indicator, one.key.region, one.key.industry, str(one.period)) for one in listed]
    subjects += [("nothing", *about[1:]) for about in subjects] + [(*about[:3], "1949") for about in subjects]
    first, end = columns.rows_at_each(subjects)
    expected = [
        columns.rows_at((indicator, region, industry), period) for indicator, region, industry, period in subjects
    ]
    assert [range(*bounds) for bounds in zip(first.tolist(), end.tolist(), strict=True)] == expected


def test_the_columns_are_those_that_the_tables_describe():
    """Every column of the figures is kept, none is forgotten when one is added."""
    assert sorted((*PLAIN, *CODED)) == sorted(OBSERVATIONS.names)
