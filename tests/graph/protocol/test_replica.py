"""Reading from a streaming replica: what everybody reads, what who wrote reads, and what is read when it is away."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from graph.reads.marks import Marks, place_of
from graph.reads.readers import replica_of
from graph.settings import SettingRefused, settings
from models.vocabulary import Role
from tests.graph.desk import TODAY, stored
from tests.graph.service import bearer, made_token, served
from tests.replicas import Server, replicated
from tests.servers import say
from vendors.demo.register import demo_register
from vendors.store.address import address
from vendors.store.database import opened
from vendors.store.migrating import migrate

REGISTER = """mutation($code: String!) {
  registerService(input: {idempotencyKey: $code, service: {code: $code, name: "New"}}) {
    service { code } userErrors { code }
  }
}"""


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[Server, Server]]:
    """A primary with the demo register, and its replica."""
    with replicated() as (primary, replica):

        async def fill() -> None:
            async with opened(address(primary.url)) as database:
                await migrate(database)
            await stored(primary.url, demo_register(TODAY))

        asyncio.run(fill())
        yield primary, replica


@pytest.fixture
def tokens(servers: tuple[Server, Server], request: pytest.FixtureRequest) -> tuple[str, str]:
    """Tokens of who writes and reads, and of who only reads."""
    name = request.node.name
    return (
        made_token(servers[0].url, f"{name}-writer", Role.RECORDER, Role.REVIEWER),
        made_token(servers[0].url, f"{name}-reader", Role.REVIEWER),
    )


def ask(url: str, token: str, query: str, **variables: object) -> httpx2.Response:
    """One question, over a connection of its own, so that any worker may answer."""
    with httpx2.Client(headers=bearer(token), timeout=60) as client:
        return client.post(f"{url}/graphql", json={"query": query, "variables": variables})


def services(url: str, token: str) -> set[str]:
    """The codes of all services, as who holds the token reads them."""
    answer = ask(url, token, "{ services(first: 100) { nodes { code } } }").json()
    return {node["code"] for node in answer["data"]["services"]["nodes"]}


@contextmanager
def paused(replica: Server) -> Iterator[None]:
    """The replica replays nothing meanwhile."""
    asyncio.run(say(replica.url, "SELECT pg_wal_replay_pause()"))
    try:
        yield
    finally:
        asyncio.run(say(replica.url, "SELECT pg_wal_replay_resume()"))


def until(told: Callable[[], bool]) -> None:
    """Wait until that is so."""
    end = time.monotonic() + 40
    while not told():
        assert time.monotonic() < end, "it never was"
        time.sleep(0.1)


def until_replica(url: str, state: str) -> None:
    """Wait until the service tells that of its replica."""
    with httpx2.Client() as client:
        until(lambda: client.get(f"{url}/readyz").json() == {"status": "ready", "replica": state})


@pytest.mark.postgres
def test_who_wrote_reads_what_he_wrote_though_the_replica_has_not_come_so_far(
    servers: tuple[Server, Server], tokens: tuple[str, str]
) -> None:
    """With two workers, whichever answers; others read of the replica what it has, and all of it when it has more."""
    primary, replica = servers
    writer, reader = tokens
    with served(primary.url, "--workers", "2", settings={"TEIKYO_REPLICA_URL": replica.url}) as url:
        until_replica(url, "follows")
        assert [services(url, reader) for _ in range(8)]  # both workers have looked at it by now
        until_replica(url, "follows")
        with paused(replica):
            done = ask(url, writer, REGISTER, code="paused").json()
            own = [services(url, writer) for _ in range(16)]
            others = [services(url, reader) for _ in range(16)]
        until(lambda: "paused" in services(url, reader))

    assert done["data"]["registerService"] == {"service": {"code": "paused"}, "userErrors": []}
    assert all("paused" in codes for codes in own)
    assert any("paused" not in codes for codes in others)


@pytest.mark.postgres
def test_a_token_that_is_revoked_is_out_though_the_replica_does_not_know(
    servers: tuple[Server, Server], tokens: tuple[str, str]
) -> None:
    """Rights are asked of the primary."""
    primary, replica = servers
    _, reader = tokens
    with served(primary.url, settings={"TEIKYO_REPLICA_URL": replica.url}) as url:
        until_replica(url, "follows")
        with paused(replica):
            before = ask(url, reader, "{ services(first: 1) { nodes { code } } }").status_code
            asyncio.run(say(primary.url, "UPDATE access_token SET revoked_at = now()"))
            after = ask(url, reader, "{ services(first: 1) { nodes { code } } }").status_code

    assert (before, after) == (200, 401)


@pytest.mark.postgres
def test_a_replica_that_is_away_is_told_and_the_primary_answers(
    servers: tuple[Server, Server], tokens: tuple[str, str]
) -> None:
    """Crashed in the middle, and back again: no question goes without its answer."""
    primary, replica = servers
    _, reader = tokens
    with served(primary.url, settings={"TEIKYO_REPLICA_URL": replica.url}) as url:
        until_replica(url, "follows")
        whole = services(url, reader)
        replica.stop()
        while_away = [services(url, reader) for _ in range(10)]
        until_replica(url, "away")
        replica.start()
        until_replica(url, "follows")
        back = services(url, reader)

    assert all(codes == whole for codes in (*while_away, back))


def test_marks_are_shared_by_who_names_the_same_file_and_only_grow(tmp_path: Path) -> None:
    """What one worker notes the others know; an older place takes nothing back."""
    one, other, alone = Marks(f"{tmp_path}/marks"), Marks(f"{tmp_path}/marks"), Marks()
    one.note("hanako", place_of("1/2A"))
    one.note("hanako", place_of("0/FFFFFFFF"))

    assert other.of("hanako") == (1 << 32) + 0x2A
    assert (other.of("taro"), alone.of("hanako")) == (0, 0)


@pytest.mark.parametrize("both", [("var/teikyo.db", "postgres://u@h/n"), ("postgres://u@h/n", "var/teikyo.db")])
def test_a_replica_is_of_postgresql_as_is_its_primary(both: tuple[str, str]) -> None:
    """Anything else is refused before it is served."""
    chosen = settings({"TEIKYO_DATABASE_URL": both[0], "TEIKYO_REPLICA_URL": both[1]})

    with pytest.raises(SettingRefused, match="TEIKYO_REPLICA_URL"):
        replica_of(chosen)
