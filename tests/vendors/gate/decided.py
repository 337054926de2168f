"""A register with deliveries that name decisions of the gate's, and somebody who asks the gate and records them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from tests.vendors.gate.test_deciding import ON_CONSENT
from tests.vendors.ingest.sender import Sender
from tests.vendors.verbs.clerk import Clerk, clerk
from vendors.gate.deciding import Asking, decide
from vendors.gate.standing import Transfers
from vendors.ledger.verifying import verify
from vendors.store.database import Database

AT = datetime(2099, 6, 1, tzinfo=UTC)
"""A moment after anything that is answered in a test."""
REGISTER = (
    ON_CONSENT.replace(
        "items: [name], purposes: [ads], from: 2024", "items: [address, name], purposes: [ads], from: 2024"
    )
    .replace("from: 2020-01-01, items: [name], purposes", "from: 2020-01-01, items: [address, name], purposes")
    .replace(
        "consents: [",
        "consents: [{text: agreed, subject: p-3, given_at: '2024-01-01T00:00:00+09:00'},"
        " {text: agreed, subject: p-4, given_at: '2024-01-01T00:00:00+09:00'}, ",
    )
)
"""To its transfer on consent p-1, p-3 and p-4 agreed; p-2 did not."""


async def asked_gate(database: Database, *subjects: str, asking: Asking | None = None, **further: Any) -> Asking:
    """What the gate was asked, and answered, of these persons."""
    asking = asking or Asking(**{"transfer": "leads", "by": "feed", "at": AT, **further})
    answer = await database.write(lambda connection: decide(connection, Transfers(), asking, subjects))
    assert answer is not None, "there is such a transfer"
    return asking


@dataclass
class Recorder:
    """Asks the gate, and records what is delivered."""

    clerk: Clerk

    @property
    def database(self) -> Database:
        """Where all of it is stored."""
        return self.clerk.database

    @property
    def sender(self) -> Sender:
        """Who lists persons in batches."""
        return Sender(self.database)

    async def asks(self, *subjects: str, **further: Any) -> str:
        """The decision of the gate on these persons."""
        return (await asked_gate(self.database, *subjects, **further)).decision

    async def records(self, code: str, decision: str | None, subjects: Sequence[str] = (), **more: Any) -> None:
        """Record a delivery that names a decision."""
        given = {"code": code, "transfer": "leads", "at": AT.isoformat(), "decision": decision, **more}
        await self.clerk.do("registerDelivery", given | ({"subjects": [*subjects]} if subjects else {}))

    async def said(self, code: str) -> tuple[str, int | None] | None:
        """The decision that a delivery names, and how many are outside of it; looked at beside the ledger."""
        assert await verify(self.database) is not None
        rows = await self.database.rows("SELECT decision, outside FROM delivery_decision WHERE delivery = ?", code)
        return (rows[0]["decision"], rows[0]["outside"]) if rows else None

    async def outside(self, code: str) -> int | None:
        """How many are outside of the decision that a delivery names."""
        said = await self.said(code)
        assert said is not None, "it names one"
        return said[1]

    async def events(self, code: str) -> list[tuple[str, Any]]:
        """What the ledger has of the decision that a delivery names."""
        rows = await self.database.rows(
            "SELECT action, entry FROM ledger_event WHERE list = 'decisions' AND key = ? ORDER BY id", code
        )
        return [(row["action"], row["entry"] and orjson.loads(row["entry"])) for row in rows]


@asynccontextmanager
async def recorder(place: str, register: str = REGISTER) -> AsyncIterator[Recorder]:
    """Somebody who does, in that database."""
    async with clerk(place, register) as at_work:
        yield Recorder(at_work)


async def recorded_as_decided(database: Database, transfer: str) -> None:
    """Record a delivery under that transfer, by a decision of the gate's on one of its persons."""
    asking = await asked_gate(database, "c-1001", transfer=transfer)
    given = {"code": "decided", "transfer": transfer, "at": AT.isoformat(), "subjects": ["c-1001", "c-1002"]}
    await Clerk(database).do("registerDelivery", given | {"decision": asking.decision})
