"""What the rows of a batch are written into: consents, withdrawals, or the persons whom a delivery lists."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar, Protocol, TypeVar

import orjson

from vendors.consents.batch import AT_ONCE, Appended, Portions
from vendors.consents.faults import RowsRefused
from vendors.consents.giving import append_consents
from vendors.consents.taking_back import append_withdrawals
from vendors.ingest import shapes
from vendors.ingest.faults import BatchRefused
from vendors.ingest.listing import MoreThanSaid, list_persons
from vendors.ingest.shapes import SUBJECTS, Shape
from vendors.ingest.spool import Checked, Row, Some
from vendors.ingest.twice import look_for_twice
from vendors.store.change import Occasion
from vendors.store.connection import Connection, Reads
from vendors.verbs.refusals import Refusal

T = TypeVar("T")
VERB = "ingest"
"""The verb of whoever sends a batch."""
Heard = Callable[[int], None]
"""Called with how many rows have been handed to the database."""


@dataclass(frozen=True)
class Written:
    """A batch that was written."""

    rows: int
    """How many were sent."""
    sequence: int
    """Which event of the ledger says so."""
    root: str
    """Its seal, in hexadecimal; of a delivery, that of all whom it lists."""
    judged_anew: int
    """Of how many deliveries something else is said."""
    sealed: tuple[str, str]
    """Where the ledger seals its persons: a list, and the number of the batch or the code of the delivery."""


class Target(Protocol):
    """What rows are written into."""

    @property
    def shape(self) -> Shape:
        """What a row holds."""

    @property
    def name(self) -> Sequence[str]:
        """What tells it from all others."""

    async def write(self, connection: Connection, rows: Checked | Some, by: str | None, heard: Heard) -> Written:
        """Write the rows in the transaction that is open; raises `BatchRefused`, and what undoes it then."""

    async def explain(self, database: Reads, rows: Checked | Some) -> None:
        """Raise `BatchRefused` with what made `write` raise `ListedTwice`, unless it is gone meanwhile."""


@dataclass(frozen=True)
class Sayings:
    """What persons say."""

    shape: Shape
    name: Sequence[str]
    append: Callable[[Connection, Portions, Occasion], Awaitable[Appended | None]]

    async def write(self, connection: Connection, rows: Checked | Some, by: str | None, heard: Heard) -> Written:
        """Append them."""
        try:
            appended = await self.append(connection, _portions(rows, _as_it_is, heard), Occasion(VERB, by))
        except RowsRefused as refused:
            raise BatchRefused(_at_rows(refused.faults, rows), len(refused.faults)) from None
        assert appended is not None, "a batch has rows"
        sealed = self.name[0], str(appended.batch)
        return Written(rows.number, appended.sequence, appended.root, appended.changed.judged_anew, sealed)

    async def explain(self, database: Reads, rows: Checked | Some) -> None:
        """Every fault of theirs is told as it is found."""


CONSENTS = Sayings(shapes.CONSENTS, ("consents",), append_consents)
"""Consents (APPI 27(1), 28(1))."""
WITHDRAWALS = Sayings(shapes.WITHDRAWALS, ("withdrawals",), append_withdrawals)
"""Withdrawals of consents."""


@dataclass(frozen=True)
class SubjectsOf:
    """The persons whom a delivery lists."""

    delivery: str
    shape: ClassVar[Shape] = SUBJECTS

    @property
    def name(self) -> Sequence[str]:
        """The delivery, by its code."""
        return ("deliveries", self.delivery, "subjects")

    async def write(self, connection: Connection, rows: Checked | Some, by: str | None, heard: Heard) -> Written:
        """List them; raises `NoSuchDelivery` and `ListedTwice`."""
        try:
            listed = await list_persons(connection, self.delivery, _portions(rows, _person, heard), Occasion(VERB, by))
        except MoreThanSaid as more:
            params = {"delivery": self.delivery, "said": more.said}
            raise BatchRefused(_at_rows([Refusal("more_than_said", (more.place, "subject"), params)], rows)) from None
        return Written(rows.number, listed.sequence, listed.root, listed.judged_anew, ("deliveries", self.delivery))

    async def explain(self, database: Reads, rows: Checked | Some) -> None:
        """Look for who is listed twice."""
        await look_for_twice(database, self.delivery, rows.rows())


async def _portions(rows: Checked | Some, made: Callable[[bytes], T], heard: Heard) -> AsyncIterator[list[T]]:
    left: Iterator[Row] = rows.rows()
    done = 0
    while some := [made(body) for _, body in islice(left, AT_ONCE)]:
        yield some
        done += len(some)
        heard(done)


def _as_it_is(body: bytes) -> bytes:
    return body


def _person(body: bytes) -> tuple[str, bytes]:
    return orjson.loads(body), body


def _at_rows(faults: Sequence[Refusal], rows: Checked | Some) -> list[Refusal]:
    """Faults with the numbers of their rows in place of their places."""
    places = {int(fault.path[0]) for fault in faults}
    numbers = {place: row for place, (row, _) in enumerate(rows.rows()) if place in places}
    return [
        Refusal(fault.code, (numbers[int(fault.path[0])], *fault.path[1:]), fault.params, fault.hints)
        for fault in faults
    ]
