"""The problems of an upload held against what is published: to add a kind is to add a row."""

from __future__ import annotations

from indicators.kinds.kind import Kind, Severity
from indicators.model import Text

_E, _W = Severity.ERROR, Severity.WARNING

_LOOK = Text("核对数与单位；确实如此的，请说明理由", "look at number and unit; explain it if it is right")


def _odd(kind: str, message: Text) -> Kind:
    return Kind(kind, Severity.WARNING, message, _LOOK, explained=True)


PROPOSAL_KINDS: tuple[Kind, ...] = (
    Kind(
        "vanishes",
        _W,
        Text("现行版次中的数 {old} 将被取消", "the published figure {old} would vanish"),
        Text("确要取消的，请说明理由；否则把数填回", "explain why, or fill the figure in again"),
        explained=True,
    ),
    Kind(
        "big-change",
        _W,
        Text("由 {old} 改为 {new}，变动 {change}", "from {old} to {new}, a change of {change}"),
        Text("请说明理由，如普查修订、口径调整", "explain it: a revision, a new definition"),
        explained=True,
    ),
    Kind(
        "twice",
        _E,
        Text(
            "与 {other} 是同一指标、区域、产业、时期，而数不同（{value}）", "{other} gives {value} for the same figure"
        ),
        Text("只留一个数", "keep one of the two"),
    ),
    Kind(
        "twice-same",
        _W,
        Text("与 {other} 重复，数相同，只取一次", "{other} says the same; it is taken once"),
        Text("可删去一行", "one of the rows can go"),
    ),
    Kind(
        "twice-settled",
        _W,
        Text(
            "与 {other} 是同一个数的初步数与修订数，取修订数 {value}",
            "{other} is the same figure, one early and one revised; the revised one, {value}, is taken",
        ),
        Text("可删去初步数", "the early one can go"),
    ),
    Kind(
        "stale",
        _W,
        Text(
            "此数自模板的第 {base} 版以来已由他人改为 {now}，文件中未动，保留现行数",
            "changed to {now} since release {base}; untouched in this file, so the published one stays",
        ),
        Text("如要改回，请先下载新模板", "download a new template to change it"),
    ),
    Kind(
        "left-out-rows",
        _W,
        Text(
            "模板中的 {count} 行不在文件中：不作删除",
            "rows of the template that are not in the file: {count}; none is removed",
        ),
        Text("要取消某数，请保留该行并清空数值", "to remove a figure, keep its row and clear its value"),
    ),
    Kind(
        "quote-kept",
        _W,
        Text("数值改了而原文未改：出处改记为本次报送", "value changed, quote not: this upload becomes the source"),
        Text("有新的出处，请一并改写来源与原文", "if there is a new source, change source and quote too"),
    ),
    Kind(
        "unknown-release",
        _E,
        Text("模板取自本系统没有的版次", "the template is of a release that is not kept here"),
        Text("请重新下载模板，再填入改动", "download a new template and fill in the changes"),
    ),
    Kind(
        "not-yours",
        _E,
        Text("{what}不在您的填报范围内", "{what} is not yours to fill in"),
        Text("删去该行，或请管理员调整范围", "remove the row, or ask the administrator"),
    ),
    Kind(
        "nothing-to-remove",
        _W,
        Text("没有数，也没有可取消的数，略过", "no figure, and none to remove: passed over"),
        Text("有数请填入", "fill it in if there is one"),
    ),
    Kind(
        "incomplete",
        _E,
        Text("新增的{what}缺少：{columns}", "a new {what} lacks: {columns}"),
        Text("补上这些列", "fill these columns in"),
    ),
    # a new figure beside what is known
    _odd("same-as-before", Text("与 {period} 的数完全相同：是不是上期的表？", "the same as {period}: last edition?")),
    _odd(
        "swapped", Text("与 {other} 像是对调了（{period} 为 {before}）", "swapped with {other}? {period} was {before}")
    ),
    _odd(
        "not-begun",
        Text("{period} 还没有开始：是预计、预测或目标，还是时期写错了？", "{period} has not begun: is it a forecast?"),
    ),
    _odd(
        "not-whole",
        Text("此前都是整数（{unit}），现在有小数：小数点写错了？", "a fraction of what was whole so far ({unit})"),
    ),
    _odd("shifted", Text("整列像是错了一行（{period} 为 {before}）", "shifted by a row? {period} was {before}")),
    _odd("far-from-before", Text("与 {period} 的 {before} 相差太大", "far from {before} in {period}")),
    _odd(
        "far-from-others",
        Text(
            "比 {period} 变动 {change}%，而其他区域多为 {usual}%", "{change} % on {period}, the others mostly {usual} %"
        ),
    ),
    _odd(
        "far-from-whole",
        Text("与上级区域 {period} 的 {before} 相差太大", "far from {before}, what is above had in {period}"),
    ),
    _odd("another-size", Text("同级区域多在 {usual} 上下，相差太大", "regions beside it are about {usual}")),
    _odd("unlike-parts", Text("与所属区域合计 {sum} 相差太大", "far from {sum}, the sum of its parts")),
    _odd("beyond-whole", Text("比所属整体的 {whole} 还大", "larger than the whole, {whole}")),
    _odd("below-part", Text("比其中一部分（{when} 为 {part}）还小", "smaller than a part of it, {part} in {when}")),
    _odd("unlike-increases", Text("以往每年增加 {usual} 左右，相差太大", "increases were about {usual} a year")),
    _odd(
        "growth-disagrees",
        Text("比上年变动 {change}%，而增速为 {growth}%", "a change of {change} %, growth {growth} %"),
    ),
)
