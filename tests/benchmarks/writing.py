"""How long a verb takes, durable, judged and on the ledger, beside a bare transaction that inserts the same rows.

The bare one writes what the verb wrote, row by row, into tables of the same columns with one index and nothing else, by
the engine's own driver; it looks nothing up and judges nothing. The target is 6 times, and 5 times an `executemany`
for entries in bulk.
"""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import asyncpg

from models.sqlite import PRAGMAS, sqlite3
from models.tables import tables
from tests.benchmarks.judging import register
from tests.benchmarks.telling import say
from vendors.store.address import Engine, address
from vendors.store.database import Database, opened
from vendors.store.loading import load
from vendors.store.migrating import migrate
from vendors.verbs.answering import answered
from vendors.verbs.doing import Order
from vendors.verbs.table import BY_NAME

TIMES, BULK, BULKS = 60, 1_000, 3
_MEASURED = (("registerTransfer", 1, TIMES), ("changeTransfer", 1, TIMES), ("registerTransfer", BULK, BULKS))
Written = Mapping[str, Sequence[Sequence[object]]]
"""Rows by their table."""


def heading() -> None:
    """What the columns hold."""
    say(f"{'engine':10} {'transfers':>10} {'verb':20} {'ms':>8} {'bare ms':>8} {'rows':>6} {'ratio':>6}")


def measure(engine: Engine, place: str, size: int) -> None:
    """Do verbs on a register of so many transfers, in a database without tables, and tell of each."""
    for name, taken, bare, rows in asyncio.run(_measured(engine, place, size)):
        ratio = taken / bare
        say(f"{engine:10} {size:>10} {name:20} {taken * 1000:>8.1f} {bare * 1000:>8.1f} {rows:>6} {ratio:>6.1f}")


async def _measured(engine: Engine, place: str, size: int) -> list[tuple[str, float, float, int]]:
    whole = register(size, deliveries=size // 20)
    model = whole.transfers[0].model_dump(mode="json", exclude_none=True, by_alias=True, exclude_defaults=True)
    async with opened(address(place), make=True) as database:
        await migrate(database)
        await load(database, whole)
        found = []
        for verb, many, times in _MEASURED:
            given = _given(verb, model, many)
            taken = []
            for number in range(times):
                before = await _last(database)
                began = time.perf_counter()
                order = Order(BY_NAME[verb], given(number), ("entry",), many=many > 1, by="bench")
                await answered(database, order, f"{verb}-{many}-{number}")
                taken.append(time.perf_counter() - began)
            written = await _since(database, before)
            bare = await (_bare_sqlite if engine is Engine.SQLITE else _bare_postgres)(place, written, times)
            name = verb if many == 1 else f"{verb} x {many}"
            found.append((name, statistics.median(taken), bare, sum(map(len, written.values()))))
        return found


def _given(verb: str, model: Mapping[str, Any], many: int) -> Callable[[int], list[dict[str, Any]]]:
    if verb == "changeTransfer":
        return lambda number: [{"code": f"bench-1-{number}-0", "on": "2031-01-01", "mixed": True}]
    return lambda number: [{**model, "code": f"bench-{many}-{number}-{one}"} for one in range(many)]


async def _last(database: Database) -> dict[str, int]:
    """The last row of each table."""
    found = {}
    for table in tables():
        name = table._meta.db_table
        (row,) = await database.rows(f'SELECT coalesce(max(id), 0) AS last FROM "{name}"')  # noqa: S608  # ours
        found[name] = row["last"]
    return found


async def _since(database: Database, last: Mapping[str, int]) -> Written:
    """The rows that came after these."""
    found = {}
    for name, number in last.items():
        rows = await database.rows(f'SELECT * FROM "{name}" WHERE id > {number}')  # noqa: S608  # ours
        if rows:
            found[name] = [list(row.values()) for row in rows]
    return found


async def _bare_sqlite(place: str, written: Written, times: int) -> float:
    connection = sqlite3.connect(place, isolation_level=None)
    for name, value in PRAGMAS.items():
        connection.execute(f"pragma {name}={value}")
    for table in written:
        connection.execute(f"CREATE TABLE bare_{table} AS SELECT * FROM {table} WHERE false")  # noqa: S608  # ours
        connection.execute(f"CREATE UNIQUE INDEX bare_{table}_id ON bare_{table} (id)")

    async def once(shift: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        for table, rows in written.items():
            sql = f"INSERT INTO bare_{table} VALUES ({', '.join('?' * len(rows[0]))})"  # noqa: S608  # ours
            shifted = [(int(str(row[0])) + shift, *row[1:]) for row in rows]
            if len(rows) >= BULK:
                connection.executemany(sql, shifted)
            else:
                for row in shifted:
                    connection.execute(sql, row)
        connection.execute("COMMIT")

    taken = await _timed(once, times)
    for table in written:
        connection.execute(f"DROP TABLE bare_{table}")
    connection.close()
    return taken


async def _bare_postgres(place: str, written: Written, times: int) -> float:
    connection = await asyncpg.connect(place)
    for table in written:
        await connection.execute(f"CREATE TABLE bare_{table} (LIKE {table}); CREATE UNIQUE INDEX ON bare_{table} (id)")

    async def once(shift: int) -> None:
        async with connection.transaction():
            for table, rows in written.items():
                marks = ", ".join(f"${place}" for place in range(1, len(rows[0]) + 1))
                sql = f"INSERT INTO bare_{table} VALUES ({marks})"  # noqa: S608  # ours
                shifted = [(int(str(row[0])) + shift, *row[1:]) for row in rows]
                if len(rows) >= BULK:
                    await connection.executemany(sql, shifted)
                else:
                    for row in shifted:
                        await connection.execute(sql, *row)

    taken = await _timed(once, times)
    for table in written:
        await connection.execute(f"DROP TABLE bare_{table}")
    await connection.close()
    return taken


async def _timed(once: Callable[[int], Awaitable[None]], times: int) -> float:
    taken = []
    for number in range(times):
        began = time.perf_counter()
        await once(number * 10_000_000)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)
