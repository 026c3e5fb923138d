"""What an upload would change: exactly what differs, only what is new to complain of, and its effects in words."""

import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.language import Language, speaking
from indicators.model import Aggregation
from indicators.problems import Place
from indicators.proposals.minutes import as_json, difference_as_json, judgement
from indicators.proposals.preview import difference, explained, preview
from indicators.proposals.proposal import Places, Proposal
from indicators.proposals.sentences import introduction
from indicators.releases.changes import Change, ChangeSet, apply, diff
from indicators.tables.interchange import json_text
from indicators.tables.rows import KEPT, dataset_of, rows_of
from indicators.views import effects as of_effects
from indicators.views.effects import effects
from tests.builders import observation, target
from tests.workbook.books import INDICATORS, figures, key, small

EMPTY = {table.name: {} for table in KEPT}
ROWS = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["1", "2", "3"]).map(lambda value: {"value": value}))


def state(rows):
    return {**EMPTY, "observations": rows}


@given(ROWS, ROWS)
def test_what_differs_is_what_has_to_be_done(old, new):
    changes = diff(state(old), state(new))
    assert apply(changes.changes, state(old)) == state(new)
    assert changes.unchanged + changes.altered + changes.removed == len(old)
    assert diff(state(new), state(new)).changes == ()


@given(ROWS, ROWS, st.integers(1, 9))
def test_a_digest_names_the_changes_and_their_base_in_any_order(old, new, base):
    changes = diff(state(old), state(new))
    turned = ChangeSet(changes.changes[::-1], 0)
    assert changes.digest(base) == turned.digest(base)
    assert changes.digest(base) != changes.digest(base + 1)
    more = ChangeSet((*changes.changes, Change("sources", "x", None, {"title": "y"})), 0)
    assert more.digest(base) != changes.digest(base)


@given(ROWS)
def test_a_dataset_is_its_rows(rows):
    dataset = small(*figures()[: len(rows)])
    assert rows_of(dataset_of(rows_of(dataset), dataset.city.release)) == rows_of(dataset)


def proposal(dataset, **values):
    """A proposal that gives named figures other values; each stands in its own row of a sheet."""
    old = rows_of(dataset)["observations"]
    changes = tuple(
        Change("observations", name, old[name], {**old[name], "value": value}) for name, value in values.items()
    )
    places = {
        ("observations", name): Place("观测值", row, "", {"value": "D"}) for row, name in enumerate(values, start=2)
    }
    return Proposal(changes, 0, (), Places(places))


def kinds(seen):
    return {(one.kind, one.where) for one in seen.problems}


def test_an_old_flaw_is_not_the_clerks_and_a_new_one_is():
    flawed = small(*figures(), observation(2022, "130", id="bad", key=key("rd", "xinbei")))
    seen = preview(proposal(flawed, b="10850"), (), flawed)
    assert seen.problems == ()
    seen = preview(proposal(flawed, e="362"), (), flawed)
    assert ("share-over-100", "观测值!D2") in kinds(seen)
    assert seen.outcome == "rejected"


def test_a_large_change_of_a_published_figure_asks_why():
    dataset = small(*figures())
    seen = preview(proposal(dataset, b="13500"), (), dataset)
    assert ("big-change", "观测值!D2") in kinds(seen)
    assert seen.outcome == "warned"
    assert [one.kind for one in seen.to_explain] == ["big-change"]
    assert seen.owners["观测值!D2"] == ("observations", "b")


def test_what_is_out_of_scope_is_refused_at_its_cell():
    dataset = small(*figures())
    seen = preview(proposal(dataset, b="10850"), (), dataset, lambda region, theme: region == "wujin")
    assert kinds(seen) == {("not-yours", "观测值!D2")}


def test_a_sum_that_no_longer_fits_is_told_where_the_change_stands_or_in_what_is_published():
    adds = replace(INDICATORS[0], aggregation=Aggregation.SUM)
    dataset = small(
        observation(2024, "100", id="city"),
        observation(2024, "60", id="a", key=key(region="wujin")),
        observation(2024, "40", id="b", key=key(region="xinbei")),
        indicators=(adds, *INDICATORS[1:]),
    )
    seen = preview(proposal(dataset, a="70"), (), dataset)
    (found,) = [one for one in seen.problems if one.kind in {"sum-differs", "sum-misses"}]
    assert found.where == "现行版次 地区生产总值 常州市 2024"
    assert found.needs_explanation
    assert seen.blocking == ()
    noted = explained(seen.all_changes, {seen.owners[found.where]: "口径调整"}, rows_of(dataset))
    assert {one.id: one.new["note"] for one in noted}["city"] == "口径调整"


