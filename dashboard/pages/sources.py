"""Sources and quality: can it be trusted?"""

from dashboard.exhibits.figures import sources
from dashboard.pages.page import Page
from indicators.model import Text

PAGE = Page(
    name="sources",
    path="/sources",
    title=Text("来源与质量", "Sources"),
    question=Text("这些数字可信吗，哪里有出入，还缺什么、该谁报？", "Can it be trusted, what differs, what is owed?"),
    filters=("theme", "region", "on"),
    exhibits=sources.exhibits,
    help=(
        Text(
            "这里写明每个数从哪里来、可信到什么程度、哪里互相出入、还缺什么。",
            "Where each figure is from, how far it can be trusted, where sources differ, and what is still owed.",
        ),
        Text(
            "发现错误请联系责任单位；工作人员在“数据报送”更正。",
            "If you find a mistake tell the owner named there; staff correct it under Data.",
        ),
    ),
)
