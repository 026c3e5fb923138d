"""KINDS, the whole list of problems that a person can repair: to add a kind is to add a row to one of its parts.

Wordings are templates, Chinese first; their `{words}` are filled where a problem is found.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from indicators.kinds.kind import Kind, Severity
from indicators.kinds.proposals import PROPOSAL_KINDS
from indicators.kinds.tables import TABLE_KINDS
from indicators.kinds.uploads import UPLOAD_KINDS

__all__ = ["KINDS", "Kind", "Severity"]

KINDS: Mapping[str, Kind] = MappingProxyType({kind.id: kind for kind in (*TABLE_KINDS, *UPLOAD_KINDS, *PROPOSAL_KINDS)})
