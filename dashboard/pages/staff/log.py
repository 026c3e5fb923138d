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
)
