"""Listing persons in a delivery that is on record: any number of them as one batch, beside those that are there.

The delivery is then another entry than before: its revision changes, the ledger says anew whom it lists, and it is
judged anew. Its persons are sealed in the order in which they came, so that no earlier one has to be read again.
"""

import asyncio
from collections.abc import AsyncIterable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from models.vocabulary import LedgerAction
from vendors.consents.batch import check_judged
from vendors.consents.judging import judge_again
from vendors.gate.naming import counted_again
from vendors.ledger.appending import append, head_of
from vendors.ledger.events import Happened, canonical
from vendors.ledger.seal import Seal
from vendors.ledger.sealing import subject_bodies
from vendors.register.values import is_code
from vendors.store.afterwards import Afterwards
from vendors.store.change import Change, Occasion
from vendors.store.connection import Connection, Row
from vendors.store.faults import FAULTS, is_there_already
from vendors.store.reach import Reach
from vendors.store.recording import begin_loadings, end_loadings
from vendors.store.touched import touched_by

Persons = Sequence[tuple[str, bytes]]
"""Some persons, each with what the seal takes in: the reference as a JSON string."""
_AT_ONCE = 20_000
"""Persons already listed that are read at a time."""
_A_BREATH = 250
"""Persons who are sealed before those that are being written may get on."""


class NoSuchDelivery(Exception):  # noqa: N818  # a refusal, not an error
    """No delivery has that code, or its persons were purged: then it lists nobody any more."""


class ListedTwice(Exception):  # noqa: N818  # the same
    """A person is listed already, or comes twice. Which one, the database did not say; undo the transaction."""


class MoreThanSaid(Exception):  # noqa: N818  # the same
    """A delivery that says to how many persons it went does not list more; undo the transaction."""

    def __init__(self, said: int, place: int) -> None:
        super().__init__(said, place)
        self.said = said
        self.place = place
        """Of the first row that is too many, counted from 0."""


@dataclass(frozen=True)
class Listed:
    """Persons who were listed."""

    persons: int
    """How many were."""
    whole: int
    """How many the delivery lists now."""
    root: str
    """The seal of all of them, in hexadecimal (docs/ledger.md)."""
    sequence: int
    """Which event of the ledger says so."""
    judged_anew: int
    """Of how many deliveries something else is said."""


async def list_persons(
    connection: Connection, delivery: str, portions: AsyncIterable[Persons], occasion: Occasion
) -> Listed:
    """List persons in a delivery, judge it anew, and put it on record; in the transaction that is open.

    Of each portion no more is kept than its rows in the tables. Raises `NoSuchDelivery`, `ListedTwice`, `MoreThanSaid`,
    and `StoreRefused` where no register is stored or another version's rules judged it.
    """
    await check_judged(connection)
    rows = await connection.rows(_DELIVERY, delivery) if is_code(delivery) else ()
    if not rows:
        raise NoSuchDelivery
    stored = rows[0]
    seal = await _seal(connection, stored)
    before, said = seal.persons, stored["subject_count"]
    async for persons in portions:
        if said is not None and seal.persons + len(persons) > said:
            raise MoreThanSaid(said, said - before)
        writing = asyncio.create_task(_write(connection, stored["id"], persons))
        try:
            await _sealed(seal, persons)
        finally:
            await writing
    await connection.run("UPDATE delivery SET listed_count = ? WHERE id = ?", seal.persons, stored["id"])
    await connection.run(_SEAL, "deliveries", delivery, seal.salt, seal.persons, seal.frontier)
    return await _put_on_record(connection, stored, seal, seal.persons - before, occasion)


async def _sealed(seal: Seal, persons: Persons) -> None:
    """Seal persons while they are being written, which is somebody else's work on PostgreSQL."""
    for start in range(0, len(persons), _A_BREATH):
        seal.add(body for _, body in persons[start : start + _A_BREATH])
        await asyncio.sleep(0)


async def _seal(connection: Connection, stored: Row) -> Seal:
    """The seal of the persons who are listed; one that was of another kind goes on under its salt."""
    if stored["salt"] is None:
        return Seal()
    if stored["frontier"] is not None:
        return Seal(stored["salt"], stored["persons"], stored["frontier"])
    seal, last = Seal(stored["salt"]), 0
    while rows := await connection.rows(_LISTED, stored["id"], last):
        seal.add(subject_bodies(row["subject"] for row in rows))
        last = rows[-1]["id"]
    return seal


async def _write(connection: Connection, delivery: int, persons: Persons) -> None:
    try:
        await connection.add_many(
            "delivery_subject", ("delivery_id", "subject"), [(delivery, subject) for subject, _ in persons]
        )
    except FAULTS as fault:
        if is_there_already(fault):
            raise ListedTwice from None
        raise


async def _put_on_record(connection: Connection, stored: Row, seal: Seal, persons: int, occasion: Occasion) -> Listed:
    (loading,) = await begin_loadings(connection, [((0, 1, 0), occasion.by)])
    code: str = stored["code"]
    await connection.run("UPDATE recorded SET loading_id = ? WHERE list = 'deliveries' AND key = ?", loading, code)
    reach = Reach(deliveries=frozenset({code}), delivering=frozenset({stored["transfer"]}))
    touched = await touched_by(Afterwards(connection, Change.of_nothing()), reach)
    anew = await judge_again(connection, touched.deliveries)
    entry: dict[str, Any] = {**orjson.loads(stored["body"]), "subjects": seal.said}
    happened = Happened(LedgerAction.CORRECTED, "deliveries", code, canonical(entry))
    decided = await counted_again(connection, [code])
    moments = await append(connection, [([*decided, happened], occasion)])
    await end_loadings(connection, [(loading, moments[0])])
    return Listed(persons, seal.persons, seal.root, (await head_of(connection)).size, anew)


_DELIVERY = (
    "SELECT delivery.id, delivery.code, delivery.subject_count, transfer.code AS transfer, entry.body,"
    " sealed.salt, sealed.persons, sealed.frontier"
    " FROM delivery JOIN transfer ON transfer.id = delivery.transfer_id"
    " JOIN entry ON entry.list = 'deliveries' AND entry.key = delivery.code"
    " LEFT JOIN sealed ON sealed.list = 'deliveries' AND sealed.key = delivery.code"
    " WHERE delivery.code = ? AND delivery.purged_on IS NULL"
)
_LISTED = (
    "SELECT id, subject FROM delivery_subject WHERE delivery_id = ? AND id > ?"  # noqa: S608  # a number of ours
    f" ORDER BY id LIMIT {_AT_ONCE}"
)
_SEAL = (
    "INSERT INTO sealed (list, key, salt, persons, frontier) VALUES (?, ?, ?, ?, ?) ON CONFLICT (list, key) DO UPDATE"
    " SET persons = excluded.persons, frontier = excluded.frontier"
)
