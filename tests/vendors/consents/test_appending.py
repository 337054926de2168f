"""Consents and withdrawals are appended beside what is there; what they touch is judged anew."""

from datetime import timedelta
from typing import Any

import pytest

from tests.vendors.consents.recorder import recorder
from vendors.consents.faults import MOST
from vendors.consents.giving import append_consents
from vendors.consents.taking_back import append_withdrawals
from vendors.ledger.verifying import verify
from vendors.store.loading import load, the_register
from vendors.store.moments import moment_there

EARLY, JUNE, JULY, LATE = (
    "2024-02-01T00:00:00Z",
    "2024-06-01T00:00:00Z",
    "2024-07-01T00:00:00Z",
    "2026-01-01T00:00:00Z",
)


def just(before_or_after: int, moment: str) -> str:
    """A microsecond before or after a moment."""
    return (moment_there(moment) + timedelta(microseconds=before_or_after)).isoformat()


async def test_a_consent_is_a_row_and_an_entry_of_the_register(store: str) -> None:
    """It stands in the register as if the file had brought it, and loading that register again writes nothing."""
    async with recorder(store) as at_work:
        done = await at_work.gives({"subject": "p-9", "given_at": EARLY, "capable": False, "guardian": True})
        register = await the_register(at_work.database)

        assert (done.persons, done.changed.added, done.changed.judged_anew) == (1, 1, 0)
        (added,) = [one for one in register.consents if one.subject == "p-9"]
        assert (added.text, added.capable, added.guardian) == ("agreed", False, True)
        assert (await load(at_work.database, register)).nothing_changed


async def test_a_consent_that_was_there_at_the_moment_says_so_once_it_is_recorded(store: str) -> None:
    """Given before the delivery: nobody of it lacks consent any more. Only the deliveries that list him are touched."""
    async with recorder(store) as at_work:
        assert await at_work.findings() == {"l-1": {"CONSENT_MISSING": 1}, "l-2": {"CONSENT_MISSING": 2}}

        done = await at_work.gives({"subject": "p-3", "given_at": just(-1, JULY)})

        assert await at_work.findings() == {"l-1": {"CONSENT_MISSING": 1}, "l-2": {"CONSENT_MISSING": 1}}
        assert done.changed.judged_anew == 1


@pytest.mark.parametrize("given", [JULY, just(1, JULY), LATE])
async def test_a_late_consent_cures_nothing(given: str, store: str) -> None:
    """At the very moment of the delivery, or after it: it is said that the consent came too late."""
    async with recorder(store) as at_work:
        await at_work.gives({"subject": "p-3", "given_at": given})

        assert (await at_work.findings())["l-2"] == {"CONSENT_MISSING": 1, "CONSENT_AFTER_TRANSFER": 1}


@pytest.mark.parametrize(("moment", "is_touched"), [(just(-1, JUNE), True), (JUNE, True), (just(1, JUNE), False)])
async def test_a_withdrawal_is_obeyed_from_its_moment_on(moment: str, is_touched: bool, store: str) -> None:
    """A delivery before it stays as it was; one at it, or after it, lacks the consent."""
    async with recorder(store) as at_work:
        done = await at_work.withdraws({"subject": "p-1", "withdrawn_at": moment})

        expected = {"CONSENT_MISSING": 1, "CONSENT_WITHDRAWN": 1} if is_touched else {"CONSENT_MISSING": 1}
        assert (await at_work.findings())["l-1"] == expected
        assert (done.persons, done.changed.corrected, done.changed.judged_anew) == (1, 1, int(is_touched))


async def test_a_withdrawal_leaves_the_row_of_its_consent_and_its_batch_as_they_were(store: str) -> None:
    """It is a row with a batch of its own, and in the register file a moment of the consent."""
    async with recorder(store) as at_work:
        before = await at_work.database.rows("SELECT * FROM consent ORDER BY id")
        sealed = await at_work.database.rows("SELECT * FROM sealed WHERE list = 'consents' ORDER BY id")

        done = await at_work.withdraws({"subject": "p-1", "given_at": "2023-12-31T15:00:00Z", "withdrawn_at": LATE})

        assert await at_work.database.rows("SELECT * FROM consent ORDER BY id") == before
        assert await at_work.database.rows("SELECT * FROM sealed WHERE list = 'consents' ORDER BY id") == sealed
        (row,) = await at_work.database.rows("SELECT batch, withdrawn_at FROM withdrawal")
        assert row["batch"] == done.batch
        register = await the_register(at_work.database)
        assert [one.withdrawn_at for one in register.consents] == [moment_there(LATE)]
        assert (await load(at_work.database, register)).nothing_changed


async def test_without_a_moment_all_that_was_given_by_then_is_taken_back(store: str) -> None:
    """Who takes back his consent does not go on having consented by an older one; what he gives later stands."""
    async with recorder(store) as at_work:
        await at_work.gives({"subject": "p-1", "given_at": EARLY}, {"subject": "p-1", "given_at": LATE})

        done = await at_work.withdraws({"subject": "p-1", "withdrawn_at": JUNE})

        assert done.persons == 2
        assert {one.given_at: one.withdrawn_at for one in (await the_register(at_work.database)).consents} == {
            moment_there("2023-12-31T15:00:00Z"): moment_there(JUNE),
            moment_there(EARLY): moment_there(JUNE),
            moment_there(LATE): None,
        }


