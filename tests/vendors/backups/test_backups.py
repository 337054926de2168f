"""Backups: all that a database holds, as of one moment, brought back on either engine, and never half."""

import asyncio
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from models.vocabulary import Role
from tests.vendors.store.test_filling import without_a_ledger
from vendors import tokens
from vendors.backups.contents import Tally, all_tables, tally_of
from vendors.backups.file import backup_file
from vendors.backups.making import make_backup
from vendors.backups.restoring import restore
from vendors.demo.register import demo_register
from vendors.ledger.appending import head_of
from vendors.register.entries.register import Register
from vendors.store.address import address
from vendors.store.connection import Connection
from vendors.store.database import Database, opened
from vendors.store.entries import stored_register
from vendors.store.loading import load, the_register
from vendors.store.migrating import migrate
from vendors.store.refusals import Refusal, StoreRefused
from vendors.token_text import digest

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


def quietly(_: int) -> None:
    """Nobody is told."""


async def filled(place: str) -> str:
    """Store the demo register, a correction of it, and a token, which is returned."""
    register = demo_register(TODAY)
    fewer = Register.model_construct(**{**register.__dict__, "deliveries": register.deliveries[:-3]})
    async with opened(address(place)) as database:
        await load(database, register, by="somebody")
        await load(database, fewer, by="somebody else")
        return await tokens.create(database, "board", [Role.DASHBOARD], NOW)


async def held(database: Database | Connection) -> dict[str, Tally]:
    """What every table holds."""
    return {table.name: await tally_of(database, table) for table in all_tables()}


async def who_holds(database: Database, token: str) -> tuple[str, frozenset[Role]]:
    """Whose token it is, and what he may."""
    (row,) = await database.rows("SELECT name FROM access_token WHERE digest = ?", digest(token))
    (one,) = [one for one in await tokens.listed(database) if one.name == row["name"]]
    return one.name, frozenset(one.roles)


@pytest.fixture(scope="session")
def demo_backup(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the demo register."""
    folder = tmp_path_factory.mktemp("backed-up")
    place = str(shutil.copy(migrated_file, folder / "demo.db"))

    async def make() -> None:
        await filled(place)
        async with opened(address(place)) as database:
            await make_backup(database, folder / "demo.backup", NOW, quietly)

    asyncio.run(make())
    return folder / "demo.backup"


@pytest.fixture
def backup(demo_backup: Path, tmp_path: Path) -> Path:
    """A copy of it, of the test's own."""
    return Path(shutil.copy2(demo_backup, tmp_path / "demo.backup"))


async def test_what_is_restored_is_what_was_backed_up_whichever_engines(
    store: str, nothing: str, tmp_path: Path
) -> None:
    """Every row of every table, the ledger's leaves, tokens that let in, and numbers that go on after the last."""
    token = await filled(store)
    async with opened(address(store)) as database:
        was, register, head = await held(database), await the_register(database), await head_of(database)
        rows = await make_backup(database, tmp_path / "a.backup", NOW, quietly)

    async with opened(address(nothing), make=True) as database:
        await migrate(database)
        restored = await restore(database, tmp_path / "a.backup", quietly)
        assert await held(database) == was
        assert await the_register(database) == register
        assert await head_of(database) == head
        holder = await who_holds(database, token)
        changed = await load(database, demo_register(TODAY), by="later")
        ids = [row["id"] for row in await database.rows("SELECT id FROM ledger_event ORDER BY id")]

    assert restored == rows == sum(tally.rows for tally in was.values())
    assert holder == ("board", frozenset({Role.DASHBOARD}))
    assert changed.added == 3
    assert ids == list(range(1, head.size + changed.added + 1))


async def test_a_backup_shows_one_moment_while_others_write(store: str, tmp_path: Path) -> None:
    """Two rows that are always changed together are alike in every backup that is made meanwhile."""
    ended = asyncio.Event()

    async def write(database: Database) -> None:
        number = 0

        async def work(connection: Connection) -> None:
            await connection.run("UPDATE service SET name = ?", str(number))

        while not ended.is_set():
            number += 1
            await database.write(work)

    async with opened(address(store)) as database, opened(address(store)) as other:
        await database.run("INSERT INTO service (code, name) VALUES ('one', '0'), ('two', '0')")
        writing = asyncio.create_task(write(other))
        for number in range(3):
            await make_backup(database, tmp_path / f"{number}.backup", NOW, quietly)
        ended.set()
        await writing

    names = []
    for number in range(3):
        with backup_file(tmp_path / f"{number}.backup") as made:
            names.append([row["name"] for row in await made.rows("SELECT name FROM service")])
    assert all(one == two for one, two in names)
    assert names[0] != names[2]


async def test_no_table_of_the_database_is_left_out(sqlite_store: str) -> None:
    """What the database has beside what is backed up are the engine's own tables, and the record of migrations."""
    async with opened(address(sqlite_store)) as database:
        there = {row["name"] for row in await database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}

    assert there - {table.name for table in all_tables()} == {"sqlite_sequence", "tortoise_migrations"}


async def test_a_backup_is_one_file_for_its_owner_alone(backup: Path) -> None:
    """Persons are in it: nobody else may read it; and nothing lies beside it that belongs to it."""
    mode = stat.S_IMODE(backup.stat().st_mode)
    beside = [path.name for path in backup.parent.iterdir() if "backup" in path.name]

    assert mode == 0o600
    assert beside == [backup.name]


async def test_a_backup_is_restored_into_an_empty_database_alone(backup: Path, store: str) -> None:
    """Where there is as much as one row, nothing is done, and what to do instead is said."""
    async with opened(address(store)) as database:
        await tokens.create(database, "mine", [Role.ADMIN], NOW)
        was = await held(database)
        with pytest.raises(StoreRefused) as refused:
            await restore(database, backup, quietly)
        now = await held(database)

    assert refused.value.refusal is Refusal.HOLDS_ROWS
    assert now == was


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE transfer SET note = 'another' WHERE id = (SELECT min(id) FROM transfer)",
        "DELETE FROM finding WHERE id = (SELECT max(id) FROM finding)",
        "INSERT INTO service (code, name) VALUES ('more', 'More')",
    ],
)
async def test_a_backup_that_was_changed_is_refused(backup: Path, store: str, change: str) -> None:
    """One value, one row less, one more: which table it is in is said, and nothing is restored."""
    with sqlite3.connect(backup) as connection:
        connection.execute(change)
    connection.close()

    async with opened(address(store)) as database:
        was = await held(database)
        with pytest.raises(StoreRefused) as refused:
            await restore(database, backup, quietly)
        now = await held(database)

    assert refused.value.refusal is Refusal.DAMAGED_BACKUP
    assert str(refused.value.params["why"]) in change
    assert now == was


