"""Data received from a third party, as far as the law asks of it: what was confirmed, and which record serves it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.received_words import ReceivedBasis, ReceivedItem
from models.vocabulary import RecipientKind, RecordMethod
from vendors.facts.recipients import PUBLIC_BODIES
from vendors.facts.records import RECORD_DUTY
from vendors.facts.serving import Served, Serving
from vendors.periods import FOREVER, months_after

_WITH_DUTY = frozenset({ReceivedBasis.CONSENT, ReceivedBasis.OPT_OUT, ReceivedBasis.NON_OPERATOR})


@dataclass(frozen=True, slots=True)
class ReceivedRecord:
    """The record of data received (APPI 30(3))."""

    made_on: date
    method: RecordMethod
    has: frozenset[ReceivedItem]
    """What it holds."""
    deleted_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One receipt of data from a third party; days are in the operator's time zone."""

    code: str
    provider: str
    """The operator's own reference for the third party."""
    provider_kind: RecipientKind
    basis: ReceivedBasis
    received_on: date
    confirmed_on: date | None = None
    confirmed: frozenset[ReceivedItem] = frozenset()
    """What was confirmed of the third party, as far as it was."""
    record: ReceivedRecord | None = None

    @property
    def flow(self) -> tuple[str, ReceivedBasis]:
        """What it is one of: a lump record is for what one third party provides on one basis."""
        return self.provider, self.basis

    @property
    def day(self) -> int:
        """The day on which it was received."""
        return self.received_on.toordinal()

    @property
    def has_duty(self) -> bool:
        """Whether it is to be confirmed and recorded: not from the bodies of 16(2), nor under 27(1) items or 27(5)."""
        return self.basis in _WITH_DUTY and self.provider_kind not in PUBLIC_BODIES and self.received_on >= RECORD_DUTY

    @property
    def is_opt_out(self) -> bool:
        """Whether it is provided by opt-out (APPI 27(2))."""
        return self.basis is ReceivedBasis.OPT_OUT


@dataclass(frozen=True, slots=True)
class ReceivedFacts:
    """One receipt with the record that serves it, if any."""

    received: Received
    record: ReceivedRecord | None
    due: int
    """The last day to make it."""
    kept_until: int
    """The last day of keeping it; `FOREVER` where there is none to keep."""
    carried_by: str | None
    """The receipt for which that record was made."""
    closes: int | None
    """The last day of the calendar quarter, where it is a lump record: with it, the record closes by itself."""


def with_records(those: Iterable[Received], record_days: int) -> list[ReceivedFacts]:
    """Each of these receipts with its record; all that share a flow and a quarter have to be among them."""
    many = list(those)
    serving = Serving(many)
    return [_with_record(one, serving.of(one), record_days) for one in many]


def _with_record(one: Received, served: Served[Received], record_days: int) -> ReceivedFacts:
    carrier = served.carrier
    record = None if carrier is None else carrier.record
    return ReceivedFacts(
        received=one,
        record=record,
        due=served.due_after + record_days,
        kept_until=FOREVER if record is None else _kept_until(record, served.last_served),
        carried_by=None if carrier is None else carrier.code,
        closes=served.closes,
    )


def _kept_until(record: ReceivedRecord, last_served: int) -> int:
    """Through the anniversary of the last receipt, or of an individual record that was made after it (Rule 25)."""
    match record.method:
        case RecordMethod.INDIVIDUAL:
            return months_after(max(record.made_on.toordinal(), last_served), 36)
        case RecordMethod.LUMP:
            return months_after(last_served, 36)
        case RecordMethod.CONTRACT_SUBSTITUTE:
            return months_after(last_served, 12)
