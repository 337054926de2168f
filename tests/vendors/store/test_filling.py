"""A register that was stored before a table was thought of stands in it after `teikyo migrate`."""

from collections.abc import Mapping
from typing import Any

import orjson

from models.tables import tables
from tests.graph.desk import TODAY
from tests.graph.people import known_in
from tests.vendors.store.test_loading import everything
from vendors.demo.register import demo_register
from vendors.ledger.verifying import verify
from vendors.store.address import Engine, address
from vendors.store.database import Database, opened
from vendors.store.filling import LEDGER, MOMENTS, RECORDED, RUNS
from vendors.store.loading import load
from vendors.store.migrating import migrate


async def test_what_was_stored_before_is_found_and_laid_out_after_migrating(store: str) -> None:
    """Texts, imports and the days of contracts: the same rows as if they had been written by the import."""
    async with opened(address(store)) as database:
        await load(database, demo_register(TODAY))
        before = await everything(database)
        await database.run("DROP TABLE recorded")
        await database.run("DROP TABLE contract_run")
        for index in ("transfer_until", "finding_until", "delivery_finding_from"):
            await database.run(f"DROP INDEX {index}")
        for name in (RECORDED, RUNS):
            await database.run("DELETE FROM tortoise_migrations WHERE name = ?", name)

        assert await migrate(database) == [RECORDED, RUNS]

        assert sorted(map(contents, await everything(database))) == sorted(map(contents, before))


SINCE_THE_LEDGER = [LEDGER, "0031_listed_in_batches"]
"""The migrations that make the tables of the ledger and what they have gained since."""


async def without_a_ledger(database: Database) -> None:
    """Make a database what it was before there was a ledger."""
    for table in ("ledger_event", "ledger_head", "sealed"):
        await database.run(f"DROP TABLE {table}")
    for table in ("consent", "stop"):
        await database.run(f"DROP INDEX {table}_batch")
        await database.run(f"ALTER TABLE {table} DROP COLUMN batch")
    if database.engine is Engine.POSTGRESQL:
        await database.run("DROP FUNCTION ledger_refuses")
        await database.run("DROP FUNCTION ledger_counts")
    for migration in SINCE_THE_LEDGER:
        await database.run("DELETE FROM tortoise_migrations WHERE name = ?", migration)


async def test_a_register_from_before_the_ledger_becomes_its_first_events(store: str) -> None:
    """As it stands, each import before what it recorded last; the persons are sealed; nothing else moves."""
    register = demo_register(TODAY)
    first, *others = register.services
    corrected = register.model_copy(update={"services": (first.model_copy(update={"name": "Renamed"}), *others)})
    async with opened(address(store)) as database:
        await load(database, register, by="hanako")
        await load(database, corrected, by="taro")
        before = await everything(database)
        await without_a_ledger(database)

        assert await migrate(database) == SINCE_THE_LEDGER

        after = await everything(database)
        rows = await database.rows("SELECT * FROM ledger_event ORDER BY id")
        bodies = await database.rows("SELECT list, key, body FROM entry")
        await load(database, register)
        later = await database.rows("SELECT * FROM ledger_event WHERE id > ?", len(rows))
    changed = [
        table._meta.db_table
        for table, was, is_now in zip(tables(), before, after, strict=True)
        if without_batches(was) != without_batches(is_now)
    ]
    assert [name for name in changed if name not in {"ledger_event", "ledger_head", "sealed"}] == []
    assert [row["action"] for row in rows[:2]] == ["JUDGED", "ADOPTED"]
    assert {(row["actor"], row["verb"]) for row in rows} == {(None, "migrate")}
    imports = [orjson.loads(row["entry"])["by"] for row in rows if row["list"] == "loading"]
    assert imports == ["hanako", "taro"]
    taken_in = {(row["list"], row["key"]) for row in rows} - {("", "")}
    assert taken_in >= {(row["list"], row["key"]) for row in bodies}
    assert (rows[-3]["list"], rows[-3]["key"]) == ("services", first.code)
    assert [(row["action"], row["key"]) for row in later] == [("CORRECTED", first.code)]


def without_batches(rows: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The rows of a table without the batches in which persons are sealed."""
    return [{name: value for name, value in row.items() if name != "batch"} for row in rows]


async def test_an_empty_database_from_before_the_ledger_gets_an_empty_ledger(store: str) -> None:
    """Where no register is stored there is nothing to put on record."""
    async with opened(address(store)) as database:
        await without_a_ledger(database)
        await migrate(database)

        assert await database.rows("SELECT * FROM ledger_event") == []


async def test_moments_of_who_enters_are_kept_alike_after_migrating(sqlite_store: str) -> None:
    """They are compared as texts, where they once had a `T` in them."""
    await known_in(sqlite_store)
    async with opened(address(sqlite_store)) as database:
        before = await everything(database)
        moments = {"actor": ("created_at", "ended_at"), "access_token": ("created_at", "expires_at", "last_used_at")}
        for table, columns in moments.items():
            for column in columns:
                await database.run(f"UPDATE {table} SET {column} = replace({column}, ' ', 'T')")  # noqa: S608  # ours
        assert await everything(database) != before
        await database.run("DELETE FROM tortoise_migrations WHERE name = ?", MOMENTS)

        assert await migrate(database) == [MOMENTS]

        assert await everything(database) == before


async def test_withdrawals_from_before_they_were_rows_stand_in_their_table_after_migrating(store: str) -> None:
    """Each with its consent and its moment, to the microsecond; and the ledger still fits them."""
    async with opened(address(store)) as database:
        await load(database, demo_register(TODAY))
        before = await everything(database)
        withdrawn = await database.rows("SELECT consent_id, withdrawn_at FROM withdrawal ORDER BY consent_id")
        moment = "TIMESTAMP" if database.engine is Engine.SQLITE else "TIMESTAMPTZ"
        await database.run(f"ALTER TABLE consent ADD COLUMN withdrawn_at {moment}")
        await database.run(
            "UPDATE consent SET withdrawn_at = (SELECT one.withdrawn_at FROM withdrawal one"
            " WHERE one.consent_id = consent.id)"
        )
        await database.run("DROP TABLE withdrawal")
        again = ["0025_withdrawals", "0026_withdrawal_batches"]
        for name in again:
            await database.run("DELETE FROM tortoise_migrations WHERE name = ?", name)

        assert await migrate(database) == again

        after = await database.rows("SELECT consent_id, withdrawn_at FROM withdrawal ORDER BY consent_id")
        assert withdrawn
        assert list(map(dict, after)) == list(map(dict, withdrawn))
        assert sorted(map(contents, await everything(database))) == sorted(map(contents, before))
        await verify(database)


def contents(rows: list[Mapping[str, Any]]) -> list[str]:
    """The rows of a table without their numbers, in one order."""
    return sorted(repr({name: value for name, value in row.items() if name != "id"}) for row in rows)
