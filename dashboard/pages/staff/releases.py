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
)
