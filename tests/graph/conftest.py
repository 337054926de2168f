"""Databases for the tests of the reads: each test runs on SQLite, and with the marker `postgres` on PostgreSQL too.

The tables are made once for all tests, and copied: the migrations take their time.
"""

import asyncio
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest

from vendors.store.address import address
from vendors.store.database import opened
from vendors.store.migrating import migrate


async def migrated(place: str) -> None:
    """Make the tables there."""
    async with opened(address(place), make=True) as database:
        await migrate(database)


def say(server: str, statement: str) -> None:
    """Have a PostgreSQL server do something."""

    async def said() -> None:
        connection = await asyncpg.connect(server)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    asyncio.run(said())


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with the tables and nothing in them."""
    path = tmp_path_factory.mktemp("empty") / "teikyo.db"
    asyncio.run(migrated(str(path)))
    return path


@pytest.fixture(scope="session")
def empty_database(postgres_server: str) -> Iterator[str]:
    """The name of a PostgreSQL database with the tables and nothing in them."""
    name = f"teikyo_test_{secrets.token_hex(6)}"
    say(postgres_server, f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    asyncio.run(migrated(urlsplit(postgres_server)._replace(path=f"/{name}").geturl()))
    yield name
    say(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_place(empty_file: Path, tmp_path: Path) -> str:
    """An SQLite database with empty tables."""
    return str(shutil.copy(empty_file, tmp_path / "teikyo.db"))


@pytest.fixture
def postgres_place(empty_database: str, postgres_server: str) -> Iterator[str]:
    """A PostgreSQL database with empty tables."""
    name = f"teikyo_test_{secrets.token_hex(6)}"
    say(postgres_server, f"CREATE DATABASE {name} TEMPLATE {empty_database}")
    yield urlsplit(postgres_server)._replace(path=f"/{name}").geturl()
    say(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest) -> str:
    """A database with empty tables, on either engine."""
    where: str = request.getfixturevalue(f"{request.param}_place")
    return where
