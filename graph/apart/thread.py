"""A thread with an event loop and a database of its own."""

import asyncio
import os
import sys
import threading
from collections.abc import Awaitable, Callable
from typing import TypeVar

from graph.apart.database import KeptOpen
from graph.apart.giving_way import GIVES_WAY
from vendors.store.address import Address

T = TypeVar("T")


class InThread:
    """Work is done in a thread, begun with the first."""

    def __init__(self, place: Address) -> None:
        self._place = place
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._database: KeptOpen | None = None

    async def do(self, work: Callable[..., Awaitable[T]], *given: object) -> T:
        """What the work comes to, given the database and the rest; raises what it raises."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=_run, args=(self._loop,), name="teikyo-write", daemon=True)
            self._thread.start()
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._done(work, given), self._loop))

    async def _done(self, work: Callable[..., Awaitable[T]], given: tuple[object, ...]) -> T:
        if self._database is None:
            self._database = KeptOpen(self._place)
        return await self._database.do(work, *given)

    async def end(self) -> None:
        """Let go of the database and end the thread, once it has nothing to do."""
        if self._loop is not None and self._thread is not None:
            if self._database is not None:
                await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._database.close(), self._loop))
            self._loop.call_soon_threadsafe(self._loop.stop)
            await asyncio.to_thread(self._thread.join)
            self._loop.close()
            self._loop = self._thread = self._database = None


def _run(loop: asyncio.AbstractEventLoop) -> None:
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), GIVES_WAY)
    loop.run_forever()
