"""Receipts of data to what is said of them: the record that each needs, and the days on which rule 35 is broken."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.received_words import ReceivedCause, ReceivedItem
from models.vocabulary import Because
from vendors.facts.received import Received, ReceivedFacts, with_records
from vendors.periods import as_date
from vendors.rules.received import RECEIPT_CHECK_MISSING, belonging_to_received


class ReceivedFinding(NamedTuple):
    """Days, inclusive, on which rule 35 is broken for one cause; an `until` of `None` never ends."""

    cause: ReceivedCause
    because: Because
    from_: date
    until: date | None


@dataclass(frozen=True)
class ReceivedSaid:
    """What is said of one receipt; where nothing is required, nothing else is said."""

    required: bool
    """Whether it is to be confirmed and recorded."""
    record_items: tuple[ReceivedItem, ...] = ()
    """What belongs in its record (Rule 24)."""
    record_due_on: date | None = None
    record_by: str | None = None
    """The receipt for which the record that serves it was made, by code; `None`: there is no record."""
    record_closes_on: date | None = None
    record_kept_until: date | None = None
    """The last day of keeping it; `None` where there is none to keep."""
    findings: tuple[ReceivedFinding, ...] = ()
    """By cause, then day."""


def judge_received(those: Iterable[Received], record_days: int) -> list[ReceivedSaid]:
    """What is said of each of these receipts; all that share a third party and a basis have to be among them."""
    return [_said(facts) for facts in with_records(those, record_days)]


def _said(facts: ReceivedFacts) -> ReceivedSaid:
    if not facts.received.has_duty:
        return ReceivedSaid(required=False)
    return ReceivedSaid(
        required=True,
        record_items=tuple(sorted(belonging_to_received(facts.received), key=list(ReceivedItem).index)),
        record_due_on=as_date(facts.due),
        record_by=facts.carried_by,
        record_closes_on=None if facts.closes is None else as_date(facts.closes),
        record_kept_until=None if facts.record is None else as_date(facts.kept_until),
        findings=tuple(
            ReceivedFinding(cause, because, began, as_date(last))
            for cause, days, because in RECEIPT_CHECK_MISSING.broken(facts)
            for first, last in days
            if (began := as_date(first)) is not None
        ),
    )
