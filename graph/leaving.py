"""Callers who leave before they are answered, or keep us waiting: nothing goes on being done for them.

Both are looked after only where somebody has to wait: what is done at once is over before anything could happen.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine, Generator
from types import TracebackType, coroutine
from typing import Any, Self, TypeVar

from starlette.requests import ClientDisconnect
from starlette.types import Receive

T = TypeVar("T")

_SOON = 0.005
"""Seconds after which it is looked whether a caller is still there."""


class Until(ABC):
    """What is done within goes on until something happens; then it is cancelled, and ends in a fault that says why."""

    def __init__(self) -> None:
        self._happened = False
        self._task: asyncio.Task[object] | None = None

    def __enter__(self) -> Self:
        """Begin to look."""
        self._task = asyncio.current_task()
        assert self._task is not None, "nobody waits outside of a task"
        self._begin()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Look no longer."""
        self._end()
        if self._happened and isinstance(fault, asyncio.CancelledError) and self._task is not None:
            self._task.uncancel()
            raise self._why() from fault

    def _happens(self) -> None:
        self._happened = True
        if self._task is not None:
            self._task.cancel()

    @abstractmethod
    def _begin(self) -> None: ...

    @abstractmethod
    def _end(self) -> None: ...

    @abstractmethod
    def _why(self) -> Exception: ...


class WhileThere(Until):
    """What is done within goes on as long as the caller is there; when he leaves, it ends in `ClientDisconnect`.

    His request has to be read before.
    """

    def __init__(self, receive: Receive) -> None:
        super().__init__()
        self._receive = receive
        self._watching: asyncio.Task[None] | None = None

    def _begin(self) -> None:
        # Most answers are there before anybody could leave: a task for each would cost more than it could spare.
        self._clock = asyncio.get_running_loop().call_later(_SOON, self._look)

    def _look(self) -> None:
        self._watching = asyncio.create_task(self._watch())

    def _end(self) -> None:
        self._clock.cancel()
        if self._watching is not None:
            self._watching.cancel()

    def _why(self) -> Exception:
        return ClientDisconnect()

    async def _watch(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            continue
        self._happens()


class InTime(Until):
    """What is done within may make us wait for so many seconds; then it ends in `TimeoutError`."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds

    def _begin(self) -> None:
        self._clock = asyncio.get_running_loop().call_later(self._seconds, self._happens)

    def _end(self) -> None:
        self._clock.cancel()

    def _why(self) -> Exception:
        return TimeoutError()


async def waiting(work: Coroutine[Any, Any, T], until: Callable[[], Until]) -> T:
    """What work comes to. Where it has to wait, it waits until something happens; mostly it is over at once."""
    try:
        first = work.send(None)
    except StopIteration as done:
        value: T = done.value
        return value
    with until():
        return await _going_on(work, first)


@coroutine
def _going_on(work: Coroutine[Any, Any, T], first: Any) -> Generator[Any, Any, T]:
    """What work comes to that waits for something already."""
    waits_for = first
    while True:
        try:
            try:
                sent = yield waits_for
            except BaseException as fault:  # noqa: BLE001  # whatever it is, the work is told
                waits_for = work.throw(fault)
            else:
                waits_for = work.send(sent)
        except StopIteration as done:
            value: T = done.value
            return value
