"""Data received from third parties, verb by verb: what is done, what is refused, and what rule 35 says of it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from models.received_words import ReceivedItem
from models.vocabulary import Role
from tests.vendors.received.clerk import (
    CONFIRMED,
    NOW,
    RECEIVED,
    RECORDED,
    WHOLE,
    does,
    everything,
    findings,
    is_as_recorded,
    received_and_recorded,
    refused,
    registered,
)
from tests.vendors.verbs.clerk import REGISTER
from vendors import tokens
from vendors.received.handling import ON_RECEIVED
from vendors.received.stored import ReceivedProvision, stored
from vendors.register.read import read_register
from vendors.store.address import address
from vendors.store.database import Database, opened
from vendors.store.loading import load
from vendors.verbs.once import RightsLost
from vendors.verbs.refusals import KeyTaken


@pytest.fixture
async def database(store: str) -> AsyncIterator[Database]:
    """A small register, in which nothing was received yet."""
    async with opened(address(store)) as opened_store:
        await load(opened_store, read_register(REGISTER.encode()))
        yield opened_store


async def there(database: Database, code: str) -> ReceivedProvision:
    """A receipt as it is stored."""
    found = await stored(database, code)
    assert found is not None
    return found[1]


async def row_of(database: Database, code: str) -> dict[str, Any]:
    """Its row, days as texts."""
    (row,) = await database.rows("SELECT * FROM received_provision WHERE code = ?", code)
    return {name: str(value) if name.endswith(("_on", "_until")) and value else value for name, value in row.items()}


async def test_what_is_received_confirmed_and_recorded_in_time_breaks_nothing(database: Database) -> None:
    """Each verb says its part; the record belongs to it, and is kept for three years."""
    await received_and_recorded(database, "in-1")
    row, found = await row_of(database, "in-1"), await there(database, "in-1")

    assert await findings(database, "in-1") == []
    assert (found.name, found.items, found.subjects) == ("アクメ株式会社", ("氏名", "住所"), ("p-1", "p-2"))
    assert (found.record_has, found.revision) == (tuple(ReceivedItem(one) for one in WHOLE), 3)
    said = ("record_due_on", "record_by", "record_kept_until", "record_closes_on", "listed_count")
    assert [row[name] for name in said] == ["2026-08-08", "in-1", "2029-08-02", None, 2]


async def test_what_is_missing_is_found_until_it_is_said(database: Database) -> None:
    """From the day of receipt on; each verb ends what it ends."""
    unconfirmed = ("CONFIRMATION", "2026-08-01", "", "ABSENT")
    unrecorded = ("RECORD", "2026-08-09", "", "ABSENT")
    await registered(database, "in-1")
    first = await findings(database, "in-1")
    await does(database, "confirmReceivedProvision", "in-1", **{**CONFIRMED, "on": "2026-08-03"})
    second = await findings(database, "in-1")
    await does(database, "recordReceivedProvision", "in-1", **{**RECORDED, "on": "2026-08-10", "has": WHOLE[1:]})
    third = await findings(database, "in-1")

    late = ("CONFIRMATION", "2026-08-01", "2026-08-02", "CONTRARY")
    assert first == [unconfirmed, unrecorded]
    assert second == [late, unrecorded]
    assert third == [
        late,
        ("RECORD", "2026-08-09", "2026-08-09", "CONTRARY"),
        ("RECORD_ITEMS", "2026-08-10", "", "ABSENT"),
    ]


async def test_a_confirmation_may_say_more_of_the_third_party(database: Database) -> None:
    """Name, address and representative as they were confirmed take the place of what was registered."""
    await registered(database, "in-1", address=None, representative=None)
    await does(database, "confirmReceivedProvision", "in-1", **CONFIRMED)
    lacking = await findings(database, "in-1")
    await registered(database, "in-2", address=None, representative=None)
    more = {"name": "新アクメ", "address": "大阪市1-1", "representative": "新代表"}
    await does(database, "confirmReceivedProvision", "in-2", **CONFIRMED, **more)
    found = await there(database, "in-2")

    assert lacking[0] == ("CONFIRMED_MATTERS", "2026-08-01", "", "ABSENT")
    assert [cause for cause, *_ in await findings(database, "in-2")] == ["RECORD"]
    assert (found.name, found.address, found.representative) == ("新アクメ", "大阪市1-1", "新代表")


async def test_a_lump_record_serves_what_was_received_before_and_is_received_later(database: Database) -> None:
    """Of the same third party on the same basis in the same quarter: what is said of the others is said anew."""
    for code, on in (("in-1", "2026-07-01"), ("in-2", "2026-07-15"), ("in-3", "2026-06-30")):
        await registered(database, code, on=on)
    await does(database, "recordReceivedProvision", "in-1", on="2026-08-01", method="lump", has=WHOLE)
    await registered(database, "in-4", on="2026-08-09")
    await registered(database, "in-5", on="2026-08-09", provider="other")
    rows = {code: await row_of(database, code) for code in ("in-1", "in-2", "in-3", "in-4", "in-5")}

    assert {code: row["record_by"] for code, row in rows.items()} == {
        "in-1": "in-1",
        "in-2": "in-1",
        "in-3": None,
        "in-4": "in-1",
        "in-5": None,
    }
    assert {row["record_kept_until"] for row in rows.values()} == {"2029-08-09", None}
    assert [cause for cause, *_ in await findings(database, "in-3")] == ["CONFIRMATION", "RECORD"]
    await is_as_recorded(database)


async def test_a_correction_to_another_third_party_has_both_judged_anew(database: Database) -> None:
    """The lump record goes with the one that carries it; those that it served have none any more."""
    await registered(database, "in-1", on="2026-08-01")
    await registered(database, "in-2", on="2026-08-01")
    await does(database, "recordReceivedProvision", "in-1", on="2026-08-02", method="lump", has=WHOLE)
    served = await row_of(database, "in-2")
    await does(database, "correctReceivedProvision", "in-1", reason="wrong company", revision="2", provider="other")

    assert served["record_by"] == "in-1"
    assert (await row_of(database, "in-2"))["record_by"] is None
    assert (await row_of(database, "in-1"))["record_by"] == "in-1"
    await is_as_recorded(database)


async def test_a_record_is_not_deleted_before_its_time(database: Database) -> None:
    """Received and recorded on 1 August 2018: kept through 1 August 2021."""
    found = {}
    for code, deleted in (("in-1", "2021-08-01"), ("in-2", "2021-08-02")):
        await registered(database, code, on="2018-08-01")
        await does(database, "confirmReceivedProvision", code, **{**CONFIRMED, "on": "2018-08-01"})
        await does(database, "recordReceivedProvision", code, **{**RECORDED, "on": "2018-08-01"})
        await does(database, "recordReceivedDeletion", code, on=deleted)
        found[code] = await findings(database, code)

    assert found == {"in-1": [("RECORD_KEEPING", "2021-08-01", "", "CONTRARY")], "in-2": []}


async def test_other_days_to_record_have_all_judged_anew(database: Database) -> None:
    """The operator's limit is corrected by loading a register: what is late then is found, and goes again."""
    await registered(database, "in-1")
    seven = await findings(database, "in-1")
    ten = REGISTER.replace("services:", "limits: {record_days: 10}\nservices:", 1)
    await load(database, read_register(ten.encode()))
    later = await findings(database, "in-1")
    await is_as_recorded(database)
    await load(database, read_register(REGISTER.encode()))

    assert [first for cause, first, *_ in seven if cause == "RECORD"] == ["2026-08-09"]
    assert [first for cause, first, *_ in later if cause == "RECORD"] == ["2026-08-12"]
    assert await findings(database, "in-1") == seven


