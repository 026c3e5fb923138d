"""A figure in a row of a table with the line of the last ones beside it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trend:
    """A figure with the line of the last ones beside it: points of (time, value), and what they say in words."""

    text: str
    points: tuple[tuple[float, float], ...]
    spoken: str = ""
