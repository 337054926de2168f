"""Whom the gate allowed: its answers are kept as the record of the delivery that names them, or as the operator says.

An answer is evidence of what was asked before data left; the law has no such record, and no time for it. Of a decision
that a delivery names, all answers are kept as long as that delivery's persons. Who asked, of what, when, of how many
and how many were allowed stays. Answers are on no ledger, and neither is that they were purged.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

import orjson

from vendors.gate.naming import NOBODY, forget_salts
from vendors.purging.finding import Asked, held_by_requests, listing_of
from vendors.purging.keeping import last_day_of_keeping
from vendors.purging.portions import Progress, in_turns
from vendors.purging.waiting import who_waits
from vendors.store.connection import Connection, Reads, Row
from vendors.store.database import Database
from vendors.store.moments import moment_there
from vendors.store.several import rows_among

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


async def find_answers(database: Reads, asked: Asked, after: int | None) -> FoundAnswers:
    """Look through all answers that name anybody.

    Of a decision that deliveries name: those may go once the persons of each of these deliveries may, purged or not.
    Of any other: from the day after so many days, counted from the day on which it was answered, or that of the
    provision that was asked about, if that is later; where the operator is. `None`: these stay.
    """
    times = await _Times.now(database, asked, after)
    waiting = await who_waits(database)
    found: list[Answered] = []
    held, last = 0, 0
    while rows := await database.rows(f"{_ANSWERS} WHERE id > ? AND allowed > 0 ORDER BY id LIMIT {_AT_ONCE}", last):
        for row in await times.passed(database, [row for row in rows if row["persons"] != NOBODY]):
            persons = orjson.loads(row["persons"])
            if waiting.isdisjoint(persons):
                found.append(Answered(row["id"], len(persons)))
            else:
                held += 1
        last = rows[-1]["id"]
    return FoundAnswers(tuple(found), held)


async def purge_answers(
    database: Database, found: FoundAnswers, asked: Asked, after: int | None, progress: Progress
) -> int:
    """Have the answers that were found forget whom they allowed, as far as they still may when their turn comes.

    Returns how many references went.
    """

    async def work(portion: Sequence[Answered], connection: Connection) -> int:
        times = await _Times.now(connection, asked, after)
        waiting, gone = await who_waits(connection), 0
        for one in portion:
            for row in await times.passed(connection, await connection.rows(f"{_ANSWERS} WHERE id = ?", one.number)):
                persons = orjson.loads(row["persons"])
                if waiting.isdisjoint(persons):
                    await connection.run("UPDATE gate_answer SET persons = ? WHERE id = ?", NOBODY, one.number)
                    await forget_salts(connection, one.number)
                    gone += len(persons)
        return gone

    return sum([gone async for gone in in_turns(database, found.answers, lambda one: one.persons, work, progress)])


@dataclass(frozen=True)
class _Times:
    """Until when answers are kept, as it stands now."""

    asked: Asked
    after: int | None
    zone: ZoneInfo
    held: frozenset[str]
    """Deliveries whose persons are kept because one of them waits for an answer."""

    @classmethod
    async def now(cls, database: Reads, asked: Asked, after: int | None) -> "_Times":
        (operator,) = await database.rows("SELECT time_zone FROM operator")
        return cls(asked, after, ZoneInfo(operator["time_zone"]), await held_by_requests(database))

    async def passed(self, database: Reads, answers: Sequence[Row]) -> list[Row]:
        """Of these answers those whose time has passed."""
        naming: defaultdict[str, list[Row]] = defaultdict(list)
        for row in await rows_among(database, _NAMING, {answer["decision"] for answer in answers}):
            naming[row["decision"]].append(row)
        return [answer for answer in answers if self._has_passed(answer, naming[answer["decision"]])]

    def _has_passed(self, answer: Row, named_by: Sequence[Row]) -> bool:
        if named_by:
            return all(self._delivery_has_passed(row) for row in named_by)
        if self.after is None:
            return False
        last = max(moment_there(answer["at"]), moment_there(answer["decided_at"])).astimezone(self.zone).date()
        try:
            return self.asked.on > last + timedelta(days=self.after)
        except OverflowError:
            return False

    def _delivery_has_passed(self, row: Row) -> bool:
        last = last_day_of_keeping(listing_of(row), self.asked.without_record_after)
        return last is not None and self.asked.on > last and row["code"] not in self.held


_ANSWERS = "SELECT id, decision, at, decided_at, persons FROM gate_answer"
_NAMING = (
    "SELECT decision, delivery.code, made_on, verdict, record_required, record_kept_until FROM delivery_decision"
    " JOIN delivery ON delivery.code = delivery_decision.delivery WHERE decision AMONG THESE"
)
