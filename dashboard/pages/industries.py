"""The industries: which carry the goals?"""

from dashboard.exhibits import industries
from dashboard.pages.page import Page
from indicators.model import Text

PAGE = Page(
    name="industries",
    path="/industries",
    title=Text("产业", "Industries"),
    question=Text(
        "哪些产业支撑目标、还需要多快的增长？", "Which industries carry the goals, and what growth is needed?"
    ),
    filters=("plan", "on", "industry"),
    exhibits=industries.exhibits,
    has_subject=lambda dataset: len(dataset.industries) > 1,
    help=(
        Text(
            "左边是产业的从属关系，蓝条是它占上一级目标的份额；右边把目标拆开看。",
            "On the left industries within industries, the blue bar is the share of the goal above; on the right "
            "goals taken apart.",
        ),
        Text(
            "下面的表是各产业要达到目标每年需要的增速；各区口径不同，不要相加。",
            "The table below has the yearly growth that each still needs; definitions differ between {parts}, "
            "so do not add them up.",
        ),
    ),
)
