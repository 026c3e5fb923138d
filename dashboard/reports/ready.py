"""Lists that are ready: READY names them, and each is made for a city from its own tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.reports.listing import HeadingItem, Item, Listing, PageItem
from indicators.dataset import Dataset
from indicators.model import Text

_MONTHLY = Text("{city}创新指标月度通报", "monthly report of {city}")
_DISTRICTS = Text("{city}辖市区创新指标：一区一页", "the districts of {city}")
_GOALS = Text("{plan}目标进度", "goals of {plan}")
_MATRIX = Text("{city}辖市区创新指标晾晒表", "the districts of {city} side by side")
_WHOLE, _GOALS_HEAD = Text("总体情况", "the whole"), Text("目标进度", "goals")
_BY_DISTRICT, _INDUSTRIES = Text("辖市区", "districts"), Text("产业与园区", "industries and parks")
_EACH = Text("分区情况", "each district")


@dataclass(frozen=True, slots=True)
class Ready:
    """A list that is ready: what it is called, and how it is made."""

    name: Text
    make: Callable[[Dataset], Listing]


def _monthly(dataset: Dataset) -> Listing:
    items: tuple[Item, ...] = (
        HeadingItem(str(_WHOLE)),
        PageItem("/", ("paragraph", "headline", "tally", "attention", "changes")),
        HeadingItem(str(_GOALS_HEAD)),
        PageItem("/goals", ("ways", "lags")),
        HeadingItem(str(_BY_DISTRICT)),
        PageItem("/regions", ("matrix", "map", "district-goals")),
        HeadingItem(str(_EACH)),
        *(PageItem(f"/regions/{region.id}", ("figures",)) for region in dataset.districts),
        HeadingItem(str(_INDUSTRIES)),
        PageItem("/industries", ("tree", "growth", "series")),
        PageItem("/parks", ("goals",)),
    )
    return Listing(str(_MONTHLY).format(city=dataset.city.name.zh), items)


def _districts(dataset: Dataset) -> Listing:
    items = tuple(
        item
        for region in dataset.districts
        for item in (HeadingItem(region.name.zh), PageItem(f"/regions/{region.id}"))
    )
    return Listing(str(_DISTRICTS).format(city=dataset.city.name.zh), items)


def _goals(dataset: Dataset) -> Listing:
    plan = dataset.plan(dataset.city.default_plan)
    return Listing(str(_GOALS).format(plan=plan.name.zh), (PageItem(f"/goals?plan={plan.id}"),))


def _matrix(dataset: Dataset) -> Listing:
    return Listing(str(_MATRIX).format(city=dataset.city.name.zh), (PageItem("/regions"),))


READY: Mapping[str, Ready] = MappingProxyType(
    {
        "monthly": Ready(Text("月度通报", "monthly report"), _monthly),
        "districts": Ready(Text("一区一页", "one page a district"), _districts),
        "goals": Ready(Text("目标进度", "goals of a plan"), _goals),
        "matrix": Ready(Text("晾晒表", "districts side by side"), _matrix),
    }
)
