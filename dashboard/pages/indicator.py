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
    help=(
        Text(
            "图中实心点是统计数，空心点是预计数，菱形是目标，虚线是序时路径；口径改变处断线。",
            "In the chart a filled point is counted, a hollow one estimated, a diamond a goal and the dashed "
            "line the path; the line breaks where the definition changes.",
        ),
        Text(
            "下面列出每个数的原文和来源，同一时期有几个数时写明用了哪个。",
            "Below stands every figure with its quote and source, and which was used where there are several.",
        ),
    ),
)
