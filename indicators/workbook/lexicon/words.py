"""The words of heads and titles that are no names: what a column measures, what it lists, and what says nothing.

Words of one sort stand in one text with blanks between them.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from indicators.tables.sheets import OBSERVATION_SHEET


class Measure(StrEnum):
    """What the figures of a column are, of whichever indicator."""

    VALUE = "value"
    GROWTH = "growth"
    CHAIN = "chain"
    SHARE = "share"
    RANK = "rank"
    GOAL = "goal"
    RATE = "rate"
    BEFORE = "before"
    MONTH = "month"
    CHANGE = "change"
    EITHER = "either"  # growth or the change in amount, as 比上年± without a unit
    OVER = "over"


GROWTH_OR_CHANGE = (Measure.GROWTH, Measure.CHANGE)
"""What a change may be whose unit nobody states."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _each(listed: Mapping[str, str]) -> Mapping[str, str]:
    """Return what each word stands for."""
    return MappingProxyType({word: name for name, words in listed.items() for word in words.split()})


MEASURES: Mapping[str, str] = _each(
    {
        Measure.VALUE: (
            "数值 绝对值 绝对数 总量 本期 本期数 本年 实际 实绩 实际值 完成 完成数 完成值 实际完成 "
            "累计 累计数 累计值 累计完成 自年初累计 本年累计 年初至今累计 今年累计 金额 数量 数额 值 "
            "数据 总额 今年 今年数 本年数 本年实际 本期实际 实际数 1-本月 1-本月累计 年初累计 全年累计 实现数 已完成 "
            "年初以来 年初至今 1-本月止 本月止累计 截至本月累计 至本月止累计 本期止累计"
        ),
        Measure.GROWTH: (
            "同比 同比增长 同比增速 同比增幅 增速 增长 增幅 增长率 比上年增长 较上年增长 比去年增长 "
            "比上年同期增长 较上年同期增长 比去年同期增长 同比增长率 "
            "累计增长 较去年增长 较去年同期增长 累计同比 比上年增幅 比同期增长 增减幅度 "
            "增减率 增长速度 同比增长速度 增减% 增减(%) 变化% 变化(%) 增减幅 增减幅(%)"
        ),
        Measure.CHAIN: ("环比 环比增长 环比增速 比上月增长 较上月增长 比上季增长"),
        Measure.SHARE: ("占比 比重 占全市比重 占全市比例 占全市 占全省比重 份额 构成 占总量比重 所占比重 贡献率"),
        Measure.RANK: (
            "位次 排名 名次 全市位次 全市排名 排位 位列 增速位次 增速排名 总量位次 总量排名 全省位次 全省排名 排序"
        ),
        Measure.GOAL: (
            "目标 目标值 目标数 年度目标 全年目标 计划 计划数 年度计划 全年计划 任务 任务数 年度任务 "
            "目标任务 年度目标任务 全年任务 规划目标 预期目标 考核目标 规划值 力争目标 序时目标 "
            "指标任务 约束性目标 预期性目标 争取目标 奋斗目标"
        ),
        Measure.RATE: (
            "完成率 完成比 完成比例 目标完成率 完成进度 进度 序时进度 完成目标 占年度目标 占目标 完成计划 "
            "计划完成率 完成年度目标 完成全年目标 完成年度计划 目标完成进度 任务完成率 完成百分比 "
            "占全年目标 占年度计划 完成目标比例"
        ),
        Measure.BEFORE: (
            "上期 上期数 上年 上年数 上年同期 去年同期 同期 同期数 上年同期数 去年 上年实际 基数 "
            "基期 基期值 上年完成 上年值 去年同期数 去年完成 上年同期值"
        ),
        Measure.MONTH: (
            "本月 当月 本月数 当月数 当月值 本季 当季 本季度 当期 本月完成 单月 单季 单月数 当月发生 单月值"
        ),
        Measure.CHANGE: (
            "增减量 增量 增加额 增减额 净增 增加数 增减数 增减值 变化量 变动额 同比增减额 同比增减量 "
            "比上年提高 较上年提高 同比提高 比上年同期提高 提高 提升"
            " 增减(百分点) 增减(个百分点) 比上年增减(百分点) 比上年增减(个百分点)"
            " 比上年提高(百分点) 比上年提高(个百分点) 较上年提高(百分点) 较上年提高(个百分点)"
            " 同比提高(百分点) 同比提高(个百分点) 比上年同期提高(百分点) 比上年同期提高(个百分点)"
            " 提高(百分点) 提高(个百分点) 提升(百分点) 提升(个百分点)"
            " 变化(百分点) 变化(个百分点) 变动(百分点) 变动(个百分点)"
            " 比上年变动(百分点) 比上年变动(个百分点) 比上年增加(百分点) 比上年增加(个百分点)"
            " 比上年提升(百分点) 比上年提升(个百分点) 较上年提升(百分点) 较上年提升(个百分点)"
        ),
        Measure.EITHER: (
            "增减 变化 变动 比上年增减 较上年增减 比上年变动 较上年变动 比上年变化 较上年变化 较上年 比上年 "
            "同比± 同比+- 同比+/- 同比增减 同比变化 同比变动 ± +- +/- 比上年± 比上年+- 较上年± 较上年+- "
            "比上年同期± 较上年同期± 比上年同期增减 较上年同期增减 比去年± 较去年± 比去年增减 较去年增减 "
            "比去年同期± 比去年同期增减 增减± 增减情况 变化情况 同比增减情况 升降 比上年升降 比同期± 比同期增减"
        ),
    }
)
"""What a word says of the figures that it stands over or behind: a Measure."""

