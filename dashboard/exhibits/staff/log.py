"""The audit log on the screen: whether it is whole, and who did what, latest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dashboard.exhibits.exhibit import Exhibit, Link, Prose, Table
from dashboard.exhibits.staff import differences
from indicators.accounts import Account, Role
from indicators.model import Text
from indicators.releases.release import UploadState

if TYPE_CHECKING:  # handed over by the application
    from indicators.desk import Desk

_VERIFIED = Text("日志校验", "the log verified")
_LOG = Text("操作日志", "audit log")
_LOG_SCOPE = Text(
    "只增不改，每行以前一行的摘要相连；各行全部字段见 innovation-dashboard audit show",
    "append-only; each line is chained to the one before; every field: innovation-dashboard audit show",
)
_LOG_COLUMNS = Text("序号|时间|人|操作|对象|详情|摘要", "number|at|by|action|subject|detail|hash")
_WHOLE = Text("全部日志与版次已校验，首尾相连，没有改动过。", "The log was verified: it is whole.")
_OLDER = Text("更早的", "older")
_ACTIONS: Mapping[str, Text] = {
    "release.published": Text("发布版次", "release published"),
    "upload.staged": Text("上传核对", "upload checked"),
    "upload.submitted": Text("提交审核", "upload submitted"),
    "upload.sent_back": Text("退回", "sent back"),
    "upload.withdrawn": Text("撤回", "withdrawn"),
    "upload.answered": Text("回答读表的问题", "answered a question"),
    "account.first": Text("首位管理员", "first administrator"),
    "account.added": Text("新建帐号", "account added"),
    "account.changed": Text("改动帐号", "account changed"),
    "account.password": Text("修改密码", "password changed"),
    "account.reset": Text("重置密码", "password reset"),
    "sign-in": Text("登录", "signed in"),
    "sign-in.failed": Text("登录失败", "sign-in failed"),
    "sign-in.locked": Text("帐号锁定", "account locked"),
}
_DETAILS: Mapping[str, Text] = {
    "reason": Text("理由", "reason"),
    "remark": Text("说明", "remark"),
    "file_name": Text("文件", "file"),
    "base": Text("基于第几版", "based on release"),
    "restores": Text("恢复到第几版", "restores release"),
    "added": Text("新增", "added"),
    "altered": Text("修改", "altered"),
    "removed": Text("取消", "removed"),
    "changes": Text("变化", "changes"),
    "unchanged": Text("未变", "unchanged"),
    "before": Text("原状态", "state before"),
    "state": Text("状态", "state"),
    "explanations": Text("须说明之处", "what had to be explained"),
    "roles": Text("角色", "roles"),
    "regions": Text("填报区域", "regions"),
    "themes": Text("填报主题", "themes"),
    "active": Text("在用", "active"),
}
_YES, _NO = Text("是", "yes"), Text("否", "no")
_PART, _PARTS, _LIST = Text("{name}：{value}", "{name}: {value}"), Text("；", "; "), Text("、", ", ")
_HASH_LENGTH, _DIGITS = 12, 9
_STATES = frozenset(UploadState)


def exhibits(desk: Desk, who: Account | None, name: str, params: Mapping[str, str]) -> Sequence[Exhibit]:  # noqa: ARG001
    """Return what the verification of the audit log says, and the log itself, latest first. Raises DeniedError."""
    before = params.get("before", "")
    lines = desk.people.log(who, int(before) if before.isdecimal() and len(before) <= _DIGITS else None)
    dataset = desk.dataset()
    names = {
        **{one.value: one.words.zh for one in (*Role, *UploadState)},
        **{key: region.name.zh for key, region in dataset.regions.items()},
        **{key: theme.zh for key, theme in dataset.city.themes.items()},
    }
    wrong = desk.people.verify(who)
    verified = Prose(tuple(str(one) for one in wrong) or (str(_WHOLE),))
    rows = tuple(
        (
            str(one.number),
            differences.moment(one.at),
            one.by,
            str(_ACTIONS.get(one.action, one.action)),
            one.subject,
            _details(one.detail, names),
            one.hash[:_HASH_LENGTH],
        )
        for one in lines
    )
    links = (Link(str(_OLDER), f"/log?before={lines[-1].number}"),) if lines and lines[-1].number > 1 else ()
    pins = (("before", str(lines[0].number + 1)),) if lines else ()
    table = Table(tuple(str(_LOG_COLUMNS).split("|")), rows, frozenset({0}))
    return [
        Exhibit("verified", str(_VERIFIED), "", verified),
        Exhibit("log", str(_LOG), str(_LOG_SCOPE), table, links=links, pins=pins),
    ]


def _details(detail: Mapping[str, object], names: Mapping[str, str]) -> str:
    """What a line tells, in the reader's words; digests and names of machines' own are left to the command line."""
    parts = (
        str(_PART).format(name=name, value=_value(detail[key], names))
        for key, name in _DETAILS.items()
        if detail.get(key) not in (None, "", [], {})
    )
    return str(_PARTS).join(parts)


def _value(detail: object, names: Mapping[str, str]) -> str:
    if isinstance(detail, bool):
        return str(_YES if detail else _NO)
    if isinstance(detail, Mapping):
        return str(_LIST).join(str(_PART).format(name=key, value=value) for key, value in detail.items())
    if isinstance(detail, Sequence) and not isinstance(detail, str):
        return str(_LIST).join(names.get(str(one), str(one)) for one in detail)
    return names.get(str(detail), str(detail)) if detail in _STATES else str(detail)
