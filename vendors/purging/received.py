"""The persons whose data was received: which may go (APPI 30(4), Rule 25), and deleting them, so many at a time.

Their rows and the salt of their digest go; the record of the receipt stays, with the number of them, and is corrected
no more. Each portion is a transaction of its own, with its events on the ledger.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from vendors.purging.finding import Asked
from vendors.purging.keeping import last_day_of_keeping_received
from vendors.purging.portions import Progress, in_turns
from vendors.purging.purged import day_of
from vendors.purging.waiting import who_waits
from vendors.received.recording import write_purged
from vendors.received.stored import stored
from vendors.store.change import Occasion
from vendors.store.connection import Connection, Reads, Row
from vendors.store.database import Database
from vendors.store.judgements import check_judged
from vendors.store.several import rows_among


@dataclass(frozen=True)
class Receipt:
    """A receipt whose persons may go."""

    code: str
    persons: int
    """How many it lists."""


@dataclass(frozen=True)
class FoundReceived:
    """What may go, and what is kept though its day has passed."""

    receipts: tuple[Receipt, ...] = ()
    """In the order in which they were recorded."""
    held: int = 0
    """Receipts that are kept because somebody whom they list waits for an answer."""
    without_record: int = 0
    """Receipts that are kept because they need no record, and nobody said how long to keep them."""

    @property
    def persons(self) -> int:
        """How many rows may go."""
        return sum(one.persons for one in self.receipts)


async def find_received(database: Reads, asked: Asked) -> FoundReceived:
    """Look through all receipts that list persons."""
    held = await _held(database)
    found: list[Receipt] = []
    holding = without_record = 0
    for row in await database.rows(f"{_LISTING} ORDER BY id"):
        if not _has_passed(row, asked):
            without_record += not row["required"] and asked.without_record_after is None
        elif row["code"] in held:
            holding += 1
        else:
            found.append(Receipt(row["code"], row["listed_count"]))
    return FoundReceived(tuple(found), holding, without_record)


async def purge_received(
    database: Database, found: FoundReceived, asked: Asked, today: date, occasion: Occasion, progress: Progress
) -> int:
    """Delete the persons of the receipts that were found, as far as they may still go when their turn comes.

    Returns how many rows went. Raises `StoreRefused` where another version's rules judged what is stored.
    """
    assert asked.on <= today, "nothing goes before its time"

    async def work(portion: Sequence[Receipt], connection: Connection) -> int:
        await check_judged(connection)
        return await _purge(connection, [one.code for one in portion], asked, today, occasion)

    return sum([gone async for gone in in_turns(database, found.receipts, lambda one: one.persons, work, progress)])


async def _purge(connection: Connection, codes: Sequence[str], asked: Asked, today: date, occasion: Occasion) -> int:
    held = await _held(connection)
    rows = await rows_among(connection, f"{_LISTING} AND code AMONG THESE", codes)
    those = []
    for code in sorted(row["code"] for row in rows if _has_passed(row, asked) and row["code"] not in held):
        found = await stored(connection, code)
        assert found is not None, "it is there"
        number, before = found
        count = before.subject_count or len(before.subjects)
        those.append((number, before, before.with_step(subjects=(), subject_count=count, purged_on=today)))
    if those:
        await write_purged(connection, those, occasion)
    return sum(len(before.subjects) for _, before, _ in those)


async def _held(database: Reads) -> frozenset[str]:
    return frozenset(_codes(await rows_among(database, _LISTING_THEM, await who_waits(database))))


def _codes(rows: Sequence[Row]) -> Iterator[str]:
    return (row["code"] for row in rows)


def _has_passed(row: Row, asked: Asked) -> bool:
    received_on = day_of(row["received_on"])
    assert received_on is not None, "it was received on a day"
    kept_until = day_of(row["record_kept_until"])
    last = last_day_of_keeping_received(received_on, kept_until, asked.without_record_after, required=row["required"])
    return last is not None and asked.on > last


_LISTING = (
    "SELECT id, code, received_on, required, record_kept_until, listed_count FROM received_provision"
    " WHERE listed_count > 0"
)
_LISTING_THEM = (
    "SELECT DISTINCT code FROM received_subject JOIN received_provision ON received_provision.id = received_id"
    " WHERE subject AMONG THESE"
)
