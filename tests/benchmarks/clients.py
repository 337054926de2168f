"""Sixteen clients at once: how much is answered in a second, and whether anybody starves."""

import asyncio
import http.client
import statistics
import time
from typing import Any

import httptools
import uvloop

from tests.benchmarks.databases import Filled
from tests.benchmarks.operations import BARE, BODIES
from tests.benchmarks.serving import Request, as_from_elsewhere, asked, floor, teikyo
from tests.benchmarks.telling import say

CLIENTS = 16
SECONDS = 8.0
WARM_SECONDS = 3.0
"""How long nobody asks once all were answered: every worker is there by then. They ask for a second, and come anew."""
WORKERS = 2


def heading() -> None:
    """What the columns are."""
    say(f"{'engine':10} {'transfers':>10} {'16 clients':16} {'a second':>9} {'p50 ms':>8} {'p99 ms':>8} {'p99/p50':>8}")


def measure(filled: Filled) -> None:
    """Q1 and Q2 of the floor and of Teikyo, each with two workers."""
    for name in ("Q1", "Q2"):
        with floor(filled, WORKERS) as bare:
            tell(filled, f"{name} floor", Request(bare, BARE[name]))
        with teikyo(filled, WORKERS) as ours:
            tell(filled, f"{name} teikyo", asked(ours, BODIES[name], filled.token))


def tell(filled: Filled, name: str, request: Request) -> float:
    """How many are answered in a second; said with the quantiles of their times."""
    times = sorted(_times(request))
    middle, most = statistics.median(times), times[int(len(times) * 0.99)]
    rate = len(times) / SECONDS
    line = f"{filled.engine:10} {filled.size:>10} {name:16} {rate:>9.0f} {middle * 1000:>8.2f} {most * 1000:>8.2f}"
    say(f"{line} {most / middle:>8.1f}")
    return rate


def _times(request: Request) -> list[float]:
    """How long each answer took. All clients share one process, which waits for no core and does next to nothing."""
    uvloop.run(_asked_by_all(request, 0))
    time.sleep(WARM_SECONDS)
    uvloop.run(_asked_by_all(request, 1))
    with as_from_elsewhere():
        return uvloop.run(_asked_by_all(request, SECONDS))


async def _asked_by_all(request: Request, seconds: float) -> list[float]:
    loop = asyncio.get_running_loop()
    until = time.perf_counter() + seconds
    clients = [_Client(request, until) for _ in range(CLIENTS)]
    for client in clients:
        await loop.create_connection(client.itself, "127.0.0.1", request.port)
    await asyncio.gather(*(client.over for client in clients))
    return [taken for client in clients for taken in client.times]


class _Client(asyncio.Protocol):
    """One who asks again as soon as he is answered; by `httptools`, which costs him a hundredth of what it costs us."""

    def __init__(self, request: Request, until: float) -> None:
        self._until = until
        self._request = written(request)
        self.times: list[float] = []
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def itself(self) -> "_Client":
        """For the loop, which asks for a way to make one."""
        return self

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: Any = transport
        self._ask()

    def _ask(self) -> None:
        self._body = b""
        self._parser = httptools.HttpResponseParser(self)
        self._begun = time.perf_counter()
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.over.done():
            self.over.set_exception(exc or RuntimeError(f"the server hung up: {self._body[:500]!r}"))

    def on_body(self, body: bytes) -> None:
        """A part of the answer."""
        self._body += body

    def on_message_complete(self) -> None:
        """The answer is whole."""
        now = time.perf_counter()
        self.times.append(now - self._begun)
        if self._parser.get_status_code() != http.client.OK or b'"errors"' in self._body[:200]:
            self.over.set_exception(RuntimeError(f"{self._parser.get_status_code()} {self._body[:500]!r}"))
        elif now < self._until:
            self._ask()
            return
        else:
            self.over.set_result(None)
        self._transport.close()


def written(request: Request) -> bytes:
    """A request as it goes over the line."""
    body = request.body or b""
    head = {"Host": "127.0.0.1", **(request.headers or {}), "Content-Length": str(len(body))}
    lines = ["GET" if request.body is None else "POST", " ", request.path, " HTTP/1.1\r\n"]
    return "".join([*lines, *(f"{name}: {value}\r\n" for name, value in head.items()), "\r\n"]).encode() + body
