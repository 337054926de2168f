"""Slow questions: none holds up another, each ends when its time is up or when nobody waits for it any more."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from graph.limits import Limits
from graph.reads.database import Reader
from graph.reads.paces import QUICK_SECONDS, Paces
from graph.reads.readers import reader_of
from graph.reads.refusals import Code, Refused
from graph.reads.sqlite import SQLiteReader
from tests.graph.desk import desk
from vendors.store.address import Engine, address
from vendors.store.connection import Reads

ENDLESS = {
    Engine.SQLITE: "with recursive c (n) as (select 1 union all select n + 1 from c) select count(*) from c",
    Engine.POSTGRESQL: "select pg_sleep(600)::text",
}
AT_WORK = "select count(*) as at_work from pg_stat_activity where datname = current_database() and state = 'active'"


@pytest.fixture
async def reader(demo_place: str) -> AsyncIterator[Reader]:
    """A reader of the demo register that lets a statement take ten minutes."""
    made = reader_of(address(demo_place), 600)
    yield made
    await made.close()


async def quick(reader: Reader) -> float:
    """How long a quick question takes."""
    begun = time.perf_counter()
    assert await reader.texts([("select 'quick'", ())], slow=False) == ["quick"]
    return time.perf_counter() - begun


async def ended(reader: Reader) -> bool:
    """Whether the database is soon at rest; SQLite's threads are, if a slow question for each gets through."""
    if reader.engine is Engine.SQLITE:
        slow = [reader.texts([(f"select '{number}'", ())], slow=True) for number in range(2)]
        return await asyncio.wait_for(asyncio.gather(*slow), 5) == [["0"], ["1"]]
    for _ in range(50):
        if (await reader.rows(AT_WORK))[0]["at_work"] == 1:
            return True
        await asyncio.sleep(0.1)
    return False


async def test_a_quick_question_is_answered_during_long_ones(reader: Reader) -> None:
    """As many endless questions as there are threads; those who ask a short one wait no longer for them."""
    endless = [asyncio.create_task(reader.texts([(ENDLESS[reader.engine], ())], slow=True)) for _ in range(2)]
    await asyncio.sleep(0.2)

    waited = [await quick(reader) for _ in range(20)]

    for task in endless:
        task.cancel()
    await asyncio.gather(*endless, return_exceptions=True)
    assert sorted(waited)[10] < 0.2
    assert await ended(reader)


async def test_a_question_that_only_looked_quick_is_taken_aside(reader: Reader) -> None:
    """A plan that is wrong about its cost blocks nobody for longer than a blink, and the next time not at all."""
    sql = "select 'all ' || count(*) from (with recursive c (n) as (select 1 union all select n + 1 from c"
    sql += " where n < 3000000) select n from c) numbers"
    asked = asyncio.create_task(reader.texts([(sql, ())], slow=False))
    await asyncio.sleep(0)

    assert await quick(reader) < 0.3
    assert await asked == ["all 3000000"]
    if isinstance(reader, SQLiteReader):
        assert reader._paces.at_once(sql, slow=False) == 0


@pytest.mark.parametrize("looks_slow", [True, False])
def test_what_turns_out_quick_time_and_again_is_taken_aside_no_longer(*, looks_slow: bool) -> None:
    """Until it is slow once more, which everybody then waits for less long."""
    paces, asked = Paces(), "a statement"
    paces.was_slow(asked)
    told = []
    for seconds in (*[0.001] * 4, 0.1, *[0.001] * 4):
        paces.took(asked, seconds)
        told.append(paces.at_once(asked, slow=looks_slow))
    paces.took(asked, 0.001)
    settled = paces.at_once(asked, slow=looks_slow)
    paces.was_slow(asked)

    assert set(told) == {0}
    assert 0 < settled < QUICK_SECONDS
    assert paces.at_once(asked, slow=looks_slow) == 0
    assert [paces.at_once("another", slow=slow) for slow in (False, True)] == [QUICK_SECONDS, 0]


