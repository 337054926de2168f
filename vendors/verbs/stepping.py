"""Verbs on process, one step at a time: done once for each key, each on one thing, which no register file holds."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from vendors import tokens
from vendors.register.fault_texts import shown
from vendors.register.values import is_code
from vendors.store.change import Occasion
from vendors.store.connection import Connection
from vendors.store.database import Database
from vendors.store.refusals import Refusal as StoreRefusal
from vendors.store.refusals import StoreRefused
from vendors.verbs.keys import Key, Place
from vendors.verbs.once import done_once
from vendors.verbs.refusals import Refusal, VerbRefused

LONGEST_SUBJECT = 200
"""Characters of the operator's own reference for a person."""
Given = Mapping[str, Any]


@dataclass(frozen=True)
class Handled:
    """What was done."""

    code: str
    """What the verb answers with; empty where it is gone by now."""
    number: int = 0
    """The number of its row."""
    again: bool = False
    """Whether it was done before, and is only answered again."""


@dataclass(frozen=True)
class Step:
    """One verb while it is done."""

    connection: Connection
    noun: str
    """Under which key of the input everything stands but the reason."""
    verb: str
    said: Given
    by: str
    now: datetime
    time_zone: str
    reason: str | None = None

    @property
    def occasion(self) -> Occasion:
        """Who does it, by which verb, and why."""
        return Occasion(self.verb, self.by, self.reason)

    @property
    def on(self) -> date:
        """The day that the input names."""
        return date.fromisoformat(self.said["on"])

    def refused(self, code: str, field: str, **params: Any) -> VerbRefused:
        """The refusal of what the input says in a field."""
        return VerbRefused([Refusal(code, (self.noun, field), params)])

    def check_day(self, day: date, field: str, *, after: date | None) -> None:
        """Refuse a day that has not come yet, and one before the step that it follows."""
        if day > self.now.astimezone(ZoneInfo(self.time_zone)).date():
            raise self.refused("day_to_come", field, value=day)
        if after is not None and day < after:
            raise self.refused("day_before_step", field, value=day, day=after)

    def check_texts(self) -> None:
        """Refuse texts that say nothing, or hold what no text does."""
        for field, text in _texts(self.said):
            if not text.strip():
                raise self.refused("says_nothing", field)
            if "\0" in text:
                raise self.refused("bad_character", field, number="0000")
        if "\0" in (self.reason or ""):
            raise VerbRefused([Refusal("bad_character", ("reason",), {"number": "0000"})])

    def check_code(self, field: str) -> None:
        """Refuse what is no code."""
        if not is_code(self.said[field]):
            raise self.refused("bad_code", field, value=shown(self.said[field]))

    def check_subject(self, subject: str, field: str) -> None:
        """Refuse what is no reference for a person."""
        if len(subject) > LONGEST_SUBJECT:
            raise self.refused("bad_subject", field, limit=LONGEST_SUBJECT)


def _texts(said: Given) -> Iterator[tuple[str, str]]:
    for field, value in said.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str):
                yield field, one


Does = Callable[[Step], Awaitable[Handled]]


@dataclass(frozen=True)
class Process:
    """The verbs on one kind of process, by their names as callers know them."""

    noun: str
    table: str
    """Where what it is about has its rows, each with a code."""
    sealed_as: str
    """The list of the ledger under which persons are sealed, by the number of the row."""
    verbs: Mapping[str, Does]

    async def handled(
        self,
        database: Database,
        verb: str,
        said: Given,
        by: tokens.Holder,
        key: str,
        now: datetime,
        reason: str | None = None,
    ) -> Handled:
        """Do a verb, unless it was done under that key before: then answer as then.

        Raises `VerbRefused`, `RightsLost`, and `KeyTaken` where something else was done under the key; and
        `StoreRefused` where no register is stored.
        """

        async def do(connection: Connection) -> Handled:
            zone = await _time_zone(connection)
            step = Step(connection, self.noun, verb, said, by.name, now.astimezone(UTC), zone, reason)
            step.check_texts()
            return await self.verbs[verb](step)

        ordered = [verb, said] if reason is None else [verb, said, reason]
        done = await done_once(database, Key(by.name, key, ordered), by, now, do, _kept, self._about)
        return done if isinstance(done, Handled) else await self._again(database, done["number"])

    def _about(self, done: Handled) -> list[Place]:
        return [(self.sealed_as, str(done.number))]

    async def _again(self, database: Database, number: int) -> Handled:
        rows = await database.rows(f"SELECT code FROM {self.table} WHERE id = ?", number)  # noqa: S608  # a table of ours
        return Handled(rows[0]["code"] if rows else "", number, again=True)


def _kept(done: Handled) -> object:
    """What is kept of it: not the code, which may tell whom it is about."""
    return {"number": done.number}


async def _time_zone(connection: Connection) -> str:
    rows = await connection.rows("SELECT time_zone FROM operator")
    if not rows:
        raise StoreRefused(StoreRefusal.NO_REGISTER, database=connection.engine)
    return str(rows[0]["time_zone"])
