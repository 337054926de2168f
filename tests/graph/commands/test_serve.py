"""`teikyo serve` at the terminal: it says that it answers once it does, and where it can't, why not."""

import http.client
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from graph.commands.listening import taken
from tests.graph.service import environment, free_port


@contextmanager
def begun(place: str, port: int, *options: str) -> Iterator[subprocess.Popen[str]]:
    """The command, begun; ended by Ctrl-C."""
    command = ["teikyo", "serve", "--database", place, "--port", str(port), "--lang", "en", *options]
    server = subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, text=True)
    overdue = threading.Timer(120, server.kill)
    overdue.start()
    try:
        yield server
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=60)
        overdue.cancel()


def status(port: int, host: str = "127.0.0.1") -> int:
    """What a request is answered with that is sent once, and not again."""
    connection = http.client.HTTPConnection(host, port, timeout=60)
    connection.request("GET", "/readyz")
    answered = connection.getresponse().status
    connection.close()
    return answered


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_says_that_it_answers_once_a_request_is_answered(store: str, workers: str) -> None:
    """Whoever waits for that line can send his first request; here it is told that there is no register."""
    port = free_port()
    with begun(store, port, "--workers", workers) as server:
        assert server.stderr is not None
        said = []
        for line in server.stderr:
            said.append(line.strip())
            if "answers at" in line:
                break
        first = status(port)

    assert said[-1] == f"Teikyo answers at http://127.0.0.1:{port}/graphql. Stop with Ctrl-C."
    assert first == 503
    assert server.returncode == 0


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_port_that_is_taken_is_said_and_whoever_has_it_keeps_it(sqlite_store: str, workers: str) -> None:
    """Exit status 2, one sentence with the way out, nothing on standard output."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        command = ["teikyo", "serve", "--database", sqlite_store, "--port", str(port), "--workers", workers]
        refused = {
            lang: subprocess.run(
                [*command, "--lang", lang], env=environment(), capture_output=True, check=False, text=True, timeout=120
            )
            for lang in ("en", "ja")
        }
        with socket.create_connection(("127.0.0.1", port), timeout=10):
            other.accept()[0].close()

    assert {(one.returncode, one.stdout) for one in refused.values()} == {(2, "")}
    assert refused["en"].stderr.splitlines() == [
        f"127.0.0.1:{port} can't be listened on: Address already in use. Choose another port with --port."
    ]
    assert "--port で別のポートを指定してください" in refused["ja"].stderr


def test_a_place_is_taken_before_anybody_answers_there() -> None:
    """So that of two servers that begin at once one is refused; and free again once it is let go."""
    port = free_port()
    listening = taken("127.0.0.1", port)
    try:
        with pytest.raises(OSError, match="already in use"):
            taken("127.0.0.1", port)
    finally:
        for one in listening:
            one.close()
    for one in taken("127.0.0.1", port):
        one.close()


def test_every_address_of_a_name_is_listened_at() -> None:
    """`localhost` may be two; where one of them is taken, none is kept."""
    port = free_port()
    listening = taken("localhost", port)
    names = {one.getsockname()[0] for one in listening}
    for one in listening:
        one.close()
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        with pytest.raises(OSError, match="already in use"):
            taken("localhost", port)

    assert names >= {"127.0.0.1"}
    assert names <= {"127.0.0.1", "::1"}
