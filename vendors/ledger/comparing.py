"""Two databases compared, row by row and value by value, whatever numbers their rows have.

A row is told by a digest of its values, in which the digest of the row stands for each number that names one. So two
registers that say the same have the same digests, on whichever engine and however they came there.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

from tortoise.models import Model

from models.columns import is_moment, is_part
from models.contract import Contract
from models.counted import CountedState
from models.entry import Entry, Loading, Recorded
from models.gate import DeliveryDecision
from models.judgement import Judged
from models.ledger import LedgerEvent, LedgerHead, Sealed
from models.person import Consent, Stop, Withdrawal
from models.received import ReceivedFinding, ReceivedProvision, ReceivedSubject
from models.request import PersonRequest
from models.tables import tables
from vendors.store.connection import Reads, Row
from vendors.store.moments import moment_as_kept
from vendors.store.projection.numbers import HEADS
from vendors.store.rows import table_of

_PROCESS = frozenset({PersonRequest, ReceivedProvision, ReceivedSubject, ReceivedFinding, DeliveryDecision})
COMPARED_OTHERWISE = frozenset({LedgerEvent, LedgerHead, Sealed, Loading, Judged}) | _PROCESS
"""Compared with the ledger itself, for a replay writes them anew."""
_OF_NO_REGISTER = (
    "models.actor",
    "models.browser_session",
    "models.token",
    "models.verb_answer",
    "models.gate",
    "models.reference_key",
)
NO_PART_OF_THE_REGISTER = frozenset(
    table for table in tables() if table.__module__ in _OF_NO_REGISTER and table not in _PROCESS
)
"""Who may do what, and what callers were answered, at the gate too: not in the ledger, so nothing is said of them."""
_LEFT_OUT: Mapping[type[Model], frozenset[str]] = MappingProxyType(
    {**dict.fromkeys((Consent, Withdrawal, Stop), frozenset({"batch"})), Recorded: frozenset({"loading_id"})}
)
"""Columns that are compared with the ledger itself, too."""
_HAVE_A_NAME = frozenset({*(head for head, _ in HEADS.values()), Entry, Recorded})
_AT_ONCE = 20_000
_CANDIDATES = 200
"""Missing rows among which the one is looked for that a row stands in place of."""


def compared() -> tuple[type[Model], ...]:
    """The tables that are compared row by row, each after those that its rows name."""
    return tuple(table for table in tables() if table not in COMPARED_OTHERWISE | NO_PART_OF_THE_REGISTER)


@dataclass
class Digests:
    """The digest of each row of a database, by table and number."""

    database: Reads
    of: dict[type[Model], dict[int, bytes]] = field(default_factory=dict)

    async def read(self) -> "Digests":
        """Read every table that is compared."""
        for table in compared():
            self.of[table] = await self._read(table)
        return self

    def empty(self) -> "Digests":
        """The digests of a database that has no rows."""
        self.of = {table: {} for table in compared()}
        return self

    async def _read(self, table: type[Model]) -> dict[int, bytes]:
        rows: dict[int, bytes] = {}
        renews: dict[int, int] = {}
        last = None
        while True:
            portion = await self._portion(table, last)
            for row in portion:
                if table is Contract and row["renews_id"] is not None:
                    renews[row["id"]] = row["renews_id"]
                rows[row["id"]] = _digest(self.values(table, row))
            if len(portion) < _AT_ONCE:
                break
            last = portion[-1]["id"]
        # A contract may renew one with a greater number, so that is looked at once all are there.
        renewed = {number: rows.get(other, b"none") for number, other in renews.items()}
        return rows | {number: _digest((rows[number], other)) for number, other in renewed.items()}

    async def _portion(self, table: type[Model], last: int | None) -> "list[Row]":
        where, values = ("", ()) if last is None else (" WHERE id > ?", (last,))
        return list(
            await self.database.rows(
                f'SELECT * FROM "{table_of(table)}"{where} ORDER BY id LIMIT {_AT_ONCE}',  # noqa: S608  # ours
                *values,
            )
        )

    async def row(self, table: type[Model], number: int) -> tuple[object, ...]:
        """The values of one row, to be compared with those of another."""
        (row,) = await self.database.rows(f'SELECT * FROM "{table_of(table)}" WHERE id = ?', number)  # noqa: S608  # ours
        return self.values(table, row)

    def values(self, table: type[Model], row: Row) -> tuple[object, ...]:
        """The values of a row, without its number, and with digests for the numbers of others."""
        named = _named(table)
        found: list[object] = []
        for column, field_name in _columns(table):
            value = row[column]
            if field_name in named:
                other = named[field_name]
                # What names a row of its own table is looked at once all of them are there.
                known = self.of.get(other, {})
                found.append(None if value is None or not known else known.get(value, b"none"))
            elif table is CountedState and column == "key":
                found.append(self._without_number(value, named))
            else:
                found.append(plain(value, moment=is_moment(table._meta.fields_map[field_name])))  # noqa: SLF001
        return tuple(found)

    def _without_number(self, key: Any, named: Mapping[str, type[Model]]) -> tuple[object, ...]:
        """The key of a counted state ends with the number of a service."""
        said, _, number = str(key).rpartition("|")
        return said, self.of[named["service"]].get(int(number) if number.isdigit() else 0, b"none")


@dataclass(frozen=True)
class Odd:
    """The first row that one database has otherwise than the other."""

    table: str
    row: str
    """What the row is about, for people."""
    columns: tuple[str, ...]
    """What differs; nothing where the other database has no such row at all."""


async def first_difference(stored: Digests, replayed: Digests) -> Odd | None:
    """The first table and row that differ; of tables that name others those that are named come first."""
    for table in compared():
        here, there = Counter(stored.of[table].values()), Counter(replayed.of[table].values())
        if here != there:
            too_many, too_few = here - there, there - here
            surplus = [number for number, digest in stored.of[table].items() if digest in too_many]
            missing = [number for number, digest in replayed.of[table].items() if digest in too_few]
            return await _told(table, stored, replayed, surplus[:1], missing[:_CANDIDATES])
    return None


async def _told(table: type[Model], stored: Digests, replayed: Digests, surplus: list[int], missing: list[int]) -> Odd:
    """The row that is too many, beside the one that it stands in place of: the likest of those that are missing."""
    names = [column for column, _ in _columns(table)]
    if not surplus:
        return Odd(table_of(table), await label(replayed.database, table, missing[0]), ())
    said = await label(stored.database, table, surplus[0])
    values = await stored.row(table, surplus[0])
    best: tuple[str, ...] = ()
    for number in missing:
        others = await replayed.row(table, number)
        odd = tuple(name for name, one, other in zip(names, values, others, strict=True) if one != other)
        if not best or len(odd) < len(best):
            best = odd
    return Odd(table_of(table), said, best)


async def label(database: Reads, table: type[Model], number: int) -> str:
    """What a row is about: its own name, or that of the entry that it belongs to, with the number of the row."""
    rows = await database.rows(f'SELECT * FROM "{table_of(table)}" WHERE id = ?', number)  # noqa: S608  # ours
    if not rows:
        return f"{number} (not there)"
    row = rows[0]
    for column in ("code", "version", "key"):
        if table in _HAVE_A_NAME and isinstance(row.get(column), str):
            return f"{number} ({row[column]})"
    for name, other in _named(table).items():
        if is_part(table._meta.fields_map[name]) and row[f"{name}_id"] is not None:  # noqa: SLF001
            return f"{number} ({table_of(other)} {(await label(database, other, row[f'{name}_id'])).partition(' ')[2]})"
    return str(number)


def plain(value: object, *, moment: bool = False) -> object:
    """A value as it is compared: both engines' forms of it are one, but another form of a moment is another value."""
    if moment and isinstance(value, str):
        try:
            value = moment_as_kept(value)
        except ValueError:
            return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(" ") if value.tzinfo else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


def _digest(values: tuple[object, ...]) -> bytes:
    return hashlib.blake2b(repr(values).encode(), digest_size=16).digest()


def _columns(table: type[Model]) -> list[tuple[str, str]]:
    """The columns that are compared, each with the name of its field, or of the relation that it is of."""
    left_out = _LEFT_OUT.get(table, frozenset()) | {"id"}
    relations = {f"{name}_id": name for name in table._meta.fk_fields}  # noqa: SLF001  # Tortoise's own name
    return [
        (column, relations.get(column, name))
        for name, column in table._meta.fields_db_projection.items()  # noqa: SLF001  # as above
        if column not in left_out
    ]


def _named(table: type[Model]) -> dict[str, type[Model]]:
    """The relations of a table, each with the table that it names."""
    fields: Mapping[str, Any] = table._meta.fields_map  # noqa: SLF001  # as above
    return {name: fields[name].related_model for name in table._meta.fk_fields}  # noqa: SLF001  # as above
