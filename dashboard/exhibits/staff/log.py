"""The audit log on the screen: whether it is whole, and who did what, latest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dashboard.exhibits.exhibit import Exhibit, Link, Prose, Table
from indicators.accounts import Account, Role
from indicators.language import Count
from indicators.model import Text
from indicators.releases.release import UploadState

if TYPE_CHECKING:  # handed over by the application
    from indicators.desk import Desk

_VERIFIED = Text("日志校验", "Check of the log")
_LOG = Text("操作日志", "Audit log")
_LOG_SCOPE = Text(
    "只增不改，每行以前一行的摘要相连；各行全部字段见 innovation-dashboard audit show",
    "Append-only; each line is chained to the one before; innovation-dashboard audit show prints every field",
)
_LOG_COLUMNS = Text("序号|时间|人|操作|对象|详情|摘要", "Number|At|By|Action|Subject|Detail|Hash")
_WHOLE = Text("全部日志与版次已校验，首尾相连，没有改动过。", "The log was checked and is whole.")
_BY_ITSELF = Text(
    "服务器自动校验（启动时和每周）最近一次：{at}，{found}",
    "Last automatic check (at the start and weekly): {at}, {found}",
)
_NOT_YET = Text("服务器还没有自动校验过。", "The server has not checked it automatically yet.")
_FOUND_WHOLE, _FOUND_FAULTS = (
    Text("完整", "whole"),
    Text("{count} 处不符：{faults}", "{count} {count:fault|faults}: {faults}"),
)
_OLDER = Text("更早的", "Older")
_ACTIONS: Mapping[str, Text] = {
    "release.published": Text("发布版次", "Release published"),
    "upload.staged": Text("上传核对", "Upload checked"),
    "upload.submitted": Text("提交审核", "Upload submitted"),
    "upload.scheduled": Text("定时发布", "To be published at a set time"),
    "upload.sent_back": Text("退回", "Sent back"),
    "upload.withdrawn": Text("撤回", "Withdrawn"),
    "upload.answered": Text("回答读表的问题", "Answered a question"),
    "account.first": Text("首位管理员", "First administrator"),
    "account.added": Text("新建帐号", "Account added"),
    "account.changed": Text("改动帐号", "Account changed"),
    "account.password": Text("修改密码", "Password changed"),
    "account.named": Text("改显示姓名", "Display name changed"),
    "account.reset": Text("重置密码", "Password reset"),
    "account.factor": Text("设置动态口令", "Second factor set up"),
    "server.started": Text("服务启动", "Server started"),
    "server.stopped": Text("服务停止", "Server stopped"),
    "log.verified": Text("自动校验日志", "Log verified"),
    "backup.made": Text("自动备份", "Backup made"),
    "backup.failed": Text("自动备份失败", "Backup failed"),
    "report.kept": Text("留存报告清单", "Report list kept"),
    "report.removed": Text("删除报告清单", "Report list removed"),
    "report.issued": Text("自动生成报告", "Report made"),
    "mails.sent": Text("发送订阅邮件", "Mails sent to followers"),
    "reminder.sent": Text("发送催报邮件", "Reminder sent"),
    "restore.asked": Text("申请恢复", "Restore asked for"),
    "import.asked": Text("申请导入", "Import asked for"),
    "roles.asked": Text("申请给予角色", "Roles asked for"),
    "session.ended": Text("结束会话", "Session ended"),
    "sign-out": Text("退出", "Signed out"),
    "refused": Text("越权被拒", "Refused"),
    "exported": Text("取走文件", "File taken away"),
    "sign-in": Text("登录", "Signed in"),
    "sign-in.failed": Text("登录失败", "Sign-in failed"),
    "sign-in.locked": Text("帐号锁定", "Account locked"),
}
_DETAILS: Mapping[str, Text] = {
    "reason": Text("理由", "Reason"),
    "remark": Text("说明", "Remark"),
    "due_at": Text("发布时间", "To be published at"),
    "file_name": Text("文件", "File"),
    "base": Text("基于第几版", "Based on release"),
    "restores": Text("恢复到第几版", "Restores release"),
    "added": Text("新增", "Added"),
    "altered": Text("修改", "Altered"),
    "removed": Text("取消", "Removed"),
    "changes": Text("变化", "Changes"),
    "unchanged": Text("未变", "Unchanged"),
    "before": Text("原状态", "State before"),
    "state": Text("状态", "State"),
    "explanations": Text("须说明之处", "What had to be explained"),
    "roles": Text("角色", "Roles"),
    "regions": Text("填报区域", "Regions"),
    "themes": Text("填报主题", "Themes"),
    "active": Text("在用", "Active"),
    "display": Text("显示姓名", "Display name"),
    "address": Text("网络地址", "Address"),
    "path": Text("网址", "Address asked for"),
    "faults": Text("不符之处", "Faults"),
    "release": Text("版次", "Release"),
    "version": Text("程序版本", "Version"),
}
_YES, _NO = Text("是", "Yes"), Text("否", "No")
_PART, _PARTS, _LIST = Text("{name}：{value}", "{name}: {value}"), Text("；", "; "), Text("、", ", ")
_HASH_LENGTH, _DIGITS = 12, 9
_STATES = frozenset(UploadState)


def exhibits(desk: Desk, who: Account | None, name: str, params: Mapping[str, str]) -> Sequence[Exhibit]:  # noqa: ARG001
    """Return what the verification of the audit log says, and the log itself, latest first. Raises DeniedError."""
    before = params.get("before", "")
    lines = desk.people.log(who, int(before) if before.isdecimal() and len(before) <= _DIGITS else None)
    dataset = desk.dataset()
    names = {
        **{one.value: str(one.words) for one in (*Role, *UploadState)},
        **{key: str(region.name) for key, region in dataset.regions.items()},
        **{key: str(theme) for key, theme in dataset.city.themes.items()},
    }
    wrong = desk.people.verify(who)
    verified = Prose((*(tuple(str(fault) for fault in wrong) or (str(_WHOLE),)), _by_itself(desk, who)))
    named = desk.people.namer(who)
    rows = tuple(
        (
            str(one.number),
            desk.moment(one.at),
            named(one.by),
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
    found = (
        str(_FOUND_FAULTS).format(count=Count(str(line.detail["count"])), faults=faults)
        if faults
        else str(_FOUND_WHOLE)
    )
    return str(_BY_ITSELF).format(at=desk.moment(line.at), found=found)


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
