"""A process with a database of its own, and how it is told what to do: see `graph.apart.worker` for its side.

What is computed in one process takes turns with all else that is computed in it, in whatever thread; what is computed
in another keeps nobody waiting but for a core. What goes there and comes back is copied: so work is a function of a
module, and what it is given and answers is data.
"""

import asyncio
import socket
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar, cast

from graph.apart.line import LENGTH, Failed, packed, unpacked
from vendors.store.address import Address
from vendors.store.refusals import Refusal, StoreRefused

T = TypeVar("T")
_SECONDS_TO_END = 10.0


class EngineError(Exception):
    """A fault of the engine's in another process, by the code that the engine has for it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.sqlstate = code


@dataclass(frozen=True)
class _Line:
    """A process, and the way to it and back."""

    process: asyncio.subprocess.Process
    back: asyncio.StreamReader
    there: asyncio.StreamWriter


class InProcess:
    """Work is done in another process, one thing after the other; where that has ended, the next begins another."""

    def __init__(self, place: Address) -> None:
        self._place = place
        self._line: _Line | None = None
        self._turn = asyncio.Lock()

    async def begin(self) -> None:
        """Have the process there before there is work."""
        async with self._turn:
            await self._there()

    async def do(self, work: Callable[..., Awaitable[T]], *given: object) -> T:
        """What the work comes to, given the database and the rest; raises what it raises.

        What the engine raises comes as `StoreRefused`, and so does the end of the process that was doing it.
        """
        async with self._turn:
            try:
                line = await self._there()
                await _send(line.there, (work, given))
                length = LENGTH.unpack(await line.back.readexactly(LENGTH.size))[0]
                done = unpacked(await line.back.readexactly(length))
            except (OSError, asyncio.IncompleteReadError) as fault:
                await self._let_go()
                why = "the process that writes has ended"
                raise StoreRefused(Refusal.UNREACHABLE, database=self._place, why=why) from fault
        if isinstance(done, Failed):
            raise done.raised from EngineError(done.code) if done.code else None
        return cast("T", done)

    async def _there(self) -> _Line:
        if self._line is not None and self._line.there.is_closing():
            await self._let_go()  # it ended before it heard of anything, and nothing can be sent to it
        if self._line is None:
            ours, theirs = socket.socketpair()
            with theirs:
                process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-m", "graph.apart.worker", str(theirs.fileno())),
                    stdin=asyncio.subprocess.DEVNULL,
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,  # what a terminal tells us, as Ctrl-C, it is told by us
                )
            self._line = _Line(process, *await asyncio.open_connection(sock=ours))
            # Where the database is goes this way, too, for others may see what a process was begun with.
            await _send(self._line.there, self._place)
        return self._line

    async def end(self) -> None:
        """End the process, once it has done what it is doing."""
        async with self._turn:
            await self._let_go()

    async def _let_go(self) -> None:
        line, self._line = self._line, None
        if line is None:
            return
        line.there.close()
        with suppress(OSError):
            await line.there.wait_closed()
        try:
            await asyncio.wait_for(line.process.wait(), _SECONDS_TO_END)
        except TimeoutError:
            line.process.kill()
            await line.process.wait()


async def _send(there: asyncio.StreamWriter, what: object) -> None:
    there.write(packed(what))
    await there.drain()
