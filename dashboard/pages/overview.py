"""The overview: how do we stand?"""

from dashboard.exhibits import overview
from dashboard.pages.page import Page
from indicators.model import Text

PAGE = Page(
    name="overview",
    path="/",
    title=Text("总览", "Overview"),
    question=Text(
        "各项目标完成了哪些、哪些按序时推进、哪些滞后，差多少？", "What is reached, on pace, behind, and by how much?"
    ),
    filters=("plan", "on", "region"),
    exhibits=overview.exhibits,
    verdict=overview.verdict,
    help=(
        Text(
            "开头一句说明这份规划完成了多少、落后在哪里；卡片是{whole}主要指标，竖线是按序时应到的位置。",
            "The first sentence says how much of the plan is achieved and where it is behind; the cards are the "
            "headline indicators, and the upright line is where they should be by now.",
        ),
        Text(
            "下面依次是各种判定的项数、需要关注的目标、与一年前相比变了的判定，最后一段文字可以直接写进报告。",
            "Below stand the counts by verdict, the goals that need attention, the verdicts that changed in a "
            "year, and a paragraph for your report.",
        ),
    ),
)
