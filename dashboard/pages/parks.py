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
    help=(
        Text(
            "位次越靠上越好，空心点是只公布了“前多少位”。",
            "Higher is better in the chart of ranks; a hollow point is a bound such as “within 50”.",
        ),
        Text(
            "各园区的数年份不同，不宜直接比较高低；平台的存量和当年新增是两类数，不相加。",
            "Figures of parks are of different years, so compare with care; a stock and what is new in a year "
            "are not added up.",
        ),
    ),
)
