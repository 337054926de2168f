"""A desk over the demo register, on either engine; loaded once for all tests, for reading changes nothing."""

import asyncio
import secrets
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.graph.desk import TODAY, Desk, desk, stored
from tests.servers import say
from vendors.demo.register import demo_register


@pytest.fixture(scope="session")
def demo_sqlite(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """An SQLite database with the demo register."""
    path = str(tmp_path_factory.mktemp("demo") / "teikyo.db")
    shutil.copy(migrated_file, path)
    asyncio.run(stored(path, demo_register(TODAY)))
    return path


@pytest.fixture(scope="session")
def demo_postgres(postgres_server: str, migrated_postgres: str) -> Iterator[str]:
    """A PostgreSQL database with the demo register."""
    name = f"teikyo_test_{secrets.token_hex(6)}"
    asyncio.run(say(postgres_server, f"CREATE DATABASE {name} TEMPLATE {migrated_postgres}"))
    url = urlsplit(postgres_server)._replace(path=f"/{name}").geturl()
    asyncio.run(stored(url, demo_register(TODAY)))
    yield url
    asyncio.run(say(postgres_server, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def demo_place(request: pytest.FixtureRequest) -> str:
    """A database with the demo register, on each engine in turn; for tests that only read."""
    where: str = request.getfixturevalue(f"demo_{request.param}")
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
