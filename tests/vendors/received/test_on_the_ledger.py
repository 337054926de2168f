"""What the ledger knows of data received: days, kinds and methods; nobody's name, and a replay finds every change."""

from collections.abc import AsyncIterator

import orjson
import pytest

from tests.vendors.received.clerk import RECEIVED, does, is_as_recorded, received_and_recorded, registered
from tests.vendors.verbs.clerk import REGISTER
from vendors.ledger.differs import LedgerDiffers
from vendors.ledger.records import look_at_records
from vendors.ledger.replaying import replay
from vendors.ledger.verifying import verify
from vendors.register.read import read_register
from vendors.store.address import address
from vendors.store.connection import Connection
from vendors.store.database import Database, opened
from vendors.store.loading import load, the_register


@pytest.fixture
async def database(store: str) -> AsyncIterator[Database]:
    """A small register with two receipts, of which one was checked, and one not."""
    async with opened(address(store)) as opened_store:
        await load(opened_store, read_register(REGISTER.encode()))
        await received_and_recorded(opened_store, "in-1")
        await registered(opened_store, "in-2", subjects=[], subject_count=7)
        yield opened_store


async def test_each_step_is_on_the_ledger_and_the_replay_finds_nothing_else(database: Database) -> None:
    """In their order; the register is what it was."""
    await does(database, "recordReceivedDeletion", "in-1", on="2026-08-10")
    await does(database, "correctReceivedProvision", "in-2", reason="counted again", revision="1", subject_count=8)
    rows = await database.rows("SELECT verb, action, reason FROM ledger_event WHERE list = 'received' ORDER BY id")

    assert [(row["verb"], row["action"], row["reason"]) for row in rows] == [
        ("registerReceivedProvision", "ADDED", None),
        ("confirmReceivedProvision", "CORRECTED", None),
        ("recordReceivedProvision", "CORRECTED", None),
        ("registerReceivedProvision", "ADDED", None),
        ("recordReceivedDeletion", "CORRECTED", None),
        ("correctReceivedProvision", "CORRECTED", "counted again"),
    ]
    assert await the_register(database) == read_register(REGISTER.encode())
    await is_as_recorded(database)


async def test_the_ledger_names_nobody(database: Database) -> None:
    """Neither persons, nor the third party and its representative, nor how it had acquired the data, nor any code."""
    await received_and_recorded(database, "tanaka-1", provider="tanaka", subjects=["secret-77"])
    rows = await database.rows("SELECT key, entry FROM ledger_event WHERE list = 'received' ORDER BY id")
    words = ("tanaka", "secret-77", "p-1", "acme", *(RECEIVED[name] for name in ("name", "address", "representative")))

    assert not [word for word in (*words, "会員登録") if word in str([dict(row) for row in rows])]
    entry = orjson.loads(rows[-1]["entry"])
    assert entry.pop("persons").keys() == {"digest", "persons"}
    assert entry == {
        "provider_kind": "company",
        "basis": "CONSENT",
        "received_on": "2026-08-01",
        "items": ["氏名", "住所"],
        "confirmed_on": "2026-08-01",
        "provider_method": "DECLARATION",
        "circumstances_method": "DOCUMENTS",
        "record_made_on": "2026-08-02",
        "record_method": "individual",
        "record_has": ["PROVIDER", "ADDRESS", "REPRESENTATIVE", "CIRCUMSTANCES", "SUBJECTS", "ITEMS", "CONSENT"],
        "revision": 3,
    }


NOBODY_S = """
INSERT INTO received_provision
  (code, provider, provider_kind, name, basis, received_on, items, listed_count, revision, required)
SELECT 'in-3', provider, provider_kind, name, basis, received_on, items, listed_count, revision, required
FROM received_provision WHERE code = 'in-2'
"""
CHANGES = (
    ("UPDATE received_provision SET code = 'in-9' WHERE code = 'in-1'", "received_provision"),
    ("UPDATE received_provision SET representative = NULL WHERE code = 'in-1'", "received_provision"),
    ("UPDATE received_provision SET basis = 'LAW' WHERE code = 'in-1'", "basis"),
    ("UPDATE received_provision SET received_on = '2026-08-02' WHERE code = 'in-1'", "received_on"),
    ("UPDATE received_provision SET record_deleted_on = '2029-01-01' WHERE code = 'in-1'", "record_deleted_on"),
    ("UPDATE received_provision SET record_has = '[\"ITEMS\"]' WHERE code = 'in-1'", "record_has"),
    ("UPDATE received_provision SET items = '[\"x\"]' WHERE code = 'in-2'", "items"),
    ("UPDATE received_provision SET items = ' ' WHERE code = 'in-2'", "received_provision"),
    ("UPDATE received_provision SET subject_count = 6 WHERE code = 'in-2'", "subject_count"),
    ("UPDATE received_provision SET listed_count = 3 WHERE code = 'in-1'", "listed_count"),
    ("UPDATE received_provision SET revision = 4 WHERE code = 'in-1'", "revision"),
    ("UPDATE received_provision SET record_kept_until = NULL WHERE code = 'in-1'", "record_kept_until"),
    ("UPDATE received_provision SET record_by = 'in-2' WHERE code = 'in-1'", "record_by"),
    ("UPDATE received_subject SET subject = 'p-9' WHERE subject = 'p-1'", "received_provision"),
    ("DELETE FROM received_subject WHERE subject = 'p-1'", "received_provision"),
    ("UPDATE received_finding SET from_on = '2026-08-02' WHERE cause = 'CONFIRMATION'", "received_finding"),
    ("UPDATE received_finding SET because = 'x' WHERE cause = 'CONFIRMATION'", "received_finding"),
    ("DELETE FROM received_finding WHERE cause = 'RECORD'", "received_finding"),
    ("DELETE FROM received_provision WHERE code = 'in-2'", "received_provision"),
    ("UPDATE sealed SET salt = '00' WHERE list = 'received'", "received_provision"),
    ("UPDATE sealed SET persons = 3 WHERE list = 'received'", "sealed"),
    (NOBODY_S, "received_provision"),
)
"""What somebody might change behind the program's back, and what is named then."""


class Undone(Exception):  # noqa: N818  # it undoes a test's own change
    """Undoes a change."""


async def told_after(database: Database, change: str) -> str:
    """What is told after a change, which is undone."""
    told = []

    async def work(connection: Connection) -> None:
        await connection.run(change)
        try:
            await look_at_records(connection, await replay(connection))
        except LedgerDiffers as differs:
            told.append(differs.message("en"))
        raise Undone

    with pytest.raises(Undone):
        await database.rebuild(work)
    return "".join(told)


async def test_what_was_changed_behind_the_program_is_found(database: Database) -> None:
    """A fact, a name, a person, a day that is kept, what rule 35 says, a receipt of nobody's: each is named."""
    await verify(database)

    for change, named in CHANGES:
        assert named in await told_after(database, change), change
    assert await told_after(database, "UPDATE received_provision SET name = name") == ""
