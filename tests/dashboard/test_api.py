"""The interface for other programs: the same answers as JSON and CSV."""

import csv
import io
import json

import pytest

from indicators.periods import Period


def rows(client, address):
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.text
    return json.loads(answer.text)["rows"]


def table(client, address):
    answer = client.get(f"/api/v1/{address}")
    assert answer.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("name", ["indicators", "observations", "targets", "assessments"])
def test_json_and_csv_have_the_same_rows(client, name):
    as_json, as_csv = rows(client, name), table(client, f"{name}.csv")
    assert len(as_json) == len(as_csv) > 0
    assert list(as_json[0]) == list(as_csv[0])


def test_a_figure_comes_with_its_source_and_its_words(client):
    found = rows(client, "observations?indicator=gdp&region=changzhou&period=2023")
    (charted,) = [one for one in found if one["charted"]]
    assert charted["confidence"] == "press"
    assert charted["value"] == 10116.4
    assert all(one["quote"] and one["title"] for one in found)


def test_a_number_has_the_digits_that_are_stored(client):
    told = client.get("/api/v1/observations?indicator=gdp&region=wujin&period=2021").text
    assert '"value": 1951.25' in told


def test_assessments_are_those_of_the_command_line(client, capsys):
    from dashboard.cli import main as cli

    cli.main(["assess", "--as-of", "2024", "--method", "completion", "--json"])
    assert json.loads(capsys.readouterr().out) == rows(client, "assessments?as_of=2024&method=completion")


def test_filters_are_joined(client):
    found = rows(client, "targets?indicator=hitech-firms&region=changzhou&period=2025&plan=14fyp")
    assert {one["id"] for one in found} == {"G019", "L147"}


@pytest.mark.parametrize(
    ("name", "when", "also"),
    [("observations", "period", "indicator=gdp&"), ("targets", "due", ""), ("assessments", "due", "as_of=2024&")],
)
def test_a_range_of_years_gives_what_each_of_its_years_gives(client, name, when, also):
    whole = rows(client, f"{name}?{also}period=2021..2025")
    years = [one for year in range(2021, 2026) for one in rows(client, f"{name}?{also}period={year}")]
    assert len(years) > 0
    assert all(one in whole for one in years)
    assert all("2021" <= one[when][:4] <= "2025" for one in whole)


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("observations?region=changzou", "changzhou"),
        ("observations?indicator=gpd", "gdp"),
        ("observations?colour=red", "indicator"),
        ("observations?period=soon", "2025"),
        ("assessments?as_of=2025H1", "as_of"),
        ("assessments?method=guess", "pace"),
        ("targets.csv?plan=99fyp", "14fyp"),
    ],
)
def test_what_cannot_be_answered_is_a_sentence_with_400(client, address, named):
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 400
    assert named in json.loads(answer.text)["error"]


def test_an_unknown_resource_is_404_and_names_those_there_are(client):
    answer = client.get("/api/v1/figures")
    assert answer.status_code == 404
    assert "observations" in json.loads(answer.text)["error"]


def test_the_index_names_every_resource_with_its_filters(client):
    assert client.get("/api/v1/").text == client.get("/api/v1").text
    assert set(json.loads(client.get("/api/v1").text)["resources"]) == {
        "indicators",
        "observations",
        "targets",
        "assessments",
    }


def test_nothing_can_be_changed(client):
    assert client.post("/api/v1/targets").status_code == 405


@pytest.mark.parametrize("name", ["observations", "assessments.csv", "targets?plan=14fyp"])
def test_an_answer_that_is_still_so_is_not_sent_again_and_costs_nothing(client, name, monkeypatch):
    first = client.get(f"/api/v1/{name}")
    monkeypatch.setattr("dashboard.web.api.rows", lambda *_: 1 / 0)
    again = client.get(f"/api/v1/{name}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "no-cache" in again.headers["Cache-Control"]


def test_other_questions_have_other_marks(client):
    asked = ["observations", "observations.csv", "observations?region=xinbei", "targets", "observations?as_of=2024"]
    assert len({client.get(f"/api/v1/{address}").headers["ETag"] for address in asked}) == len(asked)


def test_an_answer_about_a_named_release_is_kept_for_a_year(client):
    answer = client.get("/api/v1/observations?release=1")
    assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_an_answer_is_sent_while_it_is_written(client, monkeypatch):
    """The first rows are on their way before the last are made, so that no answer stands whole in memory."""
    from dashboard.web import api

    made = []
    rows = api.rows
    monkeypatch.setattr(api, "rows", lambda *about: made.append(len(about[2])) or rows(*about))
    with client.get("/api/v1/observations", buffered=False) as answer:
        pieces = answer.iter_encoded()
        next(pieces), next(pieces)
        assert made == [500]
        b"".join(pieces)
        assert sum(made) > 500


def test_as_of_leaves_out_what_ends_later(client):
    found = rows(client, "observations?as_of=2020&region=changzhou")
    assert found
    assert max(Period.parse(one["period"]).last for one in found) <= Period.of_year(2020).last
    assert len(found) < len(rows(client, "observations?region=changzhou"))
