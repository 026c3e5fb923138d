"""How wide the columns of a table are: each as it wants where there is room, long texts giving way most where not."""

from __future__ import annotations

from collections.abc import Sequence


def widths(wanted: Sequence[float], room: float, least: float) -> list[float]:
    """Return the width of each column, together the room.

    Where all fit, what is over is shared out in proportion. Else columns get width as the square root of what they
    want, so that a long text takes several lines rather than all the room, and none gets more than it wants.
    """
    if sum(wanted) <= room:
        return [one * room / sum(wanted) for one in wanted]
    given: dict[int, float] = {}
    while True:
        open_ones = [index for index in range(len(wanted)) if index not in given]
        left = room - sum(given.values())
        roots = sum(wanted[index] ** 0.5 for index in open_ones)
        shares = {index: max(left * wanted[index] ** 0.5 / roots, least) for index in open_ones} if roots else {}
        content = {index: wanted[index] for index in open_ones if wanted[index] <= shares[index]}
        if not content:
            whole = [given.get(index, shares.get(index, least)) for index in range(len(wanted))]
            return [one * room / sum(whole) for one in whole]
        given |= content
