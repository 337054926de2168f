"""A batch is written whole, once for each key, or not at all."""

import pytest

from tests.vendors.ingest.sender import sender
from tests.vendors.store.test_loading import everything
from vendors.ingest.targets import CONSENTS, WITHDRAWALS
from vendors.ledger.verifying import verify
from vendors.store.loading import load, the_register
from vendors.verbs.refusals import KeyTaken, VerbRefused


async def test_consents_that_are_sent_are_on_record(store: str) -> None:
    """Each a row of its own, of which the ledger knows how many and their seal; what they touch is judged anew."""
    async with sender(store) as at_work:
        assert await at_work.said("l-2") == (2, "INVALID", 2)

        done = await at_work.gives("p-2", "p-3", "p-4")

        assert (done.written.rows, done.written.judged_anew) == (3, 2)
        assert await at_work.said("l-2") == (2, "VALID", None)
        assert (await verify(at_work.database)).size == done.written.sequence
        assert (await load(at_work.database, await the_register(at_work.database))).nothing_changed


async def test_all_that_a_consent_says_is_kept(store: str) -> None:
    """The row that was spooled says what the row that was sent said."""
    row = {
        "text": "agreed", "subject": "会員-9", "given_at": "2024-02-01T09:00:00.5+09:00",
        "withdrawn_at": "2024-03-01T00:00:00Z", "capable": False, "guardian": True, "note": "a\tb\n", "owner": "crm",
    }  # fmt: skip
    async with sender(store) as at_work:
        await at_work.sends(CONSENTS, [row])
        (consent,) = [one for one in (await the_register(at_work.database)).consents if one.subject == "会員-9"]

    assert consent.model_dump(mode="json") == {
        **row, "given_at": "2024-02-01T00:00:00.500000Z", "withdrawn_at": "2024-03-01T00:00:00Z",
    }  # fmt: skip


async def test_withdrawals_come_as_consents_do(store: str) -> None:
    """What they touch is judged anew; one of what nobody gave is told by its row."""
    row = {"text": "agreed", "subject": "p-1", "withdrawn_at": "2024-03-01T00:00:00Z"}
    async with sender(store) as at_work:
        assert await at_work.refused(WITHDRAWALS, [row, {**row, "subject": "p-9"}]) == [("no_consent", 2, "subject")]
        assert await at_work.said("l-1") == (2, "INVALID", 1)

        done = await at_work.sends(WITHDRAWALS, [row])

        assert (done.written.rows, done.written.judged_anew) == (1, 1)
        (finding,) = await at_work.database.rows(
            "SELECT subjects FROM delivery_finding WHERE code = 'CONSENT_WITHDRAWN'"
        )
        assert finding["subjects"] == 1
        assert (await verify(at_work.database)).size == done.written.sequence


async def test_what_only_the_register_tells_is_told_by_row_too(store: str) -> None:
    """A text that is not there, and a consent that is."""
    rows = [
        {"text": "agreed", "subject": "p-5", "given_at": "2024-02-01T00:00:00Z"},
        {"text": "unheard-of", "subject": "p-5", "given_at": "2024-02-01T00:00:00Z"},
        {"text": "agreed", "subject": "p-1", "given_at": "2024-01-01T00:00:00+09:00"},
        {"text": "agreed", "subject": "p-5", "given_at": "2024-02-01T00:00:00Z"},
    ]
    async with sender(store) as at_work:
        assert await at_work.refused(CONSENTS, rows) == [
            ("unknown_reference", 2, "text"),
            ("given_twice", 3, "given_at"),
            ("given_twice", 4, "given_at"),
        ]


async def test_the_same_batch_is_written_once(store: str) -> None:
    """Sent again it is answered as before, and nothing changes; so with either kind of batch."""
    async with sender(store) as at_work:
        given = await at_work.gives("p-2", "p-3", key="k-1")
        listed = await at_work.lists("l-1", "p-7", key="k-2")
        before = await everything(at_work.database)

        again = await at_work.gives("p-2", "p-3", key="k-1")
        also = await at_work.lists("l-1", "p-7", key="k-2")

        assert (again.written, again.again) == (given.written, True)
        assert (also.written, also.again) == (listed.written, True)
        assert await everything(at_work.database) == before


async def test_another_batch_under_the_same_key_is_refused(store: str) -> None:
    """Other rows, or the same into another delivery; another sender's keys are his own."""
    async with sender(store) as at_work:
        await at_work.lists("l-1", "p-7")
        before = await everything(at_work.database)

        for delivery, subject in (("l-1", "p-8"), ("l-2", "p-7")):
            with pytest.raises(KeyTaken):
                await at_work.lists(delivery, subject)
        assert await everything(at_work.database) == before

        at_work.by = "taro"
        assert not (await at_work.lists("l-1", "p-8")).again


async def test_a_batch_that_is_refused_leaves_its_key_free(store: str) -> None:
    """What was wrong is mended, and sent under the same key."""
    async with sender(store) as at_work:
        await at_work.refused(CONSENTS, [{"text": "no", "subject": "p-7", "given_at": "2024-02-01T00:00:00Z"}])

        assert not (await at_work.gives("p-7")).again


async def test_a_key_is_a_short_text(store: str) -> None:
    """As of a verb."""
    async with sender(store) as at_work:
        for key in ("", "k" * 201, "a\0b"):
            with pytest.raises(VerbRefused):
                await at_work.gives("p-7", key=key)
