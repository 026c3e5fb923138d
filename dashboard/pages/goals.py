"""The goals: which are met, and how far on the way are the others?"""

from dashboard.exhibits import goals
from dashboard.pages.page import Page
from indicators.model import Text

PAGE = Page(
    name="goals",
    path="/goals",
    title=Text("目标进度", "Goals"),
    question=Text("哪些目标已经完成，其余走到了哪一步，相差多少？", "Which goals are met, and how far are the others?"),
    filters=("plan", "on", "region", "industry", "method"),
    exhibits=goals.exhibits,
)
