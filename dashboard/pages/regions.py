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
    title=Text("辖市区", "Districts"),
    question=Text("哪个辖市区领先、哪个落后，位次怎么变？", "Who leads, who lags, and whose rank has changed?"),
    filters=("indicator", "year", "on", "method"),
    exhibits=regions.exhibits,
    has_subject=lambda dataset: bool(dataset.districts or dataset.peers),
    options={"indicator": _compared},
)
