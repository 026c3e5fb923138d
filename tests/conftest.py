"""What every folder of tests may ask for. Imports are late: a broken module fails the tests that use it, not all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings as drawn

drawn.register_profile("house", deadline=None)  # how long a test takes depends on what else the machine does
drawn.load_profile("house")

os.environ["LC_ALL"] = "C.UTF-8"  # a terminal that names no language, wherever the tests run
for name in [name for name in os.environ if name.startswith("INNOVATION_")]:
    del os.environ[name]  # how whoever runs the tests runs the dashboard
ROOT = Path(__file__).resolve().parent.parent
SHIPPED = "changzhou"


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the project."""
    return ROOT


@pytest.fixture(scope="session", autouse=True)
def full_hasher():
    """Hash at the least cost in the processes of the tests, and return what hashes in every other process."""
    from argon2 import PasswordHasher

    from indicators.desk import passwords

    full, passwords.HASHER = passwords.HASHER, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return full


@pytest.fixture(scope="session", autouse=True)
def cities(tmp_path_factory):
    """Return the folder of cities that tests look at which name none: where data/ holds several, one of the shipped."""
    data = ROOT / "data"
    if len([*data.glob("*/city.toml")]) > 1:
        data = tmp_path_factory.mktemp("cities")
        (data / SHIPPED).symlink_to(ROOT / "data" / SHIPPED)
        os.environ["INNOVATION_DATA"] = str(data)  # of the commands that tests start, too
    return data


@pytest.fixture(scope="session")
def settings(tmp_path_factory, cities):
    """Return the settings of an installation that nobody has configured, but for the folder that it keeps things in."""
    from dashboard.settings import Settings

    return Settings(state=tmp_path_factory.mktemp("state"), data=cities)


@pytest.fixture(scope="session")
def dataset(settings):
    """Return the city that is shipped, read once."""
    from indicators.tables import curated

    return curated.load(settings.folder())


@pytest.fixture(scope="session")
def small_city(tmp_path_factory):
    """Return a city whose pages are all written in a second."""
    from indicators.tables import curated
    from tests import riverton

    return curated.load(riverton.write(tmp_path_factory.mktemp("cities")))


@pytest.fixture(scope="session")
def datasets(dataset, tmp_path_factory):
    """Return the datasets of two releases, by number or the later one; it has a published figure corrected."""
    from contextlib import closing

    from indicators.accounts import Account, Role
    from indicators.desk import Desk
    from indicators.store import open_store
    from tests.dashboard.test_filing import FLIP
    from tests.desk.test_desk import published

    folder = tmp_path_factory.mktemp("releases")
    with closing(open_store(f"sqlite:///{folder}/desk.sqlite", folder, "changzhou")) as store:
        desk = Desk(store)
        desk.found(lambda: dataset)
        desk.people.enter("test", Account("王芳", frozenset(Role)), "a long enough password")
        published(desk, desk.people.named("王芳"), FLIP)
        made = {number: desk.dataset(number) for number in (1, 2)}
        return lambda number=None: made[number or 2]


@pytest.fixture(scope="session")
def app(settings):
    """Return the dashboard of the city that is shipped."""
    from dashboard.app import create_app

    return create_app(settings)


@pytest.fixture
def client(app):
    """Return a client of the web server behind the dashboard."""
    return app.server.test_client()


@pytest.fixture(scope="session")
def postgresql():
    """Return the address of a real PostgreSQL server, started for these tests."""
    from tests import postgres

    with postgres.running() as address:
        yield address


@pytest.fixture
def new_database(request, tmp_path):
    """Return a function that returns the address of a new, empty database: "sqlite" or "postgresql"."""
    from tests import postgres

    def new(kind, name="innovation"):
        if kind == "sqlite":
            return f"sqlite:///{tmp_path / name}.sqlite3"
        return postgres.new_database(request.getfixturevalue("postgresql"))

    return new
