"""An import that is cut short, from outside and at its worst moment, leaves the register that was there."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from models.sqlite import sqlite3
from tests.benchmarks.judging import register
from tests.graph.commands.command import teikyo
from tests.looking import seen
from vendors.register.write import write_register

TEIKYO = str(Path(sys.executable).parent / "teikyo")
SOON = 120
"""Seconds after which something that should happen has not."""


def dumped(database: str) -> str:
    """The stored register as a file."""
    return teikyo("dump", "--database", database).stdout


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Files of two registers: a small one that is stored, and a larger one that shall take its place."""
    folder = tmp_path_factory.mktemp("registers")
    small, large = folder / "small.yaml", folder / "large.yaml"
    small.write_bytes(write_register(register(20)))
    large.write_bytes(write_register(register(600, deliveries=60)))
    return small, large


_WRITERS = (
    "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database"
    " WHERE datname = current_database() AND locktype = 'advisory' AND granted"
)


def is_writing(database: str) -> bool:
    """Whether somebody has the writers' place."""
    if database.startswith("postgres"):
        return seen(database, _WRITERS) != [(0,)]
    connection = sqlite3.connect(database, timeout=0, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as fault:
        return "locked" in str(fault)
    finally:
        connection.close()
    return False


def wait_until(happens: Callable[[], bool], running: subprocess.Popen[str]) -> None:
    """Wait for something that happens while a process runs."""
    until = time.monotonic() + SOON
    while not happens():
        assert running.poll() is None, f"it ended too early: {running.communicate()}"
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.01)


@pytest.mark.parametrize("later", [0, 0.1])
def test_an_import_that_is_killed_is_done_wholly_or_not_at_all(
    registers: tuple[Path, Path], store: str, later: float
) -> None:
    """While it writes: the register before it stands, nobody is locked out, and the next import does it."""
    small, large = registers
    teikyo("import", str(small), "--database", store)
    before = dumped(store)

    running = subprocess.Popen(
        [TEIKYO, "import", str(large), "--database", store, "--lang", "en"], stderr=subprocess.PIPE, text=True
    )
    wait_until(lambda: is_writing(store), running)
    time.sleep(later)
    running.kill()
    running.communicate()
    assert running.returncode == -signal.SIGKILL, "it ended by itself before"
    left = dumped(store)
    again = teikyo("import", str(large), "--database", store, "--lang", "en")

    assert left == before or (later and left == large.read_text(encoding="utf-8"))
    assert (again.exit_code, "Nothing has changed" in again.stderr) == (0, left != before)
    assert dumped(store) == large.read_text(encoding="utf-8")


@pytest.mark.postgres
def test_an_import_that_loses_the_server_says_so_and_has_changed_nothing(
    registers: tuple[Path, Path], postgres_store: str
) -> None:
    """The connection breaks while rows go out and others are gathered."""
    small, large = registers
    teikyo("import", str(small), "--database", postgres_store)
    before = dumped(postgres_store)
    name = urlsplit(postgres_store).path.strip("/")
    copying = f"datname = '{name}' AND query LIKE 'COPY%' AND state <> 'idle'"

    running = subprocess.Popen(
        [TEIKYO, "import", str(large), "--database", postgres_store, "--lang", "en"], stderr=subprocess.PIPE, text=True
    )
    ended = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {copying}"  # noqa: S608  # our own name
    wait_until(lambda: seen(postgres_store, ended) != [], running)
    _, said = running.communicate(timeout=SOON)

    assert running.returncode == 2
    assert "can't be reached" in said
    assert "Traceback" not in said
    assert dumped(postgres_store) == before
    assert teikyo("import", str(large), "--database", postgres_store).exit_code == 0
    assert dumped(postgres_store) == large.read_text(encoding="utf-8")
