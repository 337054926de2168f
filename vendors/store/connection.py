"""Statements to either engine, by whichever way they go to it.

They are written once, with `?` for each value. Days and moments go in and come out as `date` and UTC `datetime` on
PostgreSQL, as ISO texts on SQLite; `stored_day` and `stored_moment` make them so.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol

from models.sqlite import as_sqlite
from vendors.references.door import Door
from vendors.store.address import Engine

Row = Mapping[str, Any]

FEW = 50
"""As many rows are inserted one by one; for more of them it pays to ask PostgreSQL what columns a table has."""


class Reads(Protocol):
    """Whatever can be asked: a database, or a transaction on it."""

    @property
    def engine(self) -> Engine:
        """What keeps the data."""

    async def rows(self, sql: str, *values: object) -> Sequence[Row]:
        """The rows that a statement answers with."""


class Connection(ABC):
    """A database, or a transaction on it."""

    def __init__(self, engine: Engine, door: Door | None = None) -> None:
        """`door`: what is encrypted goes through it, on its way in and out; without one all is as it is stored."""
        self.engine = engine
        self._door = door

    @abstractmethod
    async def rows(self, sql: str, *values: object) -> Sequence[Row]:
        """The rows that a statement answers with."""

    @abstractmethod
    async def run(self, sql: str, *values: object) -> None:
        """Run a statement."""

    @abstractmethod
    async def run_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement once for each row of values."""

    async def add_many(
        self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]], otherwise: str = ""
    ) -> None:
        """Write rows; `otherwise` says what is done where one is there already, which else is a fault."""
        names = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join("?" * len(columns))
        await self.run_many(f'INSERT INTO "{table}" ({names}) VALUES ({marks}) {otherwise}', rows)  # noqa: S608  # ours

    def stored(self, *values: object) -> list[object]:
        """Values as they are stored."""
        return list(as_sqlite(values)) if self.engine is Engine.SQLITE else list(values)


_QUOTED_OR_VALUE = re.compile(r"'[^']*'|\?")


@lru_cache(maxsize=1000)
def numbered(sql: str) -> str:
    """The statement with `$1`, `$2`, ... for its values."""
    number = 0

    def said(match: re.Match[str]) -> str:
        nonlocal number
        if match[0] != "?":
            return match[0]
        number += 1
        return f"${number}"

    return _QUOTED_OR_VALUE.sub(said, sql)
