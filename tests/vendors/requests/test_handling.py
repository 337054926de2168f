"""Requests of persons, step by step: what is done, what is refused, and what the ledger says of it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import orjson
import pytest

from models.vocabulary import Role
from tests.vendors.requests.clerk import NOW, does, handled_to_the_end, refused
from tests.vendors.verbs.clerk import REGISTER
from vendors import tokens
from vendors.ledger.differs import LedgerDiffers
from vendors.ledger.verifying import verify
from vendors.register.read import read_register
from vendors.requests.handling import ON_REQUESTS
from vendors.requests.stored import stored
from vendors.store.address import address
from vendors.store.database import Database, opened
from vendors.store.loading import load, the_register
from vendors.verbs.once import RightsLost
from vendors.verbs.refusals import KeyTaken

ON_CONSENT = REGISTER.replace("bases: [{kind: outsourcing}]", "bases: [{kind: consent, texts: [agreed]}]")
LATER = datetime(2026, 8, 11, 1, 0, tzinfo=UTC)


@pytest.fixture
async def database(store: str) -> AsyncIterator[Database]:
    """A small register whose one transfer rests on consent."""
    async with opened(address(store)) as opened_store:
        await load(opened_store, read_register(ON_CONSENT.encode()))
        yield opened_store


async def events(database: Database) -> list[tuple[str, str, str]]:
    """Verbs and lists of the events that are not the import's."""
    rows = await database.rows("SELECT verb, action, list FROM ledger_event WHERE verb <> 'import' ORDER BY id")
    return [(row["verb"], row["action"], row["list"]) for row in rows]


async def test_a_request_goes_through_its_steps_and_each_is_on_the_ledger(database: Database) -> None:
    """In their order; what comes of them is what the ledger has, and the replay finds nothing else."""
    await handled_to_the_end(database, "r-1", "CORRECTION", outcome="ACCEPTED")
    found = await stored(database, "r-1")
    steps = await events(database)
    verified = await verify(database)

    assert found is not None
    assert [str(day) for day in (found[1].received_on, found[1].decided_on, found[1].notified_on)] == [
        "2026-08-01",
        "2026-08-04",
        "2026-08-05",
    ]
    assert steps == [
        ("receiveRequest", "ADDED", "requests"),
        ("verifyIdentity", "CORRECTED", "requests"),
        ("investigateRequest", "CORRECTED", "requests"),
        ("decideRequest", "CORRECTED", "requests"),
        ("notifyRequest", "CORRECTED", "requests"),
    ]
    assert verified.size > len(steps)


async def test_the_ledger_names_nobody_who_asked(database: Database) -> None:
    """Neither person, nor code, nor any words: days and decision stand there, the rest under a salted digest."""
    said = {"asked": "お願い", "identity": "旅券", "found": "調査", "explained": "説明"}
    await does(
        database,
        "receiveRequest",
        "tanaka-taro",
        subject="secret-77",
        kind="STOP_OF_USE",
        on="2026-08-01",
        asked=said["asked"],
    )
    await does(database, "verifyIdentity", "tanaka-taro", on="2026-08-02", identity=said["identity"])
    await does(database, "investigateRequest", "tanaka-taro", on="2026-08-02", found=said["found"])
    await does(
        database,
        "decideRequest",
        "tanaka-taro",
        on="2026-08-02",
        outcome="ACCEPTED",
        explained=said["explained"],
    )
    rows = await database.rows("SELECT list, key, entry FROM ledger_event WHERE verb <> 'import' ORDER BY id")
    (last,) = [row for row in rows if row["list"] == "requests"][-1:]

    text = str([dict(row) for row in rows])
    assert not [word for word in ("secret-77", "tanaka", *said.values()) if word in text]
    entry = orjson.loads(last["entry"])
    assert (entry["kind"], entry["received_on"], entry["outcome"]) == ("STOP_OF_USE", "2026-08-01", "ACCEPTED")
    assert entry["person"].keys() == {"digest", "persons"}


@pytest.mark.parametrize("kind", ["STOP_OF_PROVISION", "STOP_OF_USE"])
async def test_accepting_a_stop_writes_the_stop_with_the_decision(kind: str, database: Database) -> None:
    """From the moment of the decision on, for this person, and in the register as any other stop."""
    before = (await the_register(database)).stops
    await handled_to_the_end(database, "r-1", kind, subject="p-2", outcome="ACCEPTED")
    (stop,) = (await the_register(database)).stops

    assert before == ()
    assert (stop.subject, stop.from_, stop.until, stop.recipients) == ("p-2", NOW, None, ())
    assert ("decideRequest", "ADDED", "stops") in await events(database)
    await verify(database)


