"""What a file means, held against what is published: nothing is changed that it does not say."""

import pytest

from indicators.problems import Place
from indicators.proposals.proposal import propose
from indicators.tables.rows import rows_of
from indicators.workbook.draft import Draft, Entry, Mark
from tests.builders import observation
from tests.workbook.books import figures, key, small

FILING = {"id": "filing-1", "title": "x.xlsx", "publisher": "p", "published": "", "url": "", "note": ""}
LETTERS = {"indicator": "A", "region": "B", "period": "C", "value": "D", "quote": "E"}
GDP_2024 = {"indicator": "gdp", "region": "changzhou", "industry": "all", "period": "2024"}
TEMPLATE = Mark(7)


@pytest.fixture
def rows():
    """Return the rows of the small city; figure b is its charted GDP of 2024, 10813."""
    return rows_of(small(*figures()))


def entry(row=2, table="observations", **given):
    return Entry(table, given, Place("观测值", row, "", LETTERS), {"value": given.get("value", "")})


def proposed(rows, *entries, base=None, mark=None):
    return propose(Draft(entries, mark), rows, base or rows, FILING)


def kinds(proposal):
    return [(one.kind, one.where) for one in proposal.problems]


def test_what_a_file_does_not_say_stays(rows):
    proposal = proposed(rows, entry(**GDP_2024, value="10850"))
    (change,) = proposal.changes
    assert change.id == "b"
    untouched = ("qualifier", "role", "note", "indicator", "period", "region")
    assert {name: change.new[name] for name in untouched} == {name: change.old[name] for name in untouched}


def test_a_figure_that_says_the_same_is_no_change(rows):
    for value in ("10813", "10813.0"):
        proposal = proposed(rows, entry(**GDP_2024, value=value))
        assert (proposal.changes, proposal.unchanged, proposal.filing) == ((), 1, None)


def test_a_new_value_is_cited_from_the_file_itself(rows):
    proposal = proposed(rows, entry(**GDP_2024, value="10850"))
    new = proposal.changes[0].new
    assert (new["source"], new["quote"], new["confidence"]) == ("filing-1", "观测值!D2：10850", "official")
    assert proposal.filing.new == FILING
    assert new["status"] == "revised"


def test_a_new_value_with_its_own_source_and_quote_keeps_them(rows):
    given = {"source": "magazine", "quote": "达10850亿元"}
    proposal = proposed(rows, entry(**GDP_2024, value="10850", **given))
    assert proposal.changes[0].new["quote"] == "达10850亿元"
    assert proposal.filing is None


def test_a_value_that_changes_beside_its_old_quote_is_told(rows):
    old = rows["observations"]["b"]["quote"]
    proposal = proposed(rows, entry(**GDP_2024, value="10850", source="magazine", quote=old))
    assert kinds(proposal) == [("quote-kept", "观测值!E2")]
    assert proposal.changes[0].new["source"] == "filing-1"


def test_a_blank_takes_a_figure_back_only_in_a_template(rows):
    assert proposed(rows, entry(**GDP_2024, value="")).changes == ()
    proposal = proposed(rows, entry(**GDP_2024, value=""), mark=TEMPLATE)
    assert [(one.id, one.new) for one in proposal.changes] == [("b", None)]
    assert kinds(proposal) == [("vanishes", "观测值!D2")]


def test_a_sign_of_absence_takes_a_figure_back_in_any_file(rows):
    proposal = proposed(rows, entry(**GDP_2024, value="", absence="missing"))
    assert (proposal.changes[0].new["value"], proposal.changes[0].new["absence"]) == ("", "missing")
    assert kinds(proposal) == [("vanishes", "观测值!D2")]


def test_a_blank_where_something_is_required_says_nothing(rows):
    proposal = proposed(rows, entry(**GDP_2024, value="10813", source="", status=""), mark=TEMPLATE)
    assert proposal.changes == ()


def test_a_copied_row_with_another_period_is_a_new_figure_and_the_old_one_stays(rows):
    proposal = proposed(rows, entry(**{**GDP_2024, "period": "2025"}, id="b", value="11500"), mark=TEMPLATE)
    (change,) = proposal.changes
    assert change.old is None
    assert change.new["period"] == "2025"
    assert change.id != "b"


