"""What is shown of a row about a person: that it is in its batch, and the batch in the ledger, up to a checkpoint.

It tells nothing of any other row: of these it holds hashes under salts that are not shown.
"""

import asyncio
import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from vendors.ledger.appending import head_of
from vendors.ledger.checkpoints import Checkpoint
from vendors.ledger.differs import Difference, LedgerDiffers
from vendors.ledger.events import COLUMNS, Event, event_of
from vendors.ledger.growing import GrowingProof
from vendors.ledger.notes import Signer
from vendors.ledger.seal import Salts
from vendors.ledger.sealing import TABLES
from vendors.store.connection import Reads, Row
from vendors.store.judgements import judged_by
from vendors.store.persons.stored import batches

AT_ONCE = 10_000
"""Events whose leaves are held at a time."""


@dataclass(frozen=True)
class Shown:
    """What whoever is shown it can check by himself (docs/ledger.md); `proven` in `vendors.ledger.proofs` does."""

    proofs: tuple[Mapping[str, Any], ...]
    """Each as a proof of inclusion has it (`vendors.ledger.proofs`), with the row beside."""
    checkpoint: str | None
    """The signed checkpoint to which they lead; `None` where nobody signs: they then end at the event."""


@dataclass(frozen=True)
class ShownRow:
    """A row in its batch, and the event that has the batch as it is now."""

    event: Event
    row: Mapping[str, Any]


async def shown(database: Reads, rows: Sequence[ShownRow], signer: Signer | None) -> Shown:
    """These rows up to a checkpoint of the ledger as it stands, which the signer signs.

    Raises `LedgerDiffers` where the events do not have the tree that is stored of them.
    """
    if signer is None or not rows:
        return Shown(tuple(_proof(one, ()) for one in rows), None)
    head = await head_of(database)
    growing = [GrowingProof(one.event.sequence - 1, head.size) for one in rows]
    last = 0
    while found := await _leaves(database, last):
        leaves = [bytes.fromhex(row["leaf"]) for row in found]
        for one in growing:
            await asyncio.to_thread(one.add, leaves)
        last = int(found[-1]["id"])
    if any(one.root != head.root for one in growing):
        raise LedgerDiffers(Difference.HEAD, column="frontier", size=head.size)
    checkpoint = Checkpoint(signer.name, head.size, head.root, await judged_by(database) or "")
    proofs = [
        _proof(one, proof.path, sequence=one.event.sequence, size=head.size)
        for one, proof in zip(rows, growing, strict=True)
    ]
    return Shown(tuple(proofs), signer.signed(checkpoint.text))


async def shown_row(database: Reads, list_name: str, batch: int, number: int) -> ShownRow | None:
    """The row of that number in its batch; the batch is read through once.

    `None` where the batch was recorded by a version that sealed it as a whole, so that no row of it can be shown
    alone. Raises `LedgerDiffers` where the batch is not what the ledger recorded.
    """
    table = TABLES[list_name]
    differs = LedgerDiffers(Difference.PERSONS, table=table, list=list_name, key=batch)
    events = await database.rows(_LAST, list_name, str(batch))
    salts = await database.rows("SELECT salt FROM sealed WHERE list = ? AND key = ?", list_name, str(batch))
    if not events or events[0]["entry"] is None or not salts or salts[0]["salt"] is None:
        raise differs
    event = event_of(events[0])
    if event.leaf().hex() != events[0]["leaf"]:
        raise LedgerDiffers(Difference.LEAF, sequence=event.sequence)
    said = orjson.loads(events[0]["entry"])
    if "root" not in said:
        return None
    (counted,) = await database.rows(
        f"SELECT count(*) AS place FROM {table} WHERE batch = ? AND id < ?",  # noqa: S608  # ours
        batch,
        number,
    )
    place, salts_of = counted["place"], Salts(bytes.fromhex(salts[0]["salt"]))
    if place >= said["persons"]:
        raise differs
    growing, passed, body = GrowingProof(place, said["persons"]), 0, b""
    async for rows in batches(database, list_name, batch):
        bodies = [one for _, one in rows]
        growing.add(await asyncio.to_thread(salts_of.leaves, passed, bodies))
        body = next((one for row, one in rows if row == number), body)
        passed += len(bodies)
    if growing.root is None or growing.root.hex() != said["root"]:
        raise differs
    salt = salts_of.of(place).hex()
    return ShownRow(event, {"body": body.decode(), "salt": salt, "place": place, "path": _in_base64(growing.path)})


def _proof(one: ShownRow, path: Sequence[bytes], **where: int) -> Mapping[str, Any]:
    event = one.event.canonical().decode()
    return {"row": one.row, "event": event} | ({**where, "path": _in_base64(path)} if where else {})


def _in_base64(nodes: Sequence[bytes]) -> list[str]:
    return [base64.b64encode(node).decode() for node in nodes]


async def _leaves(database: Reads, last: int) -> Sequence[Row]:
    return await database.rows(f"SELECT id, leaf FROM ledger_event WHERE id > ? ORDER BY id LIMIT {AT_ONCE}", last)  # noqa: S608  # ours


_LAST = (
    f"SELECT {', '.join(COLUMNS)} FROM ledger_event WHERE id ="  # noqa: S608  # names of ours
    " (SELECT max(id) FROM ledger_event WHERE list = ? AND key = ?)"
)
