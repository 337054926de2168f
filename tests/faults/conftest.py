"""A service of a database with the demo register, on each engine, for tests that do it harm."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.vocabulary import Role
from tests.faults.writers import Service
from tests.graph.desk import TODAY
from tests.graph.places import ENGINES, on_postgres, on_sqlite
from tests.graph.service import made_token
from tests.servers import copy_of, new_database
from vendors.demo.register import demo_register


@pytest.fixture(scope="session")
def filled_sqlite(request: pytest.FixtureRequest) -> str:
    """An SQLite database with the demo register; copy it."""
    return on_sqlite(request, demo_register(TODAY), asked=False)


@pytest.fixture(scope="session")
def filled_postgres(request: pytest.FixtureRequest) -> Iterator[str]:
    """The same on PostgreSQL."""
    with on_postgres(request, demo_register(TODAY), asked=False) as place:
        yield place


@pytest.fixture
def sqlite_register(filled_sqlite: str, tmp_path: Path) -> str:
    """The path of an SQLite database of the test's own, with the demo register."""
    return str(shutil.copy(filled_sqlite, tmp_path / "harmed.db"))


@pytest.fixture
def postgres_register(postgres_server: str, filled_postgres: str) -> Iterator[str]:
    """The URL of a PostgreSQL database of the test's own, with the demo register."""
    with new_database(postgres_server, copy_of(filled_postgres)) as url:
        yield url


@pytest.fixture(params=ENGINES)
def register(request: pytest.FixtureRequest) -> str:
    """A database of the test's own with the demo register, on each engine in turn."""
    where: str = request.getfixturevalue(f"{request.param}_register")
    return where


@pytest.fixture
def token(register: str) -> str:
    """The token of a recorder there."""
    return made_token(register, "writer", Role.RECORDER, Role.REVIEWER)


@pytest.fixture
def service(register: str, token: str, tmp_path: Path) -> Iterator[Service]:
    """Two workers over that database."""
    served = Service(register, "--workers", "2", folder=tmp_path)
    served.start()
    served.wait()
    yield served
    served.kill()
