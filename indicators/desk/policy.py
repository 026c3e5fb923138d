"""What an installation has decided about its flow of work, and who is asking: every use case needs both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from indicators.accounts import Account, DeniedError, Permission, Role, may
from indicators.model import Text
from indicators.problems import UsageError
from indicators.releases.release import Entry, LogLine, Store

RESTORING, IMPORTING, GIVING = "restore.asked", "import.asked", "roles.asked"
_LOOKED_AT = 500
_SECOND = Text(
    "两人制已启用：已登记您的申请，请另一名审核员在同一基准版次上再作一次同样的操作来确认",
    "the two-person rule is on: your request is noted; another reviewer has to do the same on the same release",
)
_SECOND_FOR_ROLES = Text(
    "三员分立已启用：已登记您给予的角色，请另一名管理员再作一次同样的操作来确认",
    "roles are given by two: your request is noted; another administrator has to give the same roles",
)
_QUOTA = Text(
    "您名下保存的上传文件已满 {most} MB，不能再上传；请联系管理员",
    "the kept files of your account have reached {most} MB: ask the administrator",
)
Clock = Callable[[], dt.datetime]


def utc_now() -> dt.datetime:
    """Return the time by the clock of this machine, in UTC and whole seconds."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


_NO_REASON = Text("请写明理由：发布、退回和恢复都要有理由，理由记入版次与日志", "a reason is required")
REASON_LENGTH = 1000
"""How many characters are kept of a reason, a remark, an explanation."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Whether pages are open to everybody, whether who files may publish, and when a sign-in is locked or over.

    `three_officers` (三员分立) sets account, review and audit apart, and has roles given by two; `strict` asks for
    passwords of the 等保 profile; `second_factor` asks reviewers and administrators for a code; within `proof` a
    password is not asked for again; `quota` is how many bytes of files are kept of one account;
    `mails` says that mails can be sent.
    """

    open_view: bool = True
    two_person_rule: bool = False
    failures: int = 5
    locked: dt.timedelta = dt.timedelta(minutes=15)
    idle: dt.timedelta = dt.timedelta(hours=1)
    absolute: dt.timedelta = dt.timedelta(hours=12)
    three_officers: bool = False
    strict: bool = False
    second_factor: bool = False
    proof: dt.timedelta = dt.timedelta(minutes=15)
    noted: dt.timedelta = dt.timedelta(minutes=1)
    quota: int = 1024**3
    mails: bool = False

    def allows(self, who: Account | None, permission: Permission) -> bool:
        """Return whether a person may do something; under 三员分立 the log is the auditor's alone."""
        if self.three_officers and permission is Permission.AUDIT_LOG:
            return who is not None and who.active and Role.AUDITOR in who.roles
        return may(who, permission, open_view=self.open_view)

    def require(self, who: Account | None, permission: Permission) -> None:
        """Pass if a person may do something; None is somebody who has not signed in. Raises DeniedError."""
        if not self.allows(who, permission):
            raise DeniedError(permission)

    def demand(self, who: Account | None, permission: Permission) -> Account:
        """Return the account of a person who may do something. Raises DeniedError."""
        self.require(who, permission)
        if who is None:
            raise DeniedError(permission)
        return who


def within_quota(store: Store, policy: Policy, name: str, size: int) -> None:
    """Pass where one more file of an account may be kept; the same file counts once. Raises UsageError."""
    files = {upload.file for upload in store.uploads() if upload.by == name}
    if sum(map(store.size, files)) + size > policy.quota:
        raise UsageError(str(_QUOTA).format(most=policy.quota // 1024**2))


def second_person(store: Store, policy: Policy, entry: Entry) -> None:
    """Pass where somebody else has asked for the same, or where the two-person rule is off.

    Else the request is noted in the log. Raises UsageError, which says that another person is needed.
    """
    if policy.two_person_rule:
        _ask_another(store, entry, _SECOND)


def second_for_roles(store: Store, policy: Policy, entry: Entry) -> None:
    """Pass where another administrator gives the same roles, or where 三员分立 is off; else as `second_person`."""
    if policy.three_officers:
        _ask_another(store, entry, _SECOND_FOR_ROLES)


def asked(store: Store, *actions: str) -> tuple[LogLine, ...]:
    """Return what was asked for and needs a second person, latest first; also what one has answered since."""
    return tuple(line for line in store.log(None, _LOOKED_AT) if line.action in actions)


def _ask_another(store: Store, entry: Entry, sentence: Text) -> None:
    same = [line for line in asked(store, entry.action) if (line.subject, line.detail) == (entry.subject, entry.detail)]
    if any(line.by != entry.by for line in same):
        return
    if not same:
        store.write(entry)
    raise UsageError(str(sentence))


def reason_of(text: str) -> str:
    """Return a reason as it is kept. Raises UsageError where there is none."""
    reason = text.strip()[:REASON_LENGTH]
    if not reason:
        raise UsageError(str(_NO_REASON))
    return reason
