"""Filing: How are the figures updated?"""

from dashboard.exhibits.staff import filing
from dashboard.pages.page import Page
from indicators.accounts import Permission
from indicators.model import Text

PAGE = Page(
    name="data",
    path="/data",
    title=Text("数据报送", "Uploads"),
    question=Text("怎样更新数据：下载、改动、上传、核对、发布。", "How are the figures updated?"),
    in_menu=True,
    office=filing.exhibits,
    needs=(Permission.UPLOAD, Permission.REVIEW),
    help=(
        Text(
            "取模板，填数，再把文件拖进来；哪一格有误会指出来。",
            "Take a template, fill it in and drop the file here; each wrong cell is named.",
        ),
        Text(
            "这里也看得到每份上传到了哪一步。",
            "You also see how far each upload has come.",
        ),
    ),
)
