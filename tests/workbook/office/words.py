"""What offices write: names of regions and indicators, wordings of periods, and where units stand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """An indicator: its id, how it is written, its unit, the sort of its figures and its growth indicator."""

    id: str
    names: tuple[str, ...]
    unit: str
    low: int
    high: int
    decimals: int = 1
    growth: str = ""


INDICATORS = (
    Measured("gdp", ("地区生产总值", "GDP", "地区生产总值（GDP）"), "亿元", 800, 2500, growth="gdp-growth"),
    Measured("revenue", ("一般公共预算收入", "一般预算收入"), "亿元", 40, 180, growth="revenue-growth"),
    Measured(
        "industrial-output",
        ("规上工业总产值", "规模以上工业总产值", "规模以上工业总产值（当年价）"),
        "亿元",
        1500,
        4200,
        growth="industrial-output-growth",
    ),
    Measured("hitech-firms", ("高新技术企业数", "高企总数"), "家", 300, 1600, 0),
    Measured("rd-intensity", ("全社会研发经费支出占GDP比重", "R&D经费占比"), "%", 2, 5, 2),
)
REGIONS = (
    ("liyang", ("溧阳市", "溧阳", "其中：溧阳市")),
    ("jintan", ("金坛区", "金坛", "\u3000金坛区")),
    ("wujin", ("武进区", "武进", "\u3000武进区")),
    ("xinbei", ("新北区", "新北", "1.新北区")),
    ("tianning", ("天宁区", "\u3000天宁区", "（五）天宁区")),
    ("zhonglou", ("钟楼区", "钟楼", "六、钟楼区")),
    ("jingkai", ("常州经开区", "经开区")),
)
PERIODS = (
    ("2025", ("2025年", "2025年度", "2025年全年")),
    ("2025H1", ("2025年上半年", "2025年1-6月", "2025年1—6月", "2025年一至六月", "2025年前6个月")),
    (
        "2025-01..09",
        (
            "2025年前三季度",
            "2025年1-9月",
            "2025年1—9月",
            "2025年1～9月",
            "2025年1月-9月",
            "2025年1至9月",
            "2025年1-9月份",
        ),
    ),
    (
        "2025-01..09",
        ("截至2025年9月底", "2025年1月至9月", "2025年前三季", "2025年前9个月", "2025年1-3季度", "2025年一至三季度"),
    ),
    ("2025Q1", ("2025年一季度", "2025年第一季度", "2025年1季度", "2025年1-3月", "2025年Q1")),
    ("2025Q3", ("2025年三季度", "2025年第3季度", "2025年7-9月")),
    ("2025-06", ("2025年6月", "2025年6月份", "2025年06月")),
)
TITLES = (
    "{period}{scope}{subject}",
    "{scope}{subject}（{period}）",
    "{scope}{period}{subject}情况",
    "{period}{subject}统计表",
)
YEAR_HEADS = ("{}年", "{}", "{}年度")
AXES = ("地区", "区域", "辖市区", "单位", "")
NOTES = {
    "注：数据为初步统计。": "provisional",
    "说明：以上数据未经核定": "provisional",
    "备注：均为预估数": "estimate",
    "数据来源：市统计局": "",
    "填表人：张三　审核：李四": "",
    "注：不含预计数": "",
    "": "",
}
"""What stands below a table, and how settled it says that the figures are."""
GROWTH_HEADS = ("增速（%）", "同比增长（%）", "同比（%）", "增幅（%）", "同比±%", "比上年增长（%）")
LEFT_OUT_HEADS = (
    "位次",
    "排名",
    "占全市比重（%）",
    "完成率（%）",
    "上年同期",
    "年度目标",
    "环比（%）",
    "占年度目标（%）",
)
