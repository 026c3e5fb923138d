"""A dashboard opened for readers, and what the person who starts it should know."""

from __future__ import annotations

import dash

from dashboard.app import create_app
from dashboard.export.paper import fonts
from dashboard.home import edited
from dashboard.settings import Settings
from indicators.accounts import FIRST_ADMINISTRATOR
from indicators.model import Text
from indicators.problems import StoreError

_FIRST_PASSWORD = Text(
    "首次登录：管理员 {name}，一次性密码 {password}（登录后须改；未用之前每次启动换发一个）",
    "first sign-in: {name}, {password}; until it is used, each start gives another",
)


def opened(settings: Settings) -> tuple[dash.Dash, list[str]]:
    """Return the dashboard with its state made, and sentences for whoever started it.

    Raises FileNotFoundError, DataError, StoreError and UsageError with what is wrong.
    """
    app = create_app(settings)
    desk = app.server.extensions["desk"]
    sentences = [fonts.sentence(), app.server.extensions["queue"].warning()]
    sentences.append(edited.sentence(desk, settings.folder(), settings.home()))
    try:
        password = desk.people.first_administrator()
    except StoreError as error:  # nobody can write now: readers are served all the same
        sentences.append(str(error))
    else:
        if password is not None:
            sentences.append(str(_FIRST_PASSWORD).format(name=FIRST_ADMINISTRATOR, password=password))
    return app, [sentence for sentence in sentences if sentence]
