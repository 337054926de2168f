"""What is said of receipts, as rows: judged with all that the same third party provides on the same basis."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from models.received_words import ReceivedCause
from models.vocabulary import Because
from vendors.judging.received import ReceivedFinding, ReceivedSaid, judge_received
from vendors.received.stored import day_of, received_of
from vendors.store.connection import Connection, Reads, Row

SAID = ("required", "record_items", "record_due_on", "record_by", "record_closes_on", "record_kept_until")
"""The columns that hold what is said of a receipt; its findings stand in rows of their own."""
_DAYS = frozenset({"record_due_on", "record_closes_on", "record_kept_until"})


def columns_of(said: ReceivedSaid) -> dict[str, Any]:
    """What is said of a receipt, as its row holds it."""
    items = orjson.dumps(said.record_items).decode() if said.required else None
    return {**{name: getattr(said, name) for name in SAID}, "record_items": items}


def said_in(row: Row) -> dict[str, Any]:
    """What a row holds of that. Raises `ValueError` where it holds no days."""
    said = {name: day_of(row[name]) if name in _DAYS else row[name] for name in SAID}
    return {**said, "required": bool(row["required"])}


async def findings_there(database: Reads, where: str = "", *values: object) -> Mapping[int, list[ReceivedFinding]]:
    """The findings that are stored, by the number of the receipt; `where` narrows them by it.

    Raises `ValueError` where a row holds none.
    """
    found: defaultdict[int, list[ReceivedFinding]] = defaultdict(list)
    for row in await database.rows(f"SELECT * FROM received_finding {where} ORDER BY id", *values):  # noqa: S608  # ours
        began = day_of(row["from_on"])
        assert began is not None, "a finding begins"
        finding = ReceivedFinding(ReceivedCause(row["cause"]), Because(row["because"]), began, day_of(row["until_on"]))
        found[row["received_id"]].append(finding)
    return found


async def judge_flows(connection: Connection, flows: Iterable[tuple[str, str]]) -> None:
    """Judge all that these third parties provide on these bases; what is said anew is written."""
    (operator,) = await connection.rows("SELECT record_days FROM operator")
    for flow in sorted(set(flows)):
        rows = await connection.rows(
            "SELECT * FROM received_provision WHERE provider = ? AND basis = ? ORDER BY id", *flow
        )
        there = await findings_there(
            connection,
            "WHERE received_id IN (SELECT id FROM received_provision WHERE provider = ? AND basis = ?)",
            *flow,
        )
        said = judge_received([received_of(row).facts for row in rows], operator["record_days"])
        for row, one in zip(rows, said, strict=True):
            await _write(connection, row, one, there.get(row["id"], []))


async def judge_all_received(connection: Connection) -> None:
    """Judge everything that was received, after the operator's limits or the law changed."""
    flows = await connection.rows("SELECT DISTINCT provider, basis FROM received_provision")
    if flows:
        await judge_flows(connection, [(row["provider"], row["basis"]) for row in flows])


async def _write(connection: Connection, row: Row, said: ReceivedSaid, before: list[ReceivedFinding]) -> None:
    columns = columns_of(said)
    if columns != said_in(row):
        each = ", ".join(f"{name} = ?" for name in columns)
        await connection.run(f"UPDATE received_provision SET {each} WHERE id = ?", *columns.values(), row["id"])  # noqa: S608  # ours
    if list(said.findings) != before:
        await connection.run("DELETE FROM received_finding WHERE received_id = ?", row["id"])
        await connection.add_many(
            "received_finding",
            ("received_id", "cause", "because", "from_on", "until_on"),
            [connection.stored(row["id"], *finding) for finding in said.findings],
        )