async def test_a_correction_says_what_should_have_been_said(database: Database) -> None:
    """A field that is left out stays, null makes it absent, a list is replaced whole; the reason is on the ledger."""
    await received_and_recorded(database, "in-1")
    before = await there(database, "in-1")
    said: Any = {
        "subjects": ["p-3", "p-2"],
        "representative": None,
        "received_on": "2026-07-31",
        "record_has": WHOLE[:2],
    }
    await does(database, "correctReceivedProvision", "in-1", reason="typed wrongly", revision="3", **said)
    after = await there(database, "in-1")
    (event,) = await database.rows("SELECT reason, action FROM ledger_event ORDER BY id DESC LIMIT 1")

    assert after == replace(
        before,
        subjects=("p-2", "p-3"),
        representative=None,
        received_on=before.received_on - timedelta(days=1),
        record_has=(ReceivedItem.PROVIDER, ReceivedItem.ADDRESS),
        revision=4,
    )
    assert (event["reason"], event["action"]) == ("typed wrongly", "CORRECTED")
    assert ("CONFIRMATION", "2026-07-31", "2026-07-31", "CONTRARY") in await findings(database, "in-1")
    await is_as_recorded(database)


async def test_a_correction_that_says_nothing_new_changes_nothing(database: Database) -> None:
    """No event, no revision."""
    await registered(database, "in-1")
    before = await everything(database)
    await does(database, "correctReceivedProvision", "in-1", reason="look again", revision="1", provider="acme")
    after = await everything(database)

    assert before[:4] + before[5:] == after[:4] + after[5:]


