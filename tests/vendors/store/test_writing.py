"""Writing under all that may happen to who writes and to what is written to: nothing held up, nothing lost."""

import asyncio
import random
import subprocess
import sys
from contextvars import Context
from urllib.parse import urlsplit

import pytest

from tests.servers import say
from vendors.store.address import Engine, address
from vendors.store.connection import Connection
from vendors.store.database import Database, opened
from vendors.store.faults import FAULTS, refusal_of
from vendors.store.refusals import Refusal, StoreRefused

COUNTING = """
import asyncio, sys
from vendors.store.address import address
from vendors.store.database import opened

async def more(connection):
    (row,) = await connection.rows("SELECT name FROM service WHERE code = 'count'")
    await connection.run("UPDATE service SET name = ? WHERE code = 'count'", str(int(row["name"]) + 1))

async def main():
    async with opened(address(sys.argv[1])) as database:
        await database.rows("SELECT name FROM service")
        print("ready", flush=True)
        sys.stdin.readline()
        for _ in range(int(sys.argv[2])):
            await database.write(more)

asyncio.run(main())
"""
"""A program that, once told to, reads a number and writes the next one, again and again."""


async def begin_to_count(database: Database) -> None:
    """Write the number that is counted from."""
    await database.run("INSERT INTO service (code, name) VALUES ('count', '0')")


async def more(connection: Connection) -> None:
    """Count one more."""
    (row,) = await connection.rows("SELECT name FROM service WHERE code = 'count'")
    await connection.run("UPDATE service SET name = ? WHERE code = 'count'", str(int(row["name"]) + 1))


async def counted(database: Database) -> int:
    """How far it was counted."""
    (row,) = await database.rows("SELECT name FROM service WHERE code = 'count'")
    return int(row["name"])


async def test_writers_who_give_up_at_any_moment_leave_the_database_to_others(store: str) -> None:
    """Of hundreds, each waits for as long as chance says; then the next one writes at once, and each wrote once."""
    chance = random.Random(27)
    acknowledged = given_up = 0

    async def impatient(database: Database) -> None:
        nonlocal acknowledged, given_up
        try:
            await asyncio.wait_for(database.write(more), chance.choice([0, 0.0005, 0.002, 0.01, 0.05]))
            acknowledged += 1
        except TimeoutError:
            given_up += 1

    async with opened(address(store)) as database:
        await begin_to_count(database)
        for _ in range(40):
            await asyncio.gather(*(impatient(database) for _ in range(8)))
        await asyncio.wait_for(database.write(more), 20)
        number = await asyncio.wait_for(counted(database), 20)

    assert given_up > 40
    assert acknowledged + 1 <= number <= acknowledged + given_up + 1


async def test_several_processes_on_one_database_lose_no_write(store: str) -> None:
    """Three programs that read and then write, at the same time: each gets its turn, each time."""
    async with opened(address(store)) as database:
        await begin_to_count(database)

    programs = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", COUNTING, store, "60"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(3)
    ]
    for program in programs:
        assert program.stdout is not None
        assert await program.stdout.readline() == b"ready\n"
    said = await asyncio.gather(*(program.communicate(b"go\n") for program in programs))

    assert [program.returncode for program in programs] == [0, 0, 0], said
    async with opened(address(store)) as database:
        assert await counted(database) == 180


async def test_a_transaction_sees_what_it_has_written_and_others_do_not(store: str) -> None:
    """What is asked within a transaction is asked of the transaction; who reads beside it reads what is committed."""
    seen: list[int] = []

    async def work(connection: Connection) -> None:
        await more(connection)
        (row,) = await connection.rows("SELECT name FROM service WHERE code = 'count'")
        async with opened(address(store)) as other:
            seen.extend([int(row["name"]), await counted(other)])

    async with opened(address(store)) as database:
        await begin_to_count(database)
        await database.write(work)
        seen.append(await counted(database))

    assert seen == [1, 0, 1]


