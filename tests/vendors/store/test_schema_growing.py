"""Applying migrations quickly makes what Tortoise's own way makes, and any operation may be among them."""

from datetime import date
from typing import Any

import pytest
from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget
from tortoise.migrations.schema_editor import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import State
from tortoise.migrations.schema_generator.state_apps import StateApps

from models.columns import APP
from vendors.demo.register import demo_register
from vendors.store.address import Address, Engine, address
from vendors.store.connection import Reads
from vendors.store.database import Database, opened
from vendors.store.loading import load
from vendors.store.migrating import known_migrations, rebuilding
from vendors.store.refusals import StoreRefused
from vendors.store.schema_growing import Executor, GrowingState, _after
from vendors.store.through_tortoise import ThroughTortoise


async def schema(database: Reads) -> list[tuple[object, ...]]:
    """Everything that an SQLite database says of its tables and indexes, in the order in which they were made."""
    rows = await database.rows("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY rowid")
    return [tuple(row.values()) for row in rows]


async def test_the_schema_is_the_one_that_tortoise_s_own_executor_makes(tmp_path: Any) -> None:
    """Byte for byte, comments and all; a few migrations of it, for Tortoise's own way takes longer with each."""
    few, rest = known_migrations()[:5], known_migrations()[5:]
    slow_place, quick_place = (address(str(tmp_path / name)) for name in ("slow.db", "quick.db"))

    async def slowly(connection: ThroughTortoise) -> None:
        executor = Executor(connection.client, slow_place.connection)
        await executor.recorder.ensure_schema(executor._schema_editor())
        await MigrationExecutor.migrate(executor, [MigrationTarget(APP, few[-1])])

    async def quickly(connection: ThroughTortoise) -> None:
        await Executor(connection.client, quick_place.connection).bring_up(rest)

    async with opened(slow_place, make=True) as database:
        await database.rebuild(slowly)
        slow = await schema(database)
    async with opened(quick_place, make=True) as database:
        await database.rebuild(quickly)
        quick = await schema(database)

    assert len(slow) > 50
    assert quick == slow


DEMO = demo_register(date(2026, 11, 24))


def model(name: str, /, **columns: Any) -> ops.CreateModel:
    """The operation that makes a table."""
    number = fields.BigIntField(primary_key=True, generated=True)
    options = {"table": name.lower(), "app": APP, "pk_attr": "id"}
    return ops.CreateModel(name=name, fields=[("id", number), *columns.items()], options=options, bases=["Model"])


def owner(column: str = "owner_id", **more: Any) -> Any:
    """A reference to a table that may be made later."""
    return fields.ForeignKeyField(f"{APP}.Owner", source_field=column, db_constraint=True, to_field="id", **more)


async def fill(apps: StateApps, editor: BaseSchemaEditor) -> None:
    """What a migration of data does, with the models as they are at that point."""
    owner, thing = apps.get_model(f"{APP}.Owner")._meta, apps.get_model(f"{APP}.Thing")._meta
    assert "size" in owner.db_fields
    await editor.client.execute_query(f"INSERT INTO {owner.db_table} (name) VALUES ('first')")  # noqa: S608  # ours
    await editor.client.execute_query(f"INSERT INTO {thing.db_table} (name, owner_id) VALUES ('a', 1)")  # noqa: S608


OPERATIONS = [
    model("Owner", name=fields.TextField()),
    model("Thing", name=fields.CharField(max_length=10), owner=owner()),
    ops.AddIndex(model_name="Thing", index=Index(fields=("name",), name="thing_name")),
    ops.AddConstraint(model_name="Owner", constraint=UniqueConstraint(fields=("name",), name="owner_name_unique")),
    ops.AddField(model_name="Owner", name="size", field=fields.IntField(null=True, description="How large it is")),
    ops.AddField(model_name="Owner", name="colour", field=fields.CharField(max_length=9, default="red", null=True)),
    ops.RunPython(code=fill),
    ops.RunSQL("UPDATE owner SET size = 3 WHERE name = 'first'"),
    ops.AddField(model_name="Thing", name="maker", field=owner("maker_id", null=True, related_name="made")),
    ops.AddConstraint(
        model_name="Owner", constraint=CheckConstraint(check="length(name) < 9", name="owner_name_short")
    ),
    ops.RenameField(model_name="Thing", old_name="name", new_name="title"),
    ops.RemoveField(model_name="Owner", name="size"),
    model("Later", thing=fields.ForeignKeyField(f"{APP}.Thing", source_field="thing_id", db_constraint=True)),
    ops.AddField(model_name="Later", name="day", field=fields.DateField(null=True)),
    ops.AddIndex(model_name="Later", index=Index(fields=("day", "thing_id"), name="later_day")),
    model("Spare", owner=owner(related_name=False), size=fields.IntField(null=True), note=fields.TextField(null=True)),
    ops.AlterField(model_name="Spare", name="note", field=fields.TextField(null=True, description="Altered")),
    ops.RemoveField(model_name="Spare", name="size"),
    ops.AddIndex(model_name="Spare", index=Index(fields=("owner_id",), name="spare_owner")),
    ops.DeleteModel(name="Spare"),
    model("Last", owner=owner(related_name=False)),
]


