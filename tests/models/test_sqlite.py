"""SQLite as it is used here: mended, synced, one writer after the other."""

import asyncio
import subprocess
import sys

import pytest

from models.sqlite import PRAGMAS, is_affected, sqlite3, whole_statements
from vendors.store.address import address
from vendors.store.connection import Connection
from vendors.store.database import opened


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ("3.40.1", True),
        ("3.44.5", True),
        ("3.44.6", False),
        ("3.45.0", True),
        ("3.50.6", True),
        ("3.50.7", False),
        ("3.51.2", True),
        ("3.51.3", False),
        ("3.53.4", False),
        ("4.0.0", False),
    ],
)
def test_the_wal_reset_fault_is_known_by_version(version: str, *, affected: bool) -> None:
    """3.51.3 and later are mended, and two backports, each for its own minor version."""
    assert is_affected(version) is affected


def test_the_sqlite_in_use_is_mended() -> None:
    """Whatever the system has, a bundled SQLite without the fault is what runs."""
    assert not is_affected(sqlite3.sqlite_version)


def test_the_driver_uses_the_mended_sqlite() -> None:
    """aiosqlite, imported after the store, takes the bundled SQLite and not the system's."""
    program = "import vendors.store.database, aiosqlite.core; print(aiosqlite.core.sqlite3.sqlite_version)"

    said = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True).stdout

    assert said.strip() == sqlite3.sqlite_version


def test_several_workers_are_refused_on_an_sqlite_with_the_fault(sqlite_store: str) -> None:
    """Where nothing is bundled and the system's SQLite has the fault, `serve --workers 2` says so and ends."""
    program = (
        "import sqlite3, sys; sys.modules['pysqlite3'] = None; sqlite3.sqlite_version = '3.40.1'\n"
        "from graph.cli import main; main()"
    )

    served = subprocess.run(
        [sys.executable, "-c", program, "serve", "--workers", "2", "--database", sqlite_store, "--lang", "en"],
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )

    assert (served.returncode, served.stdout) == (2, "")
    assert "SQLite 3.40.1 may damage a database that several processes use" in served.stderr


@pytest.mark.parametrize(
    ("script", "statements"),
    [
        ("", []),
        (" ;\n; ", []),
        ("SELECT 1", ["SELECT 1;"]),
        ("SELECT 1; SELECT 2;", ["SELECT 1;", "SELECT 2;"]),
        ("CREATE TABLE a (b /* yes; no */);\nSELECT ';'", ["CREATE TABLE a (b /* yes; no */);", "SELECT ';';"]),
    ],
)
def test_a_script_is_cut_into_whole_statements(script: str, statements: list[str]) -> None:
    """A semicolon in a comment or in a text ends nothing: descriptions of columns have many."""
    assert whole_statements(script) == statements


async def test_a_commit_is_on_disk_and_references_are_looked_at(sqlite_store: str) -> None:
    """WAL, one sync for each commit, foreign keys on; whichever of its connections writes."""
    told = []

    async def look(connection: Connection) -> None:
        names = ("journal_mode", "synchronous", "foreign_keys")
        told.append([next(iter((await connection.rows(f"PRAGMA {name}"))[0].values())) for name in names])

    async with opened(address(sqlite_store)) as database:
        await look(database)
        await database.write(look)
        await database.rebuild(look)

    assert told == [["wal", 2, 1]] * 3


async def test_writers_that_read_first_lose_nothing(sqlite_store: str) -> None:
    """Two connections that read and then write, at the same time, both get their turn, each time."""
    async with opened(address(sqlite_store)) as database:
        await database.run("INSERT INTO service (id, code, name) VALUES (1, 'count', '0')")

    async def count(times: int) -> None:
        async def work(connection: Connection) -> None:
            (row,) = await connection.rows("SELECT name FROM service WHERE id = 1")
            await asyncio.sleep(0.001)
            await connection.run("UPDATE service SET name = ? WHERE id = 1", str(int(row["name"]) + 1))

        async with opened(address(sqlite_store)) as database:
            for _ in range(times):
                await database.write(work)

    await asyncio.gather(count(25), count(25))

    async with opened(address(sqlite_store)) as database:
        (row,) = await database.rows("SELECT name FROM service WHERE id = 1")
    assert row["name"] == "50"


async def test_a_transaction_that_cannot_begin_leaves_the_connection_free(
    sqlite_store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another program holds the writers' place a write is refused; afterwards the next one goes through."""
    other = sqlite3.connect(sqlite_store, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    async def work(connection: Connection) -> None:
        await connection.run("INSERT INTO service (code, name) VALUES ('a', 'A')")

    async with opened(address(sqlite_store)) as database:
        monkeypatch.setitem(PRAGMAS, "busy_timeout", 10)
        with pytest.raises(Exception, match="locked"):
            await database.write(work)
        other.execute("ROLLBACK")
        await asyncio.wait_for(database.write(work), 10)
        written = await database.rows("SELECT code FROM service")
    other.close()

    assert [row["code"] for row in written] == ["a"]


async def test_a_caller_that_is_cancelled_leaves_no_transaction_open(store: str) -> None:
    """A write goes on to its end when nobody waits for it any more, and the next one is not held up."""

    async def slow(connection: Connection) -> None:
        await connection.run("INSERT INTO service (code, name) VALUES ('slow', 'Slow')")
        await asyncio.sleep(0.2)

    async def quick(connection: Connection) -> None:
        await connection.run("INSERT INTO service (code, name) VALUES ('quick', 'Quick')")

    async with opened(address(store)) as database:
        waiting = asyncio.ensure_future(database.write(slow))
        await asyncio.sleep(0.05)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        await asyncio.wait_for(database.write(quick), 10)
        written = await database.rows("SELECT code FROM service ORDER BY id")

    assert [row["code"] for row in written] == ["slow", "quick"]
