"""Callers who leave before they are answered: nothing goes on being done for them."""

import asyncio
from types import TracebackType
from typing import Self

from starlette.requests import ClientDisconnect
from starlette.types import Receive


def _here() -> "asyncio.Task[object]":
    task = asyncio.current_task()
    assert task is not None, "nobody waits outside of a task"
    return task


class WhileThere:
    """What is done within goes on as long as the caller is there; when he leaves, it ends in `ClientDisconnect`.

    His request has to be read before.
    """

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._left = False

    async def __aenter__(self) -> Self:
        """Begin to watch; nothing of it is done before what is within has to wait."""
        self._watching = asyncio.create_task(self._watch(_here()))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Watch no longer."""
        self._watching.cancel()
        if self._left and isinstance(fault, asyncio.CancelledError):
            _here().uncancel()
            raise ClientDisconnect from fault

    async def _watch(self, task: "asyncio.Task[object]") -> None:
        while (await self._receive())["type"] != "http.disconnect":
            continue
        self._left = True
        task.cancel()
