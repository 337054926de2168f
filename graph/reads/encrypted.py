"""Reading a database whose references of persons are encrypted: questions go through the door, and so do answers."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeVar

from graph.reads.database import Reader, Work
from graph.reads.proving import Proof
from vendors.references.door import Door
from vendors.store.address import Engine
from vendors.store.connection import Reads, Row

T = TypeVar("T")


class _Behind:
    """What is asked behind a door."""

    def __init__(self, reads: Reads, door: Door) -> None:
        self._reads, self._door = reads, door

    @property
    def engine(self) -> Engine:
        """What keeps the data."""
        return self._reads.engine

    async def rows(self, sql: str, *values: object) -> Sequence[Row]:
        """The rows of a statement, decrypted."""
        return self._door.answered(sql, await self._reads.rows(sql, *self._door.given(sql, values)))


class EncryptedReader(Reader):
    """Another reader behind a door."""

    def __init__(self, reader: Reader, door: Door) -> None:
        self.dialect = reader.dialect
        self.engine = reader.engine
        self.door = self._door = door
        self._reader = reader

    async def close(self) -> None:
        """Let go of all connections."""
        await self._reader.close()

    async def texts(self, work: Sequence[Work], *, slow: bool, proof: Proof | None = None) -> list[str]:
        """What these statements answer, decrypted."""
        given = [(sql, self._door.given(sql, values)) for sql, values in work]
        texts = await self._reader.texts(given, slow=slow, proof=proof)
        return [self._door.answered_in_json(sql, text) for (sql, _), text in zip(work, texts, strict=True)]

    async def rows(self, sql: str, *values: object) -> Sequence[Mapping[str, Any]]:
        """The rows of a statement, decrypted."""
        return await _Behind(self._reader, self._door).rows(sql, *values)

    async def on_one_state(self, work: Callable[[Reads], Awaitable[T]]) -> T:
        """What work comes to that asks one thing after the other, each decrypted."""
        return await self._reader.on_one_state(lambda reads: work(_Behind(reads, self._door)))

    async def replica(self) -> str | None:
        """How the replica stands that is read from."""
        return await self._reader.replica()

    def state(self) -> int | None:
        """A number that changes with every change."""
        return self._reader.state()
