"""Whatever the interface is asked, it answers as its own description says: rows, or a sentence; never a fault."""

import json
import random
from urllib.parse import quote

import pytest

ODD = (
    "",
    "0",
    "-1",
    "1" * 60,
    "2021..2025",
    "2025H3",
    "2016/15",
    "gdp",
    "gdp,revenue",
    "..",
    "%00",
    "null",
    "en",
    "csv",
)
TIMES, SEED = 400, 20261126


@pytest.fixture(scope="module")
def described(app):
    return json.loads(app.server.test_client().get("/api/v1/openapi.json").text)


def questions(described, dataset):
    """Addresses with members and filters, known and odd ones mixed; always the same."""
    dice = random.Random(SEED)  # noqa: S311 - to ask with
    known = (*dataset.indicators, *dataset.regions, *dataset.industries, *dataset.plans)
    strange = [chr(dice.choice((0, 9, 39, 60, 0x4E2D, 0x202E, 0x1F600))) * dice.randint(1, 9) for _ in range(20)]
    values = (*ODD, *strange, *dice.sample(known, 40))
    for _ in range(TIMES):
        path = dice.choice(sorted(described["paths"]))
        named = [one["name"] for one in described["paths"][path]["get"]["parameters"] if one["in"] == "query"]
        names = (*named, "format", "lang", dice.choice(strange))
        query = {dice.choice(names): dice.choice(values) for _ in range(dice.randint(0, 4))}
        yield path, dice.choice(values) if "{id}" in path else "", query


def test_an_answer_is_one_that_the_description_names(client, described, dataset):
    seen = {keeps_its_word(client, described, *question) for question in questions(described, dataset)}
    assert {200, 400, 404} <= seen


def keeps_its_word(client, described, path, member, query):
    """Ask, and return the status of an answer that is as it was described."""
    asked = described["paths"][path]["get"]["responses"]
    answer = client.get("/api/v1" + path.replace("{id}", quote(member, safe="") or "_"), query_string=query)
    where = (path, member, query, answer.status_code)
    assert str(answer.status_code) in asked, where
    told = json.loads(answer.text) if answer.mimetype == "application/json" else {}
    if answer.status_code == 200 and told:
        fits(told, asked["200"], described)
    elif answer.status_code != 200:
        assert set(told) == {"error"}, where
        assert told["error"].strip()
        assert "Traceback" not in told["error"]
    return answer.status_code


def fits(body, response, described):
    schema = resolved(response["content"]["application/json"]["schema"], described)
    assert set(schema.get("required", ())) <= set(body)
    assert set(body) <= set(schema["properties"])
    if "rows" in body:
        row = resolved(schema["properties"]["rows"]["items"], described)
        assert all(set(one) <= set(row["properties"]) for one in body["rows"][:5])
        assert body["count"] == len(body["rows"])


def resolved(schema, described):
    return described["components"]["schemas"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
