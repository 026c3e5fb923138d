"""One upload: What is wrong with it, what would change?"""

from dashboard.exhibits.staff import filing
from dashboard.pages.page import Page
from indicators.accounts import Permission
from indicators.model import Text

_ONE = Text("第 {number} 号报送", "Upload {number}")
PAGE = Page(
    name="upload",
    path="/data/uploads/<name>",
    title=Text("报送核对", "One upload"),
    question=Text("这份文件有什么问题，发布后页面会有什么变化？", "What is wrong with it, what would change?"),
    in_menu=False,
    title_of=lambda _, number: str(_ONE).format(number=number),
    office=filing.one_upload,
    needs=(Permission.UPLOAD, Permission.REVIEW),
    help=(
        Text(
            "左边是有误的格子和改法，右边是发布后页面会怎样变。",
            "On one side the wrong cells and how to mend them, on the other what would change on the pages.",
        ),
        Text(
            "确认无误后送审或发布；发布后还可以取回。",
            "Send it for review or publish it once it is right; it can be taken back afterwards.",
        ),
    ),
)
