"""Audit log: Who did what, and is the log whole?"""

from dashboard.exhibits.staff import log
from dashboard.pages.page import Page
from indicators.accounts import Permission
from indicators.model import Text

PAGE = Page(
    name="log",
    path="/log",
    title=Text("日志", "Audit log"),
    question=Text("谁做过什么，日志是否完整？", "Who did what, and is the log whole?"),
    in_menu=True,
    office=log.exhibits,
    needs=(Permission.AUDIT_LOG,),
    help=(
        Text(
            "谁在什么时候做了什么，按时间倒序，可以查找和导出。",
            "Who did what and when, the latest first, to be searched and exported.",
        ),
        Text(
            "日志只增不改。",
            "The log is only ever added to.",
        ),
    ),
)
