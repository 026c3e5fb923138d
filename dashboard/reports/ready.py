"""Lists that are ready: READY names them, and each is made for a city from its own tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.reports.listing import EnclosureItem, HeadingItem, Item, Letter, Listing, PageItem, SectionItem, TextItem
from indicators.dataset import Dataset
from indicators.model import Text

_MONTHLY = Text(
    "关于{period}{whole}科技创新主要指标完成情况的通报",
    "Bulletin on the main innovation indicators of {whole}, {period}",
)
_OPENING = Text(
    "现将{period}{whole}科技创新主要指标完成情况通报如下。", "The main indicators in {period} stand as follows."
)
_DISTRICTS = Text("{city}{parts}创新指标：一区一页", "The {parts} of {city}")
_GOALS = Text("{plan}目标进度", "Goals of {plan}")
_MATRIX = Text("{city}{parts}创新指标晾晒表", "The {parts} of {city} side by side")
_WHOLE, _MAIN = Text("总体情况", "Overall"), Text("重点指标", "Headline indicators")
_EACH, _ATTENTION = Text("各地区情况", "The {parts}"), Text("需要关注的目标", "Goals that need attention")
_OWED = Text("数据缺报情况", "Figures that are owed")
_PROBLEMS, _NEXT = Text("存在问题", "Problems"), Text("下一步工作", "Next steps")
_PROGRESS = Text("{city}各项目标进展情况表", "The goals of {city}")
_OWED_LIST = Text("缺报与陈旧数据清单", "Figures that are owed")


@dataclass(frozen=True, slots=True)
class Ready:
    """A list that is ready: what it is called, and how it is made."""

    name: Text
    make: Callable[[Dataset], Listing]


def _monthly(dataset: Dataset) -> Listing:
    """The bulletin as an office sends it; the places of problems and of what is next are for its writer."""
    plan = f"/goals?plan={dataset.city.default_plan}"
    items: tuple[Item, ...] = (
        TextItem(str(dataset.city.says(_OPENING))),
        HeadingItem(str(_WHOLE)),
        SectionItem("overview"),
        SectionItem("corrected"),
        HeadingItem(str(_MAIN)),
        SectionItem("indicators"),
        HeadingItem(str(dataset.city.says(_EACH))),
        SectionItem("matrix"),
        HeadingItem(str(_ATTENTION)),
        SectionItem("attention"),
        HeadingItem(str(_OWED)),
        SectionItem("owed"),
        HeadingItem(str(_PROBLEMS)),
        TextItem(""),
        HeadingItem(str(_NEXT)),
        TextItem(""),
        EnclosureItem(str(_PROGRESS)),
        SectionItem("progress"),
        PageItem(plan, ("lags",), ("figure",)),
        EnclosureItem(str(_OWED_LIST)),
        PageItem("/sources", ("debts",), ("table",)),
    )
    return Listing(str(dataset.city.says(_MONTHLY)), items, letter=Letter(), is_numbered=True)


def _districts(dataset: Dataset) -> Listing:
    items = tuple(
        item
        for region in dataset.districts
        for item in (HeadingItem(str(region.name)), SectionItem("brief", region.id))
    )
    return Listing(str(dataset.city.says(_DISTRICTS)).format(city=str(dataset.city.name)), items, is_compact=True)


def _goals(dataset: Dataset) -> Listing:
    plan = dataset.plan(dataset.city.default_plan)
    return Listing(str(_GOALS).format(plan=str(plan.name)), (PageItem(f"/goals?plan={plan.id}"),))


def _matrix(dataset: Dataset) -> Listing:
    return Listing(str(dataset.city.says(_MATRIX)).format(city=str(dataset.city.name)), (PageItem("/regions"),))


READY: Mapping[str, Ready] = MappingProxyType(
    {
        "monthly": Ready(Text("月度通报", "Monthly report"), _monthly),
        "districts": Ready(Text("一区一页", "One page a region"), _districts),
        "goals": Ready(Text("目标进度", "Goals of a plan"), _goals),
        "matrix": Ready(Text("晾晒表", "Regions side by side"), _matrix),
    }
)


def offered(dataset: Dataset) -> list[tuple[str, str]]:
    """Return the ready lists that hold anything for a city, each with its words: some cities have one less."""
    return [(name, str(ready.name)) for name, ready in READY.items() if ready.make(dataset).items]
