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
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from graph.held import PLACES, Held, prepare
from tests.graph.service import environment, free_port, served

WORKERS = 2


def held(file: Path) -> dict[int, int]:
    """How many connections each worker says that it holds, by its process."""
    if not file.exists():
        return {}
    return {process: number for process, number in struct.iter_unpack("=QQ", file.read_bytes()[16:]) if process}


def holds(file: Path, number: int) -> bool:
    """Whether all workers together hold so many."""
    return sum(held(file).values()) == number


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
            for _ in range(20):
                connected(url, callers)
            until(lambda: held(file)[other] == 20)
            os.kill(one, signal.SIGCONT)
            for number in range(21, 41):
                connected(url, callers)
                until(partial(holds, file, number))
            numbers = held(file)
        until(partial(holds, file, 0))

    assert numbers[one] >= 14, numbers  # who wakes four milliseconds late leaves one to the other


def test_a_worker_that_hangs_or_dies_keeps_nobody_waiting(demo_place: str, tmp_path: Path) -> None:
    """What it doesn't take another takes; who comes in its stead takes its place among the counted."""
    file = tmp_path / "held"
    with workers(demo_place, file) as url:
        one, other = held(file)
        os.kill(one, signal.SIGSTOP)
        while_it_hangs = [alive(url) for _ in range(20)]
        with suppress(ProcessLookupError):  # who looks after the workers may have ended it
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
    """Who has fewer than this one gets the next; whoever is no more has no place any more."""
    file = tmp_path / "held"
    prepare(str(file))
    one, other = Held(str(file)), Held(str(file))
    one.note(3)

    assert (one.fewer_elsewhere(), other.fewer_elsewhere()) == (True, False)
    other.note(4)
    assert (one.fewer_elsewhere(), other.fewer_elsewhere()) == (False, True)
    other.leave()
    one.note(9)
    assert not one.fewer_elsewhere()

    said = "import sys; from graph.held import Held; Held(sys.argv[1])"
    subprocess.run([sys.executable, "-c", said, str(file)], check=True)
    assert len(held(file)) == 2
    assert not one.fewer_elsewhere()
    assert held(file) == {os.getpid(): 9}


def test_a_worker_that_can_not_share_counts_for_itself_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """As where somebody removed the file, or there are too many: it takes what comes, and goes on."""
    file = tmp_path / "held"
    prepare(str(file))
    crowd = [Held(str(file)) for _ in range(PLACES)]
    late, alone = Held(str(file)), Held(str(tmp_path / "gone" / "held"))
    for worker in (late, alone):
        worker.note(5)

    assert crowd[0].fewer_elsewhere() is late.fewer_elsewhere() is alone.fewer_elsewhere() is False
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 2
    assert not (tmp_path / "gone").exists()


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_file_of_somebody_elses_is_refused_and_stays_as_it_is(sqlite_store: str, tmp_path: Path, lang: str) -> None:
    """So is what is no file; one of an earlier run is emptied, for its processes may be others by now."""
    theirs, ours = tmp_path / "letters.txt", tmp_path / "held"
    prepare(str(ours))
    Held(str(ours)).note(7)
    letters = "Dear all".ljust(ours.stat().st_size)  # as long as one of ours
    theirs.write_text(letters)
    assert held(ours) == {os.getpid(): 7}
    for name in (theirs, tmp_path, tmp_path / "none" / "held"):
        command = ["teikyo", "serve", "--workers", "2", "--port", str(free_port()), "--lang", lang]
        refused = subprocess.run(
            command,
            env=environment(TEIKYO_DATABASE_URL=sqlite_store, TEIKYO_WORKERS_HELD=str(name)),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert refused.returncode == 2
        assert refused.stderr.startswith(f"TEIKYO_WORKERS_HELD={name}")
    prepare(str(ours))

    assert theirs.read_text() == letters
    assert not (tmp_path / "none").exists()
    assert held(ours) == {}
