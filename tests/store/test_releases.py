"""Releases: what is published is read back, and only what fits the head is published."""

import datetime as dt

import pytest
from sqlalchemy import select

from indicators.model import Text
from indicators.problems import OutdatedError, StoreError, UnknownName
from indicators.releases.changes import Change
from indicators.releases.release import Origin, UploadState
from indicators.store import publishing, reading
from indicators.store.tables import RELEASE
from indicators.tables.rows import KEPT
from tests.store.builders import (
    CITY,
    EMPTY,
    GONE,
    NOON,
    changes,
    figure,
    publication,
    published,
    said_in,
    upload,
    values,
)


def test_an_empty_store_has_no_head_and_nothing_in_it(store):
    assert store.head() is None
    assert (store.releases(), store.uploads(), store.accounts(), store.log(), store.verify()) == ((), (), (), (), ())


def test_the_first_release_is_read_back_with_every_table(store):
    record = published(store, {"b": 1, "a": 2}, unchanged=7, file="f" * 64, file_name="表.xlsx", preview="p")
    assert store.releases() == (record,)
    assert (record.number, record.follows, record.added, record.unchanged) == (1, None, 2, 7)
    assert (record.origin, record.by, record.reason, record.at) == (Origin.UPLOAD, "李雷", "季度更新", NOON)
    assert (record.file, record.file_name, record.preview) == ("f" * 64, "表.xlsx", "p")
    assert set(store.rows(1)) == {table.name for table in KEPT}
    assert store.rows(1)["observations"] == {
        name: said_in("observations", figure(name, value)) for name, value in {"b": 1, "a": 2}.items()
    }


def test_a_release_is_named_by_its_year_in_china_and_counted_within_it(store):
    new_year = dt.datetime(2026, 12, 31, 16, tzinfo=dt.UTC)
    for at in (NOON, NOON, new_year):
        published(store, {}, at=at)
    newest, *_ = store.releases()
    assert [one.release.name.zh for one in store.releases()] == ["2027年第1版", "2026年第2版", "2026年第1版"]
    assert (newest.release.name.en, newest.release.date) == ("Release 1 of 2027", dt.date(2027, 1, 1))


def test_the_list_of_releases_is_read_without_a_look_at_the_figures(opened, new_database):
    """With a million figures kept, a look at them for each release took a second of every publish."""
    store = opened(new_database("sqlite"))
    published(store, {f"f{number}": number for number in range(500)})
    published(store, {"f1": 5})
    steps = []
    with store.database.reading() as connection:
        database = connection.connection.driver_connection
        database.set_progress_handler(lambda: steps.append(1), 10)
        found = reading.releases(connection, store.city)
        database.set_progress_handler(None, 0)
    assert found == store.releases()
    assert len(steps) * 10 < 500


@pytest.mark.parametrize(
    ("words", "names", "date"),
    [
        ({"time_zone": "Europe/London"}, "2026年第2版|2026年第1版", dt.date(2026, 12, 31)),
        ({"name": "Riverton", "name_en": "Riverton"}, "Release 2 of 2026|Release 1 of 2026", dt.date(2026, 12, 31)),
        (
            {"time_zone": "Pacific/Auckland", "words.release": "总第{number}期"},
            "总第2期|总第1期",
            dt.date(2027, 1, 1),
        ),
    ],
)
def test_a_city_says_by_which_clock_its_releases_are_dated_and_what_they_are_called(store, words, names, date):
    said = {"id": store.city, "name": "某市", "name_en": "Some city", **words}
    first = store.publish(publication(store, Change("city", store.city, None, said_in("city", said))))
    second = published(store, {}, at=dt.datetime(2026, 12, 31, 16, tzinfo=dt.UTC))
    assert (second, first) == store.releases()
    assert "|".join(one.release.name.zh for one in store.releases()) == names
    assert second.release.date == date


def test_a_release_may_be_given_its_name(store):
    name = Text("首版", "First")
    assert published(store, {}, name=name).release.name == name == store.releases()[0].release.name


def test_rows_keep_their_places_and_new_ones_go_to_the_end(store):
    published(store, {"c": 1, "b": 2, "a": 3})
    record = published(store, {"0": 4, "b": 5, "c": GONE})
    published(store, {"c": 6})
    assert (record.added, record.altered, record.removed) == (1, 1, 1)
    assert list(values(store, 1).items()) == [("c", "1"), ("b", "2"), ("a", "3")]
    assert list(values(store, 2).items()) == [("b", "5"), ("a", "3"), ("0", "4")]
    assert list(values(store, 3).items()) == [("b", "5"), ("a", "3"), ("0", "4"), ("c", "6")]


