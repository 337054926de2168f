"""Reading PostgreSQL, over connections of its own."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import asyncpg
from asyncpg.exceptions import InterfaceError, InternalClientError

from graph.reads.database import Reader, Work, too_long, unavailable
from graph.reads.dialect import PostgreSQL
from graph.reads.marks import place_of
from graph.reads.proving import Proof
from models.postgresql import SECONDS_TO_CONNECT
from vendors.store.address import Engine, credentials
from vendors.store.connection import Reads
from vendors.store.connection import numbered as numbered_beside_texts

T = TypeVar("T")

_BROKEN_OFF = (
    *(InterfaceError, InternalClientError, asyncpg.PostgresConnectionError),
    *(asyncpg.AdminShutdownError, asyncpg.CrashShutdownError),
)
"""The server went away meanwhile: shut down, restarted, or lost on the way."""

_NOT_THERE = (
    *(OSError, asyncpg.CannotConnectNowError, asyncpg.InvalidCatalogNameError),
    *(asyncpg.UndefinedTableError, asyncpg.UndefinedColumnError),
    *(asyncpg.InsufficientResourcesError, asyncpg.OperatorInterventionError, asyncpg.PostgresSystemError),
    asyncpg.InvalidAuthorizationSpecificationError,
)
"""No server, none that takes connections yet, no such database, or one without our tables; one that has no room, no
memory or no connection left, was told to stop what it does, or lets us in no longer."""


class _OneState:
    """A transaction that reads, on a connection."""

    engine = Engine.POSTGRESQL

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def rows(self, sql: str, *values: object) -> Sequence[Mapping[str, Any]]:
        """The rows that a statement answers with."""
        return [dict(row) for row in await self._connection.fetch(numbered_beside_texts(sql), *values)]


class PostgreSQLReader(Reader):
    """PostgreSQL, over a pool of its own."""

    dialect = PostgreSQL()
    engine = Engine.POSTGRESQL

    def __init__(
        self, url: str, seconds: float = 20.0, connections: int = 6, patience: float = SECONDS_TO_CONNECT
    ) -> None:
        """`patience`: for so many seconds a server is waited for that was reached and says nothing."""
        self._url = url
        self._seconds, self._patience = seconds, patience
        self._connections = connections
        self._pool: Any = None
        self._making = asyncio.Lock()
        self._given_back: set[asyncio.Task[None]] = set()

    async def _connected(self) -> Any:
        """The pool; made when it is first wanted, for the database may come later than we."""
        if self._pool is None:
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
            **credentials(self._url),
            min_size=1,
            max_size=self._connections,
            timeout=self._patience,
            reset=clean,
            command_timeout=self._seconds,
            server_settings={"default_transaction_read_only": "on", "jit": "off"},
        )

    async def _on(self, work: Callable[[Any], Awaitable[T]]) -> T:
        """What work on a connection answers; raises `Refused` where there is no server, or it ends the connection."""
        try:
            pool = self._pool or await self._connected()
            connection = await pool.acquire()
            try:
                return await work(connection)
            except TimeoutError as fault:
                raise too_long(self._seconds) from fault
            except _BROKEN_OFF:
                # Told of its end by the server, the driver may not have seen it yet, and would give it to the next.
                connection.terminate()
                raise
            finally:
                self._give_back(pool, connection)
        except (*_BROKEN_OFF, *_NOT_THERE) as fault:
            raise unavailable(str(fault)) from fault

    def _give_back(self, pool: Any, connection: Any) -> None:
        """Have the pool take it back; who asked does not wait for that."""
        giving = asyncio.get_running_loop().create_task(pool.release(connection))
        self._given_back.add(giving)
        giving.add_done_callback(self._given)

    def _given(self, giving: asyncio.Task[None]) -> None:
        self._given_back.discard(giving)
        if not giving.cancelled():
            giving.exception()  # where it could not be, the pool has ended the connection, and makes another

    async def close(self) -> None:
        await asyncio.gather(*self._given_back, return_exceptions=True)
        if self._pool:
            await self._pool.close()

    async def texts(self, work: Sequence[Work], *, slow: bool, proof: Proof | None = None) -> list[str]:
        async def read(connection: Any) -> list[str]:
            if len(work) == 1 and proof is None:
                return [await connection.fetchval(work[0][0], *work[0][1])]
            if len(work) == 1 and proof is not None:
                sql, values = work[0]
                told, text = await connection.fetchrow(_along(proof.sql, sql, len(values)), *values, proof.value)
                proof.take(told)
                return [text]
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                if proof is not None:
                    proof.take(await connection.fetchval(numbered(proof.sql), proof.value))
                return [await connection.fetchval(sql, *values) for sql, values in work]

        return await self._on(read)

    async def texts_after(self, work: Sequence[Work], place: int) -> list[str] | None:
        """What these statements answer on a replica, once that has come to a place in the log; `None` where it hasn't.

        It is asked before, on the same connection: what is read then is of that place, or of a later one.
        """

        async def read(connection: Any) -> list[str] | None:
            if place:
                replayed = await connection.fetchval("SELECT pg_last_wal_replay_lsn()::text")
                if replayed is None or place_of(replayed) < place:
                    return None
            if len(work) == 1:
                return [await connection.fetchval(work[0][0], *work[0][1])]
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                return [await connection.fetchval(sql, *values) for sql, values in work]

        return await self._on(read)

    async def rows(self, sql: str, *values: object) -> Sequence[Mapping[str, Any]]:
        async def read(connection: Any) -> list[Mapping[str, Any]]:
            return [dict(row) for row in await connection.fetch(numbered(sql), *values)]

        return await self._on(read)

    async def on_one_state(self, work: Callable[[Reads], Awaitable[T]]) -> T:
        async def read(connection: Any) -> T:
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                return await work(_OneState(connection))

        return await self._on(read)

    def state(self) -> int | None:
        return None


@lru_cache(maxsize=4096)
def _along(proof: str, sql: str, values: int) -> str:
    """Both as one statement: what is proven, and what is read."""
    return f"select ({proof.replace('?', f'${values + 1}')}), ({sql})"


def numbered(sql: str) -> str:
    """The statement with `$1`, `$2`, ... in place of its question marks."""
    pieces = sql.split("?")
    return "".join(f"{piece}${number}" for number, piece in enumerate(pieces[:-1], 1)) + pieces[-1]
