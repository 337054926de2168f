"""PostgreSQL as it is used here: a connection that breaks off goes back to nobody, and none is lost on the way.

A Tortoise engine: its configuration names this module.
"""

from typing import Any

import asyncpg
from asyncpg.exceptions import InterfaceError, InternalClientError
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import TransactionalDBClient, TransactionContext, TransactionContextPooled
from tortoise.connection import ConnectionToken, get_connections

__all__ = ["BROKEN_OFF", "SECONDS_TO_CONNECT", "client_class", "driver_of"]

BROKEN_OFF = (
    *(InterfaceError, InternalClientError, asyncpg.PostgresConnectionError),
    *(asyncpg.AdminShutdownError, asyncpg.CrashShutdownError, ConnectionResetError, BrokenPipeError),
)
"""The server went away meanwhile: shut down, restarted, or lost on the way."""


SECONDS_TO_CONNECT = 10.0
"""For so long a server is waited for that was reached and says nothing, as one that crashes just then; the driver's own
minute is longer than anybody waits."""


class Writing(TransactionContextPooled):
    """A transaction; its connection is given back if it cannot begin, which Tortoise forgets.

    Five connections lost like that, as in a restart of the server, would be all that there are.
    """

    client: TransactionWrapper

    async def __aenter__(self) -> TransactionalDBClient:
        """Begin on a connection that is there."""
        await self.ensure_connection()
        pool = self.client._parent._pool
        assert pool is not None, "it is there by now"
        self.client._connection = connection = await pool.acquire()
        token: ConnectionToken | None = None
        try:
            self.token = token = get_connections().set(self.connection_name, self.client)
            await self.client.begin()
        except BaseException as fault:
            get_connections().reset(token)
            if isinstance(fault, BROKEN_OFF):
                # Told of its end by the server, the driver may not have seen it yet, and would give it to the next.
                connection.terminate()
            await pool.release(connection)
            raise
        return self.client

    async def __aexit__(self, exc_type: object, exc_val: object, exc_tb: object) -> None:
        """Commit or undo; a connection that broke off is undone by the server."""
        if isinstance(exc_val, BROKEN_OFF):
            self.client._connection.terminate()
            self.client._finalized = True
        await super().__aexit__(exc_type, exc_val, exc_tb)


class Turn(TransactionWrapper):
    """A transaction that one message to the server begins, whatever it begins with, and one more ends.

    Tortoise's own takes a message for each of these statements. It is for the driver: nothing can be nested in it.
    """

    def __init__(self, connection: AsyncpgDBClient, beginning: str) -> None:
        """`beginning` are the statements that it begins with."""
        super().__init__(connection)
        self._beginning = beginning

    async def begin(self) -> None:
        """Begin; where that is refused, nothing is begun."""
        try:
            await self._connection.execute(f"BEGIN; {self._beginning}")
        except BROKEN_OFF:
            raise
        except BaseException:
            await self._connection.execute("ROLLBACK")
            raise

    async def commit(self) -> None:
        """Make it last."""
        await self._connection.execute("COMMIT")
        self._finalized = True

    async def rollback(self) -> None:
        """Undo it."""
        await self._connection.execute("ROLLBACK")
        self._finalized = True


class Client(AsyncpgDBClient):
    """Connections to a PostgreSQL database."""

    async def create_pool(self, **settings: Any) -> asyncpg.Pool:
        """Connections that are given back as they are: nothing here sets anything beyond a transaction."""
        return await super().create_pool(reset=_nothing, timeout=SECONDS_TO_CONNECT, **settings)

    def _in_transaction(self) -> TransactionContext:
        return Writing(TransactionWrapper(self), self._pool_init_lock)

    def turn(self, beginning: str) -> TransactionContext:
        """A transaction that begins with these statements, and goes on by the driver alone."""
        return Writing(Turn(self, beginning), self._pool_init_lock)


async def _nothing(_: object) -> None:
    return


def driver_of(client: Any) -> Any:
    """The driver's own connection of an open transaction."""
    return client._connection


client_class = Client
"""What Tortoise asks an engine for."""
