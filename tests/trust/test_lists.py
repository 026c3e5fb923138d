"""Lists of reports made to keep a server busy: each is refused in a sentence before it is parsed, by every door."""

from __future__ import annotations

import base64
import json

import pytest

from dashboard.cli.main import main
from dashboard.kit import builder
from dashboard.reports import listing, workshop
from indicators.problems import UsageError
from tests.dashboard.conftest import Visitor, office  # noqa: F401 - a fixture

MANY = 20_000
WHOLE = "title: x\nparts:\n"
HOSTILE = {
    "lists in lists": ("[" * MANY, "嵌套太深"),
    "maps in maps": ("{a: " * MANY, "嵌套太深"),
    "dashes in dashes": ("- " * MANY, "嵌套太深"),
    "keys of keys": ("? " * MANY, "嵌套太深"),
    "deep below a part": (f"{WHOLE}- text: {'[' * MANY}", "嵌套太深"),
    "deep below the letter": (f"letter: {{issuer: {'[' * MANY}", "嵌套太深"),
    "a long flat list": (f"title: [{'a,' * 60_000}]", "内容太多"),
    "a long flat map": ("".join(f"k{number}: a\n" for number in range(15_000)), "内容太多"),
    "a long list of exhibits": (f"{WHOLE}- page: /goals\n  exhibits: [{'a,' * 60_000}]", "内容太多"),
    "copies of copies": ("a: &a [x]\n" + "".join(f"b{number}: [*a, *a]\n" for number in range(99)), "第 2 行"),
    "five hundred addresses": (WHOLE + "- page: /goals\n" * 500, "最多 100 处"),
    "addresses with filters": (WHOLE + "".join(f"- page: /?on={1000 + n}\n" for n in range(101)), "最多 100 处"),
    "too many parts": (WHOLE + "- text: a\n" * 501, "最多 500 项"),
    "too long": (f"title: {'常' * 70_000}", "200 KB"),
}
"""Each kind of bad list, and the words of the sentence that it is refused with."""


@pytest.fixture(params=HOSTILE)
def hostile(request):
    """Return a bad list and the words that its sentence has in it."""
    return HOSTILE[request.param]


@pytest.fixture
def parsed(monkeypatch):
    """Count what a parser was asked for: marks of the text, and whole texts."""
    counted = {"events": 0, "whole": 0}
    parse, load = listing.yaml.parse, listing.yaml.load

    def counting(*args, **params):
        for event in parse(*args, **params):
            counted["events"] += 1
            yield event

    def loading(*args, **params):
        counted["whole"] += 1
        return load(*args, **params)

    monkeypatch.setattr(listing.yaml, "parse", counting)
    monkeypatch.setattr(listing.yaml, "load", loading)
    return counted


def test_what_is_too_deep_or_too_much_is_never_parsed_whole(hostile, parsed):
    """Depth and number are counted on the way, and counting ends where the list is refused."""
    text, words = hostile
    with pytest.raises(UsageError, match=words):
        listing.read(text)
    assert parsed["events"] <= listing._MOST_EVENTS + 2
    assert parsed["whole"] == ("最多" in words)


def with_a_list(app):
    """Every callback that is handed a list, and the part of it that holds the list."""
    doors = {builder.LIST: lambda text: text, builder.value_of(builder.UPLOAD): uploaded}
    for name, callback in app.callback_map.items():
        for part in (*callback["inputs"], *callback["state"]):
            if part["id"] in doors and part["property"] in {"data", "value"}:
                yield name, callback, part, doors[part["id"]]


def uploaded(text):
    return {"name": "x.yaml", "contents": "data:," + base64.b64encode(text.encode()).decode()}


def fields(kind, name, letter):
    """The components of a kind that a page has: the fields of a letter; of others none."""
    return [{"id": {"type": kind, "name": one}, "property": name} for one in letter if kind == builder.LETTER]


def filled(parts, chosen, value, letter):
    """The parts of a post as a browser sends them, all but the chosen one blank."""
    return [
        fields(json.loads(part["id"])["type"], part["property"], letter)
        if "ALL" in part["id"]
        else {**part, "value": value if part == chosen else None}
        for part in parts
    ]


def outputs(callback, letter):
    found = callback["output"]
    several = isinstance(found, (list, tuple))
    named = [
        fields(one.component_id["type"], one.component_property, letter)
        if isinstance(one.component_id, dict)
        else {"id": one.component_id, "property": one.component_property}
        for one in (found if several else [found])
    ]
    return named if several else named[0]


@pytest.mark.parametrize("letter", [tuple(builder.LETTER_FIELDS), ()], ids=["page", "forged"])
def test_every_callback_that_is_handed_a_list_answers_a_hostile_one(app, client, parsed, caplog, hostile, letter):
    """Whatever the page does with a list: it is not parsed, and no fault is logged, of a forged post neither."""
    text, _ = hostile
    client.get("/")
    doors = list(with_a_list(app))
    assert len(doors) >= 6
    answers = {}
    for name, callback, part, wrapped in doors:
        sent = {
            "output": name,
            "outputs": outputs(callback, letter),
            "inputs": filled(callback["inputs"], part, wrapped(text), letter),
            "state": filled(callback["state"], part, wrapped(text), letter),
            "changedPropIds": [f"{callback['inputs'][0]['id']}.{callback['inputs'][0]['property']}"],
        }
        if part in callback["inputs"]:
            sent["changedPropIds"] = [f"{part['id']}.{part['property']}"]
        answers[name, part["id"]] = client.post("/_dash-update-component", json=sent).status_code
    assert {door: status for door, status in answers.items() if status >= 500} == {}
    assert "Traceback" not in caplog.text
    assert parsed["events"] <= len(doors) * (listing._MOST_EVENTS + 2)


def test_a_hostile_list_is_not_kept(office, hostile):  # noqa: F811
    """Whoever has an account gets the sentence, and no list is there afterwards."""
    text, words = hostile
    answer = Visitor(office, "reporter").post("/report/lists", text=text, name="x")
    assert answer.status_code in {400, 413}
    assert words in json.loads(answer.text)["error"]


def test_a_hostile_list_that_reached_the_queue_is_refused_there_too(dataset, hostile):
    """Who posts to the queue directly gets past no door: what makes the pack reads the list by the same rule."""
    text, words = hostile
    with pytest.raises(UsageError, match=words):
        workshop.written(lambda _: dataset, text, "docx", "", lambda *_: None)


@pytest.mark.parametrize("name", ["lists in lists", "five hundred addresses", "too long"])
def test_the_command_refuses_a_hostile_list(tmp_path, monkeypatch, capsys, settings, name):
    text, words = HOSTILE[name]
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("INNOVATION_STATE", str(settings.state))
    assert main(["report", str(path), "-o", str(tmp_path / "x.docx")]) == 1
    assert words in capsys.readouterr().err
    assert not (tmp_path / "x.docx").exists()
