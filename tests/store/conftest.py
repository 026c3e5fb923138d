"""Stores on both databases: whatever takes `store` or `database_url` is run on a real SQLite and a real PostgreSQL."""

from __future__ import annotations

from contextlib import ExitStack, closing

import pytest

from indicators.store import open_store
from tests.store.builders import CITY


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, new_database):
    """Return the address of a new, empty database."""
    return new_database(request.param)


@pytest.fixture
def opened(tmp_path):
    """Return a function that opens a store, which is closed at the end."""
    with ExitStack() as stack:

        def open_it(url, folder="state", city=CITY):
            return stack.enter_context(closing(open_store(url, tmp_path / folder, city)))

        yield open_it


@pytest.fixture
def store(opened, database_url):
    """Return an empty store."""
    return opened(database_url)
