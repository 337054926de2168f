"""Servers in processes of their own, and the clients that ask them."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.databases import Filled
from tests.benchmarks.operations import DOCUMENTS
from tests.benchmarks.telling import say

ROUNDS = int(os.environ.get("BENCH_ROUNDS") or 300)
"""How often each question is asked; fewer times show that it can be, and little of how long it takes."""
SECONDS_TO_START = 60
TEIKYO = str(Path(sys.executable).parent / "teikyo")


@dataclass(frozen=True)
class Request:
    """What is asked of a server, over and over."""

    port: int
    path: str
    body: bytes | None = None
    headers: Mapping[str, str] | None = None


UNBOUNDED = {"TEIKYO_COST_BUDGET": "0", "TEIKYO_REQUESTS_BURST": "0"}
"""Nobody is held back: how fast it can be is the question."""


@dataclass(frozen=True)
class Server:
    """A server of our own."""

    port: int
    process: int
    """The number of its process."""


@contextmanager
def running(command: Sequence[str], port: int, **environment: str) -> Iterator[Server]:
    """A server of our own, until the block ends."""
    server = subprocess.Popen(command, env={**os.environ, **UNBOUNDED, **environment}, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + SECONDS_TO_START
        while not listens(port):
            if server.poll() is not None or time.monotonic() > until:
                sys.exit(f"{' '.join(command)} did not start")
            time.sleep(0.1)
        yield Server(port, server.pid)
    finally:
        server.terminate()
        server.wait()


def listens(port: int) -> bool:
    """Whether somebody listens on that port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def floor(filled: Filled, workers: int = 1) -> Iterator[int]:
    """The bare routes over a filled database; gives their port."""
    port = free_port()
    command = [sys.executable, "-m", "tests.benchmarks.floor", filled.place, str(port), str(workers)]
    with running(command, port):
        yield port


@contextmanager
def bare_gate(filled: Filled) -> Iterator[int]:
    """The bare route over a crowd; gives its port."""
    port = free_port()
    with running([sys.executable, "-m", "tests.benchmarks.bare_persons", filled.place, str(port)], port):
        yield port


@contextmanager
def teikyo(filled: Filled, workers: int = 1, **settings: str) -> Iterator[int]:
    """Teikyo over a filled database; gives its port."""
    with serving(filled, workers, **settings) as server:
        yield server.port


@contextmanager
def serving(filled: Filled, workers: int = 1, **settings: str) -> Iterator[Server]:
    """Teikyo over a filled database."""
    port = free_port()
    command = [TEIKYO, "serve", "--port", str(port), "--workers", str(workers)]
    with tempfile.TemporaryDirectory(prefix="teikyo-bench-") as documents:
        for name, text in DOCUMENTS.items():
            (Path(documents) / f"{name}.graphql").write_text(text)
        with running(command, port, TEIKYO_DATABASE_URL=filled.place, TEIKYO_DOCUMENTS=documents, **settings) as server:
            yield server


def asked(port: int, body: bytes | None, token: str, query: str = "") -> Request:
    """A question to Teikyo: in a body, by POST, or in its address, by GET."""
    headers = {"Authorization": f"Bearer {token}"}
    if body is not None:
        headers["Content-Type"] = "application/json"
    return Request(port, f"/graphql{query}", body, headers)


def answer(connection: http.client.HTTPConnection, request: Request) -> bytes:
    """What is answered; anything but 200 without errors ends the measurement."""
    connection.request("GET" if request.body is None else "POST", request.path, request.body, request.headers or {})
    response = connection.getresponse()
    text = response.read()
    if response.status != http.client.OK or b'"errors"' in text[:200]:
        sys.exit(f"{request.path}: {response.status} {text[:500]!r}")
    return text


def medians(requests: Sequence[Request], rounds: int = ROUNDS) -> list[float]:
    """The median of each in milliseconds, asked in turns so that noise falls on all alike."""
    lines = [http.client.HTTPConnection("127.0.0.1", request.port) for request in requests]

    def one(line: http.client.HTTPConnection, request: Request) -> Callable[[], bytes]:
        return lambda: answer(line, request)

    asks = [one(line, request) for line, request in zip(lines, requests, strict=True)]
    taken: list[list[float]] = [[] for _ in asks]
    with as_from_elsewhere():
        for ask in asks * min(20, rounds):
            ask()
        for _ in range(rounds):
            for place, ask in enumerate(asks):
                begun = time.perf_counter()
                ask()
                taken[place].append((time.perf_counter() - begun) * 1000)
    for line in lines:
        line.close()
    return [statistics.median(times) for times in taken]


@contextmanager
def as_from_elsewhere() -> Iterator[None]:
    """Who asks waits for no core once he is answered, as on another machine; where that may be set.

    Else what is measured is how long the kernel leaves him behind the process that does verbs: see docs/performance.md.
    """
    before = os.sched_getscheduler(0)
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    except PermissionError:
        say("who asks waits for a core like everybody else: real-time priority may not be set here")
        yield
        return
    try:
        yield
    finally:
        os.sched_setscheduler(0, before, os.sched_param(0))
