"""Every receipt compared with the ledger, and with what the law says of it (`teikyo verify`)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from vendors.judging.received import ReceivedFinding, ReceivedSaid, judge_received
from vendors.ledger.differs import Difference, LedgerDiffers
from vendors.ledger.events import RECEIVED
from vendors.ledger.replaying import Replayed
from vendors.ledger.sealing import digest_of
from vendors.received.judging import columns_of, findings_there, said_in
from vendors.received.stored import ReceivedProvision, received_of
from vendors.register.entries.operator import Limits
from vendors.store.connection import Reads, Row
from vendors.store.entries import LIMITS, SINGLE

_TABLE, _FINDINGS = "received_provision", "received_finding"
_UNREADABLE = (ValueError, TypeError, AssertionError, KeyError)


async def look_at_received(database: Reads, replayed: Replayed) -> Mapping[tuple[str, str], int]:
    """Compare every receipt with what the ledger says of it, and return how many persons each of them seals.

    Raises `LedgerDiffers` at the first that is not as recorded, or of which something else is said than the law says.
    """
    expected = replayed.process[RECEIVED]
    if not expected:
        for table in (_TABLE, _FINDINGS, "received_subject"):
            for row in await database.rows(f"SELECT id FROM {table} ORDER BY id LIMIT 1"):  # noqa: S608  # ours
                raise LedgerDiffers(Difference.ROW, table=table, row=row["id"])
        return {}
    rows = await database.rows("SELECT * FROM received_provision ORDER BY id")
    received = await _as_recorded(database, rows, expected)
    await _as_judged(database, rows, received, Limits.model_validate_json(replayed.entries[LIMITS][SINGLE]))
    return {(RECEIVED, str(number)): len(one.subjects) for number, one in received.items()}


async def _as_recorded(
    database: Reads, rows: Sequence[Row], expected: Mapping[str, str]
) -> Mapping[int, ReceivedProvision]:
    """The receipts by number, each as the ledger has it."""
    salts = {
        row["key"]: row["salt"] for row in await database.rows("SELECT key, salt FROM sealed WHERE list = ?", RECEIVED)
    }
    subjects: defaultdict[int, list[str]] = defaultdict(list)
    for row in await database.rows("SELECT received_id, subject FROM received_subject"):
        subjects[row["received_id"]].append(row["subject"])
    received: dict[int, ReceivedProvision] = {}
    for row in rows:
        said = expected.get(str(row["id"]))
        if said is None:
            raise LedgerDiffers(Difference.ROW, table=_TABLE, row=row["id"])
        try:
            one = received_of(row, subjects.pop(row["id"], ()))
            column = _first_that_differs(one, row, orjson.loads(said), salts.get(str(row["id"])))
        except _UNREADABLE as fault:
            column = type(fault).__name__
        if column:
            raise LedgerDiffers(Difference.VALUE, table=_TABLE, row=row["id"], column=column)
        received[row["id"]] = one
    for key in expected.keys() - {str(number) for number in received}:
        raise LedgerDiffers(Difference.ROW, table=_TABLE, row=key)
    for number in subjects:
        raise LedgerDiffers(Difference.ROW, table="received_subject", row=number)
    return received


def _first_that_differs(one: ReceivedProvision, row: Row, recorded: dict[str, Any], salt: str | None) -> str:
    """What of a receipt is not as recorded; empty where nothing is."""
    sealed = recorded.pop("persons")
    now = orjson.loads(orjson.dumps(one.of_process()))
    differing = [name for name in sorted({*now, *recorded}) if now.get(name) != recorded.get(name)]
    if differing:
        return ", ".join(differing)
    if row["listed_count"] != len(one.subjects):
        return "listed_count"
    kept = {name: row[name] for name in ("items", "record_has")}
    if kept != {name: one.columns()[name] for name in kept}:
        return ", ".join(kept)
    whole = salt is not None and digest_of(salt, one.of_whom()) == sealed["digest"]
    return "" if whole else "name, subjects"


async def _as_judged(
    database: Reads, rows: Sequence[Row], received: Mapping[int, ReceivedProvision], limits: Limits
) -> None:
    """What is said of each of them is what the law says."""
    try:
        there = dict(await findings_there(database))
    except _UNREADABLE as fault:
        raise LedgerDiffers(Difference.VALUE, table=_FINDINGS, row="-", column=type(fault).__name__) from fault
    for row, said in zip(
        rows, judge_received([one.facts for one in received.values()], limits.record_days), strict=True
    ):
        column = _first_that_is_said_otherwise(row, said)
        if column:
            raise LedgerDiffers(Difference.VALUE, table=_TABLE, row=row["id"], column=column)
        _compare_findings(row["id"], there.pop(row["id"], []), said)
    for number in there:
        raise LedgerDiffers(Difference.ROW, table=_FINDINGS, row=number)


def _first_that_is_said_otherwise(row: Row, said: ReceivedSaid) -> str:
    try:
        stored = said_in(row)
    except _UNREADABLE as fault:
        return type(fault).__name__
    return next((name for name, value in columns_of(said).items() if stored[name] != value), "")


def _compare_findings(number: int, stored: list[ReceivedFinding], said: ReceivedSaid) -> None:
    if len(stored) != len(said.findings):
        raise LedgerDiffers(Difference.ROW, table=_FINDINGS, row=number)
    for one, other in zip(stored, said.findings, strict=True):
        differing = [name for name in one._fields if getattr(one, name) != getattr(other, name)]
        if differing:
            raise LedgerDiffers(Difference.VALUE, table=_FINDINGS, row=number, column=", ".join(differing))
