"""Facts of a transfer to its spans: the runs of days over which everything that is said of it stays the same."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

from models.vocabulary import BasisKind, ForeignMechanism, Severity, Verdict
from vendors.facts.records import record_days
from vendors.facts.transfers import TransferFacts
from vendors.findings import Finding, Span
from vendors.periods import FOREVER, Periods, as_date, periods

T = TypeVar("T")
Layer = Sequence[tuple[Periods, T]]
"""Values with their days; of two that hold on one day, the first counts."""


class _Said(NamedTuple):
    """All that a span says beside its days, in the order of its fields."""

    verdict: Verdict
    basis: int | None
    basis_kind: BasisKind | None
    contract: str | None
    foreign: bool
    foreign_mechanism: ForeignMechanism
    record_required: bool


def spans_of(transfer: TransferFacts, findings: Iterable[Finding]) -> tuple[Span, ...]:
    """The spans of a transfer, without gaps from its first day to its last."""
    verdicts = ((transfer.no_provision, Verdict.NOT_A_PROVISION), (_blocked(findings), Verdict.INVALID))
    bases = [(basis.days, basis) for basis in transfer.bases]
    contracts = [(days, contract) for contract, days in transfer.in_force]
    mechanisms = mechanism_days(transfer)
    recorded = record_days(transfer)
    steps: list[tuple[int, _Said]] = []
    for cut in _cuts(transfer.period, verdicts, bases, contracts, mechanisms, ((recorded, True),)):
        basis, contract = _value(bases, cut), _value(contracts, cut)
        mechanism = _value(mechanisms, cut) or ForeignMechanism.NONE
        said = _Said(
            _value(verdicts, cut) or Verdict.VALID,
            None if basis is None else basis.place,
            None if basis is None else basis.kind,
            None if contract is None else contract.code,
            mechanism is not ForeignMechanism.NOT_ABROAD,
            mechanism,
            cut in recorded,
        )
        if not steps or steps[-1][1] != said:
            steps.append((cut, said))
    ends = [*[start - 1 for start, _ in steps[1:]], transfer.period.last]
    return tuple(
        [Span(date.fromordinal(start), as_date(end), *said) for (start, said), end in zip(steps, ends, strict=True)]
    )


def mechanism_days(transfer: TransferFacts) -> Layer[ForeignMechanism]:
    """What lets the provision go abroad, the first that applies (APPI 28); `NONE` on all other days."""
    if not transfer.article_27_1 and not transfer.informed_consent:
        return transfer.recipient.mechanisms
    return (
        *transfer.recipient.mechanisms,
        (transfer.article_27_1, ForeignMechanism.ARTICLE_27_1),
        (transfer.informed_consent, ForeignMechanism.CONSENT),
    )


def _blocked(findings: Iterable[Finding]) -> Periods:
    """The days on which a finding blocks the provision."""
    return periods(
        [
            (finding.from_.toordinal(), FOREVER if finding.until is None else finding.until.toordinal())
            for finding in findings
            if finding.severity is Severity.BLOCKING
        ]
    )


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
    return sorted([cut for cut in cuts if as_date(cut) is not None])


def _value(layer: Layer[T], day: int) -> T | None:
    for days, value in layer:
        if day in days:
            return value
    return None