def test_a_flood_of_statements_is_forgotten_and_none_of_them_is_waited_for() -> None:
    """What is kept is bounded."""
    paces = Paces()
    for number in range(5_000):
        paces.was_slow(number)

    assert len(vars(paces)["_quick_in_a_row"]) <= 1_000
    assert paces.at_once(4_999, slow=True) == 0


async def test_who_stops_waiting_stops_the_work(reader: Reader) -> None:
    """Of one statement and of several within one state of the database; the connection is as good as new."""
    sql = ENDLESS[reader.engine]
    for work in ([(sql, ())], [("select 'first'", ()), (sql, ())]):
        asked = [asyncio.create_task(reader.texts(work, slow=True)) for _ in range(2)]
        await asyncio.sleep(0.2)

        for task in asked:
            task.cancel()
        await asyncio.gather(*asked, return_exceptions=True)

        assert await ended(reader)
    several = [("select 'a'", ()), ("select 'b'", ())]
    assert await asyncio.gather(*[reader.texts(several, slow=True) for _ in range(8)]) == [["a", "b"]] * 8


async def test_work_on_one_state_ends_when_its_time_is_up_or_nobody_waits(reader: Reader, demo_place: str) -> None:
    """As a statement does; and what it worked with is as good as new."""

    async def endless(reads: Reads) -> object:
        return await reads.rows(ENDLESS[reads.engine])

    asked = asyncio.create_task(reader.on_one_state(endless))
    await asyncio.sleep(0.2)
    asked.cancel()
    await asyncio.gather(asked, return_exceptions=True)
    assert await ended(reader)

    hasty = reader_of(address(demo_place), 0.2)
    try:
        with pytest.raises(Refused) as refused:
            await hasty.on_one_state(endless)
        assert refused.value.code is Code.LIMIT_EXCEEDED
        assert await ended(hasty)
    finally:
        await hasty.close()


async def test_leaving_at_any_moment_leaves_nothing_behind(reader: Reader) -> None:
    """Whoever leaves while a state of the database is being opened leaves no old state to the next one."""
    several = [("select 'a'", ()), ("select 'b'", ())]
    for steps in range(30):
        asked = asyncio.create_task(reader.texts(several, slow=True))
        for _ in range(steps):
            await asyncio.sleep(0)
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)

    assert await reader.texts(several, slow=True) == ["a", "b"]
    if reader.engine is Engine.POSTGRESQL:
        open_ = "select count(*) as open from pg_stat_activity where datname = current_database()"
        for _ in range(50):
            idle = (await reader.rows(f"{open_} and state like 'idle in transaction%'"))[0]["open"]
            if idle == 0:
                break
            await asyncio.sleep(0.1)
        assert idle == 0


async def test_a_statement_has_its_time(demo_place: str) -> None:
    """What takes longer is ended, with a code that says so."""
    reader = reader_of(address(demo_place), 0.3)
    try:
        for slow in (True, False):
            begun = time.perf_counter()
            with pytest.raises(Refused) as refused:
                await reader.texts([(ENDLESS[reader.engine], ())], slow=slow)

            assert refused.value.code is Code.LIMIT_EXCEEDED
            assert time.perf_counter() - begun < 5
        assert await reader.texts([("select 'next'", ())], slow=True) == ["next"]
    finally:
        await reader.close()


async def test_an_answer_has_its_length(demo_place: str) -> None:
    """A page of few rows with long lists in them may still be more than is answered."""
    async with desk(demo_place, Limits(answer=2_000)) as asked:
        assert (await asked.ask("{ transfers(first: 1) { nodes { code } } }"))["transfers"]["nodes"]

        assert await asked.refused("{ transfers(first: 100) { nodes { id code from until note } } }") == [
            ("LIMIT_EXCEEDED", ())
        ]
