"""What is promised of requests and of the gate holds with a key set: their own tests, on a keyed database."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from tests.vendors.references.people import KEY
from tests.vendors.requests import test_handling
from vendors.register.read import read_register
from vendors.store.address import address
from vendors.store.database import Database, opened
from vendors.store.loading import load

PROMISES = (
    test_handling.test_a_request_goes_through_its_steps_and_each_is_on_the_ledger,
    test_handling.test_the_ledger_names_nobody_who_asked,
    test_handling.test_a_delivery_after_an_accepted_stop_is_judged_by_it,
    test_handling.test_a_stop_in_part_is_written_for_the_recipients_that_it_names,
    test_handling.test_a_step_sent_again_under_its_key_is_answered_again,
)


@pytest.fixture
async def keyed(store: str) -> AsyncIterator[Database]:
    """The register of those tests, with references encrypted."""
    async with opened(address(store, KEY)) as database:
        await load(database, read_register(test_handling.ON_CONSENT.encode()))
        yield database


@pytest.mark.parametrize("promise", PROMISES, ids=[one.__name__.removeprefix("test_") for one in PROMISES])
async def test_requests_are_handled_as_without_a_key(
    promise: Callable[[Database], Awaitable[None]], keyed: Database
) -> None:
    """The same test."""
    await promise(keyed)
