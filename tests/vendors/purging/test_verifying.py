"""What is changed by hand around a purge is found: rows that went without one, are back or stayed; and what stands."""

import shutil
from pathlib import Path

import pytest

from tests.vendors.purging.cabinet import Purger, purger
from vendors.ledger.comparing import Digests
from vendors.ledger.differs import LedgerDiffers
from vendors.ledger.records import look_at_records
from vendors.ledger.remembering import Remembered
from vendors.ledger.replaying import replay
from vendors.ledger.verifying import look_at_tables, verify
from vendors.store.address import address
from vendors.store.connection import Connection
from vendors.store.database import opened
from vendors.store.loading import load

AT_ONCE = {
    "INSERT INTO delivery_subject (delivery_id, subject) SELECT id, 'p-1' FROM delivery WHERE code = 'each'": (
        "delivery_subject (deliveries each): the rows about persons"
    ),
    "INSERT INTO sealed (list, key, salt, persons) VALUES ('deliveries', 'each', '00', 3)": "sealed (deliveries each)",
    "UPDATE entry SET body = replace(body, '\"subject_count\":3', '\"subject_count\":2') WHERE key = 'each'": (
        "entry deliveries each"
    ),
    "DELETE FROM delivery_subject WHERE delivery_id = (SELECT id FROM delivery WHERE code = 'parcel')": (
        "delivery_subject (deliveries parcel)"
    ),
    "DELETE FROM delivery_subject WHERE subject = 'p-4'": "delivery_subject (deliveries late-parcel)",
    "DELETE FROM sealed WHERE key = 'parcel'": "delivery_subject (deliveries parcel)",
    "UPDATE ledger_event SET action = 'CORRECTED' WHERE action = 'PURGED' AND key = 'each'": "ledger_event",
    "UPDATE ledger_event SET entry = replace(entry, 'CONSENT_WITHDRAWN', 'CONSENT_MISSING') WHERE action = 'PURGED'": (
        "ledger_event"
    ),
}
"""Changes that are found in what no replay writes anew."""

BY_A_REPLAY = {
    "UPDATE delivery SET purged_on = NULL WHERE code = 'each'": "(each): purged_on is not what",
    "UPDATE delivery SET purged_on = '2029-10-31' WHERE code = 'each'": "(each): purged_on is not what",
    "UPDATE delivery SET purged_on = '2029-11-01' WHERE code = 'parcel'": "(parcel): purged_on is not what",
    "UPDATE delivery SET verdict = 'VALID' WHERE code = 'each'": "(each): verdict is not what",
    "UPDATE delivery SET record_kept_until = '2026-04-12' WHERE code = 'each'": "(each): record_kept_until is not what",
    "UPDATE delivery_finding SET subjects = 2 WHERE code = 'CONSENT_WITHDRAWN' AND about = 'deliveries.each'": (
        "(delivery (each)): subjects is not what"
    ),
    "DELETE FROM delivery_finding WHERE code = 'STOP_ORDER_ACTIVE' AND about = 'stops'": "(delivery (each))",
}
"""Changes of what stands of a delivery, which is on the ledger with the purge."""


class Undone(Exception):  # noqa: N818  # it undoes a test's own change
    """Undoes a change."""


async def told(one: Purger, change: str, replayed: Digests | None = None) -> str:
    """What is told after a change by hand, which is undone; by the ledger alone, or beside a replay of it."""
    found = []

    async def work(connection: Connection) -> None:
        if "ledger_event" in change:
            for trigger in await connection.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
                await connection.run(f"DROP TRIGGER {trigger['name']}")
        await connection.run(change)
        try:
            if replayed is None:
                await looked_at(connection)
            else:
                await look_at_tables(await Digests(connection).read(), replayed)
        except LedgerDiffers as differs:
            found.append(differs.message("en"))
        raise Undone

    with pytest.raises(Undone):
        await one.database.write(work)
    return found[0] if found else "nothing"


async def test_rows_that_went_without_a_purge_or_are_there_after_one_are_found(sqlite_store: str) -> None:
    """And named by the delivery that lists them."""
    async with purger(sqlite_store) as one:
        await one.purges()
        for change, expected in AT_ONCE.items():
            assert expected in await told(one, change), change
        await verify(one.database)


async def test_what_stands_of_a_purged_delivery_is_compared_with_the_ledger(
    place: str, migrated_file: Path, tmp_path: Path
) -> None:
    """Nothing can judge it anew, so the ledger has it word by word."""
    async with purger(place) as one:
        await one.purges()
        known = await one.database.read(looked_at)
        assert known is not None
        async with opened(address(str(shutil.copy(migrated_file, tmp_path / "replayed.db")))) as another:
            await load(another, known.register, purged=known.purged)
            replayed = await Digests(another).read()
            await look_at_tables(await Digests(one.database).read(), replayed)
            for change, expected in BY_A_REPLAY.items():
                assert expected in await told(one, change, replayed), change
        await verify(one.database)


async def looked_at(connection: Connection) -> Remembered | None:
    """What the ledger has, once it was found to fit what is stored."""
    return await look_at_records(connection, await replay(connection))
