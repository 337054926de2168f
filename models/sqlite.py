"""SQLite as it is used here: a version without the WAL-reset fault, synced at each commit, writers one after the other.

A Tortoise engine: its configuration names this module. The bundled SQLite takes the place of the system's before
`aiosqlite` is imported, so import `sqlite3` from here wherever SQLite is meant.
"""

import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import Enum
from operator import attrgetter
from typing import Any

try:
    import pysqlite3 as sqlite3
    import pysqlite3.dbapi2
except ImportError:  # pragma: no cover  # where it isn't packaged, the system's own has to do
    import sqlite3
else:
    assert "aiosqlite" not in sys.modules, "models.sqlite has to be imported before aiosqlite"
    sys.modules["sqlite3"] = sqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

from tortoise.backends.base.client import NestedTransactionContext, TransactionalDBClient, TransactionContext
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionContext, SqliteTransactionWrapper
from tortoise.connection import ConnectionToken, get_connections
from tortoise.exceptions import TransactionManagementError

__all__ = ["PRAGMAS", "as_sqlite", "client_class", "credentials", "is_affected", "sqlite3", "whole_statements"]

PRAGMAS: dict[str, Any] = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "busy_timeout": 30_000,
    "cache_size": -65_536,
    "secure_delete": "ON",
}
"""A commit that was told is on disk; who wants to write waits up to half a minute for another writer, on PostgreSQL as
well. 64 MiB of pages are kept, for the indexes of a large register are written all over. What is deleted is
overwritten: else persons would lie in the file until their pages are used again."""

_MENDED = ((3, 44, 6), (3, 50, 7))
"""Backports of the mend of 3.51.3, each good for its own minor version."""


def is_affected(version: str = sqlite3.sqlite_version) -> bool:
    """Whether that SQLite may corrupt a WAL database that two connections use (the WAL-reset fault)."""
    numbers = tuple(int(number) for number in version.split("."))
    if numbers >= (3, 51, 3):
        return False
    return not any(numbers[:2] == mended[:2] and numbers >= mended for mended in _MENDED)


def credentials(path: str) -> dict[str, object]:
    """What Tortoise needs to open the database of that file."""
    return {"file_path": path, **PRAGMAS}


def as_sqlite(row: Iterable[object]) -> list[object]:
    """The values of a row as SQLite keeps them; it would find out for each by itself how, which takes it longer."""
    return [value if type(value) in _AS_THEY_ARE else _KEPT_AS[type(value)](value) for value in row]


_AS_THEY_ARE = frozenset({str, int, type(None)})


class _KeptAs(dict[type, Callable[[Any], object]]):
    """How values of each type are kept."""

    def __missing__(self, kind: type) -> Callable[[Any], object]:
        self[kind] = kept = attrgetter("value") if issubclass(kind, Enum) else _same
        return kept


def _same(value: object) -> object:
    return value


_KEPT_AS = _KeptAs({date: date.isoformat, datetime: lambda moment: moment.isoformat(" ")})


def whole_statements(script: str) -> list[str]:
    """The statements of a script; a semicolon in a comment or a text ends none."""
    statements: list[str] = []
    begun = ""
    for piece in script.split(";"):
        begun = f"{begun}{piece};"
        if sqlite3.complete_statement(begun):
            if begun.strip("; \n\t"):
                statements.append(begun.strip())
            begun = ""
    if begun.strip("; \n\t"):
        statements.append(begun.strip())
    return statements


class Writing(SqliteTransactionContext):
    """A transaction's place among the writers; given back if the transaction cannot begin, which Tortoise forgets."""

    async def __aenter__(self) -> TransactionalDBClient:
        """Wait for this process's other transactions, then begin."""
        await self._trxlock.acquire()
        token: ConnectionToken | None = None
        try:
            await self.ensure_connection()
            self.token = token = get_connections().set(self.connection_name, self.connection)
            await self.connection.begin()
        except BaseException:
            get_connections().reset(token)
            self._trxlock.release()
            raise
        client: TransactionalDBClient = self.connection
        return client


class Transaction(SqliteTransactionWrapper):
    """A transaction begun as `BEGIN IMMEDIATE`: a plain one that reads and then writes is lost to any other writer."""

    async def begin(self) -> None:
        """Wait for the other writers, then be the only one."""
        try:
            await self._connection.commit()
            await self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as fault:
            raise TransactionManagementError(fault) from fault

    def _in_transaction(self) -> TransactionContext:
        return NestedTransactionContext(Transaction(self))

    async def execute_script(self, query: str) -> None:
        """Run each statement by itself: SQLite's own way to run a script commits the transaction first."""
        for statement in whole_statements(query):
            await self.execute_query(statement)


class Snapshot(Transaction):
    """A transaction that reads one state of the database, and holds up no writer but this process's own."""

    async def begin(self) -> None:
        """Begin; the state is that of the first look."""
        await self._connection.commit()
        await self._connection.execute("BEGIN")


class Client(SqliteClient):
    """A connection to an SQLite file."""

    def _in_transaction(self) -> TransactionContext:
        return Writing(Transaction(self), self._lock)

    def in_snapshot(self) -> TransactionContext:
        """A transaction that only reads; nothing else uses the connection meanwhile."""
        return Writing(Snapshot(self), self._lock)


client_class = Client
"""What Tortoise asks an engine for."""
