"""Whom the gate allowed: its answers are kept as long as the operator says, and then name nobody any more.

An answer is evidence of what was asked before data left; the law has no such record, and no time for it. Who asked, of
what, when, of how many and how many were allowed stays. Answers are on no ledger, and neither is that they were purged.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import orjson

from vendors.gate.naming import NOBODY, forget_salts
from vendors.purging.portions import Progress, in_turns
from vendors.purging.waiting import who_waits
from vendors.store.connection import Connection, Reads, Row
from vendors.store.database import Database
from vendors.store.moments import moment_there

_AT_ONCE = 100
"""Answers that are read at once; each may name ten thousand."""


@dataclass(frozen=True)
class Answered:
    """An answer that may forget whom it allowed."""

    number: int
    persons: int


@dataclass(frozen=True)
class FoundAnswers:
    """What may go, and what is kept though its day has passed."""

    answers: tuple[Answered, ...] = ()
    held: int = 0
    """Answers that are kept because somebody whom they allowed waits for an answer to his request."""

    @property
    def persons(self) -> int:
        """How many references may go."""
        return sum(one.persons for one in self.answers)


async def find_answers(database: Reads, on: date, after: int | None) -> FoundAnswers:
    """Look through all answers that name anybody: those may go from the day after so many days, and no sooner.

    The days are counted from the day on which it was answered, or that of the provision that was asked about, if that
    is later; where the operator is. `None`: all stay.
    """
    if after is None:
        return FoundAnswers()
    waiting = await who_waits(database)
    (operator,) = await database.rows("SELECT time_zone FROM operator")
    found: list[Answered] = []
    held = 0
    async for row in _naming_somebody(database):
        if not _has_passed(row, on, after, ZoneInfo(operator["time_zone"])):
            continue
        persons = orjson.loads(row["persons"])
        if waiting.isdisjoint(persons):
            found.append(Answered(row["id"], len(persons)))
        else:
            held += 1
    return FoundAnswers(tuple(found), held)


async def purge_answers(database: Database, found: FoundAnswers, progress: Progress) -> int:
    """Have the answers that were found forget whom they allowed, unless he asked for something since.

    Returns how many references went.
    """

    async def work(connection: Connection, portion: Sequence[Answered]) -> int:
        waiting, gone = await who_waits(connection), 0
        for one in portion:
            rows = await connection.rows("SELECT persons FROM gate_answer WHERE id = ?", one.number)
            persons = orjson.loads(rows[0]["persons"]) if rows else []
            if persons and waiting.isdisjoint(persons):
                await connection.run("UPDATE gate_answer SET persons = ? WHERE id = ?", NOBODY, one.number)
                await forget_salts(connection, one.number)
                gone += len(persons)
        return gone

    return sum([gone async for gone in in_turns(database, found.answers, lambda one: one.persons, work, progress)])


def _has_passed(row: Row, on: date, after: int, zone: ZoneInfo) -> bool:
    last = max(moment_there(row["at"]), moment_there(row["decided_at"])).astimezone(zone).date()
    try:
        return on > last + timedelta(days=after)
    except OverflowError:
        return False


async def _naming_somebody(database: Reads) -> AsyncIterator[Row]:
    last = 0
    while rows := await database.rows(_AFTER, last):
        for row in rows:
            if row["persons"] != NOBODY:
                yield row
        last = rows[-1]["id"]


_AFTER = (
    f"SELECT id, at, decided_at, persons FROM gate_answer WHERE id > ? AND allowed > 0 ORDER BY id LIMIT {_AT_ONCE}"  # noqa: S608  # ours
)
