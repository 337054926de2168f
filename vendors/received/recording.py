"""A receipt written: its row, whose data it is, what is said of it, and what the ledger knows of it.

Each step is an event; third party and persons stand there by a salted digest alone. Receipts are process: on the
ledger, but no part of the register that is replayed from it.
"""

from collections.abc import Mapping, Sequence

from models.vocabulary import LedgerAction
from vendors.judging.received import ReceivedSaid
from vendors.ledger.appending import append
from vendors.ledger.events import RECEIVED, Happened, canonical
from vendors.ledger.sealing import digest_of, sealed_step
from vendors.received.judging import columns_of, judge_flows
from vendors.received.stored import ReceivedProvision
from vendors.store.change import Occasion
from vendors.store.connection import Connection


async def write(
    connection: Connection, number: int | None, before: ReceivedProvision | None, now: ReceivedProvision, by: Occasion
) -> int:
    """Store a receipt, new where it has no number yet, judge what it touches, and append what was done.

    In the transaction that is open; `before` is what was stored. Returns the number of its row.
    """
    action = LedgerAction.ADDED if number is None else LedgerAction.CORRECTED
    now = now.with_step(revision=now.revision + 1, subjects=tuple(sorted(now.subjects)))
    columns = now.columns()
    if number is None:
        columns |= columns_of(ReceivedSaid(required=False))
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        (made,) = await connection.rows(
            f"INSERT INTO received_provision ({names}) VALUES ({marks}) RETURNING id",  # noqa: S608  # columns of ours
            *connection.stored(*columns.values()),
        )
        number = int(made["id"])
    else:
        each = ", ".join(f"{name} = ?" for name in columns)
        await connection.run(
            f"UPDATE received_provision SET {each} WHERE id = ?",  # noqa: S608  # columns of ours
            *connection.stored(*columns.values()),
            number,
        )
    await _list_subjects(connection, number, before.subjects if before else (), now.subjects)
    await judge_flows(connection, {now.flow, *([before.flow] if before else ())})
    gone = before is not None and now.says_less_than(before)
    salt = await sealed_step(connection, RECEIVED, number, len(now.subjects), somebody_goes=gone)
    happened = Happened(action, RECEIVED, str(number), canonical(entry_of(now, salt)))
    await append(connection, [([happened], by)])
    return number


async def write_purged(
    connection: Connection, those: Sequence[tuple[int, ReceivedProvision, ReceivedProvision]], by: Occasion
) -> None:
    """Store receipts whose persons go, each with the number of its row, as it was and as it is without them.

    In the transaction that is open. What is said of them stands: no rule asks who was listed. The salt goes with the
    persons, and the rest is sealed under another.
    """
    happened = []
    for number, before, after in those:
        now = after.with_step(revision=before.revision + 1)
        values = (now.subject_count, 0, now.purged_on, now.revision)
        await connection.run(
            "UPDATE received_provision SET subject_count = ?, listed_count = ?, purged_on = ?, revision = ?"
            " WHERE id = ?",
            *connection.stored(*values),
            number,
        )
        await connection.run("DELETE FROM received_subject WHERE received_id = ?", number)
        salt = await sealed_step(connection, RECEIVED, number, 0, somebody_goes=True)
        happened.append(Happened(LedgerAction.PURGED, RECEIVED, str(number), canonical(entry_of(now, salt))))
    await append(connection, [(happened, by)])


def entry_of(received: ReceivedProvision, salt: str) -> Mapping[str, object]:
    """What the ledger says of it."""
    persons = {"digest": digest_of(salt, received.of_whom()), "persons": len(received.subjects)}
    return {**received.of_process(), "persons": persons}


async def _list_subjects(connection: Connection, number: int, before: tuple[str, ...], now: tuple[str, ...]) -> None:
    gone, new = sorted({*before} - {*now}), sorted({*now} - {*before})
    await connection.run_many(
        "DELETE FROM received_subject WHERE received_id = ? AND subject = ?", [(number, one) for one in gone]
    )
    await connection.add_many("received_subject", ("received_id", "subject"), [(number, one) for one in new])
