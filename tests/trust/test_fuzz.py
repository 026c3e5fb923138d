"""Whatever is asked, in whatever words: an answer below 500, and a sentence where it is a refusal."""

from __future__ import annotations

import json
import random
import re

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
                path = re.sub(rf"<(\w+:)?{argument}>", lambda _, word=word: word or "x", path)
            yield path


UNKNOWN = (
    "/_dash-component-suites/dash/nothing.js",
    "/_dash-component-suites/nothing/dash.js",
    "/_dash-component-suites/dash/dcc/../../../../etc/passwd",
    "/_dash-component-suites/dash/deps/react@99.v9_9_9m1.min.js",
    f"/_dash-component-suites/dash/{'a/' * 500}b.js",
    "/_dash-component-suites/%00/%ff.js",
    "/assets/nothing.js",
    f"/data/uploads/{HUGE}",
    f"/data/uploads/{HUGE}/original",
    f"/report/lists/{HUGE}/file",
    f"/releases?from={HUGE}&to={HUGE}",
    f"/?release={HUGE}",
    f"/api/v1/targets?release={HUGE}",
    f"/api/v1/releases/{HUGE}",
    f"/export/goals/ways.xlsx?release={HUGE}&width={HUGE}px",
)


@pytest.mark.parametrize("path", UNKNOWN)
def test_what_there_is_not_is_a_sentence(client, caplog, path):
    """A file that no component has, a number that nothing has: below 500, with words, and no fault in the log."""
    answer = client.get(path, buffered=True)
    assert answer.status_code < 500
    assert answer.status_code < 400 or answer.text.strip()
    assert "Traceback" not in answer.text + caplog.text


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
    for number in range(MOST):
        sent = body(chance, callbacks[number % len(callbacks)])
        text = json.dumps(sent)
        status = client.post("/_dash-update-component", data=text, content_type="application/json").status_code
        if status >= 500:
            found[text[:300]] = status
    for text in ("", "[]", "null", "1", '"a"', "{", "\x00", "[" * 5000):
        status = client.post("/_dash-update-component", data=text, content_type="application/json").status_code
        if status >= 500:
            found[text[:30]] = status
    assert found == {}
