"""An open database: statements, transactions that write, snapshots that read, on either engine."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from contextvars import copy_context
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.context import TortoiseContext

from models import postgresql
from models.sqlite import PRAGMAS, Client
from models.tables import configuration
from vendors.references.known_key import begin_encrypted, check_key
from vendors.store import writing_postgresql, writing_sqlite
from vendors.store.address import Address, Engine
from vendors.store.connection import Connection
from vendors.store.faults import FAULTS, refusal_of
from vendors.store.refusals import Refusal, StoreRefused
from vendors.store.through_tortoise import ThroughTortoise

T = TypeVar("T")
C = TypeVar("C", bound=Connection)

_WRITERS_PLACE = 0x7465696B796F
"""PostgreSQL's advisory lock that is the writers' place: on both engines writers go one after the other."""
_CONNECTIONS_TRIED = 5
"""How many connections may be gone, as after a restart of the server, before one that is there is made anew."""


class Database(ThroughTortoise):
    """An open database."""

    def __init__(self, client: BaseDBAsyncClient, address: Address) -> None:
        super().__init__(client, address.engine, address.door)
        self.address = address
        self._writer = writing_sqlite.Writer(address.place, address.door)
        self._context = copy_context()
        """Where Tortoise finds its connections: work that comes from anywhere else is done in a copy of it."""

    def between_statements(self, done: Callable[[], None]) -> None:
        """Have that done after each statement of what `write` does, where the engine works in this very process."""
        self._writer.between = done

    async def write(self, work: Callable[[Connection], Awaitable[T]]) -> T:
        """Do work in one transaction, as the only writer; all of it is done, or nothing.

        The work is a task of its own and shielded: a caller that is cancelled leaves no transaction half open. Where
        the connection turns out to be gone before the work has begun, another one is taken.
        """

        async def whole() -> T:
            if self.engine is Engine.POSTGRESQL:
                return await self._once_begun(self._turn, work)
            async with self._writer.transaction() as connection:
                return await work(connection)

        return await self._apart(whole)

    async def rebuild(self, work: Callable[[ThroughTortoise], Awaitable[T]]) -> T:
        """Do work in one transaction, as `write` does, that needs Tortoise, or settings of this very connection."""
        return await self._apart(lambda: self._once_begun(self._through_tortoise, work))

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[Connection]:
        assert isinstance(self.client, postgresql.Client), "SQLite has a writer of its own"
        async with self.client.turn(_taking_place()) as client:
            yield writing_postgresql.Writing(postgresql.driver_of(client), self._door)

    @asynccontextmanager
    async def _through_tortoise(self) -> AsyncIterator[ThroughTortoise]:
        async with self.client._in_transaction() as client:  # noqa: SLF001  # Tortoise's only way by connection
            if self.engine is Engine.POSTGRESQL:
                await client.execute_script(_taking_place())
            yield ThroughTortoise(client, self.engine, self._door)

    async def _once_begun(
        self, transaction: Callable[[], AbstractAsyncContextManager[C]], work: Callable[[C], Awaitable[T]]
    ) -> T:
        begun = False

        async def once() -> T:
            nonlocal begun
            async with transaction() as connection:
                begun = True
                return await work(connection)

        for _ in range(_CONNECTIONS_TRIED):
            try:
                return await once()
            except postgresql.BROKEN_OFF:
                if begun or self.engine is not Engine.POSTGRESQL:
                    raise
        return await once()

    async def read(self, work: Callable[[Connection], Awaitable[T]]) -> T:
        """Do work that reads, on one state of the database, whatever is written meanwhile."""

        async def whole() -> T:
            if isinstance(self.client, Client):
                async with self.client.in_snapshot() as client:
                    return await work(ThroughTortoise(client, self.engine, self._door))
            async with self.client._in_transaction() as client:  # noqa: SLF001  # as above
                await client.execute_query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                return await work(ThroughTortoise(client, self.engine, self._door))

        return await self._apart(whole)

    def close(self) -> None:
        """Let go of what only this held."""
        self._writer.close()

    async def _apart(self, whole: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Do a whole transaction in a task of its own, which goes on to its end whoever stops waiting for it."""
        task = asyncio.get_running_loop().create_task(whole(), context=self._context.copy())
        task.add_done_callback(_heard)
        return await asyncio.shield(task)


def _taking_place() -> str:
    """What takes the writers' place on PostgreSQL, and waits for it as long as on SQLite."""
    return f"SET LOCAL lock_timeout = {PRAGMAS['busy_timeout']}; SELECT pg_advisory_xact_lock({_WRITERS_PLACE})"


def _heard(task: "asyncio.Task[Any]") -> None:
    """Look at what came of a task that nobody may be waiting for any more."""
    if not task.cancelled():
        task.exception()


@asynccontextmanager
async def opened(address: Address, *, make: bool = False, as_stored: bool = False) -> AsyncIterator[Database]:
    """Open a database, and close it again. `make` makes an SQLite file (and its folder) where there is none.

    `as_stored`: what is encrypted is left so, whatever key the address has. Raises `StoreRefused` where it can't be
    reached, or references of persons are not encrypted there under the address's key, and turns what the engine refuses
    meanwhile into one.
    """
    if as_stored:
        address = replace(address, reference_key=b"")
    if address.engine is Engine.SQLITE:
        _look_at_file(address, make=make)
    try:
        async with TortoiseContext() as context:
            await context.init(configuration(address.connection), init_connections=False)
            database = Database(context.db(), address)
            try:
                if not as_stored:
                    await _check_key(database)
                yield database
            finally:
                database.close()
    except FAULTS as fault:
        raise refusal_of(fault, address) from fault


async def _check_key(database: Database) -> None:
    cipher = database.address.cipher
    if await check_key(database, cipher, database.address) is None and cipher is not None:
        await database.write(lambda connection: begin_encrypted(connection, cipher))


def _look_at_file(address: Address, *, make: bool) -> None:
    path = Path(address.place)
    if make:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise StoreRefused(Refusal.UNREACHABLE, database=address, why=fault.strerror) from fault
    elif not path.exists():
        raise StoreRefused(Refusal.NO_DATABASE, database=address)
