"""The PostgreSQL server that the tests run on."""

import asyncpg
import pytest


@pytest.mark.postgres
async def test_the_server_is_one_that_teikyo_supports(postgres_url: str) -> None:
    """PostgreSQL is 15 or newer and the fresh database is empty UTF-8, so that the tests on it prove something."""
    connection = await asyncpg.connect(postgres_url)

    encoding = await connection.fetchval("SHOW server_encoding")
    version = connection.get_server_version()
    tables = await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
    await connection.close()

    assert version.major >= 15
    assert encoding == "UTF8"
    assert tables == 0
