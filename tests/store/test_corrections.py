"""Corrections: a figure that was published and then altered or taken back is told with both values."""

from decimal import Decimal

from indicators.model import Key
from indicators.periods import Period
from indicators.releases.changes import Change
from indicators.releases.release import Origin
from tests.store.builders import CITY, GONE, figure, publication, published


def told(store, number=None):
    return [(one.release.number, one.old, one.new) for one in store.corrections(number or store.head())]


def test_an_altered_figure_is_told_with_when_and_why(store):
    published(store, {"a": "1.50"})
    record = published(store, {"a": "2"}, reason="统计局修订")
    (found,) = store.corrections(2)
    assert (found.release, found.reason) == (record.release, "统计局修订")
    assert (found.key, found.period) == (Key("gdp", CITY, "all"), Period.of_year(2025))
    assert (found.old, found.new) == (Decimal("1.50"), Decimal(2))
    assert store.corrections(1) == ()


def test_a_figure_that_is_taken_back_or_comes_to_be_missing_has_no_new_value(store):
    published(store, {"a": 1, "b": 2})
    published(store, {"a": GONE, "b": ""})
    assert told(store) == [(2, Decimal(1), None), (2, Decimal(2), None)]


def test_a_figure_where_none_was_published_is_told_too(store):
    published(store, {"a": ""})
    published(store, {"a": 1})
    assert told(store) == [(2, None, Decimal(1))]


def test_the_latest_comes_first_and_a_restore_counts(store):
    published(store, {"a": 1})
    published(store, {"a": 2})
    published(store, {"a": 1}, origin=Origin.RESTORE, restores=1)
    assert told(store) == [(3, Decimal(2), Decimal(1)), (2, Decimal(1), Decimal(2))]
    assert told(store, 2) == [(2, Decimal(1), Decimal(2))]


def test_what_leaves_the_value_as_it_is_corrects_nothing(store):
    published(store, {"a": "1", "b": ""})
    note = Change("observations", "a", figure("a", "1"), figure("a", "1.0", note="注"))
    absence = Change("observations", "b", figure("b", ""), figure("b", "", absence="not_applicable"))
    store.publish(publication(store, note, absence, Change("observations", "c", None, figure("c", 3))))
    assert told(store) == []


def test_a_figure_that_is_moved_to_another_period_is_taken_back_where_it_was(store):
    published(store, {"a": 1})
    store.publish(publication(store, Change("observations", "a", figure("a", 1), figure("a", 1, period="2024"))))
    (found,) = store.corrections(2)
    assert (found.period, found.old, found.new) == (Period.of_year(2025), Decimal(1), None)


def test_other_tables_hold_no_figures(store):
    store.publish(publication(store, Change("regions", "x", None, {"id": "x", "name": "一"})))
    store.publish(publication(store, Change("regions", "x", {"id": "x", "name": "一"}, None)))
    assert store.corrections(2) == ()
