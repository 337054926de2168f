"""Several workers at one address: callers who stay are shared out, and a worker that hangs keeps nobody waiting."""

import os
import resource
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from graph.held import PLACES, Held
from tests.graph.service import served

WORKERS = 2


def held(file: Path) -> dict[int, int]:
    """How many connections each worker says that it holds, by its process."""
    if not file.exists():
        return {}
    return {process: number for process, number in struct.iter_unpack("=QQ", file.read_bytes()) if process}


def until(told: Callable[[], bool]) -> None:
    """Wait until that is so."""
    end = time.monotonic() + 40
    while not told():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.05)


@contextmanager
def workers(place: str, file: Path) -> Iterator[str]:
    """Two workers over that database, once both listen and nobody is connected; gives their address."""
    with served(place, "--workers", str(WORKERS), settings={"TEIKYO_WORKERS_HELD": str(file)}) as url:
        until(lambda: sorted(held(file).values()) == [0] * WORKERS)
        time.sleep(0.5)  # the second has said so a moment before it listens
        yield url


def alive(url: str) -> int:
    """What is answered on a connection of its own."""
    return httpx2.get(f"{url}/healthz", timeout=30).status_code


def connected(url: str, until_then: ExitStack) -> socket.socket:
    """A caller who comes, and stays."""
    where = urlsplit(url)
    return until_then.enter_context(socket.create_connection((where.hostname or "", where.port or 0)))


def test_callers_who_stay_are_shared_out(demo_place: str, tmp_path: Path) -> None:
    """Who holds fewer gets the next, until he holds as many; and those who leave are counted no longer."""
    file = tmp_path / "held"
    with workers(demo_place, file) as url:
        with ExitStack() as callers:
            one, other = held(file)
            os.kill(one, signal.SIGSTOP)
            for _ in range(10):
                connected(url, callers)
            until(lambda: held(file)[other] == 10)
            os.kill(one, signal.SIGCONT)
            for number in range(11, 21):
                connected(url, callers)
                until(lambda now=number: sum(held(file).values()) == now)  # type: ignore[misc]
            numbers = held(file)
        until(lambda: sum(held(file).values()) == 0)

    assert numbers[one] >= 8, numbers


def test_a_worker_that_hangs_or_dies_keeps_nobody_waiting(demo_place: str, tmp_path: Path) -> None:
    """What it doesn't take another takes; who comes in its stead takes its place among the counted."""
    file = tmp_path / "held"
    with workers(demo_place, file) as url:
        one, other = held(file)
        os.kill(one, signal.SIGSTOP)
        while_it_hangs = [alive(url) for _ in range(20)]
        os.kill(one, signal.SIGKILL)
        while_it_is_dead = [alive(url) for _ in range(20)]
        until(lambda: one not in held(file) and len(held(file)) == WORKERS)

        assert while_it_hangs == while_it_is_dead == [200] * 20
        assert other in held(file)
        assert alive(url) == 200


def test_who_finds_no_room_waits_until_there_is_some(demo_place: str, tmp_path: Path) -> None:
    """A process that has as many files open as it may takes nobody, and doesn't end for it."""
    file = tmp_path / "held"
    with workers(demo_place, file) as url, ExitStack() as callers:
        before = {}
        for worker in held(file):
            before[worker] = resource.prlimit(worker, resource.RLIMIT_NOFILE)
            opened = max(int(one.name) for one in Path(f"/proc/{worker}/fd").iterdir()) + 1
            resource.prlimit(worker, resource.RLIMIT_NOFILE, (opened, before[worker][1]))
        caller = connected(url, callers)
        caller.settimeout(2)
        caller.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        for _ in range(64):  # whatever numbers were free in between
            connected(url, callers)
        latest = connected(url, callers)
        latest.settimeout(2)
        latest.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        with pytest.raises(TimeoutError):
            latest.recv(15)
        for worker, limits in before.items():
            resource.prlimit(worker, resource.RLIMIT_NOFILE, limits)
        latest.settimeout(30)

        assert latest.recv(15) == b"HTTP/1.1 200 OK"


def test_each_worker_counts_for_itself(tmp_path: Path) -> None:
    """The least of all is what the next connection goes by; a place of who is no more is given to who comes."""
    file = str(tmp_path / "held")
    one, other = Held(file), Held(file)
    one.note(3)

    assert (one.mine, one.least(), other.least()) == (3, 0, 0)
    other.note(4)
    assert (one.least(), other.least()) == (3, 3)
    assert Held().least() == 0

    said = "import sys; from graph.held import Held; Held(sys.argv[1])"
    subprocess.run([sys.executable, "-c", said, file], check=True)
    assert len(held(Path(file))) == 2
    Held(file)
    assert list(held(Path(file))) == [os.getpid()]
    with pytest.raises(RuntimeError, match=f"more than {PLACES} workers"):
        [Held(file) for _ in range(PLACES)]
