"""The problems that an uploaded file can have before its tables are looked at: to add a kind is to add a row."""

from __future__ import annotations

from indicators.kinds.kind import Kind, Severity
from indicators.model import Text

_E, _W = Severity.ERROR, Severity.WARNING
_ANSWER = Text("请选一项；也可以改正文件后重新上传", "choose an answer, or repair the file")
_SAVE = Text("请在 Excel 或 WPS 中另存为 .xlsx 再上传", "save it as .xlsx and upload that")


def _refused(kind: str, message: Text, remedy: Text = _SAVE) -> Kind:
    return Kind(kind, _E, message, remedy)


def _noted(name: str, message: Text, remedy: Text) -> Kind:
    return Kind(name, _W, message, remedy)


def _asked(kind: str, message: Text) -> Kind:
    return Kind(kind, Severity.QUESTION, message, _ANSWER)


UPLOAD_KINDS: tuple[Kind, ...] = (
    # the file
    _refused("file-empty", Text("文件是空的", "the file is empty"), Text("请重新保存后再上传", "save it again")),
    _refused(
        "file-too-large",
        Text("文件超过 {limit} MB", "more than {limit} MB"),
        Text("拆成几个文件，或删去图片", "split it, or remove pictures"),
    ),
    _refused("file-is-xls", Text("这是旧式 .xls 文件", "an old .xls file")),
    _refused(
        "file-is-locked",
        Text("工作簿设有打开密码，读不出来", "the workbook is locked by a password"),
        Text("取消打开密码后再上传", "remove the password"),
    ),
    _refused("file-is-ods", Text("这是 OpenDocument 表格（.ods）", "an OpenDocument sheet")),
    _refused("file-is-xlsb", Text("这是二进制工作簿（.xlsb）", "a binary workbook")),
    _refused("file-is-strict", Text("这是“严格 Open XML”工作簿", "a Strict Open XML workbook")),
    _refused(
        "file-is-document",
        Text("这是文档或演示文稿，不是工作簿", "a document or slides, no workbook"),
        Text("把表格复制到 Excel 中，存为 .xlsx", "copy the table into a workbook"),
    ),
    _refused(
        "file-is-pdf",
        Text("这是 PDF，读不出单元格", "a PDF has no cells"),
        Text("请上传表格的 .xlsx 原件", "upload the workbook itself"),
    ),
    _refused(
        "file-is-picture",
        Text("这是图片，读不出单元格", "a picture has no cells"),
        Text("请上传表格的 .xlsx 原件", "upload the workbook itself"),
    ),
    _refused(
        "file-is-packed",
        Text("这是压缩包，不是工作簿", "an archive, no workbook"),
        Text("解压后上传其中的 .xlsx", "unpack it and upload the workbook"),
    ),
    _refused("file-is-program", Text("这是程序，不是工作簿", "a program, no workbook")),
    _refused("file-is-html", Text("这是网页，只是改了后缀", "a web page with another suffix")),
    _refused("file-is-xml", Text("这是 XML 文件", "an XML file")),
    _refused("file-is-json", Text("这是 JSON 文件", "a JSON file")),
    _refused("file-is-binary", Text("文件内容不是文字，也不是工作簿", "neither text nor workbook")),
    _refused(
        "file-encoding",
        Text("文字编码无法识别", "the encoding cannot be told"),
        Text("另存为 UTF-8 编码的 CSV，或 .xlsx", "save as CSV in UTF-8, or as .xlsx"),
    ),
    _refused(
        "file-damaged",
        Text("文件已损坏，读不出来（{why}）", "the file is damaged ({why})"),
        Text("用 Excel 或 WPS 打开、修复并重新保存", "open, repair and save it again"),
    ),
    _refused(
        "csv-broken",
        Text("第 {line} 行有 {fields} 栏，别的行有 {expected} 栏", "fields: {fields} in line {line}, else {expected}"),
        Text(
            "核对这一行：少了一栏，或数字里的逗号没有加引号", "look at the line: a field is gone, or a comma not quoted"
        ),
    ),
    _refused(
        "csv-cut",
        Text("文件到第 {line} 行断了：末行没有换行", "the file breaks off in line {line}: it has no line end"),
        Text("请重新导出，或在末行后加一个换行", "export it again, or end its last line"),
    ),
    _refused(
        "file-suspicious",
        Text("文件的结构不寻常，为安全起见不予读取（{why}）", "not read for safety ({why})"),
        Text("新建工作簿，把内容按值粘贴过去后再上传", "paste the values into a new workbook"),
    ),
    _refused(
        "file-too-hard",
        Text("文件太大或太复杂，超出核对的时间与内存限度", "too large or complex to be checked"),
        Text("只留要报的表，清除空白处的格式，再上传", "keep only the tables to file, clear empty formats"),
    ),
    _refused(
        "file-too-many-cells",
        Text("单元格超过 {limit} 个", "more than {limit} cells"),
        Text("只留要报的表，或分几次上传", "keep only the tables to file, or split them"),
    ),
    _refused(
        "changes-too-many",
        Text("文件有 {count} 处变化，一次最多 {limit} 处", "{count} changes: at most {limit} at once"),
        Text("分几次上传；整套数据请管理员用 import-data", "split it; for whole tables there is import-data"),
    ),
    _refused(
        "problems-too-many",
        Text("问题超过 {limit} 处，其余未再核对", "more than {limit} problems: what comes after them was not checked"),
        Text(
            "先改正列出的问题；隐藏的行请取消隐藏或删去",
            "repair those that are listed; show hidden rows or delete them",
        ),
    ),
    _refused(
        "file-too-many-sheets",
        Text("工作表超过 {limit} 张", "more than {limit} sheets"),
        Text("只留要报的表", "keep only the tables to file"),
    ),
    _refused(
        "file-no-rows",
        Text("文件里没有一行数据", "there is no row of data"),
        Text("在表头下填入数据，再上传", "fill rows in below the heads"),
    ),
    _noted(
        "file-macros",
        Text("工作簿带有宏，已略过", "macros are passed over"),
        Text("可另存为不带宏的 .xlsx", "save it without macros"),
    ),
    # sheets and heads
    _refused(
        "sheet-hidden",
        Text("隐藏的工作表里有数据", "a hidden sheet holds data"),
        Text("取消隐藏，或删去该表", "show it, or remove it"),
    ),
    _noted(
        "row-hidden",
        Text("隐藏的行里有数据，已一并读入", "a hidden row holds data, which was read too"),
        Text("取消隐藏后核对", "show it and look"),
    ),
    _noted(
        "merged",
        Text("数据区有合并单元格，只有左上角一格有值", "merged cells among the data: only the first has a value"),
        Text("取消合并，逐格填写", "unmerge them"),
    ),
    _refused(
        "sheet-not-understood",
        Text("看不懂这张表：找不到表头", "no head was found in this sheet"),
        Text(
            "逐条的表须有 指标、区域、时期、数值 等列；宽表须有区域或指标一列、年份或指标一行",
            "name indicator, region, period and value, or lay regions and years out",
        ),
    ),
    _refused(
        "table-lacks",
        Text("表里没有{what}，标题里也没有（或不止一个）", "neither table nor title says which {what}"),
        Text("加一列{what}，或在标题里写明", "add a column, or write it in the title"),
    ),
    _noted(
        "taken-from-title",
        Text("{what}取自标题或默认：{read}", "{what} was taken from the title: {read}"),
        Text("不对的话，请加一列{what}", "add a column if that is wrong"),
    ),
    _refused(
        "head-twice",
        Text("与 {other} 是同一列", "the same column as {other}"),
        Text("只留一列", "keep one of the two"),
    ),
    _noted(
        "head-unknown",
        Text("不认识的列，未读入", "an unknown column, which was not read"),
        Text("如有用，请按填报模板改列名", "use the heads of the template if it matters"),
    ),
    # cells
    Kind("read-as", _W, Text("读作：{read}", "read as {read}"), Text("如读错，请改写", "rewrite it if that is wrong")),
    _refused(
        "name-unknown",
        Text("不认识这个{what}", "unknown: {what}"),
        Text("改为登记过的名称，相近的有：{nearest}；新的请先在目录表中登记", "the nearest are: {nearest}"),
    ),
    _refused(
        "time-unknown",
        Text("不是时期", "no period"),
        Text("写作 2025、2025年上半年、2025年三季度、2025年6月、2025年1-9月、2016-2020年", "as 2025, 2025H1, 2025Q3"),
    ),
    _refused(
        "cell-not-number",
        Text("不是一个数", "not a single number"),
        Text("一格只写一个数，如 1234.5、3.28%、约 60", "write one number in a cell, such as 1234.5 or 3.28%"),
    ),
    _refused(
        "cell-too-large",
        Text("数大得不可能", "impossibly large"),
        Text("核对数与单位", "look at number and unit"),
    ),
    _refused(
        "cell-date",
        Text("该填数的地方是日期", "a date instead of a number"),
        Text("把单元格格式改为常规，重新填数", "set the format to general and type the number"),
    ),
    _refused(
        "cell-error",
        Text("单元格是错误值", "the cell holds an error"),
        Text("修好公式，或按值粘贴", "repair the formula, or paste the value"),
    ),
    _refused(
        "cell-formula",
        Text("公式没有存下结果", "a formula without its value"),
        Text("用 Excel 或 WPS 打开并保存一次，或按值粘贴", "open and save it once, or paste the value"),
    ),
    _refused(
        "cell-control",
        Text("文字里有看不见的控制字符", "control characters in the text"),
        Text("删去重打", "type it anew"),
    ),
    _refused("cell-too-long", Text("文字超过 {limit} 字", "more than {limit} letters"), Text("缩短", "shorten it")),
    _refused(
        "unit-differs",
        Text("单位“{stated}”与指标的单位“{unit}”量的不是一回事", "unit {stated} does not fit {unit}"),
        Text("换成“{unit}”或它的十、百、千、万、亿倍", "use {unit} or a multiple of it"),
    ),
    # what a table leaves open
    _asked("ask-which", Text("标题里有几个{what}，说的是哪一个？", "several: which {what} is meant?")),
    _asked(
        "ask-headed",
        Text("标题是{stated}，表头是{headed}：以表头为准？", "title {stated}, head {headed}: does it hold?"),
    ),
    _asked("ask-divides", Text("“{head}”各行是全部的数，还是一部分？", "by {head}: all of a figure, or a part?")),
    _asked("ask-column", Text("这一列（这一行）是什么数？", "what are the figures of this column (row)?")),
    _asked("ask-region", Text("指的是哪个区域？", "which region is meant?")),
    _asked("ask-unit", Text("各处写的单位不一致（{units}），以哪个为准？", "units disagree ({units}): which holds?")),
    _asked(
        "ask-prices",
        Text(
            "这里的数按{prices}计算，而指标按{own}：要读入吗？",
            "at {prices}, the indicator is at {own}: are they read?",
        ),
    ),
    _asked("ask-part", Text("标题说的是一年中的几个月，这里写的是全年：是哪一段？", "months or the whole year?")),
    _asked(
        "ask-cumulative", Text("有的写明是累计，这里写的是一个月：是哪一段？", "this month alone, or since January?")
    ),
    _asked(
        "ask-part-of", Text("“其中”这一项是全部，还是只是上一项中的？", "all of it, or only what is in the line above?")
    ),
    _asked("ask-without", Text("这句话限定或改动了它：还算作{name}吗？", "changed by this: is it still {name}?")),
    _asked("ask-carried", Text("这里没有写{what}：接着上面的“{above}”吗？", "no {what} here: the {above} above?")),
    _asked("ask-total", Text("这个指标各区不能相加，合计行是整个城市的数吗？", "is this total a figure of the whole?")),
    _asked(
        "ask-sum",
        Text("只是表中各行之和，而表中没有列全：是整个城市的数吗？", "the sum of some parts only: is it the whole?"),
    ),
    _asked("ask-hidden", Text("隐藏的列里有数，要读入吗？", "a hidden column holds figures: are they read?")),
    _asked("ask-future", Text("{period} 还远未到：是目标，还是写错了？", "{period} lies ahead: is it a goal?")),
    _asked("ask-due", Text("这一列的目标是哪一期的？", "when are the goals of this column due?")),
    _asked("ask-plan", Text("{due} 的目标属于哪个规划？", "of which plan are the goals due {due}?")),
    _asked(
        "ask-fraction", Text("百分数都小于 1：是把 5.8% 写成了 0.058 吗？", "all below 1 %: are they parts of one?")
    ),
    _noted(
        "answered",
        Text("按此前的回答：{answer}", "as answered before: {answer}"),
        Text("不对的话，请改正文件后重新上传", "change the file if that is wrong"),
    ),
    _noted(
        "measure-left-out",
        Text("这一列是{what}，没有对应的指标，未读入", "{what}: no indicator holds it, so it was left out"),
        Text("要入库，请另报有对应指标的表", "file it under an indicator of its own"),
    ),
    _noted(
        "goal-left-out",
        Text("这是目标、计划数，未读入：{why}", "a goal, which was left out: {why}"),
        Text("要设目标，请用模板的“目标值”表", "set goals in the sheet of goals of the template"),
    ),
    _noted(
        "goal-read",
        Text("这一列按目标读入，不作实绩：期限{due}，归入{plan}", "read as goals, not figures: due {due}, of {plan}"),
        Text("不对的话，请用模板的“目标值”表", "use the sheet of goals of the template if that is wrong"),
    ),
    _noted(
        "total-left-out",
        Text("这是表内合计，不是一个指标的数，未读入", "a total of the table, which was left out"),
        Text("如是整个城市的数，请把行名写作城市名", "name the region if it is a figure"),
    ),
    _noted(
        "sheet-passed-over",
        Text("这张表里没有要报的数，未读入", "this sheet holds no figures to file, and was left out"),
        Text("如应读入，请写明指标、区域、时期", "name indicator, region and period if it should be read"),
    ),
    _noted(
        "sheet-without-figures",
        Text("这张表里没有数，未读入", "this sheet holds no figures, and was left out"),
        Text("如应有数，请填入", "fill figures in if it should have some"),
    ),
    _noted(
        "mark",
        Text("带有注记 {mark}，不算作数字", "has the mark {mark}, which is no digit"),
        Text("核对注文，需要时写入备注", "look at the note"),
    ),
    _noted(
        "comment",
        Text("这一格有批注，读入时没有用上", "a comment, which was not used"),
        Text("核对批注，需要时写入备注", "look at the comment"),
    ),
    Kind(
        "comment-unused",
        _W,
        Text("批注说到单位或口径，读入时没有用上", "a comment on units or scope, which was not used"),
        Text("核对；与表头不同的，请改写表头", "look at it, and write what differs into the head"),
        explained=True,
    ),
    _noted(
        "status-read",
        Text("照此说明，有关的数按{read}读入", "the figures that it speaks of were read as {read}"),
        Text("不对的话，请改写说明", "rewrite the note if that is wrong"),
    ),
    Kind(
        "struck",
        _W,
        Text("这个数划了删除线，仍已读入", "struck through, and read all the same"),
        Text("不用的数请删去", "remove it if it does not count"),
        explained=True,
    ),
    Kind(
        "shown-scaled",
        _W,
        Text("表上显示的是缩小后的数，读入的是原数", "shown scaled down; the number behind it was read"),
        Text("核对单位", "look at the unit"),
        explained=True,
    ),
    _refused(
        "merged-figure",
        Text("一个数合并在几格里，分不清是谁的", "one figure over several cells: nobody knows whose it is"),
        Text("取消合并，逐格填写；几个区域合在一起的，写明合并口径", "unmerge it and name what it is of"),
    ),
    _refused(
        "axes-differ",
        Text("行和列说的不一样：{names}", "row and column name different things: {names}"),
        Text("改成一致", "make them agree"),
    ),
    _refused(
        "section-unknown",
        Text("不认识这一段的标题，段内的数无从归属", "the heading of this part is not known"),
        Text("改为登记过的指标名称", "use the name of an indicator"),
    ),
)
