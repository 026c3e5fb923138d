"""The page "What you can rely on" promises nothing without a test, and every test that it names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGES = {"README.md": "## What you can rely on\n", "README.zh-CN.md": "## 可以放心什么\n"}
PART = re.compile(r"`trust ([a-z]+)`")
TEST = re.compile(r"`(test_\w+)`")
ROW = re.compile(r"^\| (?!promise|---)([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def promises(root: Path, name: str) -> str:
    """Return the page of promises, up to what it says of axe."""
    return (root / name).read_text(encoding="utf-8").partition(PAGES[name])[2].partition("\n## ")[0].partition("axe")[0]


@pytest.mark.parametrize("name", PAGES)
def test_every_test_that_a_promise_names_is_there(root, name):
    from tests.trust.long import PARTS

    files = {path.stem for path in root.glob("tests/**/test_*.py")}
    page = promises(root, name)
    named = set(TEST.findall(page))
    assert named
    assert named <= files, named - files
    assert set(PART.findall(page)) <= PARTS.keys()


def test_every_promise_names_a_test_and_what_was_measured(root):
    """A row without a test, or without a figure, promises nothing."""
    rows = ROW.findall(promises(root, "README.md"))
    assert len(rows) >= 20
    for promise, tests, measured in rows:
        assert TEST.search(tests), promise
        assert re.search(r"\d|every|each", measured), promise


def test_every_long_proof_and_every_file_of_such_tests_is_named(root):
    """What is tried for long, and each file of tests/trust, stands at a promise."""
    from tests.trust.long import PARTS

    page = promises(root, "README.md")
    assert PARTS.keys() == set(PART.findall(page))
    assert {path.stem for path in root.glob("tests/trust/test_*.py")} <= set(TEST.findall(page))
