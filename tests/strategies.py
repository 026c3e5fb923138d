"""Cities as hypothesis draws them: figures and goals of every sort, with the texts and numbers that people write."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import strategies as st

from indicators.goals.targets import Comparator, Firmness, Target
from indicators.model import Absence, Citation, Confidence, Key, Qualifier, Status
from indicators.periods import Period
from indicators.table import Observation
from tests.workbook.books import small

WORDS = st.text(
    st.sampled_from("全社会研发投入占比达3.62%，约“甲”;；、=+-@'\"<>&#！１２万亿元家 abcXYZ🚀—…"),
    min_size=1,
    max_size=40,
).map(lambda text: re.sub("<(?=[a-zA-Z/!?])", "< ", " ".join(text.split())) or "文")  # no cell may hold markup
PERIODS = st.one_of(
    st.integers(1990, 2035).map(str),
    st.tuples(st.integers(1990, 2035), st.sampled_from(["H1", "H2", "Q1", "Q2", "Q3", "Q4", "-01", "-06", "-12"])).map(
        lambda pair: f"{pair[0]}{pair[1]}"
    ),
    st.integers(1990, 2030).map(lambda year: f"{year}-01..09"),
    st.integers(1990, 2030).map(lambda year: f"{year}..{year + 4}"),
).map(Period.parse)
NUMBERS = st.one_of(
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.integers(0, 10**14).map(Decimal),
    st.integers(1, 10**12).map(lambda whole: Decimal(whole).scaleb(-6)),
    st.decimals(min_value=-100, max_value=100, places=1),
)
KEYS = st.builds(
    Key,
    st.sampled_from(["gdp", "rd", "place"]),
    st.sampled_from(["changzhou", "wujin", "xinbei", "jiangsu"]),
    st.sampled_from(["all", "nev"]),
)
CITATIONS = st.builds(
    Citation, st.just("magazine"), st.sampled_from(["", "12", "封二"]), WORDS, st.sampled_from(Confidence)
)


@st.composite
def observations(draw, name: str, key: Key, period: Period) -> Observation:
    """Draw one figure, or one that says why there is none."""
    value = draw(st.none() | NUMBERS)
    return Observation(
        id=name,
        key=key,
        period=period,
        value=value,
        qualifier=draw(st.sampled_from(Qualifier)),
        status=draw(st.sampled_from(Status)),
        citation=draw(CITATIONS),
        charted=draw(st.booleans()),
        absence=None if value is not None else draw(st.sampled_from(Absence)),
        break_reason=draw(st.just("") | WORDS),
        note=draw(st.just("") | WORDS),
    )


@st.composite
def targets(draw, name: str, above: tuple[str, ...]) -> Target:
    """Draw one goal; `above` are the goals that it may be a part of."""
    comparator = draw(st.sampled_from(Comparator))
    base = draw(st.none() | PERIODS)
    return Target(
        id=name,
        plan="14th",
        key=draw(KEYS),
        due=draw(st.none() | PERIODS),
        comparator=comparator,
        amount=None if comparator is Comparator.MILESTONE else draw(NUMBERS),
        citation=draw(CITATIONS),
        amount_to=draw(NUMBERS) if comparator is Comparator.BETWEEN else None,
        stretch=draw(st.none() | NUMBERS),
        base_period=base,
        base_value=None if base is None else draw(NUMBERS),
        milestones=tuple(draw(st.lists(st.tuples(PERIODS, NUMBERS), max_size=2))),
        firmness=draw(st.sampled_from(Firmness)),
        set_in=draw(st.none() | PERIODS),
        part_of=draw(st.none() | st.sampled_from(above)) if above else None,
        qualifier=draw(st.sampled_from(Qualifier)),
        note=draw(st.just("") | WORDS),
    )


@st.composite
def datasets(draw):
    """Draw a city with up to a dozen figures, no two of one series and period charted, and up to five goals."""
    subjects = draw(st.lists(st.tuples(KEYS, PERIODS), max_size=12, unique=True))
    figures = [draw(observations(f"o{index}", key, period)) for index, (key, period) in enumerate(subjects)]
    goals: list[Target] = []
    for index in range(draw(st.integers(0, 5))):
        goals.append(draw(targets(f"g{index}", tuple(one.id for one in goals))))
    return small(*figures, targets=tuple(goals))
