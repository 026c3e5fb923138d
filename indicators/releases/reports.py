"""Lists of reports that stay on the site: the values that the desk and the store exchange."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # which itself holds what is kept here
    from indicators.releases.release import Entry

KEPT, REMOVED, ISSUED = "report.kept", "report.removed", "report.issued"
"""What the lines of the audit log say of lists."""

EVERY_ACCOUNT = "*"
"""In the place of names: whoever has an account."""


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A list of a report that stays: its name and text, whose it is, and the accounts that may run or change it too.

    At each release it becomes a file of the kind `suffix`, where that is not blank, which is also sent to `mail`.
    `release` is the last one that it was run on by itself, `issued` the last one that it became a file of; `problem`
    says why it became none since. A new one has the number 0.
    """

    number: int
    name: str
    text: str
    owner: str = ""
    runners: frozenset[str] = frozenset()
    editors: frozenset[str] = frozenset()
    suffix: str = ""
    mail: str = ""
    release: int = 0
    issued: int = 0
    problem: str = ""

    def may_change(self, account: str) -> bool:
        """Return whether an account may change it."""
        return account == self.owner or bool(self.editors & {account, EVERY_ACCOUNT})

    def may_run(self, account: str) -> bool:
        """Return whether an account may see it, run it and take its files."""
        return self.may_change(account) or bool(self.runners & {account, EVERY_ACCOUNT})


class KeptReports(Protocol):
    """Where lists of reports are kept."""

    def keep_report(self, report: KeptReport, entry: Entry) -> KeptReport:
        """Write a list, a new one with the next number, and the line of the log that says so; return it."""

    def remove_report(self, number: int, entry: Entry) -> None:
        """Remove a list, with a line of the log; its number is never given again. Raises UnknownName."""

    def reports(self) -> tuple[KeptReport, ...]:
        """Return all lists, by number."""

    def report(self, number: int) -> KeptReport:
        """Return a list. Raises UnknownName."""

    def reports_behind(self, release: int, tried: dt.datetime) -> tuple[KeptReport, ...]:
        """Return the lists that run by themselves and were not run on a release, but for those tried after a moment."""

    def claim_report(self, report: KeptReport, now: dt.datetime, tried: dt.datetime) -> bool:
        """Return whether the next release is this caller's to run a list on: nobody else tried after `tried`."""

    def ran_report(self, report: KeptReport, problem: str) -> None:
        """Write that a list was run on the release after its own: it became a file, or there was a problem."""
