"""An event loop in a thread of its own: what is done there keeps nobody waiting in the loop that answers."""

import asyncio
import os
import sys
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
_GIVES_WAY = 15
"""Its niceness, where Linux knows that of a thread: with few cores, whoever is answered at once goes first."""


class Aside:
    """A thread with a loop, begun when something is first done there."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    @property
    def begun(self) -> bool:
        """Whether anything was ever done there."""
        return self._loop is not None

    async def do(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """What the work comes to, done there; it goes on to its end whoever stops waiting for it."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=self._run, args=(self._loop,), name=self._name, daemon=True)
            self._thread.start()
        doing = asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work(), self._loop))
        doing.add_done_callback(_heard)
        return await asyncio.shield(doing)

    @staticmethod
    def _run(loop: asyncio.AbstractEventLoop) -> None:
        if sys.platform == "linux":
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _GIVES_WAY)
        loop.run_forever()

    async def end(self) -> None:
        """End the thread, once it has nothing to do."""
        if self._loop is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            await asyncio.to_thread(self._thread.join)
            self._loop.close()
            self._loop = self._thread = None


def _heard(doing: "asyncio.Future[Any]") -> None:
    """Look at what came of what nobody may be waiting for any more."""
    if not doing.cancelled():
        doing.exception()