async def test_each_batch_is_on_the_ledger_by_seal_and_number(store: str) -> None:
    """One event for a batch, whatever its size; no person in it. `verify` finds all as recorded."""
    async with recorder(store) as at_work:
        many = [{"subject": f"c-{number}", "given_at": EARLY} for number in range(12_001)]
        given = await at_work.gives(*many)
        back = await at_work.withdraws(*({"subject": f"c-{number}", "withdrawn_at": LATE} for number in range(5_001)))
        again = await at_work.gives({"subject": "c-0", "given_at": LATE})

        events = await at_work.database.rows(
            "SELECT id, list, action, verb, actor, entry FROM ledger_event WHERE id >= ?", given.sequence
        )
        assert [(row["id"], row["list"], row["action"]) for row in events] == [
            (given.sequence, "consents", "ADDED"),
            (back.sequence, "withdrawals", "ADDED"),
            (again.sequence, "consents", "ADDED"),
        ]
        assert events[0]["entry"] == f'{{"persons":12001,"root":"{given.root}"}}'
        assert (await verify(at_work.database)).size == again.sequence


WRONG_CONSENTS: list[tuple[dict[str, Any], str, str]] = [
    ({"given_at": EARLY, "text": "other"}, "unknown_reference", "text"),
    ({"given_at": "yesterday"}, "bad_moment", "given_at"),
    ({"given_at": "2024-02-01T00:00:00"}, "moment_without_offset", "given_at"),
    ({}, "missing_field", "given_at"),
    ({"given_at": EARLY, "subject": " "}, "missing_field", "subject"),
    ({"given_at": EARLY, "subject": "a\0b"}, "bad_character", "subject"),
    ({"given_at": EARLY, "subject": "c" * 201}, "bad_subject", "subject"),
    ({"given_at": EARLY, "capable": "yes"}, "wrong_type", "capable"),
    ({"given_at": EARLY, "name": "Hanako"}, "unknown_key", "name"),
    ({"given_at": "2024-01-01T00:00:00+09:00", "subject": "p-1"}, "given_twice", "given_at"),
]


async def test_one_bad_row_refuses_the_batch_whole(store: str) -> None:
    """It is told by its place and field, and nothing at all is written."""
    good = [{"subject": f"c-{number}", "given_at": EARLY} for number in range(3)]
    async with recorder(store) as at_work:
        for wrong, code, field in WRONG_CONSENTS:
            told = await at_work.refused(append_consents, *good, {"subject": "c-9", **wrong}, good[0])

            assert told == [(code, 3, field), ("given_twice", 4, "given_at")]


async def test_every_fault_is_told_up_to_a_number(store: str) -> None:
    """The search ends there."""
    async with recorder(store) as at_work:
        bad = [{"subject": f"c-{number}", "given_at": "?"} for number in range(MOST + 10)]

        assert len(await at_work.refused(append_consents, *bad)) == MOST


WRONG_WITHDRAWALS: list[tuple[dict[str, Any], str, str]] = [
    ({"text": "other"}, "unknown_reference", "text"),
    ({"subject": "c" * 201}, "bad_subject", "subject"),
    ({"subject": "p-2"}, "no_consent", "subject"),
    ({"given_at": EARLY}, "no_consent", "given_at"),
    ({"withdrawn_at": "2023-12-31T14:59:59.999999Z"}, "withdrawn_before_given", "withdrawn_at"),
    ({"subject": "c-1"}, "withdrawn_already", "withdrawn_at"),
    ({"withdrawn_at": None}, "missing_field", "withdrawn_at"),
]


async def test_what_is_not_there_is_not_withdrawn(store: str) -> None:
    """Nor what was withdrawn before, in another batch or in the same one."""
    async with recorder(store) as at_work:
        await at_work.gives({"subject": "c-1", "given_at": EARLY}, {"subject": "c-2", "given_at": EARLY})
        await at_work.withdraws({"subject": "c-1", "withdrawn_at": JUNE})
        good = {"subject": "c-2", "withdrawn_at": JUNE}

        for wrong, code, field in WRONG_WITHDRAWALS:
            bad = {"subject": "p-1", "withdrawn_at": LATE, **wrong}
            told = await at_work.refused(append_withdrawals, good, bad, good)

            assert told == [(code, 1, field), ("withdrawn_already", 2, "withdrawn_at")]


async def test_at_the_moment_it_was_given_a_consent_may_be_withdrawn(store: str) -> None:
    """Not before it."""
    async with recorder(store) as at_work:
        done = await at_work.withdraws({"subject": "p-1", "withdrawn_at": "2024-01-01T00:00:00+09:00"})

        assert done.persons == 1
