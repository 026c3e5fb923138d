"""The interface for other programs: the same answers as JSON and CSV."""

import csv
import io
import json
from dataclasses import replace

import pytest

from dashboard.app import create_app
from dashboard.web.interface.resources import RESOURCES
from indicators.periods import Period
from indicators.views.programs import sdmx


def rows(client, address):
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.text
    return json.loads(answer.text)["rows"]


def table(client, address):
    answer = client.get(f"/api/v1/{address}")
    assert answer.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("name", RESOURCES)
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
        "regions",
        "industries",
        "sources",
        "observations",
        "targets",
        "assessments",
        "conflicts",
        "releases",
    }


def test_nothing_can_be_changed(client):
    assert client.post("/api/v1/targets").status_code == 405


@pytest.mark.parametrize("name", ["observations", "assessments.csv", "targets?plan=14fyp"])
def test_an_answer_that_is_still_so_is_not_sent_again_and_costs_nothing(client, name, monkeypatch):
    first = client.get(f"/api/v1/{name}")
    monkeypatch.setattr("dashboard.web.interface.api.rows", lambda *_: 1 / 0)
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
    from dashboard.web.interface import api

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


@pytest.mark.parametrize(
    ("resource", "member"),
    [
        ("indicators", "gdp"),
        ("regions", "wujin"),
        ("industries", "power-battery"),
        ("sources", "changzhou-keji-2022-2"),
        ("targets", "G019"),
        ("releases", "1"),
    ],
)
def test_one_thing_has_an_address_and_what_is_not_there_is_404(client, resource, member):
    known = rows(client, resource)
    member = member if any(str(one["id"]) == member for one in known) else known[0]["id"]
    assert rows(client, f"{resource}/{member}") == [one for one in known if str(one["id"]) == str(member)]
    for missing in (f"{resource}/nothing", f"{resource}/{member}/more", "assessments/G019", "sources.sdmx.csv"):
        answer = client.get(f"/api/v1/{missing}")
        assert answer.status_code == 404, missing
        assert json.loads(answer.text)["error"]


def test_the_description_names_every_resource_field_and_filter(client):
    told = json.loads(client.get("/api/v1/openapi.json").text)
    assert told["openapi"] == "3.1.0"
    for name, one in RESOURCES.items():
        assert list(told["components"]["schemas"][name]["properties"]) == [field.name for field in one.fields]
        given = [each["name"] for each in told["paths"][f"/{name}"]["get"]["parameters"]]
        assert given == [*one.filters, "release"]
        assert (f"/{name}/{{id}}" in told["paths"]) == (one.get is not None)
    references = {part.split('"')[0] for part in json.dumps(told).split("#/components/schemas/")[1:]}
    assert references <= set(told["components"]["schemas"])


@pytest.mark.parametrize("name", ["regions", "sources/", "openapi.json", "releases"])
def test_every_answer_has_a_mark_by_which_it_is_not_sent_again(client, name):
    first = client.get(f"/api/v1/{name.rstrip('/')}")
    again = client.get(f"/api/v1/{name.rstrip('/')}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_figures_are_handed_out_as_sdmx_has_them_one_for_each_series_and_time(client):
    answer = client.get("/api/v1/observations.sdmx.csv?indicator=gdp")
    assert answer.headers["Content-Type"].startswith("application/vnd.sdmx.data+csv")
    found = list(csv.DictReader(io.StringIO(answer.text)))
    assert list(found[0])[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    keys = [(one["INDICATOR"], one["REF_AREA"], one["ACTIVITY"], one["TIME_PERIOD"]) for one in found]
    assert len(set(keys)) == len(keys) > 0
    [one] = [one for one in found if (one["REF_AREA"], one["TIME_PERIOD"]) == ("changzhou", "2023")]
    assert one["OBS_VALUE"] == "10116.4"


@pytest.mark.parametrize(
    ("period", "written"),
    [
        ("2025", "2025"),
        ("2025H2", "2025-S2"),
        ("2025Q3", "2025-Q3"),
        ("2025-06", "2025-06"),
        ("2025-01..09", "2025-01-01/P9M"),
        ("2021..2025", "2021-01-01/P5Y"),
        ("2015/16", "2015-04-01/P1Y"),
    ],
)
def test_every_kind_of_period_is_a_time_of_sdmx(period, written):
    assert sdmx.time(Period.parse(period)) == written


def test_scripts_of_other_sites_read_it_only_where_a_setting_allows_them(client, settings, tmp_path):
    asked = {"Origin": "https://news.example"}
    assert "Access-Control-Allow-Origin" not in client.get("/api/v1/regions", headers=asked).headers
    own = create_app(replace(settings, state=tmp_path, cors="https://news.example")).server.test_client()
    allowed = own.get("/api/v1/regions", headers=asked).headers
    assert allowed["Access-Control-Allow-Origin"] == "https://news.example"
    assert "Origin" in allowed["Vary"]
    assert (
        "Access-Control-Allow-Origin" not in own.get("/api/v1/regions", headers={"Origin": "https://x.example"}).headers
    )
    assert "Access-Control-Allow-Origin" not in own.get("/", headers=asked).headers


@pytest.mark.filterwarnings("ignore")  # the library's own dependencies warn
def test_the_interface_is_a_frictionless_package_by_its_address(client, tmp_path):
    frictionless = pytest.importorskip("frictionless")
    told = json.loads(client.get("/api/v1/datapackage.json").text)
    assert [one["name"] for one in told["resources"]] == list(RESOURCES)
    for one in told["resources"]:
        path = one["path"].removeprefix("http://localhost")
        assert path == f"/api/v1/{one['name']}.csv?release=1"
        one["path"] = f"{one['name']}.csv"
        (tmp_path / one["path"]).write_bytes(client.get(path).data)
    (tmp_path / "datapackage.json").write_text(json.dumps(told), encoding="utf-8")
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.flatten(["title", "message"]) == []
    assert client.get("/api/v1/datapackage.json?release=x").status_code == 400
