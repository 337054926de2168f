"""A database that one thing after the other is done in, opened when the first comes and kept open."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from vendors.store.address import Address
from vendors.store.database import Database, opened
from vendors.store.refusals import StoreRefused

T = TypeVar("T")


class KeptOpen:
    """The database of an address; one task enters its context and leaves it again, whoever has work."""

    def __init__(self, place: Address, between: Callable[[], None] | None = None) -> None:
        """`between` is done after each statement of a transaction, where the engine works in this very process."""
        self._place, self._between = place, between
        self._database: Database | None = None
        self._holding: asyncio.Task[None] | None = None
        self._end = asyncio.Event()

    async def do(self, work: Callable[..., Awaitable[T]], *given: object) -> T:
        """What the work comes to, given the database and the rest; raises `StoreRefused` where it can't be opened."""
        if self._database is None:
            ready: asyncio.Future[Database] = asyncio.get_running_loop().create_future()
            self._holding = asyncio.create_task(self._hold(ready))
            self._database = await ready
        return await work(self._database, *given)

    async def _hold(self, ready: "asyncio.Future[Database]") -> None:
        try:
            async with opened(self._place) as database:
                if self._between is not None:
                    database.between_statements(self._between)
                ready.set_result(database)
                await self._end.wait()
        except Exception as fault:
            if ready.done():
                raise
            ready.set_exception(fault)

    async def close(self) -> None:
        """Let go of it."""
        self._end.set()
        if self._holding is not None:
            with suppress(StoreRefused):
                await self._holding
