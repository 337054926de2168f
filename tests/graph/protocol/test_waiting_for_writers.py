"""Whoever waited too long for others who write is told to come again, and when; and nothing of his was done."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
import pytest

from graph.app import create_app
from models.sqlite import PRAGMAS
from models.vocabulary import Role
from tests.graph.service import Caller, calling, token_for
from tests.vendors.consents.recorder import ON_CONSENT
from vendors.register.read import read_register
from vendors.store.address import address
from vendors.store.connection import Connection
from vendors.store.database import opened
from vendors.store.loading import load

GIVE = """mutation { giveConsent(input: {idempotencyKey: "k", consent: {text: "agreed", subject: "c-1",
  givenAt: "2024-01-01T00:00:00Z"}}) { written { added } userErrors { code } } }"""


@asynccontextmanager
async def somebody_writes(place: str) -> AsyncIterator[None]:
    """Somebody holds the writers' place, as a long batch does."""
    begun, ended = asyncio.Event(), asyncio.Event()

    async def work(_: Connection) -> None:
        begun.set()
        await ended.wait()

    async with opened(address(place)) as database:
        writing = asyncio.create_task(database.write(work))
        await begun.wait()
        try:
            yield
        finally:
            ended.set()
            await writing


async def all_ask(caller: Caller) -> list[httpx2.Response]:
    """A verb, the gate, and a batch."""
    row = b'{"text":"agreed","subject":"c-2","given_at":"2024-01-01T00:00:00Z"}\n'
    lines = {"Content-Type": "application/x-ndjson"}
    return [
        await caller.send("POST", "/gate/leads", content=b'"c-1"\n', headers=lines),
        await caller.send("POST", "/ingest/consents", content=row, headers={**lines, "Idempotency-Key": "b"}),
        await caller.ask(GIVE),
    ]


async def test_who_waited_too_long_is_told_when_to_come_again_and_nothing_was_done(
    sqlite_store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A verb, the gate and a batch; sent again under the same keys when nobody writes any more, each is done."""
    monkeypatch.setitem(PRAGMAS, "busy_timeout", 50)
    async with opened(address(sqlite_store)) as database:
        await load(database, read_register(ON_CONSENT.encode()))
    token = await token_for(sqlite_store, "sato", Role.RECORDER)
    async with calling(create_app(address(sqlite_store)), token) as caller:
        async with somebody_writes(sqlite_store):
            refused = await all_ask(caller)
        async with opened(address(sqlite_store)) as database:
            nothing = await database.rows("SELECT id FROM consent WHERE subject LIKE 'c-%'")
            unasked = await database.rows("SELECT id FROM gate_answer")
        done = await all_ask(caller)

    assert [answer.json()["errors"][0]["extensions"]["code"] for answer in refused] == ["UNAVAILABLE"] * 3
    told = [(answer.status_code, answer.headers.get("retry-after")) for answer in refused]
    assert told == [(503, "5"), (503, "5"), (200, None)]  # of a mutation there is data, which is null
    assert refused[2].json()["data"] == {"giveConsent": None}
    assert (nothing, unasked) == ([], [])
    assert [answer.status_code for answer in done] == [200] * 3
    assert "errors" not in done[2].json()


async def test_a_service_that_is_not_ready_says_when_to_ask_again(sqlite_store: str) -> None:
    """As where no register is stored yet; another refusal says nothing of the kind."""
    async with calling(create_app(address(sqlite_store)), await token_for(sqlite_store)) as caller:
        unready = await caller.ask("{ __typename }")
        stranger = await caller.client.post("/graphql", headers={"Authorization": "Bearer nobody"})

    assert (unready.status_code, unready.headers["retry-after"]) == (503, "5")
    assert (stranger.status_code, "retry-after" in stranger.headers) == (401, False)
