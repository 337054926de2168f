"""Verbs of many writers are gathered into one commit; whoever writes alone waits for nobody."""

import asyncio
import struct
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

import graph.writer
from graph.writer import Writer
from tests.graph.desk import TODAY, stored
from tests.vendors.verbs.test_answering import order
from vendors.demo.register import demo_register
from vendors.ledger.verifying import verify
from vendors.store.address import Engine, address
from vendors.store.database import opened
from vendors.verbs.doing import Done
from vendors.verbs.refusals import VerbRefused

FOR_EVER = 3_600.0


@asynccontextmanager
async def writing(place: str) -> AsyncIterator[Writer]:
    """A writer over the demo register, who has begun."""
    await stored(place, demo_register(TODAY))
    writer = Writer(address(place))
    try:
        await registered(writer, ["first"])
        yield writer
    finally:
        await writer.close()


async def one(writer: Writer, code: str) -> Done:
    """A service registered under a key of its own."""
    return await writer.answered(order("registerService", {"code": code, "name": "S"}), f"key of {code}")


async def registered(writer: Writer, codes: Iterable[str]) -> list[Done | BaseException]:
    """Services registered by as many writers at once, each with his answer."""
    return await asyncio.gather(*(one(writer, code) for code in codes), return_exceptions=True)


def commits_of_file(place: str) -> int:
    """How many commits SQLite's log holds: the frames that say how large the database is after them."""
    log = Path(f"{place}-wal").read_bytes()
    (page,), salts = struct.unpack(">I", log[8:12]), log[16:24]
    frames = range(32, len(log) - 23 - page, 24 + page)
    return sum(log[at + 8 : at + 16] == salts and log[at + 4 : at + 8] != bytes(4) for at in frames)


async def commits(place: str, codes: Iterable[str], before: int) -> int:
    """In how many commits these services were registered; `before` are those that there were of other things."""
    if address(place).engine is Engine.SQLITE:
        return commits_of_file(place) - before
    async with opened(address(place)) as database:
        listed = ", ".join(f"'key of {code}'" for code in codes)
        rows = await database.rows(f"SELECT DISTINCT xmin::text AS number FROM verb_answer WHERE key IN ({listed})")  # noqa: S608  # ours
    return len(rows)


def so_far(place: str) -> int:
    """The commits that there are by now, where they are counted by the file."""
    return commits_of_file(place) if address(place).engine is Engine.SQLITE else 0


async def test_verbs_of_many_writers_are_one_commit(store: str) -> None:
    """Each is answered for itself, and stands on the ledger as if it had been done alone."""
    codes = [f"s-{number}" for number in range(8)]
    async with writing(store) as writer:
        before = so_far(store)
        answers = await registered(writer, codes)
        number = await commits(store, codes, before)
    async with opened(address(store)) as database:
        events = await database.rows("SELECT key, recorded_at FROM ledger_event WHERE key LIKE 's-%'")
        verified = await verify(database)

    assert all(isinstance(answer, Done) and answer.changed.added == 1 for answer in answers)
    assert number == 1
    assert sorted(row["key"] for row in events) == codes
    assert len({row["recorded_at"] for row in events}) == 8
    assert verified.size > 8


async def test_who_was_answered_with_others_is_waited_for(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One who comes first finds company by waiting: with the last of as many as were answered before, all are done."""
    monkeypatch.setattr(graph.writer, "_GATHERING", FOR_EVER)
    codes = [f"t-{number}" for number in range(4)]
    async with writing(store) as writer:
        await registered(writer, [f"s-{number}" for number in range(4)])
        before = so_far(store)
        coming: list[asyncio.Task[Done]] = []
        for code in codes:
            assert not any(task.done() for task in coming)
            coming.append(asyncio.create_task(one(writer, code)))
            await asyncio.sleep(0.01)
        await asyncio.gather(*coming)
        number = await commits(store, codes, before)

    assert number == 1


async def test_who_writes_alone_waits_for_nobody(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long others would be waited for: he would not be answered here, if he was kept waiting at all."""
    monkeypatch.setattr(graph.writer, "_GATHERING", FOR_EVER)
    codes = [f"s-{number}" for number in range(3)]
    async with writing(store) as writer:
        before = so_far(store)
        added = [(await one(writer, code)).changed.added for code in codes]
        number = await commits(store, codes, before)

    assert (added, number) == ([1, 1, 1], 3)


async def test_who_writes_alone_after_many_is_held_up_once(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """For as long as is gathered, and by nobody who does not come again a second time."""
    async with writing(store) as writer:
        await registered(writer, [f"s-{number}" for number in range(4)])
        first = await one(writer, "alone")
        monkeypatch.setattr(graph.writer, "_GATHERING", FOR_EVER)
        second = await one(writer, "alone-again")

    assert [done.changed.added for done in (first, second)] == [1, 1]


async def test_one_that_is_refused_undoes_no_other(store: str) -> None:
    """The others are done, in the same commit; what is refused leaves its key free."""
    codes = ["s-0", "Not a code", "s-2", "s-3"]
    async with writing(store) as writer:
        before = so_far(store)
        answers = await registered(writer, codes)
        number = await commits(store, codes, before)
    async with opened(address(store)) as database:
        services = await database.rows("SELECT code FROM service WHERE code LIKE 's-%' ORDER BY code")
        keys = await database.rows("SELECT key FROM verb_answer WHERE key = ?", "key of Not a code")
        await verify(database)

    assert [isinstance(answer, Done) for answer in answers] == [True, False, True, True]
    assert isinstance(answers[1], VerbRefused)
    assert [refusal.code for refusal in answers[1].refusals] == ["bad_code"]
    assert [row["code"] for row in services] == ["s-0", "s-2", "s-3"]
    assert (number, keys) == (1, [])
