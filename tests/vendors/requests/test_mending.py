"""A request that was recorded wrongly is corrected or taken out, for a reason, while nothing is decided on it."""

from collections.abc import AsyncIterator

import pytest

from tests.vendors.requests.clerk import does, handled_to_the_end, refused
from tests.vendors.verbs.clerk import REGISTER
from vendors.ledger.differs import LedgerDiffers
from vendors.ledger.verifying import verify
from vendors.register.read import read_register
from vendors.requests.stored import Request, stored
from vendors.store.address import address
from vendors.store.database import Database, opened
from vendors.store.filling import SUITS
from vendors.store.loading import load
from vendors.store.migrating import migrate

PUT_BACK = (
    "INSERT INTO person_request (code, kind, subject, received_on, suit_from)"
    " VALUES ('r-9', 'CORRECTION', 'p-9', '2026-04-01', '2026-04-16')"
)


@pytest.fixture
async def database(store: str) -> AsyncIterator[Database]:
    """A small register, and a request to stop provision to somebody that was investigated."""
    async with opened(address(store)) as opened_store:
        await load(opened_store, read_register(REGISTER.encode()))
        stop = {"subject": "p-1", "kind": "STOP_OF_PROVISION", "recipients": ["carrier"]}
        await does(opened_store, "receiveRequest", "r-1", on="2026-04-01", **stop)
        await does(opened_store, "verifyIdentity", "r-1", on="2026-04-03", identity="by the account")
        await does(opened_store, "investigateRequest", "r-1", on="2026-04-04", found="no consent")
        yield opened_store


async def now(database: Database, code: str = "r-1") -> Request:
    """The request as it stands."""
    found = await stored(database, code)
    assert found is not None
    return found[1]


async def last_event(database: Database) -> tuple[str, str, str | None]:
    """Verb, action and reason of what the ledger has last."""
    (row,) = await database.rows("SELECT verb, action, reason FROM ledger_event ORDER BY id DESC LIMIT 1")
    return row["verb"], row["action"], row["reason"]


async def test_a_day_of_arrival_is_corrected_and_what_is_reckoned_from_it_with_it(database: Database) -> None:
    """Up to the day of the next step. Arrived 1 April, a suit can be filed from the 16th; on the 3rd, from the 18th."""
    before = await now(database)
    await does(database, "correctRequest", "r-1", on="2026-04-03", reason="the stamp says so")
    after = await now(database)

    assert (str(before.suit_from), str(after.suit_from)) == ("2026-04-16", "2026-04-18")
    assert [str(day) for day in (before.overdue[0], after.overdue[0])] == ["2026-05-02", "2026-05-04"]
    assert after == before.with_step(received_on=after.received_on)
    assert await last_event(database) == ("correctRequest", "CORRECTED", "the stamp says so")
    assert await refused(database, "correctRequest", "r-1", on="2026-04-04", reason="x") == ("day_after_step", "on")
    await verify(database)


async def test_whose_identity_was_verified_is_not_whose_request_it_turns_out_to_be(database: Database) -> None:
    """Another person's has to be verified and investigated anew before anything is decided."""
    await does(database, "correctRequest", "r-1", subject="p-2", reason="mistyped")
    request = await now(database)

    assert (request.subject, request.verified_on, request.identity, request.investigated_on, request.found) == (
        "p-2", None, None, None, None,
    )  # fmt: skip
    assert request.recipients == ("carrier",)
    assert await refused(database, "decideRequest", "r-1", on="2026-04-05", outcome="ACCEPTED") == (
        "identity_first",
        "code",
    )


