"""What a database holds, table by table and row by row, in a form that is the same on either engine."""

import hashlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import orjson
from tortoise.fields import BooleanField, DateField, DatetimeField
from tortoise.models import Model

from models.tables import tables
from vendors.store.address import Engine
from vendors.store.connection import Reads, Row
from vendors.store.rows import table_of

Heard = Callable[[int], None]
"""Is told of each portion how many rows it had."""

_AT_ONCE = 5_000
"""Rows that are held at a time, however many there are."""
_KINDS: Mapping[type[Any], str] = {BooleanField: "flag", DateField: "day", DatetimeField: "moment"}
"""Kinds of column whose values the engines keep differently."""


@dataclass(frozen=True)
class Table:
    """A table with its columns, each with its kind; the first is the row's number."""

    name: str
    columns: tuple[tuple[str, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(name for name, _ in self.columns)

    @property
    def select(self) -> str:
        """The statement for the next rows after a number."""
        names = ", ".join(f'"{name}"' for name in self.names)
        return f'SELECT {names} FROM "{self.name}" WHERE id > ? ORDER BY id LIMIT {_AT_ONCE}'  # noqa: S608  # names of models


@dataclass
class Tally:
    """How many rows a table has, and the digest of all that they say."""

    rows: int = 0
    _digest: Any = field(default_factory=hashlib.sha256)

    def add(self, table: Table, rows: Sequence[Row]) -> None:
        """Take rows in, in their order."""
        for row in rows:
            said = [_plain(row[name], kind) for name, kind in table.columns]
            self._digest.update(orjson.dumps(said, option=orjson.OPT_APPEND_NEWLINE))
        self.rows += len(rows)

    @property
    def digest(self) -> str:
        """The digest, in hexadecimal."""
        digest: str = self._digest.hexdigest()
        return digest

    def __eq__(self, other: object) -> bool:
        """Whether both saw the same rows."""
        return isinstance(other, Tally) and (self.rows, self.digest) == (other.rows, other.digest)

    __hash__ = None  # type: ignore[assignment]  # it grows


def all_tables() -> tuple[Table, ...]:
    """Every table of this version, each after those that its rows name."""
    return tuple(Table(table_of(model), _columns(model)) for model in tables())


def _columns(model: type[Model]) -> tuple[tuple[str, str], ...]:
    meta = model._meta  # noqa: SLF001  # Tortoise has no other name for it
    named = {column: meta.fields_map[name] for name, column in meta.fields_db_projection.items()}
    kinds = {
        column: next((word for kind, word in _KINDS.items() if isinstance(one, kind)), "plain")
        for column, one in named.items()
    }
    return ("id", "plain"), *((column, kind) for column, kind in kinds.items() if column != "id")


async def rows_of(database: Reads, table: Table) -> AsyncIterator[Sequence[Row]]:
    """The rows of a table in the order of their numbers, some thousand at a time."""
    last = 0
    while rows := await database.rows(table.select, last):
        yield rows
        last = rows[-1]["id"]


async def tally_of(database: Reads, table: Table) -> Tally:
    """What a table holds, counted and digested."""
    tally = Tally()
    async for rows in rows_of(database, table):
        tally.add(table, rows)
    return tally


async def rows_in(database: Reads) -> int:
    """How many rows there are in all tables."""
    counts = " UNION ALL ".join(f'SELECT count(*) AS number FROM "{table.name}"' for table in all_tables())  # noqa: S608  # names of models
    return sum(row["number"] for row in await database.rows(counts))


def kept_by(engine: Engine, table: Table, row: Row) -> list[object]:
    """The values of a row as that engine keeps them, whichever engine they come from."""
    how = _for_sqlite if engine is Engine.SQLITE else _for_postgresql
    return [how(row[name], kind) for name, kind in table.columns]


def _plain(value: Any, kind: str) -> object:
    if value is None or kind == "plain":
        return value
    if kind == "moment":
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC).isoformat(timespec="microseconds")
    if kind == "flag":
        return int(value)
    return value if isinstance(value, str) else value.isoformat()


def _for_sqlite(value: Any, kind: str) -> object:
    if value is None or kind == "plain" or isinstance(value, str):
        return value
    if kind == "moment":
        return value.astimezone(UTC).isoformat(" ")
    return int(value) if kind == "flag" else value.isoformat()


def _for_postgresql(value: Any, kind: str) -> object:
    if value is None or kind == "plain":
        return value
    if kind == "moment" and isinstance(value, str):
        moment = datetime.fromisoformat(value)
        return moment.replace(tzinfo=moment.tzinfo or UTC)
    if kind == "day" and isinstance(value, str):
        return date.fromisoformat(value)
    return bool(value) if kind == "flag" else value
