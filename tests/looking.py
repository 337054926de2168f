"""What tests look up and change in a stored register behind the back of the program, on either engine."""

import asyncio

from vendors.store.address import address
from vendors.store.database import opened


def seen(place: str, sql: str, *values: object) -> list[tuple[object, ...]]:
    """The rows that a statement answers with, with `?` for each value."""

    async def asked() -> list[tuple[object, ...]]:
        async with opened(address(place)) as database:
            return [tuple(row.values()) for row in await database.rows(sql, *values)]

    return asyncio.run(asked())


def spoilt(place: str, *statements: str) -> None:
    """Have the database do what the program would not."""

    async def said() -> None:
        async with opened(address(place)) as database:
            for statement in statements:
                await database.run(statement)

    asyncio.run(said())