async def test_a_delivery_after_an_accepted_stop_is_judged_by_it(database: Database) -> None:
    """A delivery that was recorded with a moment after the decision is judged anew as the stop is written."""
    later = REGISTER.replace("2024-06-01T10:00", "2026-08-10T11:00").replace(
        "[{kind: outsourcing}]", "[{kind: consent, texts: [agreed]}]"
    )
    await load(database, read_register(later.encode()))
    codes = "SELECT code FROM delivery_finding WHERE code = 'STOP_ORDER_ACTIVE'"
    before = await database.rows(codes)
    await handled_to_the_end(database, "r-1", subject="p-1", outcome="ACCEPTED")

    assert before == []
    assert len(await database.rows(codes)) == 1


async def test_a_stop_in_part_is_written_for_the_recipients_that_it_names(database: Database) -> None:
    """The decision's recipients take the place of those of the request; both stay true to what was decided."""
    await does(
        database,
        "receiveRequest",
        "r-1",
        subject="p-1",
        kind="STOP_OF_PROVISION",
        on="2026-08-01",
        recipients=["carrier", "printer"],
    )
    await does(database, "verifyIdentity", "r-1", on="2026-08-02", identity="x")
    await does(database, "investigateRequest", "r-1", on="2026-08-02", found="x")
    decision = {"outcome": "PARTLY_ACCEPTED", "reasons": ["NO_GROUND_TO_STOP"], "recipients": ["carrier"]}
    await does(database, "decideRequest", "r-1", on="2026-08-02", **decision)
    (stop,) = (await the_register(database)).stops

    assert stop.recipients == ("carrier",)


@pytest.mark.parametrize(
    "decision", [{"outcome": "REFUSED", "reasons": ["NO_GROUND_TO_STOP"]}, {"outcome": "WITHDRAWN"}]
)
async def test_what_is_refused_or_taken_back_stops_nothing(decision: dict[str, object], database: Database) -> None:
    """No stop is written."""
    await does(database, "receiveRequest", "r-1", subject="p-1", kind="STOP_OF_USE", on="2026-08-01")
    await does(database, "verifyIdentity", "r-1", on="2026-08-02", identity="x")
    await does(database, "investigateRequest", "r-1", on="2026-08-02", found="x")
    await does(database, "decideRequest", "r-1", on="2026-08-03", **decision)

    assert (await the_register(database)).stops == ()
    assert (await database.rows("SELECT stopped_from FROM person_request"))[0]["stopped_from"] is None


async def test_nothing_is_decided_before_identity_and_investigation(database: Database) -> None:
    """Policy 6: verified to be the person's own, investigated, then decided, then told."""
    await does(database, "receiveRequest", "r-1", subject="p-1", kind="CORRECTION", on="2026-08-01")
    accept = {"on": "2026-08-02", "outcome": "ACCEPTED"}

    assert await refused(database, "investigateRequest", "r-1", on="2026-08-02", found="x") == (
        "identity_first",
        "code",
    )
    assert await refused(database, "decideRequest", "r-1", **accept) == ("identity_first", "code")
    assert await refused(database, "notifyRequest", "r-1", on="2026-08-02") == ("decision_first", "code")
    await does(database, "verifyIdentity", "r-1", on="2026-08-02", identity="x")
    assert await refused(database, "decideRequest", "r-1", **accept) == ("investigation_first", "code")
    assert await refused(database, "verifyIdentity", "r-1", on="2026-08-02", identity="y") == ("recorded_already", "on")


async def test_whose_identity_cannot_be_verified_is_refused_without_an_investigation(database: Database) -> None:
    """For that reason alone."""
    await does(database, "receiveRequest", "r-1", subject="p-1", kind="CORRECTION", on="2026-08-01")
    unknown = {"on": "2026-08-02", "outcome": "REFUSED"}
    both = ["IDENTITY_UNVERIFIED", "CONTENT_IS_TRUE"]

    assert await refused(database, "decideRequest", "r-1", **unknown, reasons=both) == ("identity_first", "code")
    await does(database, "decideRequest", "r-1", **unknown, reasons=["IDENTITY_UNVERIFIED"])
    assert await refused(database, "decideRequest", "r-1", **unknown, reasons=both) == ("request_closed", "code")


