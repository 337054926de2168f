"""Provision records (APPI 29): whether one is needed, which one serves a delivery, and until when it is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.vocabulary import BasisKind, Ground, RecordMethod
from vendors.facts.deliveries import DeliveryFacts
from vendors.facts.serving import Serving
from vendors.facts.transfers import TransferFacts
from vendors.periods import FOREVER, NEVER, Periods, months_after, since
from vendors.register.entries.delivery import ProvisionRecord
from vendors.register.entries.operator import Limits

RECORD_DUTY = date(2017, 5, 30)
"""Articles 29 and 30 are in force since this day."""
_SINCE_THE_DUTY = since(RECORD_DUTY)
_NOT_A_THIRD_PARTY = (BasisKind.OUTSOURCING, BasisKind.MERGER)


def record_days(transfer: TransferFacts) -> Periods:
    """The days on which a provision under the transfer needs a record (APPI 29(1); not to the bodies of 16(2))."""
    recipient = transfer.recipient
    needed = NEVER
    for basis, days in transfer.asked_bases:
        if basis.kind is BasisKind.CONSENT or basis.ground is Ground.OPT_OUT:
            needed |= days - recipient.is_public_body
        elif basis.texts and (basis.kind in _NOT_A_THIRD_PARTY or basis.ground is Ground.JOINT_USE):
            needed |= days & recipient.uncovered
    return needed & _SINCE_THE_DUTY


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """One delivery that needs a record, with the record that serves it, if any."""

    delivery: DeliveryFacts
    record: ProvisionRecord | None
    about: str
    due: int
    """The last day to make it."""
    kept_until: int
    """The last day of keeping it; `FOREVER` where there is none to keep."""
    carried_by: str | None = None
    """The delivery for which that record was made."""
    closes: int | None = None
    """The last day of the calendar quarter, where it is a lump record: with it, the record closes by itself."""

    @property
    def rests_on_consent(self) -> bool:
        """Whether the fact of consent belongs in it: consent, or a basis carried abroad by consent (Rule 20(1)(ii))."""
        basis = self.delivery.basis
        return self.delivery.is_on_consent or (
            self.delivery.needs_foreign_consent and basis is not None and bool(basis.texts)
        )


class RecordsFacts:
    """Which record serves which delivery, over all deliveries of a register."""

    def __init__(self, deliveries: Iterable[DeliveryFacts], limits: Limits) -> None:
        """Gather the deliveries of each transfer."""
        self._limits = limits
        self._serving = Serving(deliveries)

    def of(self, delivery: DeliveryFacts) -> RecordFacts:
        """The record that serves a delivery: its own, or else the earliest lump record of its quarter."""
        served = self._serving.of(delivery)
        carrier = served.carrier
        record = None if carrier is None else carrier.record
        return RecordFacts(
            delivery=delivery,
            record=record,
            about=f"{(carrier or delivery).about}.record",
            due=served.due_after + self._limits.record_days,
            kept_until=FOREVER if record is None else _kept_until(record, served.last_served),
            carried_by=None if carrier is None else carrier.code,
            closes=served.closes,
        )


def _kept_until(record: ProvisionRecord, last_served: int) -> int:
    """Through the anniversary (Rule 21)."""
    match record.method:
        case RecordMethod.INDIVIDUAL:
            return months_after(record.made_on.toordinal(), 36)
        case RecordMethod.LUMP:
            return months_after(last_served, 36)
        case RecordMethod.CONTRACT_SUBSTITUTE:
            return months_after(last_served, 12)