CORRECTING = ("correctReceivedProvision", "a reason")
AFTER_ONE_IS_THERE: tuple[tuple[str, str | None, Any, tuple[str, str]], ...] = (
    (*CORRECTING, {"revision": "1", "provider": None}, ("missing_field", "provider")),
    (*CORRECTING, {"revision": "1", "items": []}, ("missing_field", "items")),
    (*CORRECTING, {"revision": "1", "provider": "田中"}, ("bad_code", "provider")),
    (*CORRECTING, {"revision": "1", "subject_count": 2}, ("listed_and_counted", "subject_count")),
    (*CORRECTING, {"revision": "1", "subjects": [], "subject_count": -1}, ("out_of_range", "subject_count")),
    (*CORRECTING, {"revision": "1", "subjects": ["x" * 201]}, ("bad_subject", "subjects")),
    (*CORRECTING, {"revision": "1", "subjects": [" "]}, ("says_nothing", "subjects")),
    (*CORRECTING, {"revision": "1", "confirmed_on": "2026-08-01"}, ("said_in_part", "confirmed_on")),
    (*CORRECTING, {"revision": "1", "provider_method": "OTHER"}, ("said_in_part", "provider_method")),
    (*CORRECTING, {"revision": "1", "circumstances": "x"}, ("said_in_part", "circumstances")),
    (*CORRECTING, {"revision": "1", "record_method": "lump"}, ("said_in_part", "record_method")),
    (*CORRECTING, {"revision": "1", "record_has": ["ITEMS"]}, ("said_in_part", "record_has")),
    (*CORRECTING, {"revision": "1", "record_deleted_on": "2026-08-02"}, ("said_in_part", "record_deleted_on")),
    (*CORRECTING, {"revision": "1", "received_on": "2026-08-11"}, ("day_to_come", "received_on")),
    (*CORRECTING, {"revision": "2", "name": "x"}, ("stale", "revision")),
    ("correctReceivedProvision", None, {"revision": "1", "name": "x"}, ("no_reason", "reason")),
    ("correctReceivedProvision", " ", {"revision": "1", "name": "x"}, ("no_reason", "reason")),
    ("correctReceivedProvision", "a\0b", {"revision": "1", "name": "x"}, ("bad_character", "reason")),
    ("confirmReceivedProvision", None, {**CONFIRMED, "on": "2026-08-11"}, ("day_to_come", "on")),
    (
        "confirmReceivedProvision",
        None,
        {**CONFIRMED, "circumstances": None},
        ("said_in_part", "circumstances_method"),
    ),
    ("recordReceivedProvision", None, {**RECORDED, "on": "2026-08-11"}, ("day_to_come", "on")),
    ("recordReceivedDeletion", None, {"on": "2026-08-02"}, ("not_recorded", "code")),
    ("registerReceivedProvision", None, RECEIVED, ("code_taken", "code")),
)
"""Verb, reason, what is said of a receipt that was registered, and why it is refused."""
FIRST: tuple[tuple[Any, tuple[str, str]], ...] = (
    ({"code": "田中"}, ("bad_code", "code")),
    ({"provider": "Acme Inc."}, ("bad_code", "provider")),
    ({"name": "\0"}, ("bad_character", "name")),
    ({"items": ["a\0"]}, ("bad_character", "items")),
    ({"items": []}, ("missing_field", "items")),
    ({"on": "2026-08-11"}, ("day_to_come", "on")),
    ({"subject_count": 3}, ("listed_and_counted", "subject_count")),
    ({"subjects": None, "subject_count": 2_147_483_648}, ("out_of_range", "subject_count")),
)
"""What is said otherwise of one that is to be registered, and why it is refused."""


