"""How the parts of a document lie on paper: which tables turn a page on its side, and what stands there with them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil

from dashboard.exhibits.exhibit import Cell, Facts, Light, Prose, Table, words
from dashboard.export.captioned import Captioned
from dashboard.export.columns import LARGEST, MM_OF_A_POINT, NUMBER, SHORT, SMALLEST_SIZE, UPRIGHT, Plan, plan
from dashboard.export.document import Document, Enclosure, Heading, Part
from dashboard.export.picture.frame import room_of
from dashboard.export.picture.text import evened, filled, width
from dashboard.export.sheets import clean
from dashboard.theme import LIGHTS
from indicators.model import Text

KEPT = 3  # rows at the head and at the end of a table that no page parts
_FEW = re.compile(r"[\u4e00-\u9fff]{1,2}[^\w\s]*")  # letters that are too few for the last line of a cell
_COMPACT = Text("9", "8")  # letters of tables where each part has one page; words of English are longer
_ITEM, _CONTENT = Text("项目", "Item"), Text("内容", "What it is")
_OPEN = str(Text("（", "("))
_ENDS_WITH_NUMBER = re.compile(rf"(?:{NUMBER.pattern})\W*$")
_TOGETHER = 3  # letters at the end of a cell
_OPEN_ZH = Text("（", "(").zh
_NO_BREAK, _MAY_BREAK, _JOINT = "\u00a0", "\u200b", "\u2060"
_JOINTS = re.compile(r"(?<=[\d\u00a0\u4e00-\u9fff])(?=[\u4e00-\u9fff])")
SPREAD, SPREAD_OF_SLIDES = 2.0, 6.0  # letters by which programs and faces differ about where a line ends
_BEFORE_LAST = re.compile(r" (?=\S{1,5}$)")  # a short word that would stand alone in the last line
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=\S)")
_BEFORE_BRACKET = re.compile(rf"(?<=[\d%A-Za-z])(?={re.escape(_OPEN)})")

_JOINED = re.compile(
    rf"((?:[\d,.{_NO_BREAK}]+|{_OPEN_ZH}|[\u4e00-\u9fff](?={_JOINT}))(?:[\u4e07\u4ebf]?{_JOINT}[\u4e00-\u9fff])+)"
)
REMARK = re.compile(r"[\uff08(][^\uff08\uff09()\d]{2,12}[\uff09)]$")
_DECIMAL = re.compile(r"[^\d\n]*[\d,]+(?:\.(?P<decimals>\d+))?(?P<unit> ?[^\d\s]*)")


@dataclass(frozen=True, slots=True)
class Laid:
    """A part, with the plan of its table where one is shown; `lies` says that its page lies on its side.

    The words of an exhibit stand upright also where its table lies. `room` is how high a picture may be, in
    millimetres, with which its heading, caption and foot stand on one page.
    """

    part: Part
    plan: Plan | None = None
    lies: bool = False
    room: float = 0.0


def laid(document: Document, is_picture: Callable[[Captioned], bool]) -> tuple[Laid, ...]:
    """Return the parts of a document as they lie; `is_picture` says whether an exhibit is shown as a picture.

    A short table stays on its side where the page lies so already, and a heading goes with what stands below it.
    """
    largest = float(str(_COMPACT)) if document.is_compact else LARGEST
    parts: list[Laid] = []
    before: Part | None = None
    for part in document.parts:
        rows = texts_of(part) if isinstance(part, Captioned) and not is_picture(part) else None
        room = 0.0
        if isinstance(part, Captioned):
            room = room_of(part, below_heading=isinstance(before, Heading) and not _has_words(part))
        before = part
        if rows is None:
            parts.append(Laid(part, room=room))
            continue
        lies = bool(parts) and parts[-1].lies and len(rows) <= SHORT and not _has_words(part)
        planned = plan(rows, lies=lies, largest=largest)
        parts.append(Laid(part, planned, planned.is_across))
    for index in reversed(range(len(parts) - 1)):
        below = parts[index + 1]
        if isinstance(parts[index].part, Heading | Enclosure):
            parts[index] = replace(parts[index], lies=below.lies and not _has_words(below.part))
    return tuple(parts)


def opens_across(document: Document, parts: Sequence[Laid]) -> bool:
    """Return whether the title of a document stands on the side that its first table lies on, not alone before it."""
    return bool(parts) and parts[0].lies and not document.head and not _has_words(parts[0].part)


def size_in_a_line(text: str, size: float, room: float = UPRIGHT) -> float:
    """Return the size, in points, at which a text stands in one line of a page: at most the usual, never too small."""
    return max(min(size, room / MM_OF_A_POINT / width(text, 1)), SMALLEST_SIZE)


def _has_words(part: Part) -> bool:
    return isinstance(part, Captioned) and bool(part.exhibit.words)


def table_of(one: Captioned) -> Table | None:
    """Return an exhibit as a table of paper: rows, or terms with their meanings; None where it has neither."""
    content = one.exhibit.content
    if isinstance(content, Prose):
        return None
    return Table((str(_ITEM), str(_CONTENT)), content.facts) if isinstance(content, Facts) else one.table


def whole(text: str) -> str:
    """Return the text of a cell so that no number breaks: it stays with its unit, and a line may end before a bracket.

    Without that place, "3.62%（2024年）" is one word to a program that sets it, and it cuts the number.
    """
    return _BEFORE_BRACKET.sub(_MAY_BREAK, _BEFORE_UNIT.sub(_NO_BREAK, text))


def held(text: str, size: float, room: float, indent: float = 0.0, spread: float = SPREAD) -> str:
    """Return a running text whose numbers stay with their units wherever a line of it may end.

    Where one ends is known roughly. Numbers that stand there are joined to their units by a sign of no width: no
    program has another way, and of the others nothing unseen goes into what is copied. No short word stands alone
    in the last line of a paragraph, which its indent tells from a cell.
    """
    text = NUMBER.sub(lambda found: found[0].replace(" ", _NO_BREAK), text)
    if len(text) * size <= room - indent - spread * size:
        return text  # it stands in one line
    at = [0.0, *accumulate(width(letter, size) for letter in text)]
    spans = [found.span() for found in NUMBER.finditer(text)]
    starts, seen = [(0, room - indent)], set[int]()
    kept: set[tuple[int, int]] = set()
    while starts:
        start, wide = starts.pop()
        low, high = (at[start] + wide + side * spread * size for side in (-1, 1))
        ends = range(bisect_right(at, low, start + 1), min(bisect_right(at, high), len(text)))
        parted = {(begin, end) for begin, end in spans for place in ends if begin < place < end}
        kept |= parted
        after = {place for place in ends if not any(begin < place < end for begin, end in parted)}
        after |= {begin for begin, _ in parted}
        starts += [(place, room) for place in after - seen if place > start]
        seen |= after
    text = _BEFORE_LAST.sub(_NO_BREAK, text) if indent else text
    for begin, end in sorted(kept, reverse=True):
        text = text[:begin] + _JOINTS.sub(_JOINT, text[begin:end]) + text[end:]
    return text


def hung(column: Sequence[str], size: float, room: float) -> list[float]:
    """Return how far from the right side of its column each number stands, in digits, so that decimal points align.

    Numbers that are written like most of their column; where one would have no room for it, none is moved.
    """
    found = [_DECIMAL.fullmatch(text) for text in column]
    behind = Counter(one["unit"] for one in found if one)
    usual = behind.most_common(1)[0][0] if behind else ""
    decimals = [len(one["decimals"] or "") if one and one["unit"] == usual else None for one in found]
    most = max((one for one in decimals if one is not None), default=0)
    missing = [0.0 if one is None or not most else most - one + (0.5 if one == 0 else 0.0) for one in decimals]
    fits = all(width(text + "0" * ceil(lack), size) <= room for text, lack in zip(column, missing, strict=True) if lack)
    return missing if fits else [0.0] * len(column)


def closed(text: str, size: float, room: float) -> str:
    """Return the text of a cell whose remark in brackets stands in one line, where the cell has several.

    None ends between its letters: a verdict reads "按序时" and below it "（待终期）".
    """
    found = REMARK.search(text)
    if found is None or width(text, size) <= room:
        return text
    remark = _JOINT.join(found[0]) if found[0].startswith(_OPEN_ZH) else found[0].replace(" ", _NO_BREAK)
    return f"{text[: found.start()].rstrip()}{_MAY_BREAK if remark.startswith(_OPEN_ZH) else ' '}{remark}"


def ended(text: str, size: float, room: float) -> tuple[str, float]:
    """Return the text of a cell, and what it leaves free of its room, so that no one or two letters are its last line.

    Programs and faces differ in where a line ends: the last letters of what needs several lines are joined, and what
    would be short by a letter more or less is evened. A text that ends with a number and its unit breaks around it.
    """
    if _ENDS_WITH_NUMBER.search(text.replace(_JOINT, "")) or len(filled(text, size, room - size)) == 1:
        return text, 0.0
    joined = text[:-_TOGETHER] + _JOINT.join(text[-_TOGETHER:])
    tried = [filled(text, size, room + more * size) for more in (0.0, 0.5, 1.0)]
    if len(tried[0]) == 1 or not any(len(lines) > 1 and _FEW.fullmatch(lines[-1]) for lines in tried):
        return joined, 0.0
    spare = room - evened(text, size, room)
    spare = spare - size / 2 if spare > size else spare
    return joined, spare


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a text that is `held` in pieces, each with whether it is joined: a number to its unit, or an end."""
    for place, piece in enumerate(_JOINED.split(text)):
        if piece:
            yield piece, bool(place % 2)


def cell_text(cell: Cell) -> str:
    """Return a cell as text; a light with its shape."""
    text = f"{LIGHTS[cell.verdict].shape} {cell.word}" if isinstance(cell, Light) else words(cell)
    return clean(text)


def texts(table: Table) -> list[list[str]]:
    """Return a table as rows of text, all of one length, its heads first."""
    rows = [[cell_text(cell) for cell in row] + [""] * (len(table.columns) - len(row)) for row in table.rows]
    return [list(map(clean, table.columns)), *rows]


def texts_of(one: Captioned) -> list[list[str]] | None:
    """Return the table of an exhibit as rows of text, None where it has none."""
    table = table_of(one)
    return texts(table) if table else None
