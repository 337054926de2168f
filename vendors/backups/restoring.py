"""Restoring a backup into a database that holds nothing: in one transaction, and looked at again before it ends."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

from vendors.backups.contents import Heard, Table, Tally, all_tables, kept_by, rows_of, tally_of
from vendors.backups.file import BackupFile, backup_file, of_this_version
from vendors.references.guarding import unguard
from vendors.references.known_key import TABLE, begin_encrypted
from vendors.store.address import Engine
from vendors.store.connection import Connection
from vendors.store.database import Database
from vendors.store.refusals import Refusal, StoreRefused
from vendors.store.through_tortoise import ThroughTortoise


async def restore(database: Database, file: Path, heard: Heard) -> int:
    """Write all that the backup holds into the database, and return how many rows that is.

    All of it or nothing. Raises `StoreRefused` where the file is no backup or a damaged one, where the database holds
    anything, or where it says afterwards anything else than the backup.
    """
    with backup_file(file) as given:
        promised = await given.check()
        async with of_this_version(given) as backup:

            async def work(connection: ThroughTortoise) -> int:
                await _check_empty(connection, database)
                numbers = {name: one.last_number for name, one in promised.items()}
                return await _restored(connection, backup, numbers, heard)

            return await database.rebuild(work)


async def _check_empty(connection: Connection, database: Database) -> None:
    for table in all_tables():
        if table.name != TABLE and await connection.rows(f'SELECT id FROM "{table.name}" LIMIT 1'):  # noqa: S608  # names of models
            raise StoreRefused(Refusal.HOLDS_ROWS, database=database.address)


async def _restored(connection: ThroughTortoise, backup: BackupFile, numbers: Mapping[str, int], heard: Heard) -> int:
    if connection.engine is Engine.SQLITE:
        await connection.run("PRAGMA defer_foreign_keys = ON")
    whole = 0
    await unguard(connection)
    await connection.run("DELETE FROM reference_key")
    for table in all_tables():
        tally = Tally()
        rows = _kept(connection.engine, backup, table, tally, heard)
        if connection.engine is Engine.SQLITE:
            await _by_portions(connection, table, rows)
        else:
            # In one statement, for rows may name others that come later.
            async with connection.client.acquire_connection() as driver:
                await driver.copy_records_to_table(table.name, records=_one_by_one(rows), columns=table.names)
        if await tally_of(connection, table) != tally:
            raise StoreRefused(Refusal.DAMAGED_BACKUP, file=backup.path, why=table.name)
        await _number_on(connection, table, numbers.get(table.name, 0))
        whole += tally.rows
    await begin_encrypted(connection, None)
    return whole


async def _kept(
    engine: Engine, backup: BackupFile, table: Table, tally: Tally, heard: Heard
) -> AsyncIterator[list[list[object]]]:
    async for rows in rows_of(backup, table):
        tally.add(table, rows)
        yield [kept_by(engine, table, row) for row in rows]
        heard(len(rows))


async def _by_portions(connection: Connection, table: Table, rows: AsyncIterator[list[list[object]]]) -> None:
    async for some in rows:
        await connection.add_many(table.name, table.names, some)


async def _one_by_one(rows: AsyncIterator[list[list[object]]]) -> AsyncIterator[list[object]]:
    async for some in rows:
        for row in some:
            yield row


async def _number_on(connection: Connection, table: Table, last: int) -> None:
    """Number new rows after the last that was ever given: a number that is gone means nothing else later."""
    if last == 0:
        return
    if connection.engine is Engine.SQLITE:
        await connection.run("DELETE FROM sqlite_sequence WHERE name = ?", table.name)
        await connection.run("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", table.name, last)
    else:
        await connection.rows("SELECT setval(pg_get_serial_sequence(?::text, 'id'), ?::bigint)", table.name, last)
