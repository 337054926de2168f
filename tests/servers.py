"""Talking to the PostgreSQL server that tests make their databases on."""

import asyncpg


async def say(server: str, statement: str) -> None:
    """Have a PostgreSQL server do something."""
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
