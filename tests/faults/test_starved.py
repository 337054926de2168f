"""Clients who leave, a disk that is full, a server that crashes: told clearly, and all is as before when it is over."""

import asyncio
import random
import resource
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from models.vocabulary import Role
from tests.faults.writers import REGISTER, Service, Writers, check_all_there
from tests.graph.desk import TODAY, stored
from tests.graph.service import bearer, made_token
from tests.replicas import Server, replicated
from vendors.demo.register import demo_register
from vendors.store.address import address
from vendors.store.database import opened
from vendors.store.migrating import migrate

LIST = "{ services(first: 100) { nodes { code } } transfers(first: 50) { nodes { code findings { code } } } }"


async def say(service: Service, token: str, query: str, wait: float = 30, **variables: object) -> httpx2.Response:
    """One request, for which somebody waits so long."""
    # Without certificates, which take longer to read than the question takes to be answered.
    async with httpx2.AsyncClient(headers=bearer(token), timeout=wait, verify=False) as client:
        return await client.post(f"{service.url}/graphql", json={"query": query, "variables": variables})


def test_five_hundred_clients_who_leave_at_any_moment_hold_nobody_up(
    service: Service, register: str, token: str
) -> None:
    """Readers and writers, each waits as long as chance says; then both are answered at once, and the ledger holds."""
    chance = random.Random(500)
    outcomes: Counter[str] = Counter()
    acknowledged: list[str] = []

    async def leave(number: int) -> None:
        wait = chance.choice([0.001, 0.01, 0.05, 0.2, 5.0])
        try:
            if number % 2:
                await say(service, token, LIST, wait)
            else:
                answer = await say(service, token, REGISTER, wait, code=f"s-{number}")
                assert answer.json()["data"]["registerService"]["userErrors"] == []
                acknowledged.append(f"s-{number}")
            outcomes["answered"] += 1
        except httpx2.HTTPError:
            outcomes["left"] += 1

    async def all_of_them() -> tuple[httpx2.Response, httpx2.Response]:
        for first in range(0, 500, 25):
            await asyncio.gather(*(leave(number) for number in range(first, first + 25)))
        return await say(service, token, LIST, 10), await say(service, token, REGISTER, 10, code="last")

    read, written = asyncio.run(all_of_them())

    assert outcomes["left"] > 50
    assert outcomes["answered"] > 50
    assert (read.status_code, written.status_code) == (200, 200)
    assert written.json()["data"]["registerService"] == {"service": {"code": "last"}, "userErrors": []}
    asyncio.run(check_all_there(register, [*acknowledged, "last"]))


def test_a_full_disk_is_told_reads_go_on_and_writes_resume(sqlite_register: str, tmp_path: Path) -> None:
    """Files can't grow: verbs are UNAVAILABLE, questions are answered; as soon as there is room all goes on."""
    token = made_token(sqlite_register, "writer", Role.RECORDER, Role.REVIEWER)
    service = Service(sqlite_register, folder=tmp_path)
    service.start()
    service.wait()

    def room(size: int) -> None:
        resource.prlimit(service.process, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    async def starved() -> tuple[list[httpx2.Response], httpx2.Response, httpx2.Response]:
        await say(service, token, REGISTER, code="before")
        room(4096)
        full = [await say(service, token, REGISTER, code=f"full-{number}") for number in range(5)]
        read = await say(service, token, LIST)
        room(resource.RLIM_INFINITY)
        return full, read, await say(service, token, REGISTER, code="full-0")

    try:
        full, read, after = asyncio.run(starved())
    finally:
        service.kill()

    assert {(one.status_code, one.json()["errors"][0]["extensions"]["code"]) for one in full} == {(200, "UNAVAILABLE")}
    assert {"code": "before"} in read.json()["data"]["services"]["nodes"]
    assert after.json()["data"]["registerService"] == {"service": {"code": "full-0"}, "userErrors": []}
    asyncio.run(check_all_there(sqlite_register, ["before", "full-0"]))


@pytest.fixture(scope="module")
def primary() -> Iterator[Server]:
    """A PostgreSQL server of the tests' own, that may be crashed."""
    with replicated() as (server, _):
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