NEUTRAL = frozenset(_words("数值 数据 数量 金额 数额 值"))
"""Heads that say of figures nothing but that they are some: under a title of goals they are goals."""

_TEMPLATES = {head.column: head.title.en for head in (*OBSERVATION_SHEET.heads, *OBSERVATION_SHEET.shown)}
_LISTED = ("indicator", "region", "industry", "period", "unit")
_OF_OFFICES = _each(
    {
        "indicator": ("指标 指标名称 项目 统计指标 主要指标 指标项目 指标内容 考核指标"),
        "region": (
            "区域 地区 辖市区 区县 县区 单位名称 行政区 区域名称 地区名称 辖市、区 辖市(区) 板块 "
            "市(区) 县(市、区) 各地区 属地 行政区划 区划 县市区 辖区 所在地区 市县 名称 园区 "
            "园区名称"
        ),
        "period": ("时期 年份 年度 时间 期间 月份 季度 统计时间 报告期"),
        "industry": ("产业 行业 产业链 产业名称 产业集群"),
        "unit": ("单位 计量单位"),
        "skip": (
            "序号 编号 备注 说明 代码 行次 责任单位 牵头单位 填报单位 数据来源 来源 责任部门 联系人 "
            "牵头部门 责任人 指标编号 区划代码 页码 原文 注 统计部门 完成情况说明 数据提供单位 "
            "联系电话 电话 手机 手机号 联系方式 邮箱 填表人 填报人 审核人"
        ),
    }
)
AXES: Mapping[str, str] = MappingProxyType({_TEMPLATES[name]: name for name in _LISTED} | dict(_OF_OFFICES))
"""What a head says that its column lists; `skip` is nothing that is read."""

NAMES = _words("名称")
"""Heads that say what is listed only where nothing stands before them."""

TOTALS = _words("本区 本县 全区 全区合计 全县 全域 全市 全市合计 全市总计 合计 小计 平均 平均值 总数 总计 本市")
"""Labels of a row that stand for the whole of what a table is about, whichever that is."""

PARTIAL_TOTALS = _words("小计 平均")
"""Of these the ones that are seldom the whole: the sum of a part, a mean."""

OF_SOME = _words("各区 各园区 园区 板块 其他")
"""Words before a total, or with it, that make it one of some of the parts."""

FILLERS = _words(
    "各 各辖市 各辖市区 各辖市、区 各市、区 各市(区) 各县(市、区) 各县市区 县市区 各市区 "
    "辖市 各地 各区 各市 分地区 分区域 按地区分 地区 各县 主要 指标 情况 一览 "
    "表 统计 汇总 报表 数据 完成 进展 发展 运行 简表 明细 经济 社会 国民经济 科技 创新 科技创新 "
    "创新主体 高质量 核心 重点 工作 快览 月报 季报 年报 统计表 统计月报 月报表 年报表 季报表 "
    "监测 考核 分析 对比 比较 排名表 资料 报送 填报 及 和 与 的 等 其中 其他 关于 按 年 度 份 期 "
    "末 底 全年 当年 本期 年末 年底 附件 附表 续表 续 数 量 类 项 有关 相关 基本 总体 分 年度 "
    "历年 近年 以来 时点 有效 目前 现有 我市 全部 合计 总计 累计 至 截至 截止 到 为止 十四五 "
    "十三五 十五五 求和项 计数项 平均值项 行标签 列标签 数值 分区 基础 产业 企业情况 绝对 水平 "
    "状况 到期"
)
"""Words that titles are filled up with: they name nothing, and beside a name they change nothing of it."""

