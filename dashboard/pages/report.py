"""Reports: How do these figures get into my document?"""

from dashboard.exhibits.staff import report
from dashboard.pages.page import Page
from indicators.accounts import Permission
from indicators.model import Text

PAGE = Page(
    name="report",
    path="/report",
    title=Text("报告", "Report"),
    question=Text("怎样把这些图表放进一份文件？", "How do these figures get into my document?"),
    office=report.exhibits,
    needs=(Permission.VIEW,),
    has_callbacks=True,
)
