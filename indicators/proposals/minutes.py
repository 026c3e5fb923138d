"""A preview in words and as plain values: the sentence for the minutes, and what the page and the command line show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from indicators.dataset import ALL_INDUSTRIES
from indicators.goals.methods import WORDS, Assessment
from indicators.model import Key, Text
from indicators.problems import Problem
from indicators.proposals.preview import Difference, Line, Preview
from indicators.table import Observation
from indicators.tables.columns import TARGETS
from indicators.views.effects import Effects, RankMove, Redrawn, Shift
from indicators.words import wording

_NOTHING = Text("本次报送与现行版次完全一致，发布后没有任何变化。", "Nothing would change.")
_BLOCKED = Text(
    "这份文件还不能发布：须改正 {errors} 处，须回答 {questions} 处。",
    "The file cannot be published yet: {errors} errors, {questions} questions.",
)
_COUNTS = Text(
    "本次报送新增 {added} 项、修改 {altered} 项、取消 {removed} 项，{unchanged} 项未变。",
    "This upload adds {added} figures, alters {altered} and removes {removed}; {unchanged} stay as they are.",
)
_FLIP = Text("{goal}由“{before}”转为“{after}”", "{goal} turns from {before} to {after}")
_NEW_GOAL = Text("新设目标{goal}（{after}）", "new goal {goal}: {after}")
_GONE_GOAL = Text("取消目标{goal}（原为“{before}”）", "goal {goal} is taken back, was {before}")
_RANK = Text(
    "{region}{indicator}（{period}）由{before}变为{after}",
    "{indicator} of {region} ({period}) moves from {before} to {after}",
)
_PLACE, _NO_PLACE = Text("第 {rank} 位", "place {rank}"), Text("无位次", "no rank")
_NO_FLIP = Text("各项目标的判定均不变。", "No verdict changes.")
_MORE = Text("等 {count} 项", "{count} in all")
_MET = Text("新完成 {met} 项，不再完成 {lost} 项。", "{met} met, {lost} lost.")
_AT_MOST = 8


def sentence(one: Difference) -> str:
    """Return the sentence for the minutes: how much is new, which lights and ranks would change."""
    changes = one.changes
    if not changes.changes:
        return str(_NOTHING)
    values = str(_COUNTS).format(
        added=changes.added, altered=changes.altered, removed=changes.removed, unchanged=changes.unchanged
    )
    flips = [_flip(shift, one) for shift in one.effects.flips]
    ranks = [_moved(move) for move in one.effects.ranks]
    return values + (_listed(flips) or str(_NO_FLIP)) + _listed(ranks) + (_met(one.effects) if flips else "")


def introduction(preview: Preview) -> str:
    """Return the sentence that opens a preview: what would change, or that nothing can be published as it stands."""
    if not preview.blocking:
        return sentence(preview.difference)
    questions = sum(found.is_question for found in preview.blocking)
    return str(_BLOCKED).format(errors=len(preview.blocking) - questions, questions=questions)


def as_json(preview: Preview) -> dict[str, Any]:
    """Return a preview as plain values: text, Decimals, lists and mappings, each name beside its id.

    Each changed row has the cell that it comes from, and what stands there.
    """
    values = difference_as_json(preview.difference)
    for row in values["changes"]["rows"]:
        row["cell"], row["text"] = preview.cells.get((row["table"], row["id"]), ("", ""))
    return {
        "outcome": preview.outcome,
        "introduction": introduction(preview),
        "digest": preview.digest,
        "base": preview.base,
        "problems": [problem_as_json(found, preview.owners.get(found.where)) for found in preview.problems],
        "columns": [asdict(column) for column in preview.columns],
        **values,
    }


def difference_as_json(one: Difference) -> dict[str, Any]:
    """Return what is different as plain values: the changed rows with their counts, and the effects."""
    changes, effects = one.changes, one.effects
    return {
        "changes": {
            "added": changes.added,
            "altered": changes.altered,
            "removed": changes.removed,
            "unchanged": changes.unchanged,
            "rows": [line_as_json(line, one) for line in one.lines],
        },
        "effects": {
            "flips": [_shift(shift, one) for shift in effects.flips],
            "met": [shift.assessment.target.id for shift in effects.shifts if shift.is_met_now],
            "lost": [shift.assessment.target.id for shift in effects.shifts if shift.is_lost_now],
            "ranks": [_rank(move) for move in effects.ranks],
            "series": [_series(drawn, one) for drawn in effects.series],
            "sentence": sentence(one),
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
        "unit": line.unit,
        "relative": round(line.relative, 6) if line.relative is not None else None,
        "kind": line.kind,
        "columns": list(line.columns),
    }


def _asked_for(line: Line, difference: Difference) -> dict[str, str]:
    state = difference.before if line.kind == "removed" else difference.after
    target = next(goal for goal in state.targets if goal.id == line.id)
    return {
        "goal": wording.goal(target, state.indicator(target.key.indicator)),
        "plan": str(state.plan_of(target).name),
    }


def _key(key: Key, one: Difference) -> dict[str, str]:
    known = one.after if key.indicator in one.after.indicators else one.before
    name, region = known.indicator(key.indicator).name.zh, known.region(key.region).name.zh
    industry = known.industry(key.industry).name.zh
    return {
        "indicator": key.indicator,
        "indicator_name": name,
        "region": key.region,
        "region_name": region,
        "industry": key.industry,
        "industry_name": "" if key.industry == ALL_INDUSTRIES else industry,
        "name": " ".join(part for part in (region, "" if key.industry == ALL_INDUSTRIES else industry, name) if part),
    }


def _shift(shift: Shift, one: Difference) -> dict[str, Any]:
    target = shift.assessment.target
    return {
        "target": target.id,
        **_key(target.key, one),
        "goal": wording.due(target) + wording.goal(target, shift.assessment.standing.indicator),
        "before": shift.before.verdict.value if shift.before else None,
        "after": shift.after.verdict.value if shift.after else None,
        "before_word": _word(shift.before),
        "after_word": _word(shift.after),
        "before_value": _value(shift.before),
        "after_value": _value(shift.after),
    }


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
        "indicator_name": move.indicator.name.zh,
        "region": move.region.id,
        "region_name": move.region.name.zh,
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
        "before": _points(drawn.before),
        "after": _points(drawn.after),
    }


def _points(series: Sequence[Observation]) -> list[Mapping[str, Any]]:
    return [{"period": str(one.period), "value": one.value} for one in series]


def _flip(shift: Shift, one: Difference) -> str:
    values = _shift(shift, one)
    form = _FLIP if shift.before and shift.after else _NEW_GOAL if shift.after else _GONE_GOAL
    goal = f"{values['name']}（{values['goal']}）"
    return str(form).format(goal=goal, before=values["before_word"], after=values["after_word"])


def _moved(move: RankMove) -> str:
    return str(_RANK).format(
        region=move.region.name.zh,
        indicator=move.indicator.name.zh,
        period=wording.period(move.period),
        before=_place(move.before),
        after=_place(move.after),
    )


def _place(rank: int | None) -> str:
    return str(_PLACE).format(rank=rank) if rank else str(_NO_PLACE)


def _met(effects: Effects) -> str:
    met, lost = (sum(getattr(one, name) for one in effects.shifts) for name in ("is_met_now", "is_lost_now"))
    return str(_MET).format(met=met, lost=lost) if met or lost else ""


def _listed(parts: Iterable[str]) -> str:
    """Parts joined to one sentence; a long list is cut and counted."""
    every = list(parts)
    if not every:
        return ""
    more = str(_MORE).format(count=len(every)) if len(every) > _AT_MOST else ""
    return str(Text("；", "; ")).join(every[:_AT_MOST]) + more + str(Text("。", "."))
