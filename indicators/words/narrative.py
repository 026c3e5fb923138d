"""Sentences that an official would write, in both languages: every function is from values to Text.

Both sides of a sentence hold the same digits, which are those that tables show beside it. English keeps the units
in which the figures are printed (hundred million yuan, ten thousand people) for that reason.
"""

from indicators.words.figures import ranking, rounding, series, total
from indicators.words.goals import goal
from indicators.words.paragraphs import goals, important, industry, plan, region, verdict
from indicators.words.phrases import counted, paragraph

__all__ = [
    "counted",
    "goal",
    "goals",
    "important",
    "industry",
    "paragraph",
    "plan",
    "ranking",
    "region",
    "rounding",
    "series",
    "total",
    "verdict",
]
