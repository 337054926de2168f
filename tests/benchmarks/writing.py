"""How long a verb takes, durable, judged and on the ledger, beside a bare transaction that inserts the same rows.

They are done in turns, each verb and then the bare one of its rows. The target is 6 times, and 5 times an `executemany`
for entries in bulk.
"""

import asyncio
import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from graph.garbage import look_for_garbage_as_a_service
from models.tables import tables
from tests.benchmarks.bare import Bare, Written, bare
from tests.benchmarks.databases import copied
from tests.benchmarks.judging import register
from tests.benchmarks.serving import ROUNDS
from tests.benchmarks.telling import say
from vendors.register.entries.register import Register
from vendors.store.address import Engine, address
from vendors.store.database import Database, opened
from vendors.store.loading import load
from vendors.store.migrating import migrate
from vendors.verbs.answering import answered
from vendors.verbs.doing import Order
from vendors.verbs.table import BY_NAME

TIMES, BULK, BULKS = min(60, ROUNDS), 1_000, min(3, ROUNDS)
_MEASURED = (("registerTransfer", 1, TIMES), ("changeTransfer", 1, TIMES), ("registerTransfer", BULK, BULKS))


class Taken(NamedTuple):
    """What a verb took, and the bare transaction of its rows, in seconds; and how many rows these were."""

    verb: float
    bare: float
    rows: int


def heading() -> None:
    """What the columns hold."""
    say(f"{'engine':10} {'transfers':>10} {'verb':20} {'ms':>8} {'bare ms':>8} {'rows':>6} {'ratio':>6}")


def measure(engine: Engine, place: str, size: int) -> None:
    """Do verbs on a register of so many transfers, in a database without tables, and tell of each."""
    whole = register(size, deliveries=size // 20)
    model = whole.transfers[0].model_dump(mode="json", exclude_none=True, by_alias=True, exclude_defaults=True)
    asyncio.run(_load(place, whole))
    del whole
    look_for_garbage_as_a_service()
    with copied(engine, place) as copy:
        for name, each in asyncio.run(_measured(engine, place, copy, model)).items():
            verb, plain, rows = (statistics.median(of) for of in zip(*each, strict=True))
            say(
                f"{engine:10} {size:>10} {name:20} {verb * 1000:>8.1f} {plain * 1000:>8.2f} {rows:>6.0f}"
                f" {verb / plain:>6.1f}"
            )


async def _load(place: str, whole: Register) -> None:
    async with opened(address(place), make=True) as database:
        await migrate(database)
        await load(database, whole)


async def _measured(engine: Engine, place: str, copy: str, model: Mapping[str, Any]) -> Mapping[str, list[Taken]]:
    async with opened(address(place)) as database, bare(engine, copy) as plain:
        return {
            verb if many == 1 else f"{verb} x {many}": [
                await _taken(
                    database,
                    Order(BY_NAME[verb], _given(verb, model, many)(number), ("entry",), many=many > 1, by="bench"),
                    f"{verb}-{many}-{number}",
                    plain,
                )
                for number in range(times)
            ]
            for verb, many, times in _MEASURED
        }


async def _taken(database: Database, order: Order, key: str, plain: Bare) -> Taken:
    """Do a verb, and write its rows again into the copy."""
    last = await _last(database)
    began = time.perf_counter()
    await answered(database, order, key)
    verb = time.perf_counter() - began
    written = await _since(database, last)
    await plain.make_room(written)
    began = time.perf_counter()
    await plain.write(written)
    return Taken(verb, time.perf_counter() - began, sum(map(len, written.values())))


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
