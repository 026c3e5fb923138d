"""One table as it is understood: what its columns and titles say, and what each axis is taken from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from indicators.model import Text
from indicators.periods import Period
from indicators.problems import Place
from indicators.tables.columns import INDICATORS, INDUSTRIES, REGIONS
from indicators.words.times import both
from indicators.workbook.draft import ColumnRead, Entry
from indicators.workbook.lexicon.labels import Label, label_of, scoped
from indicators.workbook.lexicon.months import Months
from indicators.workbook.lexicon.pieces import Lexicon
from indicators.workbook.lexicon.words import NARROWING, OFFICES, PLACES, TAKEN_AWAY
from indicators.workbook.reading import times
from indicators.workbook.reading.grid import Position, RawCell, letter
from indicators.workbook.reading.names import Vocabulary, tidy
from indicators.workbook.understanding.around.notes import clauses_of
from indicators.workbook.understanding.around.titles import Titles, titles_of
from indicators.workbook.understanding.asking import Asking, layout_name
from indicators.workbook.understanding.blocks import Block, beside, texts_of
from indicators.workbook.understanding.columns import MEASURE, Columns, columns_of

TABLES: Mapping[str, str] = {
    "indicator": INDICATORS.name,
    "region": REGIONS.name,
    "industry": INDUSTRIES.name,
}
WHAT: Mapping[str, Text] = {
    "indicator": Text("指标", "indicator"),
    "region": Text("区域", "region"),
    "industry": Text("产业", "industry"),
    "period": Text("时期", "period"),
    MEASURE: Text("数据口径", "basis"),
}
_NARROWS = re.compile("|".join(NARROWING))
_WITHOUT = re.compile(f"(?:{'|'.join(TAKEN_AWAY)})([^)）]+)")
_CITY, _OF_CITY, _OF_DISTRICT = "市", re.compile("[全本]市"), re.compile("[全本][区县]")
_OFFICE = re.compile(rf"^\s*(?:{'|'.join(OFFICES)})\s*[:：]\s*")
LEAVE = ("leave", Text("不读入", "leave it out"))


@dataclass
class Table:
    """A block with its columns and titles, the questions of its file, and the entries read so far."""

    block: Block
    spread: Mapping[Position, RawCell]
    lexicon: Lexicon
    asking: Asking
    columns: Columns
    titles: Titles
    section: Label = field(default_factory=Label)
    heading: str = ""
    before: str = ""
    is_cumulative: bool = False
    above: dict[int, RawCell] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    read: tuple[ColumnRead, ...] = ()
    plans: dict[str, str] = field(default_factory=dict)
    _from_titles: dict[str, str] = field(default_factory=dict)

    @property
    def vocabulary(self) -> Vocabulary:
        """Return the names that are known."""
        return self.lexicon.vocabulary

    @cached_property
    def layout(self) -> str:
        """Return what names the layout of the table."""
        return layout_name([text for _, _, text in texts_of(self.block.grid, self.block.heads)])

    @property
    def head_place(self) -> Place:
        """Return the place that stands for the table: its last head."""
        row = self.block.heads[-1] if self.block.heads else self.block.body[0]
        return Place(self.block.grid.title, row, "", {"": letter(1)})

    def place(self, row: int, column: int) -> Place:
        """Return the place of a cell."""
        return Place(self.block.grid.title, row, "cell", {"cell": letter(column)})

    def head(self, column: int) -> Place:
        """Return the place of the head of a column."""
        rows = [row for row in self.block.heads if self.block.grid.text(row, column).strip()]
        return self.place(rows[-1] if rows else self.head_place.row, column)

    def title_of(self, dimension: str, name: str) -> Text:
        """Return what an id is called, in both languages."""
        if dimension == "period":
            return both(Period.parse(name))
        return self.vocabulary.titles(TABLES[dimension], name)

    def ends_in(self, indicator: str, words: str) -> bool:
        """Return whether a name of an indicator ends in some words."""
        return any(tidy(name).endswith(tidy(words)) for name in self.vocabulary.name_of(indicator).split())

    def as_share(self, label: Label) -> Label:
        """Return the label of a share of something else (占GDP比重) as the indicator whose name it ends, if any."""
        named = label.indicators or self.titles.ids("indicator", self.vocabulary)
        if not label.share or len(named) != 1:
            return label
        names = (f"{name}{label.share}" for name in self.vocabulary.name_of(named[0]).split())
        found = next(filter(None, (self.vocabulary.find(INDICATORS.name, name).id for name in names)), "")
        return replace(label, indicators=(found,), measures=(), share="") if found else label

    @cached_property
    def may_add_up(self) -> bool:
        """Return whether the table has figures whose regions may be added, as far as its heads and titles tell."""
        named = {one for label in self.columns.figures.values() for one in label.indicators}
        named |= set(self.titles.ids("indicator", self.vocabulary))
        return not named or any(map(self.vocabulary.adds_up, named))

    @cached_property
    def lists_since_january(self) -> bool:
        """Return whether some rows say by a word of their own that their figures are since January."""
        columns = [column for column, dimension in self.columns.labels.items() if dimension == MEASURE]
        texts = {self.block.grid.text(row, column) for row in self.block.body for column in columns}
        return any(label_of(text, self.lexicon).is_cumulative for text in texts)

    def from_titles(self, dimension: str) -> str:
        """Return what the titles say of a dimension; empty where they do not, which is told once."""
        if dimension not in self._from_titles:
            self._from_titles[dimension] = self._taken(dimension)
        return self._from_titles[dimension]

    def stated(self, dimension: str) -> str:
        """Return what the titles were found to say of a dimension, empty where nothing took it from them."""
        return self._from_titles.get(dimension, "")

    def whole(self) -> str:
        """Return the region that the whole of the table is: the one that its titles name, or else the city."""
        named = self.titles.ids("region", self.vocabulary)
        return named[0] if len(named) == 1 and not self.titles.contested("region") else self.vocabulary.city

    def whole_of(self, text: str, place: Place) -> str:
        """Return the region that a word for a total stands for; 全市 is no district and 全区 no city: it is asked."""
        region = self.whole()
        is_city = self.vocabulary.title(TABLES["region"], region).endswith(_CITY)
        is_other = (_OF_CITY if not is_city else _OF_DISTRICT).search(text) is not None
        return self.asked_region(place, text, dict.fromkeys((self.vocabulary.city, region))) if is_other else region

    def is_all(self, place: Place, text: str, indicators: tuple[str, ...]) -> bool:
        """Return whether what is listed as a part (其中) is all of its indicator; of stocks, as firms, it is asked.

        An amount beside 其中 is the known part of the amount above it; firms among other firms are some of them.
        """
        if not any(self.vocabulary.kind_of(one) == "stock" for one in indicators):
            return True
        choices = (("all", Text("是全部", "all of it")), LEAVE)
        return self.asking.ask("ask-part-of", place, text[:40], choices, (self.layout, *indicators)) == "all"

    @staticmethod
    def of_year(found: tuple[str, ...], months: Months) -> str:
        """Return the period of months whose year another place says; empty where it says none, or several."""
        return times.of_year(int(found[0][:4]), months) if len({one[:4] for one in found}) == 1 else ""

    def is_divided(self, row: int) -> bool:
        """Return whether a column that nobody knows makes a part of what a row is of, as 镇街 does of a district."""
        return any(self._is_part(row, column, head) for column, head in self.columns.dividing.items())

    def _is_part(self, row: int, column: int, head: Label) -> bool:
        text = self.block.grid.text(row, column)
        label = label_of(text, self.lexicon)
        if not text.strip() or label.is_total or not label.rest or _NARROWS.search(label.rest):  # which is asked
            return False
        choices = (("all", Text("是全部，照读", "all of it")), LEAVE)
        scope, place = (self.layout, head.text), self.place(row, column)
        named = head.text or letter(column)
        return self.asking.ask("ask-divides", place, text[:40], choices, scope, head=named) != "all"

    def is_headed(self, period: str) -> bool:
        """Return whether figures are of the period of their heads; where titles name one other alone, it is asked."""
        labels = list(self.columns.figures.values())
        stated = self.titles.ids("period", self.vocabulary)
        listed = {one for label in labels for one in label.periods}
        is_sole = listed == {period} and all(label.periods for label in labels) and len(stated) == 1
        if not is_sole or "period" in self.columns.labels.values() or self.titles.months:
            return True
        own, other = Period.parse(period), Period.parse(stated[0])
        if own.first <= other.last and other.first <= own.last:
            return True
        words = {"stated": both(other), "headed": both(own)}
        choices = ((period, words["headed"]), LEAVE)
        scope = (self.titles.text, period)
        return self.asking.ask("ask-headed", self.head_place, self.titles.text[:60], choices, scope, **words) == period

    def _taken(self, dimension: str) -> str:
        contested = self.titles.contested(dimension)
        strange = self.titles.strange_place if dimension == "region" else ""
        found = self.titles.ids(dimension, self.vocabulary)
        if dimension == "region" and contested and found and not contested.endswith(PLACES):
            return self.asked_region(self.head_place, contested, found)
        if dimension == "region" and self.takes_away:
            return self.asked_region(self.head_place, self.takes_away, found or (self.vocabulary.city,))
        if contested or (strange and not found):
            words = {
                "what": WHAT[dimension],
                "nearest": self.vocabulary.nearest(TABLES[dimension], contested or strange),
            }
            self.asking.say("name-unknown", self.head_place, contested or strange, **words)
            return ""
        if dimension == "period":
            found = self._with_months(found)
            if len(found) == 1 and found[0].isdigit() and "年鉴" in self.titles.text:  # which prints the year before
                found = (found[0], str(int(found[0]) - 1))
        if not found and dimension == "region":
            found = (self._of_filer(),)
        if len(found) > 1:
            return self._asked_which(dimension, found)
        if not found:
            self.asking.say("table-lacks", self.head_place, "", what=WHAT[dimension])
            return ""
        if not found[0] or (dimension == "indicator" and not self._is_whole(found[0])):
            return ""
        words = {"what": WHAT[dimension], "read": self.title_of(dimension, found[0])}
        self.asking.say("taken-from-title", self.head_place, self.titles.text[:40], **words)
        return found[0]

    def _is_whole(self, indicator: str) -> bool:
        """Whether the figures are those of the indicator of the titles: where a part is taken away, that is asked."""
        labels = (line.label for line in self.titles.lines if indicator in line.label.indicators)
        text = next(
            (one.text for one in labels if one.scope.startswith(TAKEN_AWAY) and not self.is_without(one.text)), ""
        )
        return not text or self.is_still(text, indicator, self.head_place)

    def is_still(self, text: str, indicator: str, place: Place) -> bool:
        """Return whether figures are said to be those of an indicator although a text narrows or changes it."""
        name = self.title_of("indicator", indicator)
        choices = (("all", Text(f"算作{name.zh}", f"take it for {name.en or name.zh}")), LEAVE)
        return self.asking.ask("ask-without", place, text[:60], choices, (text, indicator), name=name) == "all"

    @cached_property
    def takes_away(self) -> str:
        """Return the line around the table that takes a region away (全市不含溧阳); empty where none does."""
        texts = [line.label.text for line in self.titles.lines]
        texts += [clause.text for clause in clauses_of(self.block, self.lexicon)]
        return next(filter(self.is_without, texts), "")

    def is_without(self, text: str) -> bool:
        """Return whether a text takes a region away from another, so that no table knows what is left."""
        found = _WITHOUT.search(text)
        lost = label_of(found[1], self.lexicon).regions if found else ()
        rest = label_of(text[: found.start()], self.lexicon).regions if found else ()
        wholes = [
            set(parts) for parts in self.vocabulary.facts["comprises"].values() if rest and set(rest) <= set(parts)
        ]
        return any(not any(one in parts for parts in wholes) for one in lost)

    def is_wider(self, label: Label) -> bool:
        """Return whether brackets add a region to the one that a head names: 武进区（含经开区）."""
        word, named = scoped(label.scope)
        if not word or word in TAKEN_AWAY:
            return False
        added = label_of(named, self.lexicon).regions
        return any(not any(self.vocabulary.is_below(one, region) for region in label.regions) for one in added)

    def asked_region(self, place: Place, text: str, regions: Iterable[str]) -> str:
        """Return which of some regions a title or a head is said to mean; empty where that is open."""
        choices = [*((one, self.title_of("region", one)) for one in regions), LEAVE]
        answer = self.asking.ask("ask-region", place, text[:40], choices, ("title", text))
        return "" if answer == LEAVE[0] else answer

    def _of_filer(self) -> str:
        """The region of a table that names none: the city, where no office of a part of it filed it, which is asked."""
        texts = [text for _, _, text in texts_of(self.block.grid, (*self.block.titles, *self.block.notes))]
        for text in filter(_OFFICE.match, texts):
            regions = label_of(_OFFICE.sub("", text), self.lexicon).regions
            if regions and regions != (self.vocabulary.city,):
                return self.asked_region(self.head_place, text, (*regions, self.vocabulary.city))
        return self.vocabulary.city

    def _with_months(self, found: tuple[str, ...]) -> tuple[str, ...]:
        """The periods of the titles: a year with the months that another line says; none for months that are odd."""
        months, until = self.titles.months, self._until_day
        if until and (not found or (len(found) == 1 and Period.parse(found[0]).contains(Period.parse(until)))):
            return tuple(dict.fromkeys((*found, until, until[:4])))
        if len(found) == 1 and self.titles.is_cumulative:
            found = (times.since_january(found[0]),)
        if any(times.looks_broken(line.label.rest) for line in self.titles.lines):
            return ()
        if months is None:
            return found
        if len(found) != 1 or not (found[0].isdigit() or found[0] == self.of_year(found, months)):  # 上半年（1-6月）
            return ()
        return (self.of_year(found, months),)

    @property
    def _until_day(self) -> str:
        """The months up to the day at which the figures end, where that is within a month."""
        texts = [line.label.text for line in self.titles.lines]
        texts += [clause.text for clause in clauses_of(self.block, self.lexicon)]
        return next(filter(None, map(times.until_day, texts)), "")

    def _asked_which(self, dimension: str, found: tuple[str, ...]) -> str:
        choices = [(one, self.title_of(dimension, one)) for one in found]
        words = {"what": WHAT[dimension]}
        scope = (dimension, self.titles.text)
        return self.asking.ask("ask-which", self.head_place, self.titles.text[:60], choices, scope, **words)


def tables_of(block: Block, spread: Mapping[Position, RawCell], lexicon: Lexicon, asking: Asking) -> Iterator[Table]:
    """Yield a block as it is understood: as one table, or as those that stand in it side by side."""
    table = _table_of(block, spread, lexicon, asking)
    if not table.columns.beginnings:
        yield table
        return
    for part in beside(block, table.columns.beginnings):
        yield _table_of(part, part.grid.spread().cells, lexicon, asking)


def _table_of(block: Block, spread: Mapping[Position, RawCell], lexicon: Lexicon, asking: Asking) -> Table:
    """A block as one table."""
    columns = columns_of(block, spread, lexicon)
    known = {*columns.labels, *columns.figures, *columns.passed_over, columns.units}
    return Table(block, spread, lexicon, asking, columns, titles_of(block, lexicon, dict.fromkeys(known)))
