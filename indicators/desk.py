"""The use cases: which release is current, what it holds, and answers that are worked out once for each release."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from indicators.dataset import Dataset

_ANSWERS_KEPT = 128  # a page is a few megabytes in memory


class Desk:
    """Holds the current release in memory and remembers answers about it; as it never changes, they stay true."""

    def __init__(self, dataset: Dataset) -> None:
        """Open the desk with one release."""
        self._dataset = dataset
        self._answer = lru_cache(maxsize=_ANSWERS_KEPT)(_ask)

    def dataset(self) -> Dataset:
        """Return the dataset of the current release."""
        return self._dataset

    def answer(self, question: Callable[..., Any], *about: Hashable) -> Any:  # noqa: ANN401 - whatever was asked
        """Return `question(dataset, *about)` for the current release, from memory where it was asked before."""
        return self._answer(question, self._dataset, *about)


def _ask(question: Callable[..., Any], dataset: Dataset, *about: Hashable) -> Any:  # noqa: ANN401
    return question(dataset, *about)
