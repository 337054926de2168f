"""Whatever is changed behind the program's back is found by a replay of the ledger, and named."""

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from tortoise.models import Model

from models.columns import is_moment
from models.ledger import LedgerEvent
from models.tables import tables
from tests.graph.everything import everything
from tests.vendors.gate.decided import recorded_as_decided
from tests.vendors.received.clerk import registered
from tests.vendors.requests.clerk import handled_to_the_end
from vendors.ledger.comparing import NO_PART_OF_THE_REGISTER, Digests
from vendors.ledger.differs import LedgerDiffers
from vendors.ledger.records import look_at_records
from vendors.ledger.replaying import replay
from vendors.ledger.verifying import look_at_tables, verify
from vendors.store.address import Engine, address
from vendors.store.connection import Connection
from vendors.store.database import Database, opened
from vendors.store.loading import load, the_register
from vendors.store.moments import moment_there

NAMED_BY = {
    "stop_recipient": {"stop"},
    "withdrawal": {"consent"},
    "sealed": {"sealed", "consent", "stop", "delivery_subject", "person_request", "received_provision", "gate_answer"},
    "received_subject": {"received_provision"},
    "consent_text": {"consent_text", "consent"},
    "recipient": {"recipient", "stop"},
    "delivery": {"delivery", "delivery_subject"},
}
"""Where rows about persons name an entry, their digest tells of a change before the entry does."""


class Undone(Exception):  # noqa: N818  # it undoes a test's own change
    """Undoes a change."""


@pytest.fixture
async def database(store: str) -> AsyncIterator[Database]:
    """A database whose register was loaded, corrected, and loaded again: something of everything."""
    register = everything()
    without = register.model_copy(update={"consents": register.consents[2:], "deliveries": register.deliveries[1:]})
    async with opened(address(store)) as opened_store:
        await load(opened_store, without, by="first")
        await load(opened_store, register, by="second")
        await load(opened_store, register.model_copy(update={"stops": register.stops[1:]}))
        await handled_to_the_end(opened_store, "r-1")
        await registered(opened_store, "in-1")
        await recorded_as_decided(opened_store, register.transfers[0].code)
        yield opened_store


@pytest.fixture
async def replayed(database: Database, migrated_file: Path, tmp_path: Path) -> AsyncIterator[Digests]:
    """A replay of it, to compare many changes with."""
    place = str(shutil.copy(migrated_file, tmp_path / "replayed.db"))
    register = await the_register(database)
    async with opened(address(place)) as another_database:
        await load(another_database, register)
        yield await Digests(another_database).read()


async def test_what_was_loaded_and_corrected_is_what_the_ledger_has(database: Database) -> None:
    """Nothing differs, however the register came to be what it is."""
    verified = await verify(database)

    (head,) = await database.rows("SELECT size FROM ledger_head")
    assert verified.size == head["size"] > 100
    assert verified.transfers == len(everything().transfers)


async def test_any_stored_value_that_is_changed_is_found_and_named(database: Database, replayed: Digests) -> None:
    """A sweep over every column of every table of the register, its judgement and its ledger."""
    if database.engine is Engine.SQLITE:
        await database.run("PRAGMA foreign_keys = OFF")
    swept = 0

    for table in tables():
        if table in NO_PART_OF_THE_REGISTER:
            continue
        for column, field in columns_of(table).items():
            told = await changed(database, table, column, field, replayed)
            name = table._meta.db_table
            assert told.split(" ")[0].rstrip(":") in NAMED_BY.get(name, {name}), f"{name}.{column}: {told or 'nothing'}"
            swept += 1

    assert swept > 200


async def test_any_row_that_is_deleted_is_found_and_named(database: Database, replayed: Digests) -> None:
    """The last row of every table."""
    if database.engine is Engine.SQLITE:
        await database.run("PRAGMA foreign_keys = OFF")

    for table in tables():
        if table not in NO_PART_OF_THE_REGISTER:
            name = table._meta.db_table
            last = f"SELECT max(id) FROM {name}"  # noqa: S608  # a table of ours
            told = await after(database, f"DELETE FROM {name} WHERE id = ({last})", [], replayed)  # noqa: S608  # as above
            assert told.split(" ")[0].rstrip(":") in NAMED_BY.get(name, {name}) | {"ledger_head"}, f"{name}: {told}"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE finding SET until_on = '2031-01-01' WHERE id = 3", "finding 3 (transfer ("),
        ("UPDATE service SET name = 'x' WHERE id = (SELECT min(id) FROM service)", "): name is not what"),
        ("INSERT INTO purpose (code, name) VALUES ('secret', 'Secret')", "(secret): "),
        ("DELETE FROM span WHERE id = (SELECT min(id) FROM span)", "span "),
    ],
)
async def test_the_whole_command_finds_it_too(database: Database, change: str, told: str) -> None:
    """With a replay of its own, from empty, in a database of its own."""
    await database.run(change)

    with pytest.raises(LedgerDiffers) as differs:
        await verify(database)

    assert told in differs.value.message("en")
    assert differs.value.message("ja") != differs.value.message("en")


