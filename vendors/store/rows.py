"""Rows to be written: gathered table by table, numbered before they are written, so that rows can name each other.

A row whose number was given here is new, and goes in by the quickest way that the engine has; any other may be there
already, and replaces it value by value.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import TypeVar

from tortoise.models import Model

from models.tables import tables
from vendors.store.address import Engine
from vendors.store.connection import Connection, Reads

T = TypeVar("T")

_AT_ONCE = 20_000
"""Rows of one table that one statement writes."""

_ENTRIES_AT_ONCE = 5_000
"""Entries whose rows are held before they are handed to the database."""

_ENTRIES_A_BREATH = 16
"""Entries that are gathered before what is being written may get on; a breath costs a thousandth of that."""

Gathered = dict[type[Model], list[Sequence[object]]]


class Rows:
    """Rows for one transaction; `write` hands them to the database, tables that are named before those that name."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._first: dict[str, int] = {}
        self._next: dict[str, int] = {}
        self._new: Gathered = defaultdict(list)
        self._replacing: Gathered = defaultdict(list)
        self._columns: dict[type[Model], tuple[str, ...]] = {}
        self._writing: asyncio.Task[None] | None = None

    @property
    def engine(self) -> Engine:
        """What keeps them."""
        return self._connection.engine

    async def reserve(self, wanted: Iterable[type[Model]]) -> None:
        """Learn from where each table's new rows are numbered; numbers once given are never given again."""
        names = [*map(table_of, wanted)]
        last = await last_numbers(self._connection, names)
        for name in names:
            self._first[name] = self._next[name] = last.get(name, 0) + 1

    def number(self, table: type[Model]) -> int:
        """A new row's number."""
        name = table_of(table)
        number = self._next[name]
        self._next[name] = number + 1
        return number

    def numbers(self, table: type[Model], many: int) -> range:
        """The numbers of so many new rows."""
        name = table_of(table)
        first = self._next[name]
        self._next[name] = first + many
        return range(first, first + many)

    def add(self, table: type[Model], /, id: int | None = None, **values: object) -> int:
        """Gather a row, numbered anew unless it says its number; every row of a table names the same columns."""
        number = self.number(table) if id is None else id
        columns = self._columns.get(table)
        if columns is None:
            columns = self._columns[table] = tuple(values)
            unknown = values.keys() - table._meta.fields_db_projection.values()  # noqa: SLF001  # Tortoise's own name
            assert not unknown, f"{table_of(table)} has no columns {sorted(unknown)}"
        assert tuple(values) == columns, f"rows of {table_of(table)} name different columns"
        gathered = self._replacing if id is not None and not self._gave(table, id) else self._new
        gathered[table].append((number, *values.values()))
        return number

    def add_new(self, table: type[Model], columns: tuple[str, ...], rows: Sequence[Sequence[object]]) -> None:
        """Gather many rows at once: of each the number, which was given here, and then the values of these columns."""
        assert self._columns.setdefault(table, columns) == columns, f"rows of {table_of(table)} name different columns"
        self._new[table] += rows

    def _gave(self, table: type[Model], number: int) -> bool:
        name = table_of(table)
        return name in self._first and self._first[name] <= number < self._next[name]

    async def along(self, entries: Iterable[T]) -> AsyncIterator[T]:
        """The entries, while the rows that are gathered for them go to the database; all of them, by the end.

        PostgreSQL writes some while others are gathered. SQLite is in this process, and would only take turns with it.
        """
        for place, entry in enumerate(entries, 1):
            yield entry
            if place % _ENTRIES_AT_ONCE == 0:
                await self.hand_over()
            elif place % _ENTRIES_A_BREATH == 0:
                await self.breathe()
        await self.write()

    async def breathe(self) -> None:
        """Let what is being written get on."""
        if self._writing is not None:
            await asyncio.sleep(0)

    async def write(self) -> None:
        """Write what was gathered."""
        await self.hand_over()
        await self._written()

    async def hand_over(self) -> None:
        """Have what was gathered written; on PostgreSQL while more is gathered, so ask it nothing before `write`."""
        await self._written()
        if not (self._new or self._replacing):
            return
        new, self._new = self._new, defaultdict(list)
        replacing, self._replacing = self._replacing, defaultdict(list)
        self._writing = asyncio.create_task(self._write(new, replacing))
        if self._connection.engine is Engine.SQLITE:
            await self._written()

    async def _written(self) -> None:
        if self._writing is not None:
            await self._writing
            self._writing = None

    @asynccontextmanager
    async def to_the_end(self) -> AsyncIterator["Rows"]:
        """Write all that is gathered, or leave nothing being written where that fails."""
        try:
            yield self
            await self.write()
        finally:
            if self._writing is not None:
                self._writing.cancel()
                await asyncio.gather(self._writing, return_exceptions=True)

    async def _write(self, new: Gathered, replacing: Gathered) -> None:
        for table in tables():
            if table not in new and table not in replacing:
                continue
            columns = ("id", *self._columns.get(table, ()))
            for rows in _portions(new.pop(table, [])):
                await self._connection.add_many(table_of(table), columns, rows)
            replaced = ", ".join(f'"{column}" = excluded."{column}"' for column in columns[1:])
            for rows in _portions(replacing.pop(table, [])):
                await self._connection.add_many(
                    table_of(table), columns, rows, f"ON CONFLICT (id) DO UPDATE SET {replaced}"
                )

    async def settle(self) -> None:
        """Let the database go on numbering where this left off."""
        given = [(name, last - 1) for name, last in self._next.items() if last > self._first[name]]
        if self._connection.engine is Engine.POSTGRESQL and given:
            each = ", ".join(f"setval('{sequence_of(name)}', ?::bigint)" for name, _ in given)
            await self._connection.rows(f"SELECT {each}", *(last for _, last in given))


def _portions(rows: list[Sequence[object]]) -> Iterator[list[Sequence[object]]]:
    """The rows, as many as are handed over at once."""
    return (rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE))


def table_of(table: type[Model]) -> str:
    """The name of a model's table."""
    name: str = table._meta.db_table  # noqa: SLF001  # Tortoise has no other name for it
    return name


async def remove(connection: Connection, table: type[Model], column: str, numbers: Iterable[int]) -> None:
    """Delete the rows of a table whose column has one of these numbers."""
    if those := [(number,) for number in numbers]:
        await connection.run_many(f'DELETE FROM "{table_of(table)}" WHERE "{column}" = ?', those)  # noqa: S608  # ours


async def last_numbers(database: Reads, those: Iterable[str] | None = None) -> dict[str, int]:
    """The last number that was given to a row of each table, or of those; one that never had any may be missing."""
    if database.engine is Engine.SQLITE:
        wanted = "" if those is None else " WHERE name IN ({})".format(", ".join(f"'{name}'" for name in those))
        rows = await database.rows(f"SELECT name, seq FROM sqlite_sequence{wanted}")  # noqa: S608  # our own tables
        return {row["name"]: int(row["seq"]) for row in rows}
    each = " UNION ALL ".join(
        f"SELECT '{name}' AS name, CASE WHEN is_called THEN last_value ELSE 0 END AS last FROM \"{sequence_of(name)}\""  # noqa: S608
        for name in (map(table_of, tables()) if those is None else those)
    )
    return {row["name"]: row["last"] for row in await database.rows(each)}


def sequence_of(table: str) -> str:
    """What PostgreSQL numbers the rows of a table by."""
    return f"{table}_id_seq"
