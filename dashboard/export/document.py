"""A report as a value: headings, paragraphs and exhibits in order, whatever file it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dashboard.exhibits.evidence import Sources
from dashboard.export.captioned import Captioned


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 opens a chapter, and where asked a page."""

    text: str
    level: int = 1
    opens_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, or a line of a letter: whom it is sent to, what is enclosed, who signs and when, a remark."""

    text: str
    kind: Literal["body", "addressee", "enclosed", "signed", "remark"] = "body"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """An enclosure begins, on a page of its own: its label and its title."""

    label: str
    title: str


Part = Heading | Paragraph | Enclosure | Captioned


@dataclass(frozen=True, slots=True)
class Document:
    """A report: its title, the line under the title, who issues it, its date, and its parts in order.

    `head` is what stands above the title of a letter: who issues it, and its number. `absent` tells its maker, not its
    readers, what the list asks for and this release has nothing for. Compact ones are set small, a page a heading.
    """

    title: str
    subtitle: str
    issuer: str
    date: str
    parts: tuple[Part, ...]
    absent: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    is_compact: bool = False

    @property
    def byline(self) -> str:
        """Return the line under the title; a letter has its own head, and a compact report repeats it on each page."""
        return "" if self.head or self.is_compact else "　".join(filter(None, (self.issuer, self.subtitle)))

    @property
    def exhibits(self) -> tuple[Captioned, ...]:
        """Return the exhibits in order."""
        return tuple(part for part in self.parts if isinstance(part, Captioned))

    @property
    def references(self) -> tuple[str, ...]:
        """Return the sources of all exhibits, each once, in the order in which they first appear.

        Letters and compact reports have none: their figures and tables name their own.
        """
        if self.head or self.is_compact:
            return ()
        told = [one.exhibit.sources for one in self.exhibits]
        return tuple(dict.fromkeys(title for one in told if isinstance(one, Sources) for title in one.titles))
