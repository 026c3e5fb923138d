"""What is said of every table and column: its name, its type, its meaning and the words it allows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from indicators.model import Text


class Type(StrEnum):
    """What the text of a cell stands for."""

    TEXT = "text"
    URL = "url"
    ID = "id"
    CHOICE = "choice"
    INTEGER = "integer"
    NUMBER = "number"
    PERIOD = "period"
    DATE = "date"
    YES_NO = "yes_no"
    LIST = "list"
    MILESTONES = "milestones"
    ZONE = "zone"
    RELEASE_NAME = "release_name"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, or one setting of city.toml.

    `allowed` is the vocabulary of a choice; `refers_to` the table whose ids the cell must be taken from.
    """

    name: str
    type: Type
    about: Text
    required: bool = True
    allowed: tuple[str, ...] = ()
    refers_to: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One file of the folder, or the like files of one sub-folder; its first column holds the id of a row."""

    name: str
    path: str
    about: Text
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the columns in their order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Return the column of this name. Raises KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
