"""What sessions are signed with, kept where every machine of an installation finds it."""

from __future__ import annotations

import contextlib
import os
import secrets

from dashboard.settings import Settings
from indicators.model import Text
from indicators.problems import UsageError

_SECRET_BYTES = 32
_NO_SECRET = Text(
    "会话密钥文件 {path} 是空的或太短，任何人都能伪造登录；请删除它后重新启动（所有人须重新登录）",
    "the secret {path} is empty or too short: anybody could forge a session; delete it and start again",
)


def secret(settings: Settings) -> bytes:
    """Return what sessions are signed with: made at the first start, whole or not at all, for the owner only.

    Raises UsageError where it is too short to be one: everybody could be anybody.
    """
    path = settings.shared_home() / "secret"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        new = path.with_name(f".secret-{secrets.token_hex(4)}")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(_SECRET_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):  # another process was first
            os.link(new, path)
        new.unlink()
    content = path.read_bytes()
    if len(content) < _SECRET_BYTES:
        raise UsageError(str(_NO_SECRET).format(path=path))
    return content
