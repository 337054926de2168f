"""Persons are listed in a delivery that is on record: once each, batch after batch, with its judgement and its seal."""

from functools import partial

import pytest

from tests.vendors.ingest.sender import Sender, sender
from tests.vendors.store.test_loading import everything
from vendors.ingest import listing
from vendors.ingest.listing import NoSuchDelivery
from vendors.ingest.targets import SubjectsOf
from vendors.ledger.differs import LedgerDiffers
from vendors.ledger.remembering import as_recorded
from vendors.ledger.verifying import verify
from vendors.store.loading import load, the_register

EMPTY = '  - {code: e-1, transfer: leads, at: "2024-06-01T00:00:00Z"}\n'
COUNTED = '  - {code: e-1, transfer: leads, at: "2024-06-01T00:00:00Z", subject_count: 3}\n'


async def listed(at_work: Sender, delivery: str) -> tuple[str, ...]:
    """Whom the register says a delivery lists."""
    register = await the_register(at_work.database)
    return next(one.subjects for one in register.deliveries if one.code == delivery)


async def events(at_work: Sender) -> int:
    """How many events the ledger has."""
    (row,) = await at_work.database.rows("SELECT size FROM ledger_head")
    return int(row["size"])


async def test_who_is_listed_later_is_listed_as_if_the_file_had_said_so(store: str) -> None:
    """In the register, the judgement and the ledger; the register that comes of it loads without a change."""
    async with sender(store, EMPTY) as at_work:
        assert await at_work.said("e-1") == (0, "INVALID", 0)

        done = await at_work.lists("e-1", "p-3", "p-1", "p-2")

        assert (done.written.rows, done.written.judged_anew, done.again) == (3, 1, False)
        assert await at_work.said("e-1") == (3, "INVALID", 2)
        assert await listed(at_work, "e-1") == ("p-1", "p-2", "p-3")
        assert done.written.sequence == await events(at_work)
        assert (await verify(at_work.database)).size == done.written.sequence
        assert (await load(at_work.database, await the_register(at_work.database))).nothing_changed


async def test_batch_after_batch_no_earlier_person_is_read_again(store: str) -> None:
    """The seal goes on from its frontier; whole, it is that of all persons in the order in which they came."""
    async with sender(store, EMPTY) as at_work:
        for number in range(5):
            persons = [f"q-{number}-{place}" for place in range(number * 3 + 1)]
            done = await at_work.lists("e-1", *persons, key=f"k-{number}")

        assert (await at_work.said("e-1"))[0] == 35
        assert (await verify(at_work.database)).size == done.written.sequence


async def test_persons_come_beside_those_whom_the_file_listed(store: str) -> None:
    """Their digest goes on as a seal, under its salt: what was on record before is found as it was."""
    async with sender(store) as at_work:
        before = await events(at_work)
        await at_work.lists("l-1", "p-9", "p-0", key="k-1")
        between = await events(at_work)
        await at_work.lists("l-1", "p-8", key="k-2")

        assert await listed(at_work, "l-1") == ("p-0", "p-1", "p-2", "p-8", "p-9")
        assert await at_work.said("l-1") == (5, "INVALID", 4)
        assert (await verify(at_work.database)).size == await events(at_work)
        for event, persons in ((before, ("p-1", "p-2")), (between, ("p-0", "p-1", "p-2", "p-9"))):
            then = await at_work.database.read(partial(as_recorded, asked=event))
            (delivery,) = [one for one in then.register.deliveries if one.code == "l-1"]
            assert (delivery.subjects, then.persons_missing) == (persons, 0)


async def test_the_delivery_has_another_revision(store: str) -> None:
    """Whoever saw it before sees that it is another now."""
    async with sender(store, EMPTY) as at_work:
        revision = "SELECT loading_id FROM recorded WHERE list = 'deliveries' AND key = 'e-1'"
        (before,) = await at_work.database.rows(revision)
        await at_work.lists("e-1", "p-1")
        (after,) = await at_work.database.rows(revision)
        (done,) = await at_work.database.rows("SELECT * FROM loading WHERE id = ?", after["loading_id"])
        (event,) = await at_work.database.rows("SELECT * FROM ledger_event ORDER BY id DESC LIMIT 1")

    assert before != after
    assert (done["loaded_by"], done["added"], done["corrected"], done["removed"]) == ("hanako", 0, 1, 0)
    assert (event["verb"], event["action"], event["list"], event["key"]) == ("ingest", "CORRECTED", "deliveries", "e-1")
    assert "p-1" not in event["entry"]


