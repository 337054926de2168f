"""Desks over registers on either engine; each is loaded once for all tests, for reading changes nothing."""

import asyncio
import secrets
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.graph.desk import TODAY, Desk, desk, stored
from tests.graph.everything import everything
from tests.servers import say
from vendors.demo.register import demo_register
from vendors.register.entries import Register

ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


def on_sqlite(request: pytest.FixtureRequest, register: Register) -> str:
    """An SQLite database with that register."""
    folder: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")
    migrated: Path = request.getfixturevalue("migrated_file")
    path = str(folder.mktemp("loaded") / "teikyo.db")
    shutil.copy(migrated, path)
    asyncio.run(stored(path, register))
    return path


def on_postgres(request: pytest.FixtureRequest, register: Register) -> Iterator[str]:
    """A PostgreSQL database with that register."""
    server: str = request.getfixturevalue("postgres_server")
    name = f"teikyo_test_{secrets.token_hex(6)}"
    asyncio.run(say(server, f"CREATE DATABASE {name} TEMPLATE {request.getfixturevalue('migrated_postgres')}"))
    url = urlsplit(server)._replace(path=f"/{name}").geturl()
    asyncio.run(stored(url, register))
    yield url
    asyncio.run(say(server, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(scope="session")
def demo_sqlite(request: pytest.FixtureRequest) -> str:
    """An SQLite database with the demo register."""
    return on_sqlite(request, demo_register(TODAY))


@pytest.fixture(scope="session")
def demo_postgres(request: pytest.FixtureRequest) -> Iterator[str]:
    """A PostgreSQL database with the demo register."""
    yield from on_postgres(request, demo_register(TODAY))


@pytest.fixture(scope="session")
def everything_sqlite(request: pytest.FixtureRequest) -> str:
    """An SQLite database with something of everything."""
    return on_sqlite(request, everything())


@pytest.fixture(scope="session")
def everything_postgres(request: pytest.FixtureRequest) -> Iterator[str]:
    """A PostgreSQL database with something of everything."""
    yield from on_postgres(request, everything())


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
