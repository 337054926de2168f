"""The file of a backup: an SQLite database of Teikyo's own schema, which says of each table what it has to hold."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from models.sqlite import sqlite3
from vendors.backups.contents import Table, tally_of
from vendors.store.address import Address, Engine
from vendors.store.connection import Connection, Row
from vendors.store.database import opened
from vendors.store.migrating import applied_migrations, known_migrations, migrate
from vendors.store.refusals import Refusal, StoreRefused

_MADE = (
    "CREATE TABLE backup (made_at TEXT NOT NULL, engine TEXT NOT NULL)",
    'CREATE TABLE backup_table (name TEXT PRIMARY KEY, columns TEXT, last_number INTEGER, "rows" INTEGER, digest TEXT)',
)


@dataclass(frozen=True)
class Promised:
    """What a backup says of one of its tables."""

    table: Table
    last_number: int
    """The last number that was ever given to a row of it."""
    rows: int
    digest: str


class BackupFile:
    """A backup that is read, and never written: it may lie where nobody can."""

    engine = Engine.SQLITE

    def __init__(self, path: Path, connection: Any) -> None:
        self.path = path
        self._connection = connection

    async def rows(self, sql: str, *values: object) -> Sequence[Row]:
        """The rows that a statement answers with."""
        found = self._connection.execute(sql, values)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found]

    async def promised(self) -> Mapping[str, Promised]:
        """What it says of its tables, by name. Raises `StoreRefused` where it is no backup."""
        rows = await self.rows("SELECT name FROM sqlite_master WHERE name = 'backup_table'")
        if not rows:
            raise StoreRefused(Refusal.NOT_A_BACKUP, file=self.path)
        return {
            row["name"]: Promised(
                Table(row["name"], tuple((name, kind) for name, kind in orjson.loads(row["columns"]))),
                row["last_number"],
                row["rows"],
                row["digest"],
            )
            for row in await self.rows("SELECT * FROM backup_table")
        }

    async def check(self) -> Mapping[str, Promised]:
        """Look at every row: raises `StoreRefused` where something is not as it was written."""
        promised = await self.promised()
        broken = [next(iter(row.values())) for row in await self.rows("PRAGMA integrity_check")]
        if broken != ["ok"]:
            raise StoreRefused(Refusal.DAMAGED_BACKUP, file=self.path, why=broken[0])
        for name, one in promised.items():
            tally = await tally_of(self, one.table)
            if (tally.rows, tally.digest) != (one.rows, one.digest):
                raise StoreRefused(Refusal.DAMAGED_BACKUP, file=self.path, why=name)
        return promised


async def write_promises(connection: Connection, made_at: str, engine: Engine, promised: Sequence[Promised]) -> None:
    """Say what the backup holds; last of all, so that a file that was left half made is none."""
    for statement in _MADE:
        await connection.run(statement)
    await connection.run("INSERT INTO backup (made_at, engine) VALUES (?, ?)", made_at, engine.value)
    await connection.add_many(
        "backup_table",
        ("name", "columns", "last_number", "rows", "digest"),
        [
            (one.table.name, orjson.dumps(one.table.columns).decode(), one.last_number, one.rows, one.digest)
            for one in promised
        ],
    )


@contextmanager
def backup_file(path: Path) -> Iterator[BackupFile]:
    """A backup, opened to be read; raises `StoreRefused` where it can't be."""
    if not path.is_file():
        raise StoreRefused(Refusal.NO_BACKUP, file=path)
    named = str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    connection = None
    try:
        connection = sqlite3.connect(f"file:{named}?mode=ro", uri=True)
        yield BackupFile(path, connection)
    except sqlite3.DatabaseError as fault:
        if "not a database" in str(fault):
            raise StoreRefused(Refusal.NOT_A_BACKUP, file=path) from fault
        raise StoreRefused(Refusal.DAMAGED_BACKUP, file=path, why=fault) from fault
    finally:
        if connection is not None:
            connection.close()


@asynccontextmanager
async def of_this_version(backup: BackupFile) -> AsyncIterator[BackupFile]:
    """The same backup in this version's schema: a copy of it that is migrated, where an older version made it."""
    applied, known = await applied_migrations(backup), known_migrations()
    if unknown := [name for name in applied if name not in known]:
        raise StoreRefused(Refusal.NEWER_SCHEMA, database=backup.path, unknown=unknown[-1])
    if applied == known:
        yield backup
        return
    with TemporaryDirectory(prefix="teikyo-restore-") as folder:
        copy = Path(folder) / "backup.db"
        copyfile(backup.path, copy)
        async with opened(Address(Engine.SQLITE, str(copy)), as_stored=True) as database:
            await migrate(database)
        with backup_file(copy) as migrated:
            yield migrated
