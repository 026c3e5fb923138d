"""The columns of city.toml: what a city says of itself and of its pages, its themes and its plans."""

from __future__ import annotations

from indicators.model import Text
from indicators.tables.columns import NAME, NAME_EN, identity, refers, text
from indicators.tables.description import Column, Table, Type

_RELEASES = Text(
    "以后各版次怎么称呼，{year} 为年份，{ordinal} 为当年第几版，{number} 为总第几版",
    "what later releases are called: {ordinal} is which of the {year}, {number} which of all",
)

CITY = Table(
    "city",
    "city.toml",
    Text("城市的设定", "what the city says of itself and of its pages"),
    (
        identity(Text("城市编号，与文件夹同名", "id of the city, the name of its folder")),
        NAME,
        NAME_EN,
        refers("region", "regions", Text("整个城市的区域编号", "region of the whole city")),
        refers(
            "province",
            "regions",
            Text("所在省的区域编号；没有则留空", "region of its province, whose cities are its peers; blank without"),
            required=False,
        ),
        refers("default_plan", "plans", Text("默认展示的规划", "plan that pages show unless told otherwise")),
        Column(
            "time_zone",
            Type.ZONE,
            Text(
                "时区，如 Asia/Shanghai；留空则用该时区，全英文的城市用 UTC",
                "time zone, as Europe/London; blank is Asia/Shanghai, or UTC of a city that writes English",
            ),
            required=False,
        ),
        Column(
            "rise_colour",
            Type.CHOICE,
            Text("上升用的颜色", "colour of a rise"),
            allowed=("red", "green", "neutral"),
        ),
        Column(
            "districts",
            Type.LIST,
            Text("辖区的法定次序", "its parts in official order"),
            required=False,
            refers_to="regions",
        ),
        Column(
            "headline",
            Type.LIST,
            Text("总览卡片的指标", "indicators on the first page"),
            refers_to="indicators",
        ),
        Column(
            "matrix",
            Type.LIST,
            Text("辖区对比表的指标", "indicators of the table that sets its parts side by side"),
            refers_to="indicators",
        ),
        Column(
            "platform_themes",
            Type.LIST,
            Text("园区平台页的主题", "themes of the page on parks and platforms"),
            required=False,
            refers_to="themes",
        ),
        Column(
            "lights.behind",
            Type.NUMBER,
            Text("滞后的起点，百分点", "lag from which a goal is behind, in points"),
        ),
        Column(
            "lights.far_behind",
            Type.NUMBER,
            Text("严重滞后的起点，百分点", "lag beyond which it is far behind"),
        ),
        Column("lights.about", Type.NUMBER, Text("“左右”所容的份额", "share by which about may miss")),
        text("words.part", Text("下辖的一个区域怎么称呼，如“县”", "what one of its parts is called, as borough")),
        text("words.part_en", Text("其英文称呼", "the same in English")),
        text("words.parts", Text("下辖各区域怎么称呼", "what its parts are called, as boroughs")),
        text("words.parts_en", Text("其英文称呼", "the same in English")),
        text("words.whole", Text("整个城市怎么称呼，如“全域”", "what all of it is called, as the city")),
        text("words.whole_en", Text("其英文称呼", "the same in English")),
        text("words.peers", Text("与之相比的城市怎么称呼", "what the cities are called that it is compared with")),
        text("words.peers_en", Text("其英文称呼", "the same in English")),
        text(
            "words.among", Text("在哪些城市中排位次，{of} 为个数", "among which it is ranked, with their number {of}")
        ),
        text("words.among_en", Text("其英文称呼", "the same in English")),
        Column("words.release", Type.RELEASE_NAME, _RELEASES, required=False),
        Column("words.release_en", Type.RELEASE_NAME, Text("其英文称呼", "the same in English"), required=False),
        text("bulletin.issuer", Text("通报的发文机关", "who issues the bulletin")),
        text("bulletin.issuer_en", Text("发文机关英文名称", "its name in English")),
        text("bulletin.number", Text("发文字号，{issue} 为期号", "number of the bulletin, with its {issue}")),
        text("bulletin.number_en", Text("英文文本的发文字号", "number of the bulletin in English")),
        text("bulletin.addressee", Text("主送机关", "to whom the bulletin is sent")),
        text("bulletin.addressee_en", Text("主送机关英文名称", "to whom it is sent, in English")),
        Column(
            "bulletin.reply_days", Type.INTEGER, Text("补报期限，天", "days to report what is owed"), required=False
        ),
        Column("release.number", Type.INTEGER, Text("版次", "number of the release")),
        text("release.name", Text("版次名称", "name of the release in Chinese"), required=True),
        text("release.name_en", Text("版次英文名称", "name of the release in English"), required=True),
        Column("release.date", Type.DATE, Text("发布日期", "date of the release")),
    ),
)
THEMES = Table(
    "themes",
    "city.toml",
    Text("主题，依展示次序", "themes, in the order of pages"),
    (identity(Text("主题编号", "id of the theme")), NAME, NAME_EN),
)
PLANS = Table(
    "plans",
    "city.toml",
    Text("规划，依时间次序", "plans, in order of time"),
    (
        identity(Text("规划编号", "id of the plan")),
        NAME,
        NAME_EN,
        Column("first", Type.PERIOD, Text("首期；未定者留空", "first period; blank where none"), required=False),
        Column("last", Type.PERIOD, Text("末期；未定者留空", "last period; blank where none"), required=False),
        Column("set_in", Type.PERIOD, Text("设定的时期", "period in which it was set"), required=False),
    ),
)
SETTINGS = (CITY, THEMES, PLANS)
