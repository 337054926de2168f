"""Facts of a transfer to its spans: the runs of days over which everything that is said of it stays the same."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple, TypeVar

from models.vocabulary import ForeignMechanism, Severity, Verdict
from vendors.facts.records import record_days
from vendors.facts.transfers import BasisFacts, TransferFacts
from vendors.findings import Finding, Span
from vendors.periods import ALWAYS, FOREVER, NEVER, Periods, as_date

T = TypeVar("T")
Layer = tuple[tuple[Periods, T], ...]
"""Values with their days; of two that hold on one day, the first counts."""


def spans_of(transfer: TransferFacts, findings: Iterable[Finding]) -> tuple[Span, ...]:
    """The spans of a transfer, without gaps from its first day to its last."""
    verdicts = _verdict_days(transfer, findings)
    bases: Layer[BasisFacts] = tuple((basis.days, basis) for basis in transfer.bases)
    contracts: Layer[str] = tuple((days, contract.code) for contract, days in transfer.in_force)
    mechanisms = mechanism_days(transfer)
    abroad, recorded = transfer.recipient.abroad, record_days(transfer)
    cuts = _cuts(transfer.period, verdicts, bases, contracts, mechanisms, ((abroad, True), (recorded, True)))
    steps: list[tuple[int, _Said]] = []
    for cut in cuts:
        said = _Said(
            verdict=_value(verdicts, cut) or Verdict.VALID,
            basis=_value(bases, cut),
            contract=_value(contracts, cut),
            foreign=cut in abroad,
            foreign_mechanism=_value(mechanisms, cut) or ForeignMechanism.NONE,
            record_required=cut in recorded,
        )
        if not steps or steps[-1][1] != said:
            steps.append((cut, said))
    ends = [*(start - 1 for start, _ in steps[1:]), transfer.period.last]
    return tuple(said.over(start, end) for (start, said), end in zip(steps, ends, strict=True))


class _Said(NamedTuple):
    """All that a span says beside its days."""

    verdict: Verdict
    basis: BasisFacts | None
    contract: str | None
    foreign: bool
    foreign_mechanism: ForeignMechanism
    record_required: bool

    def over(self, first: int, last: int) -> Span:
        """The span that says so from the first day to the last."""
        return Span(
            from_=date.fromordinal(first),
            until=as_date(last),
            verdict=self.verdict,
            basis=None if self.basis is None else self.basis.place,
            basis_kind=None if self.basis is None else self.basis.kind,
            contract=self.contract,
            foreign=self.foreign,
            foreign_mechanism=self.foreign_mechanism,
            record_required=self.record_required,
        )


def mechanism_days(transfer: TransferFacts) -> Layer[ForeignMechanism]:
    """What lets the provision go abroad, the first that applies (APPI 28); `NONE` on all other days."""
    recipient = transfer.recipient
    return (
        (ALWAYS - recipient.abroad, ForeignMechanism.NOT_ABROAD),
        (recipient.designated, ForeignMechanism.DESIGNATED_COUNTRY),
        (recipient.measures, ForeignMechanism.EQUIVALENT_MEASURES),
        (transfer.article_27_1, ForeignMechanism.ARTICLE_27_1),
        (transfer.informed_consent, ForeignMechanism.CONSENT),
    )


def _verdict_days(transfer: TransferFacts, findings: Iterable[Finding]) -> Layer[Verdict]:
    blocked = NEVER
    for finding in findings:
        if finding.severity is Severity.BLOCKING:
            last = FOREVER if finding.until is None else finding.until.toordinal()
            blocked = blocked | Periods(((finding.from_.toordinal(), last),))
    return ((transfer.no_provision, Verdict.NOT_A_PROVISION), (blocked, Verdict.INVALID))


def _cuts(period: Periods, *layers: Layer[Any]) -> list[int]:
    """The days within the period on which anything may begin to be different."""
    first, last = period.first, period.last
    cuts = {first}
    for layer in layers:
        for days, _ in layer:
            for start, end in days:
                if first < start <= last:
                    cuts.add(start)
                if first <= end < last:
                    cuts.add(end + 1)
    return sorted(cut for cut in cuts if as_date(cut) is not None)


def _value(layer: Layer[T], day: int) -> T | None:
    for days, value in layer:
        if day in days:
            return value
    return None
