"""How long a verb takes, durable, judged and on the ledger, beside a bare transaction that inserts the same rows.

The bare one writes the very rows that the verb wrote, row by row, into the same tables of a copy of the database, by
the engine's own driver; it looks nothing up and judges nothing. The target is 6 times, and 5 times an `executemany`
for entries in bulk.
"""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any

import asyncpg

from models.sqlite import PRAGMAS, sqlite3
from models.tables import tables
from tests.benchmarks.databases import copied
from tests.benchmarks.judging import register
from tests.benchmarks.telling import say
from vendors.register.entries import Register
from vendors.store.address import Engine, address
from vendors.store.connection import numbered
from vendors.store.database import Database, opened
from vendors.store.loading import load
from vendors.store.migrating import migrate
from vendors.verbs.answering import answered
from vendors.verbs.doing import Order
from vendors.verbs.table import BY_NAME

TIMES, BULK, BULKS = 60, 1_000, 3
_MEASURED = (("registerTransfer", 1, TIMES), ("changeTransfer", 1, TIMES), ("registerTransfer", BULK, BULKS))
Written = Mapping[str, Sequence[Mapping[str, object]]]
"""Rows by their table."""
Bare = Callable[[Written], Awaitable[None]]


def heading() -> None:
    """What the columns hold."""
    say(f"{'engine':10} {'transfers':>10} {'verb':20} {'ms':>8} {'bare ms':>8} {'rows':>6} {'ratio':>6}")


def measure(engine: Engine, place: str, size: int) -> None:
    """Do verbs on a register of so many transfers, in a database without tables, and tell of each."""
    whole = register(size, deliveries=size // 20)
    asyncio.run(_load(place, whole))
    with copied(engine, place) as copy:
        for name, taken, bare, rows in asyncio.run(_measured(engine, place, copy, whole)):
            ratio = taken / bare
            say(f"{engine:10} {size:>10} {name:20} {taken * 1000:>8.1f} {bare * 1000:>8.2f} {rows:>6} {ratio:>6.1f}")


async def _load(place: str, whole: Register) -> None:
    async with opened(address(place), make=True) as database:
        await migrate(database)
        await load(database, whole)


async def _measured(engine: Engine, place: str, copy: str, whole: Register) -> list[tuple[str, float, float, int]]:
    model = whole.transfers[0].model_dump(mode="json", exclude_none=True, by_alias=True, exclude_defaults=True)
    async with opened(address(place)) as database:
        found = []
        for verb, many, times in _MEASURED:
            taken, written = [], list[Written]()
            given = _given(verb, model, many)
            for number in range(times):
                before = await _last(database)
                began = time.perf_counter()
                order = Order(BY_NAME[verb], given(number), ("entry",), many=many > 1, by="bench")
                await answered(database, order, f"{verb}-{many}-{number}")
                taken.append(time.perf_counter() - began)
                written.append(await _since(database, before))
            bare = await (_bare_sqlite if engine is Engine.SQLITE else _bare_postgres)(copy, written)
            name = verb if many == 1 else f"{verb} x {many}"
            rows = statistics.median(sum(map(len, those.values())) for those in written)
            found.append((name, statistics.median(taken), bare, int(rows)))
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
        rows = await database.rows(f'SELECT * FROM "{name}" WHERE id > {number} ORDER BY id')  # noqa: S608  # ours
        if rows:
            found[name] = rows
    return found


async def _bare_sqlite(copy: str, written: Sequence[Written]) -> float:
    connection = sqlite3.connect(copy, isolation_level=None)
    for name, value in PRAGMAS.items():
        connection.execute(f"pragma {name}={value}")

    async def clear(those: Written) -> None:
        connection.execute("PRAGMA foreign_keys=OFF")
        for sql, values in _in_the_way(those):
            connection.execute(sql.replace("=", "IS"), values)
        connection.execute("PRAGMA foreign_keys=ON")

    async def once(those: Written) -> None:
        connection.execute("BEGIN IMMEDIATE")
        for table, rows in those.items():
            sql = f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})"  # noqa: S608  # ours
            values = [list(row.values()) for row in rows]
            if len(values) >= BULK:
                connection.executemany(sql, values)
            else:
                for row in values:
                    connection.execute(sql, row)
        connection.execute("COMMIT")

    try:
        return await _timed(clear, once, written)
    finally:
        connection.close()


async def _bare_postgres(copy: str, written: Sequence[Written]) -> float:
    connection = await asyncpg.connect(copy)

    async def clear(those: Written) -> None:
        await connection.execute("SET session_replication_role = replica")
        for sql, values in _in_the_way(those):
            await connection.execute(numbered(sql.replace("=", "IS NOT DISTINCT FROM")), *values)
        await connection.execute("SET session_replication_role = DEFAULT")

    async def once(those: Written) -> None:
        async with connection.transaction():
            for table, rows in those.items():
                marks = ", ".join(f"${place}" for place in range(1, len(rows[0]) + 1))
                sql = f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608  # ours
                values = [list(row.values()) for row in rows]
                if len(values) >= BULK:
                    await connection.executemany(sql, values)
                else:
                    for row in values:
                        await connection.execute(sql, *row)

    try:
        return await _timed(clear, once, written)
    finally:
        await connection.close()


def _in_the_way(those: Written) -> Iterator[tuple[str, Sequence[object]]]:
    """Statements that delete what the verb itself had removed: rows of which no other may say the same."""
    for table in tables():
        meta = table._meta
        for row in those.get(meta.db_table, ()):
            for constraint in meta.constraints:
                columns = [meta.fields_db_projection[name] for name in constraint.fields]
                where = " AND ".join(f'"{column}" = ?' for column in columns)
                yield f'DELETE FROM "{meta.db_table}" WHERE {where}', [row[column] for column in columns]  # noqa: S608


async def _timed(clear: Bare, once: Bare, written: Sequence[Written]) -> float:
    taken = []
    for those in written:
        await clear(those)
        began = time.perf_counter()
        await once(those)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)
