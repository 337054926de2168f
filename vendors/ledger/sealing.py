"""What the ledger knows of persons: how many rows, and a digest that nobody can guess at once the salt is gone.

Consents and requests to stop come in batches, the persons that a delivery lists with their delivery. The salt lies in
the database beside the rows and goes with them; what stays in the ledger then tells nothing of anybody.
"""

import hmac
import secrets
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import orjson

from models.ledger import Sealed
from models.vocabulary import LedgerAction
from vendors.ledger.events import Happened, canonical
from vendors.register.entries import Delivery
from vendors.store.change import Change
from vendors.store.connection import Connection, Reads
from vendors.store.entries import IN_OWN_ROWS, Difference, consents, stops
from vendors.store.rows import Rows
from vendors.store.several import portions

LARGEST_BATCH = 1_000
"""Rows of one batch: what is hashed again where one of them goes."""

TABLES: Mapping[str, str] = MappingProxyType({"consents": "consent", "stops": "stop"})
"""The tables of the lists whose rows come in batches."""


def digest_of(salt: str, bodies: Iterable[bytes]) -> str:
    """HMAC-SHA256 of rows about persons, in one order, under their salt; in hexadecimal."""
    return hmac.new(bytes.fromhex(salt), b"\n".join(sorted(bodies)), "sha256").hexdigest()


def subject_bodies(subjects: Iterable[str]) -> list[bytes]:
    """The persons that a delivery lists, as they are digested."""
    return [orjson.dumps(subject) for subject in subjects]


async def bodies_in(database: Reads, list_name: str, batch: int | None) -> dict[bytes, int]:
    """The rows of a batch, each with its number; `None`: the rows that are in no batch yet."""
    return await (consents if list_name == "consents" else stops)(database, batch=(batch,))


class Seals:
    """Seals the rows about persons that one change writes, and keeps what the ledger is to say of them."""

    def __init__(self) -> None:
        self.batches: list[Happened] = []
        """What happened to batches."""
        self.deliveries: dict[str, str] = {}
        """The deliveries that list persons, as the ledger has them, by code."""

    def batches_of(self, rows: Rows, list_name: str, change: Change) -> Iterator[tuple[int, str]]:
        """The keys of the new entries of a list, in batches, each with the number of its batch."""
        bodies = change.bodies.get(list_name, {})
        for keys in portions(sorted(change.difference.added[list_name]), LARGEST_BATCH):
            batch, said = self.new_batch(rows, list_name, [bodies[key] for key in keys])
            self.batches.append(Happened(LedgerAction.ADDED, list_name, str(batch), said))
            yield from ((batch, key) for key in keys)

    def new_batch(self, rows: Rows, list_name: str, bodies: list[bytes]) -> tuple[int, str]:
        """A new batch of rows with these bodies: its number, and what the ledger says of it."""
        batch = rows.number(Sealed)
        return batch, canonical(self._sealed(rows, list_name, str(batch), bodies, batch))

    def seal_delivery(self, rows: Rows, entry: Delivery, without_subjects: str) -> None:
        """Have the ledger know the persons that a delivery lists by a digest alone."""
        if entry.subjects:
            said = self._sealed(rows, "deliveries", entry.code, subject_bodies(entry.subjects))
            self.deliveries[entry.code] = canonical({**orjson.loads(without_subjects), "subjects": said})

    async def seal_again(self, connection: Connection) -> None:
        """Seal what is left of batches of which rows are gone, under another salt: the old one is gone, too."""
        for name in IN_OWN_ROWS:
            for row in await connection.rows("SELECT id FROM sealed WHERE list = ? AND salt IS NULL ORDER BY id", name):
                await self._seal_rest(connection, name, row["id"])

    async def _seal_rest(self, connection: Connection, name: str, batch: int) -> None:
        bodies = await bodies_in(connection, name, batch)
        if not bodies:
            await connection.run("DELETE FROM sealed WHERE id = ?", batch)
            self.batches.append(Happened(LedgerAction.REMOVED, name, str(batch)))
            return
        salt = secrets.token_hex(32)
        await connection.run("UPDATE sealed SET salt = ?, persons = ? WHERE id = ?", salt, len(bodies), batch)
        said = canonical({"digest": digest_of(salt, bodies), "persons": len(bodies)})
        self.batches.append(Happened(LedgerAction.CORRECTED, name, str(batch), said))

    def _sealed(
        self, rows: Rows, list_name: str, key: str, bodies: list[bytes], number: int | None = None
    ) -> Mapping[str, object]:
        salt = secrets.token_hex(32)
        rows.add(Sealed, id=number, list=list_name, key=key, salt=salt, persons=len(bodies))
        return {"digest": digest_of(salt, bodies), "persons": len(bodies)}


async def unseal(connection: Connection, list_name: str, numbers: Iterable[int]) -> None:
    """Delete the salts of the batches of rows that are about to go; what is left of them is sealed again."""
    await connection.run_many(
        f"UPDATE sealed SET salt = NULL WHERE id = (SELECT batch FROM {TABLES[list_name]} WHERE id = ?)",  # noqa: S608  # ours
        [(number,) for number in numbers],
    )


async def forget_deliveries(connection: Connection, difference: Difference) -> None:
    """Delete the salts of deliveries that are removed or corrected."""
    await connection.run_many(
        "DELETE FROM sealed WHERE list = 'deliveries' AND key = ?",
        [(code,) for code in sorted(difference.gone("deliveries"))],
    )
