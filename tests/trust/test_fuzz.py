"""Whatever is asked, in whatever words: an answer below 500, and a sentence where it is a refusal."""

from __future__ import annotations

import json
import random

import pytest

HUGE = "9" * 30
HOSTILE = (
    "",
    "0",
    "-1",
    HUGE,
    "1e400",
    "\x00",
    "../../etc/passwd",
    "'\"<script>",
    "٣",
    "²",
    "常" * 200,
    "%",
    "None",
    "[]",
    "a" * 3000,
)
VALUES = (
    None,
    True,
    0,
    -1,
    10**40,
    1.5,
    "",
    "\x00",
    "常" * 50,
    [],
    [[]],
    {},
    {"type": "x"},
    [None],
    ["a", 1],
    {"a": {"b": []}},
)
NAMES = (
    "release",
    "plan",
    "region",
    "industry",
    "indicator",
    "theme",
    "method",
    "on",
    "words",
    "period",
    "as_of",
    "to",
    "from",
    "next",
    "form",
    "n",
)
MOST = 400


def addresses(app):
    """Every address that can be asked for, with hostile words in its blanks."""
    for rule in app.server.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint == "static":
            continue
        for word in HOSTILE if rule.arguments else ("",):
            path = rule.rule
            for argument in rule.arguments:
                for kind in ("", "int:", "path:"):
                    path = path.replace(f"<{kind}{argument}>", word or "x")
            yield path


def test_every_address_with_hostile_words_in_its_blanks_is_answered(app, client):
    """Huge numbers, other scripts' digits, markup, paths upwards, files that no component has."""
    answers = {path: client.get(path, buffered=True).status_code for path in addresses(app)}
    assert {path: status for path, status in answers.items() if status >= 500} == {}


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/goals",
        "/indicators",
        "/api/v1/observations",
        "/api/v1/assessments.csv",
        "/export/goals/goals.csv",
        "/sign-in",
        "/releases",
    ],
)
def test_every_filter_takes_hostile_words(client, path):
    """No word in a filter of a page, of the interface or of a file leads to a fault."""
    answers = {
        (name, word): client.get(path, query_string={name: word}, buffered=True).status_code
        for name in NAMES
        for word in HOSTILE
    }
    assert {key: status for key, status in answers.items() if status >= 500} == {}


def named(output):
    """An output as a browser names it."""
    name = output.component_id
    plain = (
        {key: value if isinstance(value, str) else 0 for key, value in name.items()} if isinstance(name, dict) else name
    )
    return {"id": plain, "property": output.component_property}


def body(chance, callback):
    """A post to a callback whose values, and now and then whose parts, are not as a browser would send them."""
    one_of = chance.choice
    output = callback["output"]
    whole = {
        "output": callback["name"],
        "outputs": [named(part) for part in output] if isinstance(output, (list, tuple)) else named(output),
        "inputs": [{**part, "value": one_of(VALUES)} for part in callback["inputs"]],
        "state": [{**part, "value": one_of(VALUES)} for part in callback["state"]],
        "changedPropIds": [f"{part['id']}.{part['property']}" for part in callback["inputs"]][:1],
    }
    for _ in range(chance.randrange(3)):
        key = one_of(list(whole))
        if chance.random() < 0.3:
            whole.pop(key)
        else:
            whole[key] = one_of((*VALUES, [one_of(VALUES)], {"id": one_of(VALUES)}))
    return whole


def test_every_callback_takes_whatever_json_is_sent(app, client):
    """Wrong types, missing parts, other callbacks' names: a post is refused or answered, and never a fault."""
    client.get("/")
    chance, found = random.Random(7), {}  # noqa: S311 - the same bodies each time
    callbacks = [{"name": name, **callback} for name, callback in app.callback_map.items()]
    for _ in range(MOST):
        sent = body(chance, chance.choice(callbacks))
        text = json.dumps(sent)
        status = client.post("/_dash-update-component", data=text, content_type="application/json").status_code
        if status >= 500:
            found[text[:300]] = status
    for text in ("", "[]", "null", "1", '"a"', "{", "\x00", "[" * 5000):
        status = client.post("/_dash-update-component", data=text, content_type="application/json").status_code
        if status >= 500:
            found[text[:30]] = status
    assert found == {}
