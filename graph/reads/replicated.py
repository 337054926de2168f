"""Reading from a replica, and from the primary where that is not good enough.

Rights and how the database stands are asked of the primary; questions of the replica. Who wrote is read nothing older
than what he wrote: where the replica has not come so far, the primary answers. Where the replica is away, too far
behind, or breaks off, the primary answers all.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from typing import Any, TypeVar

import asyncpg

from graph.reads.database import Reader, Work
from graph.reads.marks import CALLER, Marks, place_of
from graph.reads.postgresql import PostgreSQLReader
from graph.reads.proving import Proof
from graph.reads.refusals import Code, Refused
from vendors.store.connection import Reads

T = TypeVar("T")
LOG = logging.getLogger("teikyo.replica")

_LOOK_EVERY = 1.0
_LONGEST_LOOK = 3.0
LONGEST_BEHIND = 10.0
"""Seconds that the replica may be behind and is still asked."""


_REPLAYED = "SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()::text END AS place"


class State(StrEnum):
    """How the replica stands."""

    FOLLOWS = "follows"
    BEHIND = "behind"
    AWAY = "away"


class ReplicatedReader(Reader):
    """Reads of a primary and its replica."""

    def __init__(self, primary: PostgreSQLReader, replica: PostgreSQLReader, marks: Marks) -> None:
        self.dialect = primary.dialect
        self.engine = primary.engine
        self._primary = primary
        self._replica = replica
        self._marks = marks
        self._state = State.AWAY
        self._target = 0
        """A place that the primary had come to, which the replica has to come to in time."""
        self._since = time.monotonic()
        self._looked = float("-inf")
        self._looking: asyncio.Task[None] | None = None

    async def close(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
            with suppress(asyncio.CancelledError):
                await self._looking
        await self._replica.close()
        await self._primary.close()

    def state(self) -> int | None:
        return None

    async def rows(self, sql: str, *values: object) -> Sequence[Mapping[str, Any]]:
        return await self._primary.rows(sql, *values)

    async def on_one_state(self, work: Callable[[Reads], Awaitable[T]]) -> T:
        return await self._primary.on_one_state(work)

    async def texts(self, work: Sequence[Work], *, slow: bool, proof: Proof | None = None) -> list[str]:
        self._look_again()
        if not work or self._state is not State.FOLLOWS:
            return await self._primary.texts(work, slow=slow, proof=proof)
        if proof is not None:
            await self._primary.texts([], slow=False, proof=proof)
        texts = await self._from_replica(work)
        return texts if texts is not None else await self._primary.texts(work, slow=slow)

    async def _from_replica(self, work: Sequence[Work]) -> list[str] | None:
        """What the replica answers; `None` where it can't, or would answer with less than the caller wrote."""
        try:
            return await self._replica.texts_after(work, self._marks.of(CALLER.get()))
        except Refused as refused:
            if refused.code is not Code.UNAVAILABLE:
                raise
            self._now(State.AWAY)
        except asyncpg.SerializationError:
            pass  # what it read was removed by what it had to replay
        return None

    async def replica(self) -> str | None:
        self._look_again()
        if self._looking is not None:
            await asyncio.wait([self._looking])
        return self._state.value

    def _look_again(self) -> None:
        """Look how the replica stands, once a second at most, while nobody waits for it."""
        if self._looking is None and time.monotonic() - self._looked > _LOOK_EVERY:
            self._looking = asyncio.create_task(self._look())

    async def _look(self) -> None:
        try:
            async with asyncio.timeout(_LONGEST_LOOK):
                replayed = (await self._replica.rows(_REPLAYED))[0]["place"]
            if replayed is None:  # it is no replica, or is none any more
                self._now(State.AWAY)
                return
            written = (await self._primary.rows("SELECT pg_current_wal_lsn()::text AS place"))[0]["place"]
            now = time.monotonic()
            if place_of(replayed) >= self._target:
                self._target, self._since = place_of(written), now
            self._now(State.BEHIND if now - self._since > LONGEST_BEHIND else State.FOLLOWS)
        except (Refused, TimeoutError):
            self._now(State.AWAY)
        finally:
            self._looked = time.monotonic()
            self._looking = None

    def _now(self, state: State) -> None:
        if state is not self._state:
            LOG.warning("the replica %s", state.value)
        self._state = state