def test_a_release_that_is_not_there_is_an_unknown_name(store):
    published(store, {"a": 1})
    for number in (0, 2):
        with pytest.raises(UnknownName):
            store.rows(number)
        with pytest.raises(UnknownName):
            store.corrections(number)


@pytest.mark.parametrize("follows", [None, 2])
def test_what_does_not_follow_the_head_is_refused_and_changes_nothing(store, follows):
    published(store, {"a": 1})
    log = store.log()
    with pytest.raises(OutdatedError) as refused:
        store.publish(publication(store, *changes(EMPTY, {"b": 1}), follows=follows))
    assert refused.value.head == 1
    assert (values(store), store.head(), store.log()) == ({"a": "1"}, 1, log)


def test_the_database_itself_refuses_a_second_release_that_follows_the_same(store):
    published(store, {"a": 1})
    with store.database.reading() as connection:
        first = connection.execute(select(RELEASE)).one()._asdict()

    def insert_again():
        with store.database.writing(CITY) as connection:
            publishing._insert(connection, first, 0)

    with pytest.raises(OutdatedError) as refused:
        insert_again()
    assert refused.value.head == 1
    assert (len(store.releases()), store.verify()) == (1, ())


@pytest.mark.parametrize(
    "change",
    [
        Change("observations", "a", None, figure("a", 2)),
        Change("observations", "a", figure("a", 9), figure("a", 2)),
        Change("observations", "b", figure("b", 1), None),
        Change("regions", "a", figure("a", 1), figure("a", 2)),
        Change("nowhere", "a", None, figure("a", 2)),
        Change("observations", "b", None, None),
    ],
    ids=["added-twice", "other-before", "removed-unknown", "other-table", "no-such-table", "nothing"],
)
def test_a_change_that_does_not_fit_is_refused_and_changes_nothing(store, change):
    published(store, {"a": 1})
    log = store.log()
    with pytest.raises(StoreError, match=r"对不上"):
        store.publish(publication(store, Change("observations", "c", None, figure("c", 1)), change))
    assert (values(store), store.head(), store.log()) == ({"a": "1"}, 1, log)


def test_one_row_is_changed_once_in_a_release(store):
    published(store, {"a": 1})
    again = Change("observations", "a", figure("a", 1), figure("a", 2))
    with pytest.raises(StoreError):
        store.publish(publication(store, again, again))
    assert values(store) == {"a": "1"}


def test_publishing_marks_its_upload_and_keeps_the_explanations(store):
    staged = store.stage(upload())
    published(store, {"a": 1}, upload=staged.number, explanations={"a": "已核实"}, by="审核员")
    marked = store.upload(staged.number)
    assert (marked.state, marked.release, marked.decided_by) == (UploadState.PUBLISHED, 1, "审核员")
    assert (marked.explanations, marked.decided_at) == ({"a": "已核实"}, NOON)
    assert store.log()[0].detail["explanations"] == {"a": "已核实"}


def test_an_upload_is_published_once_and_only_if_it_is_there(store):
    staged = store.stage(upload())
    published(store, {"a": 1}, upload=staged.number)
    for number, error in ((staged.number, OutdatedError), (99, UnknownName)):
        with pytest.raises(error):
            published(store, {"a": 2}, upload=number)
    assert (store.head(), values(store)) == (1, {"a": "1"})


def test_cities_share_a_database_without_meeting(opened, database_url):
    one, other = opened(database_url), opened(database_url, city="wuxi")
    published(one, {"a": 1})
    published(other, {"a": 2})
    published(other, {"a": 3})
    assert (one.head(), values(one), other.head(), values(other)) == (1, {"a": "1"}, 2, {"a": "3"})
    assert one.verify() == other.verify() == ()


def test_more_changes_than_go_into_one_statement_are_published_whole(store):
    many = {f"n{index}": index for index in range(1234)}
    published(store, many)
    published(store, {name: GONE if value % 3 else -value for name, value in many.items()})
    assert values(store, 1) == {name: str(value) for name, value in many.items()}
    assert values(store, 2) == {name: str(-value) for name, value in many.items() if value % 3 == 0}
    assert store.verify() == ()


def test_a_moment_without_a_time_zone_is_a_mistake_of_the_program(store):
    with pytest.raises(ValueError, match="no time zone"):
        published(store, {}, at=dt.datetime(2026, 1, 1))  # noqa: DTZ001 - that is the mistake
    assert store.head() is None


def test_a_text_that_no_database_can_keep_is_refused_in_a_sentence(store):
    with pytest.raises(StoreError, match=r"无法保存的字符"):
        published(store, {}, reason="\ud800")
    assert store.head() is None
