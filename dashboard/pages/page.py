"""What a page is: a place in the site, the question it answers, its filters, and the exhibits that answer it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.exhibits.exhibit import Exhibit
from dashboard.query import Query
from indicators.accounts import Permission
from indicators.dataset import Dataset
from indicators.model import Text


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One page. `path` may hold one <name>, which `exhibits` then gets as its third argument.

    `exhibits` raises UnknownName for a name that does not exist, and gives an empty list where the filters
    leave nothing to show; the frame turns both into a page that says so. The menu leaves a page out of a city that does
    not have what it is about: `has_subject` says so. `title_of` names a page of one thing, and
    `beside` the names of the thing before and of the thing after. `verdict` is the sentence that a page opens with;
    `help` tells in a reader's words how it is read.

    A page of staff has `office` instead: (desk, account or None, name, what the URL holds) -> exhibits; it is shown to
    whoever has one of the permissions that it `needs`, and made anew each time. A page that `has_callbacks` is taken
    over by Dash in the browser; the others need none of its script.
    """

    name: str
    path: str
    title: Text
    question: Text
    filters: tuple[str, ...] = ()
    exhibits: Callable[..., Sequence[Exhibit]] = lambda *_: ()
    in_menu: bool = True
    has_subject: Callable[[Dataset], bool] = lambda _: True
    title_of: Callable[[Dataset, str], str] | None = None
    beside: Callable[[Dataset, str], tuple[str | None, str | None]] | None = None
    verdict: Callable[[Dataset, Query], Text] | None = None
    help: tuple[Text, ...] = ()
    options: Mapping[str, Callable[[Dataset], Sequence[tuple[str, str]]]] = field(default_factory=dict)
    office: Callable[..., Sequence[Exhibit]] | None = None
    needs: tuple[Permission, ...] = (Permission.VIEW,)
    has_callbacks: bool = False
