"""Persons who come twice, or are listed already: found row by row once the database has refused one of them."""

from collections.abc import Iterable, Iterator
from itertools import islice

import orjson

from models.sqlite import sqlite3
from vendors.ingest.faults import BatchRefused, Faults
from vendors.ingest.spool import Row
from vendors.store.connection import Reads
from vendors.store.several import AT_ONCE, rows_among

_LISTED = (
    "SELECT subject FROM delivery_subject JOIN delivery ON delivery.id = delivery_id"
    " WHERE delivery.code = ? AND subject AMONG THESE"
)


async def look_for_twice(database: Reads, delivery: str, rows: Iterable[Row]) -> None:
    """Raise `BatchRefused` with each row that names a person a second time, or one whom the delivery lists already."""
    faults = Faults()
    named = _named_once(rows, faults)
    while some := list(islice(named, AT_ONCE)):
        listed = {row["subject"] for row in await rows_among(database, _LISTED, (one for _, one in some), delivery)}
        for row, subject in some:
            if subject in listed:
                faults.add("listed_already", row, "subject", delivery=delivery)
    if faults.number:
        raise BatchRefused(sorted(faults.told, key=lambda fault: fault.path[:1]), faults.number)


def _named_once(rows: Iterable[Row], faults: Faults) -> Iterator[tuple[int, str]]:
    """The rows that name nobody a second time; they are remembered in a file, for there may be very many."""
    seen = sqlite3.connect("")
    try:
        seen.execute("CREATE TABLE person (subject TEXT PRIMARY KEY, row INT) WITHOUT ROWID")
        for row, body in rows:
            subject: str = orjson.loads(body)
            if seen.execute("INSERT OR IGNORE INTO person VALUES (?, ?)", (subject, row)).rowcount:
                yield row, subject
            else:
                ((first,),) = seen.execute("SELECT row FROM person WHERE subject = ?", (subject,))
                faults.add("listed_twice", row, "subject", first=first)
    finally:
        seen.close()
