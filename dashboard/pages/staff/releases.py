"""Releases: Who published what, when and why?"""

from dashboard.exhibits.staff import releases
from dashboard.pages.page import Page
from indicators.accounts import Permission
from indicators.model import Text

PAGE = Page(
    name="releases",
    path="/releases",
    title=Text("版次", "Releases"),
    question=Text("谁在何时发布了什么，为什么，怎样取回？", "Who published what, when and why?"),
    in_menu=True,
    office=releases.exhibits,
    needs=(Permission.VIEW,),
    help=(
        Text(
            "每次发布是一个版次，编号、日期和改了什么都在这里。",
            "Each publication is a release with its number, date and changes.",
        ),
        Text(
            "旧版次永远打得开；恢复旧版次会成为新的一版，不删除任何东西。",
            "An old one can always be opened; restoring it makes a new release and deletes nothing.",
        ),
    ),
)
