"""Figures and goals as pandas frames, for whoever reckons on with them in a notebook or a script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.columnar import CODED
from indicators.dataset import Dataset
from indicators.periods import Period
from indicators.views.rows import ASSESSMENT, rows
from indicators.views.scoreboard import latest_year, scoreboard

if TYPE_CHECKING:  # who serves pages has no need of it
    import pandas as pd


def figures(dataset: Dataset) -> pd.DataFrame:
    """Return every figure of a state, one a row in the order of the tables, under the names of their columns.

    `value` is a float in the unit of the indicator, NaN where there is none (`absence` says why); `printed` is the same
    number exactly, as text. Columns of words that recur are categories.
    """
    import pandas as pd  # noqa: PLC0415 - 40 MB that only who asks for frames needs

    columns, order = dataset.table.columns, dataset.table.order
    series: dict[str, Any] = {"id": columns.texts("id", order)}
    for name in CODED:
        series[name] = pd.Categorical.from_codes(columns.codes(name)[order], pd.Index(list(columns.words(name))))
        if name == "period":
            series |= {"value": columns.numbers[order], "printed": columns.texts("value", order)}
    return pd.DataFrame(series | {"quote": columns.texts("quote", order)})


def goals(dataset: Dataset, on: Period | None = None, plan: str | None = None, method: str = "pace") -> pd.DataFrame:
    """Return the goals of a plan (of all plans) held against the figures known on a period, one a row.

    The columns are those of `assess --json` and of /api/v1/assessments; `on` is the latest year with figures unless
    said otherwise. Raises UnknownName for a plan that is not known.
    """
    import pandas as pd  # noqa: PLC0415 - as above

    if plan is not None:
        dataset.plan(plan)
    found = scoreboard(dataset, on or latest_year(dataset), plan, method=method)
    return pd.DataFrame(rows(ASSESSMENT, dataset, found), columns=[field.name for field in ASSESSMENT])