async def test_what_was_investigated_for_another_kind_is_investigated_anew(database: Database) -> None:
    """Identity stays verified; recipients go, for they belong to a stop of provision alone."""
    await does(database, "correctRequest", "r-1", kind="CORRECTION", reason="read wrongly")
    request = await now(database)

    assert (request.kind, request.recipients, request.found, request.identity) == (
        "CORRECTION",
        (),
        None,
        "by the account",
    )
    await verify(database)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, ("nothing_corrected", "code")),
        ({"kind": None, "subject": None, "on": None}, ("nothing_corrected", "code")),
        ({"kind": "STOP_OF_PROVISION", "subject": "p-1", "on": "2026-04-01"}, ("nothing_corrected", "code")),
        ({"subject": "x" * 201}, ("bad_subject", "subject")),
        ({"subject": "p-2", "reason": " "}, ("no_reason", "reason")),
        ({"subject": "p-2", "reason": "p-1 was mistyped"}, ("reason_tells_who", "reason")),
        ({"subject": "p-2", "reason": "正しくはp-2でした"}, ("reason_tells_who", "reason")),
        ({"subject": "p-2", "reason": "see r-1"}, ("reason_tells_who", "reason")),
        ({"on": "2026-08-11"}, ("day_to_come", "on")),
    ],
)
async def test_what_corrects_nothing_or_tells_who_it_was_is_refused(
    said: dict[str, str | None], why: tuple[str, str], database: Database
) -> None:
    """A reason stands on the ledger for good. The request stays as it was, and nothing is on the ledger."""
    before = await now(database), await last_event(database)

    assert await refused(database, "correctRequest", "r-1", **{"reason": "mistyped", **said}) == why
    assert (await now(database), await last_event(database)) == before


async def test_a_request_that_is_none_is_taken_out_and_stays_on_the_ledger(database: Database) -> None:
    """With the reason, and without a way to find out whom it was about; its code may be given again."""
    await does(database, "receiveRequest", "r-2", subject="p-2", kind="CORRECTION", on="2026-08-01")
    await does(database, "removeRequest", "r-2", reason="a question, no request")
    sealed = await database.rows("SELECT key FROM sealed WHERE list = 'requests'")

    assert await stored(database, "r-2") is None
    assert await last_event(database) == ("removeRequest", "REMOVED", "a question, no request")
    assert len(sealed) == 1
    await does(database, "receiveRequest", "r-2", subject="p-3", kind="CORRECTION", on="2026-08-01")
    numbers = await database.rows("SELECT DISTINCT key FROM ledger_event WHERE list = 'requests'")
    assert len(numbers) == 3, "a row's number is given once, so that no history is that of two requests"
    await verify(database)


async def test_what_was_decided_is_neither_corrected_nor_taken_out(database: Database) -> None:
    """From the decision on; an unknown request is none either."""
    await handled_to_the_end(database, "r-2", "CORRECTION", outcome="ACCEPTED")

    assert await refused(database, "correctRequest", "r-2", kind="DELETION", reason="x") == ("request_closed", "code")
    assert await refused(database, "removeRequest", "r-2", reason="x") == ("request_closed", "code")
    assert await refused(database, "removeRequest", "r-3", reason="x") == ("unknown_entry", "code")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE person_request SET suit_from = '2026-04-15'",
        "UPDATE person_request SET suit_from = NULL",
        PUT_BACK,
    ],
)
async def test_what_is_mended_behind_the_program_is_found(change: str, database: Database) -> None:
    """A day that the law does not give, and a request that was put back after it was taken out."""
    await does(database, "receiveRequest", "r-9", subject="p-9", kind="CORRECTION", on="2026-04-01")
    await does(database, "removeRequest", "r-9", reason="no request")
    await database.run(change)

    with pytest.raises(LedgerDiffers) as differs:
        await verify(database)

    assert "person_request" in differs.value.message("en")


async def test_requests_from_before_suits_were_told_are_told_of_after_migrating(database: Database) -> None:
    """Each by the law, as if it had been received today."""
    await does(database, "receiveRequest", "r-2", subject="p-2", kind="EQUIVALENT_MEASURES", on="2026-08-01")
    await database.run("ALTER TABLE person_request DROP COLUMN suit_from")
    await database.run("DELETE FROM tortoise_migrations WHERE name = ?", SUITS)

    assert await migrate(database) == [SUITS]

    rows = await database.rows("SELECT code, suit_from FROM person_request ORDER BY code")
    assert [(row["code"], row["suit_from"] and str(row["suit_from"])) for row in rows] == [
        ("r-1", "2026-04-16"),
        ("r-2", None),
    ]
    await verify(database)
