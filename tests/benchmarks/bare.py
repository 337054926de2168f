"""The bare transaction that a verb is measured beside: its rows again, one by one, into the same tables of a copy.

By the engine's own driver, with the indexes, references and triggers of those tables, and durable as the verb is; it
looks nothing up and judges nothing.
"""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from models.sqlite import PRAGMAS, sqlite3
from models.tables import tables
from vendors.store.address import Engine
from vendors.store.connection import numbered

MANY = 1_000
"""As many rows of a table go in by `executemany`."""

Written = Mapping[str, Sequence[Mapping[str, object]]]
"""Rows by their table, those that are named before those that name them."""


class Bare(ABC):
    """A connection to the copy."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    @abstractmethod
    async def make_room(self, written: Written) -> None:
        """Delete what the verb had removed as well; not measured."""

    @abstractmethod
    async def write(self, written: Written) -> None:
        """Insert the rows, in one transaction."""


class BareSqlite(Bare):
    """The same on SQLite."""

    async def make_room(self, written: Written) -> None:
        """Delete what the verb had removed as well; not measured."""
        self._connection.execute("PRAGMA foreign_keys=OFF")
        for sql, values in _in_the_way(written):
            self._connection.execute(sql.replace("=", "IS"), values)
        self._connection.execute("PRAGMA foreign_keys=ON")

    async def write(self, written: Written) -> None:
        """Insert the rows, in one transaction."""
        self._connection.execute("BEGIN IMMEDIATE")
        for table, rows in written.items():
            sql = f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})"  # noqa: S608  # our own tables
            if len(rows) >= MANY:
                self._connection.executemany(sql, [list(row.values()) for row in rows])
            else:
                for row in rows:
                    self._connection.execute(sql, list(row.values()))
        self._connection.execute("COMMIT")


class BarePostgresql(Bare):
    """The same on PostgreSQL."""

    async def make_room(self, written: Written) -> None:
        """Delete what the verb had removed as well; not measured."""
        await self._connection.execute("SET session_replication_role = replica")
        for sql, values in _in_the_way(written):
            await self._connection.execute(numbered(sql.replace("=", "IS NOT DISTINCT FROM")), *values)
        await self._connection.execute("SET session_replication_role = DEFAULT")

    async def write(self, written: Written) -> None:
        """Insert the rows, in one transaction."""
        async with self._connection.transaction():
            for table, rows in written.items():
                marks = ", ".join(f"${place}" for place in range(1, len(rows[0]) + 1))
                sql = f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608  # our own tables
                if len(rows) >= MANY:
                    await self._connection.executemany(sql, [list(row.values()) for row in rows])
                else:
                    for row in rows:
                        await self._connection.execute(sql, *row.values())


@asynccontextmanager
async def bare(engine: Engine, copy: str) -> AsyncIterator[Bare]:
    """A connection to the copy of a database."""
    if engine is Engine.POSTGRESQL:
        driver = await asyncpg.connect(copy)
        yield BarePostgresql(driver)
        await driver.close()
        return
    connection = sqlite3.connect(copy, isolation_level=None)
    for name, value in PRAGMAS.items():
        connection.execute(f"pragma {name}={value}")
    yield BareSqlite(connection)
    connection.close()


def _in_the_way(written: Written) -> Iterator[tuple[str, Sequence[object]]]:
    """Statements that delete rows which say what no other row of their table may say, and a row that comes does."""
    for table in tables():
        meta = table._meta
        for row in written.get(meta.db_table, ()):
            for constraint in meta.constraints:
                columns = [meta.fields_db_projection[name] for name in constraint.fields]
                where = " AND ".join(f'"{column}" = ?' for column in columns)
                yield f'DELETE FROM "{meta.db_table}" WHERE {where}', [row[column] for column in columns]  # noqa: S608
