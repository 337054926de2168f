"""What is shown to persons, and what is purged, with a key set: as without one, and nobody is named in the tables."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date

import orjson
import pytest

from tests.vendors.consents.recorder import ON_CONSENT, Recorder
from tests.vendors.purging import test_answers, test_received
from tests.vendors.purging.cabinet import REGISTER as CABINET
from tests.vendors.purging.cabinet import Purger
from tests.vendors.receipts.test_receipt import SIGNER, of
from tests.vendors.received.clerk import received_and_recorded
from tests.vendors.references.people import KEY, as_stored
from tests.vendors.requests.clerk import handled_to_the_end
from tests.vendors.verbs.clerk import REGISTER
from vendors.disclosure.holding import disclosure
from vendors.ledger.checkpoints import read_checkpoint
from vendors.ledger.proofs import all_proven
from vendors.ledger.verifying import verify
from vendors.receipts.forms import written
from vendors.receipts.holding import given_by
from vendors.register.read import read_register
from vendors.store.address import address
from vendors.store.database import Database, opened
from vendors.store.loading import load

OF_RECEIVED = (
    test_received.test_nobody_goes_on_the_last_day_and_all_go_on_the_next,
    test_received.test_who_waits_for_an_answer_is_kept,
    test_received.test_it_is_corrected_no_more_and_its_deletion_can_be_recorded,
)
OF_ANSWERS = (
    test_answers.test_unless_it_is_said_they_are_kept,
    test_answers.test_who_waits_for_an_answer_to_his_request_is_kept,
)


async def keyed(store: str, register: str) -> AsyncIterator[Database]:
    """That register, with references encrypted."""
    async with opened(address(store, KEY)) as database:
        await load(database, read_register(register.encode()))
        yield database


@pytest.mark.parametrize("promise", OF_RECEIVED, ids=[one.__name__.removeprefix("test_") for one in OF_RECEIVED])
async def test_persons_whose_data_was_received_are_purged_as_without_a_key(
    promise: Callable[[Database], Awaitable[None]], store: str
) -> None:
    """The same test."""
    async for database in keyed(store, REGISTER):
        await received_and_recorded(database, "in-1")
        await promise(database)


@pytest.mark.parametrize("promise", OF_ANSWERS, ids=[one.__name__.removeprefix("test_") for one in OF_ANSWERS])
async def test_the_gate_s_answers_are_purged_as_without_a_key(
    promise: Callable[[Purger], Awaitable[None]], store: str
) -> None:
    """The same test."""
    async for database in keyed(store, CABINET):
        one = Purger(database)
        await test_answers.answers(one, ["p-1", "p-2", "p-3"])
        await promise(one)


async def test_the_gate_s_answers_name_nobody_any_more_and_are_encrypted_still(store: str) -> None:
    """What stands there says nothing, and cannot be told from an answer that allowed nobody."""
    async for database in keyed(store, CABINET):
        one = Purger(database)
        await test_answers.answers(one, ["p-1", "p-2", "p-3"])
        assert await test_answers.purges(one, date(2025, 1, 1)) == 2
        assert await test_answers.kept(one) == [(3, 2, [])]
        await verify(database)
    (stored,) = (await as_stored(address(store)))["gate_answer.persons"]
    assert stored.startswith("tkr1:")


async def test_a_receipt_names_the_person_and_is_proven_as_without_a_key(store: str) -> None:
    """The ledger has digests of what persons said, not of how it is stored."""
    async for database in keyed(store, ON_CONSENT):
        at_work = Recorder(database)
        await at_work.gives({"subject": "c-1", "given_at": "2024-02-01T00:00:00Z"})
        await at_work.withdraws({"subject": "c-1", "withdrawn_at": "2024-03-01T00:00:00Z"})
        told = await of(at_work, "c-1")
        assert [one["id"] for one in await database.read(lambda one: given_by(one, "c-1"))] == [told.number]

    assert told.shown.checkpoint is not None
    consent, withdrawal = all_proven(
        written(told, "json", "ja"), read_checkpoint(told.shown.checkpoint, SIGNER.verifier)
    )
    assert consent.row is not None
    assert withdrawal.row is not None
    assert orjson.loads(consent.row)["subject"] == orjson.loads(withdrawal.row)["consent"]["subject"] == "c-1"
    assert "c-1" in written(told, "html", "ja").decode()


async def test_a_disclosure_tells_of_the_consent_that_stood_as_without_a_key(store: str) -> None:
    """Of the person and of nobody else."""
    async for database in keyed(store, CABINET):
        await handled_to_the_end(database, "r-1", "DISCLOSURE_OF_RECORDS", outcome="ACCEPTED")
        told = await database.read(lambda connection: disclosure(connection, "r-1"))

    assert told.subject == "p-1"
    assert [record.consent is not None for record in told.records] == [True] * 5
