"""The flow of work from a file to a release: check, stage, submit, publish or send back, restore."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from indicators.accounts import Account, DeniedError, Permission, covers
from indicators.dataset import Dataset
from indicators.desk.policy import REASON_LENGTH, RESTORING, Clock, Policy, reason_of, second_person, within_quota
from indicators.desk.shelf import Shelf
from indicators.language import Count, language, speaking
from indicators.model import Text
from indicators.periods import Period
from indicators.problems import OutdatedError, Place, Problem, UnknownName, UsageError, problem
from indicators.proposals.minutes import as_json
from indicators.proposals.preview import Preview, explained, preview
from indicators.proposals.proposal import bounded, propose
from indicators.releases.changes import Change, diff
from indicators.releases.release import (
    Entry,
    Origin,
    Publication,
    ReleaseRecord,
    Store,
    Upload,
    UploadState,
)
from indicators.tables.columns import SOURCES
from indicators.tables.interchange import json_text
from indicators.tables.rows import Row, rows_of
from indicators.tables.sheets import GUIDE
from indicators.workbook.draft import Draft
from indicators.workbook.reader import marked, read
from indicators.workbook.template import template, wide_template

_FILING = Text("数据报送：{name}", "filing: {name}")
_NOT_THIS = Text(
    "页面上的预览已不是这一份（摘要或基准版次不符），请刷新后重新核对", "the preview is not this one; look at it anew"
)
_UNREPAIRED = Text("还有 {count} 处必须先改正，不能提交或发布", "{count} {count:error|errors} must be repaired first")
_UNEXPLAINED = Text(
    "还有 {count} 处须说明理由：{places}", "{count} {count:place needs|places need} an explanation: {places}"
)
_NO_ANSWER = Text("请对每个问题选一项再提交", "choose an answer to each question")
_NOTHING = Text("文件与现行版次完全一致，没有可发布的变化", "nothing would change, so there is nothing to publish")
_WRONG_STATE = Text("这份报送{state}，不能再作此操作", "the upload is {state}")
_OWN = Text("两人制已启用：填报人不能发布自己的报送", "the two-person rule is on: somebody else has to publish")
_SAME = Text("第 {number} 版与现行版次的内容完全相同，无需恢复", "release {number} is the same as the current one")
_NAME_LENGTH = 120
_CONTROL = re.compile(r"[\x00-\x1f\x7f/\\]")


class Filing:
    """The use cases of staff: every one asks first who wants it, and writes what it does into the audit log."""

    def __init__(self, store: Store, shelf: Shelf, policy: Policy, now: Clock) -> None:
        """Join the store, its releases, what the installation decided, and a clock."""
        self._store, self._shelf, self._policy, self._now = store, shelf, policy, now

    def check(self, content: bytes, name: str, who: Account | None = None) -> Preview:
        """Return what a file would change in the current release, and every problem in it; nothing is written.

        Where `who` is given, what is not theirs to fill in is a problem.
        """
        current = self._shelf.dataset()
        reading = read(content, name, current, self._store.answers())
        base, unknown = self._base(reading.draft, current)
        rows = rows_of(current)
        handed_out = rows if base is current else rows_of(base)
        with speaking(current.city.told_in):
            proposal = bounded(propose(reading.draft, rows, handed_out, _filing_row(current, content, name)))
        scope = partial(covers, who) if who else _everything
        today = self._now().astimezone(current.city.clock).date()
        seen = preview(proposal, (*reading.problems, *unknown), current, scope, today)
        return replace(seen, columns=reading.columns)

    def stage(self, who: Account | None, content: bytes, name: str) -> Upload:
        """Return the upload of a file, checked and kept with its preview. Raises DeniedError."""
        account = self._policy.demand(who, Permission.UPLOAD)
        within_quota(self._store, self._policy, account.name, len(content))
        seen = self.check(content, name, account)
        upload = Upload(
            number=0,
            state=UploadState.STAGED,
            by=account.name,
            at=self._now(),
            file=self._store.keep(content),
            file_name=_plain_name(name),
            base=seen.base,
            digest=seen.digest,
            changes=seen.all_changes,
            unchanged=seen.difference.changes.unchanged,
            preview=json_text(as_json(seen)),
            explanations={},
        )
        return self._store.stage(upload)

    def again(self, who: Account | None, number: int) -> Upload:
        """Return a fresh upload of the same file, held against the release that is current now. Raises DeniedError."""
        account = self._policy.demand(who, Permission.UPLOAD)
        old = self._own(account, number)
        return self.stage(account, self._store.file(old.file), old.file_name)

    def answer(self, who: Account | None, number: int, answers: Mapping[str, str]) -> Upload:
        """Return a fresh upload of the same file, read with the answers to its questions; they are remembered.

        Raises DeniedError, and UsageError for an answer that its question does not have.
        """
        account = self._policy.demand(who, Permission.UPLOAD)
        old = self._own(account, number)
        _in_state(old, UploadState.STAGED)
        questions = {
            found["question"]: dict(found["choices"]) for found in self.seen(old)["problems"] if found["question"]
        }
        given = {name: word for name, word in answers.items() if word}
        if not given or any(word not in questions.get(name, {}) for name, word in given.items()):
            raise UsageError(str(_NO_ANSWER))
        self._store.answer(number, given, account.name, self._now())
        fresh = self.stage(account, self._store.file(old.file), old.file_name)
        self.withdraw(account, number)
        return fresh

    def submit(self, who: Account | None, number: int, explanations: Mapping[str, str], remark: str = "") -> Upload:
        """Return an upload handed to the reviewers. Raises DeniedError, and UsageError where it is not fit for that."""
        account = self._policy.demand(who, Permission.UPLOAD)
        upload = self._own(account, number)
        _in_state(upload, UploadState.STAGED)
        answers = _fit(upload, explanations)
        after = replace(
            upload, state=UploadState.SUBMITTED, explanations=answers, remark=remark.strip()[:REASON_LENGTH]
        )
        return self._store.decide(after, UploadState.STAGED, account.name, self._now())

    def withdraw(self, who: Account | None, number: int) -> Upload:
        """Return an upload that its reporter took back before anybody decided about it. Raises DeniedError."""
        account = self._policy.demand(who, Permission.UPLOAD)
        upload = self._own(account, number)
        _in_state(upload, UploadState.STAGED, UploadState.SUBMITTED, UploadState.SCHEDULED)
        return self._store.decide(replace(upload, state=UploadState.WITHDRAWN), upload.state, account.name, self._now())

    def send_back(self, who: Account | None, number: int, reason: str) -> Upload:
        """Return an upload that a reviewer sent back with a reason. Raises DeniedError, UsageError."""
        account = self._policy.demand(who, Permission.REVIEW)
        upload = self._store.upload(number)
        _in_state(upload, UploadState.SUBMITTED)
        after = replace(upload, state=UploadState.SENT_BACK, reason=reason_of(reason))
        return self._store.decide(after, UploadState.SUBMITTED, account.name, self._now())

    def publish(
        self,
        who: Account | None,
        number: int,
        *,
        digest: str,
        base: int,
        reason: str,
        explanations: Mapping[str, str] | None = None,
    ) -> ReleaseRecord:
        """Return the release that an upload became.

        `digest` and `base` name the preview that was seen. Raises DeniedError, UsageError, and OutdatedError where
        another release came between; the tables are then as they were.
        """
        account, upload = self.approved(who, number, digest=digest, base=base, explanations=explanations)
        return self.release(upload, account.name, reason_of(reason))

    def approved(
        self, who: Account | None, number: int, *, digest: str, base: int, explanations: Mapping[str, str] | None
    ) -> tuple[Account, Upload]:
        """Return who publishes, and the upload with its explanations, fit for it. Raises DeniedError, UsageError."""
        account = self._policy.demand(who, Permission.REVIEW)
        upload = self._store.upload(number)
        _in_state(upload, *self._publishable(account, upload))
        if self._policy.two_person_rule and account.name == upload.by:
            raise UsageError(str(_OWN))
        if (digest, base) != (upload.digest, upload.base):
            raise UsageError(str(_NOT_THIS))
        typed = (explanations or {}) if upload.state is UploadState.STAGED else {}
        return account, replace(upload, explanations=_fit(upload, {**upload.explanations, **typed}))

    def restore(self, who: Account | None, number: int, *, base: int, reason: str) -> ReleaseRecord:
        """Return the release that brings the state of an older one back.

        Raises DeniedError, UnknownName, UsageError, and OutdatedError where `base` is not the current release.
        """
        account = self._policy.demand(who, Permission.RESTORE)
        self._shelf.record(number)
        head = self._shelf.head()
        if base != head:
            raise OutdatedError(head)
        changes = diff(self._store.rows(head), self._store.rows(number))
        if not changes.changes:
            raise UsageError(str(_SAME).format(number=number))
        second_person(
            self._store, self._policy, Entry(self._now(), account.name, RESTORING, str(number), {"base": head})
        )
        record = self._store.publish(
            Publication(
                follows=head,
                origin=Origin.RESTORE,
                by=account.name,
                reason=reason_of(reason),
                at=self._now(),
                changes=changes.changes,
                unchanged=changes.unchanged,
                restores=number,
            )
        )
        return self._shelf.prepared(record)

    def upload(self, who: Account | None, number: int) -> Upload:
        """Return an upload: one's own, or any for a reviewer. Raises DeniedError, UnknownName."""
        if who is not None and Permission.REVIEW in who.permissions:
            return self._store.upload(number)
        return self._own(self._policy.demand(who, Permission.UPLOAD), number)

    @staticmethod
    def seen(upload: Upload) -> dict[str, Any]:
        """Return the preview of an upload as plain values, its numbers as Decimals."""
        minutes: dict[str, Any] = json.loads(upload.preview, parse_float=Decimal)
        return minutes

    def uploads(self, who: Account | None) -> tuple[Upload, ...]:
        """Return the uploads that a person may see, latest first: one's own, or all for a reviewer."""
        if who is not None and Permission.REVIEW in who.permissions:
            return self._store.uploads()
        account = self._policy.demand(who, Permission.UPLOAD)
        return tuple(upload for upload in self._store.uploads() if upload.by == account.name)

    def template(
        self, who: Account | None, *, region: str | None, theme: str | None, period: Period | None, wide: bool = False
    ) -> bytes:
        """Return the workbook to fill in, limited to a region, a theme, a period. Raises DeniedError, UnknownName."""
        self._policy.demand(who, Permission.UPLOAD)
        write = wide_template if wide else template
        return write(self._shelf.dataset(), region=region, theme=theme, period=period)

    def returned(self, who: Account | None, number: int) -> bytes:
        """Return the file of an upload with its cells marked and a list of problems. Raises DeniedError, UsageError."""
        upload = self.upload(who, number)
        order = {"name": upload.file_name, "problems": self.seen(upload)["problems"], "language": language().value}
        return marked(self._store.file(upload.file), order)

    def original(self, who: Account | None, number: int) -> bytes:
        """Return the file of an upload as it came. Raises DeniedError, UnknownName."""
        return self._store.file(self.upload(who, number).file)

    def _base(self, draft: Draft, current: Dataset) -> tuple[Dataset, tuple[Problem, ...]]:
        """The release that a template was filled from; the current one for any other file."""
        if draft.mark is None or draft.mark.release == current.city.release.number:
            return current, ()
        try:
            return self._shelf.dataset(draft.mark.release), ()
        except UnknownName:
            return current, (problem("unknown-release", Place(str(GUIDE)), str(draft.mark.release)),)

    def _own(self, account: Account, number: int) -> Upload:
        upload = self._store.upload(number)
        if upload.by != account.name:
            raise DeniedError(Permission.REVIEW)
        return upload

    def _publishable(self, account: Account, upload: Upload) -> tuple[UploadState, ...]:
        """Submitted uploads; one's own also before that, for somebody who holds both roles."""
        own = upload.by == account.name and Permission.UPLOAD in account.permissions
        return (UploadState.SUBMITTED, UploadState.STAGED) if own else (UploadState.SUBMITTED,)

    def release(self, upload: Upload, by: str, reason: str) -> ReleaseRecord:
        """Return the release that an upload becomes that somebody approved. Raises OutdatedError."""
        seen = self.seen(upload)
        owners = {
            found["where"]: tuple(found["owner"]) for found in seen["problems"] if found["explain"] and found["owner"]
        }
        notes = {owners[where]: text for where, text in upload.explanations.items() if where in owners}
        published = rows_of(self._shelf.dataset(upload.base)) if notes else {}
        changes = explained(upload.changes, notes, published)
        carried = tuple(found for found in changes if _is_filing(found))
        record = self._store.publish(
            Publication(
                follows=upload.base,
                origin=Origin.UPLOAD,
                by=by,
                reason=reason,
                at=self._now(),
                changes=tuple(found for found in changes if not _is_filing(found)),
                unchanged=upload.unchanged,
                carried=carried,
                file=upload.file,
                file_name=upload.file_name,
                preview=upload.digest,
                upload=upload.number,
                upload_state=upload.state,
                explanations=upload.explanations,
            )
        )
        return self._shelf.prepared(record)