async def test_a_file_that_was_cut_short_is_refused(backup: Path, sqlite_store: str, tmp_path: Path) -> None:
    """As is one that is no database, one that is no backup, and one that is not there."""
    half = tmp_path / "half"
    half.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    text = tmp_path / "text"
    text.write_text("operator: {}\n" * 100)
    said = {}

    async with opened(address(str(tmp_path / "new.db")), make=True) as database:
        await migrate(database)
        for file in (half, text, Path(sqlite_store), tmp_path / "none"):
            with pytest.raises(StoreRefused) as refused:
                await restore(database, file, quietly)
            said[file.name] = refused.value.refusal

    assert said == {
        "half": Refusal.DAMAGED_BACKUP,
        "text": Refusal.NOT_A_BACKUP,
        "teikyo.db": Refusal.NOT_A_BACKUP,
        "none": Refusal.NO_BACKUP,
    }


async def test_no_file_is_written_over(backup: Path, sqlite_store: str) -> None:
    """A backup that is there stays as it is."""
    was = backup.read_bytes()

    async with opened(address(sqlite_store)) as database:
        with pytest.raises(StoreRefused) as refused:
            await make_backup(database, backup, NOW, quietly)

    assert refused.value.refusal is Refusal.FILE_TAKEN
    assert backup.read_bytes() == was


