"""What an exhibit is, as values: one captioned figure with its table and sources, and the kinds of content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from dashboard.exhibits.evidence import Sources
from dashboard.exhibits.trend import Trend
from indicators.goals.methods import Verdict
from indicators.model import Text


@dataclass(frozen=True, slots=True)
class Light:
    """A verdict as a reader meets it: its word, the card behind it, and the address at which the card is asked for."""

    verdict: Verdict
    word: str
    card: Sequence[str] = ()
    citation: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to another page of the house, or to a file of it; some only for who works here."""

    text: str
    href: str
    is_file: bool = False
    is_for_staff: bool = False


@dataclass(frozen=True, slots=True)
class Hint:
    """Words with a reason that shows on hover and focus: a sign of absence, a confidence, the `axis` of a head."""

    text: str
    reason: str
    axis: str = ""


Cell = str | Light | Link | Hint | Trend


def words(cell: Cell) -> str:
    """Return one cell as the text that a reader sees."""
    return cell.word if isinstance(cell, Light) else cell.text if isinstance(cell, Link | Hint | Trend) else cell


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns; `numeric` names the columns that are set flush right."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    numeric: frozenset[int] = frozenset()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """A plotly figure as one dict, its height in pixels, and its name where it stands beside others."""

    figure: Mapping[str, Any]
    height: int = 320
    title: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One headline figure: value, unit, year, change, goal, share covered, light, small trend (values, goal, words)."""

    title: Link
    value: str
    unit: str
    when: str
    change: str
    goal: str
    covered: float | None
    expected: float | None
    light: Light | None
    lines: tuple[str, ...]
    trend: tuple[tuple[float, float], ...] = ()
    goal_level: float | None = None
    spoken: str = ""
    rising: bool | None = None


@dataclass(frozen=True, slots=True)
class Cards:
    """Headline figures side by side; `rises` names how the city colours a rise."""

    cards: Sequence[Card]
    rises: str = "neutral"


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts by verdict: the whole in one bar, each part with its word and number."""

    parts: tuple[tuple[Light, int], ...]


@dataclass(frozen=True, slots=True)
class Bullet:
    """One goal on the way from base (0) to the number to reach (1): actual, path, and the words at each end."""

    title: Link
    place: str
    start: str
    end: str
    actual: str
    covered: float | None
    expected: float | None
    light: Light
    remark: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """Goals one under the other on one scale: the share of the way covered."""

    bullets: Sequence[Bullet]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a list: its name, its length from -1 to 1, the words at its end, and what marks it.

    `value` is the number behind the length, in the measure that its list names.
    """

    title: Cell
    length: float
    label: str
    light: Light | None = None
    note: str = ""
    tick: float | None = None
    strong: bool = False
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars one under the other; `zero` is where they start, from 0 (left) to 1 (right).

    `measure` names what the bars measure, with its unit.
    """

    bars: Sequence[Bar]
    zero: float = 0.0
    measure: str = ""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One cell of a matrix: figure, rank and its change, light; the reason where there is none, or where it is old."""

    value: str
    rank: str = ""
    moved: str = ""
    light: Light | None = None
    reason: str = ""
    shade: float | None = None
    href: str = ""
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows × columns of figures, each with light, rank and change of rank."""

    corner: str
    columns: tuple[Cell, ...]
    rows: Sequence[tuple[Cell, tuple[MatrixCell, ...]]]


@dataclass(frozen=True, slots=True)
class Tile:
    """One region on a schematic map: its place in the grid, figure, light."""

    row: int
    column: int
    title: Link
    value: str
    note: str
    light: Light | None = None
    shade: float | None = None


@dataclass(frozen=True, slots=True)
class Tiles:
    """A schematic map of equal tiles; it shows bearings, no boundaries."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """One node of a tree: name, its figures as words, the share of its parent's goal, light, children."""

    title: Link
    figures: tuple[str, ...]
    share: float | None
    light: Light | None
    children: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """Nested goals or industries, each inside its parent."""

    roots: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs; those that are fit for a report can be copied."""

    paragraphs: tuple[str, ...]
    is_for_reports: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms and their meanings, one under the other."""

    facts: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is filled in: its name, label, kind (a key of INPUTS, or hidden) and its value.

    A choice takes one of `options` (value, words), several take any of them; `value` is then the chosen ones.
    """

    name: str
    label: str = ""
    kind: str = "text"
    value: str | tuple[str, ...] = ""
    options: tuple[tuple[str, str], ...] = ()
    required: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """Fields and a button that posts them; the answer leads to another page, or is a sentence beside the button.

    `plain` forms are sent by the browser itself: those that fetch a file or leave the site's pages.
    """

    action: str
    button: str
    fields: tuple[Field, ...] = ()
    tone: str = "main"
    plain: bool = False
    method: str = "post"


@dataclass(frozen=True, slots=True)
class Drop:
    """A place where a file is dropped or chosen, and sent with its progress shown."""

    action: str
    words: str
    hint: str


@dataclass(frozen=True, slots=True)
class Builder:
    """The place where a report is put together; what can be chosen there is filled in when it is shown.

    It begins with a list, where one was opened.
    """

    listing_text: str = ""


@dataclass(frozen=True, slots=True)
class Stack:
    """Several contents of one exhibit, one under the other."""

    contents: tuple[Content, ...]


Listed = Cards | Bullets | Bars | Matrix | Tiles | Table
Content = Form | Drop | Builder | Stack | Plot | Tally | Tree | Prose | Facts | Listed


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several looks at the same things, of which a page shows one at a time; it may hold several exhibits.

    `view` is the value of `view=` in the address that shows it; empty for the look that a page begins with.
    """

    text: str
    view: str = ""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One captioned figure. `width` is its share of the page in twelfths; `table` shows the same as rows.

    `words` says the same in sentences, as an official would write them. `pins` are the values that a URL of staff must
    hold so that it shows the same exhibit later. Exhibits with a `tab` take one place on their page. `bare_scope` is
    the scope without what only the marks of its picture mean; empty where that is the same.
    """

    id: str
    title: str
    scope: str
    content: Content
    table: Table | None = None
    sources: Sources | str = ""
    note: str = ""
    alt: str = ""
    width: int = 12
    links: tuple[Link, ...] = field(default=())
    words: Sequence[Text] = ()
    pins: tuple[tuple[str, str], ...] = ()
    tab: Tab | None = None
    bare_scope: str = ""

    @property
    def is_figure(self) -> bool:
        """Return whether a report could hold it: anything but forms and remarks to who works here."""
        return _is_figure(self.content)

    @property
    def is_tabular(self) -> bool:
        """Return whether its content is rows already, so that no table beside it need say the same."""
        parts = self.content.contents if isinstance(self.content, Stack) else (self.content,)
        return all(isinstance(part, Table) for part in parts)


def _is_figure(content: Content) -> bool:
    if isinstance(content, Stack):
        return any(map(_is_figure, content.contents))
    if isinstance(content, Prose):
        return content.is_for_reports and bool(content.paragraphs)
    return not isinstance(content, Form | Drop | Builder)
