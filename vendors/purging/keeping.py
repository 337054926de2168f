"""Until when persons are kept whom a delivery or a receipt lists: they are its record, or that of what needed none.

Pure: the law of what may be purged is written here and nowhere else.
"""

from dataclasses import dataclass
from datetime import date

from models.vocabulary import Verdict
from vendors.periods import as_date, months_after

WHERE_BROKEN = 36
"""Months for which the persons of a delivery are kept, if that was needed by no record, but broke a rule that blocks:
where its basis does not hold, it may have needed one, and the law keeps that for three years (APPI 29(2), Rule 21)."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A delivery that lists persons, as it was judged last; days are in the operator's time zone."""

    made_on: date
    """The day on which it was made."""
    verdict: Verdict
    record_required: bool
    """Whether it needs a provision record (APPI 29)."""
    record_kept_until: date | None
    """The last day of keeping the record that serves it (Rule 21); `None`: there is none to keep."""


def last_day_of_keeping(listing: Listing, without_record_after: int | None) -> date | None:
    """The last day on which its persons are kept, inclusive; `None`: they are kept for as long as is known today.

    Where a record is needed, it is that of the record; where none was made yet, there is no such day. Where none is
    needed the law says nothing: so many days after the delivery as the operator says, and only if he says so.
    """
    if listing.record_required:
        return listing.record_kept_until
    if without_record_after is None:
        return None
    made_on = listing.made_on.toordinal()
    at_least = months_after(made_on, WHERE_BROKEN) if listing.verdict is Verdict.INVALID else made_on
    return as_date(max(made_on + without_record_after, at_least))


def last_day_of_keeping_received(
    received_on: date, record_kept_until: date | None, without_record_after: int | None, *, required: bool
) -> date | None:
    """The last day on which persons are kept whose data was received, inclusive; `None`: as long as is known today.

    Where a record is needed (APPI 30), it is that of the record (Rule 25); where none was made yet, there is no such
    day. Where none is needed, so many days after the receipt as the operator says, and only if he says so.
    """
    if required:
        return record_kept_until
    return None if without_record_after is None else as_date(received_on.toordinal() + without_record_after)
