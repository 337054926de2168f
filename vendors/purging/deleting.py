"""Deleting the persons of deliveries, so many at a time: rows and salts go, digests and what was said of them stay.

Each portion is a transaction of its own, with its events on the ledger. Wherever it is broken off, what is done is
done, and what is not is as before.
"""

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import orjson

from models.delivery import DeliverySubject
from models.vocabulary import LedgerAction
from vendors.ledger.appending import append
from vendors.ledger.events import Happened, canonical
from vendors.purging.finding import Asked, Found, Passed, passed_among
from vendors.purging.purged import PURGED, Purged
from vendors.purging.standing import standing_of
from vendors.store.address import Engine
from vendors.store.change import Occasion
from vendors.store.connection import Connection
from vendors.store.database import Database
from vendors.store.judgements import check_judged
from vendors.store.recording import begin_loadings, end_loadings
from vendors.store.rows import remove
from vendors.store.several import rows_among

PURGE = "purge"
"""The verb of whoever purges."""

PERSONS_AT_ONCE = 10_000
"""Rows about persons that go in one transaction; of a delivery that lists more, all go in one, for its salt does."""
DELIVERIES_AT_ONCE = 200
"""Deliveries whose persons go in one transaction."""
_LONGEST_PAUSE = 0.25
"""Seconds that are left to other writers between two portions, at most: as long as the portion took."""

Progress = Callable[[int], None]
"""Called with how many rows about persons have been dealt with."""


@dataclass(frozen=True)
class Gone:
    """What was deleted."""

    deliveries: int = 0
    persons: int = 0

    def __add__(self, other: "Gone") -> "Gone":
        return Gone(self.deliveries + other.deliveries, self.persons + other.persons)


async def purge(
    database: Database,
    found: Found,
    asked: Asked,
    today: date,
    occasion: Occasion,
    progress: Progress = lambda _: None,
) -> Gone:
    """Delete the persons of the deliveries that were found, as far as they may still go when their turn comes.

    `today` is the day on which it is done. Raises `StoreRefused` where another version's rules judged what is stored.
    """
    assert asked.on <= today, "nothing goes before its time"
    gone = Gone()
    for codes, persons in _portions(found.deliveries):

        async def work(connection: Connection, codes: Sequence[str] = codes) -> Gone:
            await check_judged(connection)
            return await _purge(connection, await passed_among(connection, codes, asked), today, occasion)

        begun = time.monotonic()
        gone += await database.write(work)
        progress(persons)
        await asyncio.sleep(min(_LONGEST_PAUSE, time.monotonic() - begun))
    if gone.persons and database.engine is Engine.SQLITE:
        # Its log holds pages from before; where somebody reads them just now, it is carried over later.
        await database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    return gone


def _portions(deliveries: Sequence[tuple[str, int]]) -> Iterator[tuple[list[str], int]]:
    """The deliveries, as many as go together, with how many persons they list."""
    codes: list[str] = []
    persons = 0
    for code, number in deliveries:
        if codes and (persons + number > PERSONS_AT_ONCE or len(codes) == DELIVERIES_AT_ONCE):
            yield codes, persons
            codes, persons = [], 0
        codes.append(code)
        persons += number
    if codes:
        yield codes, persons


async def _purge(connection: Connection, those: Sequence[Passed], today: date, occasion: Occasion) -> Gone:
    """Delete the persons of these deliveries, in the transaction that is open."""
    if not those:
        return Gone()
    codes = [one.code for one in those]
    standing = await standing_of(connection, codes, today)
    left = await _without_persons(connection, standing)
    (loading,) = await begin_loadings(connection, [((0, len(those), 0), occasion.by)])
    await connection.run_many(
        "UPDATE entry SET body = ? WHERE list = 'deliveries' AND key = ?",
        [(canonical(left[code]), code) for code in codes],
    )
    await connection.run_many(
        "UPDATE recorded SET loading_id = ? WHERE list = 'deliveries' AND key = ?", [(loading, code) for code in codes]
    )
    await connection.run_many(
        "UPDATE delivery SET subject_count = ?, listed_count = 0, purged_on = ? WHERE id = ?",
        [(left[one.code]["subject_count"], today, one.number) for one in those],
    )
    await remove(connection, DeliverySubject, "delivery_id", [one.number for one in those])
    await connection.run_many("DELETE FROM sealed WHERE list = 'deliveries' AND key = ?", [(code,) for code in codes])
    happened = [_happened(code, left[code], standing[code]) for code in codes]
    moments = await append(connection, [(happened, occasion)])
    await end_loadings(connection, [(loading, moments[0])])
    return Gone(len(those), sum(one.persons for one in those))


async def _without_persons(connection: Connection, standing: Mapping[str, Purged]) -> dict[str, dict[str, object]]:
    """The entries of deliveries as they are once nobody is listed: where it is not said how many there were, it is."""
    rows = await rows_among(
        connection, "SELECT key, body FROM entry WHERE list = 'deliveries' AND key AMONG THESE", standing
    )
    return {row["key"]: {"subject_count": standing[row["key"]].persons, **orjson.loads(row["body"])} for row in rows}


def _happened(code: str, left: dict[str, object], purged: Purged) -> Happened:
    return Happened(LedgerAction.PURGED, "deliveries", code, canonical({**left, PURGED: purged.document()}))
