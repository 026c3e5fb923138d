"""A preview as plain values: what is kept of it, and what the page and the command line show.

Words stand in both languages; what is said of them all is made of them when it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from indicators.dataset import ALL_INDUSTRIES, Dataset
from indicators.goals.methods import WORDS, Assessment
from indicators.language import Language, speaking
from indicators.model import Key, Text
from indicators.problems import Problem
from indicators.proposals.preview import Difference, Line, Preview, moved
from indicators.proposals.sentences import introduction, sentence
from indicators.table import Observation
from indicators.tables.columns import TARGETS
from indicators.views.effects import RankMove, Redrawn, Shift
from indicators.words import phrases, wording


def as_json(preview: Preview) -> dict[str, Any]:
    """Return a preview as plain values: text, Decimals, lists and mappings, each name beside its id.

    Each changed row has the cell that it comes from, and what stands there.
    """
    values = difference_as_json(preview.difference)
    for row in values["changes"]["rows"]:
        row["cell"], row["text"] = preview.cells.get((row["table"], row["id"]), ("", ""))
    return {
        **_judgement(preview, values),
        "digest": preview.digest,
        "base": preview.base,
        "columns": [asdict(column) for column in preview.columns],
        **values,
    }


def judgement(preview: Preview) -> dict[str, Any]:
    """Return of a preview as plain values whether it can be published, the sentence for it, and the problems."""
    return _judgement(preview, _counted(preview.difference))


def _judgement(preview: Preview, values: Mapping[str, Any]) -> dict[str, Any]:
    problems = [problem_as_json(found, preview.owners.get(found.where)) for found in preview.problems]
    said = introduction({"problems": problems, **values})
    return {"outcome": preview.outcome, "introduction": said, "problems": problems}


def difference_as_json(one: Difference) -> dict[str, Any]:
    """Return what is different as plain values: the changed rows with their counts, and the effects."""
    values = _counted(one)
    values["changes"]["rows"] = [line_as_json(line, one) for line in one.lines]
    values["effects"]["series"] = [_series(drawn, one) for drawn in one.effects.series]
    values["effects"]["sentence"] = sentence(values)
    return values


def _counted(one: Difference) -> dict[str, Any]:
    """How many rows are changed, and the lights and ranks that turn: all that a sentence needs."""
    changes, effects = one.changes, one.effects
    return {
        "changes": {
            "added": changes.added,
            "altered": changes.altered,
            "removed": changes.removed,
            "unchanged": changes.unchanged,
        },
        "effects": {
            "flips": [_shift(shift, one) for shift in effects.flips],
            "met": [shift.assessment.target.id for shift in effects.shifts if shift.is_met_now],
            "lost": [shift.assessment.target.id for shift in effects.shifts if shift.is_lost_now],
            "ranks": [_rank(move) for move in effects.ranks],
        },
    }


def problem_as_json(found: Problem, owner: tuple[str, str] | None = None) -> dict[str, Any]:
    """Return a problem as plain values: sheet and cell where it has them, what is wrong and how to repair it.

    `explain` says whether it may be published with an explanation, `owner` whose note that is: table and id.
    """
    return {
        "severity": found.severity.value,
        "kind": found.kind,
        "sheet": found.file,
        "cell": found.cell,
        "where": found.where,
        "found": found.found,
        "message": found.message.zh,
        "remedy": found.remedy.zh,
        "message_en": found.message.en,
        "remedy_en": found.remedy.en,
        "explain": found.needs_explanation,
        "owner": list(owner) if owner else None,
        "question": found.question,
        "choices": [[word, text.zh] for word, text in found.choices],
        "choices_en": [text.en for _, text in found.choices],
    }


def line_as_json(line: Line, one: Difference) -> dict[str, Any]:
    """Return a row that changes as plain values, with the names that stand for its ids, and what a goal asks for."""
    values: dict[str, Any] = {"table": line.table, "id": line.id, "name": line.name}
    if line.key is not None:
        values |= _key(line.key, one)
    if line.table == TARGETS.name:
        values |= _asked_for(line, one)
    return values | {
        "period": str(line.period) if line.period else "",
        "old": line.old,
        "new": line.new,
        "unit": line.unit.symbol,
        "unit_en": line.unit.english,
        "kind": line.kind,
        "columns": list(line.columns),
        **_change(line, one),
    }


def _change(line: Line, one: Difference) -> dict[str, Any]:
    """The change: of a share, a growth or a rank in points or places, in both languages; else as a share of the old."""
    if line.key is not None and line.old is not None and line.new is not None:
        indicator = _known(line.key, one).indicator(line.key.indicator)
        if indicator.kind.is_relative:
            return {"relative": None, **_texts("moved", moved(line.new - line.old, indicator))}
    return {"relative": round(line.relative, 6) if line.relative is not None else None}


def _asked_for(line: Line, difference: Difference) -> dict[str, str]:
    state = difference.before if line.kind == "removed" else difference.after
    target = next(goal for goal in state.targets if goal.id == line.id)
    return {
        **_texts("goal", _in_both(lambda: wording.goal(target, state.indicator(target.key.indicator)))),
        **_texts("plan", state.plan_of(target).name),
    }


def _texts(name: str, text: Text) -> dict[str, str]:
    """A wording in both languages, under its name and beside it."""
    return {name: text.zh, f"{name}_en": text.en}


def _in_both(say: Callable[[], str]) -> Text:
    words = []
    for each in (Language.CHINESE, Language.ENGLISH):
        with speaking(each):
            words.append(say())
    return Text(*words)


def _known(key: Key, one: Difference) -> Dataset:
    return one.after if key.indicator in one.after.indicators else one.before


def _key(key: Key, one: Difference) -> dict[str, str]:
    known = _known(key, one)
    name, region = known.indicator(key.indicator).name, known.region(key.region).name
    industry = Text("", "") if key.industry == ALL_INDUSTRIES else known.industry(key.industry).name
    in_chinese = " ".join(one.zh for one in (region, industry, name) if one.zh)
    return {
        "indicator": key.indicator,
        **_texts("indicator_name", name),
        "region": key.region,
        **_texts("region_name", region),
        "industry": key.industry,
        **_texts("industry_name", industry),
        **_texts("name", Text(in_chinese, phrases.subject(known, key).en)),
    }


def _shift(shift: Shift, one: Difference) -> dict[str, Any]:
    target = shift.assessment.target
    return {
        "target": target.id,
        **_key(target.key, one),
        **_texts("goal", _in_both(lambda: _asked_by(shift))),
        "before": shift.before.verdict.value if shift.before else None,
        "after": shift.after.verdict.value if shift.after else None,
        "before_word": _word(shift.before),
        "after_word": _word(shift.after),
        **_texts("before_value", _in_both(lambda: _value(shift.before))),
        **_texts("after_value", _in_both(lambda: _value(shift.after))),
    }


def _asked_by(shift: Shift) -> str:
    target = shift.assessment.target
    words = wording.due(target), wording.goal(target, shift.assessment.standing.indicator)
    return str(Text("", " ")).join(words)


def _value(one: Assessment | None) -> str:
    if one is None or one.standing.value is None:
        return wording.ABSENT
    reading = one.standing.value
    return f"{wording.period(reading.period)} {wording.reading(reading, one.standing.indicator)}"


def _word(one: Assessment | None) -> str:
    return WORDS[one.verdict].zh if one else ""


def _rank(move: RankMove) -> dict[str, Any]:
    return {
        "indicator": move.indicator.id,
        **_texts("indicator_name", move.indicator.name),
        "region": move.region.id,
        **_texts("region_name", move.region.name),
        "period": str(move.period),
        "before": move.before,
        "after": move.after,
        "of": move.of,
    }


def _series(drawn: Redrawn, one: Difference) -> dict[str, Any]:
    values = _key(drawn.key, one)
    return {
        **values,
        "unit": drawn.indicator.unit.symbol,
        "unit_en": drawn.indicator.unit.english,
        "before": _points(drawn.before),
        "after": _points(drawn.after),
    }


def _points(series: Sequence[Observation]) -> list[Mapping[str, Any]]:
    return [{"period": str(one.period), "value": one.value} for one in series]
