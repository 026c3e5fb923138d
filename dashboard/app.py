"""Where the parts are joined: a desk with the city's release, the site's pages, and the server around them."""

from __future__ import annotations

import logging
from collections.abc import Callable

import dash

from dashboard import contents, site
from dashboard.export.paper import fonts
from dashboard.pages import PAGES, Page
from dashboard.settings import Settings
from dashboard.web import actions, api, auth, delivery, document, exports, parts, queue, reporting, views
from indicators.dataset import Dataset
from indicators.desk import Desk, Policy
from indicators.desk.people import FIRST_ADMINISTRATOR
from indicators.model import Text
from indicators.problems import UsageError
from indicators.store import SqlStore, open_store
from indicators.tables import curated

_TAKEN = Text(
    "无法在 {host}:{port} 上监听（{error}）；请换一个端口，例如 PORT=8051 make run",
    "cannot listen on {host}:{port} ({error}); choose another PORT",
)
_FIRST_PASSWORD = Text(
    "首次启动：管理员 {name}，一次性密码 {password}（只显示这一次，登录后须改）", "first start: {name}, {password}"
)
_NO_QUEUE = Text("先设置 INNOVATION_QUEUE=redis://…", "set INNOVATION_QUEUE=redis://… first")
_WORKS = Text("innovation-dashboard work：等待报告", "waiting for reports to make")
_log = logging.getLogger(__name__)


def create_app(settings: Settings) -> dash.Dash:
    """Return the dashboard of a city, ready to serve; may be called any number of times in a process.

    Raises FileNotFoundError where there is no city folder, DataError where its tables have errors.
    """
    opened = open_desk(settings)
    dataset = opened.dataset()
    packs = queue.manager(settings)
    app = document.Site(
        __name__,
        use_pages=True,
        pages_folder="",
        title=contents.title(dataset),
        update_title=None,  # type: ignore[arg-type]  # None switches it off; the annotation does not say so
        include_assets_files=False,  # the document names them
        suppress_callback_exceptions=True,
        include_pages_meta=False,
        use_async=False,
        background_callback_manager=packs,
        on_error=reporting.failed,
    )
    app.server.extensions.update(desk=opened, queue=packs)
    auth.connect(app.server, settings)
    delivery.connect(app.server, settings.home())
    document.connect(app.server)
    actions.connect(app.server)
    for page in PAGES:
        dash.register_page(  # type: ignore[no-untyped-call]
            page.name, title=f"{page.title} · {contents.title(dataset)}", layout=views.layout(page), **_place(page)
        )
    lost = {"path": "/not-found", "title": str(site.NOT_FOUND), "layout": views.not_found}
    dash.register_page("not_found_404", **lost)  # type: ignore[no-untyped-call]
    app.layout = dash.page_container
    api.connect(app.server)
    exports.connect(app.server)
    parts.connect(app.server)
    reporting.connect(app, settings.home(), settings.address, _fresh(settings))
    delivery.guard(app.server, app.csp_hashes)
    return app


def open_desk(settings: Settings) -> Desk:
    """Return the desk of the city; at the first start its folder is published as the first release.

    Raises FileNotFoundError, DataError as `create_app` does, and StoreError where the database cannot be used.
    """
    folder = settings.folder()
    opened = Desk(
        open_the_store(settings), Policy(open_view=settings.open_view, two_person_rule=settings.two_person_rule)
    )
    opened.found(lambda: curated.load(folder))
    return opened


def _fresh(settings: Settings) -> Callable[[int | None], Dataset]:
    """What gives the dataset of a release by a desk of its own, for a process that shares no connection."""
    return lambda release: open_desk(settings).dataset(release)


def open_the_store(settings: Settings) -> SqlStore:
    """Return the store of the city, brought to the newest state. Raises StoreError where it cannot be used."""
    return open_store(settings.database_url(), settings.home(), settings.folder().name)


def serve(settings: Settings) -> None:
    """Serve the dashboard until it is stopped, and say where to look. Raises UsageError where it cannot listen."""
    import waitress  # noqa: PLC0415 - only a server needs it

    app = create_app(settings)
    password = app.server.extensions["desk"].people.first_administrator()
    try:
        server = waitress.create_server(app.server, host=settings.host, port=settings.port, threads=8)
    except OSError as error:
        raise UsageError(str(_TAKEN).format(host=settings.host, port=settings.port, error=error.strerror)) from error
    _say(fonts.told())
    _say(app.server.extensions["queue"].warning())
    if password is not None:
        _say(str(_FIRST_PASSWORD).format(name=FIRST_ADMINISTRATOR, password=password))
    _say(f"innovation-dashboard: http://{settings.host}:{settings.port}/")
    server.run()


def work(settings: Settings) -> None:
    """Make the packs that dashboards put into the queue, until stopped.

    Raises UsageError where none is set, or where it cannot be reached.
    """
    if not settings.queue:
        raise UsageError(str(_NO_QUEUE))
    app = create_app(settings)
    _say(fonts.told())
    app.server.extensions["queue"].work(lambda: _say(str(_WORKS)))


def _say(sentence: str) -> None:
    """Say something to the person who started this, where there is something to say."""
    if sentence:
        print(sentence, flush=True)  # noqa: T201 - said to a person


def _place(page: Page) -> dict[str, str]:
    return {"path_template": page.path} if "<" in page.path else {"path": page.path}
