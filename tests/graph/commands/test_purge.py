"""`teikyo purge`: it shows what may go, and deletes it where that is said, for whoever may."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from models.vocabulary import ActorKind, Role
from tests.graph.commands.command import teikyo
from tests.looking import seen
from tests.vendors.purging.cabinet import REGISTER
from tests.vendors.received.clerk import received_and_recorded, registered
from vendors import actors
from vendors.gate.deciding import Asking, decide
from vendors.gate.standing import Transfers
from vendors.register.read import read_register
from vendors.store.address import address
from vendors.store.database import opened
from vendors.store.loading import load

OLD = REGISTER
for year, years_before in (("2020", "2014"), ("2023", "2018"), ("2024", "2019"), ("2025", "2020")):
    OLD = OLD.replace(f"{year}-", f"{years_before}-")
"""The register five years earlier, so that records in it have had their time whenever this is run."""


@pytest.fixture
def kept(store: str) -> str:
    """A database with that register, and actors who may purge, and may not."""

    async def work() -> None:
        now = datetime(2026, 8, 10, tzinfo=UTC)
        async with opened(address(store)) as database:
            await load(database, read_register(OLD.encode()))
            await actors.create(database, "hanako", ActorKind.PERSON, [Role.REVIEWER], now)
            await actors.create(database, "admin", ActorKind.PERSON, [Role.ADMIN], now)
            await actors.create(database, "clerk", ActorKind.PERSON, [Role.RECORDER, Role.EXPORTER], now)

    asyncio.run(work())
    return store


def listed(place: str) -> int:
    """How many persons are listed."""
    ((number,),) = seen(place, "SELECT count(*) FROM delivery_subject")
    assert isinstance(number, int)
    return number


def test_it_shows_what_may_go_and_deletes_nothing(kept: str) -> None:
    """By transfer and quarter, with the last day of keeping and deliveries by code; never a person."""
    shown = teikyo("purge", "--database", kept, "--lang", "en")

    assert shown.exit_code == 0
    assert shown.stdout.splitlines() == [
        "transfer\tquarter\tdeliveries\tpersons\tkept until\tsuch as",
        "feed\t2019Q2\t1\t3\t2022-04-12\teach",
        "feed\t2019Q3\t1\t1\t2020-08-31\tsubstituted",
        "joint\t2019Q2\t2\t3\t2022-06-20\tlump-first, lump-last",
    ]
    assert "7 persons of 4 deliveries" in shown.stderr
    assert "2 deliveries that list persons need no record" in shown.stderr
    assert "Nothing was deleted" in shown.stderr
    assert listed(kept) == 11


def test_it_deletes_where_that_is_said_and_verify_still_holds(kept: str) -> None:
    """In the name of who did it; the second time nothing is left to do."""
    done = teikyo("purge", "--yes", "--as", "hanako", "--database", kept, "--lang", "en")
    verified = teikyo("verify", "--database", kept)
    again = teikyo("purge", "--yes", "--as", "admin", "--database", kept, "--lang", "ja")

    assert (done.exit_code, verified.exit_code, again.exit_code) == (0, 0, 0)
    assert "Deleted: 7 persons of 4 deliveries" in done.stderr
    assert "保存期間の過ぎた本人の行はありません" in again.stderr
    assert listed(kept) == 4
    assert seen(kept, "SELECT DISTINCT actor, verb FROM ledger_event WHERE action = 'PURGED'") == [("hanako", "purge")]


def test_an_earlier_day_and_the_days_of_what_needs_no_record_decide(kept: str) -> None:
    """What was still kept on that day stays."""
    earlier = teikyo("purge", "--yes", "--on", "2022-04-12", "--without-record-after", "365", "--database", kept)

    assert earlier.exit_code == 0
    assert [line.split("\t")[:2] for line in earlier.stdout.splitlines()[1:]] == [
        ["feed", "2019Q3"],
        ["parcels", "2019Q2"],
    ]
    assert listed(kept) == 8


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--on", f"{datetime.now(UTC).date() + timedelta(days=2)}"), "has not come"),
        (("--on", "20260331"), "not a day of the calendar"),
        (("--without-record-after", "-1"), "--without-record-after"),
        (("--as", "clerk"), "ADMIN / REVIEWER"),
    ],
)
def test_what_it_refuses_it_says(arguments: tuple[str, ...], told: str, kept: str) -> None:
    """With exit status 2, nothing on the output, and nobody deleted."""
    refused = teikyo("purge", "--yes", *arguments, "--database", kept, "--lang", "en")

    assert refused.exit_code == 2
    assert told in refused.stderr
    assert refused.stdout == ""
    assert listed(kept) == 11


def test_where_nothing_is_stored_nothing_is_purged(store: str) -> None:
    """It is said so."""
    refused = teikyo("purge", "--yes", "--database", store, "--lang", "en")

    assert refused.exit_code == 2
    assert "No register is stored" in refused.stderr


async def beside(place: str) -> None:
    """Data was received long ago, with and without a duty to record it; and the gate answered once, long ago."""
    async with opened(address(place)) as database:
        await received_and_recorded(database, "in-1", on="2019-05-01")
        await registered(database, "in-2", basis="LAW", on="2019-05-01", subjects=["p-9"])
        long_ago = datetime(2019, 5, 1, tzinfo=UTC)
        await database.write(
            lambda connection: decide(connection, Transfers(), Asking("feed", "hanako", long_ago), ["p-1", "p-4"])
        )
        await database.write(
            lambda connection: connection.run("UPDATE gate_answer SET decided_at = ?", *connection.stored(long_ago))
        )


def test_data_received_and_the_gate_s_answers_are_purged_along(kept: str) -> None:
    """Shown first; the answers only where it is said when, and counts stay."""
    asyncio.run(beside(kept))
    shown = teikyo("purge", "--database", kept, "--lang", "en", "--gate-answers-after", "365")
    done = teikyo("purge", "--yes", "--as", "admin", "--database", kept, "--lang", "en", "--gate-answers-after", "365")
    again = teikyo("purge", "--yes", "--database", kept, "--lang", "ja", "--without-record-after", "365")
    verified = teikyo("verify", "--database", kept)

    for said in (
        "1 receipts of data need no record",
        "Of the gate's answers may go: 1 references in 1 answers",
    ):
        assert said in shown.stderr
    assert (done.exit_code, again.exit_code, verified.exit_code) == (0, 0, 0)
    assert "Deleted: 7 persons of 4 deliveries" in done.stderr
    assert "Deleted: 1 references in the gate's answers" in done.stderr
    assert "消去しました: 提供を受けたデータの本人" in again.stderr
    assert seen(kept, "SELECT allowed, persons FROM gate_answer") == [(1, "[]")]
    assert ("in-1", 2) in seen(kept, "SELECT code, listed_count FROM received_provision")
    assert ("in-2", 0) in seen(kept, "SELECT code, listed_count FROM received_provision")
