"""The state of a page: what its URL holds. A URL becomes a Query, and a Query becomes the same URL again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from indicators.dataset import Dataset
from indicators.goals.methods import METHODS
from indicators.model import Text
from indicators.periods import Period
from indicators.views.scoreboard import latest_year, years

_NO_RELEASE = Text(
    "网址中的 {name}={value} 不是版次的编号，请写成 {name}=1 这样的数", "{name}={value} is no number of a release"
)
_DIGITS = 9


class BadQueryError(ValueError):
    """A URL that asks for something that does not exist; `text` says what, and what there is, to the reader."""

    def __init__(self, text: Text) -> None:
        """Keep the sentence for the reader."""
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader asked a page for. None leaves a side open: all regions, all industries, the page's own choice."""

    plan: str
    on: Period
    method: str = "pace"
    region: str | None = None
    industry: str | None = None
    indicator: str | None = None
    theme: str | None = None
    words: str | None = None
    year: str | None = None

    def search(self, dataset: Dataset, **changes: str | None) -> str:
        """Return the query, with changes and additions, as the part of the URL after the path; defaults stay out."""
        values = {field.name: getattr(self, field.name) for field in fields(self)} | changes
        usual = default(dataset)
        changed = {
            name: str(value)
            for name, value in values.items()
            if value and str(value) != str(getattr(usual, name, None) or "")
        }
        return "?" + urlencode(changed) if changed else ""


NAMES = frozenset(field.name for field in fields(Query))


def default(dataset: Dataset) -> Query:
    """Return the query of a bare URL: the city's plan as of the latest year that has figures."""
    return Query(plan=dataset.city.default_plan, on=latest_year(dataset))


def parse(values: Mapping[str, str], dataset: Dataset) -> Query:
    """Return the query that a URL holds. Raises BadQueryError where it names what the dataset does not know.

    Names that are no part of a query are passed over, so that links with marks of other systems still open.
    """
    query = default(dataset)
    for name, known in _vocabulary(dataset).items():
        if values.get(name):
            chosen: dict[str, Any] = {name: _known(name, values[name], known)}
            query = replace(query, **chosen)
    if values.get("on"):
        query = replace(query, on=_year(values["on"]))
    if values.get("words"):
        query = replace(query, words=values["words"][:80])
    return query


def release_of(params: Mapping[str, str], name: str = "release") -> int | None:
    """Return the number of the release that a URL names, or None. Raises BadQueryError where it is no number."""
    value = params.get(name)
    if not value:
        return None
    if not value.isdecimal() or len(value) > _DIGITS:
        named = {"name": name, "value": value[:40]}
        raise BadQueryError(Text(_NO_RELEASE.zh.format(**named), _NO_RELEASE.en.format(**named)))
    return int(value)


def _vocabulary(dataset: Dataset) -> dict[str, Mapping[str, object]]:
    return {
        "plan": dataset.plans,
        "region": dataset.regions,
        "industry": dataset.industries,
        "indicator": dataset.indicators,
        "theme": dataset.city.themes,
        "method": METHODS,
        "year": dict.fromkeys(map(str, years(dataset))),
    }


def _known(name: str, value: str, known: Mapping[str, object]) -> str:
    if value in known:
        return value
    choice = "、".join(list(known)[:8])
    raise BadQueryError(
        Text(
            f"网址中的 {name}={value[:40]} 不存在。可用的值有：{choice} 等。",
            f"{name}={value[:40]} does not exist. Known are: {', '.join(list(known)[:8])}, …",
        )
    )


def _year(value: str) -> Period:
    try:
        period = Period.parse(value)
    except ValueError:
        period = None
    if period is None or not period.grain.is_yearly:
        raise BadQueryError(
            Text(
                f"网址中的 on={value[:40]} 不是年份，请写成 on=2024 这样的四位年份。",
                f"on={value[:40]} is no year: write on=2024.",
            )
        )
    return period