async def test_nobody_is_listed_twice(store: str) -> None:
    """Neither by a row before, nor by what is on record; each row is told, and nothing is written."""
    async with sender(store) as at_work:
        rows = ["p-7", "p-1", "p-8", "p-7", "p-2", "p-7"]

        assert await at_work.refused(SubjectsOf("l-1"), rows) == [
            ("listed_already", 2, "subject"),
            ("listed_twice", 4, "subject"),
            ("listed_already", 5, "subject"),
            ("listed_twice", 6, "subject"),
        ]
        await at_work.lists("l-2", "p-7", "p-1", "p-8")


async def test_a_delivery_lists_no_more_than_it_says_it_went_to(store: str) -> None:
    """As many as it says, in as many batches as it takes; not one more."""
    async with sender(store, COUNTED) as at_work:
        assert await at_work.refused(SubjectsOf("e-1"), ["q-1", "q-2", "q-3", "q-4"]) == [
            ("more_than_said", 4, "subject")
        ]
        await at_work.lists("e-1", "q-1", "q-2", key="k-1")
        assert await at_work.refused(SubjectsOf("e-1"), ["q-3", "q-4"]) == [("more_than_said", 2, "subject")]
        await at_work.lists("e-1", "q-3", key="k-2")

        assert await at_work.said("e-1") == (3, "INVALID", 3)
        assert (await verify(at_work.database)).size == await events(at_work)


async def test_a_delivery_that_is_not_there_lists_nobody(store: str) -> None:
    """Nothing is written."""
    async with sender(store) as at_work:
        before = await everything(at_work.database)
        with pytest.raises(NoSuchDelivery):
            await at_work.lists("e-1", "p-1")
        assert await everything(at_work.database) == before


async def test_a_file_may_say_otherwise_afterwards(store: str) -> None:
    """A correction replaces all who are listed; the ledger holds, and further persons come beside those."""
    async with sender(store, EMPTY) as at_work:
        await at_work.lists("e-1", "p-3", "p-1", key="k-1")
        register = await the_register(at_work.database)
        otherwise = {"subjects": ("p-1", "p-5")}
        deliveries = [one.model_copy(update=otherwise if one.code == "e-1" else {}) for one in register.deliveries]
        await load(at_work.database, register.model_copy(update={"deliveries": tuple(deliveries)}))
        await at_work.lists("e-1", "p-4", key="k-2")

        assert await listed(at_work, "e-1") == ("p-1", "p-4", "p-5")
        assert (await verify(at_work.database)).size == await events(at_work)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE delivery_subject SET subject = 'p-9' WHERE subject = 'q-2'",
        "DELETE FROM delivery_subject WHERE subject = 'q-2'",
        "INSERT INTO delivery_subject (delivery_id, subject) SELECT id, 'q-9' FROM delivery WHERE code = 'e-1'",
        "UPDATE sealed SET frontier = NULL WHERE key = 'e-1'",
        "UPDATE sealed SET frontier = salt WHERE key = 'e-1'",
        "UPDATE sealed SET salt = NULL WHERE key = 'e-1'",
        "UPDATE sealed SET persons = 2 WHERE key = 'e-1'",
        "UPDATE delivery SET listed_count = 2 WHERE code = 'e-1'",
    ],
)
async def test_what_is_changed_behind_the_ledger_is_found(change: str, store: str) -> None:
    """Persons, their seal, and how many there are."""
    async with sender(store, EMPTY) as at_work:
        await at_work.lists("e-1", "q-1", "q-2", "q-3")
        await at_work.database.run(change)

        with pytest.raises(LedgerDiffers):
            await verify(at_work.database)


async def test_many_that_are_there_are_sealed_anew_in_portions(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """None is left out at the edge of a portion."""
    monkeypatch.setattr(listing, "_LISTED", listing._LISTED.replace("LIMIT 20000", "LIMIT 2"))
    more = '  - {code: e-1, transfer: leads, at: "2024-06-01T00:00:00Z", subjects: [q-1, q-2, q-3, q-4, q-5]}\n'
    async with sender(store, more) as at_work:
        await at_work.lists("e-1", "q-0")

        assert (await verify(at_work.database)).size == await events(at_work)
