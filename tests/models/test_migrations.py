"""The schema that the migrations make is the one that the models describe, on both engines."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from tortoise.context import require_context
from tortoise.fields import CASCADE, BigIntField, BooleanField, CharField, DateField, DatetimeField, IntField, TextField
from tortoise.fields.data import CharEnumFieldInstance
from tortoise.indexes import Index
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.models import Model

from models.columns import APP
from models.tables import MIGRATIONS, tables
from vendors.store.address import Engine, address
from vendors.store.connection import numbered
from vendors.store.database import Database, opened
from vendors.store.migrating import applied_migrations, check_schema, known_migrations, migrate
from vendors.store.refusals import Refusal, StoreRefused

TYPES: Mapping[type[Any], tuple[str, str]] = {
    BigIntField: ("BIGINT", "bigint"),
    BooleanField: ("INT", "boolean"),
    DateField: ("DATE", "date"),
    DatetimeField: ("TIMESTAMP", "timestamp with time zone"),
    IntField: ("INT", "integer"),
    TextField: ("TEXT", "text"),
}
"""The type of each kind of column on SQLite and on PostgreSQL."""


@dataclass(frozen=True, order=True)
class Reference:
    """A foreign key."""

    column: str
    table: str
    on_delete: str


@dataclass(frozen=True)
class Shape:
    """What a table is like: its columns with type and whether they may be null, and everything that holds of it."""

    columns: Mapping[str, tuple[str, bool]]
    unique: frozenset[tuple[str, tuple[str, ...]]]
    indexes: frozenset[tuple[str, tuple[str, ...]]]
    references: frozenset[Reference]


def described(table: type[Model], engine: Engine) -> Shape:
    """What the model describes."""
    meta = table._meta
    columns: dict[str, tuple[str, bool]] = {}
    references = set()
    for name, column in meta.fields_db_projection.items():
        field = meta.fields_map[name]
        columns[column] = (_type(field, engine), field.null)
        if field.reference is not None:
            other: Any = field.reference
            on_delete = "CASCADE" if other.on_delete == CASCADE else "NO ACTION"
            references.add(Reference(column, other.related_model._meta.db_table, on_delete))
    return Shape(
        columns=columns,
        unique=frozenset((one.name or "", tuple(one.fields)) for one in meta.constraints),
        indexes=frozenset((one.name or "", tuple(one.fields)) for one in meta.indexes if isinstance(one, Index)),
        references=frozenset(references),
    )


def _type(field: Any, engine: Engine) -> str:
    sqlite = engine is Engine.SQLITE
    if field.pk:
        return "INTEGER" if sqlite else "bigint"
    if isinstance(field, CharField | CharEnumFieldInstance):
        return f"VARCHAR({field.max_length})" if sqlite else f"character varying({field.max_length})"
    return TYPES[next(kind for kind in TYPES if isinstance(field, kind))][0 if sqlite else 1]


async def found(database: Database, table: str) -> Shape:
    """What the database has."""
    return await (_on_sqlite if database.engine is Engine.SQLITE else _on_postgres)(database, table)


async def _on_sqlite(database: Database, table: str) -> Shape:
    columns = await database.rows("SELECT * FROM pragma_table_info(?)", table)
    indexes = await database.rows("SELECT * FROM pragma_index_list(?) WHERE origin <> 'pk'", table)
    named = {
        (row["name"], bool(row["unique"])): tuple(
            one["name"] for one in await database.rows("SELECT name FROM pragma_index_info(?)", row["name"])
        )
        for row in indexes
    }
    references = await database.rows("SELECT * FROM pragma_foreign_key_list(?)", table)
    return Shape(
        columns={row["name"]: (row["type"], not row["notnull"]) for row in columns},
        unique=frozenset((name, of) for (name, unique), of in named.items() if unique),
        indexes=frozenset((name, of) for (name, unique), of in named.items() if not unique),
        references=frozenset(Reference(row["from"], row["table"], row["on_delete"]) for row in references),
    )


async def _on_postgres(database: Database, table: str) -> Shape:
    columns = await database.rows(
        "SELECT attname, format_type(atttypid, atttypmod) AS type, attnotnull FROM pg_attribute "
        "WHERE attrelid = ?::text::regclass AND attnum > 0 AND NOT attisdropped",
        f'"{table}"',
    )
    indexes = await database.rows(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = ? "
        "AND indexname NOT LIKE '%\\_pkey'",
        table,
    )
    named = {
        (row["indexname"], "UNIQUE" in row["indexdef"]): tuple(
            re.sub(r'"', "", part).strip() for part in row["indexdef"].rpartition("(")[2].rstrip(")").split(",")
        )
        for row in indexes
    }
    references = await database.rows(
        "SELECT attname, confrelid::regclass::text AS other, confdeltype FROM pg_constraint "
        "JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1] "
        "WHERE contype = 'f' AND conrelid = ?::text::regclass",
        f'"{table}"',
    )
    actions = {b"c": "CASCADE", b"a": "NO ACTION"}
    return Shape(
        columns={row["attname"]: (row["type"], not row["attnotnull"]) for row in columns},
        unique=frozenset((name, of) for (name, unique), of in named.items() if unique),
        indexes=frozenset((name, of) for (name, unique), of in named.items() if not unique),
        references=frozenset(
            Reference(row["attname"], row["other"].strip('"'), actions[row["confdeltype"]]) for row in references
        ),
    )


def test_nothing_is_unique_under_a_condition_alone() -> None:
    """A partial constraint is made on PostgreSQL only: what may not be twice may not be twice on both engines."""
    constraints = [one for table in tables() for one in table._meta.constraints]

    assert constraints
    assert [one.name for one in constraints if getattr(one, "condition", None)] == []


async def test_the_migrations_make_what_the_models_describe(store: str) -> None:
    """Tables, columns, types, nulls, constraints, indexes and references are those of the models, and no others."""
    async with opened(address(store)) as database:
        shapes = {table._meta.db_table: described(table, database.engine) for table in tables()}
        there = {name: await found(database, name) for name in shapes}
        names = await _table_names(database)

    assert there == shapes
    assert names == {*shapes, "tortoise_migrations"}


async def test_the_ledger_is_kept_by_triggers(store: str) -> None:
    """A table that is made anew loses them on SQLite, so whoever changes that one has to make them again."""
    kept = {"ledger_event_append", "ledger_event_delete", "ledger_event_update"}
    async with opened(address(store)) as database:
        if database.engine is Engine.SQLITE:
            rows = await database.rows("SELECT name, tbl_name AS of FROM sqlite_master WHERE type = 'trigger'")
        else:
            kept |= {"ledger_event_truncate"}
            rows = await database.rows(
                'SELECT tgname AS name, tgrelid::regclass::text AS "of" FROM pg_trigger WHERE NOT tgisinternal'
            )

    assert {(row["name"], row["of"]) for row in rows} == {(name, "ledger_event") for name in kept}


async def _table_names(database: Database) -> set[str]:
    if database.engine is Engine.SQLITE:
        rows = await database.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    else:
        rows = await database.rows("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")
    return {row["name"] for row in rows}


async def test_a_changed_model_would_need_a_migration_and_there_is_none(sqlite_store: str) -> None:
    """`makemigrations` finds no change between the migrations and the models."""
    async with opened(address(sqlite_store)) as database:
        apps = require_context().apps
        assert apps is not None
        writers = await MigrationAutodetector(apps, {APP: {"models": [], "migrations": MIGRATIONS}}).changes()
        assert database.engine is Engine.SQLITE

    assert writers == []


async def test_migrating_twice_does_nothing(store: str) -> None:
    """A database of today's schema stays as it is."""
    async with opened(address(store)) as database:
        applied = await applied_migrations(database)
        again = await migrate(database)
        await check_schema(database, store)

    assert applied == known_migrations()
    assert again == []


