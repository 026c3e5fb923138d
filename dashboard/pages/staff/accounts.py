"""Accounts: Who may do what?"""

from dashboard.exhibits.staff import people
from dashboard.pages.page import Page
from indicators.accounts import Permission
from indicators.model import Text

PAGE = Page(
    name="accounts",
    path="/accounts",
    title=Text("帐号", "Accounts"),
    question=Text("谁可以做什么？", "Who may do what?"),
    in_menu=True,
    office=people.accounts,
    needs=(Permission.ACCOUNTS,),
    help=(
        Text(
            "在这里添加人员、分配权限、停用账号。",
            "Add people, give permissions, close accounts.",
        ),
        Text(
            "每一步都记入日志。",
            "Each step is noted in the log.",
        ),
    ),
)
