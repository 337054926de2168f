"""`make bench`: the reads against the floor, and judging; every ratio from one run, requests taken in turns.

Q1 is the first 50 transfers of a filter by date, about 20 fields a node; Q2 is one transfer. Targets: Q1 within 1.5 of
the floor, Q2 within 3, the first page as fast at 100,000 transfers as at 10,000, judging 100,000 under 15 s of a core.
"""

import asyncio
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from models.vocabulary import Role
from tests.benchmarks.generator import ON, empty_database, fill
from tests.benchmarks.judging import seconds_to_judge
from vendors import tokens
from vendors.store.address import address
from vendors.store.database import opened

FIELDS = """
  code from until subjectClass method
  verdict(on: $on) foreign(on: $on) foreignMechanism(on: $on) recordRequired(on: $on) declaredForeign(on: $on)
  service { code name } recipient { code name(on: $on) country(on: $on) }
  contract(on: $on) { code title until(on: $on) } purposes(on: $on) { code } items(on: $on) { code name }
  findings(on: $on) { code severity from until }
"""
Q1 = (
    "query Q1($on: Date!) { transfers(first: 50, filter: {on: $on, basis: [OUTSOURCING], foreign: true}, "
    "orderBy: {field: FROM, direction: DESC}) { edges { cursor node {" + FIELDS + "} } "
    "pageInfo { hasNextPage endCursor } } }"
)
Q2 = "query Q2($on: Date!, $code: String!) { transfer(code: $code) {" + FIELDS + "} }"
CODE = "transfer-0000777"
ROUNDS = 300
Ask = Callable[[], bytes]


@contextmanager
def running(command: list[str], port: int, **environment: str) -> Iterator[http.client.HTTPConnection]:
    """A server in a process of its own, and a connection to it that is kept."""
    server = subprocess.Popen(command, env={**os.environ, **environment}, stderr=subprocess.DEVNULL)  # ours
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield http.client.HTTPConnection("127.0.0.1", port)
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answer(connection: http.client.HTTPConnection, method: str, path: str, body: bytes | None, token: str) -> bytes:
    """What is answered; anything but 200 ends the measurement."""
    connection.request(
        method, path, body, {"Authorization": f"Bearer {token}", "Content-Type": "application/json"} if body else {}
    )
    response = connection.getresponse()
    text = response.read()
    if response.status != http.client.OK or b'"errors"' in text:
        sys.exit(f"{path}: {response.status} {text[:500]!r}")
    return text


def medians(asks: list[Ask]) -> list[float]:
    """The median of each in milliseconds, asked in turns so that noise falls on all alike."""
    for ask in asks * 20:
        ask()
    taken: list[list[float]] = [[] for _ in asks]
    for _ in range(ROUNDS):
        for place, ask in enumerate(asks):
            begun = time.perf_counter()
            ask()
            taken[place].append((time.perf_counter() - begun) * 1000)
    return [statistics.median(one) for one in taken]


async def _token(path: str) -> str:
    async with opened(address(path)) as database:
        return await tokens.create(database, "bench", [Role.REVIEWER], datetime.now(UTC))


def reads(path: str) -> tuple[list[float], list[float]]:
    """Milliseconds of floor and Teikyo, for Q1 and for Q2."""
    token = asyncio.run(_token(path))
    ports = free_port(), free_port()
    teikyo = str(Path(sys.executable).parent / "teikyo")
    floor = [sys.executable, "-m", "tests.benchmarks.floor", path, str(ports[0])]
    with (
        running(floor, ports[0]) as bare,
        running([teikyo, "serve", "--port", str(ports[1])], ports[1], TEIKYO_DATABASE_URL=path) as ours,
    ):
        bodies = [
            json.dumps({"query": Q1, "variables": {"on": str(ON)}}).encode(),
            json.dumps({"query": Q2, "variables": {"on": str(ON), "code": CODE}}).encode(),
        ]
        one = medians(
            [
                lambda: answer(bare, "GET", f"/q1?on={ON}", None, token),
                lambda: answer(ours, "POST", "/graphql", bodies[0], token),
            ]
        )
        two = medians(
            [
                lambda: answer(bare, "GET", f"/q2?on={ON}&code={CODE}", None, token),
                lambda: answer(ours, "POST", "/graphql", bodies[1], token),
            ]
        )
    return one, two


def main(sizes: tuple[int, ...] = (10_000, 100_000)) -> None:
    """Measure, and say it as a table."""
    first_pages = []
    say(f"{'transfers':>10} {'':4} {'floor ms':>9} {'teikyo ms':>10} {'ratio':>6}")
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = str(Path(folder) / f"{size}.db")
            asyncio.run(empty_database(path))
            fill(path, size)
            one, two = reads(path)
            first_pages.append(one[1])
            for name, (bare, ours) in (("Q1", one), ("Q2", two)):
                say(f"{size:>10} {name:4} {bare:>9.2f} {ours:>10.2f} {ours / bare:>6.2f}")
    say(f"first page, {sizes[-1]} against {sizes[0]} transfers: {first_pages[-1] / first_pages[0]:.2f}")
    say(f"judging {sizes[-1]} transfers: {seconds_to_judge(sizes[-1]):.1f} s of one core")


def say(line: str) -> None:
    """Tell the person at the terminal at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or (10_000, 100_000))
