"""The catalogue: what is each number, and what is it now?"""

from dashboard.exhibits.figures import catalogue
from dashboard.pages.page import Page
from indicators.model import Text

PAGE = Page(
    name="indicators",
    path="/indicators",
    title=Text("指标", "Indicators"),
    question=Text("每个数字是什么口径、从哪里来、最近是多少？", "What is each number, and where does it come from?"),
    filters=("words",),
    exhibits=catalogue.exhibits,
)
