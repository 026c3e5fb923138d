"""Writers of office files are loaded when the first file is asked for: few processes ever need what they weigh."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module


def late(module: str, name: str) -> Callable[..., bytes]:
    """Return a function that is the one of this name in a module, which is imported at the first call."""

    def written(*args: object, **kwargs: object) -> bytes:
        content: bytes = getattr(import_module(module), name)(*args, **kwargs)
        return content

    return written
