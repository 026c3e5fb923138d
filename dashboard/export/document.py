"""A report as a value: headings, paragraphs and exhibits in order, whatever file it becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from dashboard.exhibits.evidence import Sources
from dashboard.exhibits.exhibit import Facts, Prose
from dashboard.export.captioned import Captioned
from indicators.model import Text


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which a document shows an exhibit: what it is called, and what is shown of it; nothing: as suits it."""

    name: Text
    show: tuple[str, ...] = ()


FORM = Text("文档内容", "Content of documents")
FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "usual": Form(Text("适宜者", "what suits it")),
        "figure": Form(Text("图", "figure"), ("words", "figure")),
        "table": Form(Text("表", "table"), ("words", "table")),
        "both": Form(Text("图和表", "figure and table"), ("words", "figure", "table")),
    }
)


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
    `mark` says who took it away, and when, where a setting asks for that.
    """

    title: str
    subtitle: str
    issuer: str
    date: str
    parts: tuple[Part, ...]
    absent: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    is_compact: bool = False
    mark: str = ""

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
        found = [one.exhibit.sources for one in self.exhibits]
        return tuple(dict.fromkeys(title for one in found if isinstance(one, Sources) for title in one.titles))


def once_each(document: Document, is_picture: Callable[[Captioned], bool]) -> Document:
    """Return a document without the tables that were asked for behind a figure for which they stand already."""
    pairs = zip((None, *document.parts), document.parts, strict=False)
    return replace(document, parts=tuple(part for before, part in pairs if not _stands(before, part, is_picture)))


def _stands(before: Part | None, part: Part, is_picture: Callable[[Captioned], bool]) -> bool:
    if not isinstance(before, Captioned) or not isinstance(part, Captioned):
        return False
    is_pair = before.path == part.path and before.form == "figure" != part.form
    return is_pair and not isinstance(part.exhibit.content, Prose) and not is_picture(before)


def as_asked(one: Captioned, show: Sequence[str]) -> Iterator[Captioned]:
    """Give an exhibit as it was asked for: its words, its figure, its table, any of them; or as suits it.

    Where it has no table, its figure stands once.
    """
    if not show:
        yield one
        return
    said = one.exhibit.words if "words" in show else ()
    content = one.exhibit.content
    forms: list[Literal["figure", "table"]] = [form for form in ("figure", "table") if form in show]
    if isinstance(content, Prose) or not forms:
        prose = content if isinstance(content, Prose) else Prose(tuple(str(text) for text in said))
        yield replace(one, exhibit=replace(one.exhibit, content=prose, words=(), table=None))
        return
    if one.table is None and not isinstance(content, Facts):
        forms = ["figure"]
    for form in forms:
        is_listed = form == "table" and isinstance(content, Facts)  # terms and meanings are a table by themselves
        yield replace(one, exhibit=replace(one.exhibit, words=said), form="" if is_listed else form)
        said = ()
