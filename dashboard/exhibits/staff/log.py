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
_BY_ITSELF = Text(
    "服务器自动校验（启动时和每周）最近一次：{at}，{found}",
    "verified by itself (at start, weekly), last: {at}, {found}",
)
_NOT_YET = Text("服务器还没有自动校验过。", "The server has not verified it by itself yet.")
_FOUND_WHOLE, _FOUND_FAULTS = Text("完整", "whole"), Text("{count} 处不符：{faults}", "{count} faults: {faults}")
_OLDER = Text("更早的", "older")
_ACTIONS: Mapping[str, Text] = {
    "release.published": Text("发布版次", "release published"),
    "upload.staged": Text("上传核对", "upload checked"),
    "upload.submitted": Text("提交审核", "upload submitted"),
    "upload.scheduled": Text("定时发布", "to be published at a set time"),
    "upload.sent_back": Text("退回", "sent back"),
    "upload.withdrawn": Text("撤回", "withdrawn"),
    "upload.answered": Text("回答读表的问题", "answered a question"),
    "account.first": Text("首位管理员", "first administrator"),
    "account.added": Text("新建帐号", "account added"),
    "account.changed": Text("改动帐号", "account changed"),
    "account.password": Text("修改密码", "password changed"),
    "account.reset": Text("重置密码", "password reset"),
    "account.factor": Text("设置动态口令", "second factor set up"),
    "server.started": Text("服务启动", "server started"),
    "server.stopped": Text("服务停止", "server stopped"),
    "log.verified": Text("自动校验日志", "log verified"),
    "backup.made": Text("自动备份", "backup made"),
    "backup.failed": Text("自动备份失败", "backup failed"),
    "restore.asked": Text("申请恢复", "restore asked for"),
    "import.asked": Text("申请导入", "import asked for"),
    "session.ended": Text("结束会话", "session ended"),
    "sign-out": Text("退出", "signed out"),
    "refused": Text("越权被拒", "refused"),
    "exported": Text("取走文件", "file taken away"),
    "sign-in": Text("登录", "signed in"),
    "sign-in.failed": Text("登录失败", "sign-in failed"),
    "sign-in.locked": Text("帐号锁定", "account locked"),
}
_DETAILS: Mapping[str, Text] = {
    "reason": Text("理由", "reason"),
    "remark": Text("说明", "remark"),
    "due_at": Text("发布时间", "to be published at"),
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
    "address": Text("网络地址", "address"),
    "path": Text("网址", "address asked for"),
    "faults": Text("不符之处", "faults"),
    "release": Text("版次", "release"),
    "version": Text("程序版本", "version"),
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
    verified = Prose((*(tuple(str(fault) for fault in wrong) or (str(_WHOLE),)), _by_itself(desk, who)))
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


def _by_itself(desk: Desk, who: Account | None) -> str:
    """What the server found when it verified the log last without being asked."""
    line = desk.people.verified(who)
    if line is None:
        return str(_NOT_YET)
    faults = str(_PARTS).join(map(str, line.detail["faults"])) if isinstance(line.detail["faults"], list) else ""
    found = str(_FOUND_FAULTS).format(count=line.detail["count"], faults=faults) if faults else str(_FOUND_WHOLE)
    return str(_BY_ITSELF).format(at=differences.moment(line.at), found=found)


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
