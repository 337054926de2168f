"""What the ledger knows of persons: how many rows, and a digest that nobody can guess at once the salt is gone.

Consents, withdrawals and requests to stop come in batches, the persons that a delivery lists with their delivery. The
salt lies in the database beside the rows and goes with them; what stays in the ledger then tells nothing of anybody.
"""

import hmac
import secrets
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import orjson

from models.ledger import Sealed
from models.vocabulary import LedgerAction
from vendors.ledger.events import Happened, canonical
from vendors.ledger.seal import Seal
from vendors.register.entries.delivery import Delivery
from vendors.store.change import Change
from vendors.store.connection import Connection
from vendors.store.entries import Difference
from vendors.store.persons.stored import CONSENTS, STOPS, WITHDRAWALS, batches
from vendors.store.rows import Rows
from vendors.store.several import portions

LARGEST_BATCH = 1_000
"""Rows of one batch of an import: what is hashed again where one of them goes."""

TABLES: Mapping[str, str] = MappingProxyType({CONSENTS: "consent", STOPS: "stop", WITHDRAWALS: "withdrawal"})
"""The tables of the lists whose rows come in batches."""


def digest_of(salt: str, bodies: Iterable[bytes]) -> str:
    """HMAC-SHA256 of rows about persons, in one order, under their salt; in hexadecimal."""
    return hmac.new(bytes.fromhex(salt), b"\n".join(sorted(bodies)), "sha256").hexdigest()


def subject_bodies(subjects: Iterable[str]) -> list[bytes]:
    """The persons that a delivery lists, as they are digested."""
    return [orjson.dumps(subject) for subject in subjects]


class Seals:
    """Seals the rows about persons that one change writes, and keeps what the ledger is to say of them."""

    def __init__(self) -> None:
        self.batches: list[Happened] = []
        """What happened to batches."""
        self.beside: list[Happened] = []
        """What happened to process along with the register."""
        self.deliveries: dict[str, str] = {}
        """The deliveries that list persons, as the ledger has them, by code."""

    def batches_of(self, rows: Rows, list_name: str, change: Change) -> Iterator[tuple[int, str]]:
        """The keys of the new entries of a list, in batches, each with the number of its batch."""
        bodies = change.bodies.get(list_name, {})
        for keys in portions(sorted(change.difference.added[list_name]), LARGEST_BATCH):
            batch, said = self.new_batch(rows, list_name, [bodies[key] for key in keys])
            self.batches.append(Happened(LedgerAction.ADDED, list_name, str(batch), said))
            yield from ((batch, key) for key in keys)

    def new_batch(self, rows: Rows, list_name: str, bodies: Iterable[bytes]) -> tuple[int, str]:
        """A new batch of rows with these bodies, in their order: its number, and what the ledger says of it."""
        batch, seal = rows.number(Sealed), Seal()
        seal.add(bodies)
        rows.add(Sealed, id=batch, list=list_name, key=str(batch), salt=seal.salt, persons=seal.persons)
        return batch, seal.entry

    def seal_delivery(self, rows: Rows, entry: Delivery, without_subjects: str) -> None:
        """Have the ledger know the persons that a delivery lists by a digest alone."""
        if entry.subjects:
            salt, bodies = secrets.token_hex(32), subject_bodies(entry.subjects)
            rows.add(Sealed, id=None, list="deliveries", key=entry.code, salt=salt, persons=len(bodies))
            said = {"digest": digest_of(salt, bodies), "persons": len(bodies)}
            self.deliveries[entry.code] = canonical({**orjson.loads(without_subjects), "subjects": said})

    async def seal_again(self, connection: Connection) -> None:
        """Seal what is left of batches of which rows are gone, under another salt: the old one is gone, too."""
        for name in TABLES:
            for row in await connection.rows("SELECT id FROM sealed WHERE list = ? AND salt IS NULL ORDER BY id", name):
                await self._seal_rest(connection, name, row["id"])

    async def _seal_rest(self, connection: Connection, name: str, batch: int) -> None:
        seal = Seal()
        async for rows in batches(connection, name, batch):
            seal.add(body for _, body in rows)
        if not seal.persons:
            await connection.run("DELETE FROM sealed WHERE id = ?", batch)
            self.batches.append(Happened(LedgerAction.REMOVED, name, str(batch)))
            return
        await connection.run("UPDATE sealed SET salt = ?, persons = ? WHERE id = ?", seal.salt, seal.persons, batch)
        self.batches.append(Happened(LedgerAction.CORRECTED, name, str(batch), seal.entry))


async def sealed_step(
    connection: Connection, list_name: str, number: int, persons: int, *, somebody_goes: bool = False
) -> str:
    """The salt under which the ledger knows whom something is about that is done step by step.

    It stays the same from step to step, until somebody goes of whom one of them spoke, and then is another.
    """
    place = list_name, str(number)
    rows = await connection.rows("SELECT salt FROM sealed WHERE list = ? AND key = ?", *place)
    if rows and not somebody_goes:
        await connection.run("UPDATE sealed SET persons = ? WHERE list = ? AND key = ?", persons, *place)
        return str(rows[0]["salt"])
    salt = secrets.token_hex(32)
    await connection.run("DELETE FROM sealed WHERE list = ? AND key = ?", *place)
    await connection.run("INSERT INTO sealed (list, key, salt, persons) VALUES (?, ?, ?, ?)", *place, salt, persons)
    return salt


async def unseal(connection: Connection, list_name: str, numbers: Iterable[int]) -> None:
    """Delete the salts of the batches of rows that are about to go; what is left of them is sealed again.

    A withdrawal goes with its consent.
    """
    those = [(number,) for number in numbers]
    of_batch = "UPDATE sealed SET salt = NULL WHERE id = (SELECT batch FROM"
    await connection.run_many(f"{of_batch} {TABLES[list_name]} WHERE id = ?)", those)
    if list_name == CONSENTS:
        await connection.run_many(f"{of_batch} withdrawal WHERE consent_id = ?)", those)


async def forget_deliveries(connection: Connection, difference: Difference) -> None:
    """Delete the salts of deliveries that are removed or corrected."""
    await connection.run_many(
        "DELETE FROM sealed WHERE list = 'deliveries' AND key = ?",
        [(code,) for code in sorted(difference.gone("deliveries"))],
    )