def _everything(region: str, theme: str) -> bool:  # noqa: ARG001 - every scope is asked alike
    return True


def _plain_name(name: str) -> str:
    return _CONTROL.sub(" ", name).strip()[-_NAME_LENGTH:] or "?"


def _filing_row(current: Dataset, content: bytes, name: str) -> Row:
    """The source that stands for a file, named by its digest: the same file is the same source whoever sends it."""
    return {
        "id": f"filing-{hashlib.sha256(content).hexdigest()[:12]}",
        "title": str(_FILING).format(name=_plain_name(name)),
        "publisher": current.city.name.zh,
        "published": "",
        "url": "",
        "note": "",
    }


def _is_filing(change: Change) -> bool:
    return change.table == SOURCES.name and change.old is None and change.id.startswith("filing-")


def _in_state(upload: Upload, *states: UploadState) -> None:
    if upload.state not in states:
        raise UsageError(str(_WRONG_STATE).format(state=str(upload.state.words)))


def _fit(upload: Upload, explanations: Mapping[str, str]) -> dict[str, str]:
    """The explanations that an upload needs, all of them. Raises UsageError where it is not fit to be published."""
    seen = Filing.seen(upload)
    blocking = [found for found in seen["problems"] if found["severity"] != "warning" and not found["explain"]]
    if blocking:
        raise UsageError(str(_UNREPAIRED).format(count=Count(len(blocking))))
    if not upload.changes:
        raise UsageError(str(_NOTHING))
    wanted = dict.fromkeys(found["where"] for found in seen["problems"] if found["explain"])
    answers = {where: explanations.get(where, "").strip()[:REASON_LENGTH] for where in wanted}
    silent = [where for where, text in answers.items() if not text]
    if silent:
        places = str(Text("、", ", ")).join(silent[:5])
        raise UsageError(str(_UNEXPLAINED).format(count=Count(len(silent)), places=places))
    return answers
