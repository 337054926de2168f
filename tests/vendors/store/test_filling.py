"""A register that was stored before a table was thought of stands in it after `teikyo migrate`."""

from collections.abc import Mapping
from typing import Any

from tests.graph.desk import TODAY
from tests.vendors.store.test_loading import everything
from vendors.demo.register import demo_register
from vendors.store.address import address
from vendors.store.database import opened
from vendors.store.filling import RECORDED, RUNS
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


def contents(rows: list[Mapping[str, Any]]) -> list[str]:
    """The rows of a table without their numbers, in one order."""
    return sorted(repr({name: value for name, value in row.items() if name != "id"}) for row in rows)
