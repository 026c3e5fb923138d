"""The districts: who leads, who lags?"""

from collections.abc import Sequence

from dashboard.exhibits import regions
from dashboard.pages.page import Page
from indicators.dataset import Dataset
from indicators.model import Text


def _compared(dataset: Dataset) -> Sequence[tuple[str, str]]:
    return [(name, str(dataset.indicator(name).name)) for name in dataset.city.matrix]


PAGE = Page(
    name="regions",
    path="/regions",
    title=Text("{parts}", "{Parts}"),
    question=Text("哪个{part}领先、哪个落后，位次怎么变？", "Who leads, who lags, and whose rank has changed?"),
    filters=("indicator", "year", "on", "method"),
    exhibits=regions.exhibits,
    has_subject=lambda dataset: bool(dataset.districts or dataset.peers),
    options={"indicator": _compared},
    help=(
        Text(
            "表中每格是一个区域的最近数、年份和位次；底色深的位次靠前，灰底是旧数。",
            "Each cell is the latest figure of a {part} with its year and rank; a darker ground is a better "
            "rank, grey is an old figure.",
        ),
        Text(
            "选一个指标，下面的条形和方格图就换成它；少于三个区域有数时不排位。",
            "Choose an indicator and the bars and tiles below show it; where fewer than three have a figure "
            "there is no rank.",
        ),
    ),
)
