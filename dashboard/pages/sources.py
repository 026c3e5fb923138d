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
)
