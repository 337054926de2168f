"""What the gate had kept as a row for each person stands together after `teikyo migrate`."""

from datetime import UTC, datetime

import orjson

from vendors.store.address import Engine, address
from vendors.store.database import Database, opened
from vendors.store.migrating import migrate
from vendors.store.moments import kept

GATE_ANSWERS = "0030_gate_answers"


async def with_a_row_for_each_person(database: Database) -> None:
    """Make a database what it was when each person was a row."""
    sqlite = database.engine is Engine.SQLITE
    number, moment = ("INTEGER", "TIMESTAMP") if sqlite else ("BIGSERIAL", "TIMESTAMPTZ")
    await database.run("DROP TABLE gate_answer")
    await database.run(
        f"CREATE TABLE gate_decision (id {number} PRIMARY KEY, code TEXT, transfer TEXT, at {moment}, items TEXT,"
        f" asked INT, allowed INT, decided_by TEXT, decided_at {moment})"
    )
    await database.run(f"CREATE TABLE gate_person (id {number} PRIMARY KEY, decision_id BIGINT, subject TEXT)")
    await database.run("DELETE FROM tortoise_migrations WHERE name = ?", GATE_ANSWERS)


async def test_each_decision_is_one_answer_that_names_whom_it_allowed(store: str) -> None:
    """One that allowed nobody names nobody; nothing else of it is another."""
    async with opened(address(store)) as database:
        await with_a_row_for_each_person(database)
        at = kept(database, datetime(2026, 4, 1, tzinfo=UTC))
        for code, allowed in (("first", 2), ("second", 0)):
            await database.run(
                "INSERT INTO gate_decision (code, transfer, at, asked, allowed, decided_by, decided_at)"
                " VALUES (?, 'leads', ?, 2, ?, 'feed', ?)",
                *(code, at, allowed, at),
            )
        for subject in ("c-1", 'c"2'):
            await database.run("INSERT INTO gate_person (decision_id, subject) VALUES (1, ?)", subject)

        assert await migrate(database) == [GATE_ANSWERS]

        rows = await database.rows("SELECT * FROM gate_answer ORDER BY id")
    assert [(row["decision"], row["asked"], row["allowed"], row["items"]) for row in rows] == [
        ("first", 2, 2, None),
        ("second", 2, 0, None),
    ]
    assert [sorted(orjson.loads(row["persons"])) for row in rows] == [['c"2', "c-1"], []]
    assert {(row["transfer"], row["at"], row["decided_by"], row["decided_at"]) for row in rows} == {
        ("leads", at, "feed", at)
    }
