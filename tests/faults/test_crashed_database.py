"""A PostgreSQL server that crashes and comes back: callers are told to send again, and all goes on by itself."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.vocabulary import Role
from tests.faults.writers import Service, Writers, check_all_there
from tests.graph.desk import TODAY, stored
from tests.graph.service import made_token
from tests.replicas import Server, alone
from vendors.demo.register import demo_register
from vendors.store.address import address
from vendors.store.database import opened
from vendors.store.migrating import migrate


@pytest.fixture(scope="module")
def primary() -> Iterator[Server]:
    """A PostgreSQL server of the tests' own, that may be crashed."""
    with alone() as server:
        yield server


@pytest.mark.postgres
def test_a_postgresql_that_crashes_is_unavailable_and_comes_back_by_itself(primary: Server, tmp_path: Path) -> None:
    """Under eight writers, twice: nobody is told of a fault of ours, and every acknowledged verb is there once."""

    async def fill() -> None:
        async with opened(address(primary.url)) as database:
            await migrate(database)
        await stored(primary.url, demo_register(TODAY))

    asyncio.run(fill())
    token = made_token(primary.url, "writer", Role.RECORDER, Role.REVIEWER)
    service = Service(primary.url, "--workers", "2", folder=tmp_path)
    service.start()
    service.wait()

    async def crashed() -> Writers:
        async with Writers([service.url], token) as writers:
            for _ in range(2):
                await writers.more(30)
                await asyncio.to_thread(primary.stop)
                before = writers.refused.total()
                async with asyncio.timeout(30):
                    while writers.refused.total() < before + 8:  # noqa: ASYNC110  # they are told one by one
                        await asyncio.sleep(0.05)
                await asyncio.to_thread(primary.start)
            await writers.more(30)
        return writers

    try:
        writers = asyncio.run(crashed())
    finally:
        service.kill()

    assert set(writers.refused) == {"UNAVAILABLE"}
    asyncio.run(check_all_there(primary.url, writers.acknowledged))
