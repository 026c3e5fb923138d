"""No text of a picture lies on another, none is too small or outside: measured in what a browser draws."""

import random

from tests.browser.boxes import LOOKS, exhibits, measuring

SEED, SAMPLE = 12, 20


def test_no_text_of_a_picture_lies_on_another_nor_is_too_small(browser, dataset):
    """A sample of all exhibits at all sizes, the same each time; `make bench` measures them all."""
    found = exhibits(dataset)
    every = [(name, looks) for name in sorted(found) for looks in LOOKS]
    pairs = random.Random(SEED).sample(every, SAMPLE)  # noqa: S311 - a sample, no secret
    with measuring(browser) as faults_of:
        assert {(name, looks): wrong for name, looks in pairs if (wrong := faults_of(found[name], looks))} == {}