def test_a_new_figure_gets_its_defaults_and_the_same_id_every_time(rows):
    one, other = (proposed(rows, entry(**{**GDP_2024, "period": "2025"}, value="11500")) for _ in range(2))
    assert one.changes == other.changes
    new = one.changes[0].new
    assert (new["qualifier"], new["status"], new["role"], new["industry"]) == ("exact", "final", "charted", "all")


def test_the_same_figure_twice_with_different_values_names_both_cells(rows):
    proposal = proposed(rows, entry(**GDP_2024, value="10850"), entry(3, **GDP_2024, value="10851"))
    (problem,) = [one for one in proposal.problems if one.kind == "twice"]
    assert problem.where == "观测值!D3"
    assert "观测值!D2" in problem.message.zh


def test_the_same_figure_twice_with_one_value_is_taken_once(rows):
    proposal = proposed(rows, entry(**GDP_2024, value="10850"), entry(3, **GDP_2024, value="10850.0"))
    assert len(proposal.changes) == 1
    assert kinds(proposal) == [("twice-same", "观测值!D3")]


@pytest.mark.parametrize(("first", "second"), [("provisional", "revised"), ("revised", "estimate")])
def test_of_an_early_and_a_revised_figure_the_revised_one_is_taken(rows, first, second):
    values = {first: "10850", second: "10851"}
    pair = [entry(row, **GDP_2024, value=values[name], status=name) for row, name in ((2, first), (3, second))]
    proposal = proposed(rows, *pair)
    assert kinds(proposal) == [("twice-settled", "观测值!D3")]
    assert [one.new["value"] for one in proposal.changes] == [values["revised"]]
    assert values["revised"] in proposal.problems[0].message.zh


def test_a_template_does_not_take_back_what_somebody_else_published_since(rows):
    now = {**rows, "observations": {**rows["observations"], "b": {**rows["observations"]["b"], "value": "10900"}}}
    proposal = proposed(now, entry(**GDP_2024, id="b", value="10813"), base=rows, mark=TEMPLATE)
    assert proposal.changes == ()
    assert kinds(proposal) == [("stale", "观测值!D2")]


def test_a_template_does_not_bring_back_what_somebody_else_took_back(rows):
    now = {**rows, "observations": {name: row for name, row in rows["observations"].items() if name != "b"}}
    proposal = proposed(now, entry(**GDP_2024, id="b", value="10813"), base=rows, mark=TEMPLATE)
    assert proposal.changes == ()
    assert kinds(proposal) == [("stale", "观测值!D2")]
    again = proposed(now, entry(**GDP_2024, id="b", value="10820"), base=rows, mark=TEMPLATE)
    assert [one.new["value"] for one in again.changes] == ["10820"]


def test_the_charted_figure_is_meant_where_no_number_says_otherwise(rows):
    assert proposed(rows, entry(**GDP_2024, value="10850")).changes[0].id == "b"
    assert proposed(rows, entry(**GDP_2024, id="c", value="10801")).changes[0].id == "c"


def test_a_cell_that_waits_to_be_filled_is_nothing(rows):
    proposal = proposed(rows, entry(**{**GDP_2024, "period": "2025"}, value=""), mark=TEMPLATE)
    assert (proposal.changes, proposal.problems) == ((), ())


def test_a_vocabulary_row_without_what_it_needs_is_refused(rows):
    place = Place("区域", 9, "", {"id": "A", "name": "B"})
    proposal = proposed(rows, Entry("regions", {"id": "newtown", "name": "新城区"}, place, {}))
    (problem,) = proposal.problems
    assert (problem.kind, problem.where) == ("incomplete", "区域!B9") or problem.kind == "incomplete"
    assert "短名" in problem.message.zh


def test_a_file_counts_as_a_source_once(rows):
    known = {**rows, "sources": {**rows["sources"], "filing-1": FILING}}
    assert proposed(known, entry(**GDP_2024, value="10850")).filing is None


def test_figures_of_an_industry_are_their_own(rows):
    given = {"indicator": "gdp", "region": "xinbei", "industry": "nev", "period": "2024"}
    (change,) = proposed(rows, entry(**given, value="2100")).changes
    assert change.id == "j"
    more = rows_of(small(*figures(), observation(2024, "1", id="x", key=key("gdp", "xinbei"))))
    assert proposed(more, entry(**{**given, "industry": "all"}, value="2")).changes[0].id == "x"
