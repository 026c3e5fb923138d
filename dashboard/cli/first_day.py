"""The first day: where there is no city yet, a page in the browser leads through making one, and the start goes on."""

from __future__ import annotations

import datetime as dt
import hmac
import secrets
import signal
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import flask

from dashboard.cli import founding
from dashboard.serving import channels, parent
from dashboard.settings import Settings
from dashboard.web.delivery import ASSETS
from indicators.desk.founding import NewCity, city_name_of, dataset_for, id_of, indicator_of, names_of, zone_of
from indicators.language import Language, language, speaking
from indicators.model import Text
from indicators.problems import DataError, UsageError

_OPEN = Text(
    "{data} 下还没有城市。请打开 {address} 新建一个（Ctrl-C 停止）",
    "There is no city under {data} yet. Open {address} to make one (Ctrl-C stops)",
)
_TITLE = Text("新建一个城市的看板", "Make the dashboard of a city")
_WORDS = {
    "about": Text(
        "写下城市、区域和指标，看板随即启动；其余的以后在“数据”页补充。",
        "Say what the city, its regions and its indicators are: the dashboard starts at once; the rest can wait.",
    ),
    "language": Text("城市所用的语言", "Language that the city writes"),
    "name": Text("城市名称，如 常州市/Changzhou", "Name of the city"),
    "folder": Text("文件夹名（小写字母、数字、短横）", "Name of its folder (small letters, digits, hyphens)"),
    "zone": Text(
        "时区（不填则为 Asia/Shanghai，英文城市为 UTC）",
        "Time zone, as Europe/London (UTC where nothing is said; Asia/Shanghai of a city that writes Chinese)",
    ),
    "regions": Text("下辖区域，一行一个，如 武进区/Wujin；可以不写", "Regions below it, one a line; it may have none"),
    "indicators": Text(
        "指标，一行一项：名称；单位；类别；优劣方向，如 地区生产总值/GDP；亿元；流量；越高越好",
        "Indicators, one a line: name; unit; kind; direction, as in Recycling rate; %; ratio; higher",
    ),
    "workbook": Text("第一份工作簿（模板所填，可以不选）", "First workbook, a filled-in template (not needed)"),
    "make": Text("新建并启动", "Make it, and start"),
}
_MADE = Text(
    "已写入 {path}，看板正在启动，本页随后自行打开。", "Wrote {path}. The dashboard starts; this page opens it."
)
_KEY = Text("请用终端里印出的完整网址打开", "Open the whole address that the terminal printed")
_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'"
_NAMES = {Language.CHINESE: Text("中文", "Chinese"), Language.ENGLISH: Text("英文", "English")}
_TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def lead(settings: Settings) -> bool:
    """Serve the page until a city is made; return whether one was, or somebody stopped.

    Only who has the key in the address that is printed may make it. Raises UsageError where it cannot listen.
    """
    listening, key, over = parent.listen(settings.host, settings.port), secrets.token_urlsafe(16), threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: over.set())
    address = f"http://{settings.host}:{settings.port}/?key={key}"
    print(str(_OPEN).format(data=settings.data, address=address), flush=True)
    channels.run(channels.server_on(server(settings.data, key, over.set), listening, settings.proxy), over.is_set)
    return not settings.has_no_city()


def server(data: Path, key: str, done: Callable[[], object]) -> flask.Flask:
    """Return a server of the page: it writes the folder of a city below `data`, and says when that is done."""
    app = flask.Flask(__name__, static_folder=ASSETS, static_url_path="/assets", template_folder=_TEMPLATES)

    def page() -> flask.Response:
        chosen = flask.request.accept_languages.best_match(list(Language)) or Language.CHINESE
        with speaking(Language(chosen)):
            if not hmac.compare_digest(flask.request.values.get("key", "").encode(), key.encode()):
                return _answer(flask.Response(str(_KEY), 403, content_type="text/plain; charset=utf-8"))
            if flask.request.method != "POST":
                return _page(key)
            try:
                home = _made(data, flask.request.form)
            except (DataError, UsageError) as error:
                return _page(key, str(error).splitlines())
            done()
            return _page(key, made=str(_MADE).format(path=home))

    app.add_url_rule("/", "page", page, methods=["GET", "POST"])
    return app


def _made(data: Path, form: Mapping[str, str]) -> Path:
    """Write the folder of the city that a form describes. Raises UsageError, DataError where it is not fit."""
    home = founding.home_of(data / id_of(form.get("folder", "")))
    writes = Language(form["language"]) if form.get("language") in set(Language) else Language.CHINESE
    file = flask.request.files.get("workbook")
    content = file.read() if file else b""
    indicators = [line for line in form.get("indicators", "").splitlines() if line.strip()]
    if not indicators and not content:
        raise UsageError(str(founding.FEW))
    city = NewCity(
        id=home.name,
        name=city_name_of(form.get("name", ""), writes),
        regions=tuple(name for line in form.get("regions", "").splitlines() for name in names_of(line, writes)),
        indicators=tuple(indicator_of(line, writes) for line in indicators),
        time_zone=zone_of(form.get("zone", ""), writes),
    )
    dataset = dataset_for(city, dt.datetime.now(ZoneInfo(city.time_zone)).date())
    if file and content:
        dataset, lines, is_filled = founding.filled(dataset, content, file.filename or "")
        if not is_filled:
            raise UsageError("\n".join((str(founding.UNREADABLE), *lines)))
    founding.write(dataset, home)
    return home


def _page(key: str, said: list[str] | None = None, made: str = "") -> flask.Response:
    given = {"language": Language.CHINESE, **flask.request.form}
    text = flask.render_template(
        "first_day.html",
        language=language().tag,
        title=_TITLE,
        words=_WORDS,
        languages=_NAMES.items(),
        given=given,
        key=key,
        said=said or [],
        made=made,
    )
    return _answer(flask.Response(text, 400 if said else 200, content_type="text/html; charset=utf-8"))


def _answer(answer: flask.Response) -> flask.Response:
    own = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    answer.headers.update(own)
    return answer
