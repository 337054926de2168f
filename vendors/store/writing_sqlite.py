"""Writing to SQLite: by the engine's own driver, in this thread.

A verb asks many small questions, and each takes less time than handing it to another thread would.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from models.sqlite import PRAGMAS, as_sqlite, sqlite3
from vendors.references.door import Door
from vendors.store.address import Engine
from vendors.store.connection import Connection, Row

_STATEMENTS_KEPT = 512
"""Statements that stay prepared: SQLite takes longer to read one of ours than to do it."""
_PAUSES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.025)
"""Seconds after which it is tried again whether there is another writer; the last one over and over."""


class Writing(Connection):
    """A transaction that is open."""

    def __init__(self, connection: Any, between: Callable[[], None], door: Door | None = None) -> None:
        """`between` is done after each statement."""
        super().__init__(Engine.SQLITE, door)
        self._connection = connection
        self._between = between

    async def rows(self, sql: str, *values: object) -> Sequence[Row]:
        """The rows that a statement answers with."""
        if self._door is not None:
            values = tuple(self._door.given(sql, values))
        cursor = self._connection.execute(sql, as_sqlite(values))
        found = cursor.fetchall()
        self._between()
        if not found:
            return []
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in found]
        return rows if self._door is None else self._door.answered(sql, rows)

    async def run(self, sql: str, *values: object) -> None:
        """Run a statement."""
        if self._door is not None:
            values = tuple(self._door.given(sql, values))
        self._connection.execute(sql, as_sqlite(values))
        self._between()

    async def run_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement once for each row of values."""
        many = [as_sqlite(row) for row in (rows if self._door is None else self._door.given_many(sql, rows))]
        if len(many) == 1:
            self._connection.execute(sql, many[0])
        elif many:
            self._connection.executemany(sql, many)
        self._between()


class Writer:
    """One connection to an SQLite file, for its transactions that write, one after the other."""

    def __init__(self, place: str, door: Door | None = None) -> None:
        self._place = place
        self._door = door
        self._turn = asyncio.Lock()
        self.between: Callable[[], None] = _nothing
        """What is done after each statement of a transaction; nothing, unless who has the connection wants it."""
        self._open: Any = None

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """A transaction, begun as the only writer: committed at the end, undone where anything is raised."""
        async with self._turn:
            connection = self._connected()
            await _begin(connection)
            try:
                yield Writing(connection, self.between, self._door)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Let go of the file."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _connected(self) -> Any:
        if self._open is None:
            connection = sqlite3.connect(
                self._place, isolation_level=None, check_same_thread=False, cached_statements=_STATEMENTS_KEPT
            )
            for name, value in PRAGMAS.items():
                connection.execute(f"PRAGMA {name} = {value}")
            connection.execute("PRAGMA busy_timeout = 0")  # SQLite would sleep, and this thread with it
            self._open = connection
        return self._open


def _nothing() -> None:
    return


async def _begin(connection: Any) -> None:
    """Be the only writer; wait for others as long as a writer waits, and let everybody else get on meanwhile."""
    until = time.monotonic() + PRAGMAS["busy_timeout"] / 1000
    pauses = iter(_PAUSES)
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as fault:
            if "locked" not in str(fault) or time.monotonic() > until:
                raise
        else:
            return
        await asyncio.sleep(next(pauses, _PAUSES[-1]))
