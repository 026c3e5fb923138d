"""What is new since an earlier release: figures that came, published ones that were altered, verdicts that turned."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from indicators.dataset import Correction, Dataset
from indicators.periods import Period
from indicators.views import standings
from indicators.views.standings import Turns


@dataclass(frozen=True, slots=True)
class Since:
    """How many figures are new, which were corrected, and which goals of a plan are judged otherwise."""

    added: int
    corrections: tuple[Correction, ...]
    turns: Turns


def since(now: Dataset, before: Dataset, on: Period, plan: str, method: str = "pace") -> Since:
    """Return what a release has that an earlier one had not, judged as of one and the same period."""
    ids, former_ids = (set(one.table.columns.texts("id", one.table.order)) for one in (now, before))
    former, lines = (standings.lines(state, on, plan, method=method) for state in (before, now))
    place = {name: at for at, name in enumerate(former.ids)}
    known = [(at, place[name]) for at, name in enumerate(lines.ids) if name in place]
    now_at, before_at = np.array(known, np.int64).reshape(-1, 2).T
    after, earlier = lines.at(now_at), former.at(before_at)
    is_other = after.verdicts != earlier.verdicts
    return Since(
        added=len(ids - former_ids),
        corrections=tuple(one for one in now.corrections if one.release.number > before.city.release.number),
        turns=Turns(after.at(is_other), earlier.at(is_other)),
    )
