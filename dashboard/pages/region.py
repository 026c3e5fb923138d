"""One district on one page: how does it stand?"""

from dashboard.exhibits import region
from dashboard.pages.page import Page
from indicators.model import Text

PAGE = Page(
    name="region",
    path="/regions/<name>",
    title=Text("一区一页", "One page a {part}"),
    question=Text(
        "这个区域各项指标怎么样、排第几、离上一位还差多少？", "How does it stand, and what is the gap to the next?"
    ),
    filters=("on", "method"),
    exhibits=region.exhibits,
    in_menu=False,
    title_of=region.title,
    beside=region.beside,
    help=(
        Text(
            "先看各项位次和离上一位的差距，再看五年走势和这个区域的目标。",
            "First the ranks and the gap to the next, then five years of figures and the goals of this {part}.",
        ),
        Text(
            "右上角的箭头到前一个、后一个区域，筛选保持不变。",
            "The arrows at the upper right lead to the {part} before and after, with the same filters.",
        ),
    ),
)
