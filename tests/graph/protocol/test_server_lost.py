"""The service while PostgreSQL breaks connections off: callers are told to ask again, and are answered then."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import asyncpg
import pytest

from graph.allowance import Rates
from graph.app import create_app
from graph.reads.postgresql import PostgreSQLReader
from graph.reads.refusals import Code, Refused
from models import postgresql
from tests.graph.desk import TODAY, stored
from tests.graph.service import Caller, calling, token_for
from tests.servers import say
from vendors.demo.register import demo_register
from vendors.store.address import address
from vendors.store.database import opened
from vendors.store.refusals import Refusal, StoreRefused

pytestmark = pytest.mark.postgres

QUESTION = "{ transfers(first: 50) { nodes { code findings(ever: true) { code } recipient { name } } } }"


@pytest.fixture
async def caller(postgres_store: str) -> AsyncIterator[Caller]:
    """A reviewer, whose questions cost nothing."""
    await stored(postgres_store, demo_register(TODAY))
    token = await token_for(postgres_store)
    async with calling(create_app(address(postgres_store), rates=Rates(cost=0)), token) as made:
        yield made


@pytest.fixture
async def silent() -> AsyncIterator[str]:
    """The address of a server that takes connections and says nothing, as one that crashed while it took them."""

    async def wait(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async with await asyncio.start_server(wait, "127.0.0.1", 0) as server:
        yield f"postgres://postgres@127.0.0.1:{server.sockets[0].getsockname()[1]}/postgres"


@pytest.fixture
async def limited(postgres_server: str) -> AsyncIterator[str]:
    """A role that may have one connection."""
    name = f"teikyo_test_{secrets.token_hex(6)}"
    await say(postgres_server, f"CREATE ROLE {name} LOGIN CONNECTION LIMIT 1")
    yield name
    await say(postgres_server, f"DROP ROLE {name}")


async def break_off(server: str, store: str) -> None:
    """Have the server end every connection to that database, as it does where it is shut down."""
    name = urlsplit(store).path.strip("/")
    await say(
        server,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"  # noqa: S608  # our own name
        f" WHERE datname = '{name}' AND pid <> pg_backend_pid()",
    )


async def test_a_broken_connection_is_unavailable_and_the_next_question_is_answered(
    caller: Caller, postgres_server: str, postgres_store: str
) -> None:
    """Whatever was under way: its data, or 503 and to ask again; never a fault of ours."""
    whole = (await caller.ask(QUESTION)).json()
    outcomes = set()

    for _ in range(4):
        asked = [asyncio.create_task(caller.ask(QUESTION)) for _ in range(12)]
        await asyncio.sleep(0.005)
        await break_off(postgres_server, postgres_store)
        for response in await asyncio.gather(*asked):
            if response.status_code == 200:
                assert response.json()["data"] == whole["data"]
            else:
                outcomes.add((response.status_code, response.json()["errors"][0]["extensions"]["code"]))
        until = asyncio.get_running_loop().time() + 10
        while (response := await caller.ask(QUESTION)).status_code != 200:
            assert asyncio.get_running_loop().time() < until, response.text
        assert response.json()["data"] == whole["data"]

    assert outcomes == {(503, "UNAVAILABLE")}


async def test_what_a_url_says_beside_the_host_is_kept_by_who_reads(postgres_store: str) -> None:
    """Several hosts, and no statements kept: what a cluster behind a pooler wants."""
    url = urlsplit(postgres_store)
    several = url._replace(netloc=f"{url.username}@localhost,{url.hostname}:{url.port}", query="statement_cache_size=0")
    reader = PostgreSQLReader(several.geturl())

    rows = await reader.rows("SELECT count(*) AS number FROM transfer WHERE code <> ?", "")
    kept = await reader.rows("SELECT name FROM pg_prepared_statements")
    await reader.close()

    assert [row["number"] for row in rows] == [0]
    assert kept == []


async def test_a_server_with_no_connection_left_is_unavailable(
    postgres_server: str, postgres_store: str, limited: str
) -> None:
    """Whoever asks is told to ask again, and is answered once there is one."""
    url = urlsplit(postgres_store)
    theirs = url._replace(netloc=f"{limited}@{url.hostname}:{url.port}").geturl()
    taken = await asyncpg.connect(theirs)
    reader = PostgreSQLReader(theirs, connections=1)

    with pytest.raises(Refused) as refused:
        await reader.rows("SELECT 1 AS one")
    await taken.close()
    answered = await reader.rows("SELECT 1 AS one")
    await reader.close()

    assert refused.value.code is Code.UNAVAILABLE
    assert [row["one"] for row in answered] == [1]


async def test_a_question_that_the_server_was_told_to_stop_is_unavailable(
    postgres_server: str, postgres_store: str
) -> None:
    """By who looks after it: no fault of ours, and none of the connection, which answers the next."""
    reader = PostgreSQLReader(postgres_store, connections=1)
    (row,) = await reader.rows("SELECT pg_backend_pid() AS process")
    asked = asyncio.create_task(reader.rows("SELECT pg_sleep(60) AS slept"))
    stop = f"SELECT pg_cancel_backend({row['process']})"

    async with asyncio.timeout(30):
        while not asked.done():
            await say(postgres_server, stop)
            await asyncio.sleep(0.01)
    again = await reader.rows("SELECT pg_backend_pid() AS process")
    await reader.close()

    assert isinstance(fault := asked.exception(), Refused)
    assert fault.code is Code.UNAVAILABLE
    assert [one["process"] for one in again] == [row["process"]]


async def test_a_server_that_says_nothing_is_unavailable_and_nobody_waits_a_minute_for_it(
    silent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither who reads nor who writes; nor is he told that what he asks takes too long."""
    reader = PostgreSQLReader(silent, patience=0.2)
    async with asyncio.timeout(5):
        with pytest.raises(Refused) as read:
            await reader.rows("select 1")
    monkeypatch.setattr(postgresql, "SECONDS_TO_CONNECT", 0.2)
    async with asyncio.timeout(5):
        with pytest.raises(StoreRefused) as written:
            async with opened(address(silent)) as database:
                await database.rows("SELECT 1")

    assert read.value.code is Code.UNAVAILABLE
    assert written.value.refusal is Refusal.UNREACHABLE