def test_lights_flip_and_goals_are_met_and_lost():
    goal = target("at_least", "3.7", 2025, key=key("rd"), id="goal", base_period=2023, base_value="3.5")
    old = small(*figures(), targets=(goal,), headline=("gdp", "rd"))
    new = dataset_of(apply(proposal(old, e="3.8").changes, rows_of(old)), old.city.release)
    (shift,) = effects(old, new).flips
    assert shift.is_met_now
    assert not shift.is_lost_now
    (back,) = effects(new, old).flips
    assert back.is_lost_now


def test_ranks_move_and_series_are_redrawn():
    cities = [
        observation(2024, value, id=f"{region}", key=key("rd", region))
        for region, value in (("wujin", "3"), ("xinbei", "2"), ("changzhou", "1"))
    ]
    old = small(*cities, districts=("wujin", "xinbei", "changzhou"))
    new = dataset_of(apply(proposal(old, xinbei="4").changes, rows_of(old)), old.city.release)
    found = effects(old, new)
    assert {(one.region.id, one.before, one.after) for one in found.ranks} == {("wujin", 1, 2), ("xinbei", 2, 1)}
    assert [one.key.region for one in found.series] == ["xinbei"]


def test_only_a_goal_whose_figures_or_rules_change_is_read_again(monkeypatch):
    goals = [
        target("at_least", amount, 2025, key=key(name), id=name, base_period=2023, base_value="1")
        for name, amount in (("rd", "3.7"), ("gdp", "11000"))
    ]
    old = small(*figures(), targets=tuple(goals), headline=("gdp", "rd"))
    read = []
    real = of_effects.assessment_of
    monkeypatch.setattr(of_effects, "assessment_of", lambda state, one, on: read.append(one.id) or real(state, one, on))
    figure = dataset_of(apply(proposal(old, e="3.8").changes, rows_of(old)), old.city.release)
    assert [one.assessment.target.id for one in effects(old, figure).shifts] == ["rd"]
    assert set(read) == {"rd"}
    read.clear()
    bar = replace(old, targets=(goals[0], replace(goals[1], amount=Decimal(99000))))
    assert [one.assessment.target.id for one in effects(old, bar).shifts] == ["gdp"]
    assert set(read) == {"gdp"}
    assert [one.after for one in effects(old, replace(old, targets=())).shifts] == [None, None]
    read.clear()
    assert effects(old, replace(old)).shifts == ()
    assert read == []


def test_the_sentence_holds_the_numbers_of_the_preview():
    dataset = small(*figures())
    seen = preview(proposal(dataset, b="10850", e="3.65"), (), dataset)
    told = as_json(seen)
    assert told["changes"]["altered"] == 2
    assert "新增 0 项、修改 2 项、取消 0 项" in told["effects"]["sentence"]
    assert judgement(seen) == {name: told[name] for name in ("outcome", "introduction", "problems")}
    same = difference(ChangeSet((), 9), dataset, dataset)
    assert "完全一致" in difference_as_json(same)["effects"]["sentence"]


def test_kept_minutes_are_read_in_the_language_of_who_reads_and_older_ones_stay_readable():
    """Who filed the file may read another language; minutes of earlier versions hold names in Chinese alone."""
    goal = target("at_least", "3.7", 2024, key=key("rd"), id="goal", base_period=2020, base_value="1")
    dataset = small(*figures(), targets=(goal,), headline=("rd",))
    with speaking(Language.ENGLISH):
        minutes = json.loads(json_text(as_json(preview(proposal(dataset, e="3.8"), (), dataset))))
    assert [shift["target"] for shift in minutes["effects"]["flips"]] == ["goal"]
    chinese = introduction(minutes)
    with speaking(Language.ENGLISH):
        english, older = introduction(minutes), introduction(_without_english(minutes))
    assert "转为" in chinese
    assert re.search(r"[\u4e00-\u9fff]", english) is None
    assert "turns from" in english
    assert "turns from" in older
    assert minutes["effects"]["flips"][0]["name"] in older


def _without_english(values):
    """Plain values as earlier versions kept them: no wording in English, no introduction."""
    if isinstance(values, dict):
        older = {name: value for name, value in values.items() if not name.endswith("_en") and name != "introduction"}
        return {name: _without_english(value) for name, value in older.items()}
    return [_without_english(value) for value in values] if isinstance(values, list) else values


def test_values_are_listed_by_the_size_of_their_change():
    dataset = small(*figures())
    seen = preview(proposal(dataset, b="10850", e="3.8", a="10117"), (), dataset)
    assert [one.id for one in seen.difference.lines] == ["e", "b", "a"]


@pytest.mark.parametrize("kind", ["jump", "sum-differs", "sum-misses", "vanishes", "big-change"])
def test_what_may_be_published_with_an_explanation_is_marked_so(kind):
    from indicators.kinds import KINDS

    assert [one.id for one in KINDS.values() if one.explained and one.id == kind] == [kind]