async def test_a_reader_on_the_same_database_keeps_its_state_while_others_write(store: str) -> None:
    """Reads of one state and writes, all over one open database at the same time: none ends another's transaction."""
    states: list[tuple[int, int]] = []

    async def twice(connection: Connection) -> None:
        found = []
        for _ in range(2):
            (row,) = await connection.rows("SELECT name FROM service WHERE code = 'count'")
            found.append(int(row["name"]))
            await asyncio.sleep(0)
        states.append((found[0], found[1]))

    async with opened(address(store)) as database:
        await begin_to_count(database)
        await asyncio.gather(*(database.write(more) if number % 2 else database.read(twice) for number in range(40)))
        number = await counted(database)

    assert number == 20
    assert len(states) == 20
    assert all(first == second for first, second in states)


async def test_an_open_database_serves_tasks_that_began_elsewhere(store: str) -> None:
    """A web server's tasks know nothing of the context that the database was opened in, and several work at once."""
    loop = asyncio.get_running_loop()

    async with opened(address(store)) as database:
        await begin_to_count(database)
        strangers = [loop.create_task(database.write(more), context=Context()) for _ in range(10)]
        await asyncio.wait_for(asyncio.gather(*strangers), 20)
        number = await loop.create_task(counted(database), context=Context())

    assert number == 10


@pytest.mark.postgres
async def test_a_connection_that_is_gone_before_the_work_begins_is_replaced(
    postgres_server: str, postgres_store: str
) -> None:
    """After the server has broken off every connection, who writes does not notice; as often as it happens."""
    async with opened(address(postgres_store)) as database:
        await begin_to_count(database)
        for _ in range(12):
            await asyncio.gather(*(database.write(more) for _ in range(5)))
            await break_off(postgres_server, postgres_store)
            await asyncio.wait_for(database.write(more), 20)
        number = await counted(database)

    assert number == 12 * 6


@pytest.mark.postgres
async def test_a_connection_that_breaks_off_in_the_middle_is_told_and_undone(
    postgres_server: str, postgres_store: str
) -> None:
    """The work is not done twice: it is refused as not reachable, undone, and the next one goes through."""

    async def broken(connection: Connection) -> None:
        await more(connection)
        await break_off(postgres_server, postgres_store)
        await more(connection)

    async with opened(address(postgres_store)) as database:
        await begin_to_count(database)
    for _ in range(7):
        with pytest.raises(StoreRefused) as refused:
            async with opened(address(postgres_store)) as database:
                await database.write(broken)
        assert refused.value.refusal is Refusal.UNREACHABLE

    async with opened(address(postgres_store)) as database:
        for _ in range(7):
            with pytest.raises(FAULTS) as fault:
                await database.write(broken)
            assert refusal_of(fault.value, database.address).refusal is Refusal.UNREACHABLE
            await asyncio.wait_for(database.write(more), 20)
        number = await counted(database)

    assert number == 7


async def test_a_server_that_is_away_is_told_at_once() -> None:
    """Nobody listens: refused as not reachable, for people, without waiting."""
    with pytest.raises(StoreRefused) as refused:
        async with opened(address("postgres://nobody@127.0.0.1:1/none")) as database:
            await asyncio.wait_for(database.write(more), 20)

    assert refused.value.refusal is Refusal.UNREACHABLE


@pytest.mark.postgres
async def test_of_several_machines_the_primary_is_found(postgres_store: str) -> None:
    """A URL may name several hosts, as of a cluster that chooses its primary itself."""
    url = urlsplit(postgres_store)
    several = url._replace(netloc=f"{url.username}@localhost,{url.hostname}:{url.port}").geturl()

    async with opened(address(several)) as database:
        await begin_to_count(database)
        await database.write(more)

    assert address(several).engine is Engine.POSTGRESQL
    async with opened(address(postgres_store)) as database:
        assert await counted(database) == 1


@pytest.mark.postgres
async def test_a_pooler_that_keeps_no_statements_is_allowed_for(postgres_store: str) -> None:
    """`?statement_cache_size=0`, as pgbouncer wants it in transaction mode, reaches the driver."""
    async with opened(address(f"{postgres_store}?statement_cache_size=0")) as database:
        await begin_to_count(database)
        await database.write(more)
        await database.write(more)
        kept = await database.rows("SELECT name FROM pg_prepared_statements")

    assert kept == []


async def break_off(server: str, store: str) -> None:
    """Have the server end every connection to that database, as it does where it is shut down."""
    name = urlsplit(store).path.strip("/")
    await say(
        server,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"  # noqa: S608  # our own name
        f" WHERE datname = '{name}' AND pid <> pg_backend_pid()",
    )
