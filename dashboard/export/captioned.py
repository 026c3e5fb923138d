"""An exhibit as it leaves the house: with where and when it was taken, so that whoever meets it can find it again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard.exhibits.evidence import Row, Sources
from dashboard.exhibits.exhibit import (
    Bar,
    Bars,
    Bullet,
    Bullets,
    Card,
    Cards,
    Exhibit,
    Facts,
    Light,
    Matrix,
    Node,
    Prose,
    Stack,
    Table,
    Tally,
    Tile,
    Tiles,
    Tree,
    words,
)
from dashboard.exhibits.finding import finding
from indicators.model import Text

_CITATION = Text("{site}. {title}[DB/OL]. {state}.", "{site}. {title}. {state}.")
_STATE = Text("{release}，{date}发布", "{release}, published {date}")
_RELEASE = Text("{release}（{date}发布）", "{release} ({date})")
_ON, _METHOD = Text("数据截至{on}", "as of {on}"), Text("评估方法：{method}", "method: {method}")
_TAKEN = Text("取自{taken}", "taken {taken}")
_SOURCES, _NOTE = Text("数据来源：{words}", "Sources: {words}"), Text("注：{words}", "Note: {words}")
_SCOPE, _CLOSED, _COMMA = Text("（{scope}）", " ({scope})"), Text("）", ")"), Text("，", ", ")
_ALT = Text("{title}。{finding}", "{title}. {finding}")
_UNFIT = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Captioned:
    """An exhibit with its provenance: site and page, release with its date, as-of, method, and its permanent address.

    `path` is the address within the site, release and exhibit named; `host` is where the site stands, empty where
    nobody said so. What staff see of their own work has no as-of and no method; it was `taken` at a moment.
    `subject` goes before the title and `scope` behind it, so that a figure away from its page says whose it is.
    `form` is chosen by who puts it into a document: a picture, or a table; else it is as suits it; and so is `width`,
    one of WIDTHS, which its picture or chart has there; without, it is as wide as there is room. It is not stamped
    where the document says of all that it holds from which release it is. `mark` says who took it away, and when,
    where a setting asks for that.
    """

    exhibit: Exhibit
    site: str
    page: str
    release: str
    released: str
    on: str
    method: str
    path: str
    host: str = ""
    taken: str = ""
    subject: str = ""
    scope: tuple[str, ...] = ()
    form: Literal["", "figure", "table"] = ""
    width: str = ""
    is_stamped: bool = True
    mark: str = ""

    @property
    def title(self) -> str:
        """Return the title: what the figure shows, of which indicator, place and period, and by which filters."""
        return _bracketed(self.subject + self.exhibit.title, self.scope)

    @property
    def link(self) -> str:
        """Return the permanent address: the same figure, whatever is published later; empty where no host is known."""
        return self.host.rstrip("/") + self.path if self.host else ""

    @property
    def stamp(self) -> str:
        """Return the line that says from which state of the tables the figure is, and how goals were read."""
        release = str(_RELEASE).format(release=self.release, date=self.released)
        method = str(_METHOD).format(method=self.method) if self.method else ""
        return " · ".join(filter(None, (self.site, release, self._when, method)))

    @property
    def bare_scope(self) -> str:
        """Return the scope over a table, or over a chart of an office program: it tells of no mark of the picture."""
        return self.exhibit.bare_scope or self.exhibit.scope

    @property
    def sources(self) -> str:
        """Return the line of sources, empty where there is none."""
        return str(_SOURCES).format(words=self.exhibit.sources) if self.exhibit.sources else ""

    @property
    def note(self) -> str:
        """Return the line of the note, empty where there is none."""
        return str(_NOTE).format(words=self.exhibit.note) if self.exhibit.note else ""

    @property
    def foot(self) -> tuple[str, ...]:
        """Return the lines that stand under it: note, sources, release, mark and address, those that there are."""
        stamps = (self.stamp, self.mark) if self.is_stamped else ()
        return tuple(filter(None, (self.note, self.sources, *stamps, self.link)))

    @property
    def alt(self) -> str:
        """Return what is said to who cannot see it: its title, and its finding in a sentence."""
        one = self.exhibit
        said = next((str(said) for said in one.words), "") or one.alt
        read_off = said or finding(one.content) or (finding(one.table) if one.table else "")
        return str(_ALT).format(title=self.title, finding=read_off or one.scope)

    @property
    def citation(self) -> str:
        """Return the reference to this figure for a list of references, in the order of GB/T 7714."""
        state = str(_STATE).format(release=self.release, date=self.released)
        state = str(Text("，", ", ")).join(filter(None, (state, self._when)))
        citation = str(_CITATION).format(site=self.site, title=self.title, state=state)
        return f"{citation} {self.link}." if self.link else citation

    @property
    def _when(self) -> str:
        """As of when it is: the period of its figures, or the moment at which it was taken."""
        return str(_TAKEN).format(taken=self.taken) if self.taken else str(_ON).format(on=self.on)

    @property
    def file_name(self) -> str:
        """Return a name for a file of this exhibit, without suffix, fit for every file system.

        A long title is cut before the words that tell two files apart.
        """
        room = max(_LONGEST_NAME - len(str(_SCOPE).format(scope=str(_COMMA).join(self.scope))), _LONGEST_NAME // 2)
        cut = (self.subject + self.exhibit.title)[:room]
        return file_name(_bracketed(cut, self.scope)) or self.exhibit.id

    @property
    def table(self) -> Table | None:
        """Return the exhibit as rows, or None where it has none."""
        content = self.exhibit.content
        return content if isinstance(content, Table) else self.exhibit.table

    @property
    def figures(self) -> Sequence[Row]:
        """Return the figures that it rests on, as the tables hold them; none where it only counts, or is words."""
        return self.exhibit.sources.figures if isinstance(self.exhibit.sources, Sources) else ()

    @property
    def pictured(self) -> bool:
        """Return whether a document shows it as a picture, rather than as its own text or table."""
        if self.form and not isinstance(self.exhibit.content, Prose):
            return self.form == "figure" or self.table is None
        return not self.exhibit.is_tabular and not isinstance(self.exhibit.content, (Prose, Facts))

    @property
    def lights(self) -> tuple[tuple[str, Light], ...]:
        """Return the lights that stand in the exhibit, each with the name of what it judges."""
        return tuple(_lit(self.exhibit.content))

    @property
    def cards(self) -> tuple[tuple[str, Light], ...]:
        """Return the method cards of the exhibit, each with the name of what was judged; every card once."""
        found = [*self.lights, *(_lit(self.exhibit.table) if self.exhibit.table else ())]
        once: dict[tuple[str, ...], tuple[str, Light]] = {}
        for name, light in found:
            if light.card:
                once.setdefault(tuple(light.card), (name, light))
        return tuple(once.values())


def file_name(title: str) -> str:
    """Return a title as the name of a file, without suffix, fit for every file system."""
    return _UNFIT.sub("-", title)[:_LONGEST_NAME].strip("-. ")


def _bracketed(title: str, scope: Sequence[str]) -> str:
    """A title with its scope in brackets; brackets at its end are opened for it, so that there is one pair."""
    if not scope:
        return title
    closed, comma = str(_CLOSED), str(_COMMA)
    if title.endswith(closed):
        return title.removesuffix(closed) + comma + comma.join(scope) + closed
    return title + str(_SCOPE).format(scope=comma.join(scope))


def _lit(content: object) -> list[tuple[str, Light]]:
    """Every light of a content with the name of what it judges."""
    if isinstance(content, Table):
        return [(words(row[0]), cell) for row in content.rows for cell in row if isinstance(cell, Light)]
    if isinstance(content, Stack):
        return [pair for part in content.contents for pair in _lit(part)]
    if isinstance(content, Matrix):
        return [
            (f"{words(name)} {words(head)}", cell.light)
            for name, cells in content.rows
            for head, cell in zip(content.columns, cells, strict=True)
            if cell.light
        ]
    if isinstance(content, Tree):
        return [pair for root in content.roots for pair in _below(root)]
    if isinstance(content, Tally):
        return [(light.word, light) for light, count in content.parts if count]
    return [(words(one.title), one.light) for one in _parts(content) if one.light]


def _parts(content: object) -> Sequence[Card | Bullet | Bar | Tile]:
    if isinstance(content, Cards):
        return content.cards
    if isinstance(content, Bullets):
        return content.bullets
    if isinstance(content, Bars):
        return content.bars
    return content.tiles if isinstance(content, Tiles) else ()


def _below(node: Node) -> list[tuple[str, Light]]:
    own = [(node.title.text, node.light)] if node.light else []
    return own + [pair for child in node.children for pair in _below(child)]