async def test_a_refusal_has_a_reason_that_the_law_has_for_it(database: Database) -> None:
    """And what is not refused has none."""
    await does(database, "receiveRequest", "r-1", subject="p-1", kind="CORRECTION", on="2026-08-01")
    await does(database, "verifyIdentity", "r-1", on="2026-08-02", identity="x")
    await does(database, "investigateRequest", "r-1", on="2026-08-02", found="x")
    refusal = {"on": "2026-08-03", "outcome": "REFUSED"}

    assert await refused(database, "decideRequest", "r-1", **refusal) == ("no_lawful_reason", "reasons")
    assert await refused(database, "decideRequest", "r-1", **refusal, reasons=["BUSINESS_IMPEDED"]) == (
        "unlawful_reason",
        "reasons",
    )
    accept = {"on": "2026-08-03", "outcome": "ACCEPTED", "reasons": ["CONTENT_IS_TRUE"]}
    assert await refused(database, "decideRequest", "r-1", **accept) == ("no_reason_here", "reasons")
    assert await refused(
        database, "decideRequest", "r-1", **refusal, reasons=["CONTENT_IS_TRUE"], recipients=["carrier"]
    ) == (
        "no_recipients_here",
        "recipients",
    )


async def test_days_come_in_their_order_and_never_before_they_come(database: Database) -> None:
    """Days are the operator's: at ten in the morning of the 10th in Tokyo, the 11th has not come."""
    received = {"subject": "p-1", "kind": "CORRECTION"}

    assert await refused(database, "receiveRequest", "r-1", on="2026-08-11", **received) == ("day_to_come", "on")
    await does(database, "receiveRequest", "r-1", on="2026-08-10", **received)
    assert await refused(database, "verifyIdentity", "r-1", on="2026-08-09", identity="x") == ("day_before_step", "on")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"code": "田中"}, ("bad_request_code", "code")),
        ({"subject": " "}, ("says_nothing", "subject")),
        ({"subject": "x" * 201}, ("bad_subject", "subject")),
        ({"asked": "a\0b"}, ("bad_character", "asked")),
        ({"recipients": ["carrier"]}, ("no_recipients_here", "recipients")),
        ({"kind": "STOP_OF_PROVISION", "recipients": ["nobody"]}, ("unknown_entry", "recipients")),
        ({"code": "there"}, ("code_taken", "code")),
    ],
)
async def test_what_is_no_request_is_refused(said: dict[str, object], why: tuple[str, str], database: Database) -> None:
    """Nothing of it is stored, and nothing is on the ledger."""
    await does(database, "receiveRequest", "there", subject="p-1", kind="CORRECTION", on="2026-08-01")
    before = await events(database)
    whole = {"code": "r-1", "subject": "p-1", "kind": "CORRECTION", "on": "2026-08-02", **said}

    assert await refused(database, "receiveRequest", str(whole.pop("code")), **whole) == why
    assert await events(database) == before


async def test_a_step_sent_again_under_its_key_is_answered_again(database: Database) -> None:
    """And done once; something else under the key is refused."""
    said = {"subject": "p-1", "kind": "STOP_OF_USE", "on": "2026-08-01"}
    first = await does(database, "receiveRequest", "r-1", "key", **said)
    again = await does(database, "receiveRequest", "r-1", "key", **said)

    with pytest.raises(KeyTaken):
        await does(database, "receiveRequest", "r-2", "key", **said)
    assert (first.again, again.again, again.code) == (False, True, "r-1")
    assert len(await events(database)) == 1


async def test_who_lost_a_role_since_he_came_in_does_nothing(database: Database) -> None:
    """It is looked at in the transaction itself."""
    await tokens.create(database, "sato", [Role.RECORDER], NOW - timedelta(days=1))
    (row,) = await database.rows("SELECT key FROM access_token")
    holder = tokens.Holder("sato", frozenset({Role.RECORDER, Role.REVIEWER}), key=row["key"])
    said = {"code": "r-1", "subject": "p-1", "kind": "CORRECTION", "on": "2026-08-01"}

    with pytest.raises(RightsLost):
        await ON_REQUESTS.handled(database, "receiveRequest", said, holder, "key", LATER)
    assert await events(database) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE person_request SET subject = 'p-2'",
        "UPDATE person_request SET asked = NULL",
        "UPDATE person_request SET notified_on = '2026-08-06'",
        "UPDATE person_request SET overdue_from = '2026-08-06'",
        "UPDATE person_request SET outcome = 'REFUSED'",
        "DELETE FROM person_request",
        "UPDATE sealed SET salt = '00' WHERE list = 'requests'",
    ],
)
async def test_a_request_that_was_changed_behind_the_program_is_found(change: str, database: Database) -> None:
    """Who it was, what was said, a day, the decision: each differs from what the ledger has."""
    await handled_to_the_end(database, "r-1")
    await verify(database)
    await database.run(change)

    with pytest.raises(LedgerDiffers) as differs:
        await verify(database)

    assert "person_request" in differs.value.message("en")
