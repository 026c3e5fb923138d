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
)
