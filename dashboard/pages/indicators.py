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
    help=(
        Text(
            "左边按主题选，或在“指标”框里输入名称、拼音。",
            "Choose a theme on the left, or type a name into the field.",
        ),
        Text(
            "每行是最近的数、走势和灯；点名称看全部年份和出处。",
            "Each row is the latest figure, its line and its light; the name leads to all years and sources.",
        ),
    ),
)
