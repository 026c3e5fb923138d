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
)
