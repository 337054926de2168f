"""When a token was last used is on record, without a write for each read."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta

import pytest

from graph.app import create_app
from graph.uses import Uses
from tests.graph.desk import register_of, stored
from tests.graph.service import calling, token_for
from tests.vendors.verbs.clerk import REGISTER
from vendors import tokens
from vendors.store.address import Engine, address
from vendors.store.database import opened
from vendors.token_text import key_of

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


async def last_used(place: str) -> dict[str, datetime | None]:
    """What is on record, by the names of tokens."""
    async with opened(address(place)) as database:
        return {one.name: one.last_used_at for one in await tokens.listed(database)}


async def test_what_let_in_is_on_record_when_the_service_has_ended_at_the_latest(place: str) -> None:
    """The token that was used, and no other; while it serves, a read waits for no write."""
    text = await token_for(place, "used")
    await token_for(place, "unused")
    before = datetime.now(UTC)
    async with calling(create_app(address(place)), text) as caller:
        await caller.ask("{ __typename }")
        meanwhile = await last_used(place)
    found = await last_used(place)

    assert set(meanwhile.values()) == {None}
    assert found["unused"] is None
    assert before <= (found["used"] or NOW) <= datetime.now(UTC)


async def test_a_token_that_is_used_all_the_time_is_written_now_and_then(place: str) -> None:
    """The first use at once, a later one when ten minutes have passed."""
    key = key_of(await token_for(place, "busy")) or ""
    uses = Uses(address(place))
    written = []
    for minutes in (0, 5, 9, 10, 12):
        uses.note(key, NOW + timedelta(minutes=minutes))
        await uses.write()
        written.append((await last_used(place))["busy"])

    assert written == [NOW, NOW, NOW, *[NOW + timedelta(minutes=10)] * 2]


SLOW = {
    Engine.SQLITE: (
        (
            "CREATE TRIGGER slow AFTER UPDATE OF last_used_at ON access_token BEGIN SELECT sum(i) FROM"
            " (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000000) SELECT i FROM n); END"
        ),
    ),
    Engine.POSTGRESQL: (
        ("CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(5); RETURN NEW; END $$"),
        "CREATE TRIGGER slow AFTER UPDATE OF last_used_at ON access_token FOR EACH ROW EXECUTE FUNCTION slow()",
    ),
}
"""Has the engine take seconds for noting that a token was used, as a disk may that others keep busy."""


async def slowed(place: str) -> str:
    """A token in a database that takes long to note when it was used."""
    await stored(place, register_of(REGISTER))
    token = await token_for(place, "slow")
    async with opened(address(place)) as database:
        for statement in SLOW[database.engine]:
            await database.run(statement)
    return token


async def quickened(place: str) -> None:
    """It takes no longer than usual from now on."""
    async with opened(address(place)) as database:
        await database.run(f"DROP TRIGGER slow{' ON access_token' if database.engine is Engine.POSTGRESQL else ''}")


async def test_nobody_waits_for_the_last_use_to_be_written(place: str) -> None:
    """However long the disk takes, who asks meanwhile is answered before it is done."""
    token = await slowed(place)
    uses = Uses(address(place))
    uses.note(key_of(token) or "", NOW)
    async with calling(create_app(address(place)), token) as caller:
        await caller.ask("{ __typename }")
        writing = asyncio.create_task(uses.write())
        answers = [(await caller.ask("{ __typename }")).status_code for _ in range(3)]
        is_done = writing.done()
        await writing
        noted = (await last_used(place))["slow"]
        await quickened(place)

    assert (answers, is_done) == ([200] * 3, False)
    assert noted == NOW


async def test_a_use_that_cannot_be_written_in_time_is_lost_and_nothing_else(place: str) -> None:
    """The service ends without it, and the next one lets the token in as before."""
    token = await slowed(place)
    uses = Uses(address(place), patience=0.1)
    async with uses.being_written():
        uses.note(key_of(token) or "", NOW)
    not_waited_for = (await last_used(place))["slow"]
    for thread in threading.enumerate():
        if thread.name == "teikyo-alone":
            await asyncio.to_thread(thread.join)
    await quickened(place)
    async with calling(create_app(address(place)), token) as caller:
        answered = await caller.ask("{ viewer { name } }")

    assert not_waited_for is None
    assert answered.json()["data"] == {"viewer": {"name": "slow"}}


async def test_a_database_that_cannot_be_written_keeps_nobody_out(
    sqlite_store: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It is said in the log, and what was noted waits."""
    key = key_of(await token_for(sqlite_store, "patient")) or ""
    uses = Uses(address(f"{sqlite_store}.gone"))
    uses.note(key, NOW)

    await uses.write()

    assert uses.due() == {key: NOW}
    assert "could not be written: NO_DATABASE" in caplog.text
