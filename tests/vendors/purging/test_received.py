"""The persons whose data was received are purged once the record of it has had its time; what was said of it stays."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import orjson
import pytest

from tests.vendors.received.clerk import (
    RECEIVED,
    RECORDED,
    does,
    findings,
    is_as_recorded,
    received_and_recorded,
    registered,
)
from tests.vendors.received.clerk import refused as refused_of
from tests.vendors.received.test_on_the_ledger import told_after
from tests.vendors.requests.clerk import does as asks
from tests.vendors.verbs.clerk import REGISTER
from vendors.ledger.differs import LedgerDiffers
from vendors.ledger.verifying import verify
from vendors.purging import portions
from vendors.purging.deleting import PURGE
from vendors.purging.finding import Asked
from vendors.purging.received import FoundReceived, find_received, purge_received
from vendors.register.read import read_register
from vendors.store.address import address
from vendors.store.change import Occasion
from vendors.store.database import Database, opened
from vendors.store.loading import load
from vendors.verbs.refusals import KeyTaken

LAST = date(2029, 8, 2)
"""The last day of keeping an individual record that was made on 2 August 2026 (Rule 25)."""
NEXT = LAST + timedelta(days=1)


@pytest.fixture
async def database(store: str) -> AsyncIterator[Database]:
    """A register beside which data was received and recorded."""
    async with opened(address(store)) as opened_store:
        await load(opened_store, read_register(REGISTER.encode()))
        await received_and_recorded(opened_store, "in-1")
        yield opened_store


async def found(database: Database, on: date, without_record_after: int | None = None) -> FoundReceived:
    """What may go on a day."""
    return await database.read(lambda connection: find_received(connection, Asked(on, without_record_after)))


async def purges(database: Database, on: date, without_record_after: int | None = None) -> int:
    """Purge all that may go on a day; how many rows went."""
    asked = Asked(on, without_record_after)
    return await purge_received(
        database, await found(database, on, without_record_after), asked, on, Occasion(PURGE, "hanako"), lambda _: None
    )


async def listed(database: Database) -> list[tuple[str, str]]:
    """Who is listed where."""
    rows = await database.rows(
        "SELECT code, subject FROM received_subject JOIN received_provision ON received_provision.id = received_id"
        " ORDER BY code, subject"
    )
    return [(row["code"], row["subject"]) for row in rows]


async def test_nobody_goes_on_the_last_day_and_all_go_on_the_next(database: Database) -> None:
    """Three years from the record, through the anniversary (APPI 30(4), Rule 25)."""
    too_early = await purges(database, LAST)
    kept = await listed(database)
    gone = await purges(database, NEXT)

    assert (too_early, kept) == (0, [("in-1", "p-1"), ("in-1", "p-2")])
    assert (gone, await listed(database)) == (2, [])
    assert await purges(database, NEXT) == 0
    await verify(database)


@pytest.mark.parametrize(
    ("method", "others", "last"),
    [
        ("lump", [], date(2029, 8, 1)),
        ("lump", ["2026-08-10"], date(2029, 8, 10)),
        ("contract_substitute", [], date(2027, 8, 1)),
        ("contract_substitute", ["2026-08-10"], date(2027, 8, 10)),
    ],
)
async def test_a_record_that_serves_several_is_kept_from_the_last_of_them(
    method: str, others: list[str], last: date, database: Database
) -> None:
    """A lump record three years from the quarter's last receipt, a contract one year from its last."""
    await does(database, "correctReceivedProvision", "in-1", reason="so", revision="3", record_method=method)
    for number, on in enumerate(others, 2):
        await registered(database, f"in-{number}", on=on, subjects=["p-9"])
        if method == "contract_substitute":  # the same contract stands in for both
            await does(database, "recordReceivedProvision", f"in-{number}", **{**RECORDED, "method": method})
    before = (await found(database, last)).persons
    after = [one.code for one in (await found(database, last + timedelta(days=1))).receipts]

    assert before == 0
    assert "in-1" in after


async def test_what_was_never_recorded_stays(database: Database) -> None:
    """The duty to record it stands."""
    await registered(database, "in-2", provider="other", subjects=["p-9"])

    assert [one.code for one in (await found(database, date(2099, 1, 1))).receipts] == ["in-1"]


async def test_what_needs_no_record_stays_unless_it_is_said_until_when(database: Database) -> None:
    """On both sides of the day that the operator's number of days comes to; the law says nothing of it."""
    await registered(database, "in-2", basis="LAW", subjects=["p-9"])
    last = date(2026, 8, 11)

    assert (await found(database, date(2026, 9, 1))).without_record == 1
    assert (await found(database, last, 10)).receipts == ()
    assert [one.code for one in (await found(database, last + timedelta(days=1), 10)).receipts] == ["in-2"]


