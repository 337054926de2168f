"""What the ledger has of consents and withdrawals: what is changed behind it is found, what was known comes back."""

from collections import defaultdict

import pytest

from tests.vendors.consents.recorder import Recorder, recorder
from vendors.ledger.differs import LedgerDiffers
from vendors.ledger.events import canonical
from vendors.ledger.records import look_at_records
from vendors.ledger.remembering import as_recorded, persons_of
from vendors.ledger.replaying import Replayed, replay
from vendors.ledger.sealing import digest_of
from vendors.ledger.verifying import verify
from vendors.store.connection import Connection
from vendors.store.loading import load, the_register
from vendors.store.persons.stored import batches

GIVEN, THEN, LATER = "2024-02-01T00:00:00Z", "2024-05-01T00:00:00Z", "2026-01-01T00:00:00Z"


async def recorded(at_work: Recorder) -> None:
    """Three consents in a batch, and two withdrawals in another."""
    await at_work.gives(*({"subject": f"c-{number}", "given_at": GIVEN} for number in range(3)))
    await at_work.withdraws(*({"subject": f"c-{number}", "withdrawn_at": THEN} for number in range(2)))


CHANGES = {
    "UPDATE consent SET subject = 'c-9' WHERE subject = 'c-2'": "consent",
    "UPDATE consent SET capable = FALSE WHERE subject = 'c-0'": "consent",
    "UPDATE consent SET given_at = (SELECT given_at FROM consent WHERE subject = 'p-1')"
    " WHERE subject = 'c-2'": "consent",
    "UPDATE consent SET batch = (SELECT batch FROM consent WHERE subject = 'p-1') WHERE subject = 'c-2'": "consent",
    "DELETE FROM consent WHERE subject = 'c-2'": "consent",
    "INSERT INTO consent (text_id, subject, given_at, batch) SELECT text_id, 'c-9', given_at, batch FROM consent"
    " WHERE subject = 'c-2'": "consent",
    "UPDATE withdrawal SET withdrawn_at = (SELECT given_at FROM consent WHERE subject = 'c-0')"
    " WHERE id = (SELECT max(id) FROM withdrawal)": "withdrawal",
    "UPDATE withdrawal SET consent_id = (SELECT id FROM consent WHERE subject = 'c-2')"
    " WHERE id = (SELECT max(id) FROM withdrawal)": "withdrawal",
    "UPDATE withdrawal SET batch = NULL": "consent",
    "UPDATE withdrawal SET batch = 1": "withdrawal",
    "DELETE FROM withdrawal WHERE id = (SELECT max(id) FROM withdrawal)": "withdrawal",
    "INSERT INTO withdrawal (consent_id, withdrawn_at) SELECT id, given_at FROM consent"
    " WHERE subject = 'c-2'": "consent",
    "INSERT INTO withdrawal (consent_id, withdrawn_at, batch) SELECT id, given_at, 1 FROM consent"
    " WHERE subject = 'c-2'": "withdrawal",
    "UPDATE sealed SET persons = 1 WHERE list = 'withdrawals'": "sealed",
    "UPDATE sealed SET salt = NULL WHERE list = 'withdrawals'": "withdrawal",
    "UPDATE sealed SET salt = '00' WHERE list = 'consents'": "consent",
}


class Undone(Exception):  # noqa: N818  # it undoes a test's own change
    """Undoes a change."""


async def test_whatever_is_changed_by_hand_is_found_and_named(store: str) -> None:
    """Every value of a row, rows too few and too many, and rows in another batch."""
    async with recorder(store) as at_work:
        await recorded(at_work)
        for change, expected in CHANGES.items():
            assert (await told(at_work, change)).split(" ")[0].rstrip(":") == expected, change
        await verify(at_work.database)


async def told(at_work: Recorder, change: str) -> str:
    """What is told after a change by hand, which is undone."""
    found = []

    async def work(connection: Connection) -> None:
        await connection.run(change)
        try:
            await look_at_records(connection, await replay(connection))
        except LedgerDiffers as differs:
            found.append(differs.message("en"))
        raise Undone

    with pytest.raises(Undone):
        await at_work.database.write(work)
    return found[0] if found else "nothing"


async def test_what_was_known_once_comes_back(store: str) -> None:
    """Before the withdrawals were recorded, nobody knew of them; before the consents, nobody knew of those."""
    async with recorder(store) as at_work:
        first = await the_register(at_work.database)
        given = await at_work.gives({"subject": "c-1", "given_at": GIVEN})
        second = await the_register(at_work.database)
        await at_work.withdraws({"subject": "c-1", "withdrawn_at": THEN}, {"subject": "p-1", "withdrawn_at": LATER})
        third = await the_register(at_work.database)

        assert len({one.model_dump_json() for one in (first, second, third)}) == 3
        for sequence, known in ((given.sequence - 1, first), (given.sequence, second), (given.sequence + 1, third)):
            then = await as_recorded(at_work.database, sequence)
            assert (then.register, then.persons_missing) == (known, 0)


async def test_a_consent_that_goes_takes_its_withdrawal_along(store: str) -> None:
    """What is left of both batches is sealed anew under other salts; of the past, both rows are missing."""
    async with recorder(store) as at_work:
        await recorded(at_work)
        (events,) = await at_work.database.rows("SELECT max(id) AS last FROM ledger_event")
        salts = await at_work.database.rows("SELECT salt FROM sealed WHERE list IN ('consents', 'withdrawals')")
        register = await the_register(at_work.database)
        left = tuple(one for one in register.consents if one.subject != "c-0")

        await load(at_work.database, register.model_copy(update={"consents": left}))

        assert {one.subject for one in (await the_register(at_work.database)).consents} == {"c-1", "c-2", "p-1"}
        kept = await at_work.database.rows("SELECT salt FROM sealed WHERE list IN ('consents', 'withdrawals')")
        assert len({row["salt"] for row in salts} & {row["salt"] for row in kept}) == 1
        assert (await as_recorded(at_work.database, events["last"])).persons_missing == 2
        assert (await load(at_work.database, register)).added == 1
        await verify(at_work.database)


async def test_a_batch_that_an_earlier_version_recorded_is_still_looked_at(store: str) -> None:
    """By one digest of all its rows, with the withdrawals that came with them."""
    async with recorder(store) as at_work:
        await at_work.gives(
            {"subject": "c-1", "given_at": GIVEN, "withdrawn_at": THEN}, {"subject": "c", "given_at": GIVEN}
        )
        done = await at_work.gives({"subject": "c-2", "given_at": GIVEN})
        database, number = at_work.database, done.batch - 1
        await at_work.withdraws({"subject": "c", "withdrawn_at": THEN})
        (sealed,) = await database.rows("SELECT salt FROM sealed WHERE id = ?", number)
        bodies = [body async for rows in batches(database, "consents", number) for _, body in rows]
        assert sum(b"withdrawn_at" in body for body in bodies) == 1
        said = canonical({"digest": digest_of(sealed["salt"], reversed(bodies)), "persons": 2})

        for entry, fits in (
            (said, True),
            (said.replace(":2", ":3"), False),
            (said.replace('"digest":"', '"digest":"0'), False),
        ):
            found = await persons_of(database, Replayed(entries=defaultdict(dict, consents={str(number): entry})))
            assert (found.otherwise == ()) is fits
