"""Where requests come in: a head (request line and headers) is bounded in bytes and in time.

Nobody has said who he is by then. A body is bounded where it is read: see `graph.asking`.
"""

import asyncio
from typing import TYPE_CHECKING

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    from graph.held import Held

LONGEST_HEAD = 65_536
"""Bytes, give or take one packet; a question in a URL has to fit."""
SECONDS = 10.0
"""In which a head has to have come, counted from the connection or from its first byte."""


class Door(HttpToolsProtocol):
    """Uvicorn's protocol over httptools, which bounds neither by itself."""

    _in_head = True
    _head = 0
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as its parent has it
        """Begin to wait for a head."""
        super().connection_made(transport)
        self._tell()
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._wait_no_longer()
        super().connection_lost(exc)
        self._tell()

    def on_message_begin(self) -> None:
        """A head begins."""
        super().on_message_begin()
        self._in_head, self._head = True, 0

    def on_headers_complete(self) -> None:
        """A head is whole."""
        self._in_head = False
        self._wait_no_longer()
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Take what has come, unless it is a head without an end."""
        super().data_received(data)
        if self._in_head and not self.transport.is_closing():
            self._head += len(data)
            if self._head > LONGEST_HEAD:
                self.send_400_response("The request's headers are too long.")
            elif self._deadline is None:
                self._wait()

    def _tell(self) -> None:
        held: Held | None = getattr(self.loop, "held", None)  # a worker's loop has it: see `graph.turns`
        if held is not None:
            held.note(len(self.connections))

    def _wait(self) -> None:
        self._deadline = self.loop.call_later(SECONDS, self._waited)

    def _wait_no_longer(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _waited(self) -> None:
        self._deadline = None
        if self._in_head:
            self.transport.close()
