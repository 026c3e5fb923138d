"""Parks and platforms: how do they do?"""

from dashboard.exhibits import parks
from dashboard.pages.page import Page
from indicators.model import Text

PAGE = Page(
    name="parks",
    path="/parks",
    title=Text("园区平台", "Parks"),
    question=Text("园区排位和目标怎么样，有哪些平台、各多少？", "How do the parks rank, and what platforms are there?"),
    filters=("region", "on"),
    exhibits=parks.exhibits,
    has_subject=lambda dataset: bool(dataset.parks or dataset.city.platform_themes),
    options={"region": parks.parks_only},
)
