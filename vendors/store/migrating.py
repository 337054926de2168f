"""Bringing a database to this version's schema: the migrations that it has not had, in one transaction."""

import pkgutil
from collections.abc import Awaitable, Callable, Sequence
from importlib import import_module
from typing import TypeVar

from models.columns import APP
from models.tables import MIGRATIONS
from vendors.references.guarding import unguard
from vendors.references.known_key import begin_encrypted
from vendors.store.address import Engine
from vendors.store.collating import collate
from vendors.store.connection import Reads
from vendors.store.database import Database
from vendors.store.filling import FILLED
from vendors.store.refusals import Refusal, StoreRefused
from vendors.store.schema_growing import Applied, Executor
from vendors.store.through_tortoise import ThroughTortoise

T = TypeVar("T")

RECORD = "tortoise_migrations"
"""Tortoise's own table of the migrations that a database has had."""


def known_migrations() -> tuple[str, ...]:
    """The migrations of this version, in order."""
    package = import_module(MIGRATIONS)
    return tuple(sorted(found.name for found in pkgutil.iter_modules(package.__path__) if found.name[0] not in "_~"))


async def applied_migrations(database: Reads) -> tuple[str, ...]:
    """The migrations that the database has had, in order; none where it is empty."""
    if not await _has_record(database):
        return ()
    rows = await database.rows("SELECT name FROM tortoise_migrations WHERE app = ? ORDER BY name", APP)
    return tuple(row["name"] for row in rows)


async def check_schema(database: Reads, shown: object) -> None:
    """Raise `StoreRefused` where the database is not of this version's schema, saying what to do about it."""
    applied, known = await applied_migrations(database), known_migrations()
    if not applied:
        raise StoreRefused(Refusal.NOT_MIGRATED, database=shown)
    _refuse_newer(applied, known, shown)
    if missing := [name for name in known if name not in applied]:
        raise StoreRefused(Refusal.OLDER_SCHEMA, database=shown, missing=", ".join(missing))


async def migrate(database: Database, heard: Applied | None = None) -> Sequence[str]:
    """Apply what is missing, all or nothing, and return its names; a database of a newer version is refused."""

    async def work(connection: ThroughTortoise) -> Sequence[str]:
        applied, known = await applied_migrations(connection), known_migrations()
        _refuse_newer(applied, known, database.address)
        missing = [name for name in known if name not in applied]
        if missing:
            await unguard(connection)  # a column that is changed or dropped may have guards; they come back below
            await Executor(connection.client, database.address.connection).bring_up(applied, heard)
            await collate(connection)
            for name in missing if applied else ():
                if name in FILLED:
                    await FILLED[name](connection)
            await begin_encrypted(connection, database.address.cipher)
        return missing

    return await rebuilding(database, work)


async def rebuilding(database: Database, work: Callable[[ThroughTortoise], Awaitable[T]]) -> T:
    """Do work in one transaction that may make tables anew.

    SQLite changes a column by making its table anew, and dropping the old one deletes, by cascade, every row that names
    one of its rows. So its references are looked at once, at the end, and the work is undone where one leads nowhere.
    """
    if database.engine is not Engine.SQLITE:
        return await database.rebuild(work)

    async def and_looked_at(connection: ThroughTortoise) -> T:
        done = await work(connection)
        if broken := await connection.rows("PRAGMA foreign_key_check"):
            raise StoreRefused(
                Refusal.FAILED, database=database.address, why=f"a reference of {broken[0]['table']} is broken"
            )
        return done

    await database.run("PRAGMA foreign_keys = OFF")
    try:
        return await database.rebuild(and_looked_at)
    finally:
        await database.run("PRAGMA foreign_keys = ON")


async def made_ready(database: Database) -> bool:
    """Give a database that has no tables its tables, and return whether it had none.

    Raises `StoreRefused` where it is of another schema: to change that is left to `teikyo migrate`.
    """
    if await applied_migrations(database):
        await check_schema(database, database.address)
        return False
    await migrate(database)
    return True


def _refuse_newer(applied: Sequence[str], known: Sequence[str], shown: object) -> None:
    if unknown := [name for name in applied if name not in known]:
        raise StoreRefused(Refusal.NEWER_SCHEMA, database=shown, unknown=unknown[-1])


async def _has_record(database: Reads) -> bool:
    if database.engine is Engine.SQLITE:
        found = await database.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name = ?", RECORD)
    else:
        found = await database.rows(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = ?",
            RECORD,
        )
    return bool(found)
