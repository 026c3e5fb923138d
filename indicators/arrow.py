"""Arrow by itself, without the pandas that it reads where there is one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import ModuleType

import pyarrow as pa


def arrow_alone() -> None:
    """Let Arrow look for pandas and find none: with its first array it would read 40 MB that nothing here asks for.

    Whoever imports pandas by name still gets it. Where it was read already there is nothing to be saved.
    """
    if "pandas" not in sys.modules:
        sys.meta_path.insert(0, _NoPandas)
        pa.array(())
        sys.meta_path.remove(_NoPandas)


class _NoPandas:
    """What Python asks where a module is, and who says of pandas that there is none."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> None:  # noqa: ARG004 - Python's own
        """Return nothing: others may know. Raises ModuleNotFoundError for pandas."""
        if name == "pandas":
            raise ModuleNotFoundError(name)
