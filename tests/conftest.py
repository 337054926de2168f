"""What many tests need: an empty PostgreSQL database of their own."""

import asyncio
import os
import secrets
from collections.abc import Iterator
from urllib.parse import urlsplit

import asyncpg
import pytest


@pytest.fixture(scope="session")
def postgres_server() -> str:
    """The server that `TEIKYO_TEST_POSTGRES` names, by a role that may make databases there. Without it: failure."""
    url = os.environ.get("TEIKYO_TEST_POSTGRES", "")
    if not url:
        pytest.fail(
            "TEIKYO_TEST_POSTGRES is not set; name a PostgreSQL server, as postgres://postgres@127.0.0.1:5432/postgres",
            pytrace=False,
        )
    return url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of a new, empty database, which is dropped afterwards."""
    name = f"teikyo_test_{secrets.token_hex(6)}"

    async def say(statement: str) -> None:
        connection = await asyncpg.connect(postgres_server)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    asyncio.run(say(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"))
    yield urlsplit(postgres_server)._replace(path=f"/{name}").geturl()
    asyncio.run(say(f"DROP DATABASE {name} WITH (FORCE)"))
