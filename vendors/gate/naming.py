"""A delivery names the gate's decision: how many of its persons that had not allowed, kept as a number beside it.

It is counted where the delivery is recorded, and anew where persons are listed or the delivery is corrected; purging
its persons leaves it. On the ledger stand the decision's name, the number, and whom the gate had allowed by a seal.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson

from models.vocabulary import LedgerAction
from vendors.ledger.differs import Difference, LedgerDiffers
from vendors.ledger.events import DECISIONS, Happened, canonical
from vendors.ledger.seal import Seal
from vendors.ledger.sealing import subject_bodies
from vendors.store.change import Change
from vendors.store.connection import Connection, Reads, Row
from vendors.store.moments import moment_there
from vendors.store.several import rows_among

NOBODY = "[]"
"""What an answer keeps that allowed nobody, or has been purged."""
HOLDS = timedelta(days=1)
"""How long after the moment that was asked about the gate's answer is one for a provision."""


@dataclass(frozen=True)
class _Named:
    """What is kept of a delivery that names a decision."""

    delivery: str
    decision: str
    persons: int
    root: str
    outside: int | None

    def happened(self, action: LedgerAction) -> Happened:
        """What the ledger is to say of it."""
        entry: dict[str, Any] = {"allowed": {"persons": self.persons, "root": self.root}, "decision": self.decision}
        if self.outside is not None:
            entry["outside"] = self.outside
        return Happened(action, DECISIONS, self.delivery, canonical(entry))


async def follow_decisions(connection: Connection, change: Change) -> list[Happened]:
    """Have what deliveries name of the gate follow a change that was applied; what is to be put on record of it."""
    removed, corrected = (kind["deliveries"] for kind in (change.difference.removed, change.difference.corrected))
    happened = [*await _forgotten(connection, removed), *await counted_again(connection, corrected)]
    for delivery, decision in sorted(change.decisions.items()):
        happened.append(await _name(connection, delivery, decision))
    return happened


async def counted_again(connection: Connection, deliveries: Collection[str]) -> list[Happened]:
    """Count anew for deliveries that list others than before, or were made otherwise; what is said anew."""
    happened = []
    for row in await _rows(connection, deliveries):
        if await names_nobody(connection, row["decision"]):
            continue  # whom the gate had allowed is not known any more, so what was said stands
        outside = await _outside(connection, row["delivery"], row["decision"])
        if outside != row["outside"]:
            await connection.run("UPDATE delivery_decision SET outside = ? WHERE id = ?", outside, row["id"])
            named = _Named(row["delivery"], row["decision"], row["persons"], row["root"], outside)
            happened.append(named.happened(LedgerAction.CORRECTED))
    return happened


async def names_nobody(database: Reads, decision: str) -> bool:
    """Whether any of the gate's answers under that name has been purged of those whom it had allowed."""
    return bool(await database.rows(_FORGOTTEN, decision, NOBODY))


async def forget_salts(connection: Connection, answer: int) -> None:
    """Delete the salts under which the ledger knows whom an answer allowed that was purged: nobody confirms a guess."""
    await connection.run(
        "DELETE FROM sealed WHERE list = ? AND key IN (SELECT delivery FROM delivery_decision WHERE decision ="
        " (SELECT decision FROM gate_answer WHERE id = ?))",
        *(DECISIONS, answer),
    )


async def _name(connection: Connection, delivery: str, decision: str) -> Happened:
    seal = await _sealed(connection, decision, Seal())
    outside = await _outside(connection, delivery, decision)
    named = _Named(delivery, decision, seal.persons, seal.root, outside)
    await connection.run(
        "INSERT INTO delivery_decision (delivery, decision, persons, root, outside) VALUES (?, ?, ?, ?, ?)",
        *(named.delivery, named.decision, named.persons, named.root, named.outside),
    )
    await connection.run(
        "INSERT INTO sealed (list, key, salt, persons) VALUES (?, ?, ?, ?)",
        DECISIONS,
        delivery,
        seal.salt,
        seal.persons,
    )
    return named.happened(LedgerAction.ADDED)


async def _forgotten(connection: Connection, deliveries: Collection[str]) -> list[Happened]:
    codes = [row["delivery"] for row in await _rows(connection, deliveries)]
    await connection.run_many("DELETE FROM delivery_decision WHERE delivery = ?", [(code,) for code in codes])
    await connection.run_many("DELETE FROM sealed WHERE list = ? AND key = ?", [(DECISIONS, code) for code in codes])
    return [Happened(LedgerAction.REMOVED, DECISIONS, code) for code in codes]


async def _rows(database: Reads, deliveries: Collection[str]) -> list[Row]:
    if not deliveries:
        return []
    rows = await rows_among(database, "SELECT * FROM delivery_decision WHERE delivery AMONG THESE", deliveries)
    return sorted(rows, key=lambda row: str(row["delivery"]))


async def _sealed(database: Reads, decision: str, seal: Seal, most: int | None = None) -> Seal:
    """The seal of those whom the gate allowed, in the order of its answers; of the first so many, or of all."""
    last = 0
    while rows := await database.rows(_NEXT_ANSWER, decision, last):
        persons = orjson.loads(rows[0]["persons"])
        seal.add(subject_bodies(persons if most is None else persons[: most - seal.persons]))
        last = rows[0]["id"]
    return seal


async def _outside(database: Reads, delivery: str, decision: str) -> int | None:
    """How many persons of a stored delivery the gate had not allowed; `None` where it says of none how many.

    Of persons who are only counted, as many as are more than were allowed: at least so many.
    """
    (made,) = await database.rows(_DELIVERY, delivery)
    answers = await _answers_for(database, made, decision)
    if not made["listed_count"]:
        allowed = sum(row["allowed"] for row in answers)
        return None if made["subject_count"] is None else max(0, made["subject_count"] - allowed)
    return int(made["listed_count"]) - await _number_allowed(database, made["id"], [row["id"] for row in answers])


