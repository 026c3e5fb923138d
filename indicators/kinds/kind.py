"""What a kind of problem is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from indicators.model import Text


class Severity(StrEnum):
    """How much a problem weighs: an error has to be repaired, a question answered, a warning asks for a look."""

    ERROR = "error"
    QUESTION = "question"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of problem: its weight, what is said of it, and what can be done.

    `explained` marks a warning that an upload may carry into a release only with an explanation typed by a person.
    """

    id: str
    severity: Severity
    message: Text
    remedy: Text
    explained: bool = False
