"""When, by whom and from what the entries of a stored register were recorded, as the reference is to know it.

A real ledger has the moments of its own import, and digests that no other has; so that both engines can be asked the
same, each is given another one, in which something of everything happened. What a real one holds is tested elsewhere.
"""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import datetime

from tests.graph.reference.world import BETWEEN, LATER, MOMENT, Recorded
from tests.looking import seen, spoilt
from vendors.store.address import Engine, address
from vendors.store.connection import Connection
from vendors.store.database import opened

BATCH = ("consents", "1")
"""The list and the key of the one batch of consents."""


@dataclass(frozen=True)
class Event:
    """One event of the ledger."""

    sequence: int
    recorded_at: datetime
    actor: str | None
    verb: str
    action: str
    list: str
    key: str
    entry: str | None
    reason: str | None = None

    @property
    def leaf(self) -> str:
        """What stands in place of its digest."""
        return f"{self.sequence:064x}"


@dataclass(frozen=True)
class Recording:
    """When entries were recorded last, and all that happened to them and to others."""

    moments: Recorded
    events: Sequence[Event]


def recorded_twice(place: str) -> Recording:
    """Say of a stored register that it was recorded at `MOMENT`, and that one in three was corrected `LATER`."""
    first, then = MOMENT.isoformat(" "), LATER.isoformat(" ")
    spoilt(
        place,
        f"UPDATE loading SET loaded_at = '{first}'",  # noqa: S608  # ours
        f"INSERT INTO loading (loaded_at, added, corrected, removed) VALUES ('{then}', 0, 1, 0)",  # noqa: S608  # ours
        "UPDATE recorded SET loading_id = (SELECT max(id) FROM loading) WHERE id % 3 = 0",
        f"UPDATE consent SET batch = {BATCH[1]}",  # noqa: S608  # ours
    )
    corrected = {
        (str(list_name), str(key)): LATER
        for list_name, key in seen(place, "SELECT list, key FROM recorded WHERE id % 3 = 0")
    }
    bodies = {
        (str(list_name), str(key)): str(body)
        for list_name, key, body in seen(place, "SELECT list, key, body FROM entry")
    }
    events = list(_happened(bodies, corrected))
    asyncio.run(_put(place, events))
    return Recording(corrected, events)


def _happened(bodies: dict[tuple[str, str], str], corrected: Recorded) -> Iterator[Event]:
    """A ledger that ends with these entries."""
    number = 1
    for place, body in sorted(bodies.items()):
        said = f'{{"before":{number}}}' if place in corrected else body
        yield Event(number, MOMENT, None, "import", "ADDED", *place, said)
        number += 1
    yield Event(number, MOMENT, None, "import", "ADDED", *BATCH, '{"persons":7}')
    yield Event(number + 1, MOMENT, None, "import", "JUDGED", "", "", '{"rules":"1"}')
    yield Event(number + 2, BETWEEN, "花子", "registerService", "ADDED", "services", "gone", '{"code":"gone"}')
    number += 3
    for place in sorted(corrected.keys() & bodies.keys()):
        reason = "転記誤り" if number % 2 else None
        yield Event(number, LATER, "root", "correctTransfers", "CORRECTED", *place, bodies[place], reason)
        number += 1
    yield Event(number, LATER, "花子", "removeService", "REMOVED", "services", "gone", None, "registered twice")


async def _put(place: str, events: Sequence[Event]) -> None:
    """Put this ledger in the place of the one that is there."""
    columns = ["id", *(field.name for field in fields(Event)[1:]), "leaf"]

    async def work(connection: Connection) -> None:
        if connection.engine is Engine.SQLITE:
            for trigger in ("append", "delete"):
                await connection.run(f"DROP TRIGGER IF EXISTS ledger_event_{trigger}")
        else:
            await connection.run("ALTER TABLE ledger_event DISABLE TRIGGER USER")
        await connection.run("DELETE FROM ledger_event")
        await connection.add_many("ledger_event", columns, [(*astuple(one), one.leaf) for one in events])

    async with opened(address(place)) as database:
        await database.write(work)
