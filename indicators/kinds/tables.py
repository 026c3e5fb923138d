"""The problems that a table can have, whichever file or workbook it stands in: to add a kind is to add a row."""

from indicators.kinds.kind import Kind, Severity
from indicators.model import Text

_E, _W = Severity.ERROR, Severity.WARNING

ROWS_GONE = "rows-gone"
"""The one kind of error that a folder may have when it is described anew."""

TABLE_KINDS: tuple[Kind, ...] = (
    # reading files
    Kind(
        "no-file",
        _E,
        Text("缺少文件", "the file is missing"),
        Text("补上该文件；列名见 data/README.md", "add it; columns are in data/README.md"),
    ),
    Kind(
        "not-readable",
        _E,
        Text("无法读取：{why}", "cannot be read: {why}"),
        Text("另存为 UTF-8 编码的 CSV（逗号分隔）或 TOML", "save as CSV or TOML in UTF-8"),
    ),
    Kind(
        "no-column",
        _E,
        Text("缺少列 {column}", "column {column} is missing"),
        Text("补上该列，顺序：{expected}", "add it, in this order: {expected}"),
    ),
    Kind(
        "unknown-column",
        _E,
        Text("多出的列", "a column that is not expected"),
        Text("删去或改名；可用的列：{expected}", "remove or rename it; allowed: {expected}"),
    ),
    Kind(
        "column-order",
        _W,
        Text("列的顺序与说明不同", "columns are not in the described order"),
        Text("按此顺序：{expected}", "use this order: {expected}"),
    ),
    Kind(
        "row-length",
        _E,
        Text("该行有 {cells} 格，应为 {expected} 格", "cells: {cells} instead of {expected}"),
        Text("检查逗号与引号；空格子也要有逗号", "look for missing commas and quotation marks"),
    ),
    Kind(
        "stray-quote",
        _E,
        Text("引号不成对，或格内有换行", "an unpaired quotation mark, or a line break inside a cell"),
        Text(
            '格内的引号写两个（""），整格再用引号括起；一行文字不换行',
            "double a quotation mark inside a cell and enclose the cell in quotation marks; write a row on one line",
        ),
    ),
    Kind(
        ROWS_GONE,
        _E,
        Text(
            "只有 {rows} 行，datapackage.json 登记的是 {described} 行",
            "rows: {rows}; datapackage.json describes {described}",
        ),
        Text(
            "补回缺少的行；确要删去的，运行 innovation-dashboard describe-data {folder} 重新登记",
            "bring the rows back; where they are gone on purpose, run innovation-dashboard describe-data {folder}",
        ),
    ),
    Kind("spaces", _W, Text("前后有空格", "spaces at the ends"), Text("删去首尾空格", "remove them")),
    Kind("required", _E, Text("不能为空", "must not be blank"), Text("填入：{about}", "fill in: {about}")),
    Kind(
        "not-a-number",
        _E,
        Text("不是数", "not a number"),
        Text("只写数字和小数点，例如 1234.5，不写千分号和单位", "digits and a point only"),
    ),
    Kind(
        "not-an-integer",
        _E,
        Text("不是整数", "not a whole number"),
        Text("写整数，例如 2", "write a whole number, as in 2"),
    ),
    Kind(
        "not-a-period",
        _E,
        Text("不是时期", "not a period"),
        Text("写作 2025、2025H1、2025Q3、2025-06、2025-01..09、2021..2025", "in one of these forms"),
    ),
    Kind(
        "not-canonical",
        _W,
        Text("时期另有规范写法", "the period has a shorter form"),
        Text("写作 {expected}", "write {expected}"),
    ),
    Kind(
        "not-allowed",
        _E,
        Text("不在允许的取值之内", "not one of the allowed values"),
        Text("可用：{expected}", "allowed: {expected}"),
    ),
    Kind(
        "not-an-id",
        _E,
        Text("不是合格的编号", "not a proper id"),
        Text("用字母、数字和连字符，例如 rd-intensity", "letters, digits, hyphens"),
    ),
    Kind(
        "not-a-url",
        _E,
        Text("不是网址", "not an address"),
        Text("写 https:// 或 http:// 开头的网址，没有则留空", "one that begins with https:// or http://, or blank"),
    ),
    Kind(
        "markup",
        _E,
        Text("文字里有网页标记", "markup in the text"),
        Text("删去尖括号里的标记，只留文字", "remove what stands in angle brackets"),
    ),
    Kind(
        "direction-marks",
        _E,
        Text("文字里有看不见的、改变书写方向的符号", "invisible marks that turn the direction of the text"),
        Text("删去重打", "type it anew"),
    ),
    Kind(
        "not-milestones",
        _E,
        Text("不是节点值", "not milestones"),
        Text("写作 2023:4.5;2024:5", "write 2023:4.5;2024:5"),
    ),
    Kind("not-a-date", _E, Text("不是日期", "not a date"), Text("写作 2026-11-23", "write 2026-11-23")),
    Kind(
        "not-a-zone",
        _E,
        Text("没有这个时区", "no such time zone"),
        Text("写作 Asia/Shanghai、Europe/London 之类，或留空", "write one as Europe/London, or leave it blank"),
    ),
    Kind(
        "not-a-release-name",
        _E,
        Text("各版次的名称会相同", "releases would share a name"),
        Text(
            "写上 {{number}}，或同时写上 {{year}} 和 {{ordinal}}；也可留空",
            "say {{number}}, or both {{year}} and {{ordinal}}; or leave it blank",
        ),
    ),
    # vocabulary
    Kind(
        "unknown-name",
        _E,
        Text("{table} 中没有这个编号", "{table} has no such id"),
        Text("改正，或先在 {table} 中登记；相近的有：{nearest}", "correct it or add it there"),
    ),
    Kind(
        "duplicate-id",
        _E,
        Text("编号与第 {other} 行重复", "the id stands in row {other} too"),
        Text("换一个编号", "choose another id"),
    ),
    Kind("circle", _E, Text("上级关系成环", "it is its own ancestor"), Text("改正上级", "correct the parent")),
    Kind(
        "wrong-theme",
        _E,
        Text("指标属于主题 {theme}", "the indicator is of theme {theme}"),
        Text("移到 observations/{theme}.csv", "move the row to observations/{theme}.csv"),
    ),
    Kind(
        "two-meanings",
        _E,
        Text("同一名称也指 {other}", "the name also means {other}"),
        Text("别名只能属于一方", "an alias belongs to one only"),
    ),
    # observations
    Kind(
        "value-or-absence",
        _E,
        Text("数值与缺失原因须恰有其一", "exactly one of value and absence is needed"),
        Text("有数填 value；没有数填 absence", "fill value, or else absence"),
    ),
    Kind(
        "duplicate",
        _E,
        Text("同一来源、同一时期的同一数与 {other} 重复", "{other} says the same"),
        Text("删去一行", "remove one of the rows"),
    ),
    Kind(
        "charted",
        _E,
        Text("同一指标、区域、产业、时期有 {count} 行为 charted", "{count} of these rows are charted"),
        Text(
            "恰好一行写 charted，其余写 alternate；各行都未核实的可不作图",
            "mark one as charted, or none where all are unverified",
        ),
    ),
    Kind(
        "quote",
        _E,
        Text("没有引文", "no quote"),
        Text("抄录原文中含该数的一句", "copy the words that print the figure"),
    ),
    Kind(
        "page",
        _W,
        Text("来源没有网址，此处也没有页码", "no page, and the source has no address"),
        Text("填入页码", "fill in the page"),
    ),
    Kind(
        "share-over-100",
        _E,
        Text("比重超过 100%", "a share of more than 100 %"),
        Text("核对单位与小数点；增速用 growth 类指标", "look at the unit"),
    ),
    Kind(
        "negative",
        _E,
        Text("数量为负", "a negative quantity"),
        Text("核对符号；增速用 growth 类指标", "look at the sign"),
    ),
    Kind(
        "rank",
        _E,
        Text("位次须为正整数", "a rank is a whole number from 1"),
        Text("改为 1、2、3……", "write 1, 2, 3 …"),
    ),
    Kind(
        "fraction",
        _W,
        Text("以“{unit}”计的数不应有小数", "a count of {unit} has a fraction"),
        Text("核对单位与小数点", "look at the unit and the point"),
        explained=True,
    ),
    Kind(
        "unit-slip",
        _E,
        Text("约为相邻各期（{usual}）的 {factor} 倍", "about {factor} times its neighbours in time ({usual})"),
        Text("核对单位（万、亿、%）", "look at the unit"),
    ),
    Kind(
        "jump",
        _W,
        Text(
            "较 {before} 年均变动 {change}%，超出该序列的常态",
            "{change} % a year since {before}, beyond the usual band",
        ),
        Text("核对；口径有变请在备注说明", "check it, or explain in the note"),
        explained=True,
    ),
    Kind(
        "sum-differs",
        _W,
        Text(
            "各区之和 {sum} 与总数 {whole} 相差 {miss}%",
            "parts sum to {sum}, the whole is {whole}: {miss} % off",
        ),
        Text("核对；总数若经修订，请在备注说明", "check it, or explain in the note"),
        explained=True,
    ),
    Kind(
        "sum-misses",
        _E,
        Text(
            "各区之和 {sum} 与总数 {whole} 相差 {miss}%，且均为最终数",
            "parts sum to {sum}, the whole is {whole}: {miss} % off",
        ),
        Text("核对口径与单位", "look at definitions and units"),
        explained=True,
    ),
    Kind(
        "branch-over-industry",
        _W,
        Text("大于所属的{name}（{whole}）", "larger than {name} ({whole}), which it belongs to"),
        Text("核对口径与上级产业", "look at definition and parent"),
    ),
    # goals
    Kind(
        "base-needed",
        _W,
        Text("该类目标须有基期，而表中没有基期数", "needs a base, and no figure gives one"),
        Text("填 base_period 与 base_value，或补基期观测值", "fill in the base, or add its figure"),
    ),
    Kind(
        "base-without-period",
        _E,
        Text("有基期值而无基期", "a base value without its period"),
        Text("填 base_period", "fill in base_period"),
    ),
    Kind(
        "amount",
        _E,
        Text("除节点任务外，目标须有数；节点任务没有数", "a goal needs a number, a milestone has none"),
        Text("填 amount；没有数的目标用 milestone", "fill it in, or make it a milestone"),
    ),
    Kind(
        "amount-to",
        _E,
        Text("区间目标须有由小到大的两个数", "a range needs two numbers, the smaller first"),
        Text("填 amount 与 amount_to", "fill in amount and amount_to"),
    ),
    Kind(
        "due",
        _E,
        Text("有期限的规划，目标须有期限", "a goal of a dated plan needs a due period"),
        Text("填 due；没有期限者归入不定期的规划", "fill it in, or use the plan without dates"),
    ),
    Kind(
        "due-before-set",
        _E,
        Text("期限 {due} 早于设定时 {set_in}", "due {due}, before it was set in {set_in}"),
        Text("核对 due 与 set_in", "look at due and set_in"),
    ),
    Kind(
        "due-outside-plan",
        _W,
        Text("期限不在规划 {plan} 的 {first} 至 {last} 之内", "due outside {first} to {last} of plan {plan}"),
        Text("核对 plan 与 due", "look at plan and due"),
    ),
    Kind(
        "milestone-outside",
        _E,
        Text("节点 {period} 不在基期与期限之间", "milestone {period} is not between base and due"),
        Text("改正节点的时期", "correct its period"),
    ),
    Kind(
        "parts-over-whole",
        _E,
        Text("各组成部分之和 {sum} 超过整体 {whole}", "the parts sum to {sum}, over {whole}"),
        Text("核对 part_of 与数", "look at part_of and the amounts"),
    ),
    Kind(
        "part-differs",
        _E,
        Text("部分与整体的单位或期限不同", "part and whole differ in unit or due period"),
        Text("核对 part_of", "look at part_of"),
    ),
    Kind(
        "wrong-side",
        _W,
        Text("目标的方向与指标的优劣方向相反", "points against what is better"),
        Text("核对 comparator 与 direction", "look at comparator and direction"),
    ),
)
