"""What no replay writes anew, compared with the ledger itself: entries, persons, imports, and what judged it all."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from models.ledger import LedgerHead
from vendors.gate.naming import look_at_decisions
from vendors.ledger.appending import HEAD
from vendors.ledger.differs import Difference, LedgerDiffers
from vendors.ledger.events import DECISIONS, REQUESTS
from vendors.ledger.remembering import Persons, Remembered, persons_of, remembered
from vendors.ledger.replaying import Replayed
from vendors.ledger.sealing import TABLES
from vendors.ledger.standing import look_at_head
from vendors.received.verifying import look_at_received
from vendors.requests.recording import look_at_requests
from vendors.store.connection import Reads, Row
from vendors.store.judgements import JUDGED
from vendors.store.moments import moment_as_kept
from vendors.store.persons.stored import WITHDRAWALS
from vendors.store.rows import table_of

_SUBJECTS = "delivery_subject"
_LISTING = (
    "SELECT code FROM delivery WHERE EXISTS (SELECT 1 FROM delivery_subject WHERE delivery_id = delivery.id)"
    " ORDER BY code"
)
"""The deliveries that list anybody: those to which the ledger has it, and that were not purged since."""


async def look_at_records(database: Reads, replayed: Replayed) -> Remembered | None:
    """Compare all that a replay does not write anew with the ledger, and return the register that the ledger has.

    `None` where the ledger is empty, and rightly so. Raises `LedgerDiffers`.
    """
    await look_at_head(database, replayed)
    await _look_for_other_rows(database, table_of(LedgerHead), HEAD)
    requests = await look_at_requests(database, replayed.process[REQUESTS])
    received = await look_at_received(database, replayed)
    decisions = await look_at_decisions(database, replayed.process[DECISIONS])
    if not replayed.size:
        if await database.rows("SELECT id FROM judged"):
            raise LedgerDiffers(Difference.EMPTY)
        return None
    await _look_at_entries(database, replayed)
    persons = await persons_of(database, replayed)
    await _look_at_persons(database, persons, {**requests, **received, **decisions})
    await _look_at_imports(database, replayed)
    await _look_at_judged(database, replayed)
    known = remembered(replayed, persons)
    assert known is not None, "a ledger has an operator"
    return known


async def _look_at_entries(database: Reads, replayed: Replayed) -> None:
    stored = {
        (row["list"], row["key"]): row["body"] for row in await database.rows("SELECT list, key, body FROM entry")
    }
    expected = {
        (name, key): _without_subjects(body) if name == "deliveries" else body
        for name, entries in replayed.entries.items()
        if name not in TABLES
        for key, body in entries.items()
    }
    for name, key in [*expected, *stored]:
        if stored.get((name, key)) != expected.get((name, key)):
            raise LedgerDiffers(Difference.ENTRY, list=name, key=key)


def _without_subjects(body: str) -> str:
    document = orjson.loads(body)
    if "subjects" not in document:
        return body
    del document["subjects"]
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS).decode()


async def _look_at_persons(database: Reads, persons: Persons, of_process: Mapping[tuple[str, str], int]) -> None:
    for name, key, _ in persons.otherwise:
        raise LedgerDiffers(Difference.PERSONS, table=TABLES.get(name, _SUBJECTS), list=name, key=key)
    for row in await database.rows(_LISTING):
        if row["code"] not in persons.subjects:
            raise LedgerDiffers(Difference.PERSONS, table=_SUBJECTS, list="deliveries", key=row["code"])
    expected: dict[tuple[str, str], int] = {
        **{known: len(bodies) for known, bodies in persons.batches.items()},
        **{("deliveries", code): len(found) for code, found in persons.subjects.items()},
        **of_process,
    }
    for row in await database.rows("SELECT id, list, key, persons, frontier FROM sealed ORDER BY id"):
        named_by_number = row["list"] not in TABLES or str(row["id"]) == row["key"]
        known = row["list"], row["key"]
        said, told = (expected.get(known), persons.frontiers.get(known)), (row["persons"], row["frontier"])
        if said != told or not named_by_number:
            raise LedgerDiffers(Difference.PERSONS, table="sealed", list=row["list"], key=row["key"])
    for name, table in (*TABLES.items(), ("deliveries", _SUBJECTS)):
        sealed = sum(number for (of, _), number in expected.items() if of == name)
        # A withdrawal that is in no batch came with its consent, whose batch covers both.
        those = " WHERE batch IS NOT NULL" if name == WITHDRAWALS else ""
        (there,) = await database.rows(f"SELECT count(*) AS number FROM {table}{those}")  # noqa: S608  # one of ours
        if there["number"] != sealed:
            raise LedgerDiffers(Difference.PERSONS, table=table, list=name, key="-")


async def _look_at_imports(database: Reads, replayed: Replayed) -> None:
    """Compare each import, and which import recorded each entry, with the moments of the events."""
    moments: dict[int, object] = {}
    missing = dict(replayed.imports)
    for row in await database.rows("SELECT * FROM loading ORDER BY id"):
        moment = moments[row["id"]] = _moment(row["loaded_at"])
        known = missing.pop(moment, None) if isinstance(moment, datetime) else None
        if known is None:
            raise LedgerDiffers(Difference.VALUE, table="loading", row=row["id"], column="loaded_at")
        for column, value in {**vars(known), "loaded_by": known.by}.items():
            if column != "by" and row[column] != value:
                raise LedgerDiffers(Difference.VALUE, table="loading", row=row["id"], column=column)
    for moment in missing:
        raise LedgerDiffers(Difference.ROW, table="loading", row=moment.isoformat())
    for row in await database.rows("SELECT id, list, key, loading_id FROM recorded ORDER BY id"):
        if replayed.recorded_at.get((row["list"], row["key"])) != moments.get(row["loading_id"]):
            raise LedgerDiffers(Difference.VALUE, table="recorded", row=row["id"], column="loading_id")


async def _look_at_judged(database: Reads, replayed: Replayed) -> None:
    expected: dict[str, Any] = {"judged_at": replayed.judged_at, "rule_set": replayed.rule_set}
    rows = await database.rows("SELECT * FROM judged WHERE id = ?", JUDGED)
    if not rows:
        raise LedgerDiffers(Difference.ROW, table="judged", row=JUDGED)
    for column, value in expected.items():
        if (_moment(rows[0][column]) if column == "judged_at" else rows[0][column]) != value:
            raise LedgerDiffers(Difference.VALUE, table="judged", row=JUDGED, column=column)
    await _look_for_other_rows(database, "judged", JUDGED)


async def _look_for_other_rows(database: Reads, table: str, number: int) -> None:
    rows: list[Row] = list(await database.rows(f"SELECT id FROM {table} WHERE id <> ?", number))  # noqa: S608  # ours
    if rows:
        raise LedgerDiffers(Difference.ROW, table=table, row=rows[0]["id"])


def _moment(stored: object) -> object:
    try:
        return moment_as_kept(stored)
    except ValueError:
        return stored
