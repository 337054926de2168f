"""Bringing a database to this version's schema: the migrations that it has not had, in one transaction."""

import pkgutil
from collections.abc import Callable, Sequence
from importlib import import_module

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.migrations.executor import MigrationExecutor
from tortoise.migrations.schema_editor import BaseSchemaEditor, SqliteSchemaEditor

from models.columns import APP
from models.tables import MIGRATIONS, configuration
from vendors.store.address import Engine
from vendors.store.database import Connection, Database, Reads
from vendors.store.refusals import Refusal, StoreRefused

RECORD = "tortoise_migrations"
"""Tortoise's own table of the migrations that a database has had."""

Applied = Callable[[str], None]
"""Called with the name of each migration as it is applied."""


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

    async def work(connection: Connection) -> Sequence[str]:
        applied, known = await applied_migrations(connection), known_migrations()
        _refuse_newer(applied, known, database.address)
        missing = [name for name in known if name not in applied]
        if missing:
            apps = configuration(database.address.connection)["apps"]
            assert isinstance(apps, dict), "Tortoise's configuration names its apps"
            executor = WholeStatements(connection.client, apps)
            # Tortoise looks for its record before it makes it, and a failed look-up ends PostgreSQL's transaction.
            await executor.recorder.ensure_schema(executor.editor())
            await executor.migrate(
                progress=lambda event, _, name: heard(name) if heard and event == "apply_done" else None
            )
        return missing

    return await database.write(work)


async def made_ready(database: Database) -> bool:
    """Give a database that has no tables its tables, and return whether it had none.

    Raises `StoreRefused` where it is of another schema: to change that is left to `teikyo migrate`.
    """
    if await applied_migrations(database):
        await check_schema(database, database.address)
        return False
    await migrate(database)
    return True


class WholeStatements(MigrationExecutor):
    """Tortoise's executor, but for its way to cut SQLite's statements apart at any semicolon, even in a comment."""

    def __init__(self, client: BaseDBAsyncClient, apps: dict[str, dict[str, object]]) -> None:
        super().__init__(client, apps)

    def editor(self) -> BaseSchemaEditor:
        """What changes the schema, within the transaction that is open."""
        return self._schema_editor()

    def _schema_editor(self, atomic: bool = True, collect_sql: bool = False) -> BaseSchemaEditor:
        if self.connection.capabilities.dialect == "sqlite":
            return WholeStatementsEditor(self.connection, atomic=atomic, collect_sql=collect_sql)
        return super()._schema_editor(atomic, collect_sql)


class WholeStatementsEditor(SqliteSchemaEditor):
    """Leaves a script whole: the transaction knows how to run it."""

    async def _run_sql(self, sql: str) -> None:
        if self.collect_sql:
            await super()._run_sql(sql)
        else:
            await self.client.execute_script(sql)


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
