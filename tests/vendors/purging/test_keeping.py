"""Until when persons are kept: by the record that names them, or as long as the operator says."""

from datetime import date

import pytest

from models.vocabulary import Verdict
from vendors.purging.keeping import Listing, last_day_of_keeping

MADE = date(2024, 2, 29)
KEPT = date(2027, 3, 5)


@pytest.mark.parametrize("without_record_after", [None, 0, 10_000])
@pytest.mark.parametrize("verdict", list(Verdict))
def test_where_a_record_is_needed_its_last_day_alone_decides(
    without_record_after: int | None, verdict: Verdict
) -> None:
    """Whatever the operator says of those that need none, and whatever is said of the delivery (Rule 21)."""
    listing = Listing(MADE, verdict, record_required=True, record_kept_until=KEPT)

    assert last_day_of_keeping(listing, without_record_after) == KEPT


def test_where_a_record_is_needed_and_was_never_made_nobody_goes() -> None:
    """The duty to make it stands (APPI 29(1))."""
    listing = Listing(MADE, Verdict.VALID, record_required=True, record_kept_until=None)

    assert last_day_of_keeping(listing, 0) is None


def test_where_no_record_is_needed_persons_stay_unless_the_operator_says_until_when() -> None:
    """The law says nothing; nothing is deleted by default."""
    listing = Listing(MADE, Verdict.VALID, record_required=False, record_kept_until=None)

    assert last_day_of_keeping(listing, None) is None
    assert last_day_of_keeping(listing, 0) == MADE
    assert last_day_of_keeping(listing, 30) == date(2024, 3, 30)


@pytest.mark.parametrize(
    ("days", "last"), [(30, date(2027, 2, 28)), (1_095, date(2027, 2, 28)), (1_096, date(2027, 3, 1))]
)
def test_where_the_basis_does_not_hold_they_stay_for_three_years_at_least(days: int, last: date) -> None:
    """What is no outsourcing after all needed a record, and the law keeps that for three years (APPI 29(2))."""
    listing = Listing(MADE, Verdict.INVALID, record_required=False, record_kept_until=None)

    assert last_day_of_keeping(listing, days) == last


def test_a_day_beyond_the_calendar_never_comes() -> None:
    """Neither three years after the last years, nor so many days."""
    for verdict in (Verdict.VALID, Verdict.INVALID):
        listing = Listing(date(9999, 1, 1), verdict, record_required=False, record_kept_until=None)

        assert last_day_of_keeping(listing, 36_500) is None
