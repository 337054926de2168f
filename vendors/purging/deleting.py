"""Deleting the persons of deliveries, so many at a time: rows and salts go, digests and what was said of them stay.

Each portion is a transaction of its own, with its events on the ledger. Wherever it is broken off, what is done is
done, and what is not is as before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import orjson

from models.delivery import DeliverySubject
from models.vocabulary import LedgerAction
from vendors.ledger.appending import append
from vendors.ledger.events import Happened, canonical
from vendors.purging.finding import Asked, Found, Passed, passed_among
from vendors.purging.portions import Progress, in_turns
from vendors.purging.purged import PURGED, Purged
from vendors.purging.standing import standing_of
from vendors.store.change import Occasion
from vendors.store.connection import Connection
from vendors.store.database import Database
from vendors.store.judgements import check_judged
from vendors.store.recording import begin_loadings, end_loadings
from vendors.store.rows import remove
from vendors.store.several import rows_among

PURGE = "purge"
"""The verb of whoever purges."""


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

    async def work(portion: Sequence[tuple[str, int]], connection: Connection) -> Gone:
        await check_judged(connection)
        those = await passed_among(connection, [code for code, _ in portion], asked)
        return await _purge(connection, those, today, occasion)

    gone = Gone()
    async for more in in_turns(database, found.deliveries, lambda one: one[1], work, progress):
        gone += more
    return gone


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
