"""A crowd: a small register, and beside it persons by the million, written straight into the tables.

Each person has consented to two texts, and is listed by two deliveries of at most a million; some withdrew, some agreed
too late or were not able to, some asked to stop. So a size means as many consents as listed persons. They are sealed in
no batch of the ledger. The same size gives the same rows.
"""

import asyncio
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg

from models.sqlite import sqlite3
from models.vocabulary import Role
from tests.benchmarks.databases import Filled, empty_place
from vendors import tokens
from vendors.register.entries.register import Register
from vendors.store.address import Engine, address
from vendors.store.database import Database, opened
from vendors.store.loading import load
from vendors.store.migrating import migrate
from vendors.verbs.doing import Order, do
from vendors.verbs.table import BY_NAME

MOST_LISTED = 1_000_000
"""Persons that one delivery lists at most."""
LISTED_BY = 2
"""Deliveries that list a person."""
TRANSFER, TEXT, OTHER_TEXT, RECIPIENT = "leads", "agreed", "newsletter", "partner"
FIRST = datetime(2024, 2, 1, 3, tzinfo=UTC)
"""When the first delivery was made; the others follow by quarters."""
_TABLES = ("consent", "withdrawal", "stop", "stop_recipient", "delivery_subject")


def persons_in(size: int) -> int:
    """How many persons there are in a crowd of that size."""
    return max(size // LISTED_BY, 1)


def listed_in(size: int) -> int:
    """How many of them each delivery lists."""
    return min(persons_in(size), MOST_LISTED)


def deliveries_in(size: int) -> int:
    """How many deliveries there are."""
    return -(-LISTED_BY * persons_in(size) // listed_in(size))


def subject(number: int) -> str:
    """The reference of a person: in no order that the person's number has, as those of customers are."""
    return f"c-{number * 2_654_435_761 & 0xFFFF_FFFF:08x}"


@contextmanager
def crowded(engine: Engine, size: int) -> Iterator[Filled]:
    """A database with a crowd of that size, and a token to ask it with."""
    with empty_place(engine) as place:
        yield Filled(engine, place, size, asyncio.run(fill_with_persons(place, size)))


async def fill_with_persons(place: str, size: int) -> str:
    """Make the database, and return a token that may ask of persons; judged by the store itself, as by a verb."""
    where = address(place)
    async with opened(where, make=True) as database:
        await migrate(database)
        await load(database, register(deliveries_in(size)))
        token = await tokens.create(database, "bench", [Role.RECORDER, Role.REVIEWER], datetime.now(UTC))
    if where.engine is Engine.SQLITE:
        _fill_sqlite(where.place, size)
    else:
        await _fill_postgresql(where.place, size)
    async with opened(where) as database:
        await _judge(database)
    return token


async def _judge(database: Database) -> None:
    order = Order(BY_NAME["correctLimits"], [{"record_days": 30}], ("entry",), many=False, reason="as measured")
    await database.write(lambda connection: do(connection, order))
    ending = "PRAGMA wal_checkpoint(TRUNCATE)" if database.engine is Engine.SQLITE else "VACUUM ANALYZE"
    await database.run(ending)


def _fill_sqlite(path: str, size: int) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -262144")
    connection.execute("BEGIN")
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        " AND tbl_name IN (SELECT value FROM json_each(?))",
        [json.dumps(_TABLES)],
    ).fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    for statement in _statements(_SQLITE, size):
        connection.execute(statement)
    for _, sql in indexes:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.close()


async def _fill_postgresql(url: str, size: int) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute("SET session_replication_role = replica; SET maintenance_work_mem = '1GB'")
    constraints = await connection.fetch(
        "SELECT conrelid::regclass::text AS place, conname AS name, pg_get_constraintdef(oid) AS sql FROM pg_constraint"
        " WHERE contype = 'u' AND conrelid = ANY($1::text[]::regclass[])",
        _TABLES,
    )
    for one in constraints:
        await connection.execute(f"ALTER TABLE {one['place']} DROP CONSTRAINT {one['name']}")
    indexes = await connection.fetch(
        "SELECT indexname AS name, indexdef AS sql FROM pg_indexes WHERE tablename = ANY($1) AND indexdef NOT LIKE"
        " 'CREATE UNIQUE%'",
        _TABLES,
    )
    for one in indexes:
        await connection.execute(f"DROP INDEX {one['name']}")
    for statement in _statements(_POSTGRESQL, size):
        await connection.execute(statement)
    for one in indexes:
        await connection.execute(one["sql"])
    for one in constraints:
        await connection.execute(f"ALTER TABLE {one['place']} ADD CONSTRAINT {one['name']} {one['sql']}")
    await connection.execute(
        "SELECT setval(pg_get_serial_sequence('consent', 'id'), (SELECT max(id) FROM consent));"
        "SELECT setval(pg_get_serial_sequence('stop', 'id'), (SELECT max(id) FROM stop))"
    )
    await connection.close()


_SQLITE = {
    "numbers": "(WITH RECURSIVE each(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM each WHERE n + 1 < {many})"
    " SELECT n FROM each)",
    "subject": "printf('c-%08x', ({number}) * 2654435761 & 4294967295)",
    "moment": "strftime('%Y-%m-%d %H:%M:%S', '{day}', '+' || ({hours}) || ' hours') || '+00:00'",
}
_POSTGRESQL = {
    "numbers": "(SELECT n FROM generate_series(0::bigint, {many} - 1) AS each (n)) each",
    "subject": "'c-' || lpad(to_hex(({number}) * 2654435761 & 4294967295), 8, '0')",
    "moment": "timestamptz '{day} 00:00:00+00' + ({hours}) * interval '1 hour'",
}


def _statements(words: dict[str, str], size: int) -> Iterator[str]:
    """What fills the tables, in one engine's words; all of it is ours, and numbers."""
    many, listed, deliveries = persons_in(size), listed_in(size), deliveries_in(size)

    def said(word: str, **given: object) -> str:
        return words[word].format(**given)

    def rows(table: str, columns: str, values: str, where: str, number: int = many) -> str:
        numbers = said("numbers", many=number)
        return f"INSERT INTO {table} ({columns}) SELECT {values} FROM {numbers} WHERE {where}"  # noqa: S608  # ours

    person, early = said("subject", number="n"), said("moment", day="2023-01-01", hours="n % 5000")
    late = said("moment", day="2027-01-01", hours="n % 5000")
    given_at = f"CASE WHEN n % 50 = 3 THEN {late} ELSE {early} END"
    agreed, other = (_numbered("consent_text", code) for code in (TEXT, OTHER_TEXT))
    columns = "id, text_id, subject, given_at, capable, guardian"
    able = "CASE WHEN n % 40 = 5 THEN FALSE END, CASE WHEN n % 80 = 5 THEN TRUE END"
    text = f"CASE WHEN n % 100 = 9 THEN {other} ELSE {agreed} END"
    yield rows("consent", columns, f"2 * n + 1, {text}, {person}, {given_at}, {able}", "true")
    yield rows("consent", columns, f"2 * n + 2, {other}, {person}, {early}, NULL, NULL", "true")
    withdrawn_at = said("moment", day="2023-12-01", hours="n % 2000")
    yield rows("withdrawal", "consent_id, withdrawn_at", f"2 * n + 1, {withdrawn_at}", "n % 20 = 7")
    stopped = said("moment", day="2023-10-01", hours="n % 4000")
    until = f"CASE WHEN n % 100 = 52 THEN {said('moment', day='2023-10-02', hours='n % 4000')} END"
    yield rows(
        "stop", "id, subject, from_at, until_at", f"n + 1, {person}, {stopped}, {until}", "n % 100 IN (50, 51, 52)"
    )
    recipient = _numbered("recipient", RECIPIENT)
    yield rows("stop_recipient", "stop_id, recipient_id", f"n + 1, {recipient}", "n % 100 = 51")
    for place in range(deliveries):
        delivery = _numbered("delivery", delivery_code(place))
        whom = said("subject", number=f"({place * listed} + n) % {many}")
        yield rows("delivery_subject", "delivery_id, subject", f"{delivery}, {whom}", "true", listed)
    yield f"UPDATE delivery SET listed_count = {listed}"  # noqa: S608  # ours


def _numbered(table: str, code: str) -> str:
    return f"(SELECT id FROM {table} WHERE code = '{code}')"  # noqa: S608  # ours


def delivery_code(place: int) -> str:
    """The code of a delivery, by its place among them."""
    return f"leads-{place:02}"


def register(deliveries: int) -> Register:
    """The register but for the crowd: one transfer on consent, and so many deliveries under it."""
    return Register.model_validate(
        {
            "register": 1,
            "operator": {"name": "Operator", "country": "JP"},
            "services": [{"code": "shop", "name": "Shop"}],
            "purposes": [{"code": "ads", "name": "Advertising"}],
            "items": [{"code": "name", "name": "Name"}, {"code": "address", "name": "Address"}],
            "policies": [{"version": "1", "from": "2015-01-01", "purposes": ["ads"], "states_provision": True}],
            "recipients": [
                {"code": RECIPIENT, "name": "Partner", "kind": "company", "country": "JP", "screenings": ["2015-01-01"]}
            ],
            "consent_texts": [_text(TEXT), _text(OTHER_TEXT)],
            "transfers": [_transfer()],
            "deliveries": [_delivery(place) for place in range(deliveries)],
        }
    )


async def register_deliveries(database: Database, places: range) -> None:
    """Further deliveries, which list nobody yet; by a verb."""
    order = Order(BY_NAME["registerDelivery"], [_delivery(place) for place in places], ("entries",), many=True)
    await database.write(lambda connection: do(connection, order))


def _text(code: str) -> dict[str, Any]:
    named = {"items": ["name", "address"], "purposes": ["ads"]}
    return {"code": code, "from": "2015-01-01", "any_recipient": True, "expressed": True, **named}


def _transfer() -> dict[str, Any]:
    given: dict[str, Sequence[str]] = {"items": ["name", "address"], "purposes": ["ads"]}
    bases = [{"kind": "consent", "texts": [TEXT]}]
    return {"code": TRANSFER, "service": "shop", "recipient": RECIPIENT, "from": "2023-01-01", "bases": bases, **given}


def _delivery(place: int) -> dict[str, Any]:
    at = FIRST + place * timedelta(days=91)
    record = {"made_on": str(at.date()), "method": "individual", "has": ["recipient", "items", "consent"]}
    return {"code": delivery_code(place), "transfer": TRANSFER, "at": at.isoformat(), "record": record}