async def test_what_does_not_hold_together_is_refused(database: Database) -> None:
    """Whole: nothing is stored, nothing is on the ledger, and the key stays free."""
    await registered(database, "in-1")

    for verb, reason, said, why in AFTER_ONE_IS_THERE:
        assert await refused(database, verb, "in-1", reason, **said) == why


async def test_what_is_no_receipt_is_refused(database: Database) -> None:
    """By the field that says it."""
    for said, why in FIRST:
        whole: Any = {"code": "in-1", **RECEIVED, **said}
        assert await refused(database, "registerReceivedProvision", whole.pop("code"), **whole) == why


async def test_today_has_come_in_the_operators_time_zone(database: Database) -> None:
    """Ten in the morning in Tokyo: today is a day to be told of, tomorrow is not."""
    await registered(database, "in-1", on="2026-08-10")
    tomorrow: Any = {**RECEIVED, "on": "2026-08-11"}

    assert str((await there(database, "in-1")).received_on) == "2026-08-10"
    assert await refused(database, "registerReceivedProvision", "in-2", **tomorrow) == ("day_to_come", "on")


async def test_each_step_is_said_once(database: Database) -> None:
    """What was said is corrected, never said again; a record is not deleted before it was made."""
    await received_and_recorded(database, "in-1")
    before_made = await refused(database, "recordReceivedDeletion", "in-1", on="2026-08-01")
    await does(database, "recordReceivedDeletion", "in-1", on="2026-08-02")

    assert before_made == ("day_before_step", "on")
    for verb, said in (
        ("confirmReceivedProvision", CONFIRMED),
        ("recordReceivedProvision", RECORDED),
        ("recordReceivedDeletion", {"on": "2026-08-03"}),
    ):
        assert await refused(database, verb, "in-1", **said) == ("recorded_already", "on")
        assert await refused(database, verb, "in-2", **said) == ("unknown_entry", "code")


async def test_who_saw_another_receipt_is_told_what_changed(database: Database) -> None:
    """By whom, when, and which fields; of third party and persons nothing is told."""
    await received_and_recorded(database, "in-1")
    with pytest.raises(Exception, match="stale") as why:
        await does(database, "correctReceivedProvision", "in-1", reason="x", revision="1", name="x")
    (refusal,) = why.value.refusals  # type: ignore[attr-defined]  # a VerbRefused has them

    assert (refusal.params["revision"], refusal.params["by"]) == (3, "hanako")
    assert str(refusal.params["fields"]) == (
        "circumstances_method, confirmed_on, provider_method, record_has, record_made_on, record_method"
    )


async def test_a_step_sent_again_under_its_key_is_answered_again(database: Database) -> None:
    """Nothing is done twice; another input under the same key is a conflict."""
    first = await does(database, "registerReceivedProvision", "in-1", key="k", **RECEIVED)
    before = await everything(database)
    second = await does(database, "registerReceivedProvision", "in-1", key="k", **RECEIVED)

    assert (first.again, second.again, second.code) == (False, True, "in-1")
    assert await everything(database) == before
    with pytest.raises(KeyTaken):
        await does(database, "registerReceivedProvision", "in-2", key="k", **RECEIVED)
    assert await everything(database) == before


async def test_who_lost_a_role_since_he_came_in_does_nothing(database: Database) -> None:
    """Looked at in the transaction that would do it."""
    await tokens.create(database, "sato", [Role.REVIEWER], NOW - timedelta(days=1))
    (row,) = await database.rows("SELECT key FROM access_token")
    holder = tokens.Holder("sato", frozenset({Role.RECORDER, Role.REVIEWER}), key=row["key"])
    before = await everything(database)

    with pytest.raises(RightsLost):
        await ON_RECEIVED.handled(database, "registerReceivedProvision", {"code": "in-1", **RECEIVED}, holder, "k", NOW)
    assert await everything(database) == before
