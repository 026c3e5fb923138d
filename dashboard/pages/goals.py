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
    help=(
        Text(
            "每条横线从基期（0）走到目标（竖线），色条是已走的路，短竖线是按序时应到的位置。",
            "Each line runs from the base (0) to the goal (the upright line): the bar is the way covered, the "
            "short line where it should be by now.",
        ),
        Text(
            "“进度”“快慢”“换方法”是同一批目标的三种看法；没有灯的目标单列在后。",
            "Progress, Pace and Methods are three looks at the same goals; goals without a light stand apart below.",
        ),
    ),
)
