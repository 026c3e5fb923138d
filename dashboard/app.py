"""Where the parts are joined: a desk with the city's release, the site's pages, and the server around them."""

from __future__ import annotations

import logging

import dash

from dashboard import contents, site
from dashboard.export.paper import fonts
from dashboard.opening import fresh_datasets, open_desk
from dashboard.pages import PAGES, Page
from dashboard.settings import Settings
from dashboard.web import (
    actions,
    auth,
    delivery,
    document,
    exports,
    gate,
    health,
    language,
    parts,
    queue,
    reporting,
    views,
    waiting,
)
from dashboard.web.following import routes
from dashboard.web.identity import naming, watermark
from dashboard.web.interface import api, embed, feed, finding, wall
from indicators.model import Text
from indicators.problems import UsageError

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
    app.server.extensions.update(desk=opened, queue=packs, address=settings.address, line=waiting.Line(settings.home()))
    language.connect(app.server)
    auth.connect(app.server, settings)
    naming.connect(app.server)
    delivery.connect(app.server, settings.home())
    document.connect(app.server)
    actions.connect(app.server)
    health.connect(app.server, settings)
    for page in PAGES:
        dash.register_page(  # type: ignore[no-untyped-call]
            page.name,
            title=f"{dataset.city.says(page.title)} · {contents.title(dataset)}",
            layout=views.layout(page),
            **_place(page),
        )
    lost = {"path": "/not-found", "title": str(site.NOT_FOUND), "layout": views.not_found}
    dash.register_page("not_found_404", **lost)  # type: ignore[no-untyped-call]
    app.layout = dash.page_container
    api.connect(app.server, settings.cors)
    finding.connect(app.server)
    feed.connect(app.server)
    routes.connect(app.server, settings)
    wall.connect(app.server)
    embed.connect(app.server, settings.embed, settings.address)
    exports.connect(app.server)
    parts.connect(app.server)
    reporting.connect(app, settings.shared_home(), settings.address, fresh_datasets(settings))
    gate.connect(app)
    delivery.guard(app.server, app.csp_hashes, is_https=settings.https)
    watermark.connect(app.server, is_asked_for=settings.watermark)
    delivery.share(app.server, lambda: settings.open_view and auth.is_anybody())
    return app


def work(settings: Settings) -> None:
    """Make the packs that dashboards put into the queue, until stopped.

    Raises UsageError where none is set, or where it cannot be reached.
    """
    if not settings.queue:
        raise UsageError(str(_NO_QUEUE))
    app = create_app(settings)
    _say(fonts.sentence())
    app.server.extensions["queue"].work(lambda: _say(str(_WORKS)))


def _say(sentence: str) -> None:
    """Say something to the person who started this, where there is something to say."""
    if sentence:
        print(sentence, flush=True)  # noqa: T201 - said to a person


def _place(page: Page) -> dict[str, str]:
    return {"path_template": page.path} if "<" in page.path else {"path": page.path}
