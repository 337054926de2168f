"""Which persons may go, on which day: on the last day of keeping nobody, the day after those whose day it was."""

from datetime import date, timedelta

import pytest

from tests.vendors.purging.cabinet import LATER, purger
from tests.vendors.requests.clerk import does, handled_to_the_end


@pytest.mark.parametrize(
    ("code", "last"),
    [
        ("each", date(2027, 4, 12)),
        ("lump-first", date(2027, 6, 20)),
        ("lump-last", date(2027, 6, 20)),
        ("substituted", date(2025, 8, 31)),
    ],
)
async def test_the_last_day_of_keeping_is_kept_and_the_next_is_not(place: str, code: str, last: date) -> None:
    """Individual: three years after it was made; lump: after the last that it serves; contract: one year (Rule 21)."""
    async with purger(place) as one:
        on_the_day, the_day_after = await one.codes(last), await one.codes(last + timedelta(days=1))

    assert code not in on_the_day
    assert code in the_day_after


async def test_what_the_law_wants_kept_never_goes(place: str) -> None:
    """A record that was never made; who is not listed; and who stands in no record, while nobody says how long."""
    async with purger(place) as one:
        found = await one.found(date(9999, 12, 31))

    assert sorted(code for code, _ in found.deliveries) == ["each", "lump-first", "lump-last", "substituted"]
    assert (found.held, found.without_record) == (0, 2)


@pytest.mark.parametrize(
    ("on", "codes"),
    [
        (date(2024, 5, 31), []),
        (date(2024, 6, 1), ["parcel"]),
        (date(2025, 3, 1), ["parcel"]),
        (date(2028, 1, 10), ["parcel"]),
        (date(2028, 1, 11), ["late-parcel", "parcel"]),
    ],
)
async def test_without_a_record_they_go_after_the_days_that_the_operator_says(
    place: str, on: date, codes: list[str]
) -> None:
    """Thirty days after the delivery; where no contract covered it any more, after three years."""
    async with purger(place) as one:
        found = await one.codes(on, 30)

    assert [code for code in found if code.endswith("parcel")] == codes


async def test_whoever_waits_for_an_answer_is_not_deleted(place: str) -> None:
    """An open request keeps each delivery that lists the person; told, or taken back, it keeps none (APPI 33)."""
    async with purger(place) as one:
        await does(one.database, "receiveRequest", "r-1", subject="p-2", kind="DISCLOSURE_OF_RECORDS", on="2026-08-01")
        await does(one.database, "receiveRequest", "r-2", subject="p-3", kind="DISCLOSURE_OF_RECORDS", on="2026-08-01")
        await does(one.database, "decideRequest", "r-2", on="2026-08-04", outcome="WITHDRAWN")
        await handled_to_the_end(one.database, "r-3", subject="p-1")
        waiting = await one.found(LATER)
        await does(one.database, "decideRequest", "r-1", on="2026-08-04", outcome="WITHDRAWN")
        answered = await one.found(LATER)

    assert sorted(code for code, _ in waiting.deliveries) == ["lump-first", "substituted"]
    assert (waiting.held, answered.held) == (2, 0)
    assert len(answered.deliveries) == 4


async def test_what_may_go_is_told_by_transfer_and_quarter(place: str) -> None:
    """With how many, the last day of keeping, and some deliveries by their codes; never a person."""
    async with purger(place) as one:
        found = await one.found(LATER)

    assert {key: (group.deliveries, group.persons, group.kept_until) for key, group in found.groups.items()} == {
        ("feed", "2024Q2"): (1, 3, date(2027, 4, 12)),
        ("feed", "2024Q3"): (1, 1, date(2025, 8, 31)),
        ("joint", "2024Q2"): (2, 3, date(2027, 6, 20)),
    }
    assert found.groups["joint", "2024Q2"].examples == ("lump-first", "lump-last")
    assert found.persons == 7
