"""The flow of work on the screen: templates, the drop zone, what was filed, and one upload with what it would do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, islice, repeat
from typing import TYPE_CHECKING, Any

from dashboard import filters
from dashboard.exhibits.exhibit import Content, Drop, Exhibit, Facts, Field, Form, Link, Prose, Stack, Table
from dashboard.exhibits.staff import differences, due, filed, questions
from indicators.accounts import Account, Permission
from indicators.dataset import Dataset
from indicators.model import Text
from indicators.periods import Grain, Period
from indicators.problems import UnknownName, cause, cells_in_words
from indicators.proposals.sentences import introduction, wording_of
from indicators.releases.release import Upload, UploadState, in_force
from indicators.words import wording

if TYPE_CHECKING:  # handed over by the application
    from indicators.desk import Desk

_TEMPLATE, _GET = Text("① 下载填报模板", "1. Download the template"), Text("下载模板", "Download")
_TEMPLATE_WORDS = Text(
    "已填入现行版次的数；改动着色的单元格即可", "It holds the figures of the current release: change the coloured cells"
)
_SEND, _DROP = (
    Text("② 上传改好的文件", "2. Upload the changed file"),
    Text("把文件拖到这里，或点击选择", "Drop a file here, or click to choose one"),
)
_DROP_HINT = Text("Excel（.xlsx）或 CSV，不超过 20 MB；上传后先核对，不会直接发布", ".xlsx or .csv, 20 MB at most")
_FORMS = (
    ("long", Text("逐条（一行一个数）", "Long (one figure a row)")),
    ("wide", Text("宽表（区域在左、年份在上）", "Wide (regions down, years across)")),
)
_ALL_REGIONS, _ALL_THEMES = Text("全部区域", "All regions"), Text("全部主题", "All themes")
_ALL_PERIODS = Text("全部时期", "All periods")
_REGION, _THEME, _PERIOD = Text("区域", "Region"), Text("主题", "Theme"), Text("时期", "Period")
_FORM = Text("格式", "Form")
_UPLOAD = Text("第 {number} 号报送：{state}", "Upload {number}: {state}")
_FACTS = Text(
    "文件|填报人|核对于|基于版次|摘要|填报说明|处理|审核意见|发布时间",
    "File|By|Checked|Based on|Digest|Note|Decided|Opinion|To be published at",
)
_DECIDED = Text("{by} 于 {at}", "{by} at {at}")
_MINUTES = Text("变化概述", "What would change, in words")
_PROBLEMS = Text(
    "须改正 {error} 处，须回答 {question} 处，须说明 {explain} 处，提醒 {warning} 处",
    "To correct: {error}, to answer: {question}, to explain: {explain}, to note: {warning}",
)
_NO_PROBLEMS = Text("没有发现问题", "No problems found")
_PROBLEM_COLUMNS = Text("位置|原内容|问题|如何修改", "Cell|Found|Problem|How to mend it")
_HOW_GRAVE = Text("类别", "How grave")
_CAUSE = Text("{weight} · {cause}（{count} 处）", "{weight}: {cause} ({count})")
_WEIGHTS = {
    "error": Text("须改正", "To correct"),
    "question": Text("须回答", "To answer"),
    "explain": Text("须说明", "Explain"),
    "warning": Text("提醒", "Warning"),
}
_RETURNED = Text("下载标注好的文件", "Download the marked file")
_ORIGINAL = Text("原件", "Original file")
_ACT = Text("提交与发布", "Submit and publish")
_ACT_SCOPE = Text("摘要 {digest} · 基于{base}", "Digest {digest} · based on {base}")
_DUE = Text("发布时间（留空则立即发布）", "Publish at (at once where blank)")
_DUE_HINT = Text(
    "写作 2026-12-01 09:00；到时自动发布，此前任何页面、接口和导出都看不到这些数，也可取消",
    "As in 2026-12-01 09:00. Until then no page, interface or export shows the figures, and it can be taken back",
)
_SCHEDULED = Text(
    "{by} 已批准，定于 {due} 自动发布；此前任何页面、接口和导出都看不到这些数。",
    "Approved by {by}, to be published at {due}. Until then no page, interface or export shows the figures.",
)
_UNSCHEDULE = Text("取消定时发布，退回待审核", "Take it off the calendar, back to review")
_REASON = Text("理由（记入版次与日志）", "Reason (kept with the release and in the log)")
_REMARK = Text("给审核员的话", "Note to the reviewer")
_PUBLISH, _SUBMIT = Text("发布为新版次", "Publish"), Text("提交审核", "Submit")
_SEND_BACK, _WITHDRAW = Text("退回", "Send back"), Text("撤回", "Withdraw")
_AGAIN = Text("按现行版次重新核对", "Check anew against the current release")
_OUTDATED = Text(
    "此后已发布{head}。本份基于{base}，不能直接发布；请重新核对，核对后是一份新的报送。",
    "{head} was published since. This file is based on {base} and cannot be published: check it anew, as a new upload.",
)
_MUST_ANSWER = Text("请先回答上面的问题。", "Answer the questions above first.")
_MUST_REPAIR = Text("请按上面所列改正文件后重新上传。", "Repair the file and upload it again.")
_NOT_YET = Text("填报人还没有提交，提交后才能审核发布。", "It was not submitted yet.")
_SECOND_PERSON = Text(
    "两人制已启用：填报人不能发布自己的报送，所以这里没有发布按钮；提交后由另一名审核员发布。",
    "The two-person rule is on: somebody else publishes, so there is no button here.",
)
_REVIEWER = Text(
    "发布须有审核权限，所以这里没有发布按钮；提交后由审核员发布。", "A reviewer publishes, so there is no button here."
)
_CLOSED = Text("这份报送{state}。", "This upload is {state}.")
_NOTHING = Text("与现行版次完全一致，没有可发布的变化。", "Nothing would change.")
_DIGEST_SHOWN = 12
_UNREADABLE = ("file-", "csv-")  # kinds of files that cannot be opened, so that nothing can be marked in them


def exhibits(desk: Desk, who: Account | None, name: str, params: Mapping[str, str]) -> Sequence[Exhibit]:  # noqa: ARG001
    """Return the page on which staff file: template, drop zone, and what was filed; what waits for a reviewer first."""
    dataset = desk.dataset()
    named = desk.people.namer(who)
    uploads = [
        replace(upload, by=named(upload.by), decided_by=named(upload.decided_by)) for upload in desk.filing.uploads(who)
    ]
    records = desk.shelf.records()
    waiting = [one for one in uploads if one.state is UploadState.SUBMITTED]
    found: list[Exhibit] = []
    if who is not None and Permission.REVIEW in who.permissions and waiting:
        found.append(filed.waiting(waiting, records, desk.moment))
    if scheduled := [one for one in uploads if one.state is UploadState.SCHEDULED]:
        found.append(filed.calendar(scheduled, desk.moment))
    if who is not None and Permission.UPLOAD in who.permissions:
        found += [*due.reminder(desk, who), _template(dataset, who), _drop()]
    return [*found, *filed.searched(uploads, records, desk.moment, params.get("find", ""))]


def _template(dataset: Dataset, who: Account) -> Exhibit:
    regions = [(key, name) for key, name in filters.regions(dataset) if not who.regions or key in who.regions]
    themes = [(key, str(text)) for key, text in dataset.city.themes.items() if not who.themes or key in who.themes]
    periods = [(str(period), wording.period(period)) for period in _periods(dataset)]
    fields = (
        Field("region", str(_REGION), "choice", "", (("", str(_ALL_REGIONS)), *regions)),
        Field("theme", str(_THEME), "choice", "", (("", str(_ALL_THEMES)), *themes)),
        Field("period", str(_PERIOD), "choice", "", (("", str(_ALL_PERIODS)), *periods)),
        Field("form", str(_FORM), "choice", "long", tuple((key, str(text)) for key, text in _FORMS)),
    )
    form = Form("/data/template.xlsx", str(_GET), fields, plain=True, method="get")
    return Exhibit("template", str(_TEMPLATE), str(_TEMPLATE_WORDS), form, width=6)


def _periods(dataset: Dataset) -> tuple[Period, ...]:
    """The next year and the eight before it, latest first: financial years where a city counts by no others."""
    known = [period for (period,) in dataset.table.tally("period")]
    financial = [period for period in known if period.grain is Grain.FINANCIAL]
    is_calendar = not financial or any(period.grain is Grain.YEAR for period in known)
    last = (
        Period.of_year(max((period.year for period in known), default=dataset.city.release.date.year))
        if is_calendar
        else max(financial)
    )
    return tuple(islice(accumulate(repeat(last.next()), lambda period, _: period.previous()), 9))


def _drop() -> Exhibit:
    return Exhibit("drop", str(_SEND), "", Drop("/data/uploads", str(_DROP), str(_DROP_HINT)), width=6)


def one_upload(desk: Desk, who: Account | None, name: str, params: Mapping[str, str]) -> Sequence[Exhibit]:  # noqa: ARG001
    """Return the page of one upload: how it stands, its problems, what it would change, what can be done with it."""
    if not name.isdecimal():
        raise UnknownName(Text("报送", "Upload"), name, ())
    upload = desk.filing.upload(who, int(name))
    seen = desk.filing.seen(upload)
    own = who is not None and who.name == upload.by and upload.state is UploadState.STAGED
    found = [_summary(desk, who, upload), _in_words(seen), *questions.exhibits(upload.number, seen, may_answer=own)]
    found.append(_problems(upload, seen))
    if seen["changes"]["rows"]:
        found += differences.exhibits(seen)
    return [*found, _act(desk, who, upload, seen)]


def _summary(desk: Desk, who: Account | None, upload: Upload) -> Exhibit:
    named = desk.people.namer(who)
    base = str(desk.shelf.record(upload.base).release.name)
    decided, (note, opinion) = "", filed.said(upload, desk.shelf.records())
    if upload.decided_at is not None:
        decided = str(_DECIDED).format(by=named(upload.decided_by), at=desk.moment(upload.decided_at))
    values = (
        upload.file_name,
        named(upload.by),
        desk.moment(upload.at),
        base,
        upload.digest[:_DIGEST_SHOWN],
        note,
        decided,
        opinion,
        desk.moment(upload.due_at) if upload.due_at else "",
    )
    facts = Facts(tuple((term, value) for term, value in zip(str(_FACTS).split("|"), values, strict=True) if value))
    links = (Link(str(_ORIGINAL), f"/data/uploads/{upload.number}/original", is_file=True),)
    state = filed.state(upload, in_force(desk.shelf.records()))
    title = str(_UPLOAD).format(number=upload.number, state=state)
    return Exhibit("upload", title, "", facts, links=links, width=6)


def _in_words(seen: Mapping[str, Any]) -> Exhibit:
    return Exhibit("in-words", str(_MINUTES), "", Prose((introduction(seen),)), width=6)


def _problems(upload: Upload, seen: Mapping[str, Any]) -> Exhibit:
    """The problems grouped by cause: first what has to be repaired, then what has to be explained, then the rest."""
    problems = seen["problems"]
    if not problems:
        return Exhibit("problems", str(_NO_PROBLEMS), "", Prose((), is_for_reports=False))
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for one in problems:
        groups.setdefault((_weight(one), one["kind"]), []).append(one)
    order = list(_WEIGHTS)
    ranked = sorted(groups.items(), key=lambda group: (order.index(group[0][0]), -len(group[1])))
    tables = tuple(_of_one_cause(weight, found) for (weight, _), found in ranked)
    listed = Table(
        (str(_HOW_GRAVE), *str(_PROBLEM_COLUMNS).split("|")),
        tuple((table.caption, *row) for table in tables for row in table.rows),
    )
    counted = {name: sum(_weight(one) == name for one in problems) for name in _WEIGHTS}
    title = str(_PROBLEMS).format(**counted)
    links = (Link(str(_RETURNED), f"/data/uploads/{upload.number}/returned.xlsx", is_file=True),)
    unreadable = [_weight(problem) == "error" and problem["kind"].startswith(_UNREADABLE) for problem in problems]
    can_be_marked = bool(upload.file) and not any(unreadable)
    return Exhibit("problems", title, "", Stack(tables), listed, links=links if can_be_marked else ())


def _of_one_cause(weight: str, found: Sequence[Mapping[str, Any]]) -> Table:
    alike: dict[tuple[str, ...], list[str]] = {}
    for problem in found:
        words = problem["found"], wording_of(problem, "message"), wording_of(problem, "remedy")
        alike.setdefault(words, []).append(problem["where"])
    rows = tuple((cells_in_words(places), *words) for words, places in alike.items())
    caption = str(_CAUSE).format(weight=_WEIGHTS[weight], cause=cause(found[0]["kind"]), count=len(found))
    return Table(tuple(str(_PROBLEM_COLUMNS).split("|")), rows, caption=caption)


def _weight(one: Mapping[str, Any]) -> str:
    return "explain" if one["explain"] else str(one["severity"])


def _act(desk: Desk, who: Account | None, upload: Upload, seen: Mapping[str, Any]) -> Exhibit:
    base = str(desk.shelf.record(upload.base).release.name)
    scope = str(_ACT_SCOPE).format(digest=upload.digest[:_DIGEST_SHOWN], base=base)
    return Exhibit("act", str(_ACT), scope, _what_can_be_done(desk, who, upload, seen))


def _what_can_be_done(desk: Desk, who: Account | None, upload: Upload, seen: Mapping[str, Any]) -> Content:
    permissions = who.permissions if who else frozenset()
    own = who is not None and who.name == upload.by and Permission.UPLOAD in permissions
    here = f"/data/uploads/{upload.number}"
    if upload.state is UploadState.SCHEDULED:
        return Stack(tuple(_ways_back(desk, who, upload, own=own)))
    if upload.state not in {UploadState.STAGED, UploadState.SUBMITTED}:
        return _words(str(_CLOSED).format(state=filed.state(upload, in_force(desk.shelf.records()))))
    if any(_weight(one) == "error" for one in seen["problems"]):
        return _words(str(_MUST_REPAIR))
    if questions.asked(seen):
        return _words(str(_MUST_ANSWER))
    if not upload.changes:
        return _words(str(_NOTHING))
    head = desk.shelf.head()
    if head != upload.base:
        names = {
            "head": str(desk.shelf.record(head).release.name),
            "base": str(desk.shelf.record(upload.base).release.name),
        }
        again = (Form(f"{here}/again", str(_AGAIN)),) if own else ()
        return Stack((Prose((str(_OUTDATED).format(**names),), is_for_reports=False), *again))
    return Stack(tuple(_ways(desk, permissions, upload, seen, own=own)))


def _ways(
    desk: Desk, permissions: frozenset[Permission], upload: Upload, seen: Mapping[str, Any], *, own: bool
) -> list[Content]:
    """The forms of what can be done with an upload that is fit for it, and why one is missing."""
    here = f"/data/uploads/{upload.number}"
    to_explain = _explanations(upload, seen, open_to_change=own and upload.state is UploadState.STAGED)
    named = (Field("digest", kind="hidden", value=upload.digest), Field("base", kind="hidden", value=str(upload.base)))
    reason = Field("reason", str(_REASON), "area", required=True)
    forms: list[Content] = []
    may_publish = Permission.REVIEW in permissions and not (own and desk.policy.two_person_rule)
    if may_publish and (own or upload.state is UploadState.SUBMITTED):
        due = Field("due", str(_DUE), hint=str(_DUE_HINT))
        forms.append(Form(f"{here}/publish", str(_PUBLISH), (*named, *to_explain, reason, due)))
    elif own and upload.state is UploadState.STAGED:
        forms.append(Form(f"{here}/submit", str(_SUBMIT), (*to_explain, Field("remark", str(_REMARK), "area"))))
    if Permission.REVIEW in permissions and upload.state is UploadState.SUBMITTED:
        forms.append(Form(f"{here}/send-back", str(_SEND_BACK), (reason,), tone="danger"))
    if own:
        forms.append(Form(f"{here}/withdraw", str(_WITHDRAW), tone="quiet"))
    if own and not may_publish:
        forms.insert(0, _words(str(_SECOND_PERSON if desk.policy.two_person_rule else _REVIEWER)))
    return forms or [_words(str(_NOT_YET))]


def _ways_back(desk: Desk, who: Account | None, upload: Upload, *, own: bool) -> Iterator[Content]:
    """What is to come of an approved upload, and how it is stopped."""
    here = f"/data/uploads/{upload.number}"
    due = desk.moment(upload.due_at) if upload.due_at else ""
    yield _words(str(_SCHEDULED).format(by=desk.people.namer(who)(upload.decided_by), due=due))
    if who is not None and Permission.REVIEW in who.permissions:
        yield Form(f"{here}/unschedule", str(_UNSCHEDULE), tone="danger")
    if own:
        yield Form(f"{here}/withdraw", str(_WITHDRAW), tone="quiet")


def _explanations(upload: Upload, seen: Mapping[str, Any], *, open_to_change: bool) -> tuple[Field, ...]:
    """A field for each place that needs an explanation; what was said at submission is shown and stays."""
    to_explain: dict[str, str] = {}
    for one in seen["problems"]:
        if one["explain"]:
            sentences = (to_explain.get(one["where"], ""), wording_of(one, "message"))
            to_explain[one["where"]] = wording.apart(filter(None, sentences))
    kind = "area" if open_to_change else "fixed"
    return tuple(
        Field(f"why:{where}", where, kind, upload.explanations.get(where, ""), required=open_to_change, hint=message)
        for where, message in to_explain.items()
    )


def _words(text: str) -> Prose:
    return Prose((text,), is_for_reports=False)
