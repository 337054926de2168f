"""Provision records (APPI 29): whether one is needed, which one serves a delivery, and until when it is kept."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.vocabulary import BasisKind, Ground, RecordMethod
from vendors.facts.deliveries import DeliveryFacts
from vendors.facts.transfers import TransferFacts
from vendors.periods import FOREVER, NEVER, Periods, months_after, since
from vendors.register.entries import Limits, ProvisionRecord

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


@dataclass(frozen=True, slots=True)
class _Quarter:
    """The deliveries of one transfer in one calendar quarter, as far as a lump record cares."""

    last: int
    lump: DeliveryFacts | None
    """The delivery that carries the earliest lump record."""
    last_without_record: int
    """The last delivery with no record of its own, 0 where there is none."""


def _quarter(deliveries: list[DeliveryFacts]) -> _Quarter:
    lumps = [
        (delivery.entry.record.made_on, delivery.entry.code, delivery)
        for delivery in deliveries
        if delivery.entry.record is not None and delivery.entry.record.method is RecordMethod.LUMP
    ]
    return _Quarter(
        last=max(delivery.day for delivery in deliveries),
        lump=min(lumps, key=lambda lump: lump[:2])[2] if lumps else None,
        last_without_record=max((each.day for each in deliveries if each.entry.record is None), default=0),
    )


class RecordsFacts:
    """Which record serves which delivery, over all deliveries of a register."""

    def __init__(self, deliveries: Iterable[DeliveryFacts], limits: Limits) -> None:
        """Gather the deliveries of each transfer by calendar quarter: a lump record serves a quarter (Rule 19(2))."""
        self._limits = limits
        self._substituted: dict[tuple[str, date], int] = {}
        quarters: defaultdict[tuple[str, int, int], list[DeliveryFacts]] = defaultdict(list)
        for delivery in deliveries:
            quarters[_quarter_of(delivery)].append(delivery)
            record = delivery.entry.record
            if record is not None and record.method is RecordMethod.CONTRACT_SUBSTITUTE:
                key = (delivery.entry.transfer, record.made_on)
                self._substituted[key] = max(delivery.day, self._substituted.get(key, 0))
        self._quarters = {key: _quarter(gathered) for key, gathered in quarters.items()}

    def of(self, delivery: DeliveryFacts) -> RecordFacts:
        """The record that serves a delivery: its own, or else the earliest lump record of its quarter."""
        quarter = self._quarters[_quarter_of(delivery)]
        carrier = delivery if delivery.entry.record is not None else quarter.lump
        record = None if carrier is None else carrier.entry.record
        lump = record is not None and record.method is RecordMethod.LUMP
        return RecordFacts(
            delivery=delivery,
            record=record,
            about=f"{(carrier or delivery).about}.record",
            due=(quarter.last if lump else delivery.day) + self._limits.record_days,
            kept_until=FOREVER if carrier is None or record is None else self._kept_until(carrier, record, quarter),
            carried_by=None if carrier is None else carrier.entry.code,
            closes=_last_of_quarter(delivery) if lump else None,
        )

    def _kept_until(self, carrier: DeliveryFacts, record: ProvisionRecord, quarter: _Quarter) -> int:
        """Through the anniversary (Rules 21, 25)."""
        match record.method:
            case RecordMethod.INDIVIDUAL:
                return months_after(record.made_on.toordinal(), 36)
            case RecordMethod.LUMP:
                served = max(carrier.day, quarter.last_without_record) if carrier is quarter.lump else carrier.day
                return months_after(served, 36)
            case RecordMethod.CONTRACT_SUBSTITUTE:
                return months_after(self._substituted[carrier.entry.transfer, record.made_on], 12)


def _quarter_of(delivery: DeliveryFacts) -> tuple[str, int, int]:
    day = date.fromordinal(delivery.day)
    return delivery.entry.transfer, day.year, (day.month - 1) // 3


def _last_of_quarter(delivery: DeliveryFacts) -> int:
    day = date.fromordinal(delivery.day)
    return months_after(day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1).toordinal(), 3) - 1
