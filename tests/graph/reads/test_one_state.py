"""One operation reads one state of the database, whatever is imported between two of its fields."""

import asyncio
import threading
from typing import Any

import orjson

from graph.reads.asked import Ask
from tests.graph.desk import TODAY, Desk, desk, register_of, stored
from vendors.store.address import Engine
from vendors.store.connection import Reads

REGISTER = """
register: 1
operator: {{name: Example K.K.}}
recipients:
  - {{code: host, name: {name}, kind: company, country: JP}}
"""
PAUSE = {
    Engine.SQLITE: (
        "select cast(count(*) as text) from (with recursive c (n) as (select 1 union all select n + 1 from c"
        " where n < 12000000) select n from c) numbers"
    ),
    Engine.POSTGRESQL: "select pg_sleep(2)::text",
}
ASKED = '{ a: recipient(code: "host") { name } b: recipients { nodes { name } totalCount } }'


async def read(asked: Desk, *, pausing: bool) -> list[Any]:
    """The answers of an operation's two fields, with or without a pause between them."""
    answers = asked.answers
    wording = answers.questions.prepare(ASKED, None)
    ask = Ask(answers.questions.variables(wording, {}), TODAY)
    plan = answers.planner.plan(wording.prepared, ask, asked.roles, lambda *_: True)
    first, second = plan.work(ask, answers.reader.dialect).values()
    pause = [(PAUSE[answers.reader.engine], ())] if pausing else []
    texts = await answers.reader.texts([first, *pause, second], slow=True)
    return [orjson.loads(texts[0])["name"], orjson.loads(texts[-1])["nodes"][0]["name"]]


async def test_an_import_between_two_fields_changes_neither(place: str) -> None:
    """What was there when the first field was read is there for the second; the next sees the new register."""
    await stored(place, register_of(REGISTER.format(name="Before")))
    async with desk(place) as asked:
        assert await read(asked, pausing=False) == ["Before", "Before"]

        reading = asyncio.create_task(read(asked, pausing=True))
        await asyncio.sleep(0.2)
        await stored(place, register_of(REGISTER.format(name="After")))
        assert not reading.done(), "the import took longer than the pause"

        assert await reading == ["Before", "Before"]
        assert await read(asked, pausing=False) == ["After", "After"]
        data = await asked.ask(ASKED)
        assert (data["a"]["name"], data["b"]["nodes"]) == ("After", [{"name": "After"}])


async def test_work_that_asks_one_thing_after_the_other_sees_one_state(place: str) -> None:
    """What is computed out of several answers is computed of one register; the next time of the new one."""
    begun, imported = threading.Event(), threading.Event()

    async def names(reads: Reads) -> list[str]:
        first = await reads.rows("SELECT name FROM recipient_version")
        begun.set()
        while not imported.is_set():
            if reads.engine is Engine.SQLITE:
                imported.wait(10)
            else:
                await asyncio.sleep(0.01)
        return [row["name"] for row in (*first, *await reads.rows("SELECT name FROM recipient_version"))]

    await stored(place, register_of(REGISTER.format(name="Before")))
    async with desk(place) as asked:
        reading = asyncio.create_task(asked.answers.reader.on_one_state(names))
        await asyncio.to_thread(begun.wait, 10)
        await stored(place, register_of(REGISTER.format(name="After")))
        imported.set()

        assert await reading == ["Before", "Before"]
        assert await asked.answers.reader.on_one_state(names) == ["After", "After"]
