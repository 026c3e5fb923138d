"""The exhibits of the page where reports are put together, and of the lists that stay on the site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from dashboard.exhibits.exhibit import Builder, Cell, Exhibit, Field, Form, Link, Stack, Table
from indicators.accounts import Account, Permission
from indicators.model import Text
from indicators.problems import UnknownName
from indicators.releases.reports import EVERY_ACCOUNT, KeptReport
from indicators.words import wording

if TYPE_CHECKING:  # handed over by the application
    from indicators.desk import Desk

_TITLE, _KEEP = Text("做一份报告", "Put a report together"), Text("留存", "Keep")
_KEPT = Text("留存的清单", "Kept lists")
_SCOPE = Text(
    "选现成清单或逐个加入图表；登录后可把清单留存在本站，每次发布自动生成文件",
    "Choose a list or add exhibits; who is signed in can keep the list here, and have its file made at each release",
)
_KEPT_SCOPE = Text("本人留存的，以及他人允许您使用的", "Your own, and those that others let you run")
_KEEP_SCOPE = Text("留存的是本页当前的清单", "What is kept is the list as it now stands on this page")
_COLUMNS = Text(
    "清单|留存人|可使用|可修改|每次发布生成|最近一份", "List|Owner|May run|May change|Made at each release|Last file"
)
_NAME = Text("清单名称", "Name of the list")
_EVERYBODY, _OWNER_ALONE = Text("全部帐号", "every account"), Text("仅本人", "the owner alone")
_RUNNERS, _EDITORS = Text("可使用的帐号", "Who may run it"), Text("可修改的帐号", "Who may change it")
_NAMES_HINT = Text("帐号名以顿号隔开；* 为全部帐号；空为仅本人", "Names with commas; * for all; blank for you alone")
_SUFFIX, _NEVER = Text("每次发布时自动生成", "Made at each release"), Text("不自动生成", "not by itself")
_MAIL = Text("寄送邮箱（站点设有邮件服务器时）", "Mail it to (where the site has a mail server)")
_PLACE = Text("存到", "Where")
_AGAIN, _ANEW = Text("存回“{name}”", "into {name} again"), Text("另存为新清单", "as a new list")
_REMOVE = Text("删除“{name}”", "Remove {name}")
_FILE = Text("第{release}版 {suffix}", "release {release}, {suffix}")
_NUMBER, _LARGEST_NUMBER = Text("留存的清单", "Kept list"), 9
_SUFFIXES = ("docx", "pdf", "pptx", "xlsx", "zip")


def exhibits(desk: Desk, who: Account | None, name: str, params: Mapping[str, str]) -> list[Exhibit]:  # noqa: ARG001
    """Return the exhibits of the page; with the lists that somebody may run. Raises DeniedError, UnknownName."""
    opened = desk.reports.report(who, _number(params["list"])) if params.get("list") else None
    made = Exhibit("report", str(_TITLE), str(_SCOPE), Builder(opened.text if opened else ""))
    if who is None:
        return [made]
    is_minder = desk.policy.allows(who, Permission.ACCOUNTS)
    return [made, *_listed(desk, who), _form(who, opened, is_minder=is_minder)]


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > _LARGEST_NUMBER:
        raise UnknownName(_NUMBER, text[:20], ())
    return int(text)


def _listed(desk: Desk, who: Account) -> list[Exhibit]:
    call = desk.people.namer(who)
    rows = tuple(
        (
            Link(report.name, f"/report?list={report.number}"),
            call(report.owner),
            _named(report.runners | report.editors, call),
            _named(report.editors, call),
            report.suffix.upper() or str(_NEVER),
            _last(report),
        )
        for report in desk.reports.seen_by(who)
    )
    columns = tuple(str(_COLUMNS).split("|"))
    return [Exhibit("kept", str(_KEPT), str(_KEPT_SCOPE), Table(columns, rows))] if rows else []


def _named(accounts: frozenset[str], call: Callable[[str], str]) -> str:
    if EVERY_ACCOUNT in accounts:
        return str(_EVERYBODY)
    return wording.listed(dict.fromkeys(map(call, sorted(accounts)))) or str(_OWNER_ALONE)


def _last(report: KeptReport) -> Cell:
    """The last file of a list; why there is none of the last release, where that is so."""
    if report.problem or not report.issued:
        return report.problem
    words = str(_FILE).format(release=report.issued, suffix=report.suffix.upper())
    return Link(words, f"/report/lists/{report.number}/file?release={report.issued}", is_file=True)


def _form(who: Account, opened: KeptReport | None, *, is_minder: bool) -> Exhibit:
    """The form that keeps the list of the page; with an opened one also how to put it back, and to remove it."""
    is_own = opened is None or opened.owner == who.name
    known = opened or KeptReport(0, "", "")
    kinds = (("", str(_NEVER)), *((suffix, suffix.upper()) for suffix in _SUFFIXES))
    fields = [Field("name", str(_NAME), value=known.name, required=True)]
    if opened and opened.may_change(who.name):
        places = (("again", str(_AGAIN).format(name=opened.name)), ("new", str(_ANEW)))
        fields += [Field("place", str(_PLACE), "choice", "again", places)]
        fields += [Field("number", kind="hidden", value=str(opened.number))]
    fields += [Field("suffix", str(_SUFFIX), "choice", known.suffix, kinds)]
    for field, label, accounts in (("runners", _RUNNERS, known.runners), ("editors", _EDITORS, known.editors)):
        shown = wording.listed(sorted(accounts)) if is_own else ""
        fields.append(Field(field, str(label), value=shown, hint=str(_NAMES_HINT)))
    fields.append(Field("mail", str(_MAIL), value=known.mail if is_own else ""))
    forms = [Form("/report/lists", str(_KEEP), tuple(fields))]
    if opened and (is_own or is_minder):
        remove = str(_REMOVE).format(name=opened.name)
        forms.append(Form(f"/report/lists/{opened.number}/remove", remove, tone="danger"))
    return Exhibit("keep", str(_KEEP), str(_KEEP_SCOPE), Stack(tuple(forms)))
