"""Verbs that wait in a worker are done as one change: what goes wrong with one of them is its own."""

import asyncio

import pytest

from graph.reads.refusals import Refused
from graph.writer import Writer
from tests.graph.desk import TODAY, stored
from tests.vendors.verbs.test_answering import order
from vendors.demo.register import demo_register
from vendors.store.address import Engine, address
from vendors.store.database import opened
from vendors.verbs.doing import Done

ON_SQLITE = (
    "CREATE TRIGGER odd BEFORE INSERT ON service WHEN NEW.code = 's-2' BEGIN SELECT RAISE(ABORT, 'it is odd'); END",
)
ON_POSTGRESQL = (
    (
        "CREATE FUNCTION odd() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = 'the row is odd'; END $$"
    ),
    "CREATE TRIGGER odd BEFORE INSERT ON service FOR EACH ROW WHEN (NEW.code = 's-2') EXECUTE FUNCTION odd()",
)


@pytest.mark.parametrize("process", [False, True])
async def test_a_fault_that_one_verb_meets_in_the_database_is_told_to_its_caller_alone(
    store: str, *, process: bool
) -> None:
    """The engine refuses a row of one of five that wait together; the others are done, once each."""
    place = address(store)
    await stored(store, demo_register(TODAY))
    async with opened(place) as database:
        for statement in ON_SQLITE if place.engine is Engine.SQLITE else ON_POSTGRESQL:
            await database.run(statement)
    writer = Writer(place, process=process)
    try:
        answers = await asyncio.gather(
            *(
                writer.answered(order("registerService", {"code": f"s-{number}", "name": "S"}), f"k-{number}")
                for number in range(5)
            ),
            return_exceptions=True,
        )
    finally:
        await writer.close()
    async with opened(place) as database:
        kept = await database.rows("SELECT key FROM verb_answer ORDER BY key")
        codes = await database.rows("SELECT code FROM service WHERE code LIKE 's-%' ORDER BY code")

    assert [isinstance(answer, Done) for answer in answers] == [True, True, False, True, True]
    assert isinstance(answers[2], Refused)
    assert [row["key"] for row in kept] == ["k-0", "k-1", "k-3", "k-4"]
    assert [row["code"] for row in codes] == ["s-0", "s-1", "s-3", "s-4"]
