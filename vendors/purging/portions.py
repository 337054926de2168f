"""A purge goes on in portions, each a transaction of its own, and leaves others their turn in between.

Wherever it is broken off, what is done is done, and what is not is as before.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from vendors.store.address import Engine
from vendors.store.connection import Connection
from vendors.store.database import Database

T = TypeVar("T")
G = TypeVar("G")

PERSONS_AT_ONCE = 10_000
"""Rows about persons that go in one transaction; of one thing that lists more, all go in one, for its salt does."""
THINGS_AT_ONCE = 200
"""Things that list persons, such as deliveries, that lose them in one transaction."""
_LONGEST_PAUSE = 0.25
"""Seconds that are left to other writers between two portions, at most: as long as the portion took."""

Progress = Callable[[int], None]
"""Called with how many rows about persons have been dealt with."""


async def in_turns(
    database: Database,
    many: Sequence[T],
    persons_of: Callable[[T], int],
    work: Callable[[Sequence[T], Connection], Awaitable[G]],
    progress: Progress,
) -> AsyncIterator[G]:
    """Do the work on portions, one after the other, and tell what came of each."""
    begun = False
    for portion, persons in _portions(many, persons_of):
        begun, started = True, time.monotonic()
        yield await database.write(partial(work, portion))
        progress(persons)
        await asyncio.sleep(min(_LONGEST_PAUSE, time.monotonic() - started))
    if begun and database.engine is Engine.SQLITE:
        # Its log holds pages from before; where somebody reads them just now, it is carried over later.
        await database.rows("PRAGMA wal_checkpoint(TRUNCATE)")


def _portions(many: Sequence[T], persons_of: Callable[[T], int]) -> Iterator[tuple[list[T], int]]:
    """As many as go together, with how many persons they list."""
    portion: list[T] = []
    persons = 0
    for one in many:
        number = persons_of(one)
        if portion and (persons + number > PERSONS_AT_ONCE or len(portion) == THINGS_AT_ONCE):
            yield portion, persons
            portion, persons = [], 0
        portion.append(one)
        persons += number
    if portion:
        yield portion, persons
