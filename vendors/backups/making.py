"""Making a backup while others write: one state of the database, whole and looked at again before it has its name."""

import os
from datetime import UTC, datetime
from pathlib import Path

from models.sqlite import sqlite3
from vendors.backups.contents import Heard, Table, Tally, all_tables, kept_by, rows_of
from vendors.backups.file import Promised, backup_file, write_promises
from vendors.store.address import Address, Engine
from vendors.store.connection import Connection
from vendors.store.database import Database, opened
from vendors.store.migrating import migrate
from vendors.store.refusals import Refusal, StoreRefused
from vendors.store.rows import last_numbers

_OURS_ALONE = 0o600
"""Tokens' digests and persons are in it."""


async def make_backup(database: Database, file: Path, now: datetime, heard: Heard) -> int:
    """Write everything that the database holds into a new file, and return how many rows that is.

    The file has its name when it is whole, synced to disk, and its every row was read back. Raises `StoreRefused`
    where there is a file of that name, where it can't be written, or where it is not what was read.
    """
    _check_free(file)
    beside = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OURS_ALONE))
        rows = await _fill(database, Address(Engine.SQLITE, str(beside)), now, heard)
        _into_one_file(beside)
        with backup_file(beside) as backup:
            await backup.check()
        _synced(beside)
        _check_free(file)
        beside.rename(file)
        _synced(file.parent)
    except OSError as fault:
        raise StoreRefused(Refusal.UNWRITABLE, file=file, why=fault.strerror or str(fault)) from fault
    finally:
        for left in (beside, *(beside.with_name(f"{beside.name}{end}") for end in ("-wal", "-shm", "-journal"))):
            left.unlink(missing_ok=True)
    return rows


def _check_free(file: Path) -> None:
    if file.exists():
        raise StoreRefused(Refusal.FILE_TAKEN, file=file)


async def _fill(database: Database, beside: Address, now: datetime, heard: Heard) -> int:
    try:
        async with opened(beside, as_stored=True) as copy:
            await migrate(copy)

            async def copied(source: Connection) -> list[Promised]:
                async def work(connection: Connection) -> list[Promised]:
                    promised = await _copied(source, connection, heard)
                    await write_promises(connection, now.astimezone(UTC).isoformat(), database.engine, promised)
                    return promised

                return await copy.write(work)

            return sum(one.rows for one in await database.read(copied))
    except StoreRefused as refused:
        if refused.params.get("database") != beside:
            raise
        raise OSError(0, str(refused.params.get("why", refused.refusal))) from refused


async def _copied(source: Connection, target: Connection, heard: Heard) -> list[Promised]:
    last = await last_numbers(source)
    await target.run("PRAGMA defer_foreign_keys = ON")
    return [await _table(source, target, table, last.get(table.name, 0), heard) for table in all_tables()]


async def _table(source: Connection, target: Connection, table: Table, last: int, heard: Heard) -> Promised:
    tally = Tally()
    async for rows in rows_of(source, table):
        tally.add(table, rows)
        await target.add_many(table.name, table.names, [kept_by(Engine.SQLITE, table, row) for row in rows])
        heard(len(rows))
    return Promised(table, last, tally.rows, tally.digest)


def _into_one_file(path: Path) -> None:
    """Leave no second file beside: what a backup is, it is alone."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()


def _synced(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
