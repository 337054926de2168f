"""Connections that only read: each operation sees one state of the database, whatever is written meanwhile."""

import asyncio
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import asyncpg
from asyncpg.exceptions import InterfaceError

from graph.reads.dialect import Dialect, PostgreSQL, SQLite
from graph.reads.refusals import Code, Refused
from models.sqlite import sqlite3
from vendors.store.address import Address, Engine

Work = tuple[str, Sequence[object]]
"""A statement with its values; it answers with one text."""

_STEPS_BETWEEN_LOOKS = 20_000
"""How many steps SQLite takes before the clock is looked at: a few milliseconds."""


def unavailable(why: str) -> Refused:
    """The database cannot be read; the caller is told no more than that."""
    refused = Refused(
        Code.UNAVAILABLE,
        "The database cannot be read just now; ask again.",
        "現在データベースを読めません。再度お試しください。",
    )
    refused.__cause__ = RuntimeError(why)
    return refused


def too_long(seconds: float) -> Refused:
    """The database worked too long."""
    return Refused(
        Code.LIMIT_EXCEEDED,
        f"It takes the database longer than {seconds:g} seconds; ask for less.",
        f"データベースの処理が {seconds:g} 秒を超えました。範囲を絞ってください。",
    )


class Reader(ABC):
    """Reads of one database."""

    dialect: Dialect
    engine: Engine

    @abstractmethod
    async def close(self) -> None:
        """Let go of all connections."""

    @abstractmethod
    async def texts(self, work: Sequence[Work], *, slow: bool) -> list[str]:
        """What these statements answer, on one state of the database. Slow ones don't hold up others."""

    @abstractmethod
    async def rows(self, sql: str, *values: object) -> Sequence[Mapping[str, Any]]:
        """The rows of a statement, with `?` for each value; raises `Refused` where there is no database to be read."""

    @abstractmethod
    def state(self) -> int | None:
        """A number that changes with every change by anyone; `None` where the engine knows none."""


class SQLiteReader(Reader):
    """SQLite, read directly: a look-up takes less time than handing it to a thread would."""

    dialect = SQLite()
    engine = Engine.SQLITE

    def __init__(self, path: str, seconds: float = 20.0, threads: int = 2) -> None:
        self._path = path
        self._seconds = seconds
        self._in_loop: Any = None
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="teikyo-read")
        self._of_thread = threading.local()
        self._all: list[Any] = []

    @property
    def _here(self) -> Any:
        """The connection of the event loop; made when it is first wanted, for the database may come later than we."""
        if self._in_loop is None:
            self._in_loop = self._connect()
        return self._in_loop

    def _connect(self) -> Any:
        try:
            # Not read-only by the URI: a reader of a WAL database has to be able to make its shared memory.
            uri = f"file:{self._path.replace('?', '%3f').replace('#', '%23')}?mode=rw"
            connection = sqlite3.connect(
                uri, uri=True, isolation_level=None, check_same_thread=False, cached_statements=512
            )
            for setting in ("query_only=on", "busy_timeout=5000", "cache_size=-65536", "mmap_size=268435456"):
                connection.execute(f"pragma {setting}")
        except sqlite3.Error as fault:
            raise unavailable(str(fault)) from fault
        self._all.append(connection)
        return connection

    async def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        for connection in self._all:
            connection.close()
        self._all.clear()

    async def texts(self, work: Sequence[Work], *, slow: bool) -> list[str]:
        if not slow:
            return self._texts(self._here, work)
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._in_thread, work)

    def _in_thread(self, work: Sequence[Work]) -> list[str]:
        connection = getattr(self._of_thread, "connection", None)
        if connection is None:
            connection = self._of_thread.connection = self._connect()
        return self._texts(connection, work)

    def _texts(self, connection: Any, work: Sequence[Work]) -> list[str]:
        begun = time.monotonic()
        connection.set_progress_handler(lambda: time.monotonic() - begun > self._seconds, _STEPS_BETWEEN_LOOKS)
        try:
            if len(work) == 1:  # one statement sees one state by itself
                return [connection.execute(*work[0]).fetchone()[0]]
            connection.execute("begin")
            try:
                return [connection.execute(sql, values).fetchone()[0] for sql, values in work]
            finally:
                connection.execute("rollback")
        except sqlite3.OperationalError as fault:
            if "interrupted" in str(fault):
                raise too_long(self._seconds) from fault
            if any(
                word in str(fault) for word in ("locked", "unable to open", "no such table", "disk I/O", "readonly")
            ):
                raise unavailable(str(fault)) from fault
            raise

    async def rows(self, sql: str, *values: object) -> Sequence[Mapping[str, Any]]:
        try:
            found = self._here.execute(sql, values)
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found]
        except sqlite3.Error as fault:
            raise unavailable(str(fault)) from fault

    def state(self) -> int | None:
        try:
            return int(self._here.execute("pragma data_version").fetchone()[0])
        except sqlite3.Error as fault:
            raise unavailable(str(fault)) from fault


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
        async def nothing(_: Any) -> None:  # nothing is left behind on a connection that only reads
            return

        return await asyncpg.create_pool(
            self._url,
            min_size=1,
            max_size=self._connections,
            reset=nothing,
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


def reader_of(address: Address, seconds: float) -> Reader:
    """What reads the database of that address; a statement may take so many seconds."""
    if address.engine is Engine.SQLITE:
        return SQLiteReader(address.place, seconds)
    return PostgreSQLReader(address.place, seconds)
