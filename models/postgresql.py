"""PostgreSQL as it is used here: a connection that breaks off goes back to nobody, and none is lost on the way.

A Tortoise engine: its configuration names this module.
"""

from typing import Any

import asyncpg
from asyncpg.exceptions import InterfaceError, InternalClientError
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import TransactionalDBClient, TransactionContext, TransactionContextPooled
from tortoise.connection import ConnectionToken, get_connections

__all__ = ["BROKEN_OFF", "client_class", "driver_of"]

BROKEN_OFF = (
    *(InterfaceError, InternalClientError, asyncpg.PostgresConnectionError),
    *(asyncpg.AdminShutdownError, asyncpg.CrashShutdownError, ConnectionResetError, BrokenPipeError),
)
"""The server went away meanwhile: shut down, restarted, or lost on the way."""


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


class Client(AsyncpgDBClient):
    """Connections to a PostgreSQL database."""

    def _in_transaction(self) -> TransactionContext:
        return Writing(TransactionWrapper(self), self._pool_init_lock)


def driver_of(client: TransactionWrapper) -> Any:
    """The driver's own connection of an open transaction."""
    return client._connection


client_class = Client
"""What Tortoise asks an engine for."""
