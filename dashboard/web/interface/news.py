"""What changed with a release, one thing after the other: lights that flipped, and figures. Feed and mails ask here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.exhibits import common
from indicators.dataset import Dataset
from indicators.goals.methods import WORDS, Verdict
from indicators.model import Indicator, Key, Text
from indicators.periods import Period
from indicators.table import Observation
from indicators.views import standings
from indicators.views.standings import Flip
from indicators.words import wording

Datasets = Callable[[int | None], Dataset]
_CHANGE = Text("{name}：{before} → {after}", "{name}: {before} → {after}")
_ABOUT = Text("{place}；{release}", "{place}; {release}")
_IN = Text("{name}（{period}）", "{name} ({period})")
_NEW, _GONE = Text("新列入", "new"), Text("已取消", "taken back")
_NONE = Text("（无）", "(none)")


@dataclass(frozen=True, slots=True)
class News:
    """One thing that changed with a release: its title, its page, words about it, and what it is of.

    `goals` are those whose light it is, or which are set for its figures.
    """

    what: str
    title: str
    page: str
    words: str
    key: Key | None = None
    goals: frozenset[str] = frozenset()


def is_about(news: News, kind: str, name: str) -> bool:
    """Return whether something is news for who follows an indicator, a region or a goal (`kind`) by its name."""
    if kind == "goal":
        return name in news.goals
    return news.key is not None and getattr(news.key, kind) == name


def lights(dataset: Dataset, datasets: Datasets, follows: int) -> tuple[News, ...]:
    """Return the lights that flipped with a release that follows another."""
    return tuple(_light(dataset, one) for one in standings.flips(datasets(follows), dataset))


def figures(dataset: Dataset, datasets: Datasets, follows: int) -> tuple[News, ...]:
    """Return the figures that are others with a release than with the one before, those added and removed too."""
    before = datasets(follows)
    keys = dataset.table.differing(before.table) | before.table.differing(dataset.table)
    return tuple(
        _figure(dataset, key, period, pair)
        for key in sorted(keys, key=lambda key: (key.indicator, key.region, key.industry))
        if key.indicator in dataset.indicators and key.region in dataset.regions
        for period, pair in _differing(before, dataset, key)
    )


def _light(dataset: Dataset, flip: Flip) -> News:
    key = flip.target.key
    due = f"{wording.due(flip.target)} {wording.goal(flip.target, dataset.indicator(key.indicator))}"
    words = str(_CHANGE).format(
        name=_name(dataset, key), before=_word(flip.before, _NEW), after=_word(flip.after, _GONE)
    )
    goals = frozenset({flip.target.id})
    about = str(_ABOUT).format(place=due, release=str(dataset.city.release.name))
    return News(f"goal/{flip.target.id}", words, f"{_page(dataset, key)}#goals", about, key, goals)


def _figure(dataset: Dataset, key: Key, period: Period, pair: tuple[Observation | None, Observation | None]) -> News:
    indicator = dataset.indicator(key.indicator)
    before, after = (_value(one, indicator) for one in pair)
    name = str(_IN).format(name=_name(dataset, key), period=wording.period(period))
    words = str(_CHANGE).format(name=name, before=before, after=after)
    goals = frozenset(target.id for target in dataset.targets_of(key))
    what = f"figure/{key.indicator}/{key.region}/{key.industry}/{period}"
    return News(what, words, _page(dataset, key), str(dataset.city.release.name), key, goals)


def _differing(
    before: Dataset, after: Dataset, key: Key
) -> Iterable[tuple[Period, tuple[Observation | None, Observation | None]]]:
    """The periods in which the charted figure of a key reads otherwise in two states, with both figures."""
    old, new = ({one.period: one for one in state.table.of(key) if one.charted} for state in (before, after))
    for period in sorted({*old, *new}, key=str):
        pair = old.get(period), new.get(period)
        if _read(pair[0]) != _read(pair[1]):
            yield period, pair


def _read(one: Observation | None) -> tuple[object, ...]:
    return (one.value, one.qualifier, one.status) if one else ()


def _value(one: Observation | None, indicator: Indicator) -> str:
    return str(_NONE) if one is None or one.value is None else wording.amount(one.value, indicator, one.qualifier)


def _name(dataset: Dataset, key: Key) -> str:
    return f"{common.place(dataset, key)} {common.name(dataset, key)}"


def _page(dataset: Dataset, key: Key) -> str:
    page = common.page_of(dataset, key).lstrip("/")
    return f"{page}{'&' if '?' in page else '?'}release={dataset.city.release.number}"


def _word(verdict: Verdict | None, absent: Text) -> str:
    return str(WORDS[verdict]) if verdict else str(absent)


def _goal(dataset: Dataset, name: str) -> str:
    target = dataset.target(name)
    words = wording.goal(target, dataset.indicator(target.key.indicator))
    return f"{_name(dataset, target.key)}{wording.aside(f'{wording.due(target)} {words}')}"


NAMES: Mapping[str, Callable[[Dataset, str], str]] = MappingProxyType(
    {
        "indicator": lambda dataset, name: str(dataset.indicator(name).name),
        "region": lambda dataset, name: str(dataset.region(name).name),
        "goal": _goal,
    }
)
"""How what can be followed is called, by its kind. Raises UnknownName."""
