"""Persons who were listed by batches are purged as all others, and a delivery that was purged lists nobody any more."""

import pytest

from tests.vendors.ingest.sender import Sender
from tests.vendors.purging.cabinet import purger
from tests.vendors.store.test_loading import everything
from vendors.ingest.listing import NoSuchDelivery
from vendors.ledger.verifying import verify


async def test_who_came_by_batches_goes_with_the_rest_and_nobody_comes_after(store: str) -> None:
    """Rows and seal go, the ledger holds, a delivery beside it still lists, and what was purged is refused."""
    async with purger(store) as one:
        at_work = Sender(one.database)
        await at_work.lists("lump-first", "q-1", "q-2", key="k-1")
        assert (await one.purges()).persons == 9

        sealed = "SELECT count(*) AS number FROM sealed WHERE list = 'deliveries' AND key = 'lump-first'"
        (left,) = await one.database.rows(sealed)
        assert left["number"] == 0
        assert await verify(one.database) is not None

        before = await everything(one.database)
        with pytest.raises(NoSuchDelivery):
            await at_work.lists("lump-first", "q-3", key="k-2")
        assert await everything(one.database) == before

        done = await at_work.lists("never-recorded", "q-4", key="k-3")
        assert (await verify(one.database)).size == done.written.sequence
