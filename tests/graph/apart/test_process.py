"""Work in a process of its own: what it comes to and what it raises come back, and it ends with whom it works for."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import uvloop

from graph.apart.database import KeptOpen
from graph.apart.giving_way import GIVES_WAY, SECONDS_AT_A_TIME, GivingWay
from graph.apart.process import InProcess
from tests.faults.writers import begun_by
from tests.graph.desk import TODAY, stored
from tests.vendors.verbs.test_answering import order
from vendors.demo.register import demo_register
from vendors.store.address import Engine, address
from vendors.store.connection import Connection
from vendors.store.database import Database, opened
from vendors.store.faults import engine_code
from vendors.store.migrating import migrate
from vendors.store.refusals import Refusal, StoreRefused
from vendors.verbs.answering import answered
from vendors.verbs.refusals import VerbRefused


async def its_number(_: Database) -> int:
    """The number of the process that does it."""
    return os.getpid()


async def its_niceness(_: Database) -> int:
    """How far it stands back."""
    return os.getpriority(os.PRIO_PROCESS, 0)


async def kill_itself(_: Database) -> None:
    """End at once, as where the machine has no memory left."""
    os.kill(os.getpid(), signal.SIGKILL)


async def ask_for_what_is_not_there(database: Database) -> None:
    """Have the engine refuse."""
    await database.rows("SELECT * FROM nothing")


def goes_on(number: int) -> bool:
    """Whether there is a process of that number."""
    return Path(f"/proc/{number}").exists()


async def test_work_is_done_in_another_process_that_ends_when_it_is_let_go(store: str) -> None:
    """One process does all that comes."""
    await stored(store, demo_register(TODAY))
    apart = InProcess(address(store))

    number, again = await apart.do(its_number), await apart.do(its_number)
    await apart.end()

    assert number == again != os.getpid()
    assert not goes_on(number)


async def test_it_stands_back_and_looks_up_every_so_often_between_statements(
    sqlite_store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For whoever waits for its core; but it does not do so after each of many quick ones."""
    await stored(sqlite_store, demo_register(TODAY))
    apart = InProcess(address(sqlite_store))
    try:
        niceness = await apart.do(its_niceness)
    finally:
        await apart.end()
    assert niceness == min(os.getpriority(os.PRIO_PROCESS, 0) + GIVES_WAY, 19)

    left: list[float] = []
    monkeypatch.setattr(os, "sched_yield", lambda: left.append(time.perf_counter()))
    monkeypatch.setattr(os, "nice", lambda _: None)
    kept = KeptOpen(address(sqlite_store), GivingWay())

    async def look(database: Database) -> None:
        async def many(connection: Connection) -> None:
            until = time.perf_counter() + 20 * SECONDS_AT_A_TIME
            while time.perf_counter() < until:
                await connection.rows("SELECT 1")

        await database.write(many)

    await kept.do(look)
    await kept.close()

    assert 2 <= len(left) <= 20
    assert min(after - before for before, after in pairwise(left)) >= SECONDS_AT_A_TIME


async def test_what_a_verb_is_refused_for_comes_back_as_it_was_said(store: str) -> None:
    """With every reason, and where in the input it stands; and a verb that is done is done once for its key."""
    await stored(store, demo_register(TODAY))
    apart = InProcess(address(store))
    try:
        done = await apart.do(answered, order("registerService", {"code": "apart", "name": "Apart"}), "k-1")
        again = await apart.do(answered, order("registerService", {"code": "apart", "name": "Apart"}), "k-1")
        with pytest.raises(VerbRefused) as refused:
            await apart.do(answered, order("registerService", {"code": "apart", "name": "Other"}), "k-2")
    finally:
        await apart.end()

    assert (done.entries, done.again, again.again) == ((("services", "apart"),), False, True)
    assert [one.code for one in refused.value.refusals] == ["duplicate_code"]


async def test_what_the_engine_refuses_comes_back_with_the_engines_own_code(store: str) -> None:
    """The log tells it, as of work in this process."""
    await stored(store, demo_register(TODAY))
    apart = InProcess(address(store))
    try:
        with pytest.raises(StoreRefused) as refused:
            await apart.do(ask_for_what_is_not_there)
    finally:
        await apart.end()

    assert refused.value.refusal is Refusal.FAILED
    assert refused.value.__cause__ is not None
    code = "42P01" if address(store).engine is Engine.POSTGRESQL else "SQLITE_ERROR"
    assert engine_code(refused.value.__cause__) == code


async def test_a_database_that_is_not_there_is_told_until_it_is(tmp_path: Path) -> None:
    """The process goes on, and opens it once it can."""
    place = str(tmp_path / "later.db")
    apart = InProcess(address(place))
    try:
        with pytest.raises(StoreRefused) as refused:
            await apart.do(its_number)
        async with opened(address(place), make=True) as database:
            await migrate(database)
        number = await apart.do(its_number)
    finally:
        await apart.end()

    assert refused.value.refusal is Refusal.NO_DATABASE
    assert number != os.getpid()


async def test_a_process_that_is_killed_is_told_of_and_replaced_by_the_next(store: str) -> None:
    """Who waits for it is told that the database can't be written now."""
    await stored(store, demo_register(TODAY))
    apart = InProcess(address(store))
    try:
        first = await apart.do(its_number)
        with pytest.raises(StoreRefused) as refused:
            await apart.do(kill_itself)
        second = await apart.do(its_number)
    finally:
        await apart.end()

    assert refused.value.refusal is Refusal.UNREACHABLE
    assert first != second


def the_one_begun() -> int:
    """The process that was begun for work; it is there at once, and a moment later known by what it does."""
    while not (begun := begun_by(os.getpid(), b"graph.apart.worker")):
        time.sleep(0.01)
    (number,) = begun
    return number


@pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def test_a_process_that_is_killed_before_it_heard_of_anything_is_replaced(
    store: str, loop: Callable[[], asyncio.AbstractEventLoop]
) -> None:
    """Nobody is told of it, for nothing was sent; the service's own loop can't even be asked to send there."""

    async def replaced() -> tuple[int, int]:
        await stored(store, demo_register(TODAY))
        apart = InProcess(address(store))
        try:
            await apart.begin()
            first = the_one_begun()
            os.kill(first, signal.SIGKILL)
            await asyncio.sleep(0.3)
            return first, await apart.do(its_number)
        finally:
            await apart.end()

    with asyncio.Runner(loop_factory=loop) as runner:
        first, second = runner.run(replaced())

    assert first != second


BEGINS_AND_WAITS = """
import asyncio, sys
from graph.apart.process import InProcess
from tests.graph.apart.test_process import its_number
from vendors.store.address import address

async def main():
    print(await InProcess(address(sys.argv[1])).do(its_number), flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


async def test_it_ends_with_the_process_that_it_works_for_however_that_ends(store: str) -> None:
    """Killed, that one has no time to say so."""
    await stored(store, demo_register(TODAY))
    parent = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", BEGINS_AND_WAITS, store), stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout is not None
    number = int(await parent.stdout.readline())
    assert goes_on(number)
    parent.kill()
    await parent.wait()

    end = time.monotonic() + 30
    while goes_on(number):
        assert time.monotonic() < end, "it goes on by itself"
        await asyncio.sleep(0.05)
