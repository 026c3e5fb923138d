"""One district on one page: how does it stand?"""

from dashboard.exhibits import region
from dashboard.pages.page import Page
from indicators.model import Text

PAGE = Page(
    name="region",
    path="/regions/<name>",
    title=Text("一区一页", "One page a district"),
    question=Text(
        "这个区域各项指标怎么样、排第几、离上一位还差多少？", "How does it stand, and what is the gap to the next?"
    ),
    filters=("on", "method"),
    exhibits=region.exhibits,
    in_menu=False,
    title_of=region.title,
    beside=region.beside,
)
