"""The gate beside a bare route that asks the same: ten thousand persons at once, and one; and what a stream takes.

They are asked in turns, of other persons each time; the bare route keeps nothing of what it answers. The targets are
2 times for ten thousand, 3 times for one, and memory that does not grow with the persons who stream through.
"""

import json
import random
import statistics
import threading
import time
from collections import deque
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

from tests.benchmarks.crowd import FIRST, TRANSFER, persons_in, subject
from tests.benchmarks.databases import Filled
from tests.benchmarks.serving import ROUNDS, Request, Server, answer, bare_gate, serving
from tests.benchmarks.telling import say

MANY, ROUNDS_OF_MANY, ROUNDS_OF_ONE = 10_000, min(9, ROUNDS), ROUNDS
STREAMED = (100_000, 1_000_000)
_AT = quote(FIRST.isoformat())
_PIECE = 1_000
"""Lines that are sent at a time."""


def heading() -> None:
    """What the columns are."""
    say(f"{'engine':10} {'persons':>10} {'':28} {'bare ms':>9} {'teikyo ms':>10} {'ratio':>6}")


def measure(filled: Filled) -> None:
    """Tell of ten thousand, of one, and of streams."""
    line = f"{filled.engine:10} {filled.size:>10}"
    with bare_gate(filled) as bare, serving(filled) as ours:
        for number, rounds in ((MANY, ROUNDS_OF_MANY), (1, ROUNDS_OF_ONE)):
            least, taken = _in_turns(filled, bare, ours.port, min(number, persons_in(filled.size)), rounds)
            name = f"the gate, of {number}"
            say(f"{line} {name:28} {least:>9.2f} {taken:>10.2f} {taken / least:>6.2f}")
    memory = [_memory(filled, min(number, filled.size * number // STREAMED[1])) for number in STREAMED]
    name = "MB, a stream and ten times"
    say(f"{line} {name:28} {memory[0]:>9.0f} {memory[1]:>10.0f} {memory[1] / memory[0]:>6.2f}")


def _in_turns(filled: Filled, bare: int, ours: int, number: int, rounds: int) -> tuple[float, float]:
    """Milliseconds that the bare route and the gate take for so many persons: the medians."""
    chance = random.Random(number)  # persons to measure with, no secret
    lines = HTTPConnection("127.0.0.1", bare), HTTPConnection("127.0.0.1", ours)
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(-2, rounds):
        numbers = chance.sample(range(persons_in(filled.size)), number)
        body = b"\n".join(json.dumps(subject(one)).encode() for one in numbers)
        asks = (
            Request(bare, f"/gate?at={_AT}", body),
            Request(ours, f"/gate/{TRANSFER}?at={_AT}", body, {"Authorization": f"Bearer {filled.token}"}),
        )
        told: list[bytes] = []
        for line, ask, times in zip(lines, asks, taken, strict=True):
            begun = time.perf_counter()
            told.append(answer(line, ask))
            if turn >= 0:
                times.append((time.perf_counter() - begun) * 1000)
        assert _persons(told[0]) == _persons(told[1])[1:-1], "the same is answered"
    for line in lines:
        line.close()
    return statistics.median(taken[0]), statistics.median(taken[1])


def _persons(text: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def _memory(filled: Filled, number: int) -> float:
    """The most memory of a server of its own, in MB, once so many persons went through the gate."""
    with serving(filled) as server:
        asked, told = _stream(filled, server, number)
        assert asked == told == number, (asked, told)
        status = Path(f"/proc/{server.process}/status").read_text()
    (most,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return int(most) / 1024


def _stream(filled: Filled, server: Server, number: int) -> tuple[int, int]:
    """Send so many persons and read meanwhile: how many were asked about, by the last line, and how many lines came."""
    line = HTTPConnection("127.0.0.1", server.port)
    line.putrequest("POST", f"/gate/{TRANSFER}?at={_AT}")
    line.putheader("Authorization", f"Bearer {filled.token}")
    line.putheader("Transfer-Encoding", "chunked")
    line.endheaders()
    sender = threading.Thread(target=_send, args=(line, number, persons_in(filled.size)))
    sender.start()
    ((lines, last),) = deque(enumerate(line.getresponse()), maxlen=1)
    sender.join()
    line.close()
    return json.loads(last)["asked"], lines - 1


def _send(line: HTTPConnection, number: int, persons: int) -> None:
    for first in range(0, number, _PIECE):
        those = range(first, min(first + _PIECE, number))
        piece = b"".join(json.dumps(subject(one % persons)).encode() + b"\n" for one in those)
        line.send(b"%x\r\n%b\r\n" % (len(piece), piece))
    line.send(b"0\r\n\r\n")