async def test_an_empty_database_says_what_to_run(nothing: str) -> None:
    """Without tables nothing is answered from; the refusal names the command, in both languages."""
    async with opened(address(nothing), make=True) as database:
        with pytest.raises(StoreRefused) as refused:
            await check_schema(database, nothing)

    assert refused.value.refusal is Refusal.NOT_MIGRATED
    assert "teikyo migrate" in refused.value.message("en")
    assert "teikyo migrate" in refused.value.message("ja")


async def test_an_older_schema_is_refused_and_says_which_migration_is_missing(store: str) -> None:
    """What is not applied is named."""
    async with opened(address(store)) as database:
        await database.run("DELETE FROM tortoise_migrations WHERE name = ?", known_migrations()[-1])
        with pytest.raises(StoreRefused) as refused:
            await check_schema(database, store)

    assert refused.value.refusal is Refusal.OLDER_SCHEMA
    assert known_migrations()[-1] in str(refused.value)


async def test_a_newer_schema_is_refused_and_never_migrated(store: str) -> None:
    """A database of a later version is left alone by this one."""
    async with opened(address(store)) as database:
        await database.run(
            "INSERT INTO tortoise_migrations (app, name, applied_at) VALUES (?, '9999_later', CURRENT_TIMESTAMP)", APP
        )
        with pytest.raises(StoreRefused) as checked:
            await check_schema(database, store)
        with pytest.raises(StoreRefused) as migrated:
            await migrate(database)

    assert checked.value.refusal is migrated.value.refusal is Refusal.NEWER_SCHEMA


async def test_migrating_that_breaks_off_leaves_no_table(nothing: str) -> None:
    """All migrations are one transaction: after a fault half-way the database is as empty as before."""

    def break_off(name: str) -> None:
        if name.startswith("0002"):
            raise RuntimeError("the power failed")

    async with opened(address(nothing), make=True) as database:
        with pytest.raises(RuntimeError, match="the power failed"):
            await migrate(database, break_off)
        names = await _table_names(database)

    assert names == set()


def test_migrations_count_without_a_gap() -> None:
    """Their names tell their order, for that is how a database's state is read."""
    names = known_migrations()

    assert [name[:4] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)]


async def test_what_postgres_is_told_is_numbered() -> None:
    """A question mark in a text is no value."""
    assert numbered("SELECT '?' WHERE a = ? AND b = ?") == "SELECT '?' WHERE a = $1 AND b = $2"
