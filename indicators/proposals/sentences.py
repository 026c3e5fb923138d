"""What minutes say in words, made of the plain values that are kept, in the language of whoever reads them.

Minutes of earlier versions hold names in Chinese alone: those stand as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from indicators.goals.methods import WORDS, Verdict
from indicators.model import Text
from indicators.periods import Period
from indicators.words import wording

_NOTHING = Text(
    "本次报送与现行版次完全一致，发布后没有任何变化。",
    "This upload equals the current release: publishing it would change nothing.",
)
_BLOCKED = Text(
    "这份文件还不能发布：须改正 {errors} 处，须回答 {questions} 处。",
    "The file cannot be published yet. To correct: {errors}; to answer: {questions}.",
)
_COUNTS = Text(
    "本次报送新增 {added} 项、修改 {altered} 项、取消 {removed} 项，{unchanged} 项未变。",
    "This upload adds {added:,}, alters {altered:,} and removes {removed:,} of the figures;"
    " {unchanged:,} stay as they are.",
)
_GOAL = Text("{name}（{goal}）", "{name} ({goal})")
_FLIP = Text("{goal}由“{before}”转为“{after}”", "{goal} turns from {before} to {after}")
_NEW_GOAL = Text("新设目标{goal}（{after}）", "new goal {goal}: {after}")
_GONE_GOAL = Text("取消目标{goal}（原为“{before}”）", "goal {goal} is taken back, was {before}")
_RANK = Text(
    "{region}{indicator}（{period}）由{before}变为{after}",
    "{indicator} of {region} ({period}) moves from {before} to {after}",
)
_PLACE, _NO_PLACE = Text("第 {rank} 位", "place {rank}"), Text("无位次", "no rank")
_NO_FLIP = Text("各项目标的判定均不变。", "No verdict changes.")
_MORE = Text("等 {count} 项", ", {count} in all")
_MET = Text("新完成 {met} 项，不再完成 {lost} 项。", "{met} met, {lost} lost.")
_BETWEEN = Text("", " ")
_AT_MOST = 8


def wording_of(values: Mapping[str, Any], name: str) -> str:
    """Return a wording that minutes hold in both languages, in that of whoever reads."""
    return str(Text(values.get(name, ""), values.get(f"{name}_en", "")))


def verdict_in_words(verdict: str | None) -> str:
    """Return what a verdict is called; nothing where there was none."""
    return str(WORDS[Verdict(verdict)]) if verdict else ""


def sentence(minutes: Mapping[str, Any]) -> str:
    """Return the sentence for the minutes: how much is new, which lights and ranks would change."""
    changes, effects = minutes["changes"], minutes["effects"]
    counts = {name: changes[name] for name in ("added", "altered", "removed")}
    if not any(counts.values()):
        return str(_NOTHING)
    values = str(_COUNTS).format(**counts, unchanged=changes["unchanged"])
    flips = [_flip(shift) for shift in effects["flips"]]
    ranks = [_moved(move) for move in effects["ranks"]]
    parts = (values, _listed(flips) or str(_NO_FLIP), _listed(ranks), _met(effects) if flips else "")
    return str(_BETWEEN).join(filter(None, parts))


def introduction(minutes: Mapping[str, Any]) -> str:
    """Return the sentence that opens a preview: what would change, or that nothing can be published as it stands."""
    blocking = [found for found in minutes["problems"] if found["severity"] != "warning" and not found["explain"]]
    if not blocking:
        return sentence(minutes)
    questions = sum(bool(found.get("question")) for found in blocking)
    return str(_BLOCKED).format(errors=len(blocking) - questions, questions=questions)


def _flip(shift: Mapping[str, Any]) -> str:
    before, after = (verdict_in_words(shift[side]) for side in ("before", "after"))
    form = _FLIP if before and after else _NEW_GOAL if after else _GONE_GOAL
    goal = str(_GOAL).format(name=wording_of(shift, "name"), goal=wording_of(shift, "goal"))
    return str(form).format(goal=goal, before=before, after=after)


def _moved(move: Mapping[str, Any]) -> str:
    return str(_RANK).format(
        region=wording_of(move, "region_name"),
        indicator=wording_of(move, "indicator_name"),
        period=wording.period(Period.parse(move["period"])),
        before=_place(move["before"]),
        after=_place(move["after"]),
    )


def _place(rank: int | None) -> str:
    return str(_PLACE).format(rank=rank) if rank else str(_NO_PLACE)


def _met(effects: Mapping[str, Any]) -> str:
    met, lost = len(effects["met"]), len(effects["lost"])
    return str(_MET).format(met=met, lost=lost) if met or lost else ""


def _listed(parts: Iterable[str]) -> str:
    """Parts joined to one sentence; a long list is cut and counted."""
    every: Sequence[str] = list(parts)
    if not every:
        return ""
    more = str(_MORE).format(count=len(every)) if len(every) > _AT_MOST else ""
    return str(Text("；", "; ")).join(every[:_AT_MOST]) + more + str(Text("。", "."))