async def _number_allowed(database: Reads, delivery: int, answers: Sequence[int]) -> int:
    """How many of those whom a delivery lists any of these answers allowed.

    One answer is at hand at a time, and of everybody who was found a bit: answers may name somebody twice.
    """
    (ends,) = await database.rows(_ENDS, delivery)
    found = bytearray((ends["last"] - ends["first"]) // 8 + 1)
    for number in answers:
        (answer,) = await database.rows("SELECT persons FROM gate_answer WHERE id = ?", number)
        for row in await rows_among(database, _LISTED_AMONG, orjson.loads(answer["persons"]), delivery):
            byte, bit = divmod(row["id"] - ends["first"], 8)
            found[byte] |= 1 << bit
    return int.from_bytes(found).bit_count()


async def _answers_for(database: Reads, made: Row, decision: str) -> list[Row]:
    """The gate's answers under that name that are about such a provision: its transfer, items and moment."""
    at = moment_there(made["at"])
    rows = [row for row in await database.rows(_ANSWERS, decision, made["transfer"]) if _is_in_time(row, at)]
    if any(row["items"] is not None for row in rows):
        items = {row["code"] for row in await database.rows(_ITEMS, made["id"], made["id"])}
        rows = [row for row in rows if row["items"] is None or items <= {*orjson.loads(row["items"])}]
    return rows


def _is_in_time(answer: Row, at: datetime) -> bool:
    """Whether it was answered before, and for a moment not later and not a day earlier; moments are told by seconds."""
    decided_at, asked_for = (moment_there(answer[name]).replace(microsecond=0) for name in ("decided_at", "at"))
    return decided_at <= at and asked_for <= at <= asked_for + HOLDS


async def look_at_decisions(database: Reads, expected: Mapping[str, str]) -> Mapping[tuple[str, str], int]:
    """Compare what deliveries name of the gate with what the ledger says, and return how many persons each seals.

    Raises `LedgerDiffers` at the first that is not as recorded.
    """
    salts = {
        row["key"]: row["salt"] for row in await database.rows("SELECT key, salt FROM sealed WHERE list = ?", DECISIONS)
    }
    missing, persons = dict(expected), dict[tuple[str, str], int]()
    for row in await database.rows("SELECT * FROM delivery_decision ORDER BY id"):
        code = row["delivery"]
        column = _first_that_differs(row, missing.pop(code, None))
        if column:
            raise LedgerDiffers(Difference.VALUE, table="delivery_decision", row=row["id"], column=column)
        persons[DECISIONS, code] = row["persons"]
        if not await _is_as_answered(database, row, salts.get(code)):
            raise LedgerDiffers(Difference.PERSONS, table="gate_answer", list=DECISIONS, key=code)
    for code in missing:
        raise LedgerDiffers(Difference.ROW, table="delivery_decision", row=code)
    return persons


def _first_that_differs(row: Row, said: str | None) -> str:
    if said is None:
        return "delivery"
    recorded = orjson.loads(said)
    now = {"decision": row["decision"], "outside": row["outside"]}
    allowed = {"persons": row["persons"], "root": row["root"]}
    differing: Iterable[str] = [name for name in now if now[name] != recorded.get(name)]
    return ", ".join([*differing, *(name for name in allowed if allowed[name] != recorded["allowed"][name])])


async def _is_as_answered(database: Reads, row: Row, salt: str | None) -> bool:
    """Whether those whom the gate keeps as allowed are those whom it had allowed; others came later."""
    if await names_nobody(database, row["decision"]):
        return True  # purged, and no ledger has that
    try:
        seal = await _sealed(database, row["decision"], Seal(salt or "-"), row["persons"])
    except (ValueError, TypeError):
        return False
    return seal.is_of(row)


_NEXT_ANSWER = "SELECT id, persons FROM gate_answer WHERE decision = ? AND id > ? ORDER BY id LIMIT 1"
_ANSWERS = "SELECT id, at, items, allowed, decided_at FROM gate_answer WHERE decision = ? AND transfer = ? ORDER BY id"
_DELIVERY = (
    "SELECT delivery.id, delivery.at, delivery.subject_count, delivery.listed_count, transfer.code AS transfer"
    " FROM delivery JOIN transfer ON transfer.id = delivery.transfer_id WHERE delivery.code = ?"
)
_ITEMS = (
    "SELECT item.code FROM delivery_item JOIN item ON item.id = delivery_item.item_id WHERE delivery_id = ?"
    " UNION SELECT item.code FROM delivery JOIN transfer_version version ON version.transfer_id = delivery.transfer_id"
    " AND version.from_on <= made_on AND (version.until_on IS NULL OR version.until_on >= made_on)"
    " JOIN transfer_version_item link ON link.version_id = version.id JOIN item ON item.id = link.item_id"
    " WHERE delivery.id = ? AND NOT EXISTS (SELECT 1 FROM delivery_item own WHERE own.delivery_id = delivery.id)"
)
_ENDS = "SELECT min(id) AS first, max(id) AS last FROM delivery_subject WHERE delivery_id = ?"
_LISTED_AMONG = "SELECT id FROM delivery_subject WHERE delivery_id = ? AND subject AMONG THESE"
_FORGOTTEN = "SELECT id FROM gate_answer WHERE decision = ? AND allowed > 0 AND persons = ? LIMIT 1"
