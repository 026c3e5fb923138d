"""The store and the desk of a city, opened as the settings say; without the pages, which the command line needs not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dashboard.home import edited, marker
from dashboard.settings import Settings
from indicators.arrow import arrow_alone
from indicators.dataset import Dataset
from indicators.desk import Desk, Policy
from indicators.store import SqlStore, open_store
from indicators.tables import curated


def open_desk(settings: Settings) -> Desk:
    """Return the desk of the city; at the first start its folder is published as the first release.

    Raises FileNotFoundError, DataError as `create_app` does, and StoreError where the database cannot be used.
    """
    arrow_alone()
    folder = settings.folder()
    store = open_the_store(settings)
    marker.check(settings.home(), store.head())
    opened = Desk(store, _policy(settings))
    opened.found(lambda: _founding(folder, settings.home()))
    marker.note(settings.home(), opened.shelf.head())
    return opened


def _policy(settings: Settings) -> Policy:
    return Policy(
        open_view=settings.open_view,
        two_person_rule=settings.two_person_rule,
        three_officers=settings.three_officers,
        strict=settings.strict_passwords,
        second_factor=settings.second_factor,
        quota=settings.quota * 1024**2,
        mails=settings.sends_mail(),
    )


def _founding(folder: Path, home: Path) -> Dataset:
    dataset = curated.load(folder)
    edited.note(folder, home)
    return dataset


def fresh_datasets(settings: Settings) -> Callable[[int | None], Dataset]:
    """Return what gives the dataset of a release by a desk of its own, for a process that shares no connection."""
    return lambda release: open_desk(settings).dataset(release)


def open_the_store(settings: Settings) -> SqlStore:
    """Return the store of the city, brought to the newest state. Raises StoreError where it cannot be used."""
    city, files = settings.folder().name, settings.shared_home() / "files"
    return open_store(settings.database_url(), settings.home(), city, settings.witness, files)
