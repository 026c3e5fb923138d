"""What one text says of the figures beside or below it: a head, a label of a row, a title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from indicators.periods import Grain, Period
from indicators.workbook.lexicon import english, words
from indicators.workbook.lexicon.months import Months
from indicators.workbook.lexicon.pieces import NAMED, Lexicon, compact
from indicators.workbook.lexicon.senses import Piece, Sense
from indicators.workbook.lexicon.settled import Stated, least_settled, said_of
from indicators.workbook.lexicon.words import Measure
from indicators.workbook.reading import times
from indicators.workbook.reading.marks import unmarked
from indicators.workbook.reading.names import tidy
from indicators.workbook.reading.numbers import is_percent, plain

_BRACKETS = re.compile(r"\([^()]*\)|[%:]")
_OVER = re.compile(
    r"(?<![同环占可])[较比](?![上去同前重例率值价]).{1,12}?(?:增|提高|提升|变动|减|降)"
    r"|(?:年均|年平均|平均每年|年复合|[二两三四五六七八九十]年平均).{0,4}(?:增|提高|提升|变动)"
)
_BESIDE_OTHERS = re.compile(r"(?:[较比与].{1,8}[高低快慢差]|[高低快慢][于过].{1,8})$")
_SHARE = re.compile("占.{1,20}(?:比重|比例|份额|比)")
_POINTS = "百分点"
_LATIN_WORDS = re.compile(r"[A-Za-z][a-z]{2,}")
_FEW_WORDS = 3
_NO_NAMES = {Sense.MEASURE, Sense.FILLER}


@dataclass(frozen=True)
class Label:
    """What a text says. `rest` is what nothing explains, `contested` the names that it makes another thing of.

    `is_cumulative` says that it is since January (累计), `is_part` that it is a part of what stood before (其中).
    """

    text: str = ""
    indicators: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    months: Months | None = None
    measures: tuple[Measure, ...] = ()
    statuses: tuple[Stated, ...] = ()
    units: tuple[str, ...] = ()
    prices: tuple[str, ...] = ()
    scope: str = ""
    axis: str = ""
    is_total: bool = False
    is_cumulative: bool = False
    is_part: bool = False
    rest: str = ""
    contested: tuple[tuple[str, str], ...] = ()
    mark: str = ""
    share: str = ""

    @property
    def status(self) -> str:
        """Return how settled a text says that figures are, whichever; the least settled of several."""
        return least_settled(status for status, _ in self.statuses)

    def status_of(self, period: str) -> str:
        """Return how settled a text says that the figures of a period are."""
        if not self.statuses:
            return ""
        when = Period.parse(period)
        return least_settled(status for status, stated in self.statuses if not stated or _holds(stated, when))

    @property
    def of_itself(self) -> Label:
        """Return the label of a row or column: how settled it says that figures are holds for all of them."""
        return replace(self, statuses=((self.status, ""),)) if self.statuses else self

    @property
    def says_nothing(self) -> bool:
        """Return whether a text names nothing that tells figures apart."""
        named = (
            self.indicators,
            self.regions,
            self.industries,
            self.periods,
            self.measures,
            self.status,
            self.months,
            self.prices,
        )
        return not any(named) and not self.is_total

    def of(self, dimension: str) -> tuple[str, ...]:
        """Return the ids that a text names of a dimension."""
        found: tuple[str, ...] = getattr(self, _FIELDS[dimension])
        return found


def _holds(stated: str, when: Period) -> bool:
    """Whether what is said of a period holds for another: one inside it, or the months that end with it (11月快报)."""
    said = Period.parse(stated)
    return said.contains(when) or (said.grain in {Grain.MONTH, Grain.QUARTER} and said.last == when.last)


_FIELDS = {"indicator": "indicators", "region": "regions", "industry": "industries", "period": "periods"}


def label_of(text: str, lexicon: Lexicon) -> Label:
    """Return what a text says."""
    if text not in lexicon.labels:
        lexicon.labels[text] = _label_of(text, lexicon)
    found: Label = lexicon.labels[text]
    return found


def _label_of(text: str, lexicon: Lexicon) -> Label:
    pieces = lexicon.pieces(text)
    _, mark = unmarked(text)

    def of(sense: Sense) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.value for one in pieces if one.sense is sense))

    months = next((one.months for one in pieces if one.sense is Sense.PART), None)
    periods = of(Sense.PERIOD)
    if months and len(periods) == 1 and periods[0].isdigit():
        periods, months = (times.of_year(int(periods[0]), months),), None
    rest = "".join(one.text for one in pieces if one.sense is Sense.REST)
    compared = _compared(compact(text), tuple(one for one in pieces if one.sense is Sense.MEASURE), rest)
    if compared is not None:
        units = tuple(unit for one in of(Sense.UNIT) for unit in one.split("、"))
        own = () if compared.share else of(Sense.INDICATOR)
        return replace(compared, text=text, indicators=own, units=units, is_part=lexicon.is_part(text), mark=mark)
    totals = of(Sense.TOTAL)
    return Label(
        text=text,
        indicators=of(Sense.INDICATOR),
        regions=of(Sense.REGION),
        industries=of(Sense.INDUSTRY),
        periods=tuple(filter(None, periods)),
        months=months,
        measures=_measures(pieces),
        statuses=tuple(dict.fromkeys(said_of(_settled(pieces)))),
        units=tuple(unit for one in of(Sense.UNIT) for unit in one.split("、")),
        prices=of(Sense.PRICES),
        scope=next(iter(of(Sense.SCOPE)), ""),
        axis=_axis(pieces),
        is_total=bool(totals),
        is_cumulative=any(_says_since(one.text) for one in pieces if one.sense in _NO_NAMES),
        is_part=lexicon.is_part(text),
        rest=rest,
        contested=_contested(pieces, rest),
        mark=mark,
    )


def _says_since(text: str) -> bool:
    return words.CUMULATIVE in text or text in english.CUMULATIVE


def _compared(text: str, measures: Sequence[Piece], rest: str) -> Label | None:
    """What a text says of figures that compare with something else than the year before; None where it does not.

    较2020年增长, 年均增长 and 比全市高 are no growth on the year before; 占GDP比重 is a share of something else.
    """
    bare = _BRACKETS.sub("", text)
    changes = any(one.value in {Measure.GROWTH, Measure.CHANGE, Measure.EITHER} for one in measures)
    if (changes and (_OVER.search(bare) or english.OVER.search(bare))) or _BESIDE_OTHERS.match(bare):
        return Label(measures=(Measure.OVER,))
    share = _SHARE.fullmatch(bare) if rest else None
    return Label(measures=(Measure.SHARE,), share=bare) if share else None


def _measures(pieces: Sequence[Piece]) -> tuple[Measure, ...]:
    """What a text says that figures are; a plain word beside a special one says nothing, beside a goal it competes."""
    found = tuple(dict.fromkeys(Measure(one.value) for one in pieces if one.sense is Sense.MEASURE))
    special = tuple(one for one in found if one is not Measure.VALUE)
    if Measure.RATE in special:
        return (Measure.RATE,)
    if Measure.RANK in special:
        return (Measure.RANK,)
    return found if Measure.GOAL in special else special or found


def _settled(pieces: Sequence[Piece]) -> Iterator[tuple[str, str]]:
    """The words for a status and the periods of a text in their order; months without a year stand for no period."""
    for one in pieces:
        if one.sense is Sense.STATUS:
            yield one.value, ""
        elif one.sense in {Sense.PERIOD, Sense.PART}:
            yield "", one.value


def _axis(pieces: Sequence[Piece]) -> str:
    """What a head says that its column lists, where it says nothing else; its last word decides: 区划代码 are codes."""
    said = [one for one in pieces if one.sense not in {Sense.SEPARATOR, Sense.FILLER, Sense.UNIT}]
    if said and all(one.sense is Sense.AXIS for one in said):
        return next((one.value for one in reversed(said) if one.text not in words.NAMES), said[0].value)
    return ""


def _contested(pieces: Sequence[Piece], rest: str) -> tuple[tuple[str, str], ...]:
    """The dimension of each name that letters beside it may make another thing of, and the words together."""
    if not rest:
        return ()
    found: list[tuple[str, str]] = []
    for at, piece in enumerate(pieces):
        if piece.sense not in {Sense.INDICATOR, Sense.REGION}:
            continue
        before = pieces[at - 1] if at else None
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        if before is not None and _is_rest(before):
            found.append((piece.sense.value, before.text + piece.text))
        elif after is not None and _is_rest(after):
            found.append((piece.sense.value, piece.text + after.text))
        elif piece.sense is Sense.REGION and _place_behind(pieces, at):
            found.append((piece.sense.value, piece.text + _place_behind(pieces, at)))
    return tuple(found)


def _place_behind(pieces: Sequence[Piece], at: int) -> str:
    """The words behind a region that make a place of their own with it, words that say nothing between them."""
    words_behind = ""
    for piece in pieces[at + 1 :]:
        words_behind += piece.text
        if piece.sense is Sense.REST:
            return words_behind if piece.text.endswith(words.PLACES) else ""
        if piece.sense is not Sense.FILLER or piece.in_brackets:
            return ""
    return ""


def _is_rest(piece: Piece) -> bool:
    return piece.sense is Sense.REST


def names_place(label: Label) -> bool:
    """Return whether words that nothing explains look like the name of a place or of an office.

    In Latin letters it is a capital letter that does, where not all words of the line have one.
    """
    words_of = _LATIN_WORDS.findall(label.text)
    unknown = [one for one in words_of if one[0].isupper() and compact(one) in label.rest.split()]
    is_plain = len(words_of) <= _FEW_WORDS or any(one.islower() and len(one) >= _FEW_WORDS for one in words_of)
    return bool(label.rest) and (label.rest.endswith(words.PLACES) or (bool(unknown) and is_plain))


def joined(labels: Iterable[Label]) -> Label:
    """Return what several heads of one column say together, the upper one first; the lower one wins."""
    found = Label()
    for one in labels:
        months = one.months or found.months
        periods = one.periods or found.periods
        if one.months and not one.periods and found.periods and found.periods[-1].isdigit():
            periods, months = (times.of_year(int(found.periods[-1]), one.months),), None
        elif one.periods and found.months and one.periods[0].isdigit():
            periods, months = (times.of_year(int(one.periods[0]), found.months),), None
        found = replace(
            found,
            text=" ".join(filter(None, (found.text, one.text))),
            indicators=one.indicators or found.indicators,
            regions=one.regions or found.regions,
            industries=one.industries or found.industries,
            periods=periods,
            months=months,
            measures=one.measures or found.measures,
            statuses=one.statuses or found.statuses,
            units=one.units
            or (() if {Measure.GROWTH, Measure.EITHER} & {*one.measures} else found.units),  # 同比 below GDP（亿元）
            prices=one.prices or found.prices,
            scope=one.scope or found.scope,
            axis=one.axis or found.axis,
            is_total=one.is_total or found.is_total,
            is_cumulative=one.is_cumulative or found.is_cumulative,
            is_part=one.is_part or found.is_part,
            rest=found.rest + one.rest,
            contested=found.contested or one.contested,
            mark=found.mark + one.mark,
            share=one.share or found.share,
        )
    return found


def change_in(units: Sequence[str]) -> Measure | None:
    """Return what units say that a change is: growth in per cent, else one in amount or in points; None without any."""
    if not units:
        return None
    is_growth = all(is_percent(unit) and _POINTS not in plain(unit) for unit in units)
    return Measure.GROWTH if is_growth else Measure.CHANGE


def scoped(text: str) -> tuple[str, str]:
    """Return the word by which a text takes something in or out, and what: 不含, 溧阳市; no word where it does not."""
    word = next((one for one in words.SCOPES if text.startswith(one)), "")
    return word, text.removeprefix(word)


def same_word(text: str, other: str) -> bool:
    """Return whether two texts are the same word to a reader."""
    return tidy(text) == tidy(other) or compact(text) == compact(other)


__all__ = ["NAMED", "Label", "joined", "label_of", "names_place", "same_word"]