@pytest.mark.parametrize("applied", [0, 2, 5, 8, len(OPERATIONS) - 1])
async def test_any_operation_may_follow_on_what_was_only_added_to(nothing: str, applied: int) -> None:
    """Fields, checks, renamings and Python between new tables; and from any point on, as after an upgrade."""

    async def work(connection: ThroughTortoise) -> None:
        for known in range(2):
            state = GrowingState(models={}, apps=StateApps(default_connections={APP: "default"}))
            for place, operation in enumerate(OPERATIONS):
                wanted = place < applied if known == 0 else place >= applied
                editor = Executor(connection.client, address(nothing).connection)._schema_editor()
                state = await _after(operation, state, editor if wanted else None)
            state.validate_relations_initialized()

    async with opened(address(nothing), make=True) as database:
        await rebuilding(database, work)
        rows = await database.rows("SELECT title, owner.name FROM thing JOIN owner ON owner.id = owner_id")
        columns = await _columns(database)

    assert [tuple(row.values()) for row in rows] == [("a", "first")]
    assert columns == {
        "owner": {"id", "name", "colour"},
        "thing": {"id", "title", "owner_id", "maker_id"},
        "later": {"id", "thing_id", "day"},
    }


async def test_any_operation_makes_what_it_makes_on_tortoise_s_own_picture(tmp_path: Any) -> None:
    """Byte for byte, as long as nothing but tables, columns and indexes was added, and after."""

    def of_ours() -> State:
        return GrowingState(models={}, apps=StateApps(default_connections={APP: "default"}))

    def of_tortoise() -> State:
        return State(models={}, apps=StateApps(default_connections={APP: "default"}))

    async def made(place: Address, state: State, after: Any) -> list[tuple[object, ...]]:
        async def work(connection: ThroughTortoise) -> None:
            now = state
            for operation in OPERATIONS:
                now = await after(operation, now, Executor(connection.client, place.connection)._schema_editor())

        async with opened(place, make=True) as database:
            await rebuilding(database, work)
            return await schema(database)

    async def whole(operation: Any, state: State, editor: BaseSchemaEditor) -> State:
        after = state.clone()
        operation.state_forward(APP, after)
        await operation.database_forward(APP, state, after, editor)
        return after

    quick = await made(address(str(tmp_path / "quick.db")), of_ours(), _after)
    slow = await made(address(str(tmp_path / "slow.db")), of_tortoise(), whole)

    assert {"later_day", "thing_name"} <= {name for _, name, *_ in quick}
    assert quick == slow


async def test_a_table_made_anew_keeps_the_rows_that_name_its_rows(sqlite_store: str) -> None:
    """SQLite deletes them by cascade with the old table, unless it looks at references at the end alone."""

    async def anew(connection: ThroughTortoise) -> None:
        for statement in (
            "CREATE TABLE new__transfer AS SELECT * FROM transfer",
            "DROP TABLE transfer",
            "CREATE TABLE transfer (id INTEGER PRIMARY KEY, code TEXT)",
            "INSERT INTO transfer SELECT id, code FROM new__transfer",
        ):
            await connection.run(statement)

    async def emptied(connection: ThroughTortoise) -> None:
        await connection.run("DELETE FROM transfer")

    async with opened(address(sqlite_store)) as database:
        await load(database, DEMO)
        spans = await database.rows("SELECT * FROM span")
        await rebuilding(database, anew)
        kept = await database.rows("SELECT * FROM span")
        with pytest.raises(StoreRefused, match=r"a reference of \w+ is broken"):
            await rebuilding(database, emptied)
        undone = await database.rows("SELECT * FROM transfer")
        looked_at = await database.rows("PRAGMA foreign_keys")

    assert kept == spans
    assert undone
    assert looked_at[0]["foreign_keys"] == 1


async def _columns(database: Database) -> dict[str, set[str]]:
    names = ("owner", "thing", "later")
    if database.engine is Engine.SQLITE:
        return {
            name: {row["name"] for row in await database.rows("SELECT name FROM pragma_table_info(?)", name)}
            for name in names
        }
    sql = "SELECT column_name FROM information_schema.columns WHERE table_name = ?"
    return {name: {row["column_name"] for row in await database.rows(sql, name)} for name in names}
