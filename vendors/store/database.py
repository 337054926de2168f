"""An open database: statements, transactions that write, snapshots that read, on either engine.

Statements are written once, with `?` for each value, and numbered for PostgreSQL. Days and moments go in and come out
as `date` and UTC `datetime` on PostgreSQL, as ISO texts on SQLite; `stored_day` and `stored_moment` make them so.
"""

import asyncio
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from contextvars import copy_context
from pathlib import Path
from typing import Any, Protocol, TypeVar

import asyncpg
from asyncpg.exceptions import InterfaceError, PostgresError
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.context import TortoiseContext
from tortoise.exceptions import BaseORMException, TransactionManagementError

from models.postgresql import BROKEN_OFF
from models.sqlite import PRAGMAS, Client, as_sqlite, sqlite3
from models.tables import configuration
from vendors.store.address import Address, Engine
from vendors.store.refusals import Refusal, StoreRefused

T = TypeVar("T")
Row = Mapping[str, Any]

PATIENCE = PRAGMAS["busy_timeout"]
"""Milliseconds for which a writer waits for others, on either engine."""

FEW = 50
"""As many rows are inserted one by one; for more of them it pays to ask PostgreSQL what columns a table has."""

_WRITERS_PLACE = 0x7465696B796F
"""PostgreSQL's advisory lock that is the writers' place: on both engines writers go one after the other."""
_CONNECTIONS_TRIED = 5
"""How many connections may be gone, as after a restart of the server, before one that is there is made anew."""


class Reads(Protocol):
    """Whatever can be asked: a database, or a transaction on it."""

    @property
    def engine(self) -> Engine:
        """What keeps the data."""

    async def rows(self, sql: str, *values: object) -> Sequence[Row]:
        """The rows that a statement answers with."""


class Connection:
    """A database, or a transaction on it."""

    def __init__(self, client: BaseDBAsyncClient, engine: Engine) -> None:
        self.client = client
        self.engine = engine

    async def rows(self, sql: str, *values: object) -> Sequence[Row]:
        """The rows that a statement answers with."""
        rows: Sequence[Row] = await self.client.execute_query_dict(self._said(sql), list(values))
        return rows

    async def run(self, sql: str, *values: object) -> None:
        """Run a statement."""
        await self.client.execute_query(self._said(sql), list(values))

    def stored(self, *values: object) -> list[object]:
        """Values as they are stored."""
        return list(as_sqlite(values)) if self.engine is Engine.SQLITE else list(values)

    async def run_script(self, statements: Iterable[str]) -> None:
        """Run statements without values, one after the other; in one go where the engine takes that."""
        if self.engine is Engine.POSTGRESQL:
            await self.client.execute_script(";\n".join(statements))
            return
        one_by_one = list(statements)

        def run(connection: Any) -> None:
            for statement in one_by_one:
                connection.execute(statement)

        async with self.client.acquire_connection() as connection:
            # Each of its own statements is a way to its thread and back, which takes longer than the statement.
            await connection._execute(run, connection._conn)  # noqa: SLF001  # aiosqlite has no other way

    async def run_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement once for each row of values."""
        plain = self.engine is Engine.SQLITE
        many = [as_sqlite(row) if plain else list(row) for row in rows]
        if many:
            await self.client.execute_many(self._said(sql), many)

    async def add_many(
        self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]], otherwise: str = ""
    ) -> None:
        """Write rows; `otherwise` says what is done where one is there already, which else is a fault."""
        if self.engine is Engine.POSTGRESQL and not otherwise and len(rows) > FEW:
            async with self.client.acquire_connection() as connection:
                await connection.copy_records_to_table(table, records=rows, columns=columns)
            return
        names = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join("?" * len(columns))
        await self.run_many(f'INSERT INTO "{table}" ({names}) VALUES ({marks}) {otherwise}', rows)  # noqa: S608  # ours

    def _said(self, sql: str) -> str:
        return sql if self.engine is Engine.SQLITE else _numbered(sql)


class Database(Connection):
    """An open database."""

    def __init__(self, client: BaseDBAsyncClient, address: Address) -> None:
        super().__init__(client, address.engine)
        self.address = address
        self._context = copy_context()
        """Where Tortoise finds its connections: work that comes from anywhere else is done in a copy of it."""

    async def write(self, work: Callable[[Connection], Awaitable[T]]) -> T:
        """Do work in one transaction, as the only writer; all of it is done, or nothing.

        The work is a task of its own and shielded: a caller that is cancelled leaves no transaction half open. Where
        the connection turns out to be gone before the work has begun, another one is taken.
        """
        begun = False

        async def once() -> T:
            nonlocal begun
            async with self.client._in_transaction() as client:  # noqa: SLF001  # Tortoise's only way by connection
                if self.engine is Engine.POSTGRESQL:
                    await client.execute_query(f"SET LOCAL lock_timeout = {PATIENCE}")
                    await client.execute_query("SELECT pg_advisory_xact_lock($1)", [_WRITERS_PLACE])
                begun = True
                return await work(Connection(client, self.engine))

        async def whole() -> T:
            for _ in range(_CONNECTIONS_TRIED):
                try:
                    return await once()
                except BROKEN_OFF:
                    if begun or self.engine is not Engine.POSTGRESQL:
                        raise
            return await once()

        return await self._apart(whole)

    async def read(self, work: Callable[[Connection], Awaitable[T]]) -> T:
        """Do work that reads, on one state of the database, whatever is written meanwhile."""

        async def whole() -> T:
            if isinstance(self.client, Client):
                async with self.client.in_snapshot() as client:
                    return await work(Connection(client, self.engine))
            async with self.client._in_transaction() as client:  # noqa: SLF001  # as above
                await client.execute_query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                return await work(Connection(client, self.engine))

        return await self._apart(whole)

    async def _apart(self, whole: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Do a whole transaction in a task of its own, which goes on to its end whoever stops waiting for it."""
        task = asyncio.get_running_loop().create_task(whole(), context=self._context.copy())
        task.add_done_callback(_heard)
        return await asyncio.shield(task)


