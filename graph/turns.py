"""Connections to an address that several workers share: each goes to the worker that holds the fewest.

uvloop takes every connection that waits whenever it wakes, so that one worker may come to have nearly all callers, and
another next to none, for as long as they stay: fifteen of sixteen were seen. Those wait twice as long as they had to.
"""

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from socket import socket
from typing import Any

import uvloop

from graph.held import Held
from graph.settings import settings

SECONDS_LEFT_TO_OTHERS = 0.004
"""How long a connection is left to who holds fewer; a worker that is held up then doesn't get it."""
SECONDS_WITHOUT_ROOM = 1.0
"""How long none is taken after the process had no room for one: it has as many files open as it may."""


class Turns(uvloop.Loop):
    """The event loop of a worker; it takes connections from an address that it shares one at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.held = Held(settings().workers_held)

    def close(self) -> None:
        """Leave what comes to the others."""
        super().close()
        self.held.leave()

    async def create_server(self, protocol_factory: Any, *args: Any, **options: Any) -> Any:
        """As asyncio has it; where a socket is given that listens already, in turns with others who have it too."""
        shared: socket | None = options.get("sock")
        if shared is None or options.get("ssl") is not None:
            return await super().create_server(protocol_factory, *args, **options)
        return _Taking(self, shared, protocol_factory)


class _Taking:
    """What takes connections until it is closed; those that it took stay. As much of a server as uvicorn asks for."""

    def __init__(self, loop: Turns, shared: socket, made: Callable[[], asyncio.BaseProtocol]) -> None:
        self._loop, self._shared, self._made = loop, shared, made
        self._beginning: set[asyncio.Task[Any]] = set()
        self._later: asyncio.TimerHandle | None = None
        shared.setblocking(False)
        self._look()

    def close(self) -> None:
        """Take no more."""
        if self._later is not None:
            self._later.cancel()
            self._later = None
        self._loop.remove_reader(self._shared)

    async def wait_closed(self) -> None:
        """Until those that were taken last have begun."""
        await asyncio.gather(*self._beginning, return_exceptions=True)

    def _look(self) -> None:
        self._later = None
        self._loop.add_reader(self._shared, self._offered)

    def _look_later(self, seconds: float, then: Callable[[], None]) -> None:
        self._loop.remove_reader(self._shared)
        self._later = self._loop.call_later(seconds, then)

    def _offered(self) -> None:
        if self._loop.held.fewer_elsewhere():
            self._look_later(SECONDS_LEFT_TO_OTHERS, self._left)
        else:
            self._take()

    def _left(self) -> None:
        """Whoever holds fewer has had the time to take it."""
        self._look()
        self._take()

    def _take(self) -> None:
        try:
            taken, _ = self._shared.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            return  # another worker was sooner, or the caller has left
        except OSError:
            self._look_later(SECONDS_WITHOUT_ROOM, self._look)
            return
        self._loop.held.note(self._loop.held.mine + 1)
        taken.setblocking(False)
        beginning = self._loop.create_task(self._begin(taken))
        self._beginning.add(beginning)
        beginning.add_done_callback(self._beginning.discard)

    async def _begin(self, taken: socket) -> None:
        with ExitStack() as unless_it_begins:
            unless_it_begins.callback(taken.close)
            await self._loop.connect_accepted_socket(self._made, taken)
            unless_it_begins.pop_all()
