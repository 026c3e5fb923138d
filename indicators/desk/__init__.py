"""The use cases: which release is current, what it holds, who changes it and how. Permission is checked here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable
from hashlib import sha256
from typing import Any

from indicators.accounts import Account, Permission
from indicators.dataset import Dataset
from indicators.desk.filing import Filing
from indicators.desk.following import Following
from indicators.desk.people import People
from indicators.desk.policy import IMPORTING, RESTORING, Clock, Policy, asked, second_person, utc_now
from indicators.desk.reports import Reports
from indicators.desk.schedule import Schedule
from indicators.desk.shelf import Shelf
from indicators.desk.signing import Signing
from indicators.desk.waiting import waiting
from indicators.language import speaking
from indicators.model import Text
from indicators.problems import UsageError
from indicators.proposals.preview import Difference, difference
from indicators.releases.changes import ChangeSet, diff
from indicators.releases.release import Entry, LogLine, Origin, Publication, ReleaseRecord, Store, Waiting
from indicators.tables.rows import KEPT, rows_of

__all__ = ["Desk", "Filing", "Following", "People", "Policy", "Reports", "Shelf", "Signing"]

_FIRST = Text("由数据文件夹首次发布", "First published, from the data folder")
_SAME = Text("文件夹与现行版次完全一致，没有可发布的变化", "the folder says what is published already")
_OTHER_CITY = Text("状态文件夹里是另一个城市（{there}）的数据，不是 {here}", "the state holds {there}, not {here}")


class Desk:
    """One city's desk: its releases (`shelf`), the flow of work (`filing`), the accounts (`people`), kept `reports`."""

    def __init__(self, store: Store, policy: Policy | None = None, now: Clock = utc_now) -> None:
        """Open the desk on a store."""
        self.policy = policy or Policy()
        self._store, self._now = store, now
        self.shelf = Shelf(store)
        self.filing = Filing(store, self.shelf, self.policy, now)
        self.schedule = Schedule(store, self.shelf, self.filing, self.policy, now)
        self.following = Following(store, self.shelf, now)
        self.reports = Reports(store, self.shelf, self.policy, now)
        self.people = People(store, self.policy, now, self._own_words)
        self.signing = Signing(store, self.policy, now, self._own_words)

    def _own_words(self) -> tuple[str, ...]:
        """The words that everybody would try first here: what the city is called."""
        if self._store.head() is None:
            return ()
        city = self.dataset().city
        return city.id, city.name.zh, city.name.zh.removesuffix(str(Text("市", " City"))), city.name.en

    def now(self) -> dt.datetime:
        """Return the moment that it is by the clock of the desk."""
        return self._now()

    def moment(self, at: dt.datetime) -> str:
        """Return a moment as the clock of the city shows it."""
        return self.dataset().city.moment(at)

    def dataset(self, release: int | None = None) -> Dataset:
        """Return the dataset of a release, of the current one unless said otherwise. Raises UnknownName."""
        return self.shelf.dataset(release)

    def answer(self, question: Callable[..., Any], *about: Hashable, release: int | None = None) -> Any:  # noqa: ANN401
        """Return `question(dataset, *about)` for a release, from memory where it was asked before."""
        return self.shelf.answer(question, *about, release=release)

    def waiting(self, who: Account | None) -> Waiting:
        """Return what waits for a person: uploads to review, own files that came back."""
        return waiting(self._store, self.policy, who)

    def compare(self, old: int, new: int) -> Difference:
        """Return what is different between two releases. Raises UnknownName."""
        before, after = self.dataset(old), self.dataset(new)
        return difference(diff(rows_of(before), rows_of(after)), before, after)

    def found(self, folder: Callable[[], Dataset]) -> None:
        """Publish the folder of a city as the first release, where nothing was published yet.

        Raises UsageError where the store holds another city.
        """
        if self._store.head() is None:
            dataset = folder()
            with speaking(dataset.city.language):
                self.bring_in(dataset, by="data", reason=str(_FIRST))

    def unpublished(self, dataset: Dataset) -> ChangeSet:
        """Return what a folder says otherwise than the current release, and than the folder that was brought in last.

        What was published since then is no change of the folder.
        """
        head, rows = self.shelf.head(), rows_of(dataset)
        changes = diff(self._store.rows(head), rows)
        brought = next((record.number for record in self.shelf.records() if record.origin is Origin.FOLDER), head)
        return changes if diff(self._store.rows(brought), rows).changes else diff(rows, rows)

    def import_tables(self, who: Account | None, dataset: Dataset, reason: str) -> ReleaseRecord:
        """Return the release that makes the tables those of a folder, for somebody who may publish.

        Raises DeniedError, and UsageError as `bring_in` does.
        """
        by = self.policy.demand(who, Permission.REVIEW)
        return self.bring_in(dataset, by.name, reason)

    def awaited(self, who: Account | None) -> tuple[LogLine, ...]:
        """Return what waits for another reviewer to do the same to the current release, latest first.

        It is a restore, whose subject is the number of a release, or an import of a folder. Raises DeniedError.
        """
        self.policy.require(who, Permission.RESTORE)
        if not self.policy.two_person_rule:
            return ()
        head = {"base": self._store.head()}
        return tuple(line for line in asked(self._store, RESTORING, IMPORTING) if line.detail == head)

    def bring_in(self, dataset: Dataset, by: str, reason: str) -> ReleaseRecord:
        """Return the release that makes the tables those of a folder. Raises UsageError where nothing would change."""
        head = self._store.head()
        old = self._store.rows(head) if head is not None else {table.name: {} for table in KEPT}
        changes = diff(old, rows_of(dataset))
        if not changes.changes:
            raise UsageError(str(_SAME))
        if head is not None:
            _same_city(self.dataset(head), dataset)
            digest = sha256(
                repr([(change.table, change.id, change.new) for change in changes.changes]).encode()
            ).hexdigest()
            request = Entry(self._now(), by, IMPORTING, digest, {"base": head})
            second_person(self._store, self.policy, request)
        record = self._store.publish(
            Publication(
                follows=head,
                origin=Origin.FOLDER,
                by=by,
                reason=reason,
                at=self._now(),
                changes=changes.changes,
                unchanged=changes.unchanged,
                name=dataset.city.release.name if head is None else None,
            )
        )
        return self.shelf.prepared(record)


def _same_city(there: Dataset, here: Dataset) -> None:
    if there.city.id != here.city.id:
        raise UsageError(str(_OTHER_CITY).format(there=there.city.id, here=here.city.id))
