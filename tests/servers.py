"""Talking to the PostgreSQL server that tests make their databases on."""

import asyncio
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import asyncpg


async def say(server: str, statement: str) -> None:
    """Have a PostgreSQL server do something."""
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@contextmanager
def new_database(server: str, how: str = "TEMPLATE template0 ENCODING 'UTF8'") -> Iterator[str]:
    """The URL of a new database, which is dropped afterwards."""
    name = f"teikyo_test_{secrets.token_hex(6)}"
    asyncio.run(_made(server, f"CREATE DATABASE {name} {how}"))
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        asyncio.run(say(server, f"DROP DATABASE {name} WITH (FORCE)"))


def copy_of(database: str) -> str:
    """How to make a new database that holds what that one does, to which nobody may be connected."""
    return f"TEMPLATE {urlsplit(database).path[1:]}"


async def _made(server: str, statement: str) -> None:
    """Make a database by copying files where the server waits for no disk, for that is eight times quicker there."""
    connection = await asyncpg.connect(server)
    try:
        waits = await connection.fetchval("SHOW fsync") == "on"
        await connection.execute(statement if waits else f"{statement} STRATEGY file_copy")
    finally:
        await connection.close()
