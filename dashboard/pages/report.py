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
    help=(
        Text(
            "从左边选图表，排好次序，取一份 Word、PPT 或 PDF；也可以用现成的清单。",
            "Choose exhibits, put them in order and take one document or set of slides; or begin with a ready list.",
        ),
        Text(
            "清单可以存下来，下个月用同样的次序再取一次。",
            "A list can be kept and run again next month.",
        ),
    ),
)
