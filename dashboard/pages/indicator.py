"""One indicator: what is this number, how did it move, and who said so?"""

from dashboard.exhibits.figures import indicator
from dashboard.pages.page import Page
from indicators.model import Text

PAGE = Page(
    name="indicator",
    path="/indicators/<name>",
    title=Text("指标详情", "Indicator"),
    question=Text("这个数字怎么变化、离目标多远、出处在哪里？", "How did it move, how far is the goal, who said so?"),
    filters=("region", "industry", "on", "method"),
    exhibits=indicator.exhibits,
    in_menu=False,
    title_of=indicator.title,
)
