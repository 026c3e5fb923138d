"""More than three hundred good, odd, bad and hostile files: each is read as it has to be, and none silently wrong."""

import re
from dataclasses import replace

import pytest

from indicators.workbook.reader import in_a_child, in_this_process, read
from tests.workbook.books import INDICATORS, small
from tests.workbook.corpus import files, numbers, shapes, words

CASES = [*numbers.cases(), *words.cases(), *shapes.cases(), *files.cases()]
IN_A_CHILD = [one for one in CASES if one.is_hostile] + CASES[::25]
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def known():
    """A small city whose indicators have short names of their own."""
    names = {"gdp": "GDP", "rd": "研发占比", "place": "位次"}
    return small(indicators=tuple(replace(one, short_name=names[one.id]) for one in INDICATORS))


_OURS = re.compile(r"[A-Za-z]+(?:Error|Exception)\b|Traceback|<class|object at 0x")
"""Names of classes, which no sentence to a clerk has."""


def value_of(given):
    """What an entry says, in the short form of the corpus."""
    words = [given.get("qualifier", ""), given.get("value", "") or given.get("absence", "")]
    return " ".join(word for word in words if word)


def check(case, known, reader):
    reading = read(case.make(), case.name, known, reader=reader)
    assert {(one.kind, one.where) for one in reading.problems} == case.problems
    keys = ("indicator", "region", "industry", "period")
    taken = {
        tuple({"industry": "all", **one.given}[name] for name in keys): value_of(one.given)
        for one in reading.draft.entries
        if one.table == "observations"
    }
    assert {key: value for key, value in taken.items() if value} == dict(case.values)
    for one in reading.problems:
        assert HAN.search(one.message.zh), one.kind
        assert HAN.search(one.remedy.zh), one.kind
        sentences = " ".join(f"{text.zh} {text.en}" for text in (one.message, one.remedy))
        assert "{" not in sentences, one.kind
        assert not _OURS.search(sentences), one.kind


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_file_is_read_as_it_has_to_be(case, known):
    check(case, known, in_this_process)


@pytest.mark.parametrize("case", IN_A_CHILD, ids=lambda case: case.id)
def test_a_child_process_reads_the_same(case, known):
    check(case, known, in_a_child)


def test_the_corpus_is_large_and_every_file_of_it_has_a_name_of_its_own():
    assert len({case.id for case in CASES}) == len(CASES) >= 300