@pytest.mark.parametrize("separator", [" ", "T"])
async def test_a_moment_that_is_written_in_another_way_is_found(
    separator: str, database: Database, replayed: Digests
) -> None:
    """SQLite compares moments as texts, so other questions would find it; PostgreSQL keeps no way of writing."""
    swept, offset = 0, timezone(timedelta(hours=9 if separator == " " else 0))

    for table in tables():
        name = table._meta.db_table
        columns = [column for column, field in columns_of(table).items() if is_moment(field)]
        for column in [] if table in NO_PART_OF_THE_REGISTER else columns:
            some = f'SELECT id, "{column}" AS value FROM "{name}" WHERE "{column}" IS NOT NULL ORDER BY id LIMIT 1'  # noqa: S608
            for row in await database.rows(some):
                value: Any = moment_there(row["value"]).astimezone(offset)
                is_text = database.engine is Engine.SQLITE
                values = [value.isoformat(separator) if is_text else value, row["id"]]
                told = await after(database, f'UPDATE "{name}" SET "{column}" = ? WHERE id = ?', values, replayed)  # noqa: S608
                named = {name} if name == "withdrawal" else NAMED_BY.get(name, {name})
                assert (told.split(" ")[0] in named) is is_text, f"{name}.{column}: {told}"
                swept += 1

    assert swept == 8


async def test_an_empty_database_has_nothing_to_differ(store: str) -> None:
    """No event, no register."""
    async with opened(address(store)) as empty:
        assert (await verify(empty)).size == 0


def columns_of(table: type[Model]) -> dict[str, Any]:
    """The columns that say something: all but numbers of rows, which mean nothing; an event's number is its place."""
    meta = table._meta
    found = {column: meta.fields_map[name] for name, column in meta.fields_db_projection.items()}
    return {column: field for column, field in found.items() if column != "id" or table is LedgerEvent}


async def changed(database: Database, table: type[Model], column: str, field: Any, replayed: Digests) -> str:
    """What is told once one value of the table's last row is another one."""
    name = table._meta.db_table
    rows = await database.rows(f'SELECT id, "{column}" AS value FROM "{name}" ORDER BY id DESC LIMIT 1')  # noqa: S608
    assert rows, f"{name} has a row to be changed"
    other = another(rows[0]["value"], field)
    return await after(database, f'UPDATE "{name}" SET "{column}" = ? WHERE id = ?', [other, rows[0]["id"]], replayed)  # noqa: S608


async def after(database: Database, change: str, values: list[object], replayed: Digests) -> str:
    """What is told after a change; which is undone."""
    told = []

    async def work(connection: Connection) -> None:
        if connection.engine is Engine.POSTGRESQL:
            await connection.run("SET LOCAL session_replication_role = replica")
        else:
            for trigger in ("update", "delete", "append"):
                await connection.run(f"DROP TRIGGER ledger_event_{trigger}")
        await connection.run(change, *values)
        try:
            await look_at_records(connection, await replay(connection))
            await look_at_tables(await Digests(connection).read(), replayed)
        except LedgerDiffers as differs:
            told.append(differs.message("en"))
        raise Undone

    with pytest.raises(Undone):
        await database.rebuild(work)
    return told[0] if told else ""


def another(value: Any, field: Any) -> object:
    """Another value of the same kind."""
    kind = field.field_type
    if value is None:
        value = {date: date(2026, 1, 1), datetime: datetime(2026, 1, 1, tzinfo=UTC), int: 0, bool: False}.get(kind, "x")
    if kind is bool:
        return not value
    if kind is int or isinstance(value, int):
        return value + 1_000
    if kind is datetime:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment + timedelta(microseconds=1)
    if kind is date:
        day = date.fromisoformat(value) if isinstance(value, str) else value
        return day + timedelta(days=1)
    return ("y" if value[:1] == "x" else "x") + value[1:]
