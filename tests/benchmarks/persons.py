"""Deliveries to a crowd judged beside the bare join.

Judging is all that the store does of it before it writes: gathering, classes of persons, the law. The target is 3 times
the bare join for a delivery to a million.
"""

import asyncio
import statistics
import time
from collections import Counter
from collections.abc import Iterable

from models.vocabulary import RuleCode
from tests.benchmarks.bare_persons import Desk
from tests.benchmarks.crowd import FIRST, TRANSFER, delivery_code, listed_in
from tests.benchmarks.databases import Filled
from tests.benchmarks.telling import say
from vendors.findings import DeliveryJudgement
from vendors.judging.deliveries import SIEVES
from vendors.store.address import address
from vendors.store.afterwards import Afterwards
from vendors.store.change import NO_CHANGE
from vendors.store.connection import Connection
from vendors.store.database import Database, opened
from vendors.store.rejudging import portions_of
from vendors.store.touched import Touched

ROUNDS = 3


def heading() -> None:
    """What the columns are."""
    say(f"{'engine':10} {'persons':>10} {'':28} {'bare ms':>9} {'teikyo ms':>10} {'ratio':>6}")


def measure(filled: Filled) -> None:
    """Tell of the first delivery."""
    bare, ours = asyncio.run(_judged(filled))
    line = f"{filled.engine:10} {filled.size:>10}"
    judging = f"judging {listed_in(filled.size)} persons"
    say(f"{line} {judging:28} {bare * 1000:>9.0f} {ours * 1000:>10.0f} {ours / bare:>6.2f}")


async def _judged(filled: Filled) -> tuple[float, float]:
    code = delivery_code(0)
    taken: tuple[list[float], list[float]] = ([], [])
    desk = Desk(filled.place)
    async with opened(address(filled.place)) as database:
        for _ in range(ROUNDS + 1):  # the first is for both to have read the tables once
            begun = time.perf_counter()
            bare = await desk.of_delivery(code, FIRST)
            between = time.perf_counter()
            ours = await judged(database, code)
            taken[0].append(between - begun)
            taken[1].append(time.perf_counter() - between)
            assert said(ours) == counted(bare), "the same is told"
    await desk.leave()
    return statistics.median(taken[0][1:]), statistics.median(taken[1][1:])


async def judged(database: Database, code: str) -> DeliveryJudgement:
    """What is said of a delivery, in a transaction as of whoever touches it."""

    async def work(connection: Connection) -> DeliveryJudgement:
        touched = Touched(frozenset(), {code: TRANSFER})
        (portion,) = [one async for one in portions_of(Afterwards(connection, NO_CHANGE), touched)]
        return portion.judge.delivery(code)

    return await database.write(work)


def said(judged: DeliveryJudgement) -> dict[str, int]:
    """Of how many persons each is said that the bare join tells, too."""
    return {one.code: one.subjects for one in judged.findings if one.code in _OF_PERSONS and one.subjects}


_OF_PERSONS = {rule.code for rule in SIEVES} | {RuleCode.STOP_ORDER_ACTIVE}


def counted(rows: Iterable[tuple[str | None, bool, int]]) -> dict[str, int]:
    """The same of what the bare join tells."""
    found: Counter[str] = Counter()
    for lacking, stopped, persons in rows:
        if lacking is not None:
            found[lacking] += persons
        if stopped:
            found[RuleCode.STOP_ORDER_ACTIVE] += persons
    return dict(found)