EACH = _words("各 分 按")
QUALIFIERS = _words("平均 重点 核心 基础 主要 其他 科技 园区 产业 项目 到期")
"""Of these, and of the others, the words that name a part of what they stand directly before."""

PLACES_OF = _words("园区 其他 产业 项目")
"""Words that make another thing of a region that they stand directly behind."""

COUNTED = _words("项目")
"""Words that make another thing of an indicator that they stand directly behind: 工业投资项目 are not amounts."""

DEFINITIONS = _words(
    "当年价 当年价格 现价 现行价 现行价格 不变价 不变价格 可比价 可比价格 按可比价 按可比价计算 "
    "按可比价格计算 按不变价格计算 按当年价格计算 自然口径 同口径 可比口径 在地口径 法人口径 "
    "全口径 统计口径 名义 实际增速 当年价计算 按现价计算 有效期内 存量 期末 年末 期末数 时点数 "
    "累计数 全年"
)
"""Words in brackets that say how something was counted."""

SCOPES = _words("含 不含 包括 不包括 包含 不包含 扣除 剔除 其中含")
"""How a bracket begins that adds to a region, or takes from it."""

TAKEN_AWAY = _words("不含 不包含 不包括 扣除 剔除")
"""How it begins where it takes something away."""

NARROWING = _words(
    "规上 规模以上 限上 限额以上 民营 私营 民间 外资 国有 国企 央企 中小 小微 市直 市属 区属 区直 本级 "
    "人均 地均 户均 亩均 每亩 指数 差距 差额 缺口"
    " 权重 系数 拉动 示例 样表 样例 范例 举例 模拟 演示"
)
"""Words of a title or a note that make a part, a mean or a difference of whatever they stand beside."""

WISHES = _words("下达 预算 打算 建议 安排 确保 力争 责任 target plan budget")
"""Words that make goals of figures; beside 目标 they say no more than it does."""

_ADOPTED = r"(?:采用|沿用|引用|使用|用|同)(?=[上去前\d])"
_LEADING = r"(?:因[^，,]*[，,])?(?:此|该|均|数据|数字|暂|仍)*"
COPULA = (
    rf"^{_LEADING}(?:为|系|是|截[至止]|{_ADOPTED})"
    r"|^[以按依照]+(?=[上去前]年|\d{4}年)|(?:代替|替代|为准)$"
)
"""What a remark says before and behind what a figure is: 为2024年数, 沿用上年, 用2024年数代替."""

COMPARED = "^自|较|比|起|以来|以后|纳入|新增|增|减|降|升|提高|基期|不变价|一致|衔接|无变化"
"""What says that a time in a remark is not the one of its figure."""

CUMULATIVE = "累计"
"""What says that figures are those since the beginning of the year."""

PART_OF = "其中"
"""What says that a row or column is a part of the one before it."""

PLACES = _words(
    "镇 乡 街道 村 社区 开发区 园区 园 工业园 产业园 科技园 新区 新城 区 县 市 办事处 局 委 办 "
    "厅 公司 集团 厂 学院 大学 中心 片区 板块 高新区 经开区 度假区 保税区"
)
"""How the name of a place or of an office ends: beside the name of a region it is another place."""

FILING = _words(
    "填报日期 填表日期 填报时间 填表时间 制表日期 制表时间 打印日期 打印时间 报送日期 报送时间 "
    "报出日期 上报日期 上报时间 印发日期 导出时间 导出日期 更新时间 更新日期 生成时间 日期 "
    "签发日期 审核日期 截止日期 统计截止日期 提交日期 提交时间 下载时间 录入日期 录入时间 "
    "发布日期 发布时间 批准日期 有效期至"
)
"""Words before a date that is no period of the figures."""

OFFICES = _words("填报单位 填表单位 报送单位 制表单位 编制单位 责任单位 填报部门 单位名称 单位负责人 填表人 填报人")
"""Words before the name of an office or a person: what stands behind them is no name of the table, and no unit."""

LISTS = _words("名单 名录 清单 花名册 通讯录 台账 须知 填表说明 填报说明 指标解释 编制说明")
"""What a sheet is called that holds no table of figures."""