async def test_who_waits_for_an_answer_is_kept(database: Database) -> None:
    """Until he was told, also where he asked after it was looked for."""
    there = await found(database, NEXT)
    await asks(database, "receiveRequest", "r-1", subject="p-2", kind="DISCLOSURE_OF_RECORDS", on="2026-08-01")
    gone = await purge_received(database, there, Asked(NEXT), NEXT, Occasion(PURGE), lambda _: None)

    assert (gone, len(await listed(database))) == (0, 2)
    assert (await found(database, NEXT)).held == 1


async def test_digest_count_and_what_was_said_stay_and_the_salt_goes(database: Database) -> None:
    """The ledger says who purged it and when, and names nobody."""
    (salt,) = await database.rows("SELECT salt FROM sealed WHERE list = 'received'")
    before = await findings(database, "in-1")
    (recorded,) = await database.rows("SELECT * FROM received_provision")
    await purges(database, NEXT)
    (now,) = await database.rows("SELECT * FROM received_provision")
    *_, earlier, event = await database.rows("SELECT * FROM ledger_event WHERE list = 'received' ORDER BY id")

    assert await findings(database, "in-1") == before
    assert {name for name in now if now[name] != recorded[name]} == {
        "subject_count",
        "listed_count",
        "purged_on",
        "revision",
    }
    assert (now["subject_count"], now["listed_count"], str(now["purged_on"])) == (2, 0, str(NEXT))
    assert await database.rows("SELECT id FROM sealed WHERE salt = ?", salt["salt"]) == []
    assert (event["action"], event["actor"], event["verb"]) == ("PURGED", "hanako", "purge")
    said = orjson.loads(event["entry"])
    assert (said["subject_count"], said["purged_on"]) == (2, str(NEXT))
    assert orjson.loads(earlier["entry"])["persons"]["persons"] == 2
    assert "p-1" not in event["entry"]


async def test_it_is_corrected_no_more_and_its_deletion_can_be_recorded(database: Database) -> None:
    """Nobody is put back; that the record itself went then is another fact."""
    await purges(database, NEXT)
    for said in ({"subjects": ["p-1"]}, {"items": ["x"]}):
        refused = await refused_of(database, "correctReceivedProvision", "in-1", "so", revision="4", **said)
        assert refused == ("persons_purged", "code")
    await does(database, "recordReceivedDeletion", "in-1", on="2026-08-09")
    await verify(database)

    assert await listed(database) == []


CHANGES = (
    "INSERT INTO received_subject (received_id, subject) SELECT id, 'p-1' FROM received_provision",
    "UPDATE received_provision SET purged_on = NULL",
    "UPDATE received_provision SET subject_count = 3",
    "UPDATE received_provision SET listed_count = 2",
    "UPDATE received_provision SET name = 'another'",
)


@pytest.mark.parametrize("change", CHANGES)
async def test_what_is_changed_behind_the_program_afterwards_is_found(change: str, database: Database) -> None:
    """Whoever is put back, and every word that stands of it."""
    await purges(database, NEXT)
    await is_as_recorded(database)

    assert await told_after(database, change)


async def test_a_deletion_behind_the_program_is_no_purge(database: Database) -> None:
    """Rows that go without an event are missed."""
    await database.run("DELETE FROM received_subject WHERE subject = 'p-1'")
    with pytest.raises(LedgerDiffers):
        await verify(database)


async def test_a_purge_that_is_broken_off_goes_on_where_it_ended(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is done is done, the rest is as before; the same again does the rest."""
    monkeypatch.setattr(portions, "THINGS_AT_ONCE", 1)
    for number in range(2, 5):
        await received_and_recorded(database, f"in-{number}", subjects=["p-9"])
    there = await found(database, NEXT)

    def breaks(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await purge_received(database, there, Asked(NEXT), NEXT, Occasion(PURGE), breaks)
    halfway = await listed(database)
    await verify(database)

    assert (there.persons, len(halfway)) == (5, 3)
    assert await purges(database, NEXT) == 3
    await verify(database)


async def test_a_verb_that_is_repeated_after_the_purge_is_refused(database: Database) -> None:
    """Its key is taken; whether the input is the same nobody can say any more, and nobody is put back."""
    said: dict[str, Any] = {**RECEIVED, "subjects": ["p-1", "p-2"]}
    await does(database, "registerReceivedProvision", "in-7", key="once", **said)
    again = await does(database, "registerReceivedProvision", "in-7", key="once", **said)
    await does(database, "recordReceivedProvision", "in-7", **RECORDED)
    assert again.again
    before = (await found(database, NEXT)).persons
    await purges(database, NEXT)
    with pytest.raises(KeyTaken):
        await does(database, "registerReceivedProvision", "in-7", key="once", **said)

    assert before == 4
    assert await listed(database) == []
    await verify(database)
