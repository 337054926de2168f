"""Sixteen clients at once: how much is answered in a second, and whether anybody starves."""

import multiprocessing
import statistics
import threading
import time
from collections.abc import Sequence
from http.client import HTTPConnection

from tests.benchmarks.databases import Filled
from tests.benchmarks.operations import BARE, BODIES
from tests.benchmarks.serving import Request, answer, asked, floor, teikyo
from tests.benchmarks.telling import say

CLIENTS = 16
SECONDS = 8.0
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
    """How long each answer took; the clients run in a process of their own, so that they don't wait for each other."""
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        halves: Sequence[list[float]] = pool.map(_half, [request, request])
    return [taken for half in halves for taken in half]


def _half(request: Request) -> list[float]:
    times: list[float] = []
    until = time.monotonic() + SECONDS

    def ask() -> None:
        line = HTTPConnection("127.0.0.1", request.port)
        while time.monotonic() < until:
            begun = time.perf_counter()
            answer(line, request)
            times.append(time.perf_counter() - begun)
        line.close()

    threads = [threading.Thread(target=ask) for _ in range(CLIENTS // 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times
