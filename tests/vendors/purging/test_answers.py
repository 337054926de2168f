"""The gate's answers forget whom they allowed so many days after they were given, if that is said; counts stay."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson
import pytest

from tests.vendors.purging.cabinet import Purger, purger
from tests.vendors.requests.clerk import does as asks
from vendors.gate.deciding import Asking, decide
from vendors.gate.standing import Transfers
from vendors.ledger.verifying import verify
from vendors.purging import portions
from vendors.purging.answers import FoundAnswers, find_answers, purge_answers
from vendors.purging.finding import Asked

AT = datetime(2024, 2, 10, 16, 0, tzinfo=UTC)
"""On 11 February, an hour after midnight, in Tokyo."""
DAY = date(2024, 2, 11)


@pytest.fixture
async def one(store: str) -> AsyncIterator[Purger]:
    """A register, and an answer of the gate about three persons, two of whom it allowed."""
    async with purger(store) as made:
        await answers(made, ["p-1", "p-2", "p-3"])
        yield made


async def answers(one: Purger, persons: list[str], at: datetime = AT, decided_at: datetime = AT) -> str:
    """Have the gate answer, as of that moment; by what a delivery names it."""
    transfers = Transfers()
    asking = Asking("feed", "hanako", at)
    await one.database.write(lambda connection: decide(connection, transfers, asking, persons))
    await one.database.write(
        lambda connection: connection.run(
            "UPDATE gate_answer SET decided_at = ? WHERE decision = ?", *connection.stored(decided_at, asking.decision)
        )
    )
    return asking.decision


async def names(one: Purger, code: str, decision: str, **further: Any) -> None:
    """Record a delivery that names the decision."""
    given = {"code": code, "transfer": "feed", "at": "2024-02-10T17:00:00Z", "decision": decision, **further}
    await one.clerk.do("registerDelivery", given)


async def found(one: Purger, on: date, after: int | None = 30) -> FoundAnswers:
    """What may go on a day."""
    return await one.database.read(lambda connection: find_answers(connection, Asked(on), after))


async def purges(one: Purger, on: date, after: int | None = 30) -> int:
    """Purge all that may go on a day."""
    return await purge_answers(one.database, await found(one, on, after), Asked(on), after, lambda _: None)


async def kept(one: Purger) -> list[tuple[int, int, list[Any]]]:
    """Of each answer, how many it was asked about, how many it allowed, and whom it still names."""
    rows = await one.database.rows("SELECT asked, allowed, persons FROM gate_answer ORDER BY id")
    return [(row["asked"], row["allowed"], orjson.loads(row["persons"])) for row in rows]


@pytest.mark.parametrize("after", [0, 30])
async def test_on_the_last_day_nobody_goes_and_on_the_next_all_do(after: int, one: Purger) -> None:
    """The days are those of the operator; counts stay, and the ledger has nothing to do with it."""
    last = DAY + timedelta(days=after)
    too_early = await purges(one, last, after)
    before = await kept(one)
    gone = await purges(one, last + timedelta(days=1), after)

    assert (too_early, before) == (0, [(3, 2, ["p-1", "p-3"])])
    assert (gone, await kept(one)) == (2, [(3, 2, [])])
    assert await purges(one, last + timedelta(days=1), after) == 0
    await verify(one.database)


async def test_unless_it_is_said_they_are_kept(one: Purger) -> None:
    """The law has no time for them; nothing is deleted by default."""
    assert await purges(one, date(2999, 1, 1), None) == 0
    assert await kept(one) == [(3, 2, ["p-1", "p-3"])]


@pytest.mark.parametrize(
    ("at", "decided_at"), [(AT + timedelta(days=5), AT), (AT, AT + timedelta(days=5))], ids=["to come", "of the past"]
)
async def test_the_later_of_answer_and_provision_counts(at: datetime, decided_at: datetime, one: Purger) -> None:
    """A provision that was still to come when it was asked about, and one that was looked into afterwards."""
    await answers(one, ["p-1"], at, decided_at)
    await purges(one, DAY + timedelta(days=35))
    before = await kept(one)
    await purges(one, DAY + timedelta(days=36))

    assert [whom for _, _, whom in before] == [[], ["p-1"]]
    assert [whom for _, _, whom in await kept(one)] == [[], []]


async def test_who_waits_for_an_answer_to_his_request_is_kept(one: Purger) -> None:
    """Also where he asked after it was looked for (APPI 33)."""
    there = await found(one, date(2025, 1, 1))
    await asks(one.database, "receiveRequest", "r-1", subject="p-3", kind="DISCLOSURE", on="2026-08-01")

    assert await purge_answers(one.database, there, Asked(date(2025, 1, 1)), 30, lambda _: None) == 0
    assert ((await found(one, date(2025, 1, 1))).answers, (await found(one, date(2025, 1, 1))).held) == ((), 1)
    assert await kept(one) == [(3, 2, ["p-1", "p-3"])]


async def test_a_purge_that_is_broken_off_goes_on_where_it_ended(one: Purger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each answer is as it was, or names nobody."""
    monkeypatch.setattr(portions, "THINGS_AT_ONCE", 1)
    await answers(one, ["p-1"])

    def breaks(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await purge_answers(one.database, await found(one, date(2025, 1, 1)), Asked(date(2025, 1, 1)), 30, breaks)
    halfway = [whom for _, _, whom in await kept(one)]

    assert halfway == [[], ["p-1"]]
    assert await purges(one, date(2025, 1, 1)) == 1


async def test_a_day_beyond_the_calendar_never_comes(one: Purger) -> None:
    """However many days are said."""
    assert (await found(one, date(9999, 12, 31), 36_500)).persons == 2
    await answers(one, ["p-1"], datetime(9999, 1, 2, tzinfo=UTC))
    assert len((await found(one, date(9999, 12, 31), 36_500)).answers) == 1


RECORD = {"made_on": "2024-02-12", "method": "individual", "has": ["items"]}
KEPT_UNTIL = date(2027, 2, 12)
"""Three years after that record was made (Rule 21)."""


@pytest.mark.parametrize("after", [None, 0, 30])
async def test_what_a_delivery_names_is_kept_as_long_as_its_record(after: int | None, one: Purger) -> None:
    """On both sides of its last day, whatever is said of answers that none names; purged before or not."""
    decision = await answers(one, ["p-1"])
    await names(one, "named", decision, subjects=["p-1"], record=RECORD)
    await purges(one, KEPT_UNTIL, after)
    last_day = (await kept(one))[-1]
    await one.purges(KEPT_UNTIL + timedelta(days=1))
    gone = await purges(one, KEPT_UNTIL + timedelta(days=1), after)

    assert last_day == (1, 1, ["p-1"])
    assert gone > 0
    assert (await kept(one))[-1] == (1, 1, [])
    await verify(one.database)


async def test_of_several_deliveries_that_name_it_the_last_one_counts(one: Purger) -> None:
    """And one whose record was never made keeps it for as long as is known."""
    decision = await answers(one, ["p-1"])
    await names(one, "named", decision, subjects=["p-1"], record=RECORD)
    await names(one, "later", decision, subjects=["p-1"], record={**RECORD, "made_on": "2024-02-20"})
    last = date(2027, 2, 20)
    too_early, then = await found(one, last, None), await found(one, last + timedelta(days=1), None)
    await names(one, "never", decision, subject_count=1)

    assert (too_early.persons, then.persons) == (0, 1)
    assert await purge_answers(one.database, then, Asked(date(2027, 2, 21)), None, lambda _: None) == 0
    assert (await found(one, date(2999, 1, 1), None)).persons == 0


async def test_a_delivery_that_lists_somebody_who_waits_keeps_it(one: Purger) -> None:
    """Though the gate had not allowed him: what is asked about is not taken away."""
    decision = await answers(one, ["p-1"])
    await names(one, "named", decision, subjects=["p-1", "p-2"], record=RECORD)
    await asks(one.database, "receiveRequest", "r-1", subject="p-2", kind="DISCLOSURE", on="2026-08-01")

    assert (await found(one, date(2028, 1, 1), None)).persons == 0
