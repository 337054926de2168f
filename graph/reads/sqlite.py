"""Reading SQLite: quick questions in the event loop, slow ones in threads, none of them for longer than it may."""

import asyncio
import math
import threading
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar

from graph.reads.database import Reader, Work, too_long, unavailable
from graph.reads.dialect import SQLite
from graph.reads.paces import Paces
from graph.reads.proving import Proof
from models.sqlite import sqlite3
from vendors.store.address import Engine
from vendors.store.connection import Reads, Row

T = TypeVar("T")

_STEPS_BETWEEN_LOOKS = 20_000
"""How many steps SQLite takes before the clock is looked at: a few milliseconds."""

_NOT_NOW = ("locked", "unable to open", "no such table", "disk I/O", "disk is full", "readonly")
"""What SQLite says where the file can't be read just now, or has nothing in it."""


class _Stopped(Exception):  # noqa: N818  # it was stopped, as it was asked to be
    """A statement was stopped before its end."""


class _Bound:
    """Until when a connection may work on what it is asked; SQLite looks every so many steps."""

    __slots__ = ("end", "left")

    def __init__(self) -> None:
        self.end = math.inf
        """By the monotonic clock."""
        self.left: threading.Event | None = None
        """Set once nobody waits for the answer any more."""

    def __call__(self) -> bool:
        return time.monotonic() > self.end or (self.left is not None and self.left.is_set())


class _Line(NamedTuple):
    """A connection, and until when it may work."""

    connection: Any
    bound: _Bound


class _OneState:
    """A transaction that reads, on a connection of a thread: it is asked there, and answers at once."""

    engine = Engine.SQLITE

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def rows(self, sql: str, *values: object) -> Sequence[Row]:
        """The rows that a statement answers with."""
        return _rows(self._connection.execute(sql, values))


class SQLiteReader(Reader):
    """SQLite, read directly: a look-up takes less time than handing it to a thread would."""

    dialect = SQLite()
    engine = Engine.SQLITE

    def __init__(self, path: str, seconds: float = 20.0, threads: int = 2) -> None:
        self._path = path
        self._seconds = seconds
        self._in_loop: _Line | None = None
        self._looking: Any = None
        """Its cursor for the question that comes before each."""
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="teikyo-read")
        self._of_thread = threading.local()
        self._all: list[Any] = []
        self._paces = Paces()

    @property
    def _here(self) -> _Line:
        """The connection of the event loop; made when it is first wanted, for the database may come later than we."""
        if self._in_loop is None:
            self._in_loop = self._connect()
        return self._in_loop

    def _connect(self) -> _Line:
        try:
            # Not read-only by the URI: a reader of a WAL database has to be able to make its shared memory.
            uri = f"file:{self._path.replace('?', '%3f').replace('#', '%23')}?mode=rw"
            connection = sqlite3.connect(
                uri, uri=True, isolation_level=None, check_same_thread=False, cached_statements=512
            )
            # Without mmap: a mapping is made anew after each commit of anybody, which takes longer than a look-up.
            for setting in ("query_only=on", "busy_timeout=5000", "cache_size=-65536"):
                connection.execute(f"pragma {setting}")
        except sqlite3.Error as fault:
            raise unavailable(str(fault)) from fault
        self._all.append(connection)
        bound = _Bound()
        connection.set_progress_handler(bound, _STEPS_BETWEEN_LOOKS)
        return _Line(connection, bound)

    async def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        for connection in self._all:
            connection.close()
        self._all.clear()

    async def texts(self, work: Sequence[Work], *, slow: bool, proof: Proof | None = None) -> list[str]:
        assert proof is None, "it tells of every change"
        statement = work[0][0] if len(work) == 1 else tuple(sql for sql, _ in work)
        if seconds := self._paces.at_once(statement, slow=slow):
            end = time.monotonic() + min(seconds, self._seconds)
            try:
                return self._texts(self._here, work, end)
            except _Stopped:
                self._paces.was_slow(statement)
        left = threading.Event()
        try:
            texts, taken = await asyncio.get_running_loop().run_in_executor(self._pool, self._in_thread, work, left)
        finally:
            left.set()
        self._paces.took(statement, taken)
        return texts

    def _in_thread(self, work: Sequence[Work], left: threading.Event) -> tuple[list[str], float]:
        """What the statements answer, and how many seconds that took."""
        line = self._line_of_thread()
        begun = time.monotonic()
        try:
            return self._texts(line, work, begun + self._seconds, left), time.monotonic() - begun
        except _Stopped as stopped:
            raise too_long(self._seconds) from stopped

    def _line_of_thread(self) -> _Line:
        line: _Line | None = getattr(self._of_thread, "line", None)
        if line is None:
            line = self._of_thread.line = self._connect()
        return line

    def _texts(self, line: _Line, work: Sequence[Work], end: float, left: threading.Event | None = None) -> list[str]:
        connection, bound = line
        bound.end, bound.left = end, left
        try:
            if len(work) == 1:  # one statement sees one state by itself
                return [connection.execute(*work[0]).fetchone()[0]]
            connection.execute("begin")
            try:
                return [connection.execute(sql, values).fetchone()[0] for sql, values in work]
            finally:
                bound.end, bound.left = math.inf, None  # it ends, however late it is
                connection.execute("rollback")
        except sqlite3.OperationalError as fault:
            raise _told(fault) from fault
        finally:
            bound.end, bound.left = math.inf, None

    async def rows(self, sql: str, *values: object) -> Sequence[Mapping[str, Any]]:
        try:
            return _rows(self._here.connection.execute(sql, values))
        except sqlite3.Error as fault:
            raise unavailable(str(fault)) from fault

    async def on_one_state(self, work: Callable[[Reads], Awaitable[T]]) -> T:
        left = threading.Event()
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, self._worked, work, left)
        finally:
            left.set()

    def _worked(self, work: Callable[[Reads], Awaitable[T]], left: threading.Event) -> T:
        """What the work comes to, in the thread."""
        connection, bound = self._line_of_thread()

        async def worked() -> T:
            return await work(_OneState(connection))

        bound.end, bound.left = time.monotonic() + self._seconds, left
        try:
            connection.execute("begin")
            try:
                return asyncio.run(worked())
            finally:
                bound.end, bound.left = math.inf, None  # it ends, however late it is
                connection.execute("rollback")
        except sqlite3.OperationalError as fault:
            told = _told(fault)
            raise too_long(self._seconds) if isinstance(told, _Stopped) else told from fault
        finally:
            bound.end, bound.left = math.inf, None

    def state(self) -> int | None:
        try:
            if self._looking is None:
                self._looking = self._here.connection.cursor()
            return int(self._looking.execute("pragma data_version").fetchone()[0])
        except sqlite3.Error as fault:
            raise unavailable(str(fault)) from fault


def _told(fault: Exception) -> Exception:
    """What is raised where SQLite raised that."""
    if "interrupted" in str(fault):
        return _Stopped()
    return unavailable(str(fault)) if any(word in str(fault) for word in _NOT_NOW) else fault


def _rows(found: Any) -> list[Row]:
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]
