"""What waits for a person: uploads to review, and own files that came back and were not filed anew."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.accounts import Account, Permission
from indicators.desk.policy import Policy
from indicators.releases.release import Store, Upload, UploadState, Waiting


def waiting(store: Store, policy: Policy, who: Account | None) -> Waiting:
    """Return what waits for a person; nothing for who neither files nor reviews."""
    if who is None or not any(policy.allows(who, one) for one in (Permission.UPLOAD, Permission.REVIEW)):
        return Waiting()
    uploads = store.uploads(who.name)
    submitted = [upload for upload in uploads if upload.state is UploadState.SUBMITTED]
    reviewed = [upload for upload in submitted if upload.by != who.name or not policy.two_person_rule]
    own = [upload for upload in uploads if upload.by == who.name]
    return Waiting(
        len(reviewed) if policy.allows(who, Permission.REVIEW) else 0,
        _returned(own) if policy.allows(who, Permission.UPLOAD) else 0,
    )


def _returned(uploads: Sequence[Upload]) -> int:
    """How many were sent back and not filed anew: each file that was filed later (by the second) stands for one."""
    back = [(upload.decided_at, 1) for upload in uploads if upload.state is UploadState.SENT_BACK and upload.decided_at]
    filed = [(upload.at, -1) for upload in uploads if upload.state is not UploadState.WITHDRAWN]
    count = 0
    for _, step in sorted((*back, *filed)):
        count = max(count + step, 0)
    return count
