"""What a file leaves open: the sheet as it was understood, and a choice for each question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dashboard.exhibits.exhibit import Exhibit, Field, Form, Hint, Prose, Table
from indicators.language import Count
from indicators.model import Text
from indicators.proposals.sentences import wording_of
from indicators.words import wording

_ASKED = Text("请回答 {count} 个问题", "{count} {count:question|questions}")
_ASKED_SCOPE = Text(
    "答案记在这一版式名下，下次同样的表照此读", "Answers are kept for sheets of this layout and applied the next time"
)
_ANSWER = Text("按所选重新核对", "Check anew with these answers")
_CHOOSE = Text("请选择", "Choose")
_WAITS = Text("由填报人回答。", "The reporter answers.")
_READ = Text("这样读的表", "The sheet as it was understood")
_READ_SCOPE = Text(
    "每一列当作什么，颜色相同的表头是同一类；与原表不符的，请改表头或在上面选定",
    "What each column was taken for; heads of one colour are of one sort",
)
_NO_HEAD = Text("（无表头）", "(no head)")
_READ_COLUMNS = Text("工作表|列|表头原文|读作|前几格", "Sheet|Column|Head|Taken for|First cells")


def asked(seen: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return the questions of an upload, each once."""
    questions = {found["question"]: found for found in seen["problems"] if found.get("question")}
    return tuple(questions.values())


def exhibits(number: int, seen: Mapping[str, Any], *, may_answer: bool) -> Iterator[Exhibit]:
    """Yield the questions with their choices, and how the columns of the file were understood."""
    questions = asked(seen)
    if questions:
        title = str(_ASKED).format(count=Count(len(questions)))
        fields = tuple(_field(question) for question in questions)
        form = Form(f"/data/uploads/{number}/answer", str(_ANSWER), fields)
        content = form if may_answer else Prose((str(_WAITS),), is_for_reports=False)
        yield Exhibit("questions", title, str(_ASKED_SCOPE), content)
    if seen.get("columns"):
        yield Exhibit("understood", str(_READ), str(_READ_SCOPE), _understood(seen["columns"]))


def _field(question: Mapping[str, Any]) -> Field:
    label = str(wording.COLON).join(filter(None, (question["where"], question["found"])))
    english = question.get("choices_en") or ("",) * len(question["choices"])  # minutes of earlier versions lack it
    worded = zip(question["choices"], english, strict=True)
    options = (("", str(_CHOOSE)), *((word, str(Text(zh, en))) for (word, zh), en in worded))
    hint = str(Text(question["message"], question.get("message_en", "")))
    return Field(f"answer:{question['question']}", label, "choice", "", options, required=True, hint=hint)


def _understood(columns: Sequence[Mapping[str, str]]) -> Table:
    rows = tuple((one["sheet"], one["letter"], _head(one), wording_of(one, "words"), one["samples"]) for one in columns)
    return Table(tuple(str(_READ_COLUMNS).split("|")), rows)


def _head(column: Mapping[str, str]) -> Hint:
    """The head of a column as it stands, in the colour of its axis: the words beside it say which that is."""
    return Hint(column["head"] or str(_NO_HEAD), wording_of(column, "words"), column.get("axis") or "nothing")
