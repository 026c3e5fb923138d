"""Addresses within the site: parts of a page are those of its release, and links of a pinned page stay with that."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

from dash.development.base_component import Component

from dashboard.kit import frame

PINNED = "pinned"
BEGINNING_ANEW = (
    "/releases",
    "/follow",
    "/data",
    "/sign-",
    "/password",
    "/assets",
    "/api",
    "/accounts",
    "/log",
    "/due",
)
"""What the paths begin with that are about no release."""
_ADDRESSES = frozenset({"href", "data-part", "data-sort"})


def addressed(value: Any, number: int, *, pinned: bool) -> Any:  # noqa: ANN401 - components, or their plain values
    """Return a page or a part as plain values whose addresses are whole: its parts are those of its release.

    Where it is pinned, every link within the site stays with that release.
    """
    if isinstance(value, Component):
        value = value.to_plotly_json()  # type: ignore[no-untyped-call]
    if isinstance(value, dict):
        is_left = value.get("className") == frame.UNPINNED
        return {
            key: whole(part, number, pinned=pinned)
            if key in _ADDRESSES and not is_left
            else addressed(part, number, pinned=pinned and not is_left)
            for key, part in value.items()
        }
    return [addressed(part, number, pinned=pinned) for part in value] if isinstance(value, list | tuple) else value


def whole(address: Any, number: int, *, pinned: bool) -> Any:  # noqa: ANN401 - an address or nothing
    """Return an address with the release that it is about: that of a part always, else where its page is pinned."""
    is_part = isinstance(address, str) and address.startswith("/part/")
    if not is_part and not (pinned and isinstance(address, str) and address.startswith(("/", "?"))):
        return address
    if address.startswith(BEGINNING_ANEW):
        return address
    path, _, rest = address.partition("?")
    search, mark, place = rest.partition("#")
    own = [("release", str(number)), *([(PINNED, "1")] if is_part and pinned else [])]
    pairs = [pair for pair in parse_qsl(search) if pair not in own and pair[0] != "release"]
    return f"{path}?{urlencode([*pairs, *own], safe=':')}{mark}{place}"
