"""Watching requests: each as it begins and ends, for the log, the numbers and the traces."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

from graph.reads.plans import Counters
from graph.settings import SettingRefused
from graph.watching.log import RequestLog
from graph.watching.numbers import NONE, Further, Numbers
from graph.watching.seen import HEADER, Seen, seen
from graph.watching.workers import EVERY, Workers
from graph.writer import Writer

LOG = logging.getLogger("teikyo.watching")
_HEADER = HEADER.encode()


@dataclass(frozen=True)
class Watched:
    """What is watched, and where it goes."""

    log: bool = False
    """Whether the log has a line for each request."""
    metrics_token: str = ""
    """Who may read the numbers; nobody where it is empty."""
    metrics_folder: str = ""
    """Where several workers write theirs."""
    otel_endpoint: str = ""
    """The collector of traces; none where it is empty."""


class Tracing(Protocol):
    """What traces are sent with; see `graph.watching.traces`."""

    def ends(self, seen: Seen, operation: str, status: int, seconds: float) -> None:
        """Tell of a request that was answered."""

    def end(self) -> None:
        """Send what is left."""


def traces_to(endpoint: str) -> Tracing:
    """What sends traces to a collector; raises `SettingRefused` where what it needs is not installed."""
    try:
        module = import_module("graph.watching.traces")
    except ImportError:
        raise SettingRefused("TEIKYO_OTEL_ENDPOINT: install what it needs: pip install 'teikyo[otel]'.") from None
    made: Tracing = module.Traces(endpoint)
    return made


class Watching:
    """Watches the requests of one worker."""

    def __init__(
        self, watched: Watched, plans: Counters, trusted: Iterable[str] = (), writer: Writer | None = None
    ) -> None:
        """Raise `SettingRefused` where traces are wanted and what they need is not installed."""
        self._plans, self._writer = plans, writer
        self.numbers = Numbers(trusted)
        self._workers = Workers(self.numbers, watched.metrics_folder)
        self._log = RequestLog() if watched.log else None
        self._traces = traces_to(watched.otel_endpoint) if watched.otel_endpoint else None
        self._writes = bool(watched.metrics_folder)

    def begins(self, given: Mapping[str, str]) -> Seen:
        """A request with these headers begins."""
        self.numbers.begins()
        return seen(given)

    def leaves(self, request: Seen) -> None:
        """Who asked has left."""
        self.numbers.leaves()
        if self._log is not None:
            self._log.line("left", request.id, request.operation)

    def answers(self, request: Seen) -> tuple[bytes, bytes]:
        """Its answer is there, and tells its id in this header."""
        request.seconds = time.perf_counter() - request.began
        return _HEADER, request.id.encode()

    def ends(self, request: Seen, status: int) -> None:
        """It is answered with that status; nobody waits any more while that is noted."""
        seconds = request.seconds
        name = self.numbers.name_of(request.operation) if request.begun else NONE
        self.numbers.ends(name, status, seconds)
        if self._log is not None:
            self._log.line(
                "answered",
                request.id,
                name,
                status=status,
                ms=round(seconds * 1000, 2),
                token=request.token,
            )
        if self._traces is not None:
            self._traces.ends(request, name, status, seconds)

    def all(self) -> list[Mapping[str, Any]]:
        """The numbers of all workers."""
        return self._workers.all(self._further)

    @property
    def _further(self) -> Further:
        return Further(self._plans.hits, self._plans.misses, self._writer.queue if self._writer is not None else 0)

    @asynccontextmanager
    async def going_on(self) -> AsyncIterator[None]:
        """Let other workers know our numbers, and at the end send what is left of the traces."""
        writing = asyncio.create_task(self._keep_writing()) if self._writes else None
        try:
            yield
        finally:
            if writing is not None:
                writing.cancel()
                with suppress(asyncio.CancelledError):
                    await writing
                self._workers.end(self._further)
            if self._log is not None:
                self._log.write()
            if self._traces is not None:
                await asyncio.to_thread(self._traces.end)

    async def _keep_writing(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            try:
                self._workers.write(self._further)
            except OSError as fault:
                LOG.warning("numbers can't be written for other workers: %s", fault.strerror)
