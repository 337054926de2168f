"""Connections that only read: each operation sees one state of the database, whatever is written meanwhile."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeVar

from graph.reads.dialect import Dialect
from graph.reads.proving import Proof
from graph.reads.refusals import Code, Refused
from vendors.references.door import Door
from vendors.store.address import Engine
from vendors.store.connection import Reads

T = TypeVar("T")

Work = tuple[str, Sequence[object]]
"""A statement with its values; it answers with one text."""


def unavailable(why: str) -> Refused:
    """The database cannot be read; the caller is told no more than that."""
    refused = Refused(
        Code.UNAVAILABLE,
        "The database cannot be read just now; ask again.",
        "現在データベースを読めません。再度お試しください。",
    )
    refused.__cause__ = RuntimeError(why)
    return refused


def too_long(seconds: float) -> Refused:
    """The database worked too long."""
    return Refused(
        Code.LIMIT_EXCEEDED,
        f"It takes the database longer than {seconds:g} seconds; ask for less.",
        f"データベースの処理が {seconds:g} 秒を超えました。範囲を絞ってください。",
    )


class Reader(ABC):
    """Reads of one database."""

    dialect: Dialect
    engine: Engine
    door: Door | None = None
    """What references of persons go through; `None` where there is no key."""

    @abstractmethod
    async def close(self) -> None:
        """Let go of all connections."""

    @abstractmethod
    async def texts(self, work: Sequence[Work], *, slow: bool, proof: Proof | None = None) -> list[str]:
        """What these statements answer, on one state of the database. Slow ones don't hold up others.

        Who stops waiting stops them. Raises `RightsChanged` where the proof does not hold on that state.
        """

    @abstractmethod
    async def rows(self, sql: str, *values: object) -> Sequence[Mapping[str, Any]]:
        """The rows of a statement, with `?` for each value; raises `Refused` where there is no database to be read."""

    @abstractmethod
    async def on_one_state(self, work: Callable[[Reads], Awaitable[T]]) -> T:
        """What work that asks one thing after the other comes to, on one state of the database; never a replica's.

        It holds up no others, and awaits nothing but what it is given. Raises `Refused` as `rows` does.
        """

    async def replica(self) -> str | None:
        """How the replica stands that is read from; `None` where there is none."""
        return None

    @abstractmethod
    def state(self) -> int | None:
        """A number that changes with every change by anyone; `None` where the engine knows none."""
