"""Reading PostgreSQL, over connections of its own."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import asyncpg
from asyncpg.exceptions import InterfaceError

from graph.reads.database import Reader, Work, too_long, unavailable
from graph.reads.dialect import PostgreSQL
from vendors.store.address import Engine


class PostgreSQLReader(Reader):
    """PostgreSQL, over a pool of its own."""

    dialect = PostgreSQL()
    engine = Engine.POSTGRESQL

    def __init__(self, url: str, seconds: float = 20.0, connections: int = 6) -> None:
        self._url = url
        self._seconds = seconds
        self._connections = connections
        self._pool: Any = None
        self._making = asyncio.Lock()

    async def _connected(self) -> Any:
        """The pool; made when it is first wanted, for the database may come later than we."""
        async with self._making:
            if self._pool is None:
                self._pool = await self._made()
        return self._pool

    async def _made(self) -> Any:
        async def clean(connection: Any) -> None:
            # Nothing is left behind on a connection that only reads, but by who left while a transaction began.
            if connection.is_in_transaction():
                await connection.execute("rollback")

        return await asyncpg.create_pool(
            self._url,
            min_size=1,
            max_size=self._connections,
            reset=clean,
            command_timeout=self._seconds,
            server_settings={"default_transaction_read_only": "on", "jit": "off"},
        )

    async def _on(self, work: Callable[[], Any]) -> Any:
        try:
            return await work()
        except TimeoutError as fault:
            raise too_long(self._seconds) from fault
        except (
            OSError,
            InterfaceError,
            asyncpg.PostgresConnectionError,
            asyncpg.InvalidCatalogNameError,
        ) as fault:
            raise unavailable(str(fault)) from fault
        except (asyncpg.UndefinedTableError, asyncpg.UndefinedColumnError, asyncpg.CannotConnectNowError) as fault:
            raise unavailable(str(fault)) from fault

    async def close(self) -> None:
        if self._pool:
            await self._pool.close()

    async def texts(self, work: Sequence[Work], *, slow: bool) -> list[str]:
        async def read() -> list[str]:
            pool = await self._connected()
            async with pool.acquire() as connection:
                if len(work) == 1:
                    return [await connection.fetchval(work[0][0], *work[0][1])]
                async with connection.transaction(isolation="repeatable_read", readonly=True):
                    return [await connection.fetchval(sql, *values) for sql, values in work]

        texts: list[str] = await self._on(read)
        return texts

    async def rows(self, sql: str, *values: object) -> Sequence[Mapping[str, Any]]:
        async def read() -> list[Mapping[str, Any]]:
            pool = await self._connected()
            return [dict(row) for row in await pool.fetch(numbered(sql), *values)]

        found: list[Mapping[str, Any]] = await self._on(read)
        return found

    def state(self) -> int | None:
        return None


def numbered(sql: str) -> str:
    """The statement with `$1`, `$2`, ... in place of its question marks."""
    pieces = sql.split("?")
    return "".join(f"{piece}${number}" for number, piece in enumerate(pieces[:-1], 1)) + pieces[-1]