def _heard(task: "asyncio.Task[Any]") -> None:
    """Look at what came of a task that nobody may be waiting for any more."""
    if not task.cancelled():
        task.exception()


FAULTS = (BaseORMException, PostgresError, InterfaceError, sqlite3.Error, OSError, *BROKEN_OFF)
"""What the engines, and the ways to them, raise."""


@asynccontextmanager
async def opened(address: Address, *, make: bool = False) -> AsyncIterator[Database]:
    """Open a database, and close it again. `make` makes an SQLite file (and its folder) where there is none.

    Raises `StoreRefused` where it can't be reached, and turns what the engine refuses meanwhile into one.
    """
    if address.engine is Engine.SQLITE:
        _look_at_file(address, make=make)
    try:
        async with TortoiseContext() as context:
            await context.init(configuration(address.connection), init_connections=False)
            yield Database(context.db(), address)
    except FAULTS as fault:
        raise refusal_of(fault, address) from fault


def _look_at_file(address: Address, *, make: bool) -> None:
    path = Path(address.place)
    if make:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise StoreRefused(Refusal.UNREACHABLE, database=address, why=fault.strerror) from fault
    elif not path.exists():
        raise StoreRefused(Refusal.NO_DATABASE, database=address)


def refusal_of(fault: Exception, address: Address) -> StoreRefused:
    """Why the engine refused, for people."""
    cause: BaseException = fault
    while isinstance(cause, BaseORMException) and isinstance(cause.args[0] if cause.args else None, BaseException):
        cause = cause.args[0]
    why = " ".join(str(cause).split()).rstrip(".") or type(cause).__name__
    if isinstance(cause, sqlite3.DatabaseError) and ("not a database" in why or "malformed" in why):
        return StoreRefused(Refusal.NOT_A_DATABASE, database=address)
    if isinstance(cause, asyncpg.LockNotAvailableError):
        return StoreRefused(Refusal.LOCKED, database=address)
    if isinstance(cause, sqlite3.OperationalError | TransactionManagementError) and "locked" in why:
        return StoreRefused(Refusal.LOCKED, database=address)
    if isinstance(cause, sqlite3.OperationalError) and "unable to open" in why:
        return StoreRefused(Refusal.UNREACHABLE, database=address, why=why)
    if isinstance(cause, OSError):
        why = os.strerror(cause.errno) if cause.errno and cause.errno > 0 else why
        return StoreRefused(Refusal.UNREACHABLE, database=address, why=why)
    unreachable = (
        *BROKEN_OFF,
        asyncpg.CannotConnectNowError,
        asyncpg.InvalidCatalogNameError,
        asyncpg.InvalidAuthorizationSpecificationError,
    )
    refusal = Refusal.UNREACHABLE if isinstance(cause, unreachable) else Refusal.FAILED
    return StoreRefused(refusal, database=address, why=why)


_QUOTED_OR_VALUE = re.compile(r"'[^']*'|\?")


def _numbered(sql: str) -> str:
    """The statement with `$1`, `$2`, ... for its values."""
    number = 0

    def said(match: re.Match[str]) -> str:
        nonlocal number
        if match[0] != "?":
            return match[0]
        number += 1
        return f"${number}"

    return _QUOTED_OR_VALUE.sub(said, sql)
