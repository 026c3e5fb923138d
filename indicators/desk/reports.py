"""Lists of reports that stay on the site: whose they are, who may run and change them, which are due at a release."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from indicators.accounts import Account, Permission
from indicators.desk.claiming import claimed
from indicators.desk.policy import Clock, Policy
from indicators.desk.shelf import Shelf
from indicators.model import Text
from indicators.problems import UnknownName, UsageError
from indicators.releases.release import Entry, ReleaseRecord, Store
from indicators.releases.reports import EVERY_ACCOUNT, KEPT, REMOVED, KeptReport

_MOST_OF_AN_ACCOUNT, _LONGEST_NAME, _MOST_NAMES = 50, 80, 50
_LIST, _ACCOUNT = Text("留存的清单", "Kept list"), Text("帐号", "Account")
_NO_NAME = Text("请给清单起个名称，最多 80 字", "give the list a name of at most 80 letters")
_TOO_MANY = Text("每个帐号最多留存 50 份清单，请先删除不用的", "an account keeps 50 lists at most: remove one first")
_TOO_MANY_NAMES = Text("一份清单最多写 50 个帐号", "a list names 50 accounts at most")
_NOT_YOURS = Text("这份清单由他人留存，您可以使用，不能改动", "somebody else keeps this list: run it, do not change it")
_SWITCHED_OFF = Text("留存人的帐号已停用，没有生成", "not made: the account of its owner is switched off")
_NOT_YOUR_OWN = Text("这份清单由他人留存，只有本人或管理员能删除", "its owner or an administrator removes this list")


class Reports:
    """The lists that accounts keep. Somebody without an account keeps none, and sees none."""

    def __init__(self, store: Store, shelf: Shelf, policy: Policy, now: Clock) -> None:
        """Join the store, its releases, what the installation decided, and a clock."""
        self._store, self._shelf, self._policy, self._now = store, shelf, policy, now

    def seen_by(self, who: Account | None) -> tuple[KeptReport, ...]:
        """Return the lists that somebody may run."""
        if who is None:
            return ()
        return tuple(report for report in self._store.reports() if report.may_run(who.name))

    def report(self, who: Account | None, number: int) -> KeptReport:
        """Return a list that somebody may run. Raises DeniedError, and UnknownName also for one that is not theirs."""
        account = self._policy.demand(who, Permission.VIEW)
        report = self._store.report(number)
        if not report.may_run(account.name):
            raise UnknownName(_LIST, str(number), ())
        return report

    def keep(self, who: Account | None, wanted: KeptReport) -> KeptReport:
        """Return a list as it is kept: a new one where it has no number, else the one of the number, changed.

        Who may change a list of another account changes its name, its words and its kind of file; who else may run or
        change it, and where it is sent, stay as the owner said. Raises DeniedError, UnknownName, UsageError.
        """
        account = self._policy.demand(who, Permission.VIEW)
        name = " ".join(wanted.name.split())
        if not 0 < len(name) <= _LONGEST_NAME:
            raise UsageError(str(_NO_NAME))
        known = self.report(account, wanted.number) if wanted.number else None
        if known is None and sum(one.owner == account.name for one in self._store.reports()) >= _MOST_OF_AN_ACCOUNT:
            raise UsageError(str(_TOO_MANY))
        if known is not None and not known.may_change(account.name):
            raise UsageError(str(_NOT_YOURS))
        if known is None or known.owner == account.name:
            self._check_names(wanted, account)
            kept = replace(wanted, owner=account.name)
        else:
            kept = replace(known, text=wanted.text, suffix=wanted.suffix)
        begins = known is None or not known.suffix
        kept = replace(kept, name=name, release=self._shelf.head() if begins or known is None else known.release)
        detail = {
            "name": name,
            "runners": sorted(kept.runners),
            "editors": sorted(kept.editors),
            "suffix": kept.suffix,
            "mailed": bool(kept.mail),
        }
        return self._store.keep_report(kept, Entry(self._now(), account.name, KEPT, str(kept.number), detail))

    def remove(self, who: Account | None, number: int) -> None:
        """Remove a list: its owner may, and who minds the accounts. Raises DeniedError, UnknownName, UsageError."""
        account = self._policy.demand(who, Permission.VIEW)
        is_minder = self._policy.allows(account, Permission.ACCOUNTS)
        report = self._store.report(number) if is_minder else self.report(account, number)
        if report.owner != account.name and not is_minder:
            raise UsageError(str(_NOT_YOUR_OWN))
        detail = {"name": report.name, "owner": report.owner}
        self._store.remove_report(number, Entry(self._now(), account.name, REMOVED, str(number), detail))

    def due(self) -> Iterator[tuple[KeptReport, ReleaseRecord]]:
        """Yield each list that runs by itself with the next release to run it on, claimed for whoever asked.

        One whose owner's account is switched off is passed over.
        """
        for report, record in claimed(self._shelf, self._now, self._store.reports_behind, self._store.claim_report):
            owner = self._store.credentials(report.owner)
            if owner is not None and owner.account.active:
                yield report, record
            else:
                self._store.ran_report(report, str(_SWITCHED_OFF))

    def done(self, report: KeptReport, problem: str = "") -> None:
        """Note that a list became a file on the release that was due, or why it did not."""
        self._store.ran_report(report, problem)

    def _check_names(self, report: KeptReport, account: Account) -> None:
        """Pass where all accounts that are named are there; who is no staff is not told which are.

        Raises UnknownName, UsageError.
        """
        names = (report.runners | report.editors) - {EVERY_ACCOUNT}
        if len(names) > _MOST_NAMES:
            raise UsageError(str(_TOO_MANY_NAMES))
        for name in sorted(names):
            if account.is_staff and self._store.credentials(name) is None:
                raise UnknownName(_ACCOUNT, name, ())
