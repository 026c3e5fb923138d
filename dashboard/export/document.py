"""A report as a value: headings, paragraphs and exhibits in order, whatever file it becomes."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.exhibits.exhibit import Sources
from dashboard.export.captioned import Captioned


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 opens a chapter."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


Part = Heading | Paragraph | Captioned


@dataclass(frozen=True, slots=True)
class Document:
    """A report: its title, the line under the title, who issues it, its date, and its parts in order.

    `absent` tells its maker, not its readers, which exhibits of the list have no data in this release.
    """

    title: str
    subtitle: str
    issuer: str
    date: str
    parts: tuple[Part, ...]
    absent: tuple[str, ...] = ()

    @property
    def exhibits(self) -> tuple[Captioned, ...]:
        """Return the exhibits in order."""
        return tuple(part for part in self.parts if isinstance(part, Captioned))

    @property
    def references(self) -> tuple[str, ...]:
        """Return the sources of all exhibits, each once, in the order in which they first appear."""
        told = [one.exhibit.sources for one in self.exhibits]
        return tuple(dict.fromkeys(title for one in told if isinstance(one, Sources) for title in one.titles))
