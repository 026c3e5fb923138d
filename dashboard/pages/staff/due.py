"""What is owed: Who owes which figure for when?"""

from dashboard.exhibits.staff import due
from dashboard.pages.page import Page
from indicators.accounts import Permission
from indicators.model import Text

PAGE = Page(
    name="due",
    path="/due",
    title=Text("催报", "What is owed"),
    question=Text("谁欠报哪项指标、哪个时期？", "Who owes which figure for when?"),
    in_menu=True,
    office=due.exhibits,
    needs=(Permission.UPLOAD, Permission.REVIEW),
    help=(
        Text(
            "列出到期还没有数的指标和没有数可比的目标，写明责任单位。",
            "Indicators that are overdue and goals that wait for a figure, each with its owner.",
        ),
        Text(
            "选一个责任单位，复制它的催报单，或直接发邮件。",
            "Choose an owner, copy its reminder, or send it by mail.",
        ),
    ),
)
