"""What the ledger knows of requests: each step as an event, the person by a salted digest alone.

Requests are process: they are on the ledger, but no part of the register that is replayed from it.
"""

from collections.abc import Mapping

import orjson

from models.vocabulary import LedgerAction
from vendors.ledger.appending import append
from vendors.ledger.differs import Difference, LedgerDiffers
from vendors.ledger.events import REQUESTS, Happened, canonical
from vendors.ledger.sealing import digest_of, sealed_step
from vendors.requests.stored import Request, request_of
from vendors.store.change import Occasion
from vendors.store.connection import Connection, Reads, Row
from vendors.store.moments import moment_as_kept

_TABLE = "person_request"
_TOLD = ("overdue_from", "overdue_until", "suit_from")
"""Columns that come of what the law says of the others."""


async def write(
    connection: Connection, number: int | None, request: Request, occasion: Occasion, *, somebody_goes: bool = False
) -> int:
    """Store a request, new where it has no number yet, and append what was done; in the transaction that is open.

    Returns the number of its row. `somebody_goes` of whom it spoke before: then nobody can find out any more who.
    """
    said = request.columns(connection)
    action = LedgerAction.ADDED if number is None else LedgerAction.CORRECTED
    if number is None:
        names, marks = ", ".join(said), ", ".join("?" * len(said))
        (made,) = await connection.rows(
            f"INSERT INTO person_request ({names}) VALUES ({marks}) RETURNING id",  # noqa: S608  # columns of ours
            *connection.stored(*said.values()),
        )
        number = int(made["id"])
    else:
        each = ", ".join(f"{name} = ?" for name in said)
        await connection.run(f"UPDATE person_request SET {each} WHERE id = ?", *said.values(), number)  # noqa: S608  # ours
    salt = await sealed_step(connection, REQUESTS, number, 1, somebody_goes=somebody_goes)
    happened = Happened(action, REQUESTS, str(number), canonical(_entry(request, salt)))
    await append(connection, [([happened], occasion)])
    return number


async def take_out(connection: Connection, number: int, occasion: Occasion) -> None:
    """Take a request out, and append that; whom the ledger's digests meant, nobody can find out any more."""
    await connection.run("DELETE FROM person_request WHERE id = ?", number)
    await connection.run("DELETE FROM sealed WHERE list = ? AND key = ?", REQUESTS, str(number))
    await append(connection, [([Happened(LedgerAction.REMOVED, REQUESTS, str(number))], occasion)])


def _entry(request: Request, salt: str) -> Mapping[str, object]:
    person = {"digest": digest_of(salt, [request.of_whom()]), "persons": 1}
    return {**request.of_process(), "person": person}


async def look_at_requests(database: Reads, expected: Mapping[str, str]) -> Mapping[tuple[str, str], int]:
    """Compare every request with what the ledger says of it, and return how many persons each of them seals.

    Raises `LedgerDiffers` at the first that is not as recorded.
    """
    salts = {
        row["key"]: row["salt"] for row in await database.rows("SELECT key, salt FROM sealed WHERE list = ?", REQUESTS)
    }
    missing = dict(expected)
    for row in await database.rows("SELECT * FROM person_request ORDER BY id"):
        column = _first_that_differs(row, missing.pop(str(row["id"]), None), salts.get(str(row["id"])))
        if column:
            raise LedgerDiffers(Difference.VALUE, table=_TABLE, row=row["id"], column=column)
    for key in missing:
        raise LedgerDiffers(Difference.ROW, table=_TABLE, row=key)
    return {(REQUESTS, key): 1 for key in expected}


def _first_that_differs(row: Row, said: str | None, salt: str | None) -> str:
    """What of a row is not as recorded; empty where nothing is."""
    if said is None:
        return "id"
    try:
        request = request_of(row)
        if row["stopped_from"] is not None and _is_kept_otherwise(row["stopped_from"]):
            return "stopped_from"
        days = (*request.overdue, request.suit_from)
        if otherwise := [name for name, day in zip(_TOLD, days, strict=True) if _text(row[name]) != _text(day)]:
            return ", ".join(otherwise)
        recorded = orjson.loads(said)
        sealed = recorded.pop("person")
        now = request.of_process()
        differing = [name for name in sorted({*now, *recorded}) if _json(now.get(name)) != recorded.get(name)]
        if differing:
            return ", ".join(differing)
        whole = salt is not None and digest_of(salt, [request.of_whom()]) == sealed["digest"]
    except (ValueError, TypeError, AssertionError) as fault:
        return f"{type(fault).__name__}"
    return "" if whole else "subject"


def _is_kept_otherwise(moment: object) -> bool:
    """Whether a moment is not written as it is stored: SQLite compares moments as texts."""
    try:
        moment_as_kept(moment)
    except ValueError:
        return True
    return False


def _text(day: object) -> str | None:
    return None if day is None else str(day)


def _json(value: object) -> object:
    return orjson.loads(orjson.dumps(value))
