"""What is promised of persons holds with a key set: the promises' own tests, on an encrypted database."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from tests.vendors.consents import test_appending, test_remembered
from tests.vendors.gate import test_deciding
from tests.vendors.ingest import test_batches, test_listing, test_purged
from tests.vendors.purging import test_deleting
from tests.vendors.receipts import test_receipt
from tests.vendors.references.people import KEY, as_stored
from tests.vendors.requests import test_handling
from vendors.references.cipher import PREFIX
from vendors.register.read import read_register
from vendors.store.address import address
from vendors.store.database import Database, opened
from vendors.store.loading import load

OF_REQUESTS = (
    test_handling.test_a_request_goes_through_its_steps_and_each_is_on_the_ledger,
    test_handling.test_the_ledger_names_nobody_who_asked,
    test_handling.test_a_delivery_after_an_accepted_stop_is_judged_by_it,
    test_handling.test_a_stop_in_part_is_written_for_the_recipients_that_it_names,
    test_handling.test_a_step_sent_again_under_its_key_is_answered_again,
)
OF_PERSONS = (
    test_appending.test_each_batch_is_on_the_ledger_by_seal_and_number,
    test_remembered.test_a_guess_is_confirmed_no_more_once_the_consent_is_gone,
    test_batches.test_another_batch_under_the_same_key_is_refused,
    test_listing.test_persons_come_beside_those_whom_the_file_listed,
    test_purged.test_who_came_by_batches_goes_with_the_rest_and_nobody_comes_after,
    test_deciding.test_each_person_is_allowed_or_told_which_rules_forbid,
    test_deciding.test_few_and_many_are_told_the_same_whatever_changed_meanwhile,
    test_deleting.test_persons_and_salts_go_and_nothing_else_does,
    test_deleting.test_an_earlier_register_comes_without_the_persons_and_says_how_many_it_lacks,
    test_receipt.test_a_withdrawal_that_came_along_is_in_the_row_of_the_consent,
    test_receipt.test_a_batch_that_was_sealed_again_leads_to_the_event_of_then,
)


@pytest.fixture
async def keyed(store: str) -> AsyncIterator[Database]:
    """The register of those tests, with references encrypted."""
    async with opened(address(store, KEY)) as database:
        await load(database, read_register(test_handling.ON_CONSENT.encode()))
        yield database


@pytest.mark.parametrize("promise", OF_REQUESTS, ids=[one.__name__.removeprefix("test_") for one in OF_REQUESTS])
async def test_requests_are_handled_as_without_a_key(
    promise: Callable[[Database], Awaitable[None]], keyed: Database
) -> None:
    """The same test."""
    await promise(keyed)


@pytest.mark.parametrize("promise", OF_PERSONS, ids=[one.__name__.removeprefix("test_") for one in OF_PERSONS])
async def test_persons_are_kept_asked_for_and_purged_as_without_a_key(
    promise: Callable[..., Awaitable[None]], store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same test; a database that it names without a key has one here, and all that is left there is encrypted."""
    monkeypatch.setattr(address, "__defaults__", (KEY,))
    await promise(store)
    stored = await as_stored(address(store))
    assert any(stored.values())
    assert [name for name, values in stored.items() if not all(one.startswith(PREFIX) for one in values)] == []
