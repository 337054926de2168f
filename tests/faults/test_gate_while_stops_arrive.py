"""A stop that was acknowledged is obeyed by every answer of the gate that is asked for after it, on every worker."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx2
import orjson

from tests.faults.writers import Service
from tests.graph.desk import TODAY
from tests.graph.service import bearer
from vendors.demo.register import demo_register
from vendors.register.entries.person import Consent, Stop
from vendors.register.entries.register import Register
from vendors.store.address import address
from vendors.store.database import Database, opened
from vendors.store.loading import load

ASKERS = 100
STOPPED = [f"p-{number:02}" for number in range(15)]
NEVER_STOPPED = "p-never"


@dataclass
class Seen:
    """What the askers saw."""

    acknowledged: set[str] = field(default_factory=set)
    allowed_after_stop: set[str] = field(default_factory=set)
    allowed_before: set[str] = field(default_factory=set)
    forbidden: set[str] = field(default_factory=set)
    answers: int = 0
    ended: bool = False


def test_nobody_is_allowed_after_his_stop_was_acknowledged(service: Service, register: str, token: str) -> None:
    """A hundred ask at once, of two workers, while one stop after the other is recorded by somebody else."""
    seen = asyncio.run(_asked_while_stops_arrive(service.url, register, token))

    assert seen.allowed_after_stop == set()
    assert seen.allowed_before == {*STOPPED, NEVER_STOPPED}
    assert seen.forbidden == {*STOPPED}
    assert seen.answers > ASKERS


async def _asked_while_stops_arrive(url: str, place: str, token: str) -> Seen:
    seen = Seen()
    async with opened(address(place)) as database:
        agreed = await _with_consents(database)
        async with httpx2.AsyncClient(base_url=url, headers=bearer(token), timeout=60) as client:
            await _ask(client, seen)
            askers = [asyncio.create_task(_go_on_asking(client, seen)) for _ in range(ASKERS)]
            stops: list[Stop] = []
            for subject in STOPPED:
                stops.append(Stop.model_validate({"subject": subject, "from": "2020-01-01T00:00:00Z"}))
                await load(database, agreed.model_copy(update={"stops": (*agreed.stops, *stops)}))
                seen.acknowledged.add(subject)
            await _ask(client, seen)
            seen.ended = True
            await asyncio.gather(*askers)
    return seen


async def _with_consents(database: Database) -> Register:
    before = demo_register(TODAY)
    given = {"text": "campaign-text", "given_at": datetime(2026, 1, 1, tzinfo=UTC)}
    consents = [Consent.model_validate({**given, "subject": one}) for one in (*STOPPED, NEVER_STOPPED)]
    agreed = before.model_copy(update={"consents": (*before.consents, *consents)})
    await load(database, agreed)
    return agreed


async def _go_on_asking(client: httpx2.AsyncClient, seen: Seen) -> None:
    while not seen.ended:
        await _ask(client, seen)


async def _ask(client: httpx2.AsyncClient, seen: Seen) -> None:
    """Ask of everybody, and see whether anybody is allowed who had been stopped before it was asked."""
    stopped = frozenset(seen.acknowledged)
    body = b"\n".join(map(orjson.dumps, (*STOPPED, NEVER_STOPPED)))
    answer = await client.post("/gate/joint-campaign?at=2026-08-14T00:00:00Z", content=body)
    assert answer.status_code == 200, answer.text
    _, *persons, end = map(orjson.loads, answer.content.splitlines())
    assert end["asked"] == len(STOPPED) + 1
    allowed = {one["subject"] for one in persons if one["allowed"]}
    seen.answers += 1
    seen.allowed_after_stop |= allowed & stopped
    seen.allowed_before |= allowed
    seen.forbidden |= {one["subject"] for one in persons} - allowed
