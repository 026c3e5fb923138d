"""The exhibit of the page where reports are put together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dashboard.exhibits.exhibit import Builder, Exhibit
from indicators.accounts import Account
from indicators.model import Text

if TYPE_CHECKING:  # handed over by the application
    from indicators.desk import Desk

_TITLE = Text("做一份报告", "Put a report together")
_SCOPE = Text(
    "选现成清单或逐个加入图表；清单可以保存，下一版次发布后打开即可重做", "Choose a list or add exhibits; keep the list"
)


def exhibits(desk: Desk, who: Account | None, name: str, params: Mapping[str, str]) -> list[Exhibit]:  # noqa: ARG001
    """Return the exhibit of the page."""
    return [Exhibit("report", str(_TITLE), str(_SCOPE), Builder())]
