"""What goes on after a purge: verbs that are sent again, records of a person, and what he is handed."""

from datetime import date
from typing import Any

import pytest

from tests.graph.nouns.test_provision_records import REGISTER as WITH_RECORDS
from tests.vendors.purging.cabinet import LATER, purger
from tests.vendors.requests.clerk import handled_to_the_end
from vendors.disclosure.holding import disclosure
from vendors.ledger.verifying import verify
from vendors.verbs.answering import answered
from vendors.verbs.doing import Order
from vendors.verbs.refusals import KeyTaken
from vendors.verbs.table import BY_NAME

MADE: dict[str, object] = {
    "code": "made",
    "transfer": "feed",
    "at": "2024-04-13T10:00:00+09:00",
    "subjects": ["p-1", "p-3"],
    "record": {"made_on": "2024-04-13", "method": "individual", "has": ["items"]},
}


def order(verb: str, said: dict[str, object], **more: Any) -> Order:
    """What a verb is ordered to do."""
    return Order(BY_NAME[verb], [said], ("entry",), many=False, by="hanako", **more)


async def test_a_verb_that_named_persons_is_refused_when_it_is_sent_again_after_they_were_purged(store: str) -> None:
    """Before, it is answered as then; after, nobody can say whether it is the same, and nobody is put back."""
    async with purger(store) as one:
        first = await answered(one.database, order("registerDelivery", MADE), "key")
        before = await answered(one.database, order("registerDelivery", MADE), "key")
        gone = await one.purges()
        with pytest.raises(KeyTaken):
            await answered(one.database, order("registerDelivery", MADE), "key")
        rows = await one.database.rows(
            "SELECT listed_count, subject_count FROM delivery WHERE code = 'made' AND purged_on IS NOT NULL"
        )
        listed = await one.database.rows("SELECT id FROM delivery_subject WHERE subject = 'p-3'")
        await verify(one.database)

    assert (first.again, before.again, gone.deliveries) == (False, True, 5)
    assert [dict(row) for row in rows] == [{"listed_count": 0, "subject_count": 2}]
    assert listed == []


async def test_a_verb_that_named_nobody_is_answered_again_as_before(store: str) -> None:
    """Whatever was purged meanwhile; the same key with something else is refused as ever."""
    said: dict[str, object] = {"code": "counted", "note": "looked at"}
    async with purger(store) as one:
        await answered(one.database, order("correctDelivery", said, reason="so"), "key")
        await one.purges()
        again = await answered(one.database, order("correctDelivery", said, reason="so"), "key")
        with pytest.raises(KeyTaken):
            await answered(one.database, order("correctDelivery", {**said, "note": "x"}, reason="so"), "key")
        await verify(one.database)

    assert again.again


async def test_what_a_person_is_handed_has_no_record_any_more_that_was_purged(store: str) -> None:
    """The others are as they were, with the consent that stood at their moments."""
    async with purger(store, WITH_RECORDS) as one:
        await handled_to_the_end(one.database, "r-1", "DISCLOSURE_OF_RECORDS", outcome="ACCEPTED")
        before = await one.database.read(lambda connection: disclosure(connection, "r-1"))
        await one.purges(date(2027, 5, 2))
        last_day = await one.database.read(lambda connection: disclosure(connection, "r-1"))
        await one.purges(date(2027, 5, 3))
        after = await one.database.read(lambda connection: disclosure(connection, "r-1"))

    assert [record.recipient for record in before.records] == ["Partner K.K.", "Partner Next K.K."]
    assert last_day == before
    assert after.records == before.records[1:]
    assert after.records[0].consent is not None


async def test_what_is_purged_twice_over_years_still_fits_the_ledger(store: str) -> None:
    """A purge, verbs, a purge of what came since, and nothing differs."""
    async with purger(store) as one:
        await one.purges(date(2027, 6, 21))
        await answered(one.database, order("registerDelivery", MADE), "key")
        await one.clerk.do("removeDelivery", {"code": "each"}, reason="so")
        gone = await one.purges(LATER)
        verified = await verify(one.database)

    assert gone.deliveries == 1
    assert verified.size > 0