async def test_where_nothing_can_be_written_nothing_is_left(sqlite_store: str, tmp_path: Path) -> None:
    """A folder that is not there, and a disk that is too small: refused for people, without a trace."""
    await filled(sqlite_store)
    async with opened(address(sqlite_store)) as database:
        with pytest.raises(StoreRefused) as refused:
            await make_backup(database, tmp_path / "none" / "a.backup", NOW, quietly)
    (tmp_path / "small").mkdir()
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000)); from graph.cli import main; main()"
    )
    full = subprocess.run(
        [sys.executable, "-c", limited, "backup", "small/a", "--database", sqlite_store, "--lang", "en"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        text=True,
    )

    assert refused.value.refusal is Refusal.UNWRITABLE
    assert full.returncode == 2
    assert "small/a can't be written" in full.stderr
    assert list((tmp_path / "small").iterdir()) == []


def test_a_backup_that_is_killed_leaves_no_backup(sqlite_store: str, tmp_path: Path) -> None:
    """What it leaves has not the name, and is refused by whoever tries it all the same."""
    asyncio.run(filled(sqlite_store))
    program = (
        "import asyncio, os, signal; from pathlib import Path; from datetime import datetime, UTC;"
        "from vendors.store.address import address; from vendors.store.database import opened;"
        "from vendors.backups.making import make_backup\n"
        "async def main():\n"
        f"    async with opened(address({sqlite_store!r})) as database:\n"
        "        told = []\n"
        "        def heard(rows):\n"
        "            told.append(rows)\n"
        "            if len(told) == 20: os.kill(os.getpid(), signal.SIGKILL)\n"
        "        await make_backup(database, Path('a.backup'), datetime.now(UTC), heard)\n"
        "asyncio.run(main())"
    )

    killed = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=False)

    left = [path for path in tmp_path.iterdir() if path.name.endswith(".part")]
    assert killed.returncode == -signal.SIGKILL
    assert not (tmp_path / "a.backup").exists()
    assert left
    with backup_file(left[0]) as made, pytest.raises(StoreRefused) as refused:
        asyncio.run(made.check())
    assert refused.value.refusal is Refusal.NOT_A_BACKUP


async def test_what_an_older_version_backed_up_is_brought_to_this_version(backup: Path, store: str) -> None:
    """Here one from before the ledger, which begins with what is restored; the file stays as it is."""
    changed = ("ledger_event", "ledger_head", "sealed", "consent", "stop")
    async with opened(address(str(backup))) as database:
        await without_a_ledger(database)
        for table in changed:
            await database.run("DELETE FROM backup_table WHERE name = ?", table)
    was = backup.read_bytes()

    async with opened(address(store)) as database:
        await restore(database, backup, quietly)
        register, head = await the_register(database), await head_of(database)

    with backup_file(backup) as file:
        assert await stored_register(file) == register
    assert head.size > 100
    assert backup.read_bytes() == was


async def test_what_a_newer_version_backed_up_is_refused(backup: Path, store: str) -> None:
    """The migration that is not known here is named."""
    with sqlite3.connect(backup) as connection:
        connection.execute(
            "INSERT INTO tortoise_migrations (app, name, applied_at) VALUES ('teikyo', '9999_later', '2030-01-01')"
        )
    connection.close()

    async with opened(address(store)) as database:
        with pytest.raises(StoreRefused) as refused:
            await restore(database, backup, quietly)

    assert (refused.value.refusal, refused.value.params["unknown"]) == (Refusal.NEWER_SCHEMA, "9999_later")


def test_backups_are_written_and_restored_from_the_command_line(store: str, tmp_path: Path) -> None:
    """As a user does it, in both languages, with what is to be done next time where it can't be."""
    asyncio.run(filled(store))
    new = str(tmp_path / "new.db")

    made = teikyo("backup", "a.backup", "--database", store, "--lang", "en", folder=tmp_path)
    again = teikyo("backup", "a.backup", "--database", store, "--lang", "ja", folder=tmp_path)
    back = teikyo("restore", "a.backup", "--database", new, "--lang", "en", folder=tmp_path)
    twice = teikyo("restore", "a.backup", "--database", new, "--lang", "ja", folder=tmp_path)
    dumps = [teikyo("dump", "--database", place, folder=tmp_path).stdout for place in (store, new)]

    assert (made.returncode, back.returncode, made.stdout, back.stdout) == (0, 0, "", "")
    assert "each read back" in made.stderr
    assert "each read back and as it was in a.backup" in back.stderr
    assert (again.returncode, twice.returncode) == (2, 2)
    assert "a.backup は既にあります" in again.stderr
    assert f"{new} には既にデータがあります" in twice.stderr
    assert dumps[0] == dumps[1] != ""


def teikyo(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command as a user calls it, in a folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TEIKYO_")}
    program = [sys.executable, "-c", "from graph.cli import main; main()", *arguments]
    return subprocess.run(program, cwd=folder, env=kept, capture_output=True, check=False, text=True, timeout=120)
