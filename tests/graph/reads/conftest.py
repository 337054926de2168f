"""Desks over registers on either engine; each is loaded once for all tests, for reading changes nothing."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.graph.desk import TODAY, Desk, desk
from tests.graph.everything import everything
from tests.graph.places import ENGINES, on_postgres, on_sqlite
from vendors.demo.register import demo_register


@pytest.fixture(scope="session")
def demo_sqlite(request: pytest.FixtureRequest) -> str:
    """An SQLite database with the demo register."""
    return on_sqlite(request, demo_register(TODAY))


@pytest.fixture(scope="session")
def demo_postgres(request: pytest.FixtureRequest) -> Iterator[str]:
    """A PostgreSQL database with the demo register."""
    with on_postgres(request, demo_register(TODAY)) as place:
        yield place


@pytest.fixture(scope="session")
def everything_sqlite(request: pytest.FixtureRequest) -> str:
    """An SQLite database with something of everything."""
    return on_sqlite(request, everything())


@pytest.fixture(scope="session")
def everything_postgres(request: pytest.FixtureRequest) -> Iterator[str]:
    """A PostgreSQL database with something of everything."""
    with on_postgres(request, everything()) as place:
        yield place


@pytest.fixture(scope="session")
def reference_sqlite(request: pytest.FixtureRequest) -> str:
    """The same, for those who say when it was recorded."""
    return on_sqlite(request, everything())


@pytest.fixture(scope="session")
def reference_postgres(request: pytest.FixtureRequest) -> Iterator[str]:
    """The same on PostgreSQL."""
    with on_postgres(request, everything()) as place:
        yield place


@pytest.fixture(scope="session", params=ENGINES)
def demo_place(request: pytest.FixtureRequest) -> str:
    """A database with the demo register, on each engine in turn; for tests that only read."""
    where: str = request.getfixturevalue(f"demo_{request.param}")
    return where


@pytest.fixture(scope="session", params=ENGINES)
def everything_place(request: pytest.FixtureRequest) -> str:
    """A database with something of everything, on each engine in turn; for tests that only read."""
    where: str = request.getfixturevalue(f"everything_{request.param}")
    return where


@pytest.fixture
async def asked(demo_place: str) -> AsyncIterator[Desk]:
    """A desk over the demo register."""
    async with desk(demo_place) as made:
        yield made


@pytest.fixture
async def sqlite_asked(demo_sqlite: str) -> AsyncIterator[Desk]:
    """The same, for what is no matter of the engine."""
    async with desk(demo_sqlite) as made:
        yield made
