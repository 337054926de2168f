"""One batch of rows about persons while it is appended: its number, its seal, and what is done once all rows are in."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from tortoise.models import Model

from models.ledger import Sealed
from models.vocabulary import LedgerAction
from vendors.consents.judging import judge_again
from vendors.ledger.appending import append, head_of
from vendors.ledger.events import Happened
from vendors.ledger.seal import Seal
from vendors.rules import RULE_SET
from vendors.store.change import Occasion
from vendors.store.changing import Changed
from vendors.store.connection import Connection, Reads
from vendors.store.judgements import judged_by
from vendors.store.persons.stored import WITHDRAWALS
from vendors.store.recording import begin_loadings, end_loadings
from vendors.store.refusals import Refusal, StoreRefused
from vendors.store.rows import Rows

Portion = Sequence[Mapping[str, Any] | bytes]
"""Rows as plain data in the words of the register file, or as the canonical JSON of what was read and found right."""
Portions = AsyncIterable[Portion]
"""Rows, so many at a time; what a portion holds is let go after it."""

AT_ONCE = 5_000
"""Rows of a portion, where they are parted here."""


@dataclass(frozen=True)
class Appended:
    """A batch that was appended."""

    batch: int
    """What the ledger names it by, in its list: `consents` or `withdrawals`."""
    persons: int
    """How many rows it has."""
    root: str
    """Its seal: the root of the tree of its rows, in hexadecimal (docs/ledger.md)."""
    sequence: int
    """Which event of the ledger says so."""
    changed: Changed
    """What it did to the register: consents are entries added, withdrawals entries corrected."""


async def in_portions(rows: Iterable[Mapping[str, Any]]) -> AsyncIterator[list[Mapping[str, Any]]]:
    """Rows that are at hand, in portions; whoever else has something to do gets to it between them."""
    left = iter(rows)
    while portion := list(islice(left, AT_ONCE)):
        yield portion
        await asyncio.sleep(0)


async def check_judged(database: Reads) -> None:
    """Raise `StoreRefused` where no register is stored, or another version's rules judged it."""
    judged = await judged_by(database)
    if judged is None:
        raise StoreRefused(Refusal.NO_REGISTER, database=database.engine)
    if judged != RULE_SET:
        raise StoreRefused(Refusal.JUDGED_OTHERWISE, database=database.engine, stored=judged, current=RULE_SET)


class Batch:
    """A batch, within the transaction that is open."""

    def __init__(self, connection: Connection, list_name: str, rows: Rows) -> None:
        self.list_name = list_name
        self.rows = rows
        self.number = rows.number(Sealed)
        self.seal = Seal()
        self._connection = connection

    @classmethod
    async def begun(cls, connection: Connection, list_name: str, tables: Sequence[type[Model]]) -> "Batch":
        """A new batch of rows of these tables.

        Raises `StoreRefused` where no register is stored, or another version's rules judged it.
        """
        await check_judged(connection)
        rows = Rows(connection)
        await rows.reserve((Sealed, *tables))
        return cls(connection, list_name, rows)

    async def appended(self, occasion: Occasion, touched: Mapping[str, str]) -> Appended:
        """Judge anew what the rows touch, all of which are written, and put the batch on record.

        `touched` are deliveries, each with its transfer.
        """
        seal, number = self.seal, str(self.number)
        self.rows.add(Sealed, id=self.number, list=self.list_name, key=number, salt=seal.salt, persons=seal.persons)
        await self.rows.write()
        await self.rows.settle()
        numbers = (0, seal.persons, 0) if self.list_name == WITHDRAWALS else (seal.persons, 0, 0)
        loadings = await begin_loadings(self._connection, [(numbers, occasion.by)])
        anew = await judge_again(self._connection, touched)
        happened = Happened(LedgerAction.ADDED, self.list_name, number, seal.entry)
        moments = await append(self._connection, [([happened], occasion)])
        await end_loadings(self._connection, zip(loadings, moments, strict=True))
        sequence = (await head_of(self._connection)).size
        return Appended(self.number, seal.persons, seal.root, sequence, Changed(*numbers, anew))
